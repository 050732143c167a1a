"""What the agent hears from systemd-logind and the screen savers, and whom it does not believe."""

import os
import select
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from vault.agent.events import (
    Awake,
    Event,
    IdleBegan,
    IdleOver,
    Locked,
    SessionEnded,
    ShuttingDown,
    Sleeping,
    SourceLost,
    Unlocked,
)
from vault.agent.watch import Logind, ScreenSavers, Source, sources
from vault.errors import NotAvailable
from vault.system.listening import Listener
from vault.testing.logind import LOGIND, MANAGER, FakeLogind, Session
from vault.testing.screensaver import KDE, NAMES, FakeScreenSaver
from vault.testing.services import Service
from vault.testing.udisks import Answer, Daemon

OWN, OTHERS, TIMERS = Session("2", os.getuid()), Session("c3", 4711), Session("4", os.getuid(), kind="background")
LIMIT_MS = 60_000
LOCKED = Locked("systemd-logind", OWN.path)

Say = Callable[[FakeLogind], Any]


@pytest.fixture
def logind(system_bus: Daemon) -> Iterator[FakeLogind]:
    with FakeLogind(system_bus.address, *(Session(**vars(session)) for session in (OWN, OTHERS, TIMERS))) as service:
        yield service


@pytest.fixture
def watching(logind: FakeLogind) -> Iterator[Logind]:
    del logind
    source = Logind(Listener.connect("system"))
    yield source
    source.close()


def heard(source: Source) -> list[Event]:
    """The next events, waited for."""
    poll = select.poll()
    poll.register(source.fileno(), select.POLLIN)
    while not (found := source.events()):
        assert poll.poll(LIMIT_MS), "nothing was heard"
    return found


@pytest.mark.parametrize(
    ("say", "event"),
    [
        pytest.param(lambda fake: fake.lock(OWN), LOCKED, id="lock"),
        pytest.param(lambda fake: fake.hint(fake.sessions["2"], True), LOCKED, id="hint"),
        pytest.param(lambda fake: fake.changed(OWN, {}, "LockedHint"), LOCKED, id="hint-unknown"),
        pytest.param(lambda fake: fake.prepare("Sleep", True), Sleeping("systemd-logind"), id="sleep"),
        pytest.param(lambda fake: fake.prepare("Shutdown", True), ShuttingDown("systemd-logind"), id="shutdown"),
        pytest.param(lambda fake: fake.end(OWN), SessionEnded("systemd-logind", "2"), id="logout"),
        pytest.param(lambda fake: fake.unlock(OWN), Unlocked("systemd-logind", OWN.path), id="unlock"),
        pytest.param(
            lambda fake: fake.hint(fake.sessions["2"], False), Unlocked("systemd-logind", OWN.path), id="hint-gone"
        ),
        pytest.param(lambda fake: fake.prepare("Sleep", False), Awake("systemd-logind"), id="awake"),
        pytest.param(lambda fake: fake.prepare("Shutdown", False), Awake("systemd-logind"), id="shutdown-called-off"),
        pytest.param(lambda fake: fake.changed(OWN, {"IdleHint": ("b", True)}), IdleBegan("systemd-logind"), id="idle"),
    ],
)
def test_what_happens_is_heard(logind: FakeLogind, watching: Logind, say: Say, event: Event) -> None:
    assert watching.tells
    assert watching.events() == []
    say(logind)
    assert heard(watching) == [event]


