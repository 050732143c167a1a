"""What a container holds when no format of ours says so: told by what is recognised, or by looking random.

A VeraCrypt, TrueCrypt, plain, cryptoloop or FreeOTFE volume has no mark at all, so the best that can be said of it
is "may be", and only after everything that has a mark was asked: disk images by their magics, file systems,
partition tables, members of RAID and LVM by libblkid, other files by their magics again.

References: VeraCrypt documentation, "VeraCrypt Volume Format Specification"; UEFI specification, section 5.3 (GPT)
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from vault.blockdev.base import BlockDevice
from vault.blockdev.image import file_size
from vault.blockdev.unaligned import read_at
from vault.errors import BackendError, NotAvailable, from_os
from vault.formats import magics
from vault.formats.bitlocker import header as bitlocker
from vault.formats.fvault2 import header as fvault2
from vault.formats.luks1 import header as luks1
from vault.formats.luks2 import header as luks2
from vault.formats.randomness import SAMPLE, looks_random
from vault.formats.veracrypt.layout import HEADERS_SIZE, OLD_HEADER_SIZE
from vault.system import blkid

Kind = Literal[
    "filesystem", "partitions", "raid", "lvm", "swap", "image", "crypto", "other", "random", "empty", "unknown"
]

HEAD = 4096
"""Bytes from the start whose sectors must all look random, or be zero, in what is called random."""
SPREAD = 32
"""Places over the whole container that are looked at as well where its start is zeros."""
FEWEST_RANDOM = 4
"""Of those, how many must have been written to, all with what looks random."""
SMALL = 16 << 20
"""Bytes up to which all of a container is read before it is called empty."""
STEP = 1 << 20
SECTOR = 512
SYSTEM_HEADER = 62
"""The sector of the disk that has the header of system encryption."""
SMALLEST_VERACRYPT = 2 * HEADERS_SIZE + SECTOR
SMALLEST_OLD = OLD_HEADER_SIZE + SECTOR


@dataclass(frozen=True, slots=True)
class Content:
    """What a container holds: ``name`` is blkid's TYPE or PTTYPE, or the format of the image or file.

    ``name`` is empty for what is ``random``, ``empty`` (all zeros, as far as was looked) or ``unknown``; signatures
    that contradict each other are ``unknown`` with all their names. ``table`` is the type of a partition table, which
    may be there beside something else.
    """

    kind: Kind
    name: str = ""
    label: str = ""
    uuid: str = ""
    table: str = ""


def identify(device: BlockDevice) -> Content:
    """What the device holds; reads only, whatever its bytes are. Raises BackendError when it cannot be read.

    libblkid is asked where the device is a file or block device and the library is there. Elsewhere only what
    ``magics`` and the formats know is recognised. Where it came to grief over the content that is ``unknown``, not
    ``random``.
    """
    try:
        return _identify(_View(device))
    except OSError as error:
        raise from_os(error, "cannot read the container") from error


def may_be(device: BlockDevice, content: Content) -> tuple[str, ...]:
    """The kinds of encrypted volumes that have no mark which the device may be, given its size; empty when none.

    A partition table is one when the sector of the disk that VeraCrypt and TrueCrypt use for the header of system
    encryption looks random and belongs to no partition. Raises BackendError.
    """
    try:
        view = _View(device)
        if content.table:
            return _system_encryption(view)
    except OSError as error:
        raise from_os(error, "cannot read the container") from error
    if content.kind != "random":
        return ()
    return tuple(name for name, least, most in _UNMARKED if least <= view.size and (not most or view.size < most))


_UNMARKED = (
    ("VeraCrypt", SMALLEST_VERACRYPT, 0),
    ("VeraCrypt header backup", SECTOR, SMALLEST_VERACRYPT),
    ("TrueCrypt", SMALLEST_OLD, 0),
    ("TrueCrypt header backup", SECTOR, SMALLEST_OLD),
    ("plain dm-crypt", SMALLEST_OLD, 0),
    ("cryptoloop", SMALLEST_OLD, 0),
    ("FreeOTFE", SECTOR, 0),
    ("LUKS with a detached header", SMALLEST_OLD, 0),
)
"""Name, smallest size in bytes, and the size from which on it is not, if there is one."""


# --- reading -------------------------------------------------------------------------------------------------


class _View:
    """The bytes of a device, the last part of a file that is no whole sector included."""

    def __init__(self, device: BlockDevice) -> None:
        self.device = device
        fileno: Callable[[], int] | None = getattr(device, "fileno", None)
        self.descriptor = -1 if fileno is None else fileno()
        self.size = device.size if self.descriptor < 0 else file_size(self.descriptor)
        self.head = self.read(0, HEAD)

    def read(self, offset: int, length: int) -> bytes:
        """What there is of these bytes. Raises OSError."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        if self.descriptor >= 0:
            return os.pread(self.descriptor, length, offset)
        return bytes(read_at(self.device, offset, length))

    def sector(self, number: int) -> bytes:
        """The sector of 512 bytes with this number; fewer bytes at the end."""
        return self.read(number * SECTOR, SECTOR)

    def found(self, table: tuple[magics.Magic, ...]) -> str:
        """The name of the first magic of the table that is there, or nothing."""
        for offset, magic, name in table:
            start = offset if offset >= 0 else self.size + offset
            if start + len(magic) <= len(self.head) and offset >= 0:
                there = self.head[start : start + len(magic)]
            else:
                there = self.read(start, len(magic))
            if there == magic:
                return name
        return ""


