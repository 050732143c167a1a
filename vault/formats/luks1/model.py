"""A LUKS1 header in the model of LUKS2, beside the bytes that it was made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vault.crypto.ciphers import CipherSpec
from vault.crypto.digest import hash_size
from vault.crypto.kdf import Pbkdf2Cost
from vault.errors import DamagedHeader, LimitExceeded, UnsupportedFeature
from vault.formats.base import Segment
from vault.formats.luks1.layout import (
    AF_STRIPES,
    DIGEST_SIZE,
    DISABLED,
    ENABLED,
    HEADER_SIZE,
    RESERVED_SIZE,
    SECTOR,
    BinaryHeader,
    KeyslotEntry,
)
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits, check_kdf
from vault.formats.luks2.model import Area, Digest, Header, Kdf, Keyslot

CIPHERS = ("aes", "serpent", "twofish", "camellia")
MODES = ("xts", "cbc", "lrw")
IVS = ("plain", "plain64", "plain64be", "essiv:sha256", "benbi")
NO_UUID = "cafecafe-cafe-cafe-cafe-cafecafeeeee"
"""What cryptsetup-reencrypt gives the stand-in header of a device that is, or becomes, plaintext."""
REENCRYPTING = "this belongs to a re-encryption in the style of LUKS1 that was interrupted"
REENCRYPTING_HINT = "finish it first with the cryptsetup that began it, from its LUKS-UUID.log, .org and .new files"


@dataclass(frozen=True, slots=True)
class Luks1Header(Header):
    """A LUKS1 header as ``Header``: one digest over all keyslots, one segment to the end, no JSON document.

    ``binary`` has the fields as they are on disk. ``keyslots`` has the active ones only.
    """

    binary: BinaryHeader = field(kw_only=True)

    @property
    def keyslots_offset(self) -> int:
        """Where the first keyslot area begins."""
        return min(entry.key_material_offset for entry in self.binary.keyslots) * SECTOR

    def area_offset(self, number: int) -> int:
        """Where the area of a keyslot begins, active or not, in bytes."""
        return self.binary.keyslots[number].key_material_offset * SECTOR


def normalise(binary: BinaryHeader, *, limits: Limits = DEFAULT_LIMITS) -> Luks1Header:
    """The checked objects of the header; raises DamagedHeader, UnsupportedFeature, LimitExceeded."""
    if binary.uuid == NO_UUID:
        raise UnsupportedFeature(REENCRYPTING, hint=REENCRYPTING_HINT)
    cipher = parse_cipher(binary.cipher_name, binary.cipher_mode)
    check_hash(binary.hash_spec)
    if binary.key_bytes not in cipher.key_sizes:
        raise DamagedHeader(f"a volume key of {binary.key_bytes} bytes does not fit {cipher}")
    _check_digest(binary, limits)
    for number, entry in enumerate(binary.keyslots):
        _check_entry(number, entry)
    _check_areas(binary)
    keyslots = {
        number: _keyslot(number, entry, binary, cipher) for number, entry in enumerate(binary.keyslots) if entry.enabled
    }
    end = max(entry.key_material_offset for entry in binary.keyslots) * SECTOR + binary.area_size
    first = min(entry.key_material_offset for entry in binary.keyslots) * SECTOR
    return Luks1Header(
        uuid=binary.uuid,
        label="",
        subsystem="",
        sequence_id=0,
        metadata_size=HEADER_SIZE,
        checksum="",
        salt=b"",
        document={},
        keyslots=keyslots,
        digests={0: _digest(binary, tuple(keyslots))},
        segments={0: Segment(binary.payload_offset * SECTOR, None, cipher, binary.key_bytes, SECTOR)},
        tokens={},
        flags=(),
        requirements=(),
        keyslots_size=end - first,
        warnings=tuple(_cost_warnings(keyslots.values(), limits)),
        binary=binary,
    )


def parse_cipher(name: str, mode: str) -> CipherSpec:
    """The cipher that both fields name. Raises UnsupportedFeature for all that is not on the list, the null cipher too.

    One cipher encrypts the keyslots and the data, so what is too weak for a volume key is refused here.
    """
    chaining, _, iv = mode.partition("-")
    if name not in CIPHERS or chaining not in MODES or iv not in IVS:
        raise UnsupportedFeature(
            f"the cipher {f'{name}-{mode}'!a:.80} is not supported",
            hint=f"supported are {', '.join(CIPHERS)} in the modes {', '.join(MODES)} with the IVs {', '.join(IVS)}",
            cipher=f"{name}-{mode}",
        )
    return CipherSpec.parse(f"{name}-{mode}")


def check_hash(name: str) -> None:
    """Raise UnsupportedFeature for a hash that is unknown, or too short for the digest."""
    if hash_size(name) < DIGEST_SIZE:
        raise UnsupportedFeature(f"the hash {name!a:.80} is too short for LUKS1", hash=name)


def _check_digest(binary: BinaryHeader, limits: Limits) -> None:
    iterations = binary.mk_digest_iterations
    if iterations < 1:
        raise DamagedHeader("the digest of the volume key has no iterations")
    if iterations > limits.digest_iterations:
        raise LimitExceeded(
            f"the digest asks for {iterations} iterations, the limit is {limits.digest_iterations}",
            hint="raise the limit if you trust the header",
        )
    if not any(binary.mk_digest_salt):
        # Salts are random; the header files that cryptsetup-reencrypt leaves behind can have none.
        raise UnsupportedFeature(f"the salt of the digest is all zeros: {REENCRYPTING}", hint=REENCRYPTING_HINT)


def _check_entry(number: int, entry: KeyslotEntry) -> None:
    if entry.active not in (ENABLED, DISABLED):
        raise DamagedHeader(f"keyslot {number} is neither enabled nor disabled")
    if entry.stripes != AF_STRIPES:
        raise DamagedHeader(f"keyslot {number} has {entry.stripes} stripes, not {AF_STRIPES}")
    if entry.enabled and entry.iterations < 1:
        raise DamagedHeader(f"keyslot {number} has no iterations")


def _check_areas(binary: BinaryHeader) -> None:
    """All eight areas, also of keyslots that are free, since the next key goes there."""
    end, payload = RESERVED_SIZE, binary.payload_offset * SECTOR
    numbered = sorted(enumerate(binary.keyslots), key=lambda item: item[1].key_material_offset)
    for number, entry in numbered:
        start = entry.key_material_offset * SECTOR
        if start < end:
            what = "the header" if end == RESERVED_SIZE else "another one"
            raise DamagedHeader(f"the area of keyslot {number} at {start} lies over {what}")
        end = start + binary.area_size
        if payload and end > payload:
            raise DamagedHeader(f"the area of keyslot {number} at {start} reaches into the data at {payload}")


def _keyslot(number: int, entry: KeyslotEntry, binary: BinaryHeader, cipher: CipherSpec) -> Keyslot:
    area = Area(entry.key_material_offset * SECTOR, binary.area_size, cipher, binary.key_bytes)
    kdf = Kdf(Pbkdf2Cost(binary.hash_spec, entry.iterations), entry.salt)
    return Keyslot(number, binary.key_bytes, kdf, area, entry.stripes, binary.hash_spec)


def _digest(binary: BinaryHeader, keyslots: tuple[int, ...]) -> Digest:
    return Digest(
        number=0,
        keyslots=keyslots,
        segments=(0,),
        salt=binary.mk_digest_salt,
        digest=binary.mk_digest,
        hash=binary.hash_spec,
        iterations=binary.mk_digest_iterations,
    )


def _cost_warnings(keyslots: Iterable[Keyslot], limits: Limits) -> Iterator[str]:
    for keyslot in keyslots:
        try:
            check_kdf(keyslot, limits)
        except LimitExceeded as error:
            yield str(error)
