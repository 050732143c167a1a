"""Buttons whose text is cut short where there is no room for it, so that they fit into a narrow window."""

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

LEAST = 16
"""Letters of the text that are seen at the least."""


class NarrowToolButton(QToolButton):
    """A tool button; the tooltip has the text where that is cut."""

    _is_measured = False
    """Qt asks what would be drawn, to know how large that is."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as that."""
        return _narrow(self, self._whole())

    def initStyleOption(self, option: QStyleOptionToolButton | None) -> None:
        """Draw what there is room for."""
        super().initStyleOption(option)
        if option is not None and not self._is_measured:
            option.text = _cut(self, self._whole())

    def event(self, event: QEvent | None) -> bool:
        """Tell what is cut."""
        if event is not None and event.type() == QEvent.Type.Resize:
            _tell(self, self._whole())
        return super().event(event)

    def _whole(self) -> QSize:
        self._is_measured = True
        try:
            return super().minimumSizeHint()
        finally:
            self._is_measured = False


class NarrowCheckBox(QCheckBox):
    """A check box; the tooltip has the text where that is cut."""

    _is_measured = False

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """As narrow as that."""
        return _narrow(self, self._whole())

    def initStyleOption(self, option: QStyleOptionButton | None) -> None:
        """Draw what there is room for."""
        super().initStyleOption(option)
        if option is not None and not self._is_measured:
            option.text = _cut(self, self._whole())

    def event(self, event: QEvent | None) -> bool:
        """Tell what is cut."""
        if event is not None and event.type() == QEvent.Type.Resize:
            _tell(self, self._whole())
        return super().event(event)

    def _whole(self) -> QSize:
        self._is_measured = True
        try:
            return super().minimumSizeHint()
        finally:
            self._is_measured = False


def _narrow(button: QAbstractButton, whole: QSize) -> QSize:
    """The size with only some of its text."""
    metrics = button.fontMetrics()
    spared = metrics.horizontalAdvance(_plain(button)) - LEAST * metrics.averageCharWidth()
    return QSize(whole.width() - max(0, spared), whole.height())


def _cut(button: QAbstractButton, whole: QSize) -> str:
    """The text, without its end if the button is narrower than the whole needs."""
    missing = whole.width() - button.width()
    if missing <= 0:
        return button.text()
    metrics = button.fontMetrics()
    room = metrics.horizontalAdvance(_plain(button)) - missing
    return metrics.elidedText(button.text(), Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic)


def _tell(button: QAbstractButton, whole: QSize) -> None:
    button.setToolTip(tip(_plain(button)) if button.width() < whole.width() else "")


def _plain(button: QAbstractButton) -> str:
    """The text without the mark of its mnemonic."""
    return button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