# --- what is recognised --------------------------------------------------------------------------------------


def _identify(view: _View) -> Content:
    if view.size == 0:
        return Content("empty")
    if name := view.found(magics.IMAGES):
        return Content("image", name)
    signatures, sound = _signatures(view)
    if len(signatures) == 1:
        return _translated(signatures[0])
    if content := _marked_volume(view):
        return content
    if signatures:
        names = dict.fromkeys(signature.type or signature.table for signature in signatures)
        return Content("unknown", ", ".join(names))
    if content := _by_magic(view) or _boot_sector(view):
        return content
    if _is_random(view):
        return Content("random" if sound else "unknown")
    return _rest(view)


def _signatures(view: _View) -> tuple[tuple[blkid.Signature, ...], bool]:
    """What libblkid says, and whether it could say it or could not be asked: False when it failed over the content."""
    if view.descriptor < 0:
        return (), True
    try:
        found = blkid.probe(view.descriptor)
        return tuple(signature for signature in found if not _is_accident(view, signature)), True
    except NotAvailable:
        return (), True
    except BackendError:
        return (), False


def _is_accident(view: _View, found: blkid.Signature) -> bool:
    """Whether ciphertext happens to have the mark, which may be two bytes: the sector with it looks random.

    Of tables only Atari's has no mark.
    """
    if not found.type:
        return found.table == "atari" and looks_random(view.sector(0))
    sector = view.sector(found.magic_offset // SECTOR)
    return found.magic_offset >= 0 and len(sector) == SAMPLE and looks_random(sector)


def _translated(found: blkid.Signature) -> Content:
    if not found.type:
        return Content("partitions", found.table, uuid=found.table_uuid, table=found.table)
    if found.type.startswith("LVM"):
        kind: Kind = "lvm"
    elif found.type in ("swap", "swsuspend"):
        kind = "swap"
    else:
        kind = _USAGES.get(found.usage, "other")
    return Content(kind, found.type, found.label, found.uuid, found.table)


_USAGES: dict[str, Kind] = {"filesystem": "filesystem", "raid": "raid", "crypto": "crypto"}


def _marked_volume(view: _View) -> Content | None:
    """An encrypted volume with a mark that libblkid is too old for, or that contradicts another, or that is torn."""
    for probe, name in _MARKED:
        if probe(view.device):
            return Content("crypto", name)
    name = view.found(magics.CRYPTO)
    return Content("crypto", name) if name else None


_MARKED: tuple[tuple[Callable[[BlockDevice], bool], str], ...] = (
    (luks2.probe, "crypto_LUKS"),
    (luks1.probe, "crypto_LUKS"),
    (bitlocker.probe, "BitLocker"),
    (fvault2.probe, "cs_fvault2"),
)
"""In blkid's words."""


def _by_magic(view: _View) -> Content | None:
    for kind, table in _TABLES:
        if name := view.found(table):
            return Content(kind, name, table=name if kind == "partitions" else "")
    return None


_TABLES: tuple[tuple[Kind, tuple[magics.Magic, ...]], ...] = (
    ("lvm", magics.LVM),
    ("filesystem", magics.SYSTEMS),
    ("swap", magics.SWAP),
    ("partitions", magics.PARTITIONS),
    ("other", magics.FILES),
)


def _boot_sector(view: _View) -> Content | None:
    """A DOS partition table that blkid was not asked for, or one without partitions."""
    sector = view.head[:SECTOR]
    if sector[510:] != b"\x55\xaa" or looks_random(sector):
        return None
    entries = [sector[start : start + 16] for start in range(446, 510, 16)]
    table = all(entry[0] in (0x00, 0x80) for entry in entries) and any(entry[4] for entry in entries)
    return Content("partitions", "dos", table="dos") if table else Content("other", "boot sector")


def _rest(view: _View) -> Content:
    if _is_blank(view):
        return Content("empty")
    text = view.head[:SECTOR]
    if all(byte in _TEXT for byte in text):
        return Content("image", "parallels") if b"<Parallels_disk_image" in text else Content("other", "text")
    return Content("unknown")


def _is_blank(view: _View) -> bool:
    """Whether all is zeros: every byte of a small container, else those places that are looked at."""
    if any(view.head):
        return False
    if view.size > SMALL:
        return not any(map(any, _spread(view)))
    return all(data == bytes(len(data)) for data in (view.read(at, STEP) for at in range(0, view.size, STEP)))


_TEXT = frozenset(range(0x20, 0x7F)) | frozenset(b"\t\n\r\f")


# --- what looks random ---------------------------------------------------------------------------------------


def _is_random(view: _View) -> bool:
    """Whether the first 4 KiB look random; zeros are allowed behind the first sector, where nothing was written yet.

    What lies further on may be anything: a volume made by quick format has old data there. Where even the first
    sector is zero, all of it that was written to must look random: a plain volume whose file system leaves its
    first sector alone, or a header that was wiped.
    """
    first = view.head[:SAMPLE]
    if len(first) < SAMPLE:
        return False
    if any(first):
        return looks_random(first) and all(map(looks_random, _written(_sectors(view.head))))
    written = list(_written(_spread(view)))
    return len(written) >= FEWEST_RANDOM and all(map(looks_random, written))


def _sectors(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), SAMPLE):
        yield data[start : start + SAMPLE]


