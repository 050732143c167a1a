"""Backups of headers: saved into a file that nobody overwrites, and written back when they fit the container.

References: spec/veracrypt-format.md; cryptsetup-luksHeaderBackup(8), whose files these are for LUKS
"""

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.newfile import new_file
from vault.container import Container
from vault.errors import FormatError, UnsupportedFeature, UsageError, from_os
from vault.events import OnEvent, Step, Warned
from vault.formats.checks import check_options
from vault.formats.luks import LuksFormat, LuksLocked
from vault.formats.luks2.keyslots import wipe_area
from vault.formats.luks2.limits import KEYSLOTS_SIZE_MAX, METADATA_SIZES
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_placement
from vault.formats.luks2.write import telling
from vault.formats.registry import RECOGNISED, shown
from vault.formats.relocate_luks import round_up
from vault.formats.veracrypt.change import header_backup, restore_header
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import Kind
from vault.options import HeaderBackup, OpenOptions
from vault.volume import Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

LARGEST = KEYSLOTS_SIZE_MAX + 2 * METADATA_SIZES[-1]
"""Bytes of the largest header there is."""
SECTOR = 512


def backup(volume: Volume, file: Path) -> HeaderBackup:
    """What was saved: the header with its keyslots, as it is, in the new and private ``file``.

    For VeraCrypt these are the places of both headers, whether or not there is a hidden volume. Raises UsageError when
    the file exists, UnsupportedFeature for other formats, BackendError.
    """
    where = Path(os.path.abspath(file))
    if os.path.lexists(where):
        raise UsageError(f"{where} exists already", hint="choose another name: a backup is never overwritten")
    if isinstance(volume.locked, LuksLocked):
        device = volume.locked.device
        with telling("read the header"):
            data = bytes(device.read(0, min(round_up(volume.luks.header.size), device.size)))
    elif isinstance(volume.locked, VeraCryptLocked):
        data = header_backup(volume.container.device)
    else:
        raise _unsupported(volume.format)
    _save(data, where)
    kind = volume.format if isinstance(volume.locked, LuksLocked) else "veracrypt"
    return HeaderBackup(volume.container.path, volume.container.header_path, where, kind, len(data))


def restore_luks(
    device: BlockDevice,
    container: BlockDevice,
    data: bytearray,
    options: OpenOptions,
    *,
    force: bool,
    on_event: OnEvent,
) -> str:
    """The format whose header ``data``, a backup, was written to ``device``; ``container`` is what it decrypts.

    At a power cut it can be done again: the keyslots are written first and the header that names them last. Raises
    UsageError for options of other formats, and when the backup is not of this volume, which ``force`` overrules where
    it at least fits; FormatError when it is no valid header, BackendError.
    """
    source = MemoryDevice(len(data), data=data)
    kind = _shown(source)
    if kind is None:
        raise UsageError("the backup holds no LUKS header")
    if options.format not in (None, kind.name):
        raise UsageError(f"the backup holds a {kind.name} header, and the format named is {options.format}")
    check_options(options, kind)
    header: Header = kind.header.read_header(source)
    if device.size < len(data) == round_up(header.size):
        raise UsageError(f"the header in the backup has {header.size} bytes, the container only {device.size}")
    if len(data) != min(round_up(header.size), device.size):
        raise UsageError(f"the backup has {len(data)} bytes, the header in it {header.size}")
    check_placement(header, detached=device is not container)
    header.segment().size_within(container.size)
    stale = _check_same(kind, header, device, force=force, on_event=on_event)
    on_event(Step("writing the header"))
    ends = [0, header.metadata_size] if kind.name == "luks2" else [0]
    parts = pairwise([*ends, header.keyslots_offset, len(data)])
    with telling("write the header"):
        for begin, end in reversed(list(parts)):
            device.write(begin, data[begin:end])
            device.flush()
    if stale > len(data):
        # The rest of a larger header, a second copy perhaps, must not be taken for the volume's.
        wipe_area(device, len(data), stale - len(data), on_event=on_event)
    return kind.name


