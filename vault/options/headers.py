"""Headers saved, restored, compared, checked, repaired and converted: what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vault.options.keys import KeyslotInfo


@dataclass(frozen=True, slots=True)
class HeaderBackup:
    """A header that was saved in ``file`` and compared with the container; ``opened`` when a credential opened it.

    ``header`` is the file with the detached header, if it has one; ``size`` is the backup's in bytes.
    """

    container: Path
    header: Path | None
    file: Path
    format: str
    size: int
    verified: Literal["read back", "opened"]


@dataclass(frozen=True, slots=True)
class HeaderDifference:
    """Something that the header and a backup of it say differently; empty where it is not there."""

    what: str
    now: str
    backup: str


@dataclass(frozen=True, slots=True)
class KeyslotDifference:
    """A keyslot that restoring a backup brings back, takes away or changes: as it is now, and as it is in the backup.

    A changed one then opens with what opened it at the time of the backup.
    """

    number: int
    change: Literal["comes back", "goes", "changes"]
    now: KeyslotInfo | None
    backup: KeyslotInfo | None


@dataclass(frozen=True, slots=True)
class HeaderComparison:
    """What restoring ``file`` would change. ``damaged`` says why the header that is there cannot be compared.

    Of VeraCrypt headers nothing can be told but whether the places have other bytes, ``same``.
    """

    container: Path
    header: Path | None
    file: Path
    format: str
    same: bool
    differences: tuple[HeaderDifference, ...] = ()
    keyslots: tuple[KeyslotDifference, ...] = ()
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class HeaderRestored:
    """A header that was restored from ``file``, None for the container's own backup; ``size`` is that in bytes.

    ``kept`` is the automatic backup of what was there before, None without one; ``comparison`` says what differed.
    """

    container: Path
    header: Path | None
    file: Path | None
    format: str
    size: int
    kept: Path | None
    comparison: HeaderComparison | None


@dataclass(frozen=True, slots=True)
class KeptHeader:
    """An automatic backup: of which volume (its UUID or a hash), since when (UTC, ISO 8601), before which command.

    ``size`` is in bytes.
    """

    volume: str
    when: str
    what: str
    size: int
    file: Path


@dataclass(frozen=True, slots=True)
class CopyCheck:
    """One copy of a header at ``offset`` bytes; ``reason`` says what is wrong with one that is not valid.

    ``foreign`` is one of two that have different UUIDs, ``unknown`` one that only a credential could tell from noise.
    """

    name: str
    offset: int
    state: Literal["valid", "old", "damaged", "foreign", "unknown"]
    reason: str
    sequence_id: int | None


@dataclass(frozen=True, slots=True)
class Overwritten:
    """Bytes of a keyslot area, whole blocks of 512, that are no ciphertext, and what they look like."""

    offset: int
    length: int
    looks_like: str


@dataclass(frozen=True, slots=True)
class KeyslotCheck:
    """A keyslot's area: ``blocks`` of 512 bytes from ``offset``, and which of them were overwritten.

    ``opened`` tells whether the credential opens it, None when it was not tried.
    """

    number: int
    name: str
    offset: int
    blocks: int
    overwritten: tuple[Overwritten, ...]
    opened: bool | None


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """A token and whether it answers: ``ready``, ``dangling`` without its keyslot, or a state with its reason."""

    number: int
    kind: str
    keyslots: tuple[int, ...]
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class ForeignSignature:
    """The mark of something else in the place of the header, at ``offset`` bytes."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class HeaderCheck:
    """What was found of a header: ``whole``, or ``flaws`` that say what is lost; ``notes`` are no damage.

    ``whole`` is None where only the right credential could tell. ``opened`` says whether the credential opened
    anything, None when none was given.
    """

    container: Path
    header: Path | None
    format: str
    whole: bool | None
    flaws: tuple[str, ...]
    notes: tuple[str, ...]
    copies: tuple[CopyCheck, ...] = ()
    keyslots: tuple[KeyslotCheck, ...] = ()
    tokens: tuple[TokenCheck, ...] = ()
    signatures: tuple[ForeignSignature, ...] = ()
    kept: tuple[KeptHeader, ...] = ()
    opened: bool | None = None


@dataclass(frozen=True, slots=True)
class RepairStep:
    """A write of ``length`` bytes at ``offset``, and what it mends, as a sentence."""

    what: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class HeaderRepairPlan:
    """What a repair would write, in this order; ``left`` is what it cannot mend, and what else can be done."""

    container: Path
    header: Path | None
    format: str
    steps: tuple[RepairStep, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderRepaired:
    """A repair that was done; ``kept`` is the automatic backup of the damaged header, None where none was made."""

    container: Path
    header: Path | None
    format: str
    steps: tuple[RepairStep, ...]
    left: tuple[str, ...]
    kept: Path | None


@dataclass(frozen=True, slots=True)
class ConvertedHeader:
    """A header that was converted in place to ``format``; ``backup`` is the file, named or kept, with what it was."""

    container: Path
    header: Path | None
    format: str
    uuid: str
    backup: Path | None
