"""A button for an action, with the action's mnemonic, which Qt's own tool buttons leave out."""

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QPushButton, QWidget


class ActionButton(QPushButton):
    """Shown, enabled, checked and named as its action is; a click triggers that."""

    def __init__(self, action: QAction, parent: QWidget | None = None, *, with_text: bool = True) -> None:
        super().__init__(parent)
        self._action, self._with_text = action, with_text
        self.setAutoDefault(False)
        height = self.fontMetrics().height()
        self.setIconSize(QSize(height, height))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        name = action.iconText()
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        if self._with_text:
            self.setText(action.text())
        self.setAccessibleName(name)
        self.setIcon(action.icon())
        self.setToolTip(f"{name} ({keys})" if keys else name)
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.setVisible(action.isVisible())
