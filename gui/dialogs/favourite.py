"""How a favourite is mounted: the options that the unlock dialog is filled in with."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from vault.gui.favourites import Favourite
from vault.gui.listing.words import shown
from vault.gui.look import GAP, MARGIN, NARROWEST
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.heading import Heading
from vault.gui.widgets.open_options import OpenOptionsForm
from vault.options import Inspection, OpenOptions

if TYPE_CHECKING:
    from vault.gui.app import App


class FavouriteDialog(QDialog):
    """The options of one favourite; nothing is asked for that opens the volume."""

    def __init__(self, app: "App", favourite: Favourite) -> None:
        super().__init__()
        self._app, self._favourite = app, favourite
        self.setWindowTitle(self.tr("Options of {name}").format(name=shown(favourite.shown_name)))
        self.heading = Heading("star", self)
        self.heading.say(
            favourite.shown_name, str(favourite.container.parent), self.tr("It is mounted like this from now on.")
        )
        self.options = OpenOptionsForm(of_secrets=False)
        self.options.fill(favourite.request)
        self.buttons = QDialogButtonBox(self)
        self.save = self.buttons.addButton(QDialogButtonBox.StandardButton.Save)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        without_icons(self.buttons)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.heading)
        layout.addWidget(scrolled(self.options), 1)
        layout.addWidget(self.buttons)
        self.resize(NARROWEST, self.sizeHint().height())
        request = favourite.request
        opening = OpenOptions(format=request.opening.format)
        self._job = app.tasks.run("inspect", request.container, request.header, opening, then=self._found)

    def done(self, result: int) -> None:
        """Give up what is only looked up."""
        if self._job.is_running:
            self._job.cancel()
        super().done(result)

    def _found(self, found: Inspection) -> None:
        self.options.show_format(found.format)

    def _save(self) -> None:
        request = self.options.request(self._favourite.container)
        now = self._app.favourites.find(self._favourite.container) or self._favourite
        id_ = now.id if request.header == now.header else ""  # the header is what has one
        self._app.favourites.add(replace(now, request=request, id=id_))
        self.accept()
