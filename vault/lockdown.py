"""Closing many volumes at once: what lies inside another one first, all else side by side, and nothing waits for ever.

Each volume is closed by a thread of its own, because a frozen file system or a dead network path holds up who touches
it. What is closed is looked at afterwards: its server, mapping, mount and record have to be gone.
"""

import os
import select
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from vault import closing, remembered
from vault.config import Config
from vault.errors import BackendError, BusyError, NotAvailable, VaultError
from vault.events import Event, OnEvent, Warned, ignore
from vault.filesystem.busy import LOST
from vault.options import Action
from vault.options.lockdown import GONE, Closing, LockedDown, Outcome, Stopped
from vault.options.policy import TRIGGERS, Policy
from vault.policy import effective, settings
from vault.session import Session, SessionStore
from vault.system import commands
from vault.system.mounts import mounts
from vault.system.processes import described

LIMIT_S = 10.0
"""After which a volume that is still being closed is said to be stuck."""
COMMANDS_S = 5.0
"""In which commands that were asked to stop have to end; volumes are closed after that, since they may use them."""

Key = tuple[object, ...]
"""What tells one opening of a volume from the next under the same name."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with an open volume; ``force`` takes it away from the programs that use it."""

    session: Session
    action: Action = "dismount"
    force: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a volume: whether its key is gone, which was looked at, and if not why.

    ``holders`` use it: programs, or where ``inside`` says so volumes inside it that are open. With ``lost`` something
    could not be written, which the next attempt would not find out any more.
    """

    session: Session
    outcome: Outcome
    holders: tuple[str, ...] = ()
    reason: str = ""
    inside: bool = False
    lost: bool = False

    @property
    def key_gone(self) -> bool:
        """Whether nothing can be read any more without a credential."""
        return self.outcome in GONE


@dataclass(eq=False)
class _Work:
    """One volume that is being closed, since when, and whether it was said that it takes too long."""

    order: Order
    began: float
    done: threading.Event = field(default_factory=threading.Event)
    result: Result | None = None
    late: bool = False


def key_of(session: Session) -> Key:
    """What tells one opening of a volume from the next under the same name."""
    attachment = session.attachment
    return session.name, session.started, attachment.server, session.server_start, attachment.mapping


def preload() -> None:
    """Have at hand what closing a volume takes, so that it takes no longer than it must. Raises BackendError."""
    from vault.ways import attachers, mounters

    attachers()
    mounters()


class Lockdown:
    """Volumes that are being closed; its descriptor can be read when there is something to tell by ``results``."""

    def __init__(
        self, store: SessionStore, on_event: OnEvent = ignore, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._on_event = on_event
        self._clock = clock
        self._working: dict[Key, _Work] = {}
        self._told: SimpleQueue[Event | _Work] = SimpleQueue()
        self._closing = threading.Lock()
        self._wake: int | None = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)

    def fileno(self) -> int:
        """What can be read when something has happened."""
        assert self._wake is not None, "it is not closed"
        return self._wake

    def close(self) -> None:
        """Hear no more of it; what is being closed goes on."""
        with self._closing:
            if self._wake is not None:
                os.close(self._wake)
            self._wake = None

    @property
    def idle(self) -> bool:
        """Whether nothing is being closed."""
        return not self._working

    def works_on(self, session: Session) -> bool:
        """Whether the volume is being closed."""
        return key_of(session) in self._working

    def begin(self, orders: Iterable[Order]) -> None:
        """Carry out the orders, but for volumes that are being closed already."""
        now = self._clock()
        works = {key_of(order.session): _Work(order, now) for order in orders if not self.works_on(order.session)}
        self._working |= works
        inside = _inside(self._store.all())
        for key, work in works.items():
            waits = [(inner.name, self._working.get(key_of(inner))) for inner in inside.get(key, ())]
            threading.Thread(target=self._carry_out, args=(work, waits), name="vault-closing", daemon=True).start()

    def results(self) -> list[Result]:
        """What has ended by now, and once each what takes too long, which goes on; ``on_event`` hears of the rest."""
        with suppress(BlockingIOError):
            os.eventfd_read(self.fileno())
        found = []
        while not self._told.empty():
            told = self._told.get()
            if isinstance(told, Event):
                self._on_event(told)
                continue
            assert told.result is not None, "it has ended"
            del self._working[key_of(told.order.session)]
            found.append(told.result)
        for work in self._working.values():
            if not work.late and self._clock() - work.began >= LIMIT_S:
                work.late = True
                found.append(_stuck(work.order.session))
        return found

    def left_s(self) -> float | None:
        """In how many seconds one of them takes too long; None when none will."""
        ends = [work.began + LIMIT_S for work in self._working.values() if not work.late]
        return max(0.0, min(ends) - self._clock()) if ends else None

    def _carry_out(self, work: _Work, waits: Sequence[tuple[str, _Work | None]]) -> None:
        """Close one volume, when those inside it are closed."""
        order, still = work.order, []
        for name, inner in waits:
            if inner is not None:
                inner.done.wait()
            if inner is None or inner.result is None or inner.result.outcome != "closed":
                still.append(f"the volume {name}")
        if still and order.action == "dismount":
            reason = f"{' and '.join(still)} inside it is open"
            work.result = Result(order.session, "busy", tuple(still), reason, inside=True)
        else:
            work.result = carry_out(order, self._store, self._tell)
        work.done.set()
        self._tell(work)

    def _tell(self, what: Event | _Work) -> None:
        with self._closing:
            if self._wake is not None:
                self._told.put(what)
                os.eventfd_write(self._wake, 1)


def carry_out(order: Order, store: SessionStore, on_event: OnEvent) -> Result:
    """Close or suspend one volume and make sure of it. Never raises."""
    session = order.session
    try:
        return _carried_out(order, store, on_event)
    except BusyError as error:
        return Result(session, "busy", error.holders, str(error))
    except VaultError as error:
        if session.is_gone:  # somebody else took it down at the same moment, as at a logout
            store.remove(session)
            return Result(session, "closed")
        return Result(session, "failed", reason=str(error), lost=LOST in error.data)
    except Exception as error:  # noqa: BLE001 - nobody would hear of it in this thread
        return Result(session, "failed", reason=f"internal error: {error!r}")


def _carried_out(order: Order, store: SessionStore, on_event: OnEvent) -> Result:
    session = order.session
    if session.is_coming:
        by = str(described(Path("/proc", str(session.opener))))
        return Result(session, "busy", (by,), f"{session.name} is just being opened")
    if session.is_gone:
        store.remove(session)
        return Result(session, "closed")
    if session.state == "suspended":  # closing it would lose what waits to be written, and its key is gone already
        return Result(session, "suspended")
    if order.action == "suspend":
        try:
            return _suspended(session, on_event)
        except NotAvailable as error:
            on_event(Warned(f"{error}; it is dismounted"))
    closing.close(session, store, on_event, force=order.force, wait_s=None)
    if not session.is_gone:
        raise BackendError(f"{session.name} is closed, and something of it is still there")
    if any(key_of(other) == key_of(session) for other in store.all()):
        raise BackendError(f"{session.name} is closed, and still recorded")
    return Result(session, "closed")


def _suspended(session: Session, on_event: OnEvent) -> Result:
    """The result of suspending it. Raises NotAvailable, BackendError."""
    from vault.suspending import suspend

    suspend(session, on_event)
    if session.state != "suspended":
        raise BackendError(f"{session.name} is not suspended although that was asked for")
    return Result(session, "suspended")


def close_all(
    store: SessionStore, orders: Sequence[Order], on_event: OnEvent = ignore, *, limit_s: float = LIMIT_S
) -> list[Result]:
    """What became of each, in this order, at the latest after so many seconds; what hangs is left behind."""
    work = Lockdown(store, on_event)
    deadline = time.monotonic() + limit_s
    found: dict[Key, Result] = {}
    work.begin(orders)
    while not work.idle and (left_s := deadline - time.monotonic()) > 0:
        select.select([work], [], [], left_s)
        found |= {key_of(result.session): result for result in work.results()}
    work.close()
    return [found.get(key_of(order.session)) or _stuck(order.session) for order in orders]


def lock_all(
    store: SessionStore, on_event: OnEvent = ignore, *, force: bool = False, limit_s: float = LIMIT_S
) -> LockedDown:
    """What became of open volumes and commands with keys, and how many remembered credentials were dropped.

    A volume whose policy says so is suspended, every other one dismounted, whatever its policy says. Raises
    BackendError when a credential could not be dropped, after all else was done.
    """
    found = settings(on_event)
    orders = [Order(session, _when_asked(session, found), force) for session in reversed(store.all())]
    shown = [order.session.record() for order in orders]
    failure, forgotten = None, 0
    try:
        forgotten = remembered.forget_all()
    except NotAvailable:  # without keyrings nothing is kept
        pass
    except BackendError as error:
        failure = error
    running = commands.running()
    left = commands.stop_all(running, COMMANDS_S)
    results = close_all(store, orders, on_event, limit_s=limit_s)
    if failure is not None:
        raise failure
    closings = [Closing(was, r.outcome, r.holders, r.reason) for was, r in zip(shown, results, strict=True)]
    stopped = [Stopped(each.what, each.pid, each not in left, each.resumable) for each in running]
    return LockedDown(tuple(closings), tuple(stopped), forgotten)


def is_guarded(policy: Policy) -> bool:
    """Whether anything closes a volume with this policy."""
    return any(policy.action(trigger) != "nothing" for trigger in TRIGGERS)


def _when_asked(session: Session, found: Config) -> Action:
    """Suspended where a lock does that, and dismounted else, whatever the policy says."""
    return "suspend" if effective(session, found).lock == "suspend" else "dismount"


def _stuck(session: Session) -> Result:
    return Result(session, "stuck", reason=f"closing {session.name} takes more than {LIMIT_S:g} seconds, and goes on")


def _inside(sessions: Sequence[Session]) -> dict[Key, list[Session]]:
    """The volumes whose containers or headers lie inside other ones, by these.

    Told by the mount table and the records: no path is looked up, since it may lie where nothing answers.
    """
    devices = {mount.mount_point: mount.device for mount in mounts()}
    found: dict[Key, list[Session]] = {}
    for outer in sessions:
        attachment = outer.attachment
        folders = [outer.mounted.mount_point] if outer.mounted else []
        folders += [attachment.folder] if attachment.folder else []
        numbers = {devices[folder] for folder in folders if folder in devices}
        found[key_of(outer)] = [
            inner
            for inner in sessions
            if inner is not outer
            and (
                _number(inner.identity[0]) in numbers
                or any(
                    path == attachment.path or any(path.is_relative_to(folder) for folder in folders)
                    for path in (inner.container, inner.header)
                    if path
                )
            )
        ]
    return found


def _number(device: int) -> str:
    return f"{os.major(device)}:{os.minor(device)}"
