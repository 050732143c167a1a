"""The role of an attacher, and what it hands out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from vault.errors import BusyError
from vault.system.mappings import mapping
from vault.system.mounts import mount_at

if TYPE_CHECKING:  # what is open must be listed without loading formats and ciphers
    from collections.abc import Callable
    from pathlib import Path

    from vault.crypto.secret import Secret
    from vault.events import OnEvent
    from vault.volume import UnlockedVolume, Volume

ENDING_S = 10.0
"""How long programs that a command was running may take to let go of the plaintext after it failed."""
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether something can be used here; ``reason`` is one lower-case sentence either way, ``hint`` may mend a no."""

    ok: bool
    reason: str
    hint: str = ""


def _tell_nobody(_attachment: Attachment) -> None:
    """Announce nothing."""


@dataclass(frozen=True, slots=True)
class AttachOptions:
    """How the plaintext is to be shown. ``consumer`` says who reads it, for the caching it needs."""

    read_only: bool = False
    allow_discards: bool = False
    consumer: str = "any"
    """``loop`` (a kernel loop device), ``driver`` (a user-space file system), ``desktop`` (udisks2), ``media`` (the
    privileged helper) or ``any``."""
    dm_flags: tuple[str, ...] = ()
    """Optional parameters of dm-crypt that were asked for, in its own words; no other way has them."""
    key_slot: int | None = None
    """The keyslot that alone may be tried, where the attacher tries them."""
    announce: Callable[[Attachment], None] = _tell_nobody
    """Called just before something comes to be that would outlive this process, so that it can be recorded first."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Plaintext that is shown at ``path``: a file, or a block device.

    A file lies in the FUSE mount at ``folder``, served by the process ``server``. A block device is the mapping of the
    kernel's device-mapper with the UUID ``mapping``, over another one with the UUID ``lower_mapping`` where it takes
    two, over the loop device ``loop`` where one was set up for it. What does not apply is None, 0 or empty.
    """

    way: str
    path: Path
    folder: Path | None
    server: int
    size: int
    read_only: bool
    mapping: str = ""
    loop: str = ""
    lower_mapping: str = ""

    @property
    def mappings(self) -> tuple[str, ...]:
        """The UUIDs of its mappings, the upper one first."""
        return tuple(filter(None, (self.mapping, self.lower_mapping)))


def is_shown(attachment: Attachment) -> bool:
    """Whether its mount, or its mapping, is still there."""
    if attachment.folder is not None:
        return mount_at(attachment.folder) is not None
    return mapping(attachment.mapping) is not None


def has_rest(attachment: Attachment) -> bool:
    """Whether a mapping of it is there that shows nothing by itself."""
    return bool(attachment.lower_mapping) and mapping(attachment.lower_mapping) is not None


class Attacher(Protocol):
    """One way of showing the plaintext."""

    name: str

    @property
    def formats(self) -> frozenset[str] | None:
        """The formats of the volumes that it shows; None stands for all."""

    def here(self) -> Availability:
        """Whether this way is open here for any volume at all; changes nothing."""

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether this way is open here for this volume; changes nothing."""

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """The plaintext, shown. Raises BackendError or NotAvailable and leaves nothing behind."""

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Flush, hide the plaintext and wipe the key; returns when it is gone.

        Raises BusyError while somebody uses it and BackendError when the last data could not be written.
        """


@runtime_checkable
class UnlockingAttacher(Attacher, Protocol):
    """An attacher that is handed the credential in place of the volume key, and derives the key itself."""

    def attach_locked(
        self, volume: Volume, credential: Secret, options: AttachOptions, on_event: OnEvent
    ) -> Attachment:
        """The plaintext, shown. Raises WrongCredential, BackendError or NotAvailable and leaves nothing behind."""


def detach_after_failure(attacher: Attacher, attachment: Attachment, *, timeout_s: float) -> None:
    """Detach what a failed or cancelled command attached, waiting for its own programs that are just ending.

    Raises as ``detach`` does, BusyError only after ``ENDING_S`` seconds.
    """
    deadline = time.monotonic() + ENDING_S
    while True:
        try:
            return attacher.detach(attachment, timeout_s=timeout_s)
        except BusyError:
            if time.monotonic() >= deadline:
                raise
        time.sleep(POLL_S)
