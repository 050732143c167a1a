"""What is known of a container before it is opened: what looking at it has told, and whether it is open already."""

from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from vault.errors import VaultError
from vault.gui.dialogs.looking import Looking
from vault.gui.dialogs.unlock_text import advice, keyring_text, plug_in_text, sentence, unknown_text, unreadable_text
from vault.gui.kept import is_possible
from vault.gui.volumes import OpenVolumes
from vault.gui.widgets.outside import impossible_text
from vault.options import Inspection, KeyringStatus, MountRequest, SecurityKeyStatus, SessionRecord

SUBJECTS = ("unreadable", "unknown", "plan", "keyring", "security key", "header")
"""What there may be to say of a container; the first of it is said."""


class Findings(QObject):
    """``changed`` is emitted whenever something else is known.

    Before it ``described`` carries what the container shows, and after it ``remembered`` tells that the volume can be
    opened without asking anybody.
    """

    described = pyqtSignal(object)
    changed = pyqtSignal()
    remembered = pyqtSignal()

    def __init__(self, looking: Looking, volumes: OpenVolumes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looking, self._volumes = looking, volumes
        self._container = Path()
        self._forget()
        looking.described.connect(self._described)
        looking.unreadable.connect(self._unreadable)
        looking.planned.connect(self._planned)
        looking.unplanned.connect(self._planned)
        looking.keyring.connect(self._asked_keyring)
        looking.security_keys.connect(self._saw_security_keys)
        volumes.opened.connect(self.changed)
        volumes.changed.connect(self.changed)
        volumes.closed.connect(self._closed)

    def _forget(self) -> None:
        self.found: Inspection | None = None
        """What the container shows, None as long as nobody has seen it."""
        self.has_keyring = self.has_security_key = False
        """Whether these can be asked to open it."""
        self._open_as = ""
        self._said: dict[str, tuple[str, str]] = {}

    def look(self, request: MountRequest) -> None:
        """Forget all of it, and look at this container."""
        self._forget()
        self._container = request.container
        if is_possible(request.container):
            self._looking.look(request)
        else:
            self._looking.stop()
            self._say("unreadable", impossible_text(request.container))
        self.changed.emit()

    @property
    def format(self) -> str:
        """The format that was found, empty as long as there is none."""
        return self.found.format if self.found is not None else ""

    @property
    def volume_id(self) -> str:
        """What names the volume that was found."""
        return self.found.id if self.found is not None else ""

    @property
    def record(self) -> SessionRecord | None:
        """The record of the container while it is open, also under another path."""
        return self._volumes.of(self._container) or self._volumes.records.get(self._open_as)

    @property
    def is_readable(self) -> bool:
        """Whether nothing shows that nobody can look at the container."""
        return "unreadable" not in self._said

    @property
    def said(self) -> tuple[str, str]:
        """What is to be said of it, and with which icon; the text may be empty."""
        return next((self._said[subject] for subject in SUBJECTS if subject in self._said), ("", ""))

    def _described(self, found: Inspection) -> None:
        self.found, self._open_as = found, found.open_as
        if not found.format and not found.may_be:
            self._say("unknown", unknown_text(found))
        self._say("header", "\n".join(map(sentence, found.warnings)), "info")
        self.described.emit(found)  # which may have it looked at anew
        self.changed.emit()

    def _unreadable(self, error: VaultError) -> None:
        self._say("unreadable", unreadable_text(error))
        self.changed.emit()

    def _planned(self, error: VaultError | None = None) -> None:
        self._say("plan", "" if error is None else advice(error))
        self.changed.emit()

    def _asked_keyring(self, status: KeyringStatus) -> None:
        states = {token.state for token in status.tokens}
        self.has_keyring = bool(states & {"ready", "locked"})
        self._say("keyring", keyring_text(status), "info")
        self.changed.emit()
        if status.remembered or "ready" in states:
            self.remembered.emit()

    def _saw_security_keys(self, status: SecurityKeyStatus) -> None:
        self.has_security_key = bool(status.tokens) and any(key.usable for key in status.keys)
        self._say("security key", plug_in_text(status), "security-key")
        self.changed.emit()

    def _closed(self, record: SessionRecord) -> None:
        if record.name == self._open_as:  # the next one of this name may be another volume
            self._open_as = ""
        self.changed.emit()

    def _say(self, subject: str, said: str, icon_name: str = "warning") -> None:
        """Have this to say of it, or no more."""
        self._said.pop(subject, None)
        if said:
            self._said[subject] = said, icon_name
