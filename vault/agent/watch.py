"""Where the agent hears of a locked screen: systemd-logind on the system's bus and the screen savers on the session's.

References: org.freedesktop.login1(5); Idle Inhibition Service Draft (org.freedesktop.ScreenSaver)
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from vault.agent.events import (
    Awake,
    Event,
    IdleBegan,
    IdleOver,
    Locked,
    SessionEnded,
    ShuttingDown,
    Sleeping,
    SourceLost,
    Unlocked,
)
from vault.agent.leaders import Leaders
from vault.errors import BackendError, NotAvailable, VaultError
from vault.system.bus import Refused, Target
from vault.system.inhibit import Inhibitor
from vault.system.listening import OWNER_CHANGED, Listener, Signal

LOGIND = "org.freedesktop.login1"
MANAGER = Target(LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager")
SESSION = f"{LOGIND}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_S = 5.0
"""How long a service may take to say whether the screen is locked now."""
GRAPHICAL = frozenset({"x11", "wayland", "mir"})
"""Types of sessions that have a screen which is locked."""

SAVERS = tuple(
    Target(service, path, interface)
    for service, path, interface in (
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
        ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
        ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
        ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
        ("org.kde.screensaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
    )
)


class Source(Protocol):
    """Something that tells of a locked screen."""

    name: str

    @property
    def tells(self) -> bool:
        """Whether a locked screen would be heard of as things are."""

    def fileno(self) -> int:
        """What can be read when there may be events."""

    def events(self) -> list[Event]:
        """What has happened by now, without waiting; the state at the beginning as well. Raises VaultError, Refused."""

    def close(self) -> None:
        """Hear nothing more."""


@dataclass
class Login:
    """A session of logind's that counts: whether it is in front of its user, graphical, locked, and unused."""

    active: bool = True
    graphical: bool = False
    locked: bool = False
    idle: bool = False
    number: str = ""

    def take(self, values: Mapping[str, tuple[str, Any]]) -> None:
        """Take over the properties that are told."""
        for name, field in (("Active", "active"), ("LockedHint", "locked"), ("IdleHint", "idle")):
            if name in values:
                setattr(self, field, bool(values[name][1]))
        if "Type" in values:
            self.graphical = values["Type"][1] in GRAPHICAL
        if "Id" in values:
            self.number = str(values["Id"][1])


