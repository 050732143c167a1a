"""A volume whose last data could not be written is not closed by another attempt, which would find nothing wrong."""

from __future__ import annotations

import pytest

from tests.unit.agent.world import LOCK, UNLOCK, World, run
from vault.agent.events import Asked, Event, LockAsked, SessionEnded, Sleeping, VolumeIdle
from vault.agent.guard import GIVE_UP_S, Guard
from vault.lockdown import Result
from vault.options.policy import Policy


def lost(policy: Policy, event: Event = LOCK) -> tuple[World, Guard]:
    """What there is when the first attempt has failed."""
    world = World(locked_now=True)
    guard = Guard(world, world, world, clock=lambda: world.now)
    session = world.mount("one", policy)
    guard.hear(event)
    world.answer(Result(session, "failed", reason="the last data could not be written", lost=True))
    run(world, guard)
    assert world.texts == ["one is still open: the last data could not be written"]
    assert world.reports == [([], ["one"])]
    return world, guard


@pytest.mark.parametrize(
    "again", [LOCK, Sleeping("logind"), SessionEnded("logind", "2"), VolumeIdle("counters", "one")]
)
@pytest.mark.parametrize("first", [LOCK, VolumeIdle("counters", "one")])
def test_neither_time_nor_another_trigger_closes_it(first: Event, again: Event) -> None:
    world, guard = lost(Policy(idle="dismount"), first)
    guard.hear(again)
    run(world, guard, 2 * GIVE_UP_S)
    assert len(world.began) == 1 and world.names() == {"one"}
    assert guard.settled and not guard.at_rest


@pytest.mark.parametrize(
    "asked", [LockAsked("a signal"), Asked("notes", "retry", "one"), Asked("notes", "force", "one")]
)
def test_who_asks_closes_it(asked: Event) -> None:
    world, guard = lost(Policy())
    guard.hear(asked)
    run(world, guard)
    assert world.names() == set() and guard.at_rest


def test_force_takes_it_after_its_time() -> None:
    world, guard = lost(Policy(busy="force", force_after_s=20))
    run(world, guard, 19)
    assert world.names() == {"one"}
    run(world, guard, 2)
    assert world.names() == set() and world.began[-1].force


def test_who_comes_back_has_it_still_open() -> None:
    world, guard = lost(Policy())
    world.locked_now = False
    guard.hear(UNLOCK)
    run(world, guard)
    assert world.names() == {"one"} and guard.at_rest
