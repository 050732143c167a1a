"""The last pages: what will be made, in one sentence, and what can be done with it once it is there."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton

from vault.gui.create.draft import Draft
from vault.gui.create.filesystem import not_mountable_text
from vault.gui.create.page import Page
from vault.gui.look import GAP, icon
from vault.gui.widgets.flow import flow
from vault.gui.widgets.outside import breakable, show, visible
from vault.gui.widgets.sizes import exact_text
from vault.options import CreateResult, filesystem_name

if TYPE_CHECKING:
    from vault.gui.app import App


class SummaryPage(Page):
    """One sentence, and the way to the advanced settings."""

    wants_advanced = pyqtSignal()

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("This will be made")
        self.sentence = self.add_text()
        self.lost = self.add_text()
        self.how = self.add_text()
        self.advanced = QPushButton(icon("settings"), self.tr("&Advanced settings…"), self)
        self.advanced.setAutoDefault(False)
        self.advanced.clicked.connect(self.wants_advanced)
        self.column.addWidget(flow(self.advanced))
        self.column.addSpacing(GAP)
        self.finish()

    def arrive(self, draft: Draft) -> None:
        """Say what will be made."""
        show(self.sentence, self._sentence(draft))
        is_lost = draft.overwrite and draft.kind != "hidden"
        self.lost.setText(self.tr("What is there now will be lost."))
        self.lost.setVisible(is_lost)
        show(self.how, self._how(draft))

    def _sentence(self, draft: Draft) -> str:
        where = breakable(_short(draft.container))
        inside = self._inside(draft)
        opened = self._opened(draft)
        place = draft.place
        size = exact_text(draft.size if draft.size is not None else (place.size or 0) if place is not None else 0)
        if draft.kind == "hidden":
            return self.tr("A hidden volume of {size} will be made in {where}, {inside}, opened by {opened}.").format(
                size=size, where=where, inside=inside, opened=opened
            )
        if draft.is_veracrypt:
            text = self.tr("A VeraCrypt container of {size} will be made at {where}, {inside}, opened by {opened}.")
        else:
            text = self.tr("A LUKS2 container of {size} will be made at {where}, {inside}, opened by {opened}.")
        return text.format(size=size, where=where, inside=inside, opened=opened)

    def _inside(self, draft: Draft) -> str:
        if draft.filesystem is None:
            return self.tr("with nothing in it")
        return self.tr("with {filesystem} in it").format(filesystem=filesystem_name(draft.filesystem))

    def _opened(self, draft: Draft) -> str:
        if draft.key_file is not None:
            return self.tr("the key file {name}").format(name=visible(draft.key_file.name))
        if draft.keyfiles:
            return self.tr("your passphrase and key files")
        return self.tr("your passphrase")

    def _how(self, draft: Draft) -> str:
        said = _warning(draft)
        if draft.is_veracrypt and not draft.advanced.quick:
            said.append(self.tr("It is filled with random data first, which takes a while."))
        elif draft.is_veracrypt:
            said.append(self.tr("It is not filled with random data, and shows how much of it is used."))
        elif draft.sparse:
            said.append(self.tr("The file takes disk space only as it is used."))
        if draft.advanced.header is not None:
            header = breakable(_short(draft.advanced.header))
            said.append(
                self.tr("Its header will be apart, in {header}; without that nothing opens it.").format(header=header)
            )
        said.append(self.tr("If what opens it is lost or forgotten, all that is in it is lost."))
        return "\n".join(said)


class DonePage(Page):
    """What was made, and what to do next."""

    wants_mount = pyqtSignal()

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("The volume is ready")
        self._draft = Draft()
        self.made = self.add_text()
        self.advice = self.add_text()
        self.mount = QPushButton(icon("unlock"), self.tr("&Mount it now"), self)
        self.mount.clicked.connect(self.wants_mount)
        self.keys = QPushButton(icon("key"), self.tr("Backup and &recovery key…"), self)
        self.keys.setAutoDefault(False)
        self.keys.clicked.connect(self._open_keys)
        self.column.addWidget(flow(self.mount, self.keys))
        self.finish()

    def show_result(self, draft: Draft, made: CreateResult, warnings: list[str]) -> None:
        """Tell of what was made."""
        self._draft = draft
        text = self.tr("{where} has room for {size}.")
        show(self.made, text.format(where=breakable(_short(made.container)), size=exact_text(made.volume_size)))
        if draft.kind == "hidden":
            advice = [
                self.tr(
                    "From now on, mount the volume around it with protection of the hidden one,"
                    " or read-only. Else it may be overwritten."
                )
            ]
        else:
            advice = [self.tr("A backup of the header saves the volume when its beginning is damaged."), *warnings]
        self.advice.setText("\n".join(_warning(draft) + advice))
        self.mount.setVisible(draft.can_be_mounted)
        self.keys.setText(self.tr("Header &backup…") if draft.is_veracrypt else self.tr("Backup and &recovery key…"))

    def _open_keys(self) -> None:
        assert self._draft.container is not None
        self.app.keys(self._draft.container, self._draft.advanced.header)


def _warning(draft: Draft) -> list[str]:
    """That it cannot be mounted here, if it has what could be mounted."""
    if draft.filesystem is None or draft.is_mountable:
        return []
    return [not_mountable_text(draft.filesystem)]


def _short(path: Path | None) -> str:
    """A path, with ``~`` for the home folder."""
    home = Path.home()
    if path is not None and path.is_relative_to(home):
        return f"~/{path.relative_to(home)}"
    return str(path)