@pytest.mark.parametrize(
    "say",
    [
        pytest.param(lambda fake: fake.unlock(OTHERS), id="another-unlock"),
        pytest.param(lambda fake: fake.lock(OTHERS), id="another-user"),
        pytest.param(lambda fake: fake.end(OTHERS), id="another-logout"),
        pytest.param(lambda fake: fake.end(TIMERS), id="timer-over"),
        pytest.param(lambda fake: fake.begin(Session("9", 4711)), id="another-login"),
        pytest.param(lambda fake: fake.tell(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", "s", "yes"), id="types"),
    ],
)
def test_what_does_not_lock_is_not(logind: FakeLogind, watching: Logind, say: Say) -> None:
    say(logind)
    logind.lock(OWN)  # what comes after it shows that it was passed over
    assert heard(watching) == [LOCKED]


def test_a_login_that_begins_later_counts(logind: FakeLogind, watching: Logind) -> None:
    new = Session("7", os.getuid())
    logind.begin(new)
    logind.end(OWN)
    assert heard(watching) == [SessionEnded("systemd-logind", "2", last=False)]
    assert watching.tells
    logind.lock(new)
    assert heard(watching) == [Locked("systemd-logind", new.path)]
    logind.end(new)
    assert heard(watching) == [SessionEnded("systemd-logind", "7")]
    assert not watching.tells


def test_a_session_in_the_background_is_locked_elsewhere(logind: FakeLogind, watching: Logind) -> None:
    front = Session("7", os.getuid())
    logind.begin(front)
    logind.changed(front, {"Type": ("s", "wayland"), "Active": ("b", True)})
    logind.changed(OWN, {"Active": ("b", False)})
    logind.hint(logind.sessions["2"], True)
    assert heard(watching) == [Locked("systemd-logind", OWN.path, elsewhere=True)]
    assert not watching.locked
    logind.hint(front, True)
    assert heard(watching) == [Locked("systemd-logind", front.path), Locked("systemd-logind", OWN.path)]
    assert watching.locked
    logind.hint(front, False)
    assert heard(watching) == [Unlocked("systemd-logind", front.path), Unlocked("systemd-logind", OWN.path)]
    assert not watching.locked


def test_idle_is_when_all_graphical_sessions_are(logind: FakeLogind, watching: Logind) -> None:
    front = Session("7", os.getuid())
    logind.begin(front)
    logind.changed(front, {"Type": ("s", "x11")})
    logind.changed(OWN, {"IdleHint": ("b", True)})  # a session of text
    logind.changed(front, {"IdleHint": ("b", True)})
    assert heard(watching) == [IdleBegan("systemd-logind")]
    logind.changed(front, {"IdleHint": ("b", False)})
    assert heard(watching) == [IdleOver("systemd-logind")]


class LocksMeanwhile(FakeLogind):
    """A session is locked while the service is asked about its sessions."""

    def _ListSessions(self, path: str) -> Answer:
        self.lock(OWN)
        return super()._ListSessions(path)


def test_a_lock_while_the_service_is_asked_is_heard(system_bus: Daemon) -> None:
    with LocksMeanwhile(system_bus.address, OWN, TIMERS) as logind:
        source = Logind(Listener.connect("system"))
        assert source.events() == [LOCKED]  # without waiting: nothing more may come
        logind.begin(Session("9", 4711))
        assert heard(source) == [LOCKED]
        new = Session("10", os.getuid(), locked=True)
        logind.begin(new)
        assert heard(source) == [Locked("systemd-logind", new.path), LOCKED]
        source.close()


@pytest.mark.parametrize(("callers", "tells"), [(None, False), (OTHERS, True)], ids=["none", "as-by-sudo"])
def test_the_callers_session_counts_whosever_it_is(system_bus: Daemon, callers: Session | None, tells: bool) -> None:
    with FakeLogind(system_bus.address, OTHERS, callers=callers):
        source = Logind(Listener.connect("system"))
        assert source.tells == tells
        source.close()


def test_what_is_locked_at_the_beginning_is_told(system_bus: Daemon, session_bus: Daemon) -> None:
    own = Session("2", os.getuid(), locked=True)
    with FakeLogind(system_bus.address, own), FakeScreenSaver(session_bus.address, KDE, active=True):
        found, missing = sources()
        assert [source.events() for source in found] == [[LOCKED], [Locked(KDE)]]
        assert missing == []
        for source in found:
            source.close()


def test_another_program_is_not_believed(system_bus: Daemon, logind: FakeLogind) -> None:
    listener = Listener.connect("system")
    source = Logind(listener)
    poll = select.poll()
    poll.register(listener.fileno(), select.POLLIN)
    with Service(system_bus.address) as liar:  # a signal to one connection needs no match rule
        liar.tell(OWN.path, f"{LOGIND}.Session", "Lock", to=str(listener._connection.unique_name))
        assert poll.poll(LIMIT_MS), "the signal has not come"
    assert source.events() == []
    logind.prepare("Sleep", True)
    assert heard(source) == [Sleeping("systemd-logind")]
    source.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_screen_saver_is_heard(session_bus: Daemon, name: str) -> None:
    with FakeScreenSaver(session_bus.address, name) as saver:
        source = ScreenSavers(Listener.connect("session"))
        assert source.tells
        assert saver.calls == ["GetActive"]
        saver.set(False)
        saver.set(True)
        told = heard(source)
        while len(told) < 2:
            told += heard(source)
        assert told == [Unlocked(name), Locked(name)]
        assert source.locked
        source.close()


def test_a_screen_saver_that_comes_later_is_asked(session_bus: Daemon) -> None:
    source = ScreenSavers(Listener.connect("session"))
    assert not source.tells
    with FakeScreenSaver(session_bus.address, active=True):
        assert heard(source) == [Locked(NAMES[0])]
        assert source.tells
    assert isinstance(heard(source)[0], SourceLost)
    assert not source.tells
    source.close()


def test_one_without_the_method_is_heard_all_the_same(session_bus: Daemon) -> None:
    with Service(session_bus.address, NAMES[1]) as saver:
        source = ScreenSavers(Listener.connect("session"))
        assert (source.tells, source.events()) == (True, [])
        saver.tell("/org/gnome/ScreenSaver", NAMES[1], "ActiveChanged", "b", True)
        assert heard(source) == [Locked(NAMES[1])]
        source.close()


def test_logind_that_leaves_is_lost_and_found_again(system_bus: Daemon, logind: FakeLogind, watching: Logind) -> None:
    logind.leave()
    assert [type(event) for event in heard(watching)] == [SourceLost]
    with FakeLogind(system_bus.address, Session("2", os.getuid(), locked=True)) as again:
        assert heard(watching)[-1] == LOCKED
        again.lock(OWN)
        assert heard(watching) == [LOCKED]


def test_what_came_before_the_bus_went_is_told_first(system_bus: Daemon, logind: FakeLogind, watching: Logind) -> None:
    logind.lock(OWN)
    assert heard(watching) == [LOCKED]
    system_bus.end()
    with pytest.raises(NotAvailable, match="the system's D-Bus has gone"):
        heard(watching)


def test_without_buses_both_reasons_are_told(monkeypatch: pytest.MonkeyPatch, session_bus: Daemon) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus")
    session_bus.end()
    found, missing = sources()
    assert found == []
    assert [line.partition(" cannot be reached")[0] for line in missing] == [
        "the system's D-Bus",
        "the session's D-Bus",
    ]


def test_a_bus_without_logind_is_no_source(system_bus: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    del system_bus
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert sources() == ([], ["systemd-logind is not on the system's D-Bus", "there is no session's D-Bus here"])


def test_the_session_bus_is_found_in_the_runtime_folder(session_bus: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_bus.address.partition("path=")[2].partition(",")[0]
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", path.removesuffix("/bus"))
    with Listener.connect("session") as listener:
        assert not listener.follow(NAMES[0], NAMES[0], "ActiveChanged", "b")


def test_a_session_ends_with_its_leader_though_logind_keeps_it_for_what_was_left_in_it(
    logind: FakeLogind, watching: Logind
) -> None:
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as leader:
        logind.begin(Session("8", os.getuid(), leader=leader.pid))
        logind.lock(logind.sessions["8"])
        assert heard(watching) == [Locked("systemd-logind", logind.sessions["8"].path)]
        assert leader.stdin is not None
        leader.stdin.close()
        assert heard(watching) == [SessionEnded("systemd-logind", "8", last=False)]
    logind.end(logind.sessions["8"])
    logind.end(logind.sessions["2"])
    assert heard(watching) == [SessionEnded("systemd-logind", "2")]


def test_a_session_that_is_closing_does_not_count(system_bus: Daemon) -> None:
    with FakeLogind(system_bus.address, Session("2", os.getuid(), state="closing")):
        source = Logind(Listener.connect("system"))
        assert not source.tells
        source.close()