class Logind:
    """The login sessions of this user, and the one that this process belongs to.

    Any of them that is locked or ends counts; those of timers and services do not.
    """

    name = "systemd-logind"

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._leaders = Leaders(listener.fileno())
        self._sessions: dict[str, Login] = {}
        for member in ("PrepareForSleep", "PrepareForShutdown"):
            listener.follow(LOGIND, MANAGER.interface, member, "b")
        for member in ("SessionNew", "SessionRemoved"):
            listener.follow(LOGIND, MANAGER.interface, member, "so")
        listener.follow(LOGIND, SESSION, "Lock")
        listener.follow(LOGIND, SESSION, "Unlock")
        listener.follow(LOGIND, PROPERTIES, "PropertiesChanged", "sa{sv}as", first=SESSION)
        if not listener.owned(LOGIND):
            raise NotAvailable("systemd-logind is not on the system's D-Bus")
        self._events = list(self._present())

    @property
    def tells(self) -> bool:
        """Whether there is a session that could be locked."""
        return bool(self._sessions)

    @property
    def locked(self) -> bool:
        """Whether a session is known to be locked, and the user does not work in another one."""
        return any(login.locked and not self._elsewhere(path) for path, login in self._sessions.items())

    def inhibitor(self) -> Inhibitor:
        """What holds up sleep and shutdown as long as it is wanted, on this connection."""
        return Inhibitor(self._listener)

    def fileno(self) -> int:
        """What can be read when the system's bus can be, or when a session's leader has ended."""
        return self._leaders.fileno()

    def close(self) -> None:
        """Leave the system's bus."""
        self._leaders.close()
        self._listener.close()

    def events(self) -> list[Event]:
        """What happened to the sessions and the machine. Raises VaultError."""
        found, self._events = self._events, []
        for path in self._leaders.ended():
            found.append(self._ended(path))
        return _heard(self.name, self._listener, self._told, found)

    def _ended(self, path: str) -> SessionEnded:
        """The session does not count any more."""
        login = self._sessions.pop(path)
        self._leaders.drop(path)
        return SessionEnded(self.name, login.number, last=not self._sessions)

    def _present(self) -> Iterator[Event]:
        """What is locked now, of the sessions that there are."""
        for path in self._sessions:
            self._leaders.drop(path)
        self._sessions.clear()
        (listed,) = self._listener.call(MANAGER, "ListSessions", answer="a(susso)", timeout_s=ANSWER_S)
        paths = [path for _id, uid, _user, _seat, path in listed if uid == os.getuid()]
        with suppress(Refused):  # a process of the user's service manager is in no session
            paths += self._listener.call(MANAGER, "GetSessionByPID", "u", os.getpid(), answer="o", timeout_s=ANSWER_S)
        for path in dict.fromkeys(paths):
            yield from self._look(path)

    def _look(self, path: str) -> Iterator[Event]:
        """The session counts from now on, if it is one that can be locked; whether it is."""
        target = Target(LOGIND, path, PROPERTIES)
        try:
            (found,) = self._listener.call(target, "GetAll", "s", SESSION, answer="a{sv}", timeout_s=ANSWER_S)
        except Refused:
            return  # it has ended meanwhile
        values = {name: value for name, (_, value) in found.items()}
        if not str(values.get("Class", "")).startswith("user") or values.get("State") == "closing":
            return
        if self._leaders.follow(path, int(values.get("Leader", 0))):  # else only what was left behind keeps it
            self._sessions[path] = login = Login()
            login.take(found)
            if login.locked:
                yield self._locked(path)

    def _locked(self, path: str) -> Locked:
        return Locked(self.name, path, self._elsewhere(path))

    def _elsewhere(self, path: str) -> bool:
        """Whether the user works in another session than this one, which is locked in the background."""
        others = (login for other, login in self._sessions.items() if other != path)
        return not self._sessions[path].active and any(o.active and o.graphical and not o.locked for o in others)

    @property
    def _idle(self) -> bool:
        """Whether nobody uses any session; where there is a graphical one, those of text do not count."""
        logins = self._sessions.values()
        counting = [login for login in logins if login.graphical] or list(logins)
        return bool(counting) and all(login.idle for login in counting)

    def _told(self, signal: Signal) -> Iterator[Event]:
        match signal.member, signal.values:
            case ("PrepareForSleep", (begins,)):
                yield Sleeping(self.name) if begins else Awake(self.name)
            case ("PrepareForShutdown", (begins,)):
                yield ShuttingDown(self.name) if begins else Awake(self.name)
            case ("SessionNew", (_, path)):
                yield from self._new(str(path))
            case ("SessionRemoved", (session, path)) if path in self._sessions:
                self._sessions[path].number = str(session)
                yield self._ended(path)
            case ("Lock", ()) if signal.path in self._sessions:
                yield self._locked(signal.path)
            case ("Unlock", ()) if signal.path in self._sessions:
                yield Unlocked(self.name, signal.path)
            case ("PropertiesChanged", (_, changed, unknown)) if signal.path in self._sessions:
                yield from self._changed(signal.path, changed, unknown)
            case (member, (_, _, owner)) if member == OWNER_CHANGED:
                yield SourceLost(self.name, "it has left the bus, or began anew")
                if owner:
                    yield from self._present()

    def _changed(self, path: str, changed: dict[str, tuple[str, Any]], unknown: list[str]) -> Iterator[Event]:
        """What changed properties of a session mean; one that is not told may be the worst."""
        was_idle = self._idle
        if "LockedHint" in unknown:
            changed = {**changed, "LockedHint": ("b", True)}
        self._sessions[path].take(changed)
        if "LockedHint" in changed:
            yield self._locked(path) if self._sessions[path].locked else Unlocked(self.name, path)
        if self._idle != was_idle:
            yield IdleBegan(self.name) if self._idle else IdleOver(self.name)

    def _new(self, path: str) -> Iterator[Event]:
        (listed,) = self._listener.call(MANAGER, "ListSessions", answer="a(susso)", timeout_s=ANSWER_S)
        if any(found == path and uid == os.getuid() for _id, uid, _user, _seat, found in listed):
            yield from self._look(path)


