"""What the agent does about volumes when something happens: by whose policy, when, how often, and what is said of it.

It never waits: volumes are closed by threads of their own (``vault.lockdown``), and ``turn`` does what is due by now.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

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
from vault.agent.pending import NEVER, Cause, Pending, Reason
from vault.agent.present import Present
from vault.agent.usb import is_device
from vault.lockdown import Key, Order, Result, key_of
from vault.options.policy import Action, Busy, Policy
from vault.session import Session

GIVE_UP_S = 300.0
"""After which a volume in use is left alone, unless the screen is known to be locked."""
HURRY_S = 4.0
"""In which all has to be done before the machine sleeps or goes off, where nothing else is known."""

MOST_HOLDERS = 5
"""Programs that the log names."""


class Work(Protocol):
    """What closes volumes; ``vault.lockdown.Lockdown``."""

    @property
    def idle(self) -> bool:
        """Whether nothing is being closed."""

    def works_on(self, session: Session) -> bool:
        """Whether the volume is being closed."""

    def begin(self, orders: Iterable[Order]) -> None:
        """Begin to carry out the orders."""

    def results(self) -> list[Result]:
        """What has ended by now."""

    def left_s(self) -> float | None:
        """In how many seconds there is a result of what hangs."""


class Notes(Protocol):
    """What tells the user; ``vault.agent.notifying.Notifier``."""

    def busy(self, volume: str, holders: Sequence[str]) -> None:
        """The volume is still open, and who uses it; asks what to do."""

    def closed(self, volume: str) -> None:
        """Nothing more is to be said of the volume."""

    def told(self, text: str) -> None:
        """Say this."""


class Surroundings(Protocol):
    """What the guard asks of the agent around it."""

    def sessions(self) -> list[Session]:
        """What is open now, oldest first."""

    def policies(self) -> Callable[[Session], Policy]:
        """What tells the policy of each, by the settings as they are now."""

    def is_locked(self) -> bool:
        """Whether the screen is known to be locked now."""

    def say(self, text: str) -> None:
        """Write a line of the log."""

    def locked(self, closed: Sequence[str], left: Sequence[str]) -> None:
        """All that was begun has an end: the volumes that are closed, and those that are not."""


class Guard:
    """The volumes that are to be closed, and what has to be known for that."""

    def __init__(
        self,
        around: Surroundings,
        work: Work,
        notes: Notes,
        *,
        clock: Callable[[], float],
        hurry_s: Callable[[], float] = lambda: HURRY_S,
    ) -> None:
        self._around = around
        self._work = work
        self._notes = notes
        self._clock = clock
        self._hurry_s = hurry_s
        self._pending: dict[Key, Pending] = {}
        self._present = Present(around.is_locked)
        self._closed: list[str] = []
        self._left: list[str] = []

    @property
    def settled(self) -> bool:
        """Whether nothing more can be done within the time that the machine waits."""
        now = self._clock()
        limit = now + self._hurry_s()
        soon = (p.due <= now or p.force_at <= limit or p.session.is_coming for p in self._pending.values())
        return self._work.idle and not any(soon)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is to be closed, and all that was has been told."""
        return self._work.idle and not (self._pending or self._closed or self._left)

    def hear(self, event: Event) -> None:
        """Begin what the event asks for."""
        self._present.hear(event)
        match event:
            case Locked(elsewhere=False):
                self._trigger("lock")
            case Unlocked() if self._present.unlocked:
                self._give_up("lock")
            case Sleeping():
                self._trigger("sleep")
            case Awake():
                self._awake()
            case ShuttingDown():
                self._trigger("shutdown")
            case SessionEnded(last=True) | Told():
                self._trigger("logout")
            case IdleBegan():
                self._trigger("idle")
            case IdleOver():
                self._give_up("idle")
            case VolumeIdle(volume=name):
                self._trigger("idle", lambda session, _: session.name == name)
            case UsbRemoved(device=device):
                self._trigger("usb", lambda _, policy: is_device(device, policy.usb_device))
            case LockAsked():
                self._trigger("asked")
            case Asked():
                self._answered(event)

    def opened(self, name: str) -> None:
        """A volume was opened: what is true now holds for it as if it happened now."""
        there = {session.name: session for session in self._around.sessions()}
        for key, pending in list(self._pending.items()):
            if pending.session.name == name and name in there and _has_come(pending.session, there[name]):
                self._move(key, there[name])
        for cause in self._present.holds():
            self._trigger(cause, lambda session, _: session.name == name)
        self._begin_due()

    def gone(self, name: str) -> None:
        """A volume was closed, whoever did it."""
        for key, pending in list(self._pending.items()):
            if pending.session.name == name and not self._work.works_on(pending.session):
                self._drop(key)

    def turn(self) -> None:
        """Take in what has ended, and begin what is due."""
        for result in self._work.results():
            self._ended(result)
        self._begin_due()
        self._report()

    def left_s(self) -> float | None:
        """In how many seconds ``turn`` has something to do, if nothing happens."""
        now = self._clock()
        due = [p.due - now for p in self._pending.values() if not self._work.works_on(p.session)]
        stuck = self._work.left_s()
        found = [*due, *([] if stuck is None else [stuck])]
        return max(0.0, min(found)) if found else None

    def _trigger(self, cause: Cause, applies: Callable[[Session, Policy], bool] = lambda *_: True) -> None:
        """Close what has a policy for this, and begin at once."""
        now, policy_of = self._clock(), self._around.policies()
        for session in reversed(self._around.sessions()):
            policy = policy_of(session)
            action = _action(policy, cause)
            if action != "nothing" and applies(session, policy):
                reason = Reason.of(cause, action, policy, now, self._hurry_s())
                self._add(session, policy.busy, cause, reason)
        self._begin_due()

    def _add(self, session: Session, busy: Busy, cause: Cause, reason: Reason) -> None:
        """The volume is to be closed for this reason too."""
        pending = self._pending.setdefault(key_of(session), Pending(session, busy))
        pending.session, pending.busy = session, busy
        pending.add(cause, reason)

    def _move(self, key: Key, session: Session) -> None:
        """What was just being opened is there now, and known by another key."""
        pending = self._pending.pop(key)
        pending.session, pending.retry_at = session, -NEVER
        self._pending[key_of(session)] = pending

    def _begin_due(self) -> None:
        now = self._clock()
        due = {
            key: pending
            for key, pending in self._pending.items()
            if pending.due <= now and not self._work.works_on(pending.session)
        }
        if not due:
            return
        there = {key_of(session): session for session in self._around.sessions()}
        orders = []
        for key, pending in due.items():
            if key not in there:
                self._drop(key)
            elif self._is_over(pending, now):
                self._around.say(f"a volume in use is left open after {now - pending.since:.0f} seconds")
                self._left_open(pending)
                self._drop(key)
            else:
                orders.append(Order(there[key], pending.action, now >= pending.force_at))
        self._work.begin(orders)

    def _is_over(self, pending: Pending, now: float) -> bool:
        """Whether it was tried for long enough."""
        return now - pending.since > GIVE_UP_S and not pending.first and not self._around.is_locked()

    def _ended(self, result: Result) -> None:
        key = key_of(result.session)
        pending = self._pending.get(key)
        name = result.session.name
        if result.key_gone:
            self._closed.append(name)
            if name in self._left:
                self._left.remove(name)
            self._notes.closed(name)
            self._pending.pop(key, None)
            return
        if pending is None:  # it was given up meanwhile
            return
        pending.lost = pending.lost or result.lost
        pending.put_off(self._clock())
        if pending.first or result.outcome == "stuck":
            self._tell(pending, result)
        elif pending.busy == "ask" and result.outcome == "busy":
            self._notes.busy(name, result.holders)  # which says nothing where nothing has changed
        if pending.first:
            self._left.append(name)
        pending.first = False
        if pending.is_idle_only and not result.lost:  # it is used after all
            self._drop(key)

    def _tell(self, pending: Pending, result: Result) -> None:
        """Say why a volume is still open."""
        self._around.say(f"a volume is still open: {result.outcome}{_users(result)}")
        if pending.is_idle_only and not result.lost:
            return
        if result.outcome != "busy":
            self._notes.told(f"{result.session.name} is still open: {result.reason}")
        elif pending.busy == "ask":
            self._notes.busy(result.session.name, result.holders)

    def _report(self) -> None:
        """Say what is locked when all that was begun has had an end."""
        if (self._closed or self._left) and self._work.idle and not any(p.first for p in self._pending.values()):
            closed, left = self._closed, self._left
            self._closed, self._left = [], []
            self._around.say(f"volumes closed, and looked after: {len(closed)}; still open: {len(left)}")
            self._around.locked(closed, left)

    def _awake(self) -> None:
        """Say what could not be closed before the machine slept; what is to be closed for other reasons still is."""
        left = {key: pending for key, pending in self._pending.items() if "sleep" in pending.reasons}
        if left:
            names = ", ".join(pending.session.name for pending in left.values())
            self._notes.told(f"still open while the machine slept: {names}")
            self._around.say(f"still open while the machine slept: {len(left)}")
        if self._around.is_locked():
            self._trigger("lock", lambda session, _: key_of(session) in left)
        self._give_up("sleep")
        self._give_up("shutdown")

    def _give_up(self, cause: Cause) -> None:
        """This is no reason any more."""
        for key, pending in list(self._pending.items()):
            if pending.reasons.pop(cause, None) and not pending.reasons:
                self._drop(key)

    def _answered(self, event: Asked) -> None:
        """The user chose what to do about a volume."""
        for key, pending in list(self._pending.items()):
            if pending.session.name == event.volume:
                self._drop(key)
        if event.choice == "keep":
            return
        now = self._clock()
        reason = Reason("dismount", now, now, now if event.choice == "force" else None)
        for session in self._around.sessions():
            if session.name == event.volume:
                self._add(session, "ask", "asked", reason)
        self._begin_due()

    def _left_open(self, pending: Pending) -> None:
        self._notes.told(f"{pending.session.name} stays open: it is still in use")

    def _drop(self, key: Key) -> None:
        pending = self._pending.pop(key)
        self._notes.closed(pending.session.name)


def _action(policy: Policy, cause: Cause) -> Action:
    """What is done; what is asked for is done to every volume."""
    if cause == "asked":
        return "suspend" if policy.lock == "suspend" else "dismount"
    return policy.action(cause)


def _has_come(before: Session, now: Session) -> bool:
    """Whether this is the volume that was just being opened."""
    return before.opener != 0 and now.opener == 0 and before.container == now.container


def _users(result: Result) -> str:
    """Who uses a volume, for the log, which names no volume."""
    if result.lost:
        return ", what programs wrote could not be written, so it is not tried again"
    if result.inside:
        return ", a volume inside it is open"
    named = result.holders[:MOST_HOLDERS]
    more = [f"{len(result.holders) - MOST_HOLDERS} more"] if len(result.holders) > MOST_HOLDERS else []
    return f", in use by {', '.join((*named, *more))}" if named else ""
