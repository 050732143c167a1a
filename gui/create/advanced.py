"""The page for what most people leave as it is."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from vault.gui.create.draft import Advanced, Draft
from vault.gui.create.page import Page
from vault.gui.keys.cost import CostEdit
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form, choice
from vault.gui.widgets.paths import PathEdit

if TYPE_CHECKING:
    from vault.gui.app import App

LUKS_CIPHERS = (
    ("AES-XTS, 512 bit", ("aes-xts-plain64", 512)),
    ("AES-XTS, 256 bit", ("aes-xts-plain64", 256)),
    ("Serpent-XTS, 512 bit", ("serpent-xts-plain64", 512)),
    ("Twofish-XTS, 512 bit", ("twofish-xts-plain64", 512)),
    ("Camellia-XTS, 512 bit", ("camellia-xts-plain64", 512)),
)
VERACRYPT_CIPHERS = (
    ("AES", "aes"),
    ("Serpent", "serpent"),
    ("Twofish", "twofish"),
    ("Camellia", "camellia"),
    ("Kuznyechik", "kuznyechik"),
    ("AES(Twofish)", "aes-twofish"),
    ("AES(Twofish(Serpent))", "aes-twofish-serpent"),
    ("Serpent(AES)", "serpent-aes"),
    ("Serpent(Twofish(AES))", "serpent-twofish-aes"),
    ("Twofish(Serpent)", "twofish-serpent"),
)
PRFS = (
    ("SHA-512", "sha512"),
    ("SHA-256", "sha256"),
    ("BLAKE2s", "blake2s"),
    ("Whirlpool", "whirlpool"),
    ("Streebog", "streebog"),
    ("Argon2id", "argon2id"),
)
SECTORS = (512, 1024, 2048, 4096)


class AdvancedPage(Page):
    """Cipher, sector size, key derivation; a detached header for LUKS2, quick formatting for VeraCrypt."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("Advanced settings")
        self._kind = "luks2"
        self._luks()
        self._veracrypt()
        self.column.addWidget(self.luks)
        self.column.addWidget(self.veracrypt)
        self.problem = ErrorLine(self)
        self.column.addWidget(self.problem)
        self.setFocusProxy(self.cipher)
        self.finish()

    def _luks(self) -> None:
        self.luks = QWidget(self)
        form = Form(self.luks)
        self.cipher = choice([(text, value) for text, value in LUKS_CIPHERS], self.luks)
        sizes: list[tuple[str, object]] = [(self.tr("Chosen by vault"), None)]
        sizes += [(self.tr("{size} bytes").format(size=size), size) for size in SECTORS]
        self.sector_size = choice(sizes, self.luks)
        form.addRow(self.tr("&Cipher and key:"), self.cipher)
        form.addRow(self.tr("&Sector size:"), self.sector_size)
        self.cost = CostEdit(form=form, parent=self.luks)
        self.header = PathEdit(self.tr("Separate header file"), "save", parent=self.luks)
        self.header.line.setPlaceholderText(self.tr("None: the header is in the container"))
        form.addRow(self.tr("Separate &header:"), self.header)
        self.header.changed.connect(self._judge)
        cost = (self.cost.kdf, self.cost.time, self.cost.memory)
        for before, after in pairwise((self.cipher, self.sector_size, *cost, self.header.line, self.header.button)):
            self.setTabOrder(before, after)

    def _veracrypt(self) -> None:
        self.veracrypt = QWidget(self)
        form = Form(self.veracrypt)
        self.chain = choice([(text, value) for text, value in VERACRYPT_CIPHERS], self.veracrypt)
        self.prf = choice([(text, value) for text, value in PRFS], self.veracrypt)
        self.quick = QCheckBox(self.tr("&Quick, without random data"), self.veracrypt)
        form.addRow(self.tr("&Ciphers:"), self.chain)
        form.addRow(self.tr("Key &derivation:"), self.prf)
        self.quick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        form.addRow(self.quick)
        self.consequence = self.add_text()
        form.addRow(self.consequence)

    def arrive(self, draft: Draft) -> None:
        """Offer what the format knows."""
        self._kind = draft.kind
        self.luks.setVisible(not draft.is_veracrypt)
        self.veracrypt.setVisible(draft.is_veracrypt)
        self.consequence.setText(
            self.tr("What was written to the volume around it before may still be read from it.")
            if draft.kind == "hidden"
            else self.tr(
                "A quickly made volume shows how much of it is used, and what was in the place before."
                " It can hide no other volume."
            )
        )
        self.setFocusProxy(self.chain if draft.is_veracrypt else self.cipher)

    def _judge(self) -> None:
        """Say what is missing of the header's path."""
        if self.is_ready():
            self.problem.clear()
        else:
            self.problem.say(
                self.tr("Give the name with its folder, such as /home/me/secret.header."), icon_name="info"
            )
        self.changed.emit()

    def is_ready(self) -> bool:
        """Whether a header that is named has a whole path."""
        header = self.header.path()
        return self._kind != "luks2" or header is None or header.is_absolute()

    def apply(self, draft: Draft) -> Draft:
        """The draft, made this way."""
        if draft.is_veracrypt:
            chosen = Advanced(cipher=self.chain.currentData(), prf=self.prf.currentData(), quick=self.quick.isChecked())
        else:
            cipher, key_size = self.cipher.currentData()
            chosen = Advanced(
                cipher=cipher,
                key_size=key_size,
                sector_size=self.sector_size.currentData(),
                header=self.header.path(),
                **self.cost.chosen(),
            )
        return replace(draft, advanced=chosen)