class ScreenSavers:
    """The screen savers of the desktops, whichever is there."""

    name = "the screen saver"

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._active: set[str] = set()
        for saver in SAVERS:
            listener.follow(saver.service, saver.interface, "ActiveChanged", "b")
        self._events = [event for saver in SAVERS for event in self._look(saver)]

    @property
    def tells(self) -> bool:
        """Whether there is any."""
        return any(self._listener.owned(saver.service) for saver in SAVERS)

    @property
    def locked(self) -> bool:
        """Whether one of them is active."""
        return bool(self._active)

    def fileno(self) -> int:
        """The socket of the session's bus."""
        return self._listener.fileno()

    def close(self) -> None:
        """Leave the session's bus."""
        self._listener.close()

    def events(self) -> list[Event]:
        """What the screen savers did. Raises VaultError."""
        found, self._events = self._events, []
        return _heard(self.name, self._listener, self._told, found)

    def _look(self, saver: Target) -> Iterator[Event]:
        if not self._listener.owned(saver.service):
            return
        with suppress(Refused, BackendError):  # not all have the method; the signal is what counts
            if self._listener.call(saver, "GetActive", answer="b", timeout_s=ANSWER_S) == (True,):
                self._active.add(saver.service)
                yield Locked(saver.service)

    def _told(self, signal: Signal) -> Iterator[Event]:
        match signal.member, signal.values:
            case ("ActiveChanged", (True,)):
                self._active.add(signal.service)
                yield Locked(signal.service)
            case ("ActiveChanged", (False,)):
                self._active.discard(signal.service)
                yield Unlocked(signal.service)
            case (member, (_, old, owner)) if member == OWNER_CHANGED:
                self._active.discard(signal.service)
                if old:
                    yield SourceLost(signal.service, "it has left the bus, or began anew")
                if owner:
                    yield from (e for saver in SAVERS if saver.service == signal.service for e in self._look(saver))


def _heard(name: str, listener: Listener, told: Callable[[Signal], Iterable[Event]], found: list[Event]) -> list[Event]:
    """What is found already and all that has come by now, also while a service was asked about what came before.

    Raises VaultError or Refused; after other events it is one itself, so that none is lost.
    """
    try:
        while signals := listener.signals():
            for signal in signals:
                found.extend(told(signal))
    except (VaultError, Refused) as error:
        if not found:
            raise
        found.append(SourceLost(name, str(error)))
    return found


def makers() -> dict[str, Callable[[], Source]]:
    """What makes each source that there may be, by name; each raises VaultError where it is not there."""
    return {
        Logind.name: lambda: _made(Listener.connect("system", descriptors=True), Logind),
        ScreenSavers.name: lambda: _made(Listener.connect("session"), ScreenSavers),
    }


def sources() -> tuple[list[Source], list[str]]:
    """What can be listened to here, and why the others cannot."""
    found: list[Source] = []
    missing: list[str] = []
    for make in makers().values():
        try:
            found.append(make())
        except VaultError as error:
            missing.append(str(error))
    return found, missing


def _made(listener: Listener, kind: Callable[[Listener], Source]) -> Source:
    try:
        return kind(listener)
    except Refused as error:
        listener.close()
        raise NotAvailable(str(error)) from error
    except BaseException:
        listener.close()
        raise
