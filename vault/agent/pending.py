"""A volume that is to be closed: for which reasons, how, when next, and from when on whoever uses it.

Each reason is kept by itself, so that none takes the place of another one, and what ends one leaves the others.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from vault.options.policy import Action, Busy, Policy, Trigger
from vault.session import Session

FIRST_PAUSE_S, LONGEST_PAUSE_S, LONGER = 1.0, 10.0, 1.5
"""Before a volume in use is tried again, and how much longer than the last time."""
NEVER = float("inf")

Cause = Trigger | Literal["asked"]
HURRIED: tuple[Cause, ...] = ("sleep", "shutdown")
"""The machine does not wait for more than a few seconds."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is to be closed: how, since when, from when on, and from when on with force."""

    action: Action
    since: float
    begins: float
    force_at: float | None

    @classmethod
    def of(cls, cause: Cause, action: Action, policy: Policy, now: float, hurry_s: float) -> "Reason":
        """The reason that a cause is by the policy; the machine waits for ``hurry_s`` if for anything."""
        begins = now + (policy.grace_s if cause == "lock" else 0)
        wait_s = min(policy.force_after_s, hurry_s / 2) if cause in HURRIED else policy.force_after_s
        forced = policy.busy == "force" and cause != "idle"
        return cls(action, now, begins, begins + wait_s if forced else None)

    def over(self, before: "Reason") -> "Reason":
        """This one, told again after it was before: what has begun to count goes on."""
        times = [self.force_at, before.force_at]
        force_at = None if None in times else min(at for at in times if at is not None)
        return replace(self, begins=min(self.begins, before.begins), force_at=force_at)


@dataclass(eq=False)
class Pending:
    """A volume that is to be closed, and what came of it so far."""

    session: Session
    busy: Busy
    reasons: dict[Cause, Reason] = field(default_factory=dict)
    tried: float = -NEVER
    """When the last attempt ended."""
    retry_at: float = -NEVER
    pause: float = FIRST_PAUSE_S
    first: bool = True
    """Nothing was said of it yet."""
    lost: bool = False
    """Closing it would lose what could not be written; only who is asked, or force, may do that."""

    def add(self, cause: Cause, reason: Reason) -> None:
        """There is one more reason, and it is tried anew."""
        before = self.reasons.get(cause)
        self.reasons[cause] = reason if before is None else reason.over(before)
        self.retry_at, self.pause = -NEVER, FIRST_PAUSE_S
        if cause == "asked":
            self.lost = False

    def put_off(self, now: float) -> None:
        """It is tried again after a while, which grows."""
        self.tried, self.retry_at = now, now + self.pause
        self.pause = min(self.pause * LONGER, LONGEST_PAUSE_S)

    @property
    def due(self) -> float:
        """When it is tried next."""
        begins = min(reason.begins for reason in self.reasons.values())
        is_forced = self.force_at <= self.tried
        due = max(begins, self.retry_at) if is_forced or not self.lost else NEVER
        return due if is_forced else min(due, self.force_at)

    @property
    def force_at(self) -> float:
        """From when on it is taken away from who uses it."""
        return min(NEVER if reason.force_at is None else reason.force_at for reason in self.reasons.values())

    @property
    def since(self) -> float:
        """When the last reason was told."""
        return max(reason.since for reason in self.reasons.values())

    @property
    def action(self) -> Action:
        """What is done; of two actions the one that leaves nothing behind."""
        return "dismount" if any(reason.action == "dismount" for reason in self.reasons.values()) else "suspend"

    @property
    def is_idle_only(self) -> bool:
        """Whether it is closed for nothing but that nobody uses it."""
        return set(self.reasons) == {"idle"}
