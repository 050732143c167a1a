"""Many volumes closed at once: in which order, what is said of each, and that what hangs holds up nothing else."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import pytest

from vault import closing, config, lockdown, remembered
from vault.attach.base import Attachment, Availability
from vault.errors import BackendError, BusyError
from vault.events import Event, Step, Warned
from vault.lockdown import Lockdown, Order, close_all, lock_all
from vault.options.lockdown import Stopped
from vault.options.policy import PolicyPart
from vault.session import Session, SessionStore
from vault.system import keyring
from vault.system.processes import start_time
from vault.testing.fakes import FakeAttacher

LIMIT_S = 60.0


@dataclass
class Servers(FakeAttacher):
    """Ends the process behind an attachment, when its gate is open; names what is busy, and what is not ended."""

    name: str = "fake"
    availability: Availability = field(default_factory=lambda: Availability(True, "a fake"))
    calls: list[str] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    gates: dict[str, threading.Event] = field(default_factory=dict)

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        name = attachment.path.name
        if name in self.gates:
            assert self.gates[name].wait(LIMIT_S)
        self.calls.append(name)
        if name in self.busy:
            raise BusyError("it is in use", holders=("editor (process 7, ann)",))
        if name in self.broken:
            raise BackendError("the disk is on fire")
        if name not in self.kept:
            os.kill(attachment.server, signal.SIGKILL)
            while start_time(attachment.server):
                time.sleep(0.001)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Servers:
    made = Servers()
    monkeypatch.setattr(closing, "attachers", lambda: [made])
    return made


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "sessions")


Open = Callable[..., Session]


@pytest.fixture
def opened(tmp_path: Path, store: SessionStore) -> Iterator[Open]:
    """Records a volume whose server is a process of its own; ``container`` may lie inside another one."""
    started: list[subprocess.Popen[bytes]] = []

    def make(name: str, container: Path | None = None, **changes: object) -> Session:
        process = subprocess.Popen([sys.executable, "-Sc", "input()"], stdin=subprocess.PIPE)
        started.append(process)
        attachment = Attachment("fake", tmp_path / "attached" / name, None, process.pid, 4096, False)
        session = Session(
            name=name, container=container or tmp_path / f"{name}.vol", identity=(0, len(started)), header=None,
            format="luks2", uuid="u", attachment=replace(attachment, folder=tmp_path / "attached" / f"{name}-folder"),
            server_start=start_time(process.pid), mounted=None, made_mount_point=False, started=len(started),
        )  # fmt: skip
        return store.add(replace(session, **changes))  # type: ignore[arg-type]

    yield make
    for process in started:
        process.kill()
        process.communicate()


def orders(store: SessionStore, **how: bool) -> list[Order]:
    return [Order(session, **how) for session in reversed(store.all())]  # type: ignore[arg-type]


def outcomes(results: list[lockdown.Result]) -> dict[str, str]:
    return {result.session.name: result.outcome for result in results}


def test_all_are_closed_and_looked_after(store: SessionStore, servers: Servers, opened: Open) -> None:
    for name in ("one", "two", "three"):
        opened(name)
    told: list[Event] = []
    results = close_all(store, orders(store), told.append)
    assert [(result.session.name, result.outcome) for result in results] == [
        (name, "closed") for name in ("three", "two", "one")
    ]
    assert all(result.key_gone for result in results)
    assert store.all() == []
    assert told.count(Step("detaching")) == 3


def test_one_in_use_or_broken_is_told_and_the_others_are_closed(
    store: SessionStore, servers: Servers, opened: Open
) -> None:
    for name in ("used", "broken", "kept", "fine"):
        opened(name)
    servers.busy, servers.broken, servers.kept = {"used"}, {"broken"}, {"kept"}
    results = {result.session.name: result for result in close_all(store, orders(store))}
    assert outcomes([*results.values()]) == {"used": "busy", "broken": "failed", "kept": "failed", "fine": "closed"}
    assert results["used"].holders == ("editor (process 7, ann)",)
    assert results["broken"].reason == "the disk is on fire"
    assert results["kept"].reason == "kept is closed, and something of it is still there"


def test_what_lies_inside_closes_first(tmp_path: Path, store: SessionStore, servers: Servers, opened: Open) -> None:
    outer = opened("outer")
    inner = opened("inner", (outer.attachment.folder or tmp_path) / "inner.vol")
    opened("innermost", inner.attachment.path)
    servers.gates = {"innermost": threading.Event()}
    work = Lockdown(store)
    work.begin(orders(store))
    assert servers.calls == []
    servers.gates["innermost"].set()
    results = finished(work)
    assert outcomes(results) == {"outer": "closed", "inner": "closed", "innermost": "closed"}
    assert servers.calls == ["innermost", "inner", "outer"]


@pytest.mark.parametrize("ordered", [True, False], ids=["in-use", "not-to-be-closed"])
def test_what_holds_an_open_volume_stays_even_by_force(
    store: SessionStore, servers: Servers, opened: Open, ordered: bool
) -> None:
    outer = opened("outer")
    inner = opened("inner", outer.attachment.path)
    servers.busy = {"inner"}
    work = Lockdown(store)
    work.begin([*([Order(inner)] if ordered else []), Order(outer, force=True)])
    results = {result.session.name: result for result in finished(work)}
    assert results["outer"].outcome == "busy"
    assert results["outer"].holders == ("the volume inner",)
    assert "outer" not in servers.calls


def finished(work: Lockdown) -> list[lockdown.Result]:
    """All results, waited for."""
    found: list[lockdown.Result] = []
    limit = time.monotonic() + LIMIT_S
    while not work.idle:
        assert time.monotonic() < limit
        found += work.results()
        time.sleep(0.001)
    return found


def test_what_hangs_is_left_behind_and_told_when_it_ends(store: SessionStore, servers: Servers, opened: Open) -> None:
    stuck = opened("stuck")
    servers.gates = {"stuck": threading.Event()}
    now = [0.0]
    work = Lockdown(store, clock=lambda: now[0])
    work.begin([Order(stuck)])
    assert work.left_s() == lockdown.LIMIT_S
    assert work.results() == []
    now[0] = lockdown.LIMIT_S
    assert outcomes(work.results()) == {"stuck": "stuck"}
    assert work.results() == [] and work.left_s() is None, "once"
    assert work.works_on(stuck)
    work.begin([Order(stuck)])  # it is being closed already
    servers.gates["stuck"].set()
    assert outcomes(finished(work)) == {"stuck": "closed"}
    assert servers.calls == ["stuck"]


def test_closing_all_ends_although_one_hangs(store: SessionStore, servers: Servers, opened: Open) -> None:
    opened("stuck")
    opened("fine")
    servers.gates = {"stuck": threading.Event()}
    results = close_all(store, orders(store)[:1], limit_s=LIMIT_S) + close_all(store, orders(store), limit_s=0.01)
    assert outcomes(results) == {"fine": "closed", "stuck": "stuck"}
    assert not results[-1].key_gone and "goes on" in results[-1].reason
    servers.gates["stuck"].set()
    limit = time.monotonic() + LIMIT_S
    while store.all():
        assert time.monotonic() < limit
        time.sleep(0.001)


def test_one_that_is_just_being_opened_is_in_use(store: SessionStore, servers: Servers, opened: Open) -> None:
    opened("coming", opener=os.getpid(), opener_start=start_time(os.getpid()))
    (result,) = close_all(store, orders(store))
    assert (result.outcome, result.reason) == ("busy", "coming is just being opened")
    assert f"process {os.getpid()}" in result.holders[0]
    assert servers.calls == []


def test_one_that_is_gone_already_is_closed(store: SessionStore, servers: Servers, opened: Open) -> None:
    (order,) = [Order(opened("gone"))]
    os.kill(order.session.attachment.server, signal.SIGKILL)
    while start_time(order.session.attachment.server):
        time.sleep(0.001)
    assert outcomes(close_all(store, [order])) == {"gone": "closed"}
    assert servers.calls == []


def test_what_cannot_be_suspended_is_dismounted(store: SessionStore, servers: Servers, opened: Open) -> None:
    told: list[Event] = []
    assert outcomes(close_all(store, [Order(opened("one"), "suspend")], told.append)) == {"one": "closed"}
    assert any(isinstance(event, Warned) and "only devmapper can suspend" in event.message for event in told)


def test_an_error_of_our_own_ends_no_thread_unheard(
    store: SessionStore, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "attachers", lambda: 1 // 0)
    (result,) = close_all(store, [Order(opened("one"))])
    assert (result.outcome, result.reason[:14]) == ("failed", "internal error")


@pytest.fixture
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keys and settings that only this test has."""
    prefix = f"vault:test:{uuid4().hex}:"
    monkeypatch.setattr(remembered, "PREFIX", prefix)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))  # and commands
    yield
    try:
        for description in keyring.user_keys(prefix):
            keyring.drop_user_key(description)
    except BackendError:
        return


