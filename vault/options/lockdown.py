"""What became of open volumes and of commands with keys that were to go all at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vault.options.answers import SessionRecord

Outcome = Literal["closed", "suspended", "busy", "failed", "stuck"]
"""``closed``, ``suspended``: its key is gone, which was looked at. ``stuck``: closing it goes on and takes too long."""
GONE: tuple[Outcome, ...] = ("closed", "suspended")


@dataclass(frozen=True, slots=True)
class Closing:
    """A volume, as it was, and what became of it; ``holders`` use it, ``reason`` is why its key is still there."""

    volume: SessionRecord
    outcome: Outcome
    holders: tuple[str, ...] = ()
    reason: str = ""

    @property
    def key_gone(self) -> bool:
        """Whether nothing can be read any more without a credential."""
        return self.outcome in GONE


@dataclass(frozen=True, slots=True)
class Stopped:
    """A command that held keys, by what it does and its process, and whether it has ended; with its keys, that is.

    Where it is ``resumable`` the same command goes on with what it has done.
    """

    what: str
    process: int
    ended: bool
    resumable: bool


@dataclass(frozen=True, slots=True)
class LockedDown:
    """What became of each volume and each command, and how many remembered credentials were dropped."""

    volumes: tuple[Closing, ...]
    commands: tuple[Stopped, ...]
    forgotten: int


@dataclass(frozen=True, slots=True)
class AgentFiles:
    """Files that start the agent with the session, which were written or removed."""

    files: tuple[Path, ...]
