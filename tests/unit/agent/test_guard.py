"""What the agent does about volumes, with a clock, volumes and a closing part in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from vault.agent import guard as module
from vault.agent.events import (
    Asked,
    Awake,
    Event,
    IdleBegan,
    IdleOver,
    LockAsked,
    Locked,
    SessionEnded,
    ShuttingDown,
    Sleeping,
    Told,
    Unlocked,
    UsbRemoved,
    VolumeIdle,
)
from vault.agent.guard import GIVE_UP_S, HURRY_S, Guard
from vault.attach.base import Attachment
from vault.lockdown import LIMIT_S, Key, Order, Result, key_of
from vault.options.policy import Policy
from vault.session import Session

SAVER, SEAT, OTHER = "org.freedesktop.ScreenSaver", "/login/2", "/login/3"
LOCK, UNLOCK = Locked("logind", SEAT), Unlocked("logind", SEAT)
HOLDERS = ("editor (process 7, ann)",)


def volume(name: str, number: int = 1) -> Session:
    attachment = Attachment("fusefile", Path("/run/file"), Path("/run"), 1000 + number, 4096, False)
    return Session(
        name=name, container=Path(f"/{name}.vol"), identity=(1, number), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=number, mounted=None, made_mount_point=False, started=number,
    )  # fmt: skip


@dataclass
class World:
    """Volumes with policies, a clock that tests advance, and what was said; closing ends when ``finish`` says."""

    now: float = 0.0
    open: dict[Key, Session] = field(default_factory=dict)
    policy: dict[str, Policy] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    locked_now: bool = False
    working: dict[Key, tuple[Order, float]] = field(default_factory=dict)
    late: set[Key] = field(default_factory=set)
    began: list[Order] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    reports: list[tuple[list[str], list[str]]] = field(default_factory=list)

    def mount(self, name: str, policy: Policy | None = None) -> Session:
        session = volume(name, len(self.policy) + 1)
        self.open[key_of(session)] = session
        self.policy[name] = policy or Policy()
        return session

    def names(self) -> set[str]:
        return {session.name for session in self.open.values()}

    # what the guard asks
    def sessions(self) -> list[Session]:
        return list(self.open.values())

    def policies(self) -> Callable[[Session], Policy]:
        return lambda session: self.policy[session.name]

    def is_locked(self) -> bool:
        return self.locked_now

    def say(self, text: str) -> None:
        self.lines.append(text)

    def locked(self, closed: Sequence[str], left: Sequence[str]) -> None:
        assert not self.names() & {name for name in closed if self.policy[name].lock != "suspend"}, "it says locked"
        self.reports.append((list(closed), list(left)))

    # the notes
    def busy(self, volume: str, holders: Sequence[str]) -> None:
        self.notes[volume] = tuple(holders)

    def closed(self, volume: str) -> None:
        self.notes.pop(volume, None)

    def told(self, text: str) -> None:
        self.texts.append(text)

    # the closing part
    @property
    def idle(self) -> bool:
        return not self.working

    def works_on(self, session: Session) -> bool:
        return key_of(session) in self.working

    def begin(self, orders: Iterable[Order]) -> None:
        for order in orders:
            assert not self.works_on(order.session)
            self.began.append(order)
            self.working[key_of(order.session)] = (order, self.now)

    def results(self) -> list[Result]:
        found = []
        for key, (order, since) in list(self.working.items()):
            name = order.session.name
            if name in self.hanging:
                if key not in self.late and self.now - since >= LIMIT_S:
                    self.late.add(key)
                    found.append(Result(order.session, "stuck", reason="it hangs"))
                continue
            del self.working[key]
            self.late.discard(key)
            if name in self.used and not order.force:
                found.append(Result(order.session, "busy", HOLDERS, "in use"))
                continue
            if order.action == "dismount":
                self.open.pop(key, None)
            found.append(Result(order.session, "suspended" if order.action == "suspend" else "closed"))
        return found

    def left_s(self) -> float | None:
        waits = [since + LIMIT_S - self.now for key, (_, since) in self.working.items() if key not in self.late]
        return max(0.0, min(waits)) if waits else None


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def guard(world: World) -> Guard:
    return Guard(world, world, world, clock=lambda: world.now)


def run(world: World, guard: Guard, for_s: float = 0.0) -> None:
    """Let time pass, and the guard do what is due; never more often than it asks for."""
    end = world.now + for_s
    guard.turn()
    for _ in range(10_000):
        if world.working and not all(order.session.name in world.hanging for order, _ in world.working.values()):
            guard.turn()
            continue
        left_s = guard.left_s()
        if left_s is None or world.now + left_s > end:
            break
        world.now += left_s
        guard.turn()
    else:
        pytest.fail("the guard finds no rest")
    world.now = end


@pytest.mark.parametrize(
    ("policy", "event", "closes"),
    [
        (Policy(), LOCK, True),
        (Policy(), Locked(SAVER), True),
        (Policy(), Locked("logind", SEAT, elsewhere=True), False),
        (Policy(), Sleeping("logind"), True),
        (Policy(), ShuttingDown("logind"), True),
        (Policy(), SessionEnded("logind", "2"), True),
        (Policy(), SessionEnded("logind", "2", last=False), False),
        (Policy(), Told("a signal"), True),
        (Policy(), IdleBegan("logind"), False),
        (Policy(), VolumeIdle("counters", "one"), False),
        (Policy(), UsbRemoved("usb", "1050:0407"), False),
        (Policy(), LockAsked("a signal"), True),
        (Policy(lock="nothing"), LOCK, False),
        (Policy(lock="nothing"), LockAsked("a signal"), True),
        (Policy(sleep="nothing"), Sleeping("logind"), False),
        (Policy(logout="nothing"), Told("a signal"), False),
        (Policy(idle="dismount"), IdleBegan("logind"), True),
        (Policy(idle="dismount"), VolumeIdle("counters", "one"), True),
        (Policy(idle="dismount"), VolumeIdle("counters", "two"), False),
        (Policy(usb="dismount", usb_device="1050:0407"), UsbRemoved("usb", "1050:0407"), True),
        (Policy(usb="dismount", usb_device="1050:0407"), UsbRemoved("usb", "1050:0407:77"), True),
        (Policy(usb="dismount", usb_device="1050:0407:78"), UsbRemoved("usb", "1050:0407:77"), False),
        (Policy(usb="dismount", usb_device="1050:0407"), UsbRemoved("usb", "1050:0408"), False),
        (Policy(usb="dismount"), UsbRemoved("usb", "1050:0408"), False),
    ],
)
def test_each_event_closes_what_its_policy_says(
    world: World, guard: Guard, policy: Policy, event: Event, closes: bool
) -> None:
    world.mount("one", policy)
    guard.hear(event)
    run(world, guard)
    assert world.names() == (set() if closes else {"one"})
    assert world.reports == ([(["one"], [])] if closes else [])
    assert guard.at_rest and guard.settled


def test_it_is_suspended_where_its_policy_says_so(world: World, guard: Guard) -> None:
    world.mount("one", Policy(lock="suspend"))
    guard.hear(LOCK)
    run(world, guard)
    assert [order.action for order in world.began] == ["suspend"]
    assert world.reports == [(["one"], [])]


def test_the_last_that_was_opened_closes_first(world: World, guard: Guard) -> None:
    for name in ("one", "two", "three"):
        world.mount(name)
    guard.hear(LOCK)
    assert [order.session.name for order in world.began] == ["three", "two", "one"]


def test_an_unlock_within_the_grace_period_keeps_it_open(world: World, guard: Guard) -> None:
    world.mount("one", Policy(grace_s=30))
    guard.hear(LOCK)
    run(world, guard, 29)
    assert world.began == []
    guard.hear(UNLOCK)
    run(world, guard, 3600)
    assert world.began == [] and guard.at_rest
    guard.hear(LOCK)
    run(world, guard, 31)
    assert world.names() == set()


def test_sleep_does_not_wait_for_the_grace_period(world: World, guard: Guard) -> None:
    world.mount("one", Policy(grace_s=30))
    guard.hear(LOCK)
    guard.hear(Sleeping("logind"))
    run(world, guard)
    assert world.names() == set()


@pytest.mark.parametrize(
    ("locks", "unlock", "closes"),
    [
        ([LOCK], UNLOCK, False),
        ([LOCK, Locked(SAVER)], Unlocked(SAVER), False),
        ([LOCK, Locked(SAVER)], UNLOCK, False),
        ([Locked(SAVER)], UNLOCK, False),
        ([LOCK, Locked("logind", OTHER)], UNLOCK, True),
        ([LOCK], Unlocked("logind", OTHER), True),
    ],
    ids=["same", "both-saver", "both-session", "other-source", "another-session-too", "another-session"],
)
def test_whose_unlock_counts(world: World, guard: Guard, locks: list[Event], unlock: Event, closes: bool) -> None:
    world.mount("one", Policy(grace_s=30))
    for lock in locks:
        guard.hear(lock)
    guard.hear(unlock)
    run(world, guard, 60)
    assert world.names() == (set() if closes else {"one"})


def test_a_volume_in_use_is_named_and_closes_when_it_is_let_go(world: World, guard: Guard) -> None:
    world.mount("one")
    world.used.add("one")
    guard.hear(LOCK)
    run(world, guard, 60)
    assert world.notes == {"one": HOLDERS}
    assert world.reports == [([], ["one"])]
    assert not any(order.force for order in world.began)
    assert 5 < len(world.began) < 15, "tried again, and not too often"
    world.used.clear()
    run(world, guard, 11)
    assert world.names() == set() and world.notes == {}
    assert world.reports[-1] == (["one"], [])


def test_waiting_asks_nobody(world: World, guard: Guard) -> None:
    world.mount("one", Policy(busy="wait"))
    world.used.add("one")
    guard.hear(LOCK)
    run(world, guard, 60)
    assert world.notes == {} and world.texts == []


def test_the_user_is_back_while_it_is_in_use(world: World, guard: Guard) -> None:
    world.mount("one", Policy(busy="force", force_after_s=20))
    world.used.add("one")
    guard.hear(LOCK)
    run(world, guard, 10)
    guard.hear(UNLOCK)
    run(world, guard, 3600)
    assert world.names() == {"one"} and guard.at_rest and world.notes == {}


@pytest.mark.parametrize(
    ("event", "after_s"), [(LOCK, 20), (Sleeping("logind"), HURRY_S / 2), (ShuttingDown("logind"), HURRY_S / 2)]
)
def test_force_takes_it_away_after_its_time(world: World, guard: Guard, event: Event, after_s: float) -> None:
    world.mount("one", Policy(busy="force", force_after_s=20))
    world.used.add("one")
    guard.hear(event)
    run(world, guard, after_s - 0.5)
    assert world.names() == {"one"}
    run(world, guard, 0.5)
    assert world.names() == set() and world.began[-1].force


@pytest.mark.parametrize(("known", "names"), [(False, {"one"}), (True, set())], ids=["unknown", "locked"])
def test_it_is_not_tried_for_ever_unless_it_is_locked(world: World, guard: Guard, known: bool, names: set[str]) -> None:
    world.mount("one")
    world.used.add("one")
    world.locked_now = known
    guard.hear(LOCK)
    run(world, guard, GIVE_UP_S + 60)
    world.used.clear()
    run(world, guard, 3600)
    assert world.names() == names and guard.at_rest
    assert (len(world.texts) == 1) != known


@pytest.mark.parametrize(("choice", "names"), [("retry", {"one"}), ("force", set()), ("keep", {"one"})])
def test_what_the_user_chooses_is_done(world: World, guard: Guard, choice: str, names: set[str]) -> None:
    world.mount("one")
    world.used.add("one")
    guard.hear(LOCK)
    run(world, guard)
    before = len(world.began)
    guard.hear(Asked("notes", choice, "one"))  # type: ignore[arg-type]
    run(world, guard)
    assert len(world.began) == before + (choice != "keep")
    assert world.names() == names
    assert guard.at_rest == (choice != "retry")
    assert world.notes == ({"one": HOLDERS} if choice == "retry" else {})


def test_what_hangs_holds_up_nothing(world: World, guard: Guard) -> None:
    for name in ("one", "two"):
        world.mount(name)
    world.hanging.add("one")
    guard.hear(LOCK)
    run(world, guard, LIMIT_S + 1)
    assert world.names() == {"one"}
    assert world.texts == ["one is still open: it hangs"]
    world.hanging.clear()
    run(world, guard)
    assert world.names() == set() and guard.at_rest


def test_what_was_open_during_sleep_is_told_after_it(world: World, guard: Guard) -> None:
    world.mount("one")
    world.used.add("one")
    guard.hear(Sleeping("logind"))
    run(world, guard)
    assert guard.settled, "the machine is not held up by what is in use"
    guard.hear(Awake("logind"))
    assert world.texts == ["still open while the machine slept: one"]
    run(world, guard, 3600)
    assert world.names() == {"one"} and guard.at_rest


def test_after_sleep_a_locked_machine_goes_on(world: World, guard: Guard) -> None:
    world.mount("one")
    world.used.add("one")
    guard.hear(Sleeping("logind"))
    run(world, guard)
    world.locked_now = True
    guard.hear(Awake("logind"))
    world.used.clear()
    run(world, guard, 11)
    assert world.names() == set()


def test_the_machine_waits_for_force_that_comes_in_time(world: World, guard: Guard) -> None:
    world.mount("one", Policy(busy="force", force_after_s=1))
    world.used.add("one")
    guard.hear(Sleeping("logind"))
    guard.turn()
    assert not guard.settled
    run(world, guard, 1)
    assert guard.settled and world.names() == set()


@pytest.mark.parametrize("locked", [True, False])
def test_a_volume_that_is_opened_while_it_is_locked_closes(world: World, guard: Guard, locked: bool) -> None:
    world.locked_now = locked
    world.mount("one")
    guard.opened("one")
    run(world, guard)
    assert world.names() == (set() if locked else {"one"})


def test_an_idle_volume_in_use_is_left_alone(world: World, guard: Guard) -> None:
    world.mount("one", Policy(idle="dismount", busy="force", force_after_s=0))
    world.used.add("one")
    guard.hear(VolumeIdle("counters", "one"))
    run(world, guard, 3600)
    assert len(world.began) == 1 and world.notes == {} and guard.at_rest


def test_somebody_else_closed_it(world: World, guard: Guard) -> None:
    session = world.mount("one")
    world.used.add("one")
    guard.hear(LOCK)
    run(world, guard)
    del world.open[key_of(session)]
    guard.gone("one")
    assert guard.at_rest and world.notes == {}


def test_idle_that_is_over_begins_nothing(world: World, guard: Guard) -> None:
    world.mount("one", Policy(idle="dismount"))
    guard.hear(IdleOver("logind"))
    run(world, guard)
    assert world.began == []


class Sequences(RuleBasedStateMachine):
    """Lock, unlock, sleep, wake, mount, dismount, use: no key is left where the policy has it gone, none is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.guard = Guard(self.world, self.world, self.world, clock=lambda: self.world.now)
        self.number = 0
        self.due: dict[Key, tuple[Session, float]] = {}
        """What has to be closed, and from when on."""

    def settle(self, for_s: float = 0.0) -> None:
        run(self.world, self.guard, for_s)

    def expect(self, policy_action: Callable[[Policy], str], grace: bool = False) -> None:
        for key, session in self.world.open.items():
            policy = self.world.policy[session.name]
            if policy_action(policy) == "dismount":
                at = self.world.now + (policy.grace_s if grace else 0)
                self.due[key] = (session, min(at, self.due.get(key, (session, at))[1]))

    @precondition(lambda self: len(self.world.open) < 4)
    @rule(lock=st.sampled_from(["dismount", "nothing"]), grace=st.sampled_from([0, 5]), used=st.booleans())
    def mount(self, lock: str, grace: int, used: bool) -> None:
        self.number += 1
        name = f"volume{self.number}"
        session = self.world.mount(name, Policy(lock=lock, grace_s=grace))  # type: ignore[arg-type]
        if used:
            self.world.used.add(name)
        if self.world.locked_now and lock == "dismount":
            self.due[key_of(session)] = (session, self.world.now + grace)
        self.guard.opened(name)
        self.settle()

    @precondition(lambda self: not self.world.locked_now)
    @rule()
    def lock(self) -> None:
        self.world.locked_now = True
        self.expect(lambda policy: policy.lock, grace=True)
        self.guard.hear(LOCK)
        self.settle()

    @precondition(lambda self: self.world.locked_now)
    @rule()
    def unlock(self) -> None:
        self.world.locked_now = False
        self.due = {key: due for key, due in self.due.items() if key in self.world.working}
        self.guard.hear(UNLOCK)
        self.settle()

    @rule()
    def sleep(self) -> None:
        self.expect(lambda policy: policy.sleep)
        self.guard.hear(Sleeping("logind"))
        self.settle()
        if not self.world.hanging:
            assert self.guard.settled
        self.guard.hear(Awake("logind"))
        if not self.world.locked_now:
            self.due = {key: due for key, due in self.due.items() if key in self.world.working}
        self.settle()

    @precondition(lambda self: self.world.open)
    @rule(data=st.data())
    def dismount(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.world.open)))
        if key not in self.world.working:
            session = self.world.open.pop(key)
            self.guard.gone(session.name)
            self.settle()

    @rule()
    def let_go(self) -> None:
        self.world.used.clear()
        self.settle()

    @precondition(lambda self: self.world.open)
    @rule(data=st.data())
    def hang(self, data: st.DataObject) -> None:
        self.world.hanging.add(data.draw(st.sampled_from(list(self.world.open.values()))).name)

    @rule()
    def hang_no_more(self) -> None:
        self.world.hanging.clear()
        self.settle()

    @rule(for_s=st.sampled_from([1.0, 4.0, 15.0]))
    def wait(self, for_s: float) -> None:
        self.settle(for_s)

    @rule()
    def lock_all(self) -> None:
        self.expect(lambda _: "dismount")
        self.guard.hear(LockAsked("a signal"))
        self.settle()

    @invariant()
    def what_is_free_and_due_is_closed(self) -> None:
        for key, (session, at) in self.due.items():
            stays = session.name in self.world.used | self.world.hanging
            tried = self.world.now < at + module.LONGEST_PAUSE_S + LIMIT_S
            assert key not in self.world.open or stays or tried, f"{session.name} is still open"

    @invariant()
    def what_is_not_due_is_open_and_nothing_is_spoken_of_that_is_closed(self) -> None:
        assert all(name in self.world.names() for name in self.world.notes)
        for order in self.world.began:
            assert not order.force, "nobody asked for that"


Sequences.TestCase.settings = settings(max_examples=15, stateful_step_count=200, deadline=None)
TestSequences = Sequences.TestCase