@pytest.mark.usefixtures("_own_keys")
def test_locking_all_takes_what_a_lock_leaves_and_drops_what_is_remembered(
    store: SessionStore, servers: Servers, opened: Open
) -> None:
    opened("kept-at-locks", policy=PolicyPart(lock="nothing"))
    opened("used")
    servers.busy = {"used"}
    try:
        keyring.put_user_key(f"{remembered.PREFIX}one", memoryview(bytearray(b"hush")), 60)
        kept = 1
    except BackendError:  # no keyring here
        kept = 0
    found = lock_all(store)
    assert {closing.volume.name: closing.outcome for closing in found.volumes} == {
        "kept-at-locks": "closed",
        "used": "busy",
    }
    assert found.forgotten == kept
    assert lock_all(store, force=True).forgotten == 0


COMMAND = """
import signal, sys
from vault.system import commands
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
with commands.recorded("convert", resumable=True):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("_own_keys")
def test_locking_all_stops_commands_with_keys(store: SessionStore) -> None:
    words = [sys.executable, "-c", COMMAND]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as command:
        try:
            assert command.stdout is not None
            assert command.stdout.readline() == b"ready\n"
            assert lock_all(store).commands == (Stopped("convert", command.pid, ended=True, resumable=True),)
            assert command.wait(60) == 7
        finally:
            command.kill()
    assert lock_all(store).commands == ()


@pytest.mark.usefixtures("_own_keys")
def test_settings_that_cannot_be_read_lock_all_the_same(store: SessionStore, servers: Servers, opened: Open) -> None:
    config.path().parent.mkdir()
    config.path().write_text("nonsense")
    opened("one")
    told: list[Event] = []
    assert [closing.outcome for closing in lock_all(store, told.append).volumes] == ["closed"]
    assert any(isinstance(event, Warned) and event.message.endswith("the defaults hold") for event in told)
