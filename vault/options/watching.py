"""What is open and who watches over it, and what happens to it, as a frontend is told."""

from dataclasses import dataclass
from pathlib import Path

from vault.options.answers import SessionRecord, SessionState
from vault.options.policy import Policy


@dataclass(frozen=True, slots=True)
class OpenVolume(SessionRecord):
    """An open volume, and by which policy it is closed by itself; "suspend" only where it can be suspended."""

    policy: Policy


@dataclass(frozen=True, slots=True)
class VolumeEvent:
    """Something happened to an open volume; ``volume`` is what there is of it now, or was at the end."""

    volume: SessionRecord


@dataclass(frozen=True, slots=True)
class VolumeOpened(VolumeEvent):
    """It is open: since just now, or since before it was looked for."""


@dataclass(frozen=True, slots=True)
class VolumeChanged(VolumeEvent):
    """It is another way open than it was: mounted, suspended, or what served it has died."""

    before: SessionState


@dataclass(frozen=True, slots=True)
class VolumeClosed(VolumeEvent):
    """It is closed, and nothing of it is left."""


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """The agent's process, what it hears of a locked screen from, and why it does not hear of it from others."""

    pid: int
    watching: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What is open, oldest first, and the agent that watches over it, if one runs."""

    sessions: tuple[OpenVolume, ...]
    agent: AgentStatus | None


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a container is where it was: ``problem`` is why it cannot be opened there, empty when nothing is seen."""

    container: Path
    problem: str
