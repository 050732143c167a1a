"""What is true now of the screen and the machine, in whatever order it was told."""

from collections.abc import Callable, Iterator

from vault.agent.events import Awake, Event, Locked, SessionEnded, ShuttingDown, Sleeping, SourceLost, Unlocked
from vault.options.policy import Trigger


class Present:
    """The present, made of what is known, which ``is_locked`` tells, and of what was only told once.

    To lock is asked of a session, which may never say that it is, nor that it is not any more.
    """

    def __init__(self, is_locked: Callable[[], bool]) -> None:
        self._is_locked = is_locked
        self._asked: set[str] = set()
        """Where locking was asked for or told, without an unlock since."""
        self._machine: dict[Trigger, str] = {}
        """What the machine is about to do, and who told."""

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        match event:
            case Locked(place=place, elsewhere=False):
                self._asked.add(place or event.source)
            case Unlocked(place=place):
                self._unlocked(place)
            case SessionEnded(place=place):
                self._asked.discard(place)
            case Sleeping():
                self._machine["sleep"] = event.source
            case ShuttingDown():
                self._machine["shutdown"] = event.source
            case Awake():
                self._machine.clear()
            case SourceLost():  # it tells anew what is about to happen
                self._machine = {what: source for what, source in self._machine.items() if source != event.source}

    @property
    def unlocked(self) -> bool:
        """Whether nothing says any more that the screen is locked."""
        return not self._asked and not self._is_locked()

    def holds(self) -> Iterator[Trigger]:
        """What a volume that is opened now is held against.

        Not a lock that was only asked for: whoever opens a volume has unlocked, and maybe nothing told of it.
        """
        if self._is_locked():
            yield "lock"
        yield from self._machine

    def _unlocked(self, place: str) -> None:
        """A session says what holds for itself; a screen saver, without a place, for the one that it is in."""
        self._asked = {asked for asked in self._asked if place and asked.startswith("/") and asked != place}
