"""How a volume is drawn in the list: its name and state, and below them lines in a smaller voice."""

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPalette
from PyQt6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from vault.gui.listing import words
from vault.gui.listing.model import ROW
from vault.gui.listing.rows import Row
from vault.gui.look import GAP, icon

FAINT = 0.78
"""How much of the text's colour the lines below the name have; more than 4.5:1 is left of any usual palette."""
TINT = 0.25
"""How much of the colour of what is selected lies over the row that is."""
BAR = 4
"""Pixels of that colour at the beginning of the row."""
LEAST_LEFT = 0.2
"""The part of a line that the right text never takes."""
ONE_LINE = Qt.TextFlag.TextSingleLine
HIGHEST = 1 << 14
"""Pixels that a sentence may be high."""


class RowDelegate(QStyledItemDelegate):
    """Draws rows, and edits the name of a favourite."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As many lines as it has."""
        row: Row = index.data(ROW)
        height = QFontMetrics(_bold(option.font)).height() + len(words.lines(row)) * option.fontMetrics.height()
        if isinstance(option.widget, QAbstractScrollArea) and (viewport := option.widget.viewport()) is not None:
            option = QStyleOptionViewItem(option)
            option.rect = viewport.rect()
        width = _inside(option).width()
        return QSize(0, height + sum(_height(option, each, width) for each in words.sentences(row)) + 2 * GAP)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw a row."""
        if painter is None:
            return
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text, option.icon = "", QIcon()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state = option.state & ~QStyle.StateFlag.State_Selected
        style = option.widget.style() if option.widget is not None else QApplication.style()
        assert style is not None
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setClipRect(option.rect)
        if is_selected:
            _mark(painter, option)
        _Line(painter, option).draw(index.data(ROW))
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The name's field lies over the name."""
        del index
        if editor is not None:
            inside = _inside(option)
            height = editor.sizeHint().height()
            editor.setGeometry(inside.left(), option.rect.top() + GAP // 2, inside.width(), height)


class _Line:
    """A row that is being drawn, line by line."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter, self._option = painter, option
        painter.setPen(option.palette.color(_group(option), QPalette.ColorRole.Text))
        self._rect = _inside(option)

    def draw(self, row: Row) -> None:
        """Draw all of it."""
        self._icon(words.state_icon(row), _icon_rect(self._option))
        bold = _bold(self._option.font)
        height = QFontMetrics(bold).height()
        top = QRect(self._rect.left(), self._rect.top(), self._rect.width(), height)
        name = words.shown(row.name)
        left = self._two(top, name, words.state(row), bold, Qt.TextElideMode.ElideRight)
        if row.favourite:
            side = height * 3 // 4
            self._icon("star-filled", QRect(left + GAP // 2, top.top() + (height - side) // 2, side, side))
        self._painter.setOpacity(FAINT)
        below = QRect(top)
        below.setHeight(self._option.fontMetrics.height())
        below.moveTop(top.bottom() + 1)
        for left_text, right_text in words.lines(row):
            self._two(below, left_text, right_text, self._option.font, Qt.TextElideMode.ElideMiddle)
            below.translate(0, below.height())
        for sentence in words.sentences(row):
            below.setHeight(_height(self._option, sentence, below.width()))
            self._text(below, sentence, flag=Qt.TextFlag.TextWordWrap)
            below.translate(0, below.height())

    def _two(self, rect: QRect, left: str, right: str, font: QFont, mode: Qt.TextElideMode) -> int:
        """Draw two texts on a line; where the left one ends."""
        metrics = QFontMetrics(self._option.font)
        most = int(rect.width() * (1 - LEAST_LEFT))
        width = min(metrics.horizontalAdvance(right) + 1, most) if right else 0
        self._painter.setFont(self._option.font)
        ending = QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        self._text(ending, metrics.elidedText(right, Qt.TextElideMode.ElideRight, width), end=True)
        beginning = QRect(rect.left(), rect.top(), rect.width() - (width + 4 * GAP if width else 0), rect.height())
        self._painter.setFont(font)
        metrics = QFontMetrics(font)
        said = metrics.elidedText(left, mode, beginning.width())
        self._text(beginning, said)
        return beginning.left() + metrics.horizontalAdvance(said)

    def _text(self, rect: QRect, text: str, *, end: bool = False, flag: Qt.TextFlag = ONE_LINE) -> None:
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        direction = self._option.direction
        flags = QStyle.visualAlignment(direction, side | Qt.AlignmentFlag.AlignVCenter) | flag
        self._painter.drawText(QStyle.visualRect(direction, self._option.rect, rect), int(flags), text)

    def _icon(self, name: str, rect: QRect) -> None:
        rect = QStyle.visualRect(self._option.direction, self._option.rect, rect)
        icon(name).paint(self._painter, rect)


def _mark(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Show that the row is selected: by a bar, and a tint on which small text is as easy to read as elsewhere."""
    colour = option.palette.color(_group(option), QPalette.ColorRole.Highlight)
    tint = QColor(colour)
    tint.setAlphaF(TINT)
    painter.fillRect(option.rect, tint)
    bar = QRect(option.rect.topLeft(), QSize(BAR, option.rect.height()))
    painter.fillRect(QStyle.visualRect(option.direction, option.rect, bar), colour)


def _group(option: QStyleOptionViewItem) -> QPalette.ColorGroup:
    is_active = bool(option.state & QStyle.StateFlag.State_Active)
    return QPalette.ColorGroup.Normal if is_active else QPalette.ColorGroup.Inactive


def _height(option: QStyleOptionViewItem, sentence: str, width: int) -> int:
    """Of a sentence that is broken into lines."""
    return option.fontMetrics.boundingRect(0, 0, width, HIGHEST, Qt.TextFlag.TextWordWrap, sentence).height()


def _icon_rect(option: QStyleOptionViewItem) -> QRect:
    side = option.fontMetrics.height() * 3 // 2
    return QRect(option.rect.left() + GAP, option.rect.top() + GAP, side, side)


def _inside(option: QStyleOptionViewItem) -> QRect:
    """Where the texts are."""
    left = _icon_rect(option).right() + GAP
    return QRect(left, option.rect.top() + GAP, option.rect.right() - GAP - left, option.rect.height() - 2 * GAP)


def _bold(font: QFont) -> QFont:
    font = QFont(font)
    font.setBold(True)
    return font
