"""What the agent does about volumes, one event after another."""

from __future__ import annotations

import pytest

from tests.unit.agent.world import HOLDERS, LOCK, OTHER, SAVER, SEAT, UNLOCK, World, run
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
from vault.lockdown import LIMIT_S, Result, key_of
from vault.options.policy import Policy


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def guard(world: World) -> Guard:
    return Guard(world, world, world, clock=lambda: world.now)


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


@pytest.mark.parametrize(
    ("holders", "inside", "line"),
    [
        (HOLDERS, False, f"busy, in use by {HOLDERS[0]}"),
        (("a",) * 7, False, "busy, in use by a, a, a, a, a, 2 more"),
        ((), False, "busy"),
        (("the volume inner",), True, "busy, a volume inside it is open"),
    ],
)
def test_the_log_names_who_uses_it_and_no_volume(
    world: World, guard: Guard, holders: tuple[str, ...], inside: bool, line: str
) -> None:
    session = world.mount("one")
    guard.hear(LOCK)
    world.answer(Result(session, "busy", holders, "in use", inside=inside))
    guard.turn()
    assert world.lines[0] == f"a volume is still open: {line}"
    assert not any("one" in said.split() for said in world.lines)


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
