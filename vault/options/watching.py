"""What is open and who watches over it, and what happens to it, as a frontend is told."""

from dataclasses import dataclass

from vault.options.answers import SessionRecord, SessionState


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

    sessions: tuple[SessionRecord, ...]
    agent: AgentStatus | None
