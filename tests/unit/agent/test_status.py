"""The agent seen from outside: none, one that says nothing, one that cannot start, and whose number is whose."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket

from vault.agent import watch
from vault.agent.watch import ScreenSavers, sources
from vault.errors import BackendError, NotAvailable
from vault.system import agent
from vault.system.agent import Status
from vault.system.bus import Target
from vault.system.listening import Listener
from vault.system.processes import start_time
from vault.testing.logind import LOGIND, MANAGER, FakeLogind
from vault.testing.screensaver import FREEDESKTOP
from vault.testing.udisks import Daemon


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "vault"


@pytest.fixture
def hung_up() -> Iterator[list[int]]:
    heard: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, _: heard.append(number))
    yield heard
    signal.signal(signal.SIGHUP, before)


def test_without_an_agent_nobody_is_told(hung_up: list[int]) -> None:
    agent.nudge()
    assert hung_up == []


def test_the_agent_is_told(hung_up: list[int]) -> None:
    with agent.taking() as taken:
        assert taken
        agent.announce(Status(os.getpid(), start_time(os.getpid()), ("systemd-logind",)))
        agent.nudge()
        agent.ensure()
    assert hung_up == [signal.SIGHUP] * 2


@pytest.mark.parametrize("ended", [True, False], ids=["that-has-ended", "whose-number-is-another's"])
def test_an_agent_that_was_is_not_told(hung_up: list[int], monkeypatch: pytest.MonkeyPatch, ended: bool) -> None:
    monkeypatch.setattr(agent, "READY_S", 0)
    process = os.getpid()
    if ended:
        process = os.fork()
        if process == 0:
            os._exit(0)
        os.waitpid(process, 0)
    with agent.taking():
        agent.announce(Status(process, 1))
        with pytest.raises(BackendError, match="does not say who it is"):
            agent.nudge()
    assert hung_up == []


def test_one_that_has_just_begun_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Status(os.getpid(), start_time(os.getpid()))
    waited: list[float] = []

    def announce(seconds: float) -> None:
        waited.append(seconds)
        agent.announce(now)

    monkeypatch.setattr(agent.time, "sleep", announce)
    for before in (None, Status(os.getpid(), 1)):
        with agent.taking():
            if before is not None:
                agent.announce(before)
            assert agent.running() == now
    assert waited == [agent.POLL_S] * 2


@pytest.mark.parametrize("text", [None, "", "{}", '{"pid": 1, "start": 1, "watching": 3, "missing": []}', "[]"])
def test_an_agent_that_says_nothing_is_an_error(
    folder: Path, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "READY_S", 0)
    with agent.taking():
        if text is not None:
            (folder / agent.STATUS).write_text(text)
        with pytest.raises(BackendError, match="does not say who it is"):
            agent.ensure()


def test_one_that_cannot_start_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent, "MODULE", "vault.nowhere")
    with pytest.raises(BackendError, match="ended before it was ready") as caught:
        agent.ensure()
    assert str(folder / agent.LOG) in caught.value.hint
    assert "vault.nowhere" in (folder / agent.LOG).read_text()
    assert stat.S_IMODE((folder / agent.LOG).stat().st_mode) == 0o600


def test_without_an_interpreter_it_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(NotAvailable, match="no agent can be started"):
        agent.ensure()


def test_the_log_is_not_let_grow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent, "MODULE", "vault.nowhere")
    agent.nudge()
    for before, after in ((agent.LONGEST_LOG, agent.LONGEST_LOG + 1), (agent.LONGEST_LOG + 1, 1)):
        (folder / agent.LOG).write_text("x" * before)
        with pytest.raises(BackendError):
            agent.ensure()
        assert after <= (folder / agent.LOG).stat().st_size < after + 4096


def test_a_screen_saver_that_is_silent_is_listened_to(session_bus: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "ANSWER_S", 0.01)
    silent = DBusConnection(prep_socket(get_bus(session_bus.address)))
    silent.send_and_get_reply(message_bus.RequestName(FREEDESKTOP))
    source = ScreenSavers(Listener.connect("session"))
    assert (source.tells, source.events()) == (True, [])
    source.close()
    silent.close()


def test_what_answers_wrongly_is_refused(system_bus: Daemon) -> None:
    with ExitStack() as stack:
        stack.enter_context(FakeLogind(system_bus.address))
        listener = stack.enter_context(Listener.connect("system"))
        manager = Target(LOGIND, MANAGER, f"{LOGIND}.Manager")
        with pytest.raises(BackendError, match=r"answered with the types 'a\(susso\)'"):
            listener.call(manager, "ListSessions", answer="u")
        assert listener.call(manager, "ListSessions", answer="a(susso)") == ([],)


def test_without_the_package_both_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jeepney.bus", None)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert sources() == ([], ["the package jeepney, which speaks D-Bus, is missing"] * 2)


@pytest.fixture
def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(agent, "SYSTEM_BUS", ("/nowhere/bus",))


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be started."""
    found: list[str] = []
    monkeypatch.setattr(agent, "_start", lambda _: found.append(agent.MODULE))
    return found


@pytest.mark.usefixtures("no_bus")
def test_without_a_bus_no_agent_is_begun(spawned: list[str], folder: Path) -> None:
    assert not agent.begin()
    assert spawned == [] and not folder.exists()


@pytest.mark.usefixtures("no_bus")
@pytest.mark.parametrize("where", ["environment", "folder", "system"])
def test_with_a_bus_one_is_begun(
    spawned: list[str], folder: Path, session_bus: Daemon, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path = Path(session_bus.address.partition("path=")[2].partition(",")[0])
    if where == "environment":
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session_bus.address)
    else:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if where == "folder":
        (folder.parent / "bus").symlink_to(path)
    if where == "system":
        monkeypatch.setattr(agent, "SYSTEM_BUS", (str(path),))
    assert agent.begin()
    assert spawned == [agent.MODULE]


@pytest.mark.usefixtures("session_bus")
def test_one_that_runs_is_enough_and_looks_anew(spawned: list[str], hung_up: list[int]) -> None:
    with agent.taking():
        agent.announce(Status(os.getpid(), start_time(os.getpid())))
        assert agent.begin()
        assert (spawned, hung_up) == ([], [signal.SIGHUP])
        with agent.starting(), pytest.raises(BackendError, match="not ready after 0 seconds"):
            agent.begin(limit_s=0)
    assert agent.begin()
    assert spawned == [agent.MODULE]
    assert agent.running() is None
    assert agent.stop() is None


def test_taking_over_waits_for_who_only_looks(folder: Path) -> None:
    with agent.taking() as first, agent.taking_over() as second:
        assert (first, second) == (True, False)
    with agent.taking_over(for_ever=True) as third:
        assert third
    del folder
