"""Work of the engine goes on beside the window, can be given up, and survives whatever happens to either."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vault import CreateOptions, MountRequest
from vault.crypto.secret import Secret
from vault.errors import BusyError
from vault.events import Progress
from vault.gui.wire import HEADER, BadMessage, Channel, Typed
from vault.options import PolicyPart

if TYPE_CHECKING:
    from tests.gui.conftest import Desk, Watchdog

PASSPHRASE = "a passphrase of tests only"


def run(desk: Desk, method: str, *args: Any, **more: Any) -> tuple[list[Any], list[Any]]:
    done: list[Any] = []
    failed: list[Any] = []
    desk.app.tasks.run(method, *args, then=done.append, failed=failed.append, **more)
    desk.until(lambda: done or failed, method)
    return done, failed


def typed(text: str = PASSPHRASE) -> Typed:
    return Typed(Secret(text.encode()))


def test_a_volume_is_mounted_and_closed_by_workers(desk: Desk) -> None:
    container = desk.volume()
    done, failed = run(desk, "mount", MountRequest(container), typed())
    assert not failed
    (done[0].mount_point / "file").write_text("text")
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    assert run(desk, "dismount", done[0].name)[1] == []
    desk.until(lambda: desk.app.volumes.of(container) is None, "the watch")


def test_a_wrong_passphrase_is_the_engines_error(desk: Desk) -> None:
    _, failed = run(desk, "mount", MountRequest(desk.volume()), typed("wrong"))
    assert failed[0].code == "wrong-credential" and failed[0].attempts == 1


def test_a_key_derivation_of_minutes_is_given_up_at_once(desk: Desk, watchdog: Watchdog) -> None:
    container = desk.folder / "new.vol"
    events: list[Any] = []
    options = CreateOptions(container, 32 << 20, sparse=True, pbkdf="pbkdf2", pbkdf_iterations=200_000_000)
    failed: list[Any] = []
    job = desk.app.tasks.run("create", options, typed(), failed=failed.append, event=events.append)
    desk.until(lambda: events or failed, "the first event")
    assert not failed, failed
    job.cancel()
    desk.until(lambda: failed, "the end")
    assert failed[0].code == "cancelled"
    assert not container.exists() and not list(desk.folder.glob("*.vol*"))


LATE = """
import os, signal, socket, sys
from pathlib import Path
from vault.gui import worker
from vault.gui.wire import Channel
from vault.options import CreateOptions, MountRequest, PassphraseFd

class Interrupted(worker.Engine):
    def create(self, *args):
        found = super().create(*args)
        signal.raise_signal(signal.SIGINT)  # it comes at the last moment
        return found

worker.Engine = Interrupted
container = Path(sys.argv[1])
options = CreateOptions(container, 17 << 20, sparse=True, filesystem=None, pbkdf="pbkdf2", pbkdf_iterations=1000)
ours, theirs = socket.socketpair()
assert worker._serve(Channel(theirs), "create", (options, PassphraseFd(0)), {})
window = Channel(ours)
while (answer := window.receive())[0] == "event":
    pass
what, found = answer
print(what, found.container, container.exists())
"""


def test_what_is_done_is_not_called_cancelled(tmp_path: Path) -> None:
    words = [sys.executable, "-P", "-c", LATE, str(tmp_path / "new.vol")]
    done = subprocess.run(words, input=PASSPHRASE, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (f"result {tmp_path / 'new.vol'} True\n", "")


BAD = {
    "no JSON": b"(",
    "no pair": b'{"list": ["result"]}',
    "a list without a name": b'["result", null]',
    "an unknown kind": b'{"list": ["result", {"call": "os.system"}]}',
    "an unknown class": b'{"list": ["result", {"of": ["Popen", "id"]}]}',
    "a class of another number of members": b'{"list": ["result", {"of": ["Progress", "x"]}]}',
    "an unknown error": b'{"list": ["error", {"error": ["SystemExit", "x", {}]}]}',
    "a descriptor that did not come": b'{"list": ["result", {"secret": 0}]}',
    "a process that did not come": b'{"list": ["ready", {"process": 7}]}',
    "two kinds at once": b'{"list": ["result", {"path": "/", "dict": []}]}',
    "an endless nest": b'{"list": ' * 20_000,
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_nothing_but_known_values_is_taken_from_a_worker(data: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(HEADER.pack(len(data), 0) + data)
        with pytest.raises(BadMessage):
            Channel(theirs).receive()


def test_a_secret_that_never_comes_is_not_waited_for() -> None:
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    data = b'{"list": ["result", {"secret": 0}]}'
    with ours, theirs:
        socket.send_fds(ours, [HEADER.pack(len(data), 1) + data], [reading])
        with pytest.raises(BadMessage):
            Channel(theirs).receive()
    os.close(reading)
    os.close(writing)


def test_values_come_back_as_they_went() -> None:
    sent = (
        MountRequest(Path("/a\udcff"), policy=PolicyPart(lock="nothing")),
        {"a": (1, None, b"\x00"), 2: {"x"}},
        Progress("copying", 1, 2),
    )
    busy = BusyError("it is in use", holders=("bash (1, x)",), hint="wait")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel = Channel(theirs)
        Channel(ours).send("result", sent)
        assert channel.receive() == ("result", sent)
        Channel(ours).send("error", busy)
        _, error = channel.receive()
    assert type(error) is BusyError and vars(error) == vars(busy) and str(error) == str(busy)


def test_a_secret_is_not_in_the_bytes_of_a_message() -> None:
    ours, theirs = socket.socketpair()
    secret = Secret(b"a secret that is sent")
    with ours, theirs:
        Channel(ours).send("call", (Typed(secret), secret))
        data, descriptors, _, _ = socket.recv_fds(theirs, 1 << 16, 8)
        data += theirs.recv(1 << 16)
    assert len(descriptors) == 2 and bytes(secret.view()) not in data
    for descriptor in descriptors:
        assert os.read(descriptor, 100) == bytes(secret.view())
        os.close(descriptor)


def test_workers_whose_parent_is_gone_are_followed_by_others(desk: Desk) -> None:
    run(desk, "status")
    nursery = desk.app.tasks._nursery._process
    nursery.kill()
    nursery.wait()
    desk.until(lambda: not desk.app.tasks._idle, "the idle ones to hear of it")
    assert run(desk, "status")[0]
