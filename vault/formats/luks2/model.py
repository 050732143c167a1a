"""A LUKS2 header as checked objects, beside the JSON document that they were made of."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from vault.errors import UnsupportedFeature
from vault.formats.luks2.layout import BINARY_HEADER_SIZE
from vault.formats.luks2.limits import NO_LIMITS, U64_MAX

if TYPE_CHECKING:
    from vault.crypto.ciphers import CipherSpec
    from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost
    from vault.formats.base import Segment
    from vault.formats.luks2.authenticated import AuthenticatedSegment

Priority = int
PRIORITY_IGNORE, PRIORITY_NORMAL, PRIORITY_PREFER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a credential becomes the key of a keyslot area."""

    cost: Pbkdf2Cost | Argon2Cost
    salt: bytes


@dataclass(frozen=True, slots=True)
class Area:
    """Where a keyslot lies, in bytes from the start, and how it is encrypted; ``key_size`` is that of its own key."""

    offset: int
    size: int
    cipher: CipherSpec
    key_size: int


@dataclass(frozen=True, slots=True)
class Keyslot:
    """One encrypted copy of a key of ``key_size`` bytes; with priority ignore it is only tried when it is named."""

    number: int
    key_size: int
    kdf: Kdf
    area: Area
    af_stripes: int
    af_hash: str
    priority: Priority = PRIORITY_NORMAL


@dataclass(frozen=True, slots=True)
class ForeignKeyslot:
    """A keyslot that a valid header may have but vault cannot open, and why; its area is taken all the same."""

    number: int
    type: str
    offset: int
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What tells whether a key is the one of these keyslots and segments."""

    number: int
    keyslots: tuple[int, ...]
    segments: tuple[int, ...]
    salt: bytes
    digest: bytes
    hash: str
    iterations: int

    @property
    def key_name(self) -> str:
        """What names the key that it proves without telling it: a hash, in hex."""
        parts = (self.hash.encode(), str(self.iterations).encode(), self.salt, self.digest)
        return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).hexdigest()


class CopyState(enum.Enum):
    """What was found of one of the two header copies."""

    GOOD = "good"
    OLD = "old"
    DAMAGED = "damaged"


class Copies(NamedTuple):
    """The state of the primary and the secondary copy."""

    primary: CopyState
    secondary: CopyState


BOTH_GOOD = Copies(CopyState.GOOD, CopyState.GOOD)


@dataclass(frozen=True, slots=True)
class Header:
    """What the valid copy with the higher sequence id says; sizes are bytes.

    ``metadata_size`` is one copy: binary header and JSON area. ``checksum`` is the algorithm's name and ``salt`` that
    of the copy that was read. ``label`` and ``subsystem`` are whatever somebody wrote there, bytes that are not UTF-8
    as surrogate escapes: escape them on output. ``document`` is the JSON as read, with all fields that are not known
    here; treat it as immutable. ``foreign_keyslots`` and ``foreign_segments`` (with the reason) are valid but not
    supported.
    """

    uuid: str
    label: str
    subsystem: str
    sequence_id: int
    metadata_size: int
    checksum: str
    salt: bytes
    document: Mapping[str, Any]
    keyslots: Mapping[int, Keyslot]
    digests: Mapping[int, Digest]
    segments: Mapping[int, Segment | AuthenticatedSegment]
    tokens: Mapping[int, Mapping[str, Any]]
    flags: tuple[str, ...]
    requirements: tuple[str, ...]
    keyslots_size: int
    copies: Copies = BOTH_GOOD
    warnings: tuple[str, ...] = ()
    foreign_keyslots: Mapping[int, ForeignKeyslot] = field(default_factory=dict)
    foreign_segments: Mapping[int, str] = field(default_factory=dict)

    @property
    def json_size(self) -> int:
        """Bytes of one JSON area."""
        return json_area_size(self.metadata_size)

    @property
    def keyslots_offset(self) -> int:
        """Where the keyslots area begins: after both copies."""
        return 2 * self.metadata_size

    @property
    def size(self) -> int:
        """Bytes from the start of the container to the end of the keyslots area."""
        return self.keyslots_offset + self.keyslots_size

    def used_areas(self) -> tuple[tuple[int, int], ...]:
        """Offset and size of all keyslot areas, also of those that cannot be opened, in order of their offsets."""
        own = [(slot.area.offset, slot.area.size) for slot in self.keyslots.values()]
        foreign = [(slot.offset, slot.size) for slot in self.foreign_keyslots.values()]
        return tuple(sorted(own + foreign))

    def segment(self) -> Segment:
        """The data segment, which has no integrity; raises as ``data_segment``, and UnsupportedFeature when it has."""
        from vault.formats.luks2.authenticated import AuthenticatedSegment

        found = self.data_segment()
        if isinstance(found, AuthenticatedSegment):
            raise UnsupportedFeature(
                f"the volume has integrity ({found.cipher.integrity}), which is not supported here"
            )
        return found

    def data_segment(self) -> Segment | AuthenticatedSegment:
        """The data segment; raises UnsupportedFeature unless there is exactly one and it can be decrypted."""
        for number, reason in self.foreign_segments.items():
            raise UnsupportedFeature(f"segment {number} cannot be opened: {reason}", segment=number)
        if len(self.segments) != 1:
            raise UnsupportedFeature(f"the volume has {len(self.segments)} segments, one is supported")
        return next(iter(self.segments.values()))

    def digest_of_segment(self) -> Digest:
        """The digest that the volume key must match; raises like ``data_segment``."""
        self.data_segment()
        return next(digest for digest in self.digests.values() if digest.segments)

    def with_document(self, document: Mapping[str, Any]) -> Header:
        """The same header, same sequence id, with another document; raises what reading such a header would.

        Costs are not limited here: those of the old document were accepted before, those of new parts by their maker.
        """
        from vault.formats.luks2.validate import parse_document

        contents = parse_document(document, self.metadata_size, limits=NO_LIMITS)
        return replace(self, document=document, **contents._asdict())

    def next_sequence_id(self) -> int:
        """The sequence id of the next write; raises UnsupportedFeature when there is none left."""
        if self.sequence_id >= U64_MAX:
            raise UnsupportedFeature("the header's sequence id cannot grow any more")
        return self.sequence_id + 1


def json_area_size(metadata_size: int) -> int:
    """Bytes of the JSON area of a copy that has ``metadata_size`` bytes."""
    return metadata_size - BINARY_HEADER_SIZE
