"""What the window remembers of how it is used; never a secret, and nothing of volumes that the user has not let it."""

import json
import os
from pathlib import Path

from PyQt6.QtCore import QByteArray, QObject, QSettings, pyqtSignal

MOST_RECENT = 12


def folder() -> Path:
    """Where the user's settings of vault are."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    return (base if base.is_absolute() else Path.home() / ".config") / "vault"


class Settings(QObject):
    """Switches and the list of recent containers, in ``gui.ini``; ``changed`` is emitted after each change."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = QSettings(str(folder() / "gui.ini"), QSettings.Format.IniFormat)

    def switch(self, name: str, default: bool = True) -> bool:
        """Whether a switch is on: ``tray``, ``recents``, ``open-folder``, ``notify``."""
        return bool(self._kept.value(f"switches/{name}", default, bool))

    def set_switch(self, name: str, on: bool) -> None:
        """Turn a switch; without ``recents`` the list of them goes."""
        self._kept.setValue(f"switches/{name}", on)
        if name == "recents" and not on:
            self._kept.remove("recents")
        self._written()

    def recents(self) -> list[Path]:
        """Containers that were opened, the last one first."""
        if not self.switch("recents"):
            return []
        try:
            found = json.loads(self._kept.value("recents", "[]", str))
        except (ValueError, TypeError):  # somebody else wrote it, and it is only a list of paths
            return []
        return [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def add_recent(self, container: Path) -> None:
        """A container was opened."""
        if self.switch("recents"):
            self._keep_recents([container, *(each for each in self.recents() if each != container)])

    def forget_recent(self, container: Path) -> None:
        """Take a container off the list."""
        self._keep_recents([each for each in self.recents() if each != container])

    def clear_recents(self) -> None:
        """Forget all of the list."""
        self._kept.remove("recents")
        self._written()

    def geometry(self, window: str) -> bytes | None:
        """Where a window was."""
        found = self._kept.value(f"geometry/{window}")
        return found.data() if isinstance(found, QByteArray) else None

    def set_geometry(self, window: str, geometry: bytes) -> None:
        """Remember where a window is."""
        self._kept.setValue(f"geometry/{window}", QByteArray(geometry))
        self._kept.sync()

    def _keep_recents(self, containers: list[Path]) -> None:
        self._kept.setValue("recents", json.dumps([str(each) for each in containers[:MOST_RECENT]]))
        self._written()

    def _written(self) -> None:
        self._kept.sync()
        self.changed.emit()
