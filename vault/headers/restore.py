"""Headers written back from a backup, into the container they belong to and no other.

References: spec/header-safety.md, "Restoring"; spec/veracrypt-format.md
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.container import Container
from vault.errors import DamagedHeader, FormatError, UnsupportedFeature, UsageError
from vault.events import OnEvent, Step, Warned
from vault.formats.checks import check_options
from vault.formats.luks import LuksFormat
from vault.formats.luks2.keyslots import wipe_area
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_placement
from vault.formats.luks2.write import telling
from vault.formats.registry import shown
from vault.formats.relocate_luks import Extent, round_up
from vault.formats.veracrypt.change import restore_header
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import HEADERS_SIZE, Kind
from vault.formats.veracrypt.open import find
from vault.headers.copies import is_sealed, luks2_copies, strangers
from vault.headers.identity import traits
from vault.headers.kept import keep_bytes, keep_veracrypt
from vault.headers.remains import is_left_of, uuids_of
from vault.headers.saved import VERACRYPT, luks_kind, unsupported
from vault.headers.shelter import shelter
from vault.options import OpenOptions
from vault.volume import Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

COMMAND = "header-restore"


@dataclass(frozen=True, slots=True)
class Fitting:
    """A backup that was found to fit: its kind and header, and those that are there now if they can be read.

    ``refused`` is why one that is there is not read although it is not damaged.
    """

    kind: LuksFormat
    header: Header
    present_kind: LuksFormat | None
    present: Header | None
    refused: str = ""


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
    found = Fitting(kind, header, *_present(device))
    doubts = list(_differs(found) if found.present is not None else _nothing_says(found, source, device))
    if found.present_kind is not None and found.present_kind.name == "luks2":
        doubts += filter(None, [strangers(luks2_copies(device))])
    if doubts and not force:
        raise UsageError(doubts[0], hint="--force writes it nevertheless")
    for doubt in doubts:
        on_event(Warned(doubt))
    return found


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


def _present(device: BlockDevice) -> tuple[LuksFormat | None, Header | None, str]:
    """What is there now; no header when it cannot be read, and why when that is not for damage."""
    there = luks_kind(device)
    if there is None:
        return None, None, ""
    try:
        header: Header = there.header.read_header(device, limits=NO_LIMITS)
        header.segment()
    except FormatError as error:
        damaged = isinstance(error, DamagedHeader) and not (there.name == "luks2" and is_sealed(device))
        return there, None, "" if damaged else str(error)
    return there, header, ""


def _differs(found: Fitting) -> Iterator[str]:
    """What speaks against the present header being an earlier or later one of the same volume.

    Raises UsageError when it has its data at another place.
    """
    header, present = found.header, found.present
    assert present is not None and found.present_kind is not None
    place = present.segment().offset
    if place != header.segment().offset:
        raise UsageError(
            f"the backup is of another volume: its data begins at {header.segment().offset}, here at {place}"
        )
    if present.uuid != header.uuid:
        yield f"the backup is of the volume {header.uuid}, the container holds {present.uuid}"
    now, backup = traits(present), traits(header)
    if now["volume key"] != backup["volume key"]:
        yield "the backup has another volume key, which does not decrypt what was written with that of the container"
    for name in backup.keys() - {"volume key"}:
        if now[name] != backup[name]:
            yield f"the backup has another {name}: {backup[name]}, the container {now[name]}"
    if (found.present_kind, present.size) != (found.kind, header.size):
        there = f"here is {found.present_kind.name} of {present.size}"
        yield f"the backup has a {found.kind.name} header of {header.size} bytes, {there}"


def _nothing_says(found: Fitting, source: BlockDevice, device: BlockDevice) -> Iterator[str]:
    """What speaks against the present header, which cannot be read, having been one of the same volume.

    Raises BackendError.
    """
    header = found.header
    if found.refused:
        yield f"the header that is there is not damaged, and cannot be compared: {found.refused}"
    others = [uuid for uuid in uuids_of(device) if uuid != header.uuid]
    if others:
        yield f"the backup is of the volume {header.uuid}, the container holds {', '.join(others)}"
    elif not is_left_of(header, source, device):
        yield "the container shows nothing that tells whose header it had"


def keep_replaced(container: Container, data: bytearray, found: Fitting, on_event: OnEvent) -> Path | None:
    """The automatic backup of what restoring ``data`` overwrites; raises as ``vault.headers.kept.keep`` does.

    None is destroyed for it, not even where there are too many now: see ``vault.headers.kept.tidy``.
    """
    replaced = replaced_bytes(container.header_device, data, found.present)
    return keep_bytes(container, replaced, COMMAND, on_event, prune=False) if any(replaced) else None


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
            kept = keep_veracrypt(locked, container, COMMAND, on_event, hidden=found.location.hidden, prune=False)
        wanted = replace(wanted, hidden=found.location.hidden, prf=found.prf.name, cipher=str(hit.chain))
        restore_header(device, secret, source=source, wanted=wanted, on_event=on_event)
    return kept
