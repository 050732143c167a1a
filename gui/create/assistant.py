"""The assistant that makes a container, step by step: nothing is made before the last one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.create.advanced import AdvancedPage
from vault.gui.create.credential import CredentialPage
from vault.gui.create.draft import Draft, typed
from vault.gui.create.failures import Where, failure_text, page_of
from vault.gui.create.filesystem import FileSystemPage
from vault.gui.create.kind import KindPage
from vault.gui.create.outer import OuterPage, RoomPage
from vault.gui.create.page import Page, paragraph
from vault.gui.create.place import PlacePage
from vault.gui.create.running import Running
from vault.gui.create.summary import DonePage, SummaryPage
from vault.gui.leaving import GiveUpQuestion
from vault.gui.look import GAP, MARGIN, NARROWEST
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.reveal import reveal
from vault.gui.widgets.work import WorkLine
from vault.options import CreateResult, HiddenRoom, Outer, SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App

WIDTH, HEIGHT = 560, 520


class CreateAssistant(QDialog):
    """Pages one after the other. What a page says is checked by the engine when it is left, and told there."""

    def __init__(self, app: "App") -> None:
        super().__init__()
        self.app = app
        self.draft = Draft()
        self._is_closing = self._is_done = False
        self._had_focus: QWidget | None = None
        self._question: GiveUpQuestion | None = None
        self.kind, self.place, self.outer, self.room = KindPage(app), PlacePage(app), OuterPage(app), RoomPage(app)
        self.filesystem, self.credential = FileSystemPage(app), CredentialPage(app)
        self.advanced, self.summary, self.finished_page = AdvancedPage(app), SummaryPage(app), DonePage(app)
        self.page: Page = self.kind
        self._build()
        self._go(self.kind)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("New volume"))
        self.title = QLabel(self)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.title.setFont(font)
        self.title.setWordWrap(True)
        self.step = paragraph("", self)
        self.stack = QStackedWidget(self)
        self._holders = {}
        for page in (*self._all_pages(), self.finished_page):
            self._holders[page] = scrolled(page)
            self.stack.addWidget(self._holders[page])
            page.changed.connect(self._look)
        self.work = WorkLine(self)
        self.running = Running(self.app.tasks, self.work, self)
        self.running.changed.connect(self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.title, self.step):
            layout.addWidget(widget)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.work)
        layout.addLayout(self._buttons())
        self.summary.wants_advanced.connect(lambda: self._go(self.advanced))
        self.finished_page.wants_mount.connect(self._mount)
        self.resize(max(WIDTH, NARROWEST), HEIGHT)

    def _buttons(self) -> QHBoxLayout:
        self.back = QPushButton(self.tr("&Back"), self)
        self.next = QPushButton(self.tr("&Next"), self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for button, slot in ((self.back, self._back), (self.next, self._next), (self.cancel, self.reject)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        self.next.setDefault(True)
        return row

    # --- the pages -----------------------------------------------------------------------------------------------

    def _all_pages(self) -> tuple[Page, ...]:
        return (
            self.kind,
            self.place,
            self.outer,
            self.room,
            self.filesystem,
            self.credential,
            self.advanced,
            self.summary,
        )

    def order(self) -> list[Page]:
        """The pages for this kind of volume; the advanced one is reached from the last."""
        where = [self.outer, self.room] if self.draft.kind == "hidden" else [self.place]
        return [self.kind, *where, self.filesystem, self.credential, self.summary]

    def _go(self, page: Page, error: VaultError | None = None) -> None:
        """Show a page, with what went wrong there."""
        self.page = page
        page.arrive(self.draft)
        if error is not None:
            self._tell(page, error)
        self.stack.setCurrentWidget(self._holders[page])
        self.title.setText(page.title)
        order = self.order()
        self.step.setVisible(page in order)
        if page in order:
            step = self.tr("Step {number} of {total}")
            self.step.setText(step.format(number=order.index(page) + 1, total=len(order)))
        texts = {self.summary: self.tr("Crea&te"), self.advanced: self.tr("&OK")}
        self.next.setText(texts.get(page, self.tr("&Next")))
        self._look()  # which lets it have the focus
        page.setFocus()
        if page is self.summary:
            self.next.setFocus()

    def _look(self) -> None:
        """Offer what can be done now."""
        is_idle = self.running.job is None
        self.stack.setEnabled(is_idle or self.page is self.summary)  # whose sentence is to be read meanwhile
        self.summary.advanced.setEnabled(is_idle)
        self.back.setVisible(self.page is not self.kind and not self._is_done)
        self.back.setEnabled(is_idle)
        self.next.setVisible(not self._is_done)
        self.next.setEnabled(is_idle and self.page.is_ready())
        self.cancel.setVisible(self.work.isHidden() and self.page is not self.advanced)  # it would leave all of it
        if self._is_done:
            self.cancel.setText(self.tr("&Close"))

    def _back(self) -> None:
        self.page.error.clear()
        order = self.order()
        self._go(self.summary if self.page is self.advanced else order[order.index(self.page) - 1])

    def _next(self) -> None:
        """Take over what is chosen, have it checked, and go on."""
        if not self.page.is_ready() or self.running.job is not None:
            return
        self.page.error.clear()
        draft = self.page.apply(self.draft)
        if self.page is self.credential and self._is_as_outer(draft):
            self.credential.error.say(self.tr("This opens the volume around it. The hidden one needs another one."))
            reveal(self.credential.error)
        elif self.page is self.summary:
            self._create()
        elif self.page is self.outer:
            self._look_inside(draft)
        elif self.page in (self.place, self.filesystem, self.advanced):
            self._check(draft)
        else:
            self._follow(draft)

    def _is_as_outer(self, draft: Draft) -> bool:
        """Whether the hidden volume would have what opens the volume around it, which would always open instead."""
        if draft.kind != "hidden" or (draft.pim, draft.keyfiles) != (draft.outer.pim, draft.outer.keyfiles):
            return False
        with self.credential.passphrase.secret() as new, self.outer.secret() as outer:
            return new == outer

    def _follow(self, draft: Draft) -> None:
        self.draft = draft
        order = self.order()
        self._go(self.summary if self.page is self.advanced else order[order.index(self.page) + 1])

    def _check(self, draft: Draft) -> None:
        """Have the engine say whether a container like that can be made."""
        options = draft.options()
        if self.page is self.place:
            options = replace(options, filesystem=None, label="")
        self._run("create_check", options, then=lambda _none: self._follow(draft))

    def _look_inside(self, draft: Draft) -> None:
        """See how much room there is in the outer volume."""
        assert draft.container is not None

        def found(room: HiddenRoom) -> None:
            self._follow(replace(draft, room=room))

        with self.outer.secret() as secret:
            outer = Outer(typed(secret), draft.outer)
            self._run("hidden_room", draft.container, outer, then=found, said=self.tr("Opening the volume around it…"))

    # --- the work ------------------------------------------------------------------------------------------------

    def _run(self, method: str, *args: Any, then: Any, failed: Any = None, said: str = "") -> None:
        """Begin a use case; its failure is told on the page unless ``failed`` does."""
        self._had_focus = self.focusWidget()
        self.running.begin(method, *args, then=then, failed=failed or self._failed_here, said=said)

    def _failed_here(self, error: VaultError) -> None:
        if error.code != "cancelled" or error.hint:
            self._tell(self.page, error)
        self._go_on()
        if self.page is self.outer and error.code == "wrong-credential":
            self.outer.try_again()

    def _go_on(self) -> None:
        """Have the keyboard be where it was before the work began."""
        self._look()  # which lets it be there again
        if self._had_focus is not None:
            self._had_focus.setFocus()

    def _tell(self, page: Page, error: VaultError) -> None:
        page.error.say(failure_text(error))
        reveal(page.error)

    def _create(self) -> None:
        with self.credential.passphrase.secret() as secret, self.outer.secret() as outer:
            self._run(
                "create",
                self.draft.options(outer),
                self.draft.credential(secret),
                then=self._created,
                failed=self._not_created,
                said=self.tr("Making the volume…"),
            )

    def _created(self, made: CreateResult) -> None:
        self._is_done = True
        self.app.made(made.container)
        self.outer.forget()
        self.finished_page.show_result(self.draft, made, self.running.warnings)
        self._go(self.finished_page)
        if self.draft.can_be_mounted:
            self.finished_page.mount.setDefault(True)
            self.finished_page.mount.setFocus()

    def _not_created(self, error: VaultError) -> None:
        if error.code == "cancelled":
            self.summary.error.say(self.tr("It was cancelled. Nothing was left behind."), icon_name="info")
            self._go_on()
            return
        pages: dict[Where, Page] = {"place": self.place, "outer": self.outer, "room": self.room}
        pages |= {"filesystem": self.filesystem, "credential": self.credential, "advanced": self.advanced}
        self._go(pages[page_of(error, self.draft)], error)

    def _mount(self) -> None:
        """Mount it with what was typed for it, which is kept for this moment only."""
        page = self.finished_page
        page.error.clear()
        with self.credential.passphrase.secret() as secret:
            request, credential = self.draft.mount_request(), self.draft.credential(secret)
            self._run("mount", request, credential, then=self._mounted, said=self.tr("Opening the volume…"))

    def _mounted(self, record: SessionRecord) -> None:
        self.app.mounted(record, self.draft.mount_request(), self.running.warnings)
        self.accept()

    # --- the window ----------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Give up what is being done; close the assistant when nothing is."""
        if not self._is_closing and self._asks(self.running.give_up):
            return
        if self._is_closing or not self.running.give_up():
            if self.page is self.advanced and not self._is_closing:
                self._back()
            else:
                super().reject()

    def done(self, result: int) -> None:
        """Close it, and keep nothing that was typed."""
        self.running.leave()
        for page in self._all_pages():
            page.forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Close it although something is being done, which is given up; not a new volume, unless the user says so."""
        if event is not None and self._asks(lambda: self.done(0)):
            event.ignore()
            return
        self._is_closing = True
        super().closeEvent(event)

    def _asks(self, give_up: Callable[[], object]) -> bool:
        """Ask whether to ``give_up`` the volume that is being made; whether there is one to ask about."""
        job = self.running.job
        if job is None or job.method != "create" or job.is_cancelled or self.app.has_left:
            return False
        if self._question is None:
            self._question = GiveUpQuestion(job, self)
            self._question.give_up.clicked.connect(give_up)
            self._question.finished.connect(self._is_answered)
            self._question.open()
        return True

    def _is_answered(self) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None
