"""Any sequence of events and of what users do: no volume is forgotten, and none is closed that should not be."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.unit.agent.world import LOCK, UNLOCK, World, run
from vault.agent.events import Awake, IdleBegan, IdleOver, LockAsked, Sleeping
from vault.agent.guard import GIVE_UP_S, Guard
from vault.agent.pending import LONGEST_PAUSE_S
from vault.lockdown import LIMIT_S, Key, key_of
from vault.options.policy import Policy
from vault.session import Session


class Sequences(RuleBasedStateMachine):
    """Lock, unlock, sleep, wake, mount, dismount, use: no key is left where the policy has it gone, none is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.guard = Guard(self.world, self.world, self.world, clock=lambda: self.world.now)
        self.number = 0
        self.due: dict[Key, tuple[Session, float]] = {}
        """What has to be closed, and from when on."""
        self.freed = 0.0
        """When volumes were let go the last time, which the next attempt finds out."""

    def settle(self, for_s: float = 0.0) -> None:
        run(self.world, self.guard, for_s)

    def expect(self, policy_action: Callable[[Policy], str], grace: bool = False) -> None:
        for key, session in self.world.open.items():
            policy = self.world.policy[session.name]
            if policy_action(policy) == "dismount":
                at = self.world.now + (policy.grace_s if grace else 0)
                self.due[key] = (session, min(at, self.due.get(key, (session, at))[1]))

    @precondition(lambda self: len(self.world.open) < 4)
    @rule(
        lock=st.sampled_from(["dismount", "nothing"]),
        grace=st.sampled_from([0, 5]),
        used=st.booleans(),
        idle=st.sampled_from(["dismount", "nothing"]),
    )
    def mount(self, lock: str, grace: int, used: bool, idle: str) -> None:
        self.number += 1
        name = f"volume{self.number}"
        session = self.world.mount(name, Policy(lock=lock, grace_s=grace, idle=idle))  # type: ignore[arg-type]
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

    @rule(then_lock=st.booleans())
    def nobody_is_there(self, then_lock: bool) -> None:
        """Which closes what is not in use; a lock that comes while that is tried closes the rest as ever."""
        self.guard.hear(IdleBegan("logind"))
        if then_lock and not self.world.locked_now:
            self.lock()
        self.settle()
        self.guard.hear(IdleOver("logind"))

    @rule()
    def sleep(self) -> None:
        before = dict(self.due)
        self.expect(lambda policy: policy.sleep)
        self.guard.hear(Sleeping("logind"))
        self.settle()
        if not self.world.hanging:
            assert self.guard.settled
        self.guard.hear(Awake("logind"))
        if not self.world.locked_now:  # what was to be closed before still is
            self.due = before | {key: due for key, due in self.due.items() if key in self.world.working}
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
        self.freed = self.world.now
        self.settle()

    @precondition(lambda self: self.world.open)
    @rule(data=st.data())
    def hang(self, data: st.DataObject) -> None:
        self.world.hanging.add(data.draw(st.sampled_from(list(self.world.open.values()))).name)

    @rule()
    def hang_no_more(self) -> None:
        self.world.hanging.clear()
        self.freed = self.world.now
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
            tried = self.world.now < max(at, self.freed) + LONGEST_PAUSE_S + LIMIT_S
            tried |= not self.world.locked_now and self.world.now > at + GIVE_UP_S
            assert key not in self.world.open or stays or tried, f"{session.name} is still open"

    @invariant()
    def what_is_not_due_is_open_and_nothing_is_spoken_of_that_is_closed(self) -> None:
        assert all(name in self.world.names() for name in self.world.notes)
        for order in self.world.began:
            assert not order.force, "nobody asked for that"


Sequences.TestCase.settings = settings(max_examples=15, stateful_step_count=200, deadline=None)
TestSequences = Sequences.TestCase