def _written(samples: Iterator[bytes]) -> Iterator[bytes]:
    return (sample for sample in samples if len(sample) == SAMPLE and any(sample))


def _spread(view: _View) -> Iterator[bytes]:
    """Sectors from all over the container, and those where backup headers lie."""
    count = view.size // SECTOR
    numbers = {count * step // SPREAD for step in range(SPREAD)}
    numbers |= {2, 8, 128, 256, count - 256, count - 128, count - 1}
    return (view.sector(number) for number in sorted(numbers) if 0 <= number < count)


# --- system encryption ---------------------------------------------------------------------------------------


def _system_encryption(view: _View) -> tuple[str, ...]:
    header = view.sector(SYSTEM_HEADER)
    if len(header) < SAMPLE or not looks_random(header) or _first_used(view) <= SYSTEM_HEADER:
        return ()
    boot = view.sector(0)
    named = tuple(name for name in ("VeraCrypt", "TrueCrypt") if name.encode() in boot)
    # without its boot loader: another one, compressed, may reach up to there, but does not leave its neighbours free
    beside = [view.sector(SYSTEM_HEADER - 1)]
    if _first_used(view) > SYSTEM_HEADER + 1:
        beside.append(view.sector(SYSTEM_HEADER + 1))
    if not named and any(looks_random(sector) for sector in beside if len(sector) == SAMPLE):
        return ()
    return tuple(f"{name} system encryption" for name in named or ("VeraCrypt", "TrueCrypt"))


def _first_used(view: _View) -> int:
    """The number of the first sector that belongs to a partition; beyond the disk when there is none."""
    table = view.sector(1)
    if table[:8] == b"EFI PART":
        entries, count, size = (int.from_bytes(table[at : at + n], "little") for at, n in ((72, 8), (80, 4), (84, 4)))
        data = view.read(entries * SECTOR, min(count, 256) * min(size, 512)) if size >= 128 else b""
        used = [data[at : at + 128] for at in range(0, len(data) - 127, size)] if size >= 128 else []
        starts = [int.from_bytes(entry[32:40], "little") for entry in used if any(entry[:16])]
    else:
        boot = view.sector(0)
        starts = [int.from_bytes(boot[at + 8 : at + 12], "little") for at in range(446, 510, 16) if boot[at + 4]]
    return min(starts, default=view.size // SECTOR)
