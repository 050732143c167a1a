"""What happens at the worst moment: causes that overtake each other, sessions that come and go, wrong messages."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal

from tests.unit.agent.world import LOCK, OTHER, SAVER, SEAT, UNLOCK, World, run
from vault.agent.api import INTERFACE, NAME, PATH, Api
from vault.agent.events import (
    Awake,
    Event,
    IdleBegan,
    IdleOver,
    LockAsked,
    Locked,
    SessionEnded,
    ShuttingDown,
    Sleeping,
    SourceLost,
    Unlocked,
)
from vault.agent.guard import Guard
from vault.agent.watch import Logind, ScreenSavers, Source, makers
from vault.lockdown import key_of
from vault.options.policy import Policy
from vault.system.bus import Bus, Target, connected
from vault.system.exchange import Exchange
from vault.system.listening import Listener
from vault.system.messages import replied_serial
from vault.system.processes import start_time
from vault.testing.logind import FakeLogind
from vault.testing.logind import Session as Login
from vault.testing.screensaver import FakeScreenSaver
from vault.testing.services import Service
from vault.testing.udisks import Daemon

LIMIT_MS = 60_000
FORCED = Policy(idle="dismount", busy="force", force_after_s=2)
BUSY = Policy(idle="dismount", busy="wait")
GRACE = Policy(grace_s=30)
SLEEP, AWAKE, IDLE = Sleeping("systemd-logind"), Awake("systemd-logind"), IdleBegan("logind")
LOGINS = "systemd-logind"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def guard(world: World) -> Guard:
    return Guard(world, world, world, clock=lambda: world.now)


@pytest.mark.parametrize(
    ("policy", "events", "let_go", "closes"),
    [
        pytest.param(FORCED, [IDLE, LOCK], False, True, id="lock-after-idle-is-forced"),
        pytest.param(BUSY, [IDLE, LOCK], True, True, id="lock-after-idle"),
        pytest.param(BUSY, [IDLE, LOCK, IdleOver("logind")], True, True, id="lock-outlives-idle"),
        pytest.param(BUSY, [LOCK, IDLE], True, True, id="idle-after-lock"),
        pytest.param(BUSY, [LOCK, SLEEP, AWAKE], True, True, id="lock-outlives-sleep"),
        pytest.param(BUSY, [SLEEP, LOCK, AWAKE], True, True, id="lock-while-asleep"),
        pytest.param(BUSY, [LockAsked("a signal"), SLEEP, AWAKE], True, True, id="request-outlives-sleep"),
        pytest.param(BUSY, [LockAsked("a signal"), LOCK, UNLOCK], True, True, id="request-outlives-unlock"),
        pytest.param(BUSY, [LOCK, SLEEP, UNLOCK, AWAKE], True, False, id="unlocked-and-awake"),
        pytest.param(BUSY, [SLEEP, AWAKE], True, False, id="awake"),
        pytest.param(BUSY, [ShuttingDown("logind"), AWAKE], True, False, id="shutdown-called-off"),
        pytest.param(BUSY, [LOCK, ShuttingDown("logind"), AWAKE], True, True, id="lock-outlives-shutdown"),
    ],
)
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "together"])
def test_no_cause_takes_the_place_of_another(
    world: World, guard: Guard, policy: Policy, events: list[Event], let_go: bool, closes: bool, apart: bool
) -> None:
    world.mount("one", policy)
    world.used.add("one")
    for event in events:
        guard.hear(event)
        if apart:
            run(world, guard, 0.5)
    run(world, guard)
    if let_go:
        world.used.clear()
    run(world, guard, 30)
    assert world.names() == (set() if closes else {"one"})
    assert guard.at_rest


def test_waking_takes_back_the_hurry_of_sleep(world: World, guard: Guard) -> None:
    world.mount("one", Policy(busy="force", force_after_s=20))
    world.used.add("one")
    for event in (LOCK, SLEEP, AWAKE):
        guard.hear(event)
    run(world, guard, 19)
    assert world.names() == {"one"}
    run(world, guard, 1)
    assert world.names() == set()


@pytest.mark.parametrize("told", [Unlocked(SAVER), UNLOCK], ids=["saver", "session"])
def test_it_is_unlocked_when_nothing_says_locked_any_more(world: World, guard: Guard, told: Event) -> None:
    world.mount("one", GRACE)
    world.locked_now = True
    guard.hear(LOCK)
    guard.hear(told)
    run(world, guard, 31)
    assert world.names() == set(), "the hint or another saver still says so"


def test_the_last_that_says_locked_unlocks(world: World, guard: Guard) -> None:
    world.mount("one", GRACE)
    world.locked_now = True
    guard.hear(LOCK)
    guard.hear(UNLOCK)
    world.locked_now = False
    guard.hear(Unlocked(SAVER))
    run(world, guard, 31)
    assert world.names() == {"one"} and guard.at_rest


def test_the_lock_of_a_session_that_ended_is_none(world: World, guard: Guard) -> None:
    world.mount("one", GRACE)
    for event in (
        LOCK,
        SessionEnded("logind", "2", last=False, place=SEAT),
        Locked("logind", OTHER),
        Unlocked("logind", OTHER),
    ):
        guard.hear(event)
    run(world, guard, 31)
    assert world.names() == {"one"}


@pytest.mark.parametrize(
    ("events", "closes"),
    [
        ([SLEEP], True),
        ([ShuttingDown(LOGINS)], True),
        ([SLEEP, AWAKE], False),
        ([SLEEP, SourceLost(LOGINS, "gone")], False),
        ([LOCK], False),
    ],
    ids=["sleep", "shutdown", "awake", "nobody-would-tell", "who-opens-it-has-unlocked"],
)
def test_what_is_opened_is_held_against_the_present(
    world: World, guard: Guard, events: list[Event], closes: bool
) -> None:
    for event in events:
        guard.hear(event)
    world.mount("one")
    guard.opened("one")
    run(world, guard)
    assert world.names() == (set() if closes else {"one"})


def test_what_is_just_being_opened_is_waited_for_and_closed(world: World, guard: Guard) -> None:
    """Its record is another one as soon as it is there."""
    coming = replace(world.mount("one"), opener=os.getpid(), opener_start=start_time(os.getpid()))
    world.open = {key_of(coming): coming}
    world.used.add("one")
    guard.hear(SLEEP)
    run(world, guard)
    assert not guard.settled, "the machine waits for it"
    there = replace(coming, opener=0, opener_start=0, started=coming.started + 1)
    world.open = {key_of(there): there}
    world.used.clear()
    guard.opened("one")
    run(world, guard)
    assert world.names() == set() and guard.settled


OWN, FRONT = Login("2", os.getuid(), type="wayland"), Login("3", os.getuid(), type="wayland")


@pytest.fixture
def logind(system_bus: Daemon) -> Iterator[FakeLogind]:
    with FakeLogind(system_bus.address, replace(OWN, active=False), replace(FRONT)) as service:
        yield service


@pytest.fixture
def watching(logind: FakeLogind) -> Iterator[Logind]:
    del logind
    source = Logind(Listener.connect("system", descriptors=True))
    yield source
    source.close()


def until(source: Source, last: Event) -> list[Event]:
    """What is heard, to the event that has to come."""
    poll = select.poll()
    poll.register(source.fileno(), select.POLLIN)
    found: list[Event] = []
    while last not in found:
        if not (more := source.events()):
            assert poll.poll(LIMIT_MS), f"{last} was not heard, but {found}"
        found += more
    return found


HERE = Locked(LOGINS, OWN.path)


@pytest.mark.parametrize("lock", ["hint", "request"])
@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda fake: fake.end(fake.sessions["3"]), id="the-other-ends"),
        pytest.param(lambda fake: fake.changed(FRONT, {"Active": ("b", False)}), id="the-other-is-left"),
        pytest.param(lambda fake: fake.changed(OWN, {"Active": ("b", True)}), id="this-one-is-in-front"),
        pytest.param(lambda fake: fake.hint(fake.sessions["3"], True), id="the-other-is-locked"),
    ],
)
def test_a_lock_in_the_background_counts_as_soon_as_the_user_is_not_elsewhere(
    logind: FakeLogind, watching: Logind, lock: str, leave: Callable[[FakeLogind], Any]
) -> None:
    own = logind.sessions["2"]
    if lock == "hint":
        logind.hint(own, True)
    else:
        logind.lock(own)
    assert until(watching, replace(HERE, elsewhere=True)) == [replace(HERE, elsewhere=True)]
    assert not watching.locked
    leave(logind)
    assert HERE in until(watching, HERE)
    assert watching.locked or lock == "request"


def test_who_goes_to_another_session_is_there(logind: FakeLogind, watching: Logind) -> None:
    logind.changed(OWN, {"Active": ("b", True)})
    logind.hint(logind.sessions["2"], True)
    assert until(watching, HERE) == [HERE]
    logind.changed(OWN, {"Active": ("b", False)})
    assert until(watching, Unlocked(LOGINS, OWN.path)) == [Unlocked(LOGINS, OWN.path)]
    assert not watching.locked


def test_sessions_that_ended_while_logind_began_anew_are_told(
    system_bus: Daemon, logind: FakeLogind, watching: Logind
) -> None:
    logind.leave()
    with FakeLogind(system_bus.address) as again:
        found = until(watching, SessionEnded(LOGINS, "3"))
        assert {event.session for event in found if isinstance(event, SessionEnded) and event.last} == {"2", "3"}
        assert again.sessions == {}


def test_sessions_that_ended_while_the_bus_was_away_are_told(system_bus: Daemon, logind: FakeLogind) -> None:
    make = makers()[Logind.name]
    first = make()
    assert first.events() == []
    first.close()
    logind.sessions.clear()
    second = make()
    assert {type(event) for event in second.events()} == {SessionEnded}
    second.close()
    del system_bus


@pytest.mark.parametrize(("what", "event"), [("Sleep", SLEEP), ("Shutdown", ShuttingDown(LOGINS))])
def test_what_is_about_to_happen_is_known_at_the_beginning(logind: FakeLogind, what: str, event: Event) -> None:
    logind.prepare(what, True)
    source = Logind(Listener.connect("system"))
    assert event in source.events()
    source.close()


def test_a_source_that_is_silent_says_why(system_bus: Daemon, session_bus: Daemon) -> None:
    with FakeLogind(system_bus.address) as logind, FakeScreenSaver(session_bus.address) as saver:
        logins, savers = Logind(Listener.connect("system")), ScreenSavers(Listener.connect("session"))
        assert (logins.silence, savers.silence) == ("systemd-logind has no session of this user", "")
        logind.begin(Login("2", os.getuid()))
        logind.lock(logind.sessions["2"])
        until(logins, HERE)
        assert logins.tells and logins.silence == ""
        logind.leave()
        saver.leave()
        until(logins, SourceLost(LOGINS, "it has left the bus, or began anew"))
        until(savers, SourceLost(SAVER, "it has left the bus, or began anew"))
        assert logins.silence == "systemd-logind is not on the system's D-Bus" and not logins.tells
        assert savers.silence == "no screen saver is on the session's D-Bus" and not savers.tells
        logins.close()
        savers.close()


class Stranger(Service):
    """Another user's program, which may send signals to any connection."""

    def wrong(self, to: str) -> None:
        """A signal with a descriptor that does not come with it."""
        message = new_signal(DBusAddress("/a", interface="a.b"), "X", "u", (7,))
        message.header.fields[HeaderFields.destination] = to
        raw = bytearray(message.serialise(next(self._connection.outgoing_serial)))
        raw[raw.index(b"\x01u\0") + 1] = ord("h")
        self._connection.sock.sendall(raw)


