"""When volumes are closed by themselves: all, or one of them; the agent and the command line go by the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QSignalBlocker, Qt
from PyQt6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.dialogs.policy_text import choices, label, origin
from vault.gui.keys.base import plain_label
from vault.gui.listing.words import shown
from vault.gui.look import GAP
from vault.gui.tasks import Job, while_there
from vault.gui.text import engine_sentence, error_details
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form, choice, choose
from vault.gui.widgets.outside import breakable, show, visible
from vault.options.policy import KEYS, PolicyInfo, PolicyMember
from vault.options.watching import AgentStatus

if TYPE_CHECKING:
    from vault.gui.app import App

Whose = tuple[str | None, Path | None]
"""The name of a volume as the engine takes it, None for all, and its detached header."""
ORDER = (
    *("lock", "grace", "sleep", "idle", "idle-after", "logout", "shutdown", "usb", "usb-device"),
    *("busy", "force-after"),
)
OWN = {True: "file", False: "volume"}
"""What is set here comes from there: for all volumes, or for one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose policy can be chosen. ``names`` tell the volume when it is opened or closed, moved, or its ID is learnt."""

    whose: Whose
    text: str
    name: str = ""
    place: Whose = (None, None)
    names: frozenset[str] = frozenset()


class PolicyPage(QWidget):
    """A field for each member; what is chosen is written at once, and then shown as it holds."""

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._job: Job | None = None
        self._info: PolicyInfo | None = None
        self._is_heard = True
        """Whether anybody hears what closes volumes, as far as it is known."""
        self._focus: QWidget | None = None
        self._entries = [Entry((None, None), self.tr("All volumes"))]
        self._entry = self._entries[0]
        self.whose = choice([(self._entry.text, self._entry.whose)], self)
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self.line = ErrorLine(self)
        self.notes = plain_label(parent=self)
        self.reset = QPushButton(self.tr("R&eset all"), self)
        self.reset.setToolTip(self.tr("Takes all that was set for it out of the settings."))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        self._lay_out()
        self._list()
        self.whose.currentIndexChanged.connect(self._choose)
        for changed in (app.volumes.opened, app.volumes.closed):
            changed.connect(self._list)
            changed.connect(self._ask_agent)
        app.favourites.changed.connect(self._list)
        self._look()
        self._ask_agent()

    def stop(self) -> None:
        """Wait for nothing more; a change that was begun is made."""
        if self._job is not None and self._job.method == "policy":
            self._job.cancel()

    def _lay_out(self) -> None:
        form = Form()
        form.addRow(self.tr("Polic&y of:"), self.whose)
        form.addRow(self.line)
        for key in ORDER:
            field: QComboBox | QLineEdit
            if key == "usb-device":
                field = QLineEdit(self)
                field.setPlaceholderText(self.tr("Vendor:product, such as 1050:0407"))
                field.setMaxLength(150)
                field.editingFinished.connect(lambda key=key, field=field: self._set(key, field.text().strip()))
            else:
                field = choice([], self)
                field.activated.connect(lambda _at, key=key, field=field: self._set(key, field.currentData()))
            self.fields[key] = field
            form.addRow(label(key), field)
        for before, after in pairwise([self.whose, *self.fields.values(), self.reset]):
            self.setTabOrder(before, after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(form)
        layout.addWidget(self.notes)
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def event(self, event: QEvent | None) -> bool:
        """Look again when the window comes to the front: others may have changed the settings."""
        if event is not None and event.type() == QEvent.Type.WindowActivate:
            self._look_again()
        return super().event(event)

    def _list(self) -> None:
        """Offer what is open and the favourites, and keep what is chosen, also when it is closed or opened."""
        found = [self._entries[0], *self._listed()]
        same = (each for each in found if each.whose == self._entry.whose)
        known = (each for each in found if each.names & self._entry.names)
        now = next(same, None) or next(known, None)
        if now is None:
            now = replace(self._entry, whose=self._entry.place, text=self._entry.name)
            found.append(now)
        is_same, self._entry = now.whose == self._entry.whose, now
        if found == self._entries:
            return
        self._entries = found
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for each in found:
                self.whose.addItem(each.text, each.whose)
            self.whose.setCurrentIndex(found.index(now))
        if not is_same:
            self._look()

    def _listed(self) -> Iterator[Entry]:
        listed = set()
        for record in self._app.volumes.records.values():
            favourite = self._app.favourites.of(record)
            listed.add(favourite)
            name = shown(favourite.shown_name if favourite is not None else record.container.name)
            names = {record.uuid.lower(), str(record.container)}
            if favourite is not None:
                names |= {favourite.id, str(favourite.container)}
            place = str(record.container), record.header
            text = self.tr("{name} (open)").format(name=name)
            yield Entry((record.name, None), text, name, place, frozenset(names - {""}))
        for each in self._app.favourites.list:
            if each not in listed:
                place, name = (str(each.container), each.header), shown(each.shown_name)
                names = {each.id, str(each.container)} - {""}
                yield Entry((each.id or place[0], each.header), name, name, place, frozenset(names))

    def _choose(self, at: int) -> None:
        self._entry = self._entries[at]
        self._look()

    def _look(self) -> None:
        """Ask what holds."""
        self._info = None
        self._ask("policy", *self._entry.whose)

    def _look_again(self) -> None:
        """Ask whether that still holds, with nothing locked meanwhile."""
        info = self._info
        if info is not None and self._job is None:
            job = self._app.tasks.run("policy", *self._entry.whose)
            job.succeeded.connect(while_there(self, partial(self._renew, info)))
            self._ask_agent()

    def _ask_agent(self) -> None:
        self._app.tasks.run("agent_status", then=self._know_agent)

    def _renew(self, before: PolicyInfo, info: PolicyInfo) -> None:
        if self._info is before and self._job is None and info != before:
            self._info = info
            self._show()

    def _set(self, key: str, value: str) -> None:
        if self._info is None or self._job is not None:
            return
        if self._member(key).value == value:
            self._look_again()
            return
        name, header = self._entry.whose
        self._ask("policy_set", name, {key: value}, header)

    def _reset(self) -> None:
        name, header = self._entry.whose
        self._ask("policy_unset", name, (), header)

    def _ask(self, method: str, *args: object) -> None:
        if self._job is not None and self._job.is_running and self._job.method == "policy":
            self._job.cancel()
        self.line.clear()
        job = self._app.tasks.run(method, *args)
        self._job = job
        self._focus = next((each for each in self.fields.values() if each.hasFocus()), None)
        self._enable(False)  # a field that loses the focus by that is heard of, and must not ask again
        job.succeeded.connect(while_there(self, partial(self._answered, job)))
        job.failed.connect(while_there(self, partial(self._failed, job)))

    def _answered(self, job: Job, info: PolicyInfo) -> None:
        if job is self._job:
            self._job, self._info = None, info
            self._show()

    def _failed(self, job: Job, error: VaultError) -> None:
        """Say why, and show what holds as far as it is known; another volume can be chosen anyway."""
        if job is self._job:
            self._job = None
            if self._info is not None:
                self._show()
            else:
                self._show_nothing()
            self.line.say(visible(error_details(error)))

    def _show_nothing(self) -> None:
        for field in self.fields.values():
            field.clear()
        self.notes.hide()

    def _enable(self, on: bool) -> None:
        for field in self.fields.values():
            field.setEnabled(on)
        self.reset.setEnabled(on)

    def _show(self) -> None:
        info = self._info
        assert info is not None
        self._enable(True)
        own = OWN[self._entry.whose[0] is None]
        for key, field in self.fields.items():
            member = self._member(key)
            if isinstance(field, QComboBox):
                field.clear()
                for text, value in choices(key, member.value):
                    field.addItem(text, value)
                choose(field, member.value)
            else:
                field.setText(member.value)
            field.setToolTip(origin(member))
            field.setAccessibleDescription(origin(member))
        value = {key: self._member(key).value for key in KEYS}
        self.fields["grace"].setEnabled(value["lock"] != "nothing")
        self.fields["idle-after"].setEnabled(value["idle"] != "nothing")
        self.fields["usb-device"].setEnabled(value["usb"] != "nothing" or bool(value["usb-device"]))
        self.fields["force-after"].setEnabled(value["busy"] == "force")
        self.reset.setEnabled(any(each.origin == own for each in info.members))
        self._show_notes(info)
        if self._focus is not None:
            self._focus.setFocus()
            self._focus = None

    def _show_notes(self, info: PolicyInfo) -> None:
        said = [*self._origins(info), *map(engine_sentence, info.notes)]
        is_about_open = bool(info.volume) or (self._entry.whose[0] is None and bool(self._app.volumes.records))
        if is_about_open and not self._is_heard:
            said.insert(0, self.tr("What is open stays open even when the screen is locked: nothing here tells of it."))
        show(self.notes, breakable("\n".join(said)))
        self.notes.setVisible(bool(said))

    def _know_agent(self, status: AgentStatus | None) -> None:
        self._is_heard = status is not None and bool(status.watching)
        if self._info is not None:
            self._show_notes(self._info)

    def _origins(self, info: PolicyInfo) -> list[str]:
        """What cannot be seen from the fields: where they come from."""
        origins = {each.origin for each in info.members}
        said = []
        if "option" in origins:
            said.append(self.tr("Some of it was said when the volume was opened, and goes before what is set here."))
        if "volume" in origins:
            said.append(self.tr("Some of it is set for this volume only."))
        return said

    def _member(self, key: str) -> PolicyMember:
        assert self._info is not None
        return next(each for each in self._info.members if each.key == key)
