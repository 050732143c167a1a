"""A systemd-logind on a private D-Bus, with sessions that are locked and end when a test says so.

References: org.freedesktop.login1(5)
"""

import select
import socket
import time
from dataclasses import dataclass

from vault.testing.services import Service
from vault.testing.udisks import Answer, Error

LOGIND, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"
NO_SESSION = f"{LOGIND}.NoSessionForPID"
POLL_S = 0.01
UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject"


@dataclass
class Session:
    """A login of a user; ``kind`` is logind's class of it."""

    number: str
    uid: int
    kind: str = "user"
    seat: str = "seat0"
    locked: bool = False
    idle: bool = False
    active: bool = True
    type: str = "tty"
    state: str = "active"
    leader: int = 0

    @property
    def path(self) -> str:
        """Its object on the bus, whose name may not begin with a digit."""
        first = self.number[0]
        return f"{MANAGER}/session/{f'_{ord(first):02x}' if first.isdigit() else first}{self.number[1:]}"


class FakeLogind(Service):
    """The service with these sessions; ``callers`` is the one that every process belongs to.

    It waits ``delay_s`` for who asked to hold up sleep; the ends of these are in ``inhibitors``.
    """

    def __init__(self, address: str, *sessions: Session, callers: Session | None = None, delay_s: float = 5.0) -> None:
        self.sessions = {session.number: session for session in sessions}
        self.callers = callers
        self.delay_s = delay_s
        self.inhibitors: list[socket.socket] = []
        self.preparing: dict[str, bool] = {}
        super().__init__(address, LOGIND, descriptors=True)

    def __exit__(self, *details: object) -> None:
        super().__exit__(*details)
        for own in self.inhibitors:
            own.close()

    @property
    def held(self) -> int:
        """How many hold up sleep now."""
        return sum(not _is_closed(own) for own in self.inhibitors)

    def wait_until_held(self, count: int, timeout_s: float = 60.0) -> None:
        """Return when so many hold up sleep. Raises TimeoutError."""
        limit = time.monotonic() + timeout_s
        while self.held != count:
            if time.monotonic() > limit:
                raise TimeoutError(f"{self.held} hold up sleep, not {count}")
            time.sleep(POLL_S)

    def lock(self, session: Session) -> None:
        """As ``loginctl lock-session``; the screen locker then sets the hint, which a test does."""
        self.tell(session.path, f"{LOGIND}.Session", "Lock")

    def unlock(self, session: Session) -> None:
        """As ``loginctl unlock-session``."""
        self.tell(session.path, f"{LOGIND}.Session", "Unlock")

    def hint(self, session: Session, locked: bool) -> None:
        """As a screen locker that says so by SetLockedHint."""
        session.locked = locked
        self.changed(session, {"LockedHint": ("b", locked)})

    def changed(self, session: Session, values: dict[str, tuple[str, object]], *unknown: str) -> None:
        """Tell of changed properties of the session, and of ``unknown`` ones whose values are not said."""
        interface = "org.freedesktop.DBus.Properties"
        self.tell(session.path, interface, "PropertiesChanged", "sa{sv}as", f"{LOGIND}.Session", values, list(unknown))

    def begin(self, session: Session) -> None:
        """Somebody logs in."""
        self.sessions[session.number] = session
        self.tell(MANAGER, f"{LOGIND}.Manager", "SessionNew", "so", session.number, session.path)

    def end(self, session: Session) -> None:
        """Somebody logs out."""
        del self.sessions[session.number]
        self.tell(MANAGER, f"{LOGIND}.Manager", "SessionRemoved", "so", session.number, session.path)

    def prepare(self, what: str, begins: bool) -> None:
        """``Sleep`` or ``Shutdown`` begins, or is over."""
        self.preparing[what] = begins
        self.tell(MANAGER, f"{LOGIND}.Manager", f"PrepareFor{what}", "b", begins)

    def _ListSessions(self, _path: str) -> Answer:  # noqa: N802
        listed = [(s.number, s.uid, f"user{s.uid}", s.seat, s.path) for s in self.sessions.values()]
        return "a(susso)", (listed,)

    def _GetSessionByPID(self, _path: str, pid: int) -> Answer:  # noqa: N802
        if self.callers is None:
            raise Error(NO_SESSION, f"PID {pid} does not belong to any known session")
        return "o", (self.callers.path,)

    def _Inhibit(self, _path: str, _what: str, _who: str, _why: str, _mode: str) -> Answer:  # noqa: N802
        own, theirs = socket.socketpair()
        self.inhibitors.append(own)
        return "h", (theirs,)

    def _Get(self, _path: str, _interface: str, name: str) -> Answer:  # noqa: N802
        if name in ("PreparingForSleep", "PreparingForShutdown"):
            return "v", (("b", self.preparing.get(name.removeprefix("PreparingFor"), False)),)
        if name != "InhibitDelayMaxUSec":
            raise Error("org.freedesktop.DBus.Error.UnknownProperty", f"no property {name}")
        return "v", (("t", int(self.delay_s * 1e6)),)

    def _GetAll(self, path: str, _interface: str) -> Answer:  # noqa: N802
        for session in self.sessions.values():
            if session.path == path:
                values = {
                    "Class": ("s", session.kind),
                    "LockedHint": ("b", session.locked),
                    "IdleHint": ("b", session.idle),
                    "Active": ("b", session.active),
                    "Type": ("s", session.type),
                    "Id": ("s", session.number),
                    "State": ("s", session.state),
                    "Leader": ("u", session.leader),
                }
                return "a{sv}", (values,)
        raise Error(UNKNOWN_OBJECT, f"no object {path}")


def _is_closed(own: socket.socket) -> bool:
    """Whether the other end is closed by everybody who had it."""
    poll = select.poll()
    poll.register(own, 0)
    return bool(poll.poll(0))
