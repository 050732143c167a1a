"""How far a long piece of work has come, kept so that a power cut at any moment leaves the last mark or the one before.

Two slots are written in turn, each with a number and a checksum, so that the slot that counts is never written over.
References: spec/conversion.md, "The journal"
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from vault.blockdev.base import BlockDevice
from vault.errors import FormatError, from_os

SLOT = 4096
SIZE = 2 * SLOT
"""Bytes of the device that a journal needs."""
VERSION = 1


@dataclass(slots=True)
class Journal:
    """``done`` bytes of the work on ``subject`` are durable; ``subject`` is what JSON can hold, and nothing secret.

    ``device`` stays its owner's to close.
    """

    device: BlockDevice
    subject: Mapping[str, Any]
    done: int = 0
    _turn: int = field(default=0, repr=False)

    @classmethod
    def create(cls, device: BlockDevice, subject: Mapping[str, Any]) -> Self:
        """The journal of work that begins, durable; what the device held is lost. Raises BackendError."""
        journal = cls(device, dict(subject))
        journal.mark(0)
        return journal

    @classmethod
    def open(cls, device: BlockDevice) -> Self:
        """The journal that the device holds. Raises FormatError when there is none that is whole, BackendError."""
        if device.size < SIZE:
            raise _no_journal()
        try:
            slots = [_unpack(bytes(device.read(number * SLOT, SLOT))) for number in range(2)]
        except OSError as error:
            raise from_os(error, "cannot read the journal") from error
        whole = [slot for slot in slots if slot is not None]
        if not whole:
            raise _no_journal()
        last = max(whole, key=lambda slot: int(slot["turn"]))
        return cls(device, last["subject"], last["done"], last["turn"])

    def mark(self, done: int) -> None:
        """Remember, durably, that the work has come so far; the caller made the work itself durable before.

        Raises BackendError.
        """
        turn = self._turn + 1
        try:
            self.device.write(turn % 2 * SLOT, _pack(turn, done, self.subject))
            self.device.flush()
        except OSError as error:
            raise from_os(error, "cannot write the journal") from error
        self.done, self._turn = done, turn


def _pack(turn: int, done: int, subject: Mapping[str, Any]) -> bytes:
    record = json.dumps({"version": VERSION, "turn": turn, "done": done, "subject": subject}).encode()
    lines = record + b"\n" + hashlib.sha256(record).hexdigest().encode() + b"\n"
    assert len(lines) <= SLOT, "too long a subject"
    return lines.ljust(SLOT, b"\n")


def _unpack(slot: bytes) -> dict[str, Any] | None:
    """What a slot says, or None for one that was never written or only in part."""
    record, _, rest = slot.partition(b"\n")
    if rest.partition(b"\n")[0] != hashlib.sha256(record).hexdigest().encode():
        return None
    try:
        value = json.loads(record)
        if value["version"] != VERSION:
            raise FormatError("the journal was written by another version of vault", hint="use that version to go on")
        kinds = (("turn", int), ("done", int), ("subject", dict))
        return value if all(isinstance(value[name], kind) for name, kind in kinds) else None
    except (ValueError, KeyError, TypeError):
        return None


def _no_journal() -> FormatError:
    return FormatError("the journal is damaged", hint="remove it and the unfinished new volume, and start again")
