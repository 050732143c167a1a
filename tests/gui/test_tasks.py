"""Work of the engine goes on beside the window, can be given up, and survives whatever happens to either."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from vault import CreateOptions, MountRequest
from vault.crypto.secret import Secret
from vault.gui.wire import HEADER, Channel, Typed

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


def test_nothing_but_known_values_is_taken_from_a_worker() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel = Channel(theirs)
        data = pickle.dumps(("result", subprocess.Popen))
        ours.sendall(HEADER.pack(len(data), 0) + data)
        with pytest.raises(pickle.UnpicklingError, match="no message holds"):
            channel.receive()


def test_a_secret_is_not_in_the_bytes_of_a_message() -> None:
    ours, theirs = socket.socketpair()
    secret = Secret(b"a secret that is sent")
    with ours, theirs:
        Channel(ours).send(("call", Typed(secret), secret))
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
