"""The order in which the keyboard comes to what is in a window."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget


def put_last(window: QWidget, *buttons: QWidget) -> None:
    """Have the keyboard come to these after all the rest, whatever was made before them or later."""
    last = window.previousInFocusChain()
    while last is not None and (last in buttons or last.focusPolicy() == Qt.FocusPolicy.NoFocus):
        last = last.previousInFocusChain()
    for button in buttons:
        QWidget.setTabOrder(last, button)
        last = button
