"""What the dialogs about keys share: whom they are about, and how a dialog runs one use case and ends with it."""

from abc import abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PyQt6.QtCore import Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vault.errors import VaultError
from vault.events import Event, Warned
from vault.gui.look import GAP, MARGIN, NARROWEST
from vault.gui.tasks import Job
from vault.gui.text import engine_sentence, error_text
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form
from vault.gui.widgets.order import put_last
from vault.gui.widgets.passphrase import PassphraseField
from vault.gui.widgets.work import WorkLine
from vault.options.answers import Inspection
from vault.options.keys import KeyslotChange, KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


@dataclass(frozen=True, slots=True)
class Subject:
    """The container that a dialog is about; ``found`` is None where its header cannot be read."""

    container: Path
    header: Path | None
    found: Inspection | None = None

    @property
    def format(self) -> str:
        """The format's name; empty where only a credential tells it, or nothing does."""
        return self.found.format if self.found is not None else ""

    @property
    def is_luks(self) -> bool:
        """Whether it has keyslots."""
        return self.format in ("luks1", "luks2")

    @property
    def may_be_veracrypt(self) -> bool:
        """Whether only a credential could tell what it is."""
        return self.found is not None and not self.found.format and "VeraCrypt" in self.found.may_be

    @property
    def keyslots(self) -> tuple[KeyslotInfo, ...]:
        """Those that it has."""
        return self.found.keyslots if self.found is not None else ()

    def change(self, **more: Any) -> KeyslotChange:
        """What is to be done with a keyslot of it."""
        return KeyslotChange(self.container, self.header, **more)


def plain_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A text of several lines that shows what it is given and nothing more."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def form_layout(parent: QWidget | None = None) -> Form:
    """A form whose labels go above their fields where there is no room beside them."""
    return Form(parent)


class Asked(Protocol):
    """A credential that a dialog asks for."""

    @property
    def changed(self) -> pyqtBoundSignal:
        """Something was typed or chosen."""

    @property
    def is_ready(self) -> bool:
        """Whether it is there."""

    def forget(self) -> None:
        """Clear it."""


class KeyDialog(QDialog):
    """A dialog with one primary button that runs a use case; ``done_well`` is told what to say once it was done, and
    whether that is all well.

    What is closed while it runs is given up; ``started`` carries the job, for who wants to know when all has ended.
    """

    done_well = pyqtSignal(str, bool)
    started = pyqtSignal(object)

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.subject = app, subject
        self.job: Job | None = None
        self._asked: tuple[Asked, ...] = ()
        self._is_closing = False
        self._had_focus: QWidget | None = None
        self._warned: list[str] = []
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.intro = plain_label(parent=self)
        self.inside = QWidget(self)
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP)
        self.error = ErrorLine(self)
        self.work = WorkLine(self)
        self.work.button.hide()  # the dialog has its own
        self.buttons = QDialogButtonBox(self)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        assert cancel is not None
        self._cancel = cancel
        self.primary = QPushButton(self)
        self.primary.setDefault(True)
        self.buttons.addButton(self.primary, QDialogButtonBox.ButtonRole.ActionRole)
        self.primary.clicked.connect(self.begin)
        self.buttons.rejected.connect(self.reject)
        without_icons(self.buttons)
        self.column = layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.intro, self.error, self.inside, self.work):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.resize(NARROWEST + 40, 1)

    @abstractmethod  # told by the type checker: Qt has the metaclass
    def begin(self) -> None:
        """Do what the primary button says."""

    def is_ready(self) -> bool:
        """Whether enough is filled in for that: all that was asked for, unless a dialog says otherwise."""
        return all(each.is_ready for each in self._asked)

    def forget(self) -> None:
        """Clear what is secret."""
        for each in self._asked:
            each.forget()

    def asks(self, *credentials: Asked) -> None:
        """Follow what is filled in here, and clear it in the end."""
        self._asked = credentials
        for each in credentials:
            each.changed.connect(self.refresh)

    def be_careful(self) -> None:
        """Have Enter do nothing unless a button is meant: what the primary one does cannot be taken back."""
        for button in (self.primary, self._cancel):
            button.setDefault(False)
            button.setAutoDefault(False)
        self._cancel.setFocus()

    def refresh(self) -> None:
        """Let the primary button be pressed when all is filled in."""
        self.primary.setEnabled(self.job is None and self.is_ready())

    def submit(self) -> None:
        """As if the primary button was pressed, for Enter in a field."""
        if self.primary.isEnabled():
            self.begin()

    def run(self, said: str, method: str, *args: Any, **kwargs: Any) -> Job:
        """Run a use case, with the fields locked meanwhile; ``_did`` gets what came of it."""
        self.error.clear()
        self._warned = []
        self._had_focus = self.focusWidget()
        self.inside.setEnabled(False)
        job = self.app.tasks.run(method, *args, then=self._did, failed=self._failed, event=self._hear, **kwargs)
        self.job = job
        self.started.emit(job)
        self.work.follow(job, said)
        self.refresh()
        return job

    def finish(self, said: str) -> None:
        """Close after success; warnings of the engine are told with what was done."""
        self.forget()
        self.done_well.emit("\n".join([said, *self._warned]), not self._warned)
        self.accept()

    @abstractmethod
    def _did(self, answer: Any) -> None:
        """Tell what came of it."""

    def _stopped(self) -> None:
        self.job = None
        self._cancel.setEnabled(True)
        self.inside.setEnabled(True)
        self.refresh()
        if self._had_focus is not None:
            self._had_focus.setFocus()

    def _failed(self, error: VaultError) -> None:
        self._stopped()
        if error.code == "cancelled" and not error.hint:
            self.error.say(error_text(error), icon_name="info")
        else:
            self.error.show_error(error)
        self.fit()

    def _hear(self, event: Event) -> None:
        if isinstance(event, Warned):
            self._warned.append(engine_sentence(event.message))

    def fit(self) -> None:
        """Be high enough for all that it says at its width."""
        self.column.activate()
        width = max(self.width(), self.minimumSizeHint().width())
        known = self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else self.sizeHint().height()
        self.resize(width, max(self.height(), known))

    def showEvent(self, event: QShowEvent | None) -> None:
        """Take the room that is needed, and begin with what is asked for."""
        self.fit()
        if event is not None and not event.spontaneous():
            self._begin_with_fields()
        super().showEvent(event)

    def _begin_with_fields(self) -> None:
        """Have the keyboard come to the buttons last, which were made first, and type into the first empty field."""
        put_last(self, self.primary, self._cancel)
        fields = [each for each in self.inside.findChildren(QLineEdit) if each.isVisibleTo(self)]
        empty = [each for each in fields if isinstance(each, PassphraseField) and not each.count()]
        if field := next(iter(empty or fields), None):
            field.setFocus()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Be higher where it is narrower."""
        super().resizeEvent(event)
        if event is not None and event.oldSize().width() != event.size().width():
            self.fit()

    def reject(self) -> None:
        """Give up what runs, and stay to say so; when nothing runs, close, and forget what was typed."""
        if self.job is not None and self.job.is_running and not self._is_closing and self._can_stay():
            self._cancel.setEnabled(False)
            self.work.button.click()
            return
        self._leave()
        super().reject()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Close it although something runs, which is given up."""
        self._is_closing = True
        super().closeEvent(event)

    def _can_stay(self) -> bool:
        """Whether what runs is given up without closing the dialog."""
        return True

    def _leave(self) -> None:
        self.forget()
        if self.job is not None and self.job.is_running:
            self.job.cancel()
