"""What opens the volume now: a passphrase or a key file, and for VeraCrypt what goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from vault.gui.keys.base import form_layout
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.keyfiles import KeyfileList
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.widgets.paths import PathEdit
from vault.gui.wire import Typed
from vault.options.credentials import KeyFile, OpenOptions

PRFS = (
    ("SHA-512", "sha512"),
    ("SHA-256", "sha256"),
    ("BLAKE2s-256", "blake2s"),
    ("Whirlpool", "whirlpool"),
    ("Streebog", "streebog"),
    ("Argon2id", "argon2id"),
)
"""Names, and what the engine calls them."""
MOST_PIM = 2**31 - 1


class VeraCryptParts(QWidget):
    """PIM, PRF and keyfiles; ``free`` is what it says where no PRF is chosen, ``are_new`` that they are to be."""

    changed = pyqtSignal()

    def __init__(self, free: str, parent: QWidget | None = None, *, are_new: bool = False) -> None:
        super().__init__(parent)
        self.pim = QSpinBox(self)
        self.pim.setRange(0, MOST_PIM)
        self.pim.setSpecialValueText(self.tr("Default"))
        self.prf = QComboBox(self)
        self.prf.addItem(free, None)
        for name, value in PRFS:
            self.prf.addItem(name, value)
        self.keyfiles = KeyfileList(self.tr("Key files"), self)
        self.keyfiles.changed.connect(self.changed)
        form = form_layout(self)
        form.addRow(self.tr("New PI&M:") if are_new else self.tr("P&IM:"), self.pim)
        form.addRow(self.tr("New key d&erivation:") if are_new else self.tr("&Key derivation:"), self.prf)
        form.addRow(self.tr("New key file&s:") if are_new else self.tr("Ke&y files:"), self.keyfiles)

    def opening(self) -> OpenOptions:
        """What is chosen."""
        return OpenOptions(
            pim=self.pim.value() or None, prf=self.prf.currentData(), keyfiles=self.keyfiles.paths(), remember=True
        )


class PresentCredential(QWidget):
    """A field for the passphrase, with a key file or, ``veracrypt``, its PIM, PRF and keyfiles folded away."""

    changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, label: str, *, veracrypt: bool = False, parent: QWidget | None = None) -> None:
        """``label`` names the passphrase that is meant, with its mnemonic."""
        super().__init__(parent)
        self.edit = PassphraseEdit(label.replace("&", "").rstrip(":"), self)
        self.edit.changed.connect(self.changed)
        self.edit.submitted.connect(self.submitted)
        form = form_layout()
        form.addRow(label, self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        self.parts: VeraCryptParts | None = None
        self.file: PathEdit | None = None
        inside: QWidget
        if veracrypt:
            inside = self.parts = VeraCryptParts(self.tr("Find out"))
            self.parts.changed.connect(self.changed)
            title = self.tr("PIM, key &derivation and key files")
        else:
            inside = self.file = PathEdit(self.tr("Key file"))
            self.file.changed.connect(self._file_changed)
            title = self.tr("Use a ke&y file instead")
        self.fold = Fold(title, inside, self)
        layout.addWidget(self.fold)
        self.setFocusProxy(self.edit)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to try."""
        if self.parts is not None and self.parts.keyfiles.paths():
            return not self.edit.field.is_too_long()
        return self._path() is not None or not (self.edit.is_empty() or self.edit.field.is_too_long())

    @contextmanager
    def source(self) -> Iterator[Typed | KeyFile]:
        """What a use case takes; what was typed is wiped at the end."""
        path = self._path()
        if path is not None:
            yield KeyFile(path)
            return
        with self.edit.secret() as secret:
            yield Typed(secret)

    def opening(self) -> OpenOptions:
        """What goes with it."""
        return self.parts.opening() if self.parts is not None else OpenOptions()

    def forget(self) -> None:
        """Clear the passphrase."""
        self.edit.forget()

    def again(self) -> None:
        """Let what was wrong be typed over."""
        self.edit.setFocus()
        self.edit.field.selectAll()

    def _path(self) -> Path | None:
        return self.file.path() if self.file is not None else None

    def _file_changed(self) -> None:
        self.edit.setEnabled(self._path() is None)
        self.changed.emit()
