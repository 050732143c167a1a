"""The critical data block of a FreeOTFE volume as tables, and its decrypted part as values.

References: LibreCrypt documentation, Critical Data Block layouts 1 to 4; spec/freeotfe-format.md
"""

from dataclasses import dataclass
from itertools import pairwise

from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnsupportedFeature

BLOCK_SIZE = 512
MAC_ROOM = 64
"""Bytes that layouts 2 to 4 keep for the check MAC, whatever its length."""
SECTOR_SIZE = 512
LAYOUTS = (1, 2, 3, 4)
FIXED = (("layout", 1), ("flags", 4), ("length", 8), ("key_bits", 4))
"""Name and bytes of the fields before the master key; numbers are big-endian."""

FLAG_SECTOR_IV = 1 << 0
FLAG_FROM_CONTAINER = 1 << 1
FLAG_HASH_IV = 1 << 3
OLD_FLAGS_AT = 9
"""Where layout 1 keeps its flags in practice: what wrote it read them back from within the length."""

IV_NULL, IV_32, IV_64, IV_HASH_32, IV_HASH_64, IV_ESSIV = range(6)
IV_METHODS = {
    IV_NULL: "null",
    IV_32: "32-bit sector number",
    IV_64: "64-bit sector number",
    IV_HASH_32: "hash of the 32-bit sector number",
    IV_HASH_64: "hash of the 64-bit sector number",
    IV_ESSIV: "ESSIV",
}


@dataclass(frozen=True, slots=True)
class Details:
    """The volume details block: ``length`` is bytes of the encrypted partition image, ``key`` its master key.

    ``from_container`` says that sectors are numbered from the container's start, else from that of the image.
    ``volume_iv`` is added to the IV of each sector.
    """

    layout: int
    length: int
    key: Secret
    from_container: bool
    iv_method: int
    volume_iv: bytes


def parse_details(data: bytes | bytearray | memoryview, key_size: int, cipher_block: int) -> Details:
    """The details that a right MAC vouches for, for a cipher of these sizes in bytes.

    Raises DamagedHeader and UnsupportedFeature: whoever knows the passphrase can have written anything.
    """
    reader = _Reader(data)
    layout, flags, length, key_bits = (reader.number(size) for _, size in FIXED)
    if layout not in LAYOUTS:
        raise UnsupportedFeature(f"the critical data block has the layout {layout}")
    if layout == 1:
        flags = data[OLD_FLAGS_AT]
    if not 0 < length < 1 << 63 or length % SECTOR_SIZE:
        raise DamagedHeader(f"the volume cannot have {length} bytes")
    if key_bits != key_size * 8:
        raise DamagedHeader(f"a master key of {key_bits} bits does not fit the cipher")
    key = Secret(reader.take(key_size))
    reader.take(1)  # the drive letter
    volume_iv = reader.take(_whole_bytes(reader.number(4))) if layout > 1 else b""
    if len(volume_iv) not in (0, cipher_block):
        raise DamagedHeader(f"the IV of the volume has {len(volume_iv)} bytes")
    method = reader.number(1) if layout > 2 else _old_method(flags)
    if method not in IV_METHODS:
        raise UnsupportedFeature(f"the sectors' IVs are made by the unknown method {method}")
    return Details(layout, length, key, bool(flags & FLAG_FROM_CONTAINER), method, bytes(volume_iv))


def _old_method(flags: int) -> int:
    """How layouts 1 and 2 say it; a hash of nothing has no meaning."""
    if flags & FLAG_HASH_IV and not flags & FLAG_SECTOR_IV:
        raise DamagedHeader("the flags of the volume contradict each other")
    if not flags & FLAG_SECTOR_IV:
        return IV_NULL
    return IV_HASH_64 if flags & FLAG_HASH_IV else IV_64


def _whole_bytes(bits: int) -> int:
    if bits % 8:
        raise DamagedHeader(f"the IV of the volume has {bits} bits")
    return bits // 8


class _Reader:
    """Takes fields one after the other; raises DamagedHeader when the data ends."""

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self._data = memoryview(data)
        self._at = 0

    def take(self, size: int) -> memoryview:
        end = self._at + size
        if end > len(self._data):
            raise DamagedHeader("the volume details are longer than the critical data block")
        found, self._at = self._data[self._at : end], end
        return found

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")


def offsets() -> dict[str, tuple[int, int]]:
    """Offset and size of each field before the master key."""
    ends = [0]
    for _, size in FIXED:
        ends.append(ends[-1] + size)
    return {name: (start, end - start) for (name, _), (start, end) in zip(FIXED, pairwise(ends), strict=True)}
