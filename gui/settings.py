"""What the window remembers of how it is used; never a secret, and nothing of volumes that the user has not let it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from vault.config import folder
from vault.errors import BackendError, VaultError, from_os
from vault.gui import kept
from vault.gui.parsed import parsed

Value = TypeVar("Value", bool, str)
MOST_RECENT = 12
LARGEST = 1 << 18
"""Bytes of the file."""


@dataclass(slots=True)
class _Kept:
    """What the file has."""

    switches: dict[str, bool] = field(default_factory=dict)
    recents: list[str] = field(default_factory=list)
    geometry: dict[str, str] = field(default_factory=dict)

    def pack(self) -> bytes:
        found = {"switches": self.switches, "recents": self.recents, "geometry": self.geometry}
        return json.dumps(found, indent=1).encode() + b"\n"

    @classmethod
    def unpack(cls, data: bytes) -> "_Kept":
        """What is sound of the data; the rest is as by default. Raises ValueError."""
        found = parsed(data)
        if not isinstance(found, dict):
            raise ValueError("it has no settings")
        recents = found.get("recents")
        sound = [each for each in recents if _is_path(each)] if isinstance(recents, list) else []
        return cls(_of(bool, found.get("switches")), sound[:MOST_RECENT], _of(str, found.get("geometry")))


class Settings(QObject):
    """Switches and the list of recent containers, in ``gui.json``; ``changed`` is emitted after each change.

    A file that cannot be read is told by ``damage`` and stays as it is; nothing is kept beyond the end of the program
    then. ``failed`` carries the error of a change that could not be kept.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = folder() / "gui.json"
        self.damage: VaultError | None = None
        self._kept = _Kept()
        self._read()

    def switch(self, name: str, default: bool = True) -> bool:
        """Whether a switch is on: ``tray``, ``recents``, ``open-folder``, ``notify``."""
        return self._kept.switches.get(name, default)

    def set_switch(self, name: str, on: bool) -> None:
        """Turn a switch; without ``recents`` the list of them goes."""

        def change(now: _Kept) -> None:
            now.switches[name] = on
            if name == "recents" and not on:
                now.recents.clear()

        self._change(change)

    def recents(self) -> list[Path]:
        """Containers that were opened, the last one first."""
        return [Path(each) for each in self._kept.recents] if self.switch("recents") else []

    def add_recent(self, container: Path) -> None:
        """A container was opened."""
        if self.switch("recents"):
            self._change(lambda now: _put_first(now.recents, str(container)))

    def forget_recent(self, container: Path) -> None:
        """Take a container off the list."""
        self._change(lambda now: _remove(now.recents, str(container)))

    def clear_recents(self) -> None:
        """Forget all of the list."""
        self._change(lambda now: now.recents.clear())

    def geometry(self, window: str) -> bytes | None:
        """Where a window was."""
        try:
            return b64decode(self._kept.geometry[window], validate=True)
        except (KeyError, ValueError):  # somebody else wrote it, and it is only a place
            return None

    def set_geometry(self, window: str, geometry: bytes) -> None:
        """Remember where a window is."""
        self._write(lambda now: now.geometry.update({window: b64encode(geometry).decode()}))

    def _change(self, change: Callable[[_Kept], object]) -> None:
        if (error := self._write(change)) is not None:
            self.failed.emit(error)
        self.changed.emit()

    def _write(self, change: Callable[[_Kept], object]) -> VaultError | None:
        """Make a change to what is in the file now, and keep it; the error if it cannot be kept."""
        told = self.damage
        if told is None:
            self._read()
        change(self._kept)
        if self.damage is not None:
            return None if told is not None else self.damage
        try:
            kept.write(self.path, self._kept.pack())
        except OSError as error:
            return from_os(error, f"{self.path} cannot be written")
        except VaultError as error:
            return error
        return None

    def _read(self) -> None:
        hint = "until it is taken away, settings hold as long as the program runs"
        try:
            self._kept = _Kept.unpack(kept.read(self.path, LARGEST))
        except FileNotFoundError:
            pass  # nothing was kept yet, or somebody wants it forgotten
        except OSError as error:
            self.damage = BackendError(str(from_os(error, f"{self.path} cannot be read")), hint=hint)
        except BackendError as error:
            self.damage = BackendError(str(error), hint=hint)
        except ValueError as error:
            self.damage = BackendError(f"{self.path} is damaged: {error}", hint=hint)


def _put_first(recents: list[str], container: str) -> None:
    _remove(recents, container)
    recents.insert(0, container)
    del recents[MOST_RECENT:]


def _remove(recents: list[str], container: str) -> None:
    if container in recents:
        recents.remove(container)


def _is_path(value: object) -> bool:
    return isinstance(value, str) and value.startswith("/") and kept.is_possible(value)


def _of(kind: type[Value], found: object) -> dict[str, Value]:
    """The members that are of this kind."""
    return {name: each for name, each in found.items() if isinstance(each, kind)} if isinstance(found, dict) else {}
