"""A new passphrase: typed twice or made of random words, and how hard it is to guess."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from vault.crypto.secret import Secret
from vault.errors import VaultError
from vault.gui.look import GAP, icon
from vault.gui.tasks import Job
from vault.gui.widgets.advice import advice, guessing_time, strength_word
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.widgets.reveal import reveal
from vault.gui.widgets.suggestion import Suggestion, plain_label
from vault.gui.wire import Typed
from vault.options import NewPassphrase as Generated
from vault.options import PassphraseStrength

if TYPE_CHECKING:
    from vault.gui.app import App

SETTLED_MS = 200
"""How long nothing is typed before it is estimated."""
SCORES = 5


class StrengthMeter(QWidget):
    """How hard what is typed in a field is to guess: a word, a bar and what would be better."""

    estimated = pyqtSignal()

    def __init__(self, app: "App", edit: PassphraseEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._edit = app, edit
        self._job: Job | None = None
        self._is_stale = False
        self.is_very_weak = False
        self.word = plain_label(self)
        self.word.setWordWrap(False)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, SCORES)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Strength of the passphrase"))
        self.advice = plain_label(self)
        line = QHBoxLayout()
        line.addWidget(self.word)
        line.addWidget(self.bar, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.advice)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._estimate)
        edit.changed.connect(self._changed)
        self._clear()

    def _changed(self) -> None:
        self._is_stale = True
        if self._edit.is_empty():
            self._settled.stop()
            self._clear()
        else:
            self._settled.start()

    def _clear(self) -> None:
        self.word.setText(self.tr("Strength: –"))
        self.bar.setValue(0)
        self._tell(is_very_weak=False)
        self.bar.setAccessibleDescription("")
        self.advice.setText(self.tr("A few random words are easy to remember and hard to guess."))

    def _estimate(self) -> None:
        """Have it estimated, one at a time; what was typed meanwhile is estimated after it."""
        if self._job is not None or self._edit.is_empty() or self._edit.field.is_too_long():
            return
        self._is_stale = False
        with self._edit.secret() as secret:
            self._job = self._app.tasks.run(
                "passphrase_estimate", Typed(secret), then=self._show, failed=lambda _error: None
            )
        self._job.finished.connect(self._done)

    def _done(self) -> None:
        self._job = None
        if self._is_stale and not self._settled.isActive():
            self._estimate()

    def _show(self, strength: PassphraseStrength) -> None:
        if self._is_stale:
            return
        word = strength_word(strength.score)
        self.word.setText(self.tr("Strength: {word}").format(word=word))
        self.bar.setValue(strength.score + 1)
        self.bar.setAccessibleDescription(word)
        self.advice.setText(" ".join([guessing_time(strength), *advice(strength)]))
        self._tell(is_very_weak=strength.score == 0)

    def _tell(self, *, is_very_weak: bool) -> None:
        self.is_very_weak = is_very_weak
        self.estimated.emit()


class NewPassphrase(QWidget):
    """Two fields that have to agree, the strength, and random words on demand.

    ``changed`` is emitted after each change; ``submitted`` when Enter is pressed in the second field.
    """

    changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.first = PassphraseEdit(self.tr("New passphrase"), self)
        self.again = PassphraseEdit(self.tr("New passphrase, once more"), self)
        self.meter = StrengthMeter(app, self.first, self)
        self.anyway = QCheckBox(self.tr("Use it a&lthough it is very weak"), self)
        self.anyway.hide()
        self.generate = QPushButton(icon("dice"), self.tr("Su&ggest words"), self)
        self.generate.setAutoDefault(False)
        self.generate.setAccessibleDescription(self.tr("Makes a passphrase of random words and shows it."))
        self.suggestion = Suggestion(self)
        self.error = ErrorLine(self)
        form = Form()
        form.addRow(self.tr("&Passphrase:"), self.first)
        form.addRow(self.tr("&Once more:"), self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addWidget(self.meter)
        layout.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.generate, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.suggestion)
        self.setFocusProxy(self.first)
        self.first.changed.connect(self._changed)
        self.again.changed.connect(self._changed)
        self.meter.estimated.connect(self._estimated)
        self.anyway.toggled.connect(lambda _on: self.changed.emit())
        self.first.submitted.connect(self.again.setFocus)
        self.again.submitted.connect(self.submitted)
        self.generate.clicked.connect(self._generate)
        self.suggestion.taken.connect(self._take)

    @property
    def is_ready(self) -> bool:
        """Whether both fields hold the same passphrase, neither empty nor too long, and a very weak one is wanted."""
        if not self.anyway.isHidden() and not self.anyway.isChecked():
            return False
        return not self.first.is_empty() and not self.first.field.is_too_long() and self._agree()

    def is_empty(self) -> bool:
        """Whether nothing is typed in either field."""
        return self.first.is_empty() and self.again.is_empty()

    def secret(self) -> Secret:
        """What is typed; the caller wipes it."""
        return self.first.secret()

    def forget(self) -> None:
        """Clear the fields and the suggested words."""
        self.suggestion.forget()
        self.first.forget()
        self.again.forget()

    def _agree(self) -> bool:
        with self.first.secret() as first, self.again.secret() as again:
            return first == again

    def _changed(self) -> None:
        if self.first.field.is_too_long():
            self.error.say(self.tr("A passphrase has at most 512 bytes."))
        elif not self.again.is_empty() and not self._agree():
            self.error.say(self.tr("The two passphrases differ."), icon_name="info")
        else:
            self.error.clear()
        self.changed.emit()

    def _estimated(self) -> None:
        """Ask whether a passphrase that is guessed at once is to be taken."""
        is_asked = self.meter.is_very_weak
        if is_asked == self.anyway.isHidden():
            self.anyway.setChecked(False)
            self.anyway.setVisible(is_asked)
            self.changed.emit()

    def _generate(self) -> None:
        self.generate.setEnabled(False)
        self._app.tasks.run("passphrase_generate", then=self._suggest, failed=self._failed)

    def _suggest(self, made: Generated) -> None:
        self.generate.setEnabled(True)
        self._changed()
        self.suggestion.show_words(made)
        reveal(self.suggestion)

    def _failed(self, error: VaultError) -> None:
        self.generate.setEnabled(True)
        self.error.show_error(error)

    def _take(self) -> None:
        for edit in (self.first, self.again):
            edit.field.setText(self.suggestion.words())
        self.suggestion.was_taken()
