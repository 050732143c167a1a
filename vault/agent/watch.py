"""Where the agent hears of a locked screen: systemd-logind on the system's bus and the screen savers on the session's.

References: org.freedesktop.login1(5); Idle Inhibition Service Draft (org.freedesktop.ScreenSaver)
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
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
from vault.agent.logins import Login, Logins
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
ABSENT = "systemd-logind is not on the system's D-Bus"

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


class Logind:
    """The login sessions of this user, and the one that this process belongs to.

    Any of them that is locked or ends counts; those of timers and services do not.
    """

    name = "systemd-logind"

    def __init__(self, listener: Listener, known: dict[str, Login] | None = None) -> None:
        """``known`` is what another one knew, by path, and is kept up to date: what ended meanwhile is told."""
        self._listener = listener
        self._leaders = Leaders(listener.fileno())
        self._logins = Logins({} if known is None else known)
        for member in ("PrepareForSleep", "PrepareForShutdown"):
            listener.follow(LOGIND, MANAGER.interface, member, "b")
        for member in ("SessionNew", "SessionRemoved"):
            listener.follow(LOGIND, MANAGER.interface, member, "so")
        listener.follow(LOGIND, SESSION, "Lock")
        listener.follow(LOGIND, SESSION, "Unlock")
        listener.follow(LOGIND, PROPERTIES, "PropertiesChanged", "sa{sv}as", first=SESSION)
        if not listener.owned(LOGIND):
            raise NotAvailable(ABSENT)
        self._events = list(self._present())

    @property
    def tells(self) -> bool:
        """Whether there is a session that could be locked."""
        return not self.silence

    @property
    def silence(self) -> str:
        """Why nothing is heard of a lock; nothing where it is."""
        if not self._listener.owned(LOGIND):
            return ABSENT
        return "" if self._logins.all else "systemd-logind has no session of this user"

    @property
    def locked(self) -> bool:
        """Whether a session is known to be locked, and the user does not work in another one."""
        return self._logins.locked

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
            found.extend(self._ended(path))
        return _heard(self.name, self._listener, self._told, found)

    def _ended(self, path: str) -> Iterator[Event]:
        """The session does not count any more, and another one may now."""
        login = self._logins.all.pop(path)
        self._leaders.drop(path)
        yield SessionEnded(self.name, login.number, last=not self._logins.all, place=path)
        yield from self._newly_locked()

    def _present(self) -> Iterator[Event]:
        """What is locked now and about to happen, and which of the sessions that were known are over or unlocked."""
        before, now = self._logins.clear(), self._logins.all
        for path in before:
            self._leaders.drop(path)
        (listed,) = self._listener.call(MANAGER, "ListSessions", answer="a(susso)", timeout_s=ANSWER_S)
        paths = [path for _id, uid, _user, _seat, path in listed if uid == os.getuid()]
        with suppress(Refused):  # a process of the user's service manager is in no session
            paths += self._listener.call(MANAGER, "GetSessionByPID", "u", os.getpid(), answer="o", timeout_s=ANSWER_S)
        for path in dict.fromkeys(paths):
            self._look(path)
        for path in before.keys() - now.keys():
            yield SessionEnded(self.name, before[path].number, last=not now, place=path)
        for path in before.keys() & now.keys():
            if before[path].locked and not now[path].locked:
                yield self._unlocked(path)
        yield from [self._locked(path) for path in now if now[path].locked]
        yield from self._about_to_happen()

    def _about_to_happen(self) -> Iterator[Event]:
        """What the machine prepares for now, of which nothing more may be told before it happens."""
        target = Target(LOGIND, MANAGER.path, PROPERTIES)
        for name, event in (("PreparingForSleep", Sleeping), ("PreparingForShutdown", ShuttingDown)):
            with suppress(Refused, BackendError):  # an old logind does not know
                question = (MANAGER.interface, name)
                (found,) = self._listener.call(target, "Get", "ss", *question, answer="v", timeout_s=ANSWER_S)
                if found == ("b", True):
                    yield event(self.name)

    def _look(self, path: str) -> None:
        """The session is known from now on, if it is one that can be locked."""
        target = Target(LOGIND, path, PROPERTIES)
        try:
            (found,) = self._listener.call(target, "GetAll", "s", SESSION, answer="a{sv}", timeout_s=ANSWER_S)
        except Refused:
            return  # it has ended meanwhile
        values = {name: value for name, (_, value) in found.items()}
        if not str(values.get("Class", "")).startswith("user") or values.get("State") == "closing":
            return
        if self._leaders.follow(path, int(values.get("Leader", 0))):  # else only what was left behind keeps it
            self._logins.all[path] = login = Login()
            login.take(found)

    def _locked(self, path: str) -> Locked:
        return Locked(self.name, path, self._logins.lock(path))

    def _unlocked(self, path: str) -> Unlocked:
        self._logins.unlock(path)
        return Unlocked(self.name, path)

    def _newly_locked(self) -> Iterator[Event]:
        """What counts only now, or no longer, as the user came from another session or went there."""
        for path, counts in list(self._logins.changed()):
            yield self._locked(path) if counts else self._unlocked(path)

    def _told(self, signal: Signal) -> Iterator[Event]:
        match signal.member, signal.values:
            case ("PrepareForSleep", (begins,)):
                yield Sleeping(self.name) if begins else Awake(self.name)
            case ("PrepareForShutdown", (begins,)):
                yield ShuttingDown(self.name) if begins else Awake(self.name)
            case ("SessionNew", (_, path)):
                yield from self._new(str(path))
            case ("SessionRemoved", (session, path)) if path in self._logins:
                self._logins.all[path].number = str(session)
                yield from self._ended(path)
            case ("Lock", ()) if signal.path in self._logins:
                yield self._locked(signal.path)
            case ("Unlock", ()) if signal.path in self._logins:
                yield self._unlocked(signal.path)
            case ("PropertiesChanged", (_, changed, unknown)) if signal.path in self._logins:
                yield from self._changed(signal.path, changed, unknown)
            case (member, (_, _, owner)) if member == OWNER_CHANGED:
                yield SourceLost(self.name, "it has left the bus, or began anew")
                if owner:
                    yield from self._present()

    def _changed(self, path: str, changed: dict[str, tuple[str, Any]], unknown: list[str]) -> Iterator[Event]:
        """What changed properties of a session mean; one that is not told may be the worst."""
        was_idle = self._logins.idle
        if "LockedHint" in unknown:
            changed = {**changed, "LockedHint": ("b", True)}
        self._logins.all[path].take(changed)
        if "LockedHint" in changed:
            yield self._locked(path) if self._logins.all[path].locked else self._unlocked(path)
        yield from self._newly_locked()
        if self._logins.idle != was_idle:
            yield IdleBegan(self.name) if self._logins.idle else IdleOver(self.name)

    def _new(self, path: str) -> Iterator[Event]:
        (listed,) = self._listener.call(MANAGER, "ListSessions", answer="a(susso)", timeout_s=ANSWER_S)
        if any(found == path and uid == os.getuid() for _id, uid, _user, _seat, found in listed):
            self._look(path)
            if path in self._logins and self._logins.all[path].locked:
                yield self._locked(path)
            yield from self._newly_locked()


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
        return not self.silence

    @property
    def silence(self) -> str:
        """Why nothing is heard of a lock; nothing where it is."""
        there = any(self._listener.owned(saver.service) for saver in SAVERS)
        return "" if there else "no screen saver is on the session's D-Bus"

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
    """What makes each source that there may be, by name; each raises VaultError where it is not there.

    One that is made again knows of the sessions that the last one knew of.
    """
    known: dict[str, Login] = {}
    return {
        Logind.name: lambda: _made(Listener.connect("system", descriptors=True), partial(Logind, known=known)),
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
