"""Headers written back from a backup, into the container they belong to and no other.

References: spec/header-safety.md, "Restoring"; spec/veracrypt-format.md
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.container import Container
from vault.errors import FormatError, UnsupportedFeature, UsageError
from vault.events import OnEvent, Step, Warned
from vault.formats.checks import check_options
from vault.formats.luks import LuksFormat
from vault.formats.luks2.keyslots import wipe_area
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_placement
from vault.formats.luks2.write import telling
from vault.formats.registry import shown
from vault.formats.relocate_luks import Extent, round_up
from vault.formats.veracrypt.change import restore_header
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import HEADERS_SIZE, Kind
from vault.formats.veracrypt.open import find
from vault.headers.kept import keep_bytes, keep_veracrypt
from vault.headers.saved import VERACRYPT, luks_kind, unsupported
from vault.headers.shelter import shelter
from vault.options import OpenOptions
from vault.volume import Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

COMMAND = "header-restore"


@dataclass(frozen=True, slots=True)
class Fitting:
    """A backup that was found to fit: its kind and header, and those that are there now if they can be read."""

    kind: LuksFormat
    header: Header
    present_kind: LuksFormat | None
    present: Header | None


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

    Raises as ``fitting`` and ``write_luks`` do.
    """
    found = fitting(device, container, data, options, force=force, on_event=on_event)
    write_luks(device, data, found, on_event)
    return found.kind.name


def fitting(
    device: BlockDevice,
    container: BlockDevice,
    data: bytearray,
    options: OpenOptions,
    *,
    force: bool,
    on_event: OnEvent,
) -> Fitting:
    """What the backup ``data`` holds, which can be restored to ``device``; nothing is written.

    Raises UsageError for options of other formats, and when the backup is not of this volume, which ``force`` overrules
    where it at least fits; FormatError when it is no valid header, BackendError.
    """
    source = MemoryDevice(len(data), data=data)
    kind = luks_kind(source)
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
    there, present = _present(device)
    _check_same(Fitting(kind, header, there, present), force=force, on_event=on_event)
    return Fitting(kind, header, there, present)


def write_luks(device: BlockDevice, data: bytearray, found: Fitting, on_event: OnEvent) -> None:
    """Write the backup, durably. Raises BackendError; it can be done again then, as after a power cut.

    First come the backup's keyslots, while the present header is still in force, whose own keyslots are moved out of
    their way if there is room; then the header that names them, and at last what lies between.
    """
    header = found.header
    begin = header.keyslots_offset
    areas = [(max(begin, offset), size) for offset, size in header.used_areas()]
    if found.present is not None:
        shelter(found.present, header, device, data, on_event)
    on_event(Step("writing the header"))
    ends = [0, header.metadata_size, begin] if found.kind.name == "luks2" else [0, begin]
    copies = [(start, end - start) for start, end in pairwise(ends)]
    with telling("write the header"):
        _write(device, data, areas)
        device.flush()
        for copy in reversed(copies):
            _write(device, data, [copy])
            device.flush()
        _write(device, data, _between(areas, begin, len(data)))
        device.flush()
    if found.present is not None and found.present.size > len(data):
        # The rest of a larger header, a second copy perhaps, must not be taken for the volume's.
        wipe_area(device, len(data), found.present.size - len(data), on_event=on_event)


def _write(device: BlockDevice, data: bytearray, extents: list[Extent]) -> None:
    for offset, size in extents:
        end = min(offset + size, len(data))
        if offset < end:
            device.write(offset, data[offset:end])


def _between(areas: list[Extent], start: int, end: int) -> list[Extent]:
    """What the areas, in order of their offsets, leave of ``start`` to ``end``."""
    left = []
    for offset, size in (*areas, (end, 0)):
        if start < offset:
            left.append((start, offset - start))
        start = max(start, offset + size)
    return left


def replaced_bytes(device: BlockDevice, data: bytearray, present: Header | None) -> bytes:
    """All that a restore of ``data`` overwrites. Raises BackendError."""
    size = max(len(data), round_up(present.size) if present is not None else 0)
    with telling("read the header"):
        return bytes(device.read(0, min(size, device.size)))


