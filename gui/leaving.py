"""The end of the program, and the question before it when work would be given up."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QMessageBox

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
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Quit Vault?"))
        said = _given_up()
        self.setText("\n".join(dict.fromkeys(said[job.method] for job in jobs)))
        self.setInformativeText(self.tr("If you quit now, this is given up. Open volumes stay open."))
        self.stay = self.addButton(self.tr("&Go on"), QMessageBox.ButtonRole.RejectRole)
        self.leave = self.addButton(self.tr("Give up and &quit"), QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.leave.clicked.connect(app.leave)  # type: ignore[union-attr]
        self.stay.clicked.connect(app.show_main)  # type: ignore[union-attr]
        for job in jobs:
            job.finished.connect(self._look)

    def _look(self) -> None:
        if not would_be_lost(self._app):
            self.done(0)
            self._app.leave()


def would_be_lost(app: "App") -> list[Job]:
    """What runs and would be given up."""
    known = _given_up()
    return [job for job in app.tasks.running if job.method in known]