def veracrypt(container: Container, options: OpenOptions, *, by_file: bool) -> VeraCryptLocked:
    """The container as one of VeraCrypt, whose header may be damaged; ``by_file`` tells whether a backup was named.

    Raises UsageError for one of another format.
    """
    if options.format is None:
        kind = shown(container.header_device)
        if kind is not None:
            flaw = "and no header of one is in the backup" if by_file else "which has no backup of its header in itself"
            raise UsageError(
                f"{container.path} is a {kind.name} volume, {flaw}",
                hint="name the file that vault header backup wrote",
            )
        options = replace(options, format="veracrypt")
    locked = Volume.open(container, options).locked
    if not isinstance(locked, VeraCryptLocked):
        raise _unsupported(options.format or "")
    return locked


def restore_veracrypt(
    locked: VeraCryptLocked, data: bytearray | None, credential: "Callable[[], Secret]", on_event: OnEvent
) -> str:
    """The format; the header that the credential opens is written back from ``data``, or the container's own backup.

    Raises WrongCredential, and what else ``vault.formats.veracrypt.change.restore_header`` does.
    """
    if locked.kind is Kind.TRUECRYPT:
        raise UnsupportedFeature("headers of TrueCrypt are not written", hint="vault convert makes a new volume of it")
    source = None if data is None else bytes(data)
    with credential() as secret:
        restore_header(locked.place.device, secret, source=source, wanted=locked.wanted(), on_event=on_event)
    return "veracrypt"


def read_backup(file: Path) -> bytearray:
    """The bytes of a backup. Raises UsageError when it is no file of its size, BackendError."""
    try:
        with file.open("rb", buffering=0) as source:
            size = os.fstat(source.fileno()).st_size
            if not file.is_file() or not 0 < size <= LARGEST or size % SECTOR:
                raise UsageError(f"{file} is no header backup: it has {size} bytes")
            data = bytearray(size)
            if source.readinto(data) != size:
                raise UsageError(f"{file} is no header backup: it was cut short")
    except FileNotFoundError as error:
        raise UsageError(f"there is no header backup {file}") from error
    except OSError as error:
        raise from_os(error, f"cannot read the header backup {file}") from error
    return data


def holds_luks(data: bytearray) -> bool:
    """Whether a backup begins as a LUKS header does."""
    return _shown(MemoryDevice(len(data), data=data)) is not None


_LUKS = tuple(kind for kind in RECOGNISED if isinstance(kind, LuksFormat))


def _shown(device: BlockDevice) -> LuksFormat | None:
    return next((kind for kind in _LUKS if kind.probe(device)), None)


def _check_same(kind: LuksFormat, header: Header, device: BlockDevice, *, force: bool, on_event: OnEvent) -> int:
    """Bytes of the header that is there now, 0 when it cannot be read: a damaged one is what backups are for.

    Raises UsageError when it has its data at another place and, unless ``force``, when it is of another volume or of
    another kind or size, or when nothing tells that the container is of LUKS.
    """
    there = _shown(device)
    if there is None:
        _doubt("the container shows no LUKS header", force=force, on_event=on_event)
        return 0
    try:
        present: Header = there.header.read_header(device)
        place = present.segment().offset
    except FormatError:
        return 0
    if place != header.segment().offset:
        raise UsageError(
            f"the backup is of another volume: its data begins at {header.segment().offset}, here at {place}"
        )
    if present.uuid != header.uuid:
        message = f"the backup is of the volume {header.uuid}, the container holds {present.uuid}"
        _doubt(message, force=force, on_event=on_event)
    if (there, present.size) != (kind, header.size):
        message = f"the backup has a {kind.name} header of {header.size} bytes, here is {there.name} of {present.size}"
        _doubt(message, force=force, on_event=on_event)
    return present.size


def _doubt(message: str, *, force: bool, on_event: OnEvent) -> None:
    if not force:
        raise UsageError(message, hint="--force writes it nevertheless")
    on_event(Warned(message))


def _save(data: bytes, path: Path) -> None:
    with new_file(path, len(data)) as fd:
        try:
            done = 0
            while done < len(data):
                done += os.pwrite(fd, memoryview(data)[done:], done)
        except OSError as error:
            raise from_os(error, f"cannot save the header in {path}") from error
        finally:
            os.close(fd)


def _unsupported(name: str) -> UnsupportedFeature:
    return UnsupportedFeature(f"the header of a {name} volume is neither saved nor restored")
