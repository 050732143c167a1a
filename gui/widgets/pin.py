"""The question for the PIN of a security key, which comes up while a job runs."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from vault.gui.look import GAP
from vault.gui.tasks import Job
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form
from vault.gui.widgets.outside import SHORT, cut
from vault.gui.widgets.passphrase import PassphraseEdit

LEAST = 4
"""Letters that every PIN has: with fewer a try would be lost for nothing."""
FEW = 3
"""Tries left of which a user is told before anything is wrong."""


class PinQuestion(QWidget):
    """Asks as long as the job that it follows waits for an answer; hidden at other times.

    ``changed`` is emitted when it begins and ends to ask, and for all that is typed.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._told: list[str] = []
        self._last: tuple[str, int | None, int] | None = None
        """The key whose PIN was asked for last, the tries that it had left, and how much was told by then."""
        self.is_asking = False
        self.line = ErrorLine(self)
        self.edit = PassphraseEdit(self.tr("PIN of the security key"), self, is_pin=True)
        form = Form()
        form.addRow(self.tr("PI&N:"), self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.line)
        layout.addLayout(form)
        self.setFocusProxy(self.edit)
        self.edit.changed.connect(self.changed)
        self.hide()

    @property
    def is_ready(self) -> bool:
        """Whether there is something that may be a PIN."""
        return self.edit.field.count() >= LEAST and not self.edit.field.is_too_long()

    def follow(self, job: Job, told: list[str]) -> None:
        """Ask when this job asks; of what is ``told`` on the way, that the PIN was wrong is taken away again."""
        self._job, self._told, self._last = job, told, None
        job.pin_asked.connect(self._ask)
        job.finished.connect(self._done)

    def answer(self) -> None:
        """Give the job what is typed."""
        if self.is_asking and self.is_ready and self._job is not None:
            with self.edit.secret() as pin:
                self._job.answer_pin(pin)
            self.withdraw()

    def withdraw(self) -> None:
        """Ask no more, and clear what is typed."""
        self.is_asking = False
        self.edit.forget()
        self.hide()
        self.changed.emit()

    def _ask(self, device: str, left: int | None) -> None:
        is_wrong = self._was_wrong(device, left)
        said = self.tr("{name} asks for its PIN.").format(name=cut(device, SHORT))
        if is_wrong:
            said = self.tr("This PIN is wrong.")
        if left is not None and (is_wrong or left <= FEW):
            said += f" {self._left(left)}"
        self.line.say(said, icon_name="warning" if is_wrong else "security-key")
        self._last = device, left, len(self._told)
        self.is_asking = True
        self.show()
        self.edit.setFocus()
        self.changed.emit()

    def _was_wrong(self, device: str, left: int | None) -> bool:
        """Whether that is why it is asked for again: a right one gives all tries back."""
        if self._last is None or self._last[0] != device:
            return False
        _, before, told = self._last
        if left is not None and before is not None and left >= before:
            return False
        del self._told[told:]
        return True

    def _left(self, left: int) -> str:
        if left <= 1:
            return self.tr("If the next one is wrong too, the key is blocked.")
        return self.tr("{left} tries are left.").format(left=left)

    def _done(self) -> None:
        if self._job is not None and not self._job.is_running:
            self._job = None
            self.withdraw()
