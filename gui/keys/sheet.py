"""A recovery key and its page, shown once: in large groups to read, and as it will be printed."""

from pathlib import Path

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFontDatabase, QFontInfo, QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from vault.crypto.secret import Secret
from vault.gui.drawing import draw_page
from vault.gui.look import GAP, icon
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.outside import set_tip
from vault.gui.widgets.printing import Printed, print_page
from vault.options.recovery import RecoveryKey

COLUMNS = 4
LARGER = 1.3
"""The key's letters, of those around."""
LEAST = QSize(0, 220)
"""What the page takes at the least."""
TEXT_SIZE = 10
"""Of most letters on the page; enlarged they are as large as those around."""


class Page(QWidget):
    """The page as it will be printed, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Preview of the page"))
        self._renderer: QSvgRenderer | None = None

    def load(self, page: Secret) -> None:
        """Show a page."""
        self._renderer = QSvgRenderer()
        self._renderer.load(page.view())
        self.update()

    def forget(self) -> None:
        """Show none."""
        self._renderer = None
        self.enlarge(False)
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough to recognise what it is."""
        return QSize(300, 400)

    def enlarge(self, on: bool) -> None:
        """Have it so large that it can be read, or no larger than there is room."""
        letters = QFontInfo(self.font()).pixelSize() / TEXT_SIZE
        is_large = on and self._renderer is not None
        self.setMinimumSize(self._renderer.viewBox().size() * letters if is_large else LEAST)  # type: ignore[union-attr]

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the preview."""
        del event
        if self._renderer is None:
            return
        painter = QPainter(self)
        draw_page(self._renderer, painter, QRectF(self.rect()))
        painter.end()


class SheetView(QWidget):
    """The key in groups, the page, and a button that prints it. It keeps no file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = flow()
        self._groups: list[QLabel] = []
        self._page: Secret | None = None
        self._files: list[Path] = []
        self.saved = QLabel(self)
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.saved.setWordWrap(True)
        self.saved.hide()
        self.page = Page(self)
        self.problem = ErrorLine(self)
        self.area = scrolled(self.page)
        self.area.setAccessibleName(self.page.accessibleName())
        self.print_ = QPushButton(icon("print"), self.tr("P&rint…"), self)
        self.print_.setAutoDefault(False)
        self.print_.clicked.connect(self._print)
        self.larger = QPushButton(icon("zoom"), self.tr("&Enlarge the page"), self)
        self.larger.setAutoDefault(False)
        self.larger.setCheckable(True)
        self.larger.toggled.connect(self._enlarge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._key)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.saved)
        layout.addWidget(self.problem)
        layout.addWidget(flow(self.print_, self.larger))

    def show_key(self, made: RecoveryKey) -> None:
        """Show it; the key is wiped, and what is on the screen or to be printed is there until ``forget``."""
        with made.key as key:
            for number, group in enumerate(str(key.view(), "ascii").split("-")):
                self._groups.append(self._group(number, group))
        if made.page is not None:
            self._page = made.page
            self.page.load(made.page)
        self.print_.setEnabled(made.page is not None)
        if made.pdf is not None:
            self._tell_saved(made.pdf)
        self.show()

    def text(self) -> str:
        """The key as it is shown."""
        return "-".join(label.text() for label in self._groups)

    def forget(self) -> None:
        """Show nothing."""
        while self._groups:
            label = self._groups.pop()
            label.clear()
            label.hide()
            label.deleteLater()
        self.page.forget()
        if self._page is not None:
            self._page.wipe()
            self._page = None

    def _enlarge(self, on: bool) -> None:
        self.page.enlarge(on)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)  # the keyboard scrolls

    def _group(self, number: int, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * LARGER)
        font.setBold(True)
        label.setFont(font)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(self.tr("Group {number}: {letters}").format(number=number + 1, letters=" ".join(text)))
        layout = self._key.layout()
        assert layout is not None
        layout.addWidget(label)
        self._key.setMaximumWidth(COLUMNS * (label.sizeHint().width() + GAP))
        return label

    def _print(self) -> None:
        assert self._page is not None  # else there is no button
        if print_page(self, self.tr("Recovery key"), self._page, self._printed, self.tell_not_printed):
            self.problem.say(
                self.tr("The print dialog may take a while to open. It closes with this window."), icon_name="info"
            )

    def _printed(self, how: Printed) -> None:
        self.problem.clear()
        if how.problem:
            self.problem.say(how.problem)
        elif how.file is not None:
            self._tell_saved(how.file)
        elif how.is_printed:
            self.problem.say(self.tr("The page was sent to the printer, which may keep a copy."), icon_name="done")

    def _tell_saved(self, file: Path) -> None:
        self.saved.setText(self.tr("The page is saved in a file that is as secret as the key. Delete it once printed."))
        if file not in self._files:
            self._files.append(file)
        set_tip(self.saved, "\n".join(map(str, self._files)))
        self.saved.show()

    def tell_not_printed(self) -> None:
        """Say that there is no paper."""
        self.problem.say(self.tr("It could not be printed. Try again, or write the key down."))