@pytest.fixture
def stranger(system_bus: Daemon) -> Iterator[Stranger]:
    with Stranger(system_bus.address) as found:
        yield found


def readable(listener: Listener) -> None:
    poll = select.poll()
    poll.register(listener.fileno(), select.POLLIN)
    assert poll.poll(LIMIT_MS)


@pytest.mark.parametrize("descriptors", [True, False])
def test_a_message_that_cannot_be_decoded_costs_only_itself(
    logind: FakeLogind, stranger: Stranger, descriptors: bool
) -> None:
    listener = Listener.connect("system", descriptors=descriptors)
    source = Logind(listener)
    for _ in range(3):
        stranger.wrong(str(listener._connection.unique_name))
        readable(listener)
        assert source.events() == []
    logind.changed(OWN, {"Active": ("b", True)})
    stranger.wrong(str(listener._connection.unique_name))
    logind.lock(OWN)
    assert until(source, HERE) == [HERE]
    source.close()


def test_no_signal_is_an_answer() -> None:
    message = new_signal(DBusAddress("/a", interface="a.b"), "X", "s", ("forged",))
    message.header.fields[HeaderFields.reply_serial] = 7
    assert replied_serial(message) is None


@pytest.mark.parametrize("kind", ["listener", "exchange"])
def test_of_a_flood_not_all_is_read_in_one_go(
    system_bus: Daemon, stranger: Stranger, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """And nothing of it is kept; what was read with the rest is not left behind, as nothing would tell of it."""
    monkeypatch.setattr(f"vault.system.{'listening' if kind == 'listener' else 'exchange'}.MOST_MESSAGES", 10)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", system_bus.address)
    found: list[object] = []
    source = Listener.connect("session") if kind == "listener" else Exchange.connect("session")
    connection, read = source._connection, []
    receive = connection.receive

    def count(**how: float) -> Any:
        read.append(receive(**how))
        return read[-1]

    monkeypatch.setattr(connection, "receive", count)
    for _ in range(300):
        stranger.tell("/a", "a.b", "X", "s", "x" * 500, to=str(connection.unique_name))
    poll, turns = select.poll(), 0
    poll.register(source.fileno(), select.POLLIN)
    while len([message for message in read if message.body and len(message.body[0]) == 500]) < 300:
        assert poll.poll(LIMIT_MS), "the rest was left behind"
        before, turns = len(read), turns + 1
        if isinstance(source, Listener):
            assert source.signals() == [] and source._waiting == []
        else:
            source.turn(found.append)
        assert len(read) - before < 10 + 4096 // 500
    assert turns > 300 / 20
    source.close()


def test_who_called_and_what_was_told_are_heard_before_the_name_goes(session_bus: Daemon) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def lock_all() -> tuple[list[str], list[str]]:
        begun.set()
        assert may_end.wait(60)
        return ["one"], []

    answers: list[object] = []
    listener = Listener.connect("session")
    api = Api(list, lambda _name, _force: None, lock_all)
    with Bus(connected("session")) as bus:
        listener.follow(NAME, INTERFACE, "Locked", "asas")
        call = lambda: answers.append(bus.call(Target(NAME, PATH, INTERFACE), "LockAll", answer="asas"))  # noqa: E731
        thread = threading.Thread(target=call)
        thread.start()
        while not begun.is_set():
            assert select.select([api], [], [], 60)[0]
            api.events()
        assert not api.all_told
        api.locked(["one"], [])
        may_end.set()
        api.finish(60)
        assert api.all_told
        api.close()
        thread.join(60)
    assert answers == [(["one"], [])]
    told: list[str] = []
    while "Locked" not in told:
        readable(listener)
        told += [signal.member for signal in listener.signals()]
    assert told[0] == "Locked"
    listener.close()
    del session_bus
