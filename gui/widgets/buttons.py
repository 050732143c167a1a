"""Buttons of dialogs, as the program has its own: an icon means something, and is not there for Cancel and Close."""

from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QDialogButtonBox, QMessageBox


def without_icons(box: QDialogButtonBox | QMessageBox) -> None:
    """Take away the icons that Qt's styles put on standard buttons, on some desktops in colours of long ago."""
    for button in box.buttons():
        if box.standardButton(button) != type(box).StandardButton.NoButton:
            button.setIcon(QIcon())
