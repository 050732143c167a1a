"""What the agent hears of, as frozen values; each as text is a line of its log."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Choice = Literal["retry", "force", "keep"]
"""What may be done about a volume that programs still use: try once more, take it from them, leave it open."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened, and ``source`` told; ``forgets`` says whether remembered credentials are dropped for it."""

    forgets: ClassVar[bool] = False
    source: str


@dataclass(frozen=True, slots=True)
class Locked(Event):
    """The screen or the session is locked; ``place`` names which.

    Where it is not the one that the user works in, ``elsewhere``, volumes stay open.
    """

    forgets = True
    place: str = ""
    elsewhere: bool = False

    def __str__(self) -> str:
        return f"the screen is locked, says {self.source}"


@dataclass(frozen=True, slots=True)
class Unlocked(Event):
    """The screen or the session is no longer locked; ``place`` names which."""

    place: str = ""

    def __str__(self) -> str:
        return f"the screen is unlocked, says {self.source}"


@dataclass(frozen=True, slots=True)
class Sleeping(Event):
    """The machine is about to sleep."""

    forgets = True

    def __str__(self) -> str:
        return f"the machine goes to sleep, says {self.source}"


@dataclass(frozen=True, slots=True)
class Awake(Event):
    """The machine has slept, or did not get to."""

    def __str__(self) -> str:
        return f"the machine is awake, says {self.source}"


@dataclass(frozen=True, slots=True)
class ShuttingDown(Event):
    """The machine is about to go off."""

    forgets = True

    def __str__(self) -> str:
        return f"the machine shuts down, says {self.source}"


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """A login session of the user is over, at the ``place`` of its locks; ``last`` says whether there is no other."""

    forgets = True
    session: str
    last: bool = True
    place: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"session {self.session} is over, says {self.source}"


@dataclass(frozen=True, slots=True)
class IdleBegan(Event):
    """Nobody has used the computer for a while, in none of the user's sessions."""

    def __str__(self) -> str:
        return f"nobody is at the computer, says {self.source}"


@dataclass(frozen=True, slots=True)
class IdleOver(Event):
    """The computer is used again."""

    def __str__(self) -> str:
        return f"somebody is at the computer, says {self.source}"


@dataclass(frozen=True, slots=True)
class VolumeIdle(Event):
    """The volume has had no input and output for as long as its policy says."""

    volume: str

    def __str__(self) -> str:
        return f"a volume is idle, say {self.source}"


@dataclass(frozen=True, slots=True)
class UsbRemoved(Event):
    """A USB device is gone; ``device`` is VID:PID or VID:PID:SERIAL."""

    device: str

    def __str__(self) -> str:
        return f"a USB device was removed, says {self.source}"


@dataclass(frozen=True, slots=True)
class LockAsked(Event):
    """All volumes are to be closed now."""

    forgets = True

    def __str__(self) -> str:
        return f"everything is to be locked, says {self.source}"


@dataclass(frozen=True, slots=True)
class SourceLost(Event):
    """Nothing more is heard from there, so that a lock may have been missed."""

    forgets = True
    reason: str

    def __str__(self) -> str:
        return f"{self.source} is lost: {self.reason}"


@dataclass(frozen=True, slots=True)
class Told(Event):
    """The agent itself is told to end."""

    forgets = True

    def __str__(self) -> str:
        return f"the agent is ended by {self.source}"


@dataclass(frozen=True, slots=True)
class Asked(Event):
    """The user has chosen what to do about a volume that could not be closed."""

    choice: Choice
    volume: str

    def __str__(self) -> str:
        return f"the answer about a volume is {self.choice}, says {self.source}"
