"""Backups of headers in files: written where nobody is overwritten, and proved by reading them back and opening them.

References: spec/header-safety.md, "Backups"; cryptsetup-luksHeaderBackup(8), whose files these are for LUKS
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.newfile import remove, write_new
from vault.errors import BackendError, UnsupportedFeature, UsageError, from_os
from vault.events import OnEvent, Step, ignore
from vault.formats.luks import LuksFormat, LuksLocked
from vault.formats.luks2.limits import KEYSLOTS_SIZE_MAX, METADATA_SIZES
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_placement
from vault.formats.luks2.write import telling
from vault.formats.registry import RECOGNISED
from vault.formats.relocate_luks import round_up
from vault.formats.veracrypt.change import header_backup
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.header import check
from vault.formats.veracrypt.layout import decode
from vault.formats.veracrypt.open import Wanted, find
from vault.options import HeaderBackup
from vault.volume import Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

LARGEST = KEYSLOTS_SIZE_MAX + 2 * METADATA_SIZES[-1]
"""Bytes of the largest header there is."""
SECTOR = 512
VERACRYPT = "veracrypt"

_LUKS = tuple(kind for kind in RECOGNISED if isinstance(kind, LuksFormat))


def backup(
    volume: Volume,
    file: Path,
    credential: "Callable[[], Secret] | None" = None,
    *,
    on_event: OnEvent = ignore,
) -> HeaderBackup:
    """What was saved: the header with its keyslots, as it is, in the new and private ``file``.

    The file is read back, and what is in it opened with the ``credential``, unless there is none; when that fails it is
    removed. For VeraCrypt these are the places of both headers, whether or not there is a hidden volume. Raises
    UsageError when the file exists, UnsupportedFeature for other formats, WrongCredential, FormatError, BackendError.
    """
    where = Path(os.path.abspath(file))
    if os.path.lexists(where):
        raise UsageError(f"{where} exists already", hint="choose another name: a backup is never overwritten")
    data = header_bytes(volume)
    save(data, where)
    try:
        verified = verify(volume, where, data, credential, on_event)
    except BaseException:
        remove(where)
        raise
    kind = volume.format if isinstance(volume.locked, LuksLocked) else VERACRYPT
    return HeaderBackup(volume.container.path, volume.container.header_path, where, kind, len(data), verified)


def header_bytes(volume: Volume) -> bytes:
    """The header of the volume as a backup has it. Raises UnsupportedFeature, BackendError."""
    if isinstance(volume.locked, LuksLocked):
        return luks_bytes(volume.locked.device, volume.luks.header)
    if isinstance(volume.locked, VeraCryptLocked):
        return header_backup(volume.container.device)
    raise unsupported(volume.format)


def luks_bytes(device: BlockDevice, header: Header) -> bytes:
    """All bytes of a LUKS header with its keyslots area, as cryptsetup saves it. Raises BackendError."""
    with telling("read the header"):
        return bytes(device.read(0, min(round_up(header.size), device.size)))


def verify(
    volume: Volume, file: Path, data: bytes, credential: "Callable[[], Secret] | None", on_event: OnEvent = ignore
) -> Literal["read back", "opened"]:
    """How far the ``file`` with ``data`` was proved to be a backup of the volume's header.

    Raises FormatError when it is none that fits the container, BackendError when it has other bytes, and with a
    credential WrongCredential when nothing in it opens.
    """
    on_event(Step("reading the backup"))
    found = read_backup(file, cached=False)
    if found != data:
        raise BackendError(f"{file} does not hold what was written to it", hint="the disk may be failing; use another")
    holder = MemoryDevice(len(found), data=found)
    luks = isinstance(volume.locked, LuksLocked)
    if luks:
        _check_fits(volume, holder)
    if credential is None:
        return "read back"
    with credential() as secret:
        (_open_luks if luks else _open_veracrypt)(volume, holder, secret, on_event)
    return "opened"


def _check_fits(volume: Volume, holder: MemoryDevice) -> None:
    container = volume.container
    header: Header = _kind_of(holder).header.read_header(holder, limits=volume.luks.limits)
    check_placement(header, detached=container.header_device is not container.device)
    if header.uuid != volume.uuid:
        raise UsageError("the header was changed while it was saved", hint="save it again")
    header.data_segment()


def _open_luks(volume: Volume, holder: MemoryDevice, secret: "Secret", on_event: OnEvent) -> None:
    kind = _kind_of(holder)
    limits = volume.luks.limits
    header: Header = kind.header.read_header(holder, limits=limits)
    kind.keyslots.unlock(header, holder, secret, limits=limits, on_event=on_event)[1].wipe()


def _open_veracrypt(volume: Volume, holder: MemoryDevice, secret: "Secret", on_event: OnEvent) -> None:
    assert isinstance(volume.locked, VeraCryptLocked)
    hit = find(holder, secret, in_file(volume.locked), on_event=on_event)
    with hit.area:
        check(hit.candidate.kind, hit.candidate.location, decode(hit.area.view()), volume.container.device.size)


def in_file(locked: VeraCryptLocked) -> Wanted:
    """What narrows the search in a backup, which has no second copies in it."""
    return replace(locked.wanted(), backup=False)


def _kind_of(device: BlockDevice) -> LuksFormat:
    kind = luks_kind(device)
    assert kind is not None, "the bytes are those of a LUKS header"
    return kind


def luks_kind(device: BlockDevice) -> LuksFormat | None:
    """The version of LUKS whose header shows on the device, be it damaged; None for anything else."""
    return next((kind for kind in _LUKS if kind.probe(device)), None)


def holds_luks(data: bytearray) -> bool:
    """Whether a backup begins as a LUKS header does."""
    return luks_kind(MemoryDevice(len(data), data=data)) is not None


def read_backup(file: Path, *, cached: bool = True) -> bytearray:
    """The bytes of a backup; not ``cached`` asks the medium for them, where the system allows that.

    Raises UsageError when it is no file of its size, BackendError.
    """
    try:
        # Whoever opens a pipe would else wait for its other end.
        fd = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(fd, "rb", buffering=0) as source:
            found = os.fstat(fd)
            size = found.st_size
            if not stat.S_ISREG(found.st_mode) or not 0 < size <= LARGEST or size % SECTOR:
                raise UsageError(f"{file} is no header backup: it has {size} bytes")
            if not cached:
                with suppress(OSError):
                    os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            data = bytearray(size)
            if source.readinto(data) != size:
                raise UsageError(f"{file} is no header backup: it was cut short")
    except FileNotFoundError as error:
        raise UsageError(f"there is no header backup {file}") from error
    except OSError as error:
        raise from_os(error, f"cannot read the header backup {file}") from error
    return data


def save(data: bytes, path: Path, *, sparse: bool = False) -> None:
    """Write the bytes into a new file, durable and with mode 0600; ``sparse`` leaves holes where they are zeros.

    Raises UsageError, NoSpace, BackendError.
    """
    write_new(path, data, sparse=sparse, failure=f"cannot save the header in {path.absolute()}")


def unsupported(name: str) -> UnsupportedFeature:
    """That only LUKS and VeraCrypt headers are taken care of."""
    return UnsupportedFeature(f"the header of a {name} volume is neither saved nor restored")
