"""The JSON document of a LUKS2 header into checked objects, all rules of the specification applied at once.

References: LUKS2 On-Disk Format Specification 1.1.4, section 3; spec/volume-format.md, "What a reader must reject".
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vault.crypto.ciphers import CipherSpec
from vault.crypto.digest import hash_size
from vault.crypto.kdf import ARGON2I, ARGON2ID, PBKDF2, Argon2Cost, Pbkdf2Cost
from vault.errors import DamagedHeader, KeyslotError, LimitExceeded, UnsupportedFeature
from vault.formats.base import Segment
from vault.formats.luks2 import ciphers
from vault.formats.luks2.authenticated import MACS, AuthenticatedSegment, AuthenticatedSpec
from vault.formats.luks2.fields import Fields
from vault.formats.luks2.limits import (
    AF_STRIPES,
    AREA_STEP,
    ARGON2_LANES_MAX,
    DEFAULT_LIMITS,
    DIGEST_SALT_SIZE,
    DIGEST_SIZE_MAX,
    DIGEST_SIZE_MIN,
    IV_OFFSET_MAX,
    KEY_SIZE_MAX,
    KEYSLOTS_SIZE_MAX,
    KEYSLOTS_SIZE_STEP,
    SALT_SIZE_MAX,
    SALT_SIZE_MIN,
    SECTOR_SIZES,
    SEGMENT_STEP,
    U32_MAX,
    U64_MAX,
    Limits,
    check_kdf,
)
from vault.formats.luks2.model import (
    PRIORITY_IGNORE,
    PRIORITY_NORMAL,
    PRIORITY_PREFER,
    Area,
    Digest,
    ForeignKeyslot,
    Header,
    Kdf,
    Keyslot,
    json_area_size,
)

BACKUP_FLAG = "backup-"
REENCRYPT = "reencrypt"


class Contents(NamedTuple):
    """What a document says, under the names of ``Header``."""

    keyslots: Mapping[int, Keyslot]
    foreign_keyslots: Mapping[int, ForeignKeyslot]
    digests: Mapping[int, Digest]
    segments: Mapping[int, Segment | AuthenticatedSegment]
    foreign_segments: Mapping[int, str]
    tokens: Mapping[int, Mapping[str, Any]]
    flags: tuple[str, ...]
    requirements: tuple[str, ...]
    keyslots_size: int
    warnings: tuple[str, ...]


def parse_document(document: Mapping[str, Any], metadata_size: int, *, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """The checked objects of a document whose header copy has ``metadata_size`` bytes.

    Raises DamagedHeader for a broken rule and UnsupportedFeature where going on would be unsafe. What merely cannot be
    opened (foreign keyslots and segments, requirements) is kept apart, so that it can be shown.
    """
    root = Fields(document, "the header's JSON")
    keyslots = root.object("keyslots").numbered("keyslot")
    segments = root.object("segments").numbered("segment")
    tokens = root.object("tokens").numbered("token")
    config = root.object("config")
    requirements = config.object("requirements").names("mandatory") if "requirements" in config else ()
    keyslots_size = _keyslots_size(config, metadata_size)
    slots, foreign_slots = _keyslots(keyslots)
    digests = {
        number: _digest(number, fields, keyslots, segments, limits)
        for number, fields in root.object("digests").numbered("digest").items()
    }
    key_sizes = {number: fields.number("key_size", 1, KEY_SIZE_MAX) for number, fields in keyslots.items()}
    _check_digests(digests, keyslots, key_sizes)
    data, foreign_data = _segments(segments, digests, key_sizes)
    _check_areas(slots, foreign_slots, 2 * metadata_size, keyslots_size)
    _check_data(segments, 2 * metadata_size + keyslots_size)
    return Contents(
        keyslots=slots,
        foreign_keyslots=foreign_slots,
        digests=digests,
        segments=data,
        foreign_segments=foreign_data,
        tokens={number: fields.members for number, fields in tokens.items()},
        flags=config.names("flags"),
        requirements=requirements,
        keyslots_size=keyslots_size,
        warnings=(*_token_warnings(tokens, keyslots), *_cost_warnings(slots.values(), limits)),
    )


def check_openable(header: Header) -> None:
    """Raise UnsupportedFeature or KeyslotError when the header is valid but its volume must not or cannot be opened."""
    reencryption = any(slot.type == REENCRYPT for slot in header.foreign_keyslots.values())
    for requirement in header.requirements:
        if REENCRYPT in requirement:
            reencryption = True
            continue
        raise UnsupportedFeature(
            f"the volume requires {requirement!a:.80}, which is not supported",
            hint="open it with the program that made it",
            requirement=requirement,
        )
    if reencryption:
        raise UnsupportedFeature(
            "the volume is in the middle of a re-encryption",
            hint="finish that first: cryptsetup reencrypt --resume-only",
        )
    header.data_segment()
    bound = header.digest_of_segment().keyslots
    if not any(number in header.keyslots for number in bound):
        reasons = [header.foreign_keyslots[number].reason for number in bound]
        if reasons:
            raise UnsupportedFeature(f"no keyslot of the volume can be opened: {reasons[0]}")
        raise KeyslotError("the volume has no keyslot left, so nothing opens it", hint="restore a header backup")


def check_placement(header: Header, *, detached: bool) -> None:
    """Raise DamagedHeader when the data would lie over the header that is in the same container."""
    if not detached and header.data_segment().offset < header.size:
        raise DamagedHeader(
            "the data begins inside the header",
            hint="this is a detached header: give the container, and this file as its header",
        )


def _keyslots_size(config: Fields, metadata_size: int) -> int:
    if config.u64("json_size") != json_area_size(metadata_size):
        raise config.error("json_size is not the size of the JSON area")
    size = config.u64("keyslots_size", KEYSLOTS_SIZE_MAX)
    if size % KEYSLOTS_SIZE_STEP:
        raise config.error(f"keyslots_size is not a multiple of {KEYSLOTS_SIZE_STEP}")
    return size


def _keyslots(found: Mapping[int, Fields]) -> tuple[dict[int, Keyslot], dict[int, ForeignKeyslot]]:
    own: dict[int, Keyslot] = {}
    foreign: dict[int, ForeignKeyslot] = {}
    for number, fields in found.items():
        slot = _keyslot(number, fields)
        if isinstance(slot, Keyslot):
            own[number] = slot
        else:
            foreign[number] = slot
    return own, foreign


def _keyslot(number: int, fields: Fields) -> Keyslot | ForeignKeyslot:
    kind = fields.text("type")
    area = fields.object("area")
    area_type = area.text("type")
    offset, size = area.u64("offset"), area.u64("size")
    if offset % AREA_STEP or size % AREA_STEP:
        raise area.error(f"offset or size is not a multiple of {AREA_STEP}")
    key_size = fields.number("key_size", 1, KEY_SIZE_MAX)
    if kind != "luks2":
        return ForeignKeyslot(number, kind, offset, size, f"its type is {kind!a:.40}")
    if area_type != "raw":
        raise area.error("type is not raw")
    cipher = _area_cipher(area)
    area_key_size = area.number("key_size", 1, KEY_SIZE_MAX)
    if area_key_size not in cipher.key_sizes:
        raise area.error(f"key_size {area_key_size} does not fit {cipher}")
    if size < -(-key_size * AF_STRIPES // AREA_STEP) * AREA_STEP:
        raise area.error(f"size {size} is too small for a key of {key_size} bytes")
    af_hash = _anti_forensic_hash(fields.object("af"))
    priority = PRIORITY_NORMAL
    if "priority" in fields:
        priority = fields.number("priority", PRIORITY_IGNORE, PRIORITY_PREFER)
    try:
        kdf = _kdf(fields.object("kdf"))
        ciphers.check_hash(af_hash)
    except UnsupportedFeature as error:
        return ForeignKeyslot(number, kind, offset, size, str(error))
    return Keyslot(number, key_size, kdf, Area(offset, size, cipher, area_key_size), AF_STRIPES, af_hash, priority)


def _area_cipher(area: Fields) -> CipherSpec:
    """A keyslot that is not really encrypted would show the volume key, so the whole header is refused."""
    try:
        return ciphers.parse(area.text("encryption"))
    except UnsupportedFeature as error:
        raise UnsupportedFeature(f"{area.where}: {error}", hint=error.hint) from error


def _anti_forensic_hash(af: Fields) -> str:
    if af.text("type") != "luks1":
        raise af.error("type is not luks1")
    af.number("stripes", AF_STRIPES, AF_STRIPES)
    return af.text("hash")


def _kdf(kdf: Fields) -> Kdf:
    """Members of another KDF that old programs left behind are kept and not looked at."""
    kind = kdf.text("type")
    salt = kdf.base64("salt", SALT_SIZE_MIN, SALT_SIZE_MAX)
    if kind == PBKDF2:
        hash_ = kdf.text("hash")
        ciphers.check_hash(hash_)
        return Kdf(Pbkdf2Cost(hash_, kdf.number("iterations", 1, U32_MAX)), salt)
    if kind not in (ARGON2I, ARGON2ID):
        raise UnsupportedFeature(f"the KDF {kind!a:.40} is not supported")
    lanes = kdf.number("cpus", 1, ARGON2_LANES_MAX)
    memory_kib = kdf.number("memory", 8 * lanes, U32_MAX)
    return Kdf(Argon2Cost(kind, kdf.number("time", 1, U32_MAX), memory_kib, lanes), salt)


def _digest(
    number: int, fields: Fields, keyslots: Mapping[int, Fields], segments: Mapping[int, Fields], limits: Limits
) -> Digest:
    if fields.text("type") != "pbkdf2":
        raise UnsupportedFeature(f"{fields.where}: the type {fields.text('type')!a:.40} is not supported")
    hash_ = fields.text("hash")
    try:
        ciphers.check_hash(hash_)
        full_size = hash_size(hash_)
    except UnsupportedFeature as error:
        raise UnsupportedFeature(f"{fields.where}: {error}", hint=error.hint) from error
    value = fields.base64("digest", DIGEST_SIZE_MIN, DIGEST_SIZE_MAX)
    if len(value) not in (DIGEST_SIZE_MIN, full_size):
        raise fields.error(f"digest has {len(value)} bytes, {hash_} gives {full_size}")
    iterations = fields.number("iterations", 1, U32_MAX)
    if iterations > limits.digest_iterations:
        raise LimitExceeded(
            f"{fields.where} asks for {iterations} iterations, the limit is {limits.digest_iterations}",
            hint="raise the limit if you trust the header",
        )
    return Digest(
        number=number,
        keyslots=fields.references("keyslots", keyslots),
        segments=fields.references("segments", segments),
        salt=fields.base64("salt", DIGEST_SALT_SIZE, DIGEST_SALT_SIZE),
        digest=value,
        hash=hash_,
        iterations=iterations,
    )


def _check_digests(digests: Mapping[int, Digest], keyslots: Mapping[int, Fields], key_sizes: Mapping[int, int]) -> None:
    for number, fields in keyslots.items():
        count = sum(number in digest.keyslots for digest in digests.values())
        if fields.text("type") == "luks2" and count != 1:
            raise fields.error(f"it has {count} digests, not one")
    for digest in digests.values():
        if len({key_sizes[number] for number in digest.keyslots}) > 1:
            raise DamagedHeader(f"digest {digest.number} has keyslots of different key sizes")


def _segments(
    found: Mapping[int, Fields], digests: Mapping[int, Digest], key_sizes: Mapping[int, int]
) -> tuple[dict[int, Segment | AuthenticatedSegment], dict[int, str]]:
    if sorted(found) != list(range(len(found))) or not found:
        raise DamagedHeader("the segments are not numbered from 0 without a gap")
    own: dict[int, Segment | AuthenticatedSegment] = {}
    foreign = {}
    for number, fields in found.items():
        try:
            own[number] = _segment(number, fields, digests, key_sizes)
        except UnsupportedFeature as error:
            foreign[number] = str(error)
    return own, foreign


def _segment(
    number: int, fields: Fields, digests: Mapping[int, Digest], key_sizes: Mapping[int, int]
) -> Segment | AuthenticatedSegment:
    kind = fields.text("type")
    offset, length = _extent(fields)
    flags = fields.names("flags")
    if kind != "crypt":
        raise UnsupportedFeature("its data is not encrypted" if kind == "linear" else f"its type is {kind!a:.40}")
    encryption = fields.text("encryption")
    iv_offset = fields.u64("iv_tweak", IV_OFFSET_MAX)
    sector_size = fields.number("sector_size", SECTOR_SIZES[0], SECTOR_SIZES[-1])
    if sector_size not in SECTOR_SIZES or (length or 0) % sector_size:
        raise fields.error(f"size or sector_size {sector_size} is no possible one")
    used = [digest for digest in digests.values() if number in digest.segments]
    if len(used) != 1:
        raise fields.error(f"it has {len(used)} digests, not one")
    integrity = _integrity(fields.object("integrity")) if "integrity" in fields else None
    if flags:
        raise UnsupportedFeature(f"it is flagged {flags[0]!a:.40}")
    cipher = AuthenticatedSpec.parse(encryption, integrity) if integrity else ciphers.parse(encryption)
    sizes = {key_sizes[keyslot] for keyslot in used[0].keyslots}
    if not sizes <= set(cipher.key_sizes):
        raise fields.error(f"a key of {max(sizes)} bytes does not fit {cipher}")
    key_size = max(sizes, default=0)
    if isinstance(cipher, AuthenticatedSpec):
        return AuthenticatedSegment(offset, length, cipher, key_size, sector_size, iv_offset)
    return Segment(offset, length, cipher, key_size, sector_size, iv_offset)


def _integrity(integrity: Fields) -> str:
    """The type of protection. Raises UnsupportedFeature for what would have to be known to keep it."""
    kind = integrity.text("type")
    journal = [integrity.text(f"journal_{what}") for what in ("encryption", "integrity")]
    if journal != ["none", "none"]:
        raise UnsupportedFeature("the journal of its integrity is itself encrypted or protected")
    if "key_size" in integrity and integrity.number("key_size", 1, KEY_SIZE_MAX) != MACS.get(kind):
        raise UnsupportedFeature("its integrity has a key of an unusual size")
    return kind


def _extent(fields: Fields) -> tuple[int, int | None]:
    """Offset and length; None is to the end. The end is held against the container when it is opened."""
    offset = fields.u64("offset")
    length = None if fields.text("size") == "dynamic" else fields.u64("size")
    if length == 0 or offset % SEGMENT_STEP or (length or 0) % SEGMENT_STEP:
        raise fields.error(f"offset or size is not a multiple of {SEGMENT_STEP}, or size is zero")
    return offset, length


def _check_data(segments: Mapping[int, Fields], header_size: int) -> None:
    backup = [number for number, fields in segments.items() if _is_backup(fields)]
    if backup and min(backup) != len(segments) - len(backup):
        raise DamagedHeader("a segment comes after a backup segment")
    if len(backup) == len(segments):
        raise DamagedHeader("all segments are backup segments")
    extents = [_extent(fields) for number, fields in sorted(segments.items()) if number not in backup]
    if any(length is None for _, length in extents[:-1]):
        raise DamagedHeader("only the last segment may reach to the end")
    if min(offset for offset, _ in extents) and any(offset < header_size for offset, _ in extents):
        raise DamagedHeader(f"the data begins inside the header, which has {header_size} bytes")
    _check_disjoint(((offset, length or U64_MAX) for offset, length in extents), "segments")


def _is_backup(fields: Fields) -> bool:
    return any(flag.startswith(BACKUP_FLAG) for flag in fields.names("flags"))


def _check_areas(slots: Mapping[int, Keyslot], foreign: Mapping[int, ForeignKeyslot], start: int, length: int) -> None:
    areas = [(slot.area.offset, slot.area.size) for slot in slots.values()]
    areas += [(slot.offset, slot.size) for slot in foreign.values()]
    for offset, size in areas:
        if size == 0 or offset < start or offset + size > start + length:
            raise DamagedHeader(f"the keyslot area at {offset} of {size} bytes is not inside the keyslots area")
    _check_disjoint(areas, "keyslot areas")


def _check_disjoint(intervals: Iterable[tuple[int, int]], what: str) -> None:
    end = 0
    for offset, length in sorted(intervals):
        if offset < end:
            raise DamagedHeader(f"two {what} overlap at {offset}")
        end = offset + length


def _token_warnings(tokens: Mapping[int, Fields], keyslots: Mapping[int, Fields]) -> Iterable[str]:
    for number, fields in tokens.items():
        fields.text("type")
        missing = [slot for slot in fields.references("keyslots") if slot not in keyslots]
        if missing:
            yield f"token {number} names keyslot {missing[0]}, which does not exist"


def _cost_warnings(slots: Iterable[Keyslot], limits: Limits) -> Iterable[str]:
    for slot in slots:
        try:
            check_kdf(slot, limits)
        except LimitExceeded as error:
            yield str(error)
