"""Mend a damaged header: what would be written is shown first."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, plain_label
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.header_words import plan_text
from vault.gui.wire import Seen
from vault.options.headers import HeaderRepaired, HeaderRepairPlan

if TYPE_CHECKING:
    from vault.gui.app import App


class RepairDialog(KeyDialog):
    """Looks first, asking for the passphrase where only that tells; then repairs exactly what was shown."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.plan: HeaderRepairPlan | None = None
        self.setWindowTitle(self.tr("Repair the header"))
        self.steps = plain_label(parent=self)
        self.steps.hide()
        self.present: PresentCredential | None = None
        if subject.may_be_veracrypt:
            self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=True, parent=self)
            self.present.changed.connect(self._look_again)
            self.present.submitted.connect(self.submit)
            self.body.addWidget(self.present)
            self.intro.setText(self.tr("Only the passphrase tells this header from noise."))
        self.body.addWidget(self.steps)
        self._look_again()
        if self.present is None:
            self.begin()

    def is_ready(self) -> bool:
        """Whether there is something to try, or to repair."""
        if self.plan is not None:
            return bool(self.plan.steps)
        return self.present is None or self.present.is_ready

    def begin(self) -> None:
        """Look, or repair what was shown."""
        if self.plan is None:
            self._run(self.tr("Looking at the header…"), "header_repair_plan")
        else:
            self._run(self.tr("Repairing the header…"), "header_repair", agree=Seen(self.plan))

    def forget(self) -> None:
        """Clear the passphrase."""
        if self.present is not None:
            self.present.forget()

    def _run(self, said: str, method: str, **more: Seen) -> None:
        where = (self.subject.container, self.subject.header)
        if self.present is None:
            self.run(said, method, *where, **more)
            return
        with self.present.source() as source:
            self.run(said, method, *where, self.present.opening(), source, **more)

    def _look_again(self) -> None:
        self.plan = None
        self.steps.hide()
        self.primary.setText(self.tr("&Check"))
        self.refresh()

    def _did(self, found: HeaderRepairPlan | HeaderRepaired) -> None:
        if isinstance(found, HeaderRepaired):
            self.finish(self.tr("The header was repaired. What was there before is kept as an automatic backup."))
            return
        self._stopped()
        self.plan = found
        self.intro.setText(self.tr("This is what will be written:") if found.steps else "")
        self.steps.setText(plan_text(found))
        self.steps.show()
        self.primary.setText(self.tr("&Repair"))
        self.refresh()
        self.primary.setFocus()
        self.fit()

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        self._look_again()
        if error.code == "wrong-credential" and self.present is not None:
            self.error.say(self.tr("This opens neither copy of the header."))
            self.present.again()
        elif error.code == "busy":
            self.intro.setText(self.tr("Dismount the volume first: the header of an open one is not repaired."))
