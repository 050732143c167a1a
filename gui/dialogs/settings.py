"""Settings: switches of the window, when volumes are closed by themselves, and who sees to that."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from vault.gui.dialogs.agent import AgentPage
from vault.gui.dialogs.policy import PolicyPage
from vault.gui.keys.base import plain_label
from vault.gui.look import GAP, MARGIN, NARROWEST
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.narrow import NarrowCheckBox

if TYPE_CHECKING:
    from vault.gui.app import App


class SettingsDialog(QDialog):
    """What is changed holds at once; there is nothing to confirm."""

    def __init__(self, app: "App") -> None:
        super().__init__()
        self._app = app
        self.setWindowTitle(self.tr("Settings"))
        self.switches: dict[str, QCheckBox] = {}
        self.policy = PolicyPage(app, self)
        self.agent = AgentPage(app, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(scrolled(self._general()), self.tr("&General"))
        self.tabs.addTab(scrolled(self.policy), self.tr("&Closing by itself"))
        self.tabs.addTab(scrolled(self.agent), self.tr("&Agent"))
        buttons = QDialogButtonBox(self)
        self.close_button = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        if self.close_button is not None:
            self.close_button.setAutoDefault(False)  # Enter in a field is not the end
        without_icons(buttons)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        app.settings.changed.connect(self._show_switches)
        self._show_switches()
        self.resize(NARROWEST + 80, 600)

    def done(self, result: int) -> None:
        """Give up what is only looked up."""
        self.policy.stop()
        self.agent.stop()
        super().done(result)

    def _general(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        for name, text, said in (
            (
                "tray",
                self.tr("Stay in the &panel"),
                self.tr("Closing the last window leaves an icon, where the desktop has a place for it."),
            ),
            (
                "notify",
                self.tr("&Notify me"),
                self.tr("Says that a volume was closed, or broke off, while no window is open."),
            ),
            (
                "open-folder",
                self.tr("&Open the folder"),
                self.tr("Shows the files of a volume in the file manager once it is mounted."),
            ),
            (
                "recents",
                self.tr("&Remember recent volumes"),
                self.tr("Without this the list is cleared, and volumes are listed only while they are open."),
            ),
        ):
            self._add_switch(layout, name, text, said)
        layout.addStretch(1)
        return page

    def _add_switch(self, layout: QVBoxLayout, name: str, text: str, said: str) -> None:
        box = NarrowCheckBox(text, self)
        box.setAccessibleDescription(said)
        box.toggled.connect(lambda on: self._turn(name, on))
        self.switches[name] = box
        below = plain_label(said, self)
        style = self.style()
        indicator = style.pixelMetric(style.PixelMetric.PM_IndicatorWidth) if style is not None else 0
        below.setContentsMargins(indicator + GAP, 0, 0, GAP)
        layout.addWidget(box)
        layout.addWidget(below)

    def _turn(self, name: str, on: bool) -> None:
        if self._app.settings.switch(name) != on:
            self._app.settings.set_switch(name, on)

    def _show_switches(self) -> None:
        for name, box in self.switches.items():
            box.setChecked(self._app.settings.switch(name))
