"""What happened on the way, as frozen values handed to a plain callback; a frontend shows them or not."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""


@dataclass(frozen=True, slots=True)
class Warned(Event):
    """Something the user should know although the work goes on; one lower-case sentence."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class KdfStarted(Event):
    """A key derivation began for a keyslot; nothing can be said of it until it ends."""

    slot: int
    kdf: str


@dataclass(frozen=True, slots=True)
class KeyslotTried(Event):
    """A keyslot was tried with the credential."""

    slot: int
    opened: bool


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """``done`` of ``total`` bytes of a long piece of work named ``what``."""

    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Step(Event):
    """A step of the work began: checking, attaching, mounting."""

    what: str


@dataclass(frozen=True, slots=True)
class Waiting(Event):
    """The volume is in use by ``holders`` (``program (pid, user)``) and the work waits for them."""

    what: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touch(Event):
    """The security key ``device`` waits to be touched; the next event of any kind, or the end, says it is over."""

    device: str


@dataclass(frozen=True, slots=True)
class Settled(Event):
    """What was asked for is done and stays, whatever comes now: only the answer is still to be given.

    Who ends the work by exceptions from signal handlers blocks these signals as it hears this: all is undone that is
    interrupted before, and nothing after.
    """


OnEvent = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """Listen to nothing."""
