"""What restoring a backup would change, in the words of a frontend.

References: spec/header-safety.md, "Restoring"
"""

from collections.abc import Iterator
from pathlib import Path

from vault.blockdev.memory import MemoryDevice
from vault.container import Container
from vault.errors import FormatError, UsageError
from vault.formats.luks import LuksFormat
from vault.formats.luks2.model import ForeignKeyslot, Header
from vault.formats.luks2.write import telling
from vault.formats.veracrypt.layout import HEADERS_SIZE
from vault.headers.identity import traits
from vault.headers.saved import VERACRYPT, luks_kind
from vault.options import HeaderComparison, HeaderDifference, Inspection, KeyslotDifference, KeyslotInfo

FIELDS = (
    "format",
    "uuid",
    "label",
    "subsystem",
    "sequence_id",
    "cipher",
    "integrity",
    "key_size",
    "sector_size",
    "segment_offset",
    "segment_length",
    "metadata_size",
    "keyslots_size",
    "flags",
    "requirements",
)
"""What is compared of what ``inspect`` says of two headers."""


def compare(container: Container, data: bytearray, file: Path) -> HeaderComparison:
    """What differs between the container's header and the backup ``data``, which ``file`` holds.

    Raises UsageError when it is no backup, FormatError when the header in it is not valid, BackendError.
    """
    device = container.header_device
    with telling("read the header"):
        now = device.read(0, min(len(data), device.size))
    source = MemoryDevice(len(data), data=data)
    kind = luks_kind(source)
    same = now == data
    if kind is None:
        if len(data) != HEADERS_SIZE:
            raise UsageError(f"{file} holds no header of LUKS, and of VeraCrypt neither: it has {len(data)} bytes")
        return HeaderComparison(container.path, container.header_path, file, VERACRYPT, same)
    new: Header = kind.header.read_header(source)
    there = luks_kind(device)
    try:
        present: Header | None = None if there is None else there.header.read_header(device)
        damaged = "" if present else "the container shows no LUKS header"
    except FormatError as error:
        present, damaged = None, str(error)
    described = _described(container, kind, new)
    if there is None or present is None:
        return HeaderComparison(
            container.path,
            container.header_path,
            file,
            kind.name,
            same,
            keyslots=tuple(_keyslots(None, described, None, new, b"", data)),
            damaged=damaged,
        )
    shown = _described(container, there, present)
    with telling("read the header"):
        area = device.read(0, min(-(-present.size // 512) * 512, device.size))
    return HeaderComparison(
        container.path,
        container.header_path,
        file,
        kind.name,
        same,
        (*_differences(shown, described, present, new), *_tokens(present, new)),
        tuple(_keyslots(shown, described, present, new, area, data)),
    )


def _described(container: Container, kind: LuksFormat, header: Header) -> Inspection:
    found: Inspection = kind.description.describe(container.path, container.header_path, container.device.size, header)
    return found


def _differences(now: Inspection, backup: Inspection, present: Header, new: Header) -> Iterator[HeaderDifference]:
    for name in FIELDS:
        ours, theirs = _text(getattr(now, name)), _text(getattr(backup, name))
        if ours != theirs:
            yield HeaderDifference(name.replace("_", " "), ours, theirs)
    yield from _key_and_iv(present, new)
    ours, theirs = ("; ".join(f"{copy.name} {copy.state}" for copy in each.copies) for each in (now, backup))
    if ours != theirs:
        yield HeaderDifference("copies", ours, theirs)


def _key_and_iv(present: Header, new: Header) -> Iterator[HeaderDifference]:
    """What ``inspect`` does not say: which volume key it is, by a hash of its digest, and how sectors are counted."""
    ours, theirs = traits(present), traits(new)
    for name in ("volume key", "iv offset"):
        if ours.get(name, "") != theirs.get(name, ""):
            yield HeaderDifference(name, ours.get(name, ""), theirs.get(name, ""))


def _text(value: object) -> str:
    if value is None:
        return "to the end"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tokens(now: Header, backup: Header) -> Iterator[HeaderDifference]:
    for number in sorted(now.tokens.keys() | backup.tokens.keys()):
        ours, theirs = now.tokens.get(number), backup.tokens.get(number)
        if ours != theirs:
            yield HeaderDifference(f"token {number}", _token(ours), _token(theirs))


def _token(token: "object") -> str:
    if not isinstance(token, dict):
        return ""
    keyslots = ", ".join(map(str, token.get("keyslots", ())))
    return f"{token.get('type', '')} for keyslot {keyslots}" if keyslots else str(token.get("type", ""))


def _keyslots(
    now: Inspection | None,
    backup: Inspection,
    present: Header | None,
    new: Header,
    area: bytes | bytearray,
    data: bytearray,
) -> Iterator[KeyslotDifference]:
    ours: dict[int, KeyslotInfo] = {each.number: each for each in now.keyslots} if now else {}
    theirs = {each.number: each for each in backup.keyslots}
    for number in sorted(ours.keys() | theirs.keys()):
        if number in ours and number in theirs:
            assert present is not None
            if _same_keyslot(present, new, number, area, data):
                continue
        change = "changes" if number in ours and number in theirs else "comes back" if number in theirs else "goes"
        yield KeyslotDifference(
            number,
            change,  # type: ignore[arg-type]
            ours.get(number),
            theirs.get(number),
        )


def _same_keyslot(now: Header, backup: Header, number: int, area: bytes | bytearray, data: bytearray) -> bool:
    """Whether the same credential opens it in both: its salt, its cost and its key material are the same."""
    ours, theirs = (each.keyslots.get(number) or each.foreign_keyslots[number] for each in (now, backup))
    if isinstance(ours, ForeignKeyslot):
        place = slice(ours.offset, ours.offset + ours.size)
        return ours == theirs and area[place] == data[place]
    if isinstance(theirs, ForeignKeyslot):
        return False
    places = [slice(each.area.offset, each.area.offset + each.area.size) for each in (ours, theirs)]
    return (ours.kdf, ours.key_size) == (theirs.kdf, theirs.key_size) and area[places[0]] == data[places[1]]
