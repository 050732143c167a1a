"""The keyfiles that are mixed into a passphrase: a list to which files are added, also by dropping them on it."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PyQt6.QtCore import QMimeData, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vault.gui.kept import is_possible
from vault.gui.look import icon
from vault.gui.widgets.choosing import choose
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.files import Files, first_of
from vault.gui.widgets.outside import impossible_text, tip, visible

ROWS = 3
"""How many are seen at once."""
MOST = 256
"""How many are listed."""
SEEN = 1 << 16
"""Bytes of a drag that are looked at for a file, as it asks again and again."""


def has_files(data: QMimeData | None) -> bool:
    """Whether local files are dragged."""
    if data is None or not data.hasUrls():
        return False
    return any(map(local_file, data.data("text/uri-list").left(SEEN).data().splitlines()))


def dropped_files(data: QMimeData | None) -> Files:
    """The local files that are dropped. Their names are bytes, which Qt would take for UTF-8."""
    if data is None or not data.hasUrls():
        return Files()
    lines, left = first_of(data.data("text/uri-list").data().strip(), b"\n")
    return Files((path for line in lines if (path := local_file(line.strip())) is not None), left)


def local_file(url: bytes) -> Path | None:
    """The file of this computer that a URL names, if it names one."""
    scheme, _, rest = url.partition(b"://")
    host, slash, path = rest.partition(b"/")
    if scheme.lower() != b"file" or host not in (b"", b"localhost") or not path.strip(b"/"):
        return None
    return Path(os.fsdecode(slash + unquote_to_bytes(re.split(b"[?#]", path, maxsplit=1)[0])))


class KeyfileList(QWidget):
    """Paths in the order in which they were added, each once; VeraCrypt does not care for it.

    A line below says what was not listed, because there are too many of them or it can be no file.
    """

    changed = pyqtSignal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._list = _Paths(self)
        self._list.setAccessibleName(name)
        self._list.setAccessibleDescription(self.tr("Files can be dropped here."))
        self._list.dropped.connect(self._take)
        self._list.itemSelectionChanged.connect(self._look)
        self.add_button = self._button("add", self.tr("Add key files"), self._choose)
        self.remove_button = self._button("remove", self.tr("Remove the key file from the list"), self._remove)
        buttons = QVBoxLayout()
        for button in (self.add_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        beside = QHBoxLayout()
        beside.addWidget(self._list, 1)
        beside.addLayout(buttons)
        self.line = ErrorLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(beside)
        layout.addWidget(self.line)
        self.setFocusProxy(self._list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the key of its label would do nothing
        self._look()

    def paths(self) -> tuple[Path, ...]:
        """What is listed."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item is not None)

    def set_paths(self, paths: Iterable[Path]) -> None:
        """List these and no others."""
        self._list.clear()
        self.add(paths)
        self.changed.emit()

    def add(self, paths: Iterable[Path], left: int = 0) -> None:
        """List these as well; ``left`` is how many more there were than these."""
        known = set(self.paths())
        new = [path for path in dict.fromkeys(paths) if path not in known]
        possible = [path for path in new if is_possible(path)]
        room = max(0, MOST - len(known))
        for path in possible[:room]:
            item = QListWidgetItem(visible(path.name or str(path)), self._list)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(tip(str(path)))
        wrong = [impossible_text(path) for path in new if not is_possible(path)]
        self._tell(wrong[:1], left + max(0, len(possible) - room))
        self.changed.emit()

    def _button(self, icon_name: str, name: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(slot)
        return button

    def _choose(self) -> None:
        choose(self, self._name, "open-many", str(Path.home()), "", self._take, self.line.say)

    def _take(self, files: Files) -> None:
        self.add(files, files.left)

    def _tell(self, wrong: list[str], left: int) -> None:
        """Say which files were not listed, if any."""
        said = self.tr("Only {most} key files are listed; {left} were left out.").format(most=MOST, left=left)
        if lines := [*wrong, *([said] if left > 0 else [])]:
            self.line.say("\n".join(lines))
        else:
            self.line.clear()

    def _remove(self) -> None:
        self.line.clear()
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self.changed.emit()

    def _look(self) -> None:
        self.remove_button.setEnabled(bool(self._list.selectedItems()))


class _Paths(QListWidget):
    """The list itself, which takes what is dropped on it."""

    dropped = pyqtSignal(Files)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFixedHeight(ROWS * (self.fontMetrics().height() + 4) + 2 * self.frameWidth())

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        """Take them everywhere on the list."""
        if event is not None and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """List what was dropped."""
        if event is not None:
            self.dropped.emit(dropped_files(event.mimeData()))
            event.acceptProposedAction()
