"""Save the header in a file, and remove automatic backups of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, form_layout
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.header_words import kept_text
from vault.gui.keys.words import plain
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.paths import PathEdit
from vault.options.headers import HeaderBackup, KeptHeader

if TYPE_CHECKING:
    from vault.gui.app import App


class BackupDialog(KeyDialog):
    """Asks for a new file; a passphrase, if it is given, has to open what was saved."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Back up the header"))
        self.primary.setText(self.tr("&Back up"))
        self.intro.setText(
            self.tr(
                "If the header is damaged, nothing opens the volume any more but a backup of it. Keep the file away "
                "from the container. What opens the volume today opens the backup for ever, also "
                "after passphrases were changed."
            )
        )
        self.file = PathEdit(self.tr("New file"), "save")
        self.file.set_path(Path.home() / f"{subject.container.name}.header")
        form = form_layout()
        form.addRow(self.tr("New &file:"), self.file)
        self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=not subject.is_luks, parent=self)
        self.body.addLayout(form)
        self.body.addWidget(Fold(self.tr("Test a passphrase &on the backup"), self.present, self))
        self.file.changed.connect(self.refresh)
        self.asks(self.present)
        self.file.line.returnPressed.connect(self.submit)
        self.present.submitted.connect(self.submit)
        self.refresh()

    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.file.path() is not None

    def begin(self) -> None:
        """Save it."""
        where = (self.subject.container, self.file.path(), self.subject.header)
        said = self.tr("Saving the header…")
        if not self.present.is_ready:
            self.run(said, "header_backup", *where)
            return
        with self.present.source() as source:
            self.run(said, "header_backup", *where, self.present.opening(), source)

    def _did(self, done: HeaderBackup) -> None:
        said = self.tr("The header was saved in {file}, and read back.")
        if done.verified == "opened":
            said = self.tr("The header was saved in {file}, and the passphrase opens it.")
        self.finish(said.format(file=plain(str(done.file))))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("The passphrase does not open the header, and nothing was saved."))
            self.present.again()


class DropDialog(KeyDialog):
    """Asks before an automatic backup is overwritten and removed."""

    def __init__(self, app: "App", subject: Subject, kept: KeptHeader, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.kept = kept
        self.setWindowTitle(self.tr("Remove an automatic backup"))
        self.primary.setText(self.tr("&Remove"))
        said = self.tr("{backup}\nIt is overwritten and removed. What opened the volume then opens it no more with it.")
        self.intro.setText(said.format(backup=kept_text(kept)))
        self.be_careful()
        self.refresh()

    def begin(self) -> None:
        """Remove it."""
        where = (str(self.kept.file), self.subject.container, self.subject.header)
        self.run(self.tr("Removing it…"), "header_backups_remove", *where)

    def _did(self, _removed: list[KeptHeader]) -> None:
        self.finish(self.tr("The automatic backup was removed."))