def _present(device: BlockDevice) -> tuple[LuksFormat | None, Header | None]:
    """What is there now; no header when it cannot be read: a damaged one is what backups are for."""
    there = luks_kind(device)
    if there is None:
        return None, None
    try:
        header: Header = there.header.read_header(device)
        header.segment()
    except FormatError:
        return there, None
    return there, header


def _check_same(found: Fitting, *, force: bool, on_event: OnEvent) -> None:
    """Raise UsageError when the present header has its data at another place and, unless ``force``, when it is of
    another volume or of another kind or size, or when nothing tells that the container is of LUKS.
    """
    header, present = found.header, found.present
    if found.present_kind is None:
        _doubt("the container shows no LUKS header", force=force, on_event=on_event)
    if found.present_kind is None or present is None:
        return
    place = present.segment().offset
    if place != header.segment().offset:
        raise UsageError(
            f"the backup is of another volume: its data begins at {header.segment().offset}, here at {place}"
        )
    if present.uuid != header.uuid:
        message = f"the backup is of the volume {header.uuid}, the container holds {present.uuid}"
        _doubt(message, force=force, on_event=on_event)
    if (found.present_kind, present.size) != (found.kind, header.size):
        there = f"here is {found.present_kind.name} of {present.size}"
        message = f"the backup has a {found.kind.name} header of {header.size} bytes, {there}"
        _doubt(message, force=force, on_event=on_event)


def _doubt(message: str, *, force: bool, on_event: OnEvent) -> None:
    if not force:
        raise UsageError(message, hint="--force writes it nevertheless")
    on_event(Warned(message))


def keep_replaced(container: Container, data: bytearray, found: Fitting, on_event: OnEvent) -> Path | None:
    """The automatic backup of what restoring ``data`` overwrites; raises as ``vault.headers.kept.keep`` does."""
    replaced = replaced_bytes(container.header_device, data, found.present)
    return keep_bytes(container, replaced, COMMAND, on_event) if any(replaced) else None


def veracrypt(container: Container, options: OpenOptions, *, by_file: bool) -> VeraCryptLocked:
    """The container as one of VeraCrypt, whose header may be damaged; ``by_file`` tells whether a backup was named.

    Raises UsageError for one of another format, UnsupportedFeature for TrueCrypt.
    """
    if options.format is None:
        kind = shown(container.header_device)
        if kind is not None:
            flaw = "and no header of one is in the backup" if by_file else "which has no backup of its header in itself"
            raise UsageError(
                f"{container.path} is a {kind.name} volume, {flaw}",
                hint="name the file that vault header backup wrote",
            )
        options = replace(options, format=VERACRYPT)
    locked = Volume.open(container, options).locked
    if not isinstance(locked, VeraCryptLocked):
        raise unsupported(options.format or "")
    if locked.kind is Kind.TRUECRYPT:
        raise UnsupportedFeature("headers of TrueCrypt are not written", hint="vault convert makes a new volume of it")
    return locked


def restore_veracrypt(
    locked: VeraCryptLocked,
    container: Container,
    data: bytearray | None,
    credential: "Callable[[], Secret]",
    on_event: OnEvent,
    *,
    keep: bool,
) -> Path | None:
    """The automatic backup of the header that was replaced, if ``keep``.

    The header that the credential opens is written back from ``data``, or the container's own backup. Raises
    WrongCredential, what ``vault.formats.veracrypt.change.restore_header`` and ``vault.headers.kept.keep`` raise.
    """
    source = None if data is None else bytes(data)
    if source is not None and len(source) != HEADERS_SIZE:
        raise UsageError(f"a header backup of VeraCrypt has {HEADERS_SIZE} bytes, not {len(source)}")
    device = locked.place.device
    holder = device if data is None else MemoryDevice(len(data), data=data)
    with credential() as secret:
        wanted = replace(locked.wanted(), kind=Kind.VERACRYPT, backup=source is None, system=False)
        hit = find(holder, secret, wanted, on_event=on_event)
        hit.area.wipe()
        found = hit.candidate
        kept = None
        if keep:
            kept = keep_veracrypt(locked, container, COMMAND, on_event, hidden=found.location.hidden)
        wanted = replace(wanted, hidden=found.location.hidden, prf=found.prf.name, cipher=str(hit.chain))
        restore_header(device, secret, source=source, wanted=wanted, on_event=on_event)
    return kept
