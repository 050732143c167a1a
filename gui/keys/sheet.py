"""A recovery key and its page, shown once: in large groups to read, and as it will be printed."""

from PyQt6.QtCore import QByteArray, QRectF, QSize, Qt
from PyQt6.QtGui import QFontDatabase, QFontInfo, QPainter, QPaintEvent
from PyQt6.QtPrintSupport import QPrintDialog, QPrinter
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from vault.gui.look import GAP, icon
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.outside import set_tip
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

    def load(self, page: QByteArray) -> None:
        """Show a page."""
        self._renderer = QSvgRenderer(page)
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

    def draw(self, painter: QPainter, room: QRectF) -> None:
        """Draw it as large as it fits there, in the middle."""
        if self._renderer is None:
            return
        size = self._renderer.defaultSize().toSizeF()
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, 0, 0)
        place.setSize(size)
        self._renderer.render(painter, place)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the preview."""
        del event
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()))
        painter.end()


class SheetView(QWidget):
    """The key in groups, the page, and a button that prints it. It keeps no file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = flow()
        self._groups: list[QLabel] = []
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
        self.print_.clicked.connect(self._choose_printer)
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
        """Show it; the secrets are wiped, what is on the screen is until ``forget``."""
        with made.key as key:
            for number, group in enumerate(str(key.view(), "ascii").split("-")):
                self._groups.append(self._group(number, group))
        if made.page is not None:
            with made.page as page:
                self.page.load(QByteArray(page.view().tobytes()))
        if made.pdf is not None:
            self.saved.setText(
                self.tr("The page is saved in a file that is as secret as the key. Delete it once printed.")
            )
            set_tip(self.saved, str(made.pdf))
            self.saved.show()
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

    def _enlarge(self, on: bool) -> None:
        self.page.enlarge(on)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)  # the keyboard scrolls

    def print_to(self, printer: QPrinter) -> bool:
        """Print the page, on one sheet; whether it could be."""
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            return False
        self.page.draw(painter, QRectF(painter.viewport()))
        return painter.end()

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

    def _choose_printer(self) -> None:
        self.problem.clear()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Recovery key"))
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._printing = dialog, printer  # Python has to keep both
        dialog.accepted.connect(self._print)
        dialog.open()

    def _print(self) -> None:
        if not self.print_to(self._printing[1]):
            self.tell_not_printed()

    def tell_not_printed(self) -> None:
        """Say that there is no paper."""
        self.problem.say(self.tr("It could not be printed. Try again, or write the key down."))
