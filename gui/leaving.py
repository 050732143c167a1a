"""The end of the program, and the question before it when work would be given up."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QMessageBox, QPushButton, QWidget

from vault.gui.tasks import Job

if TYPE_CHECKING:
    from vault.gui.app import App


def _given_up() -> dict[str, str]:
    """What is given up, by the use case. Any other one goes on, or has nothing to lose."""
    header = QCoreApplication.translate("text", "A header is being changed.")
    keys = QCoreApplication.translate("text", "A key is being changed.")
    return {
        "create": QCoreApplication.translate("text", "A new volume is being made."),
        "convert": QCoreApplication.translate("text", "A volume is being converted."),
        **dict.fromkeys(("convert_header", "header_restore", "header_repair", "header_backup"), header),
        **dict.fromkeys(("keyslot_add", "keyslot_change", "keyslot_convert", "keyslot_remove"), keys),
        **dict.fromkeys(("recovery_create", "keyring_enroll", "keyring_forget", "security_key_enroll"), keys),
    }


class LeaveQuestion(QMessageBox):
    """Asks whether to give up work that runs; takes itself back when all of it is done."""

    def __init__(self, app: "App", jobs: list[Job]) -> None:
        super().__init__()
        self._app = app
        self.setWindowTitle(self.tr("Quit Vault?"))
        said = _given_up()
        self.setText("\n".join(dict.fromkeys(said[job.method] for job in jobs)))
        self.setInformativeText(self.tr("If you quit now, this is given up. Open volumes stay open."))
        self.stay, self.leave = _answers(self, self.tr("&Go on"), self.tr("Give up and &quit"))
        self.leave.clicked.connect(app.leave)
        self.stay.clicked.connect(app.show_main)
        for job in jobs:
            job.finished.connect(self._look)

    def _look(self) -> None:
        if not would_be_lost(self._app):
            self.done(0)
            self._app.leave()


class GiveUpQuestion(QMessageBox):
    """Asks over a window whether to give up a use case that it began; takes itself back when that is done."""

    def __init__(self, job: Job, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Give it up?"))
        self.setText(_given_up()[job.method])
        self.setInformativeText(self.tr("If you give it up now, nothing of it is kept."))
        self.stay, self.give_up = _answers(self, self.tr("&Go on"), self.tr("Give it &up"))
        job.finished.connect(self.reject)


def _answers(box: QMessageBox, stay: str, leave: str) -> tuple[QPushButton, QPushButton]:
    """Buttons to go on, which is what Enter and Escape do, and to give up."""
    box.setIcon(QMessageBox.Icon.Warning)
    on = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    off = box.addButton(leave, QMessageBox.ButtonRole.DestructiveRole)
    assert on is not None and off is not None
    box.setDefaultButton(on)
    box.setEscapeButton(on)
    return on, off


def would_be_lost(app: "App") -> list[Job]:
    """What runs and would be given up, and is not already."""
    known = _given_up()
    return [job for job in app.tasks.running if job.method in known and not job.is_cancelled]
