"""What a new keyslot is to cost whoever guesses."""

from typing import Any

from PyQt6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from vault.gui.keys.base import form_layout

USUAL_S = 2.0
MOST_MIB = 4 * 1024
USUAL_MIB = 1024


class CostEdit(QWidget):
    """KDF, time and memory; ``pbkdf2_only`` is for LUKS1. With a ``form`` they are rows of that."""

    def __init__(
        self, *, pbkdf2_only: bool = False, form: QFormLayout | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kdf = QComboBox(self)
        if not pbkdf2_only:
            self.kdf.addItem(self.tr("Argon2id (recommended)"), "argon2id")
            self.kdf.addItem(self.tr("Argon2i"), "argon2i")
        self.kdf.addItem(self.tr("PBKDF2 (no memory needed)"), "pbkdf2")
        self.time = QDoubleSpinBox(self)
        self.time.setRange(0.1, 60.0)
        self.time.setSingleStep(0.5)
        self.time.setDecimals(1)
        self.time.setValue(USUAL_S)
        self.time.setSuffix(self.tr(" s"))
        self.memory = QSpinBox(self)
        self.memory.setRange(1, MOST_MIB)
        self.memory.setSingleStep(128)
        self.memory.setValue(USUAL_MIB)
        self.memory.setPrefix(self.tr("at most "))
        self.memory.setSuffix(self.tr(" MiB"))
        if form is None:
            form = form_layout(self)
        else:
            self.hide()
        form.addRow(self.tr("Key deri&vation:"), self.kdf)
        form.addRow(self.tr("T&ime on this computer:"), self.time)
        form.addRow(self.tr("M&emory:"), self.memory)
        self.kdf.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def chosen(self) -> dict[str, Any]:
        """It as members of a ``KeyslotChange``."""
        found: dict[str, Any] = {"pbkdf": self.kdf.currentData(), "iter_time_ms": round(self.time.value() * 1000)}
        if self.kdf.currentData() != "pbkdf2":
            found["pbkdf_memory_kib"] = self.memory.value() * 1024
        return found

    def _show(self) -> None:
        self.memory.setEnabled(self.kdf.currentData() != "pbkdf2")
