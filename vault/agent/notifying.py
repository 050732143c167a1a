"""Notifications on the user's desktop: volumes that could not be closed, and what is to be done about them.

References: Desktop Notifications Specification 1.3 (org.freedesktop.Notifications)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any, NamedTuple

from vault.agent.events import Asked, Choice, Event
from vault.agent.forgetting import log
from vault.errors import NotAvailable
from vault.options.watching import VolumeClosed, VolumeEvent
from vault.system.bus import Target
from vault.system.exchange import Answer, Exchange, signal_of
from vault.system.listening import THE_BUS

SERVICE = "org.freedesktop.Notifications"
TARGET = Target(SERVICE, "/org/freedesktop/Notifications", SERVICE)
APPLICATION, ICON = "Vault", "drive-harddisk"
SERVERS_CHOICE = -1
"""Of how long a notification stays."""
CRITICAL = 2
"""Urgency: it stays until it is seen to."""
MOST_HOLDERS, LONGEST = 5, 100
"""Programs that are named, and characters of each."""
LABELS: dict[Choice, str] = {"retry": "Retry", "force": "Force", "keep": "Keep"}


class Text(NamedTuple):
    """What a notification says, as it is: nothing of it is markup. Where it cannot be answered, ``advice`` is added."""

    summary: str
    lines: tuple[str, ...] = ()
    answerable: bool = False
    advice: str = ""


@dataclass
class _Note:
    """What a volume's notification is to say, what it says, its number, and the unique name of who shows it."""

    wanted: Text | None = None
    shown: Text | None = None
    number: int = 0
    server: str = ""
    sending: bool = False


class Notifier:
    """The notifications of the agent; a source of what is answered to them.

    ``busy``, ``closed``, ``hear`` and ``told`` may be called by any thread and do not wait. Where nothing shows
    notifications they do nothing, but for a line by ``say``.
    """

    name = "the notifications"
    tells = False
    """It says nothing of a locked screen."""

    def __init__(self, say: Callable[[str], object] = log) -> None:
        """Come to the session's bus. Raises NotAvailable where there is none."""
        self._say = say
        self._notes: dict[str, _Note] = {}
        self._asked: list[Event] = []
        self._exchange = Exchange.connect("session")
        for member in ("ActionInvoked", "NotificationClosed"):
            rule = f"type='signal',sender='{SERVICE}',interface='{SERVICE}',member='{member}'"
            self._exchange.ask(THE_BUS, "AddMatch", "s", rule)

    def fileno(self) -> int:
        """What can be read when there is something to do."""
        return self._exchange.fileno()

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        self._exchange.close()

    def events(self) -> list[Event]:
        """What was answered by now. Raises NotAvailable when the bus is gone."""
        try:
            self._exchange.turn(self._heard)
        except NotAvailable:
            if not self._asked:
                raise
        found, self._asked = self._asked, []
        return found

    def busy(self, volume: str, holders: Sequence[str]) -> None:
        """Say that the volume is still open, and who uses it, in place of what was said of it before."""
        named = [f"used by {holder}"[:LONGEST] for holder in holders[:MOST_HOLDERS]] or ["a program uses it"]
        more = [f"and by {len(holders) - MOST_HOLDERS} more"] if len(holders) > MOST_HOLDERS else []
        advice = f"close what uses it, then: vault dismount {volume}"
        text = Text(f"{volume} is still open", (*named, *more), answerable=True, advice=advice)
        self._exchange.post(partial(self._want, volume, text))

    def closed(self, volume: str) -> None:
        """Take away what is said of the volume."""
        self._exchange.post(partial(self._want, volume, None))

    def hear(self, event: VolumeEvent) -> None:
        """A volume that has closed is no longer spoken of."""
        if isinstance(event, VolumeClosed):
            self.closed(event.volume.name)

    def told(self, text: str) -> None:
        """Say this, whatever else is said."""
        self._exchange.post(partial(self._begin, _Note(Text(text))))

    def _want(self, volume: str, text: Text | None) -> None:
        note = self._notes.setdefault(volume, _Note())
        note.wanted = text
        self._settle(volume)

    def _settle(self, volume: str) -> None:
        """Have the service show what is wanted, unless it is just being asked; its answer comes back here."""
        note = self._notes[volume]
        if note.sending:
            return
        if note.wanted is None:
            del self._notes[volume]
            if note.number:
                self._exchange.ask(TARGET, "CloseNotification", "u", note.number)
        elif note.wanted != note.shown:
            self._begin(note, partial(self._settle, volume))

    def _begin(self, note: _Note, then: Callable[[], object] = lambda: None) -> None:
        """Ask the service what it can show, which may start it, and then to show the note."""
        note.sending = True
        self._exchange.ask(TARGET, "GetCapabilities", answer="as", then=partial(self._notify, note, then))

    def _notify(self, note: _Note, then: Callable[[], object], answer: Answer) -> None:
        if answer.error is not None or note.wanted is None:
            self._notified(note, None, then, answer)
            return
        text, able = note.wanted, set(answer.values[0])
        escaped = escape if "body-markup" in able else str
        choices = LABELS if text.answerable and "actions" in able else {}
        lines = text.lines if choices or not text.advice else (*text.lines, text.advice)
        if note.server != answer.sender:  # another service counts anew, and the number may be another program's
            note.number = 0
        arguments = (
            APPLICATION,
            note.number,
            ICON,
            _printable(text.summary),
            "\n".join(escaped(_printable(line)) for line in lines),
            [part for choice in choices.items() for part in choice],
            {"urgency": ("y", CRITICAL)},
            SERVERS_CHOICE,
        )
        shown = partial(self._notified, note, text, then)
        self._exchange.ask(TARGET, "Notify", "susssasa{sv}i", *arguments, answer="u", then=shown)

    def _notified(self, note: _Note, text: Text | None, then: Callable[[], object], answer: Answer) -> None:
        note.sending = False
        if answer.error is not None:
            self._say(f"nothing shows notifications: {answer.error}")
            note.wanted = None
        elif text is not None:
            (note.number,), note.server, note.shown = answer.values, answer.sender, text
        then()

    def _heard(self, message: Any) -> None:
        """A signal; only that of who shows the notification counts."""
        signal = signal_of(message)
        if signal is None or signal.interface != SERVICE:
            return
        match signal.member, signal.values:
            case "ActionInvoked", (int(number), str(choice)) if choice in LABELS:
                for volume in self._shown_by(signal.service, number):
                    self._notes[volume].shown = None  # said again, it is news
                    self._asked.append(Asked(self.name, choice, volume))
            case "NotificationClosed", (int(number), int(_)):
                for volume in self._shown_by(signal.service, number):
                    note = self._notes[volume]
                    note.number, note.shown = 0, None
                    if not note.sending:
                        del self._notes[volume]

    def _shown_by(self, server: str, number: int) -> list[str]:
        return [name for name, note in self._notes.items() if note.number == number and note.server == server]


def _printable(text: str) -> str:
    """The text on one line, with nothing in it that cannot be seen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
