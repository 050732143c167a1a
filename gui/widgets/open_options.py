"""How a volume is opened and mounted, where it is not as for most: what the unlock dialog has folded away."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from vault.gui.look import GAP
from vault.gui.text import format_text
from vault.gui.widgets.forms import Form, NumberEdit, choice, choose
from vault.gui.widgets.keyfiles import KeyfileList
from vault.gui.widgets.paths import PathEdit
from vault.gui.widgets.protection import ProtectionForm
from vault.options import KeyFile, MountRequest, Remember

FORMATS = ("luks2", "luks1", "veracrypt", "truecrypt", "bitlocker", "fvault2", "freeotfe")
"""Formats that can be chosen. A plain volume needs more than a window asks for."""
HIDING = ("veracrypt", "truecrypt")
WITH_KEYSLOTS = ("luks2", "luks1")
TEN_MINUTES = 600
ATTACH_WAYS = ("devmapper", "udisks", "helper", "fusefile")
MOUNT_WAYS = ("kernel", "udisks", "helper", "userspace")


class OpenOptionsForm(QWidget):
    """``fill`` shows what a request says, ``request`` is what is shown; without ``of_secrets`` nothing opens a volume.

    ``changed`` is emitted after each change, ``changed_way`` after those that may change how it is mounted, and
    ``changed_header`` after those that may change what it is taken for.
    """

    changed = pyqtSignal()
    changed_way = pyqtSignal()
    changed_header = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, *, of_secrets: bool = True) -> None:
        super().__init__(parent)
        self._of_secrets = of_secrets
        self._from = MountRequest(Path())
        self._found: str | None = None
        """The format that was found, empty where none was; None as long as nobody has looked."""
        self._form = Form()
        self._of_credential()
        self._of_volume()
        self._of_mount()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._form)
        layout.addStretch(1)
        self._connect()
        self._look()

    def fill(self, request: MountRequest) -> None:
        """Show how this request opens and mounts, and nothing of what was shown before.

        What has no field here is kept as it is. Only ``changed`` is emitted.
        """
        self._from, self._found = request, None
        opening = request.opening
        with QSignalBlocker(self):
            choose(self.format, opening.format)
            self.key_path.set_path(None)
            self.keyfiles.set_paths(opening.keyfiles)
            self.pim.set_number(opening.pim)
            self.hidden.setChecked(opening.hidden)
            self.backup_header.setChecked(opening.backup_header)
            self.protection.reset()
            self.header.set_path(request.header)
            self.read_only.setChecked(request.read_only)
            self.mount_point.set_path(request.mount_point)
            choose(self.attach_way, request.attach_way)
            choose(self.mount_way, request.mount_way)
            choose(self.remember, request.remember)
        self._look()

    def request(self, container: Path, stack: ExitStack | None = None) -> MountRequest:
        """What the engine is asked for. The stack wipes the passphrase of the hidden volume, left out without it."""
        hiding = self._hides()
        opening = replace(
            self._from.opening,
            format=self.format.currentData(),
            keyfiles=self.keyfiles.paths() if hiding else (),
            pim=self.pim.number() if hiding else None,
            hidden=self.hidden.isChecked() and hiding,
            backup_header=self.backup_header.isChecked() and hiding,
        )
        return replace(
            self._from,
            container=container,
            header=self.header.path(),
            read_only=self.read_only.isChecked(),
            mount_point=self.mount_point.path(),
            attach_way=self.attach_way.currentData(),
            mount_way=self.mount_way.currentData(),
            opening=opening,
            protect=self.protection.protection(stack) if stack is not None and hiding else None,
            remember=self.remember.currentData(),
        )

    def key_file(self) -> KeyFile | None:
        """The key file that takes the place of the passphrase, if one is named."""
        path = self.key_path.path() if self._shown_format() in WITH_KEYSLOTS else None
        return None if path is None else KeyFile(path)

    def needs_passphrase(self) -> bool:
        """Whether nothing here can do without one."""
        return self.key_file() is None and not (self._hides() and self.keyfiles.paths())

    def is_complete(self) -> bool:
        """Whether nothing is missing of what was begun here."""
        return not self._hides() or self.protection.is_complete()

    def forget(self) -> None:
        """Clear what is secret."""
        self.protection.forget()

    def show_format(self, found: str) -> None:
        """Show what the format that was found has; nothing is found in what shows none, as VeraCrypt's."""
        self._found = found
        self._look()

    def _of_credential(self) -> None:
        self.key_path = PathEdit(self.tr("Key file"))
        self.keyfiles = KeyfileList(self.tr("Key files"))
        self.pim = NumberEdit()
        self.remember = choice(
            [
                (self.tr("Nothing"), None),
                (self.tr("The passphrase for 10 minutes"), Remember("session", TEN_MINUTES)),
                (self.tr("The passphrase until I log out"), Remember("session")),
                (self.tr("A key in the desktop's keyring"), Remember("keyring")),
            ]
        )
        self.remember.setToolTip(self.tr("What is remembered for a time is forgotten when the screen is locked, too."))
        self._form.addRow(self.tr("&Key file instead of the passphrase:"), self.key_path)
        self._form.addRow(self.tr("&Key files:"), self.keyfiles)
        self._form.addRow(self.tr("P&IM:"), self.pim)
        self._form.addRow(self.tr("R&emember:"), self.remember)

    def _of_volume(self) -> None:
        named = [(format_text(name), name) for name in FORMATS]
        self.format = choice([(self.tr("As the container shows"), None), *named])
        self.header = PathEdit(self.tr("File with the header"))
        self.hidden = QCheckBox(self.tr("Open on&ly the hidden volume"))
        self.backup_header = QCheckBox(self.tr("Use the &backup of the header"))
        self.protection = ProtectionForm()
        self._form.addRow(self.tr("&Format:"), self.format)
        self._form.addRow(self.tr("&Header in another file:"), self.header)
        for row in (self.hidden, self.backup_header, self.protection):
            self._form.addRow(row)

    def _of_mount(self) -> None:
        self.read_only = QCheckBox(self.tr("&Read-only"))
        self.mount_point = PathEdit(self.tr("Folder to mount on"), "folder")
        self.mount_point.line.setPlaceholderText(self.tr("A new one in “Vaults”"))
        self.attach_way = choice([(self.tr("The best one"), None), *self._ways(ATTACH_WAYS)])
        self.mount_way = choice([(self.tr("The best one"), None), *self._ways(MOUNT_WAYS)])
        self._form.addRow(self.read_only)
        self._form.addRow(self.tr("Mo&unt on:"), self.mount_point)
        self.made = QLabel(self.tr("If there is no such folder, it is made, and removed after the dismount."))
        self.made.setWordWrap(True)
        self._form.addRow(self.made)
        self._form.addRow(self.tr("&Decrypt with:"), self.attach_way)
        self._form.addRow(self.tr("Mount &with:"), self.mount_way)

    def _ways(self, names: tuple[str, ...]) -> list[tuple[str, object]]:
        texts = {
            "devmapper": self.tr("The kernel (dm-crypt)"),
            "kernel": self.tr("The kernel"),
            "udisks": self.tr("The desktop (udisks)"),
            "helper": self.tr("The helper of vault"),
            "fusefile": self.tr("FUSE"),
            "userspace": self.tr("FUSE"),
        }
        return [(texts[name], name) for name in names]

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._look)
        for lines in (self.key_path, self.keyfiles, self.header, self.protection):
            lines.changed.connect(self.changed)
        self.read_only.toggled.connect(self._look)
        self.mount_point.changed.connect(self._look)
        for way in (self.attach_way, self.mount_way):
            way.currentIndexChanged.connect(self.changed_way)
        self.read_only.toggled.connect(self.changed_way)
        self.mount_point.line.editingFinished.connect(self.changed_way)
        self.header.line.editingFinished.connect(self.changed_header)
        self.format.currentIndexChanged.connect(self.changed_header)

    def _shown_format(self) -> str:
        return self.format.currentData() or self._found or ""

    def _hides(self) -> bool:
        """Whether it may be a format that has keyfiles, PIMs and hidden volumes."""
        return self._shown_format() in ("", *HIDING)

    def _look(self) -> None:
        """Show the rows that mean something for the format."""
        luks = self._shown_format() in WITH_KEYSLOTS
        self._form.show_row(self.key_path, luks and self._of_secrets)
        for row in (self.keyfiles, self.pim, self.hidden, self.backup_header):
            self._form.show_row(row, self._hides())
        self._form.show_row(self.protection, self._hides() and self._of_secrets)
        self._form.show_row(self.made, self.mount_point.path() is not None)
        may_be_luks2 = self._shown_format() == "luks2" or (self._shown_format() == "" and self._found is None)
        keyring = may_be_luks2 and not self.read_only.isChecked()
        _enable(self.remember, Remember("keyring"), keyring)
        self.changed.emit()


def _enable(box: QComboBox, value: object, enabled: bool) -> None:
    """Let this entry be chosen, or not: then another one is, if it was."""
    model = box.model()
    for row in range(box.count()):
        if box.itemData(row) == value and model is not None:
            item = model.item(row)  # type: ignore[attr-defined] # a QStandardItemModel
            item.setEnabled(enabled)
            if not enabled and box.currentIndex() == row:
                box.setCurrentIndex(0)
