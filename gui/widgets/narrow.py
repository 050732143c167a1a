"""Buttons whose text is cut short where there is no room for it, so that they fit into a narrow window."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QSizePolicy,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from vault.gui.widgets.outside import tip

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes are no bases beside one another

LEAST = 16
"""Letters of the text that are seen at the least."""


class _Narrow(_Button):
    """A button that is as narrow as may be; the tooltip has the text where that is cut."""

    _is_measured = False
    """Qt asks what would be drawn, to know how large that is."""

    def minimumSizeHint(self) -> QSize:
        """The size with only some of its text."""
        metrics, whole = self.fontMetrics(), self._whole()
        spared = metrics.horizontalAdvance(self._plain()) - LEAST * metrics.averageCharWidth()
        return QSize(whole.width() - max(0, spared), whole.height())

    def event(self, event: QEvent | None) -> bool:
        """Tell what is cut."""
        if event is not None and event.type() == QEvent.Type.Resize:
            self.setToolTip(tip(self._plain()) if self.width() < self._whole().width() else "")
        return super().event(event)

    def seen(self) -> str:
        """The text, without its end if the button is narrower than the whole needs."""
        missing = 0 if self._is_measured else self._whole().width() - self.width()
        if missing <= 0:
            return self.text()
        metrics = self.fontMetrics()
        room = metrics.horizontalAdvance(self._plain()) - missing
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic)

    def _whole(self) -> QSize:
        """The size with all of its text."""
        self._is_measured = True
        try:
            return super().minimumSizeHint()
        finally:
            self._is_measured = False

    def _plain(self) -> str:
        """The text without the mark of its mnemonic."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


class NarrowToolButton(_Narrow, QToolButton):
    """A tool button."""

    def initStyleOption(self, option: QStyleOptionToolButton | None) -> None:
        """Draw what there is room for."""
        super().initStyleOption(option)
        if option is not None:
            option.text = self.seen()


class NarrowCheckBox(_Narrow, QCheckBox):
    """A check box."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def initStyleOption(self, option: QStyleOptionButton | None) -> None:
        """Draw what there is room for."""
        super().initStyleOption(option)
        if option is not None:
            option.text = self.seen()
