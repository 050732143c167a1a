"""The login sessions of the user as they are now: which are locked, and whether that counts.

It does not where the user works in another session: what is locked in the background is still used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GRAPHICAL = frozenset({"x11", "wayland", "mir"})
"""Types of sessions that have a screen which is locked."""


@dataclass
class Login:
    """A session of logind's that counts: whether it is in front of its user, graphical, locked, and unused."""

    active: bool = True
    graphical: bool = False
    locked: bool = False
    idle: bool = False
    number: str = ""
    asked: bool = False
    """Locking it was asked for while the user worked in another one, and has not counted yet."""

    def take(self, values: Mapping[str, tuple[str, Any]]) -> None:
        """Take over the properties that are told."""
        for name, field in (("Active", "active"), ("LockedHint", "locked"), ("IdleHint", "idle")):
            if name in values:
                setattr(self, field, bool(values[name][1]))
        if "Type" in values:
            self.graphical = values["Type"][1] in GRAPHICAL
        if "Id" in values:
            self.number = str(values["Id"][1])


class Logins:
    """The sessions by their D-Bus paths."""

    def __init__(self, known: dict[str, Login]) -> None:
        """``known`` is kept up to date."""
        self.all = known
        self._counted: set[str] = set()
        """Those that were locked and counted when last looked at."""

    def __contains__(self, path: str) -> bool:
        return path in self.all

    @property
    def locked(self) -> bool:
        """Whether a session is known to be locked, and the user does not work in another one."""
        return any(login.locked and not self.elsewhere(path) for path, login in self.all.items())

    @property
    def idle(self) -> bool:
        """Whether nobody uses any session; where there is a graphical one, those of text do not count."""
        logins = self.all.values()
        counting = [login for login in logins if login.graphical] or list(logins)
        return bool(counting) and all(login.idle for login in counting)

    def elsewhere(self, path: str) -> bool:
        """Whether the user works in another session than this one, which is in the background."""
        others = (login for other, login in self.all.items() if other != path)
        return not self.all[path].active and any(o.active and o.graphical and not o.locked for o in others)

    def clear(self) -> dict[str, Login]:
        """What was known until now; nothing is from now on."""
        before = dict(self.all)
        self.all.clear()
        self._counted.clear()
        return before

    def lock(self, path: str) -> bool:
        """Whether the session that is locked, or is to be, does not count; it may later."""
        elsewhere = self.elsewhere(path)
        self.all[path].asked = elsewhere
        if not elsewhere:
            self._counted.add(path)
        return elsewhere

    def unlock(self, path: str) -> None:
        """The session is not locked any more."""
        self.all[path].asked = False
        self._counted.discard(path)

    def changed(self) -> Iterator[tuple[str, bool]]:
        """The locked sessions that count now and did not when last looked at, and the other way round."""
        for path, login in self.all.items():
            counts = not self.elsewhere(path)
            if counts and (login.locked or login.asked) and path not in self._counted:
                yield path, True
            elif not counts and path in self._counted:
                yield path, False
