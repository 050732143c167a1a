"""What a dialog is about: an icon, a name, where it is, and what is known of it."""

from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vault.gui.look import GAP, icon
from vault.gui.widgets.outside import ElidedLabel


class Heading(QWidget):
    """Three lines beside an icon; each is cut short where there is little room."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel(parent=self)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._where = ElidedLabel(parent=self)
        self._more = ElidedLabel(parent=self)
        picture = QLabel(self)
        side = 2 * self.fontMetrics().height()
        picture.setPixmap(icon(icon_name).pixmap(QSize(side, side), self.devicePixelRatioF()))
        lines = QVBoxLayout()
        lines.setSpacing(GAP // 4)
        for line in (self._name, self._where, self._more):
            lines.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GAP)
        layout.setSpacing(2 * GAP)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)

    def say_volume(self, name: str, container: Path) -> None:
        """Show what a volume is called and where its container is: the folder, where the name says the rest."""
        self.say(name, str(container.parent if name == container.name else container), "")

    def say(self, name: str, where: str, more: str) -> None:
        """Show these lines."""
        self._name.say(name)
        self._where.say(where)
        self._more.say(more)

    def say_more(self, more: str) -> None:
        """Show this below the others."""
        self._more.say(more)

    def more(self) -> str:
        """The last line."""
        return self._more.whole()
