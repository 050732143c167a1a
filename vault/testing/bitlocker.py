"""A writer of small BitLocker volumes for tests: every number can be set wrong, checksum and digest still right.

The diffuser is here in its forward form, from the paper, so that reading is held against something independent.

References: N. Ferguson, AES-CBC + Elephant diffuser; libbde, BitLocker Drive Encryption (BDE) format
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

VOLUME_ID = UUID("00112233-4455-6677-8899-aabbccddeeff")
PROTECTOR_ID = UUID("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
NORMAL = UUID("4967d63b-2e29-4ad8-8399-f6a339e3d001")
ENCRYPT_ON_WRITE = UUID("92a84d3b-dd80-4d0e-9e4e-b1e3284eaed8")
KIB = 1024
AREA = 64 * KIB
NONCE = bytes(range(12))
SALT = bytes(range(16))
STORED_SIZES = {0x8000: 64, 0x8001: 64, 0x8002: 16, 0x8003: 32, 0x8004: 32, 0x8005: 64}
DIFFUSED = (0x8000, 0x8001)


def octets(label: str, size: int) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(label.encode()).digest(size)


def entry(role: int, kind: int, data: bytes, *, size: int | None = None) -> bytes:
    """A metadata entry; ``size`` may be a lie."""
    return struct.pack("<4H", len(data) + 8 if size is None else size, role, kind, 1) + data


def sealed(key: bytes, data: bytes) -> bytes:
    """What AES-CCM encrypted, its tag before it."""
    whole = AESCCM(key).encrypt(NONCE, data, None)
    return NONCE + whole[-16:] + whole[:-16]


def key_data(method: int, key: bytes) -> bytes:
    """A key as it lies in what is sealed."""
    return struct.pack("<IHHHH", len(key) + 12, 1, 0, method, 0) + key


def stretched(initial: bytes, count: int) -> bytes:
    """The chain of hashes that makes a key of a passphrase's hash."""
    last = bytes(32)
    for number in range(count):
        last = hashlib.sha256(last + initial + SALT + struct.pack("<Q", number)).digest()
    return last


def startup_key_file(key: bytes, *, volume: UUID | None = None, protector: UUID = PROTECTOR_ID) -> bytes:
    """A .bek file."""
    properties = entry(0, 1, struct.pack("<I", 0x2002) + key)
    if volume is not None:
        properties += entry(0, 0x17, volume.bytes_le)
    data = entry(6, 9, protector.bytes_le + bytes(8) + properties)
    size = 48 + len(data)
    return struct.pack("<4I16sIIQ", size, 1, 48, size, protector.bytes_le, 0, 0, 0) + data


def protector(kind: int, *properties: bytes) -> bytes:
    """The entry of a protector of that kind."""
    return entry(2, 8, PROTECTOR_ID.bytes_le + bytes(10) + struct.pack("<H", kind) + b"".join(properties))


@dataclass
class Volume:
    """What to write; offsets and sizes are bytes. ``extra`` are entries, ``edit`` may change the finished metadata."""

    method: int = 0x8004
    sector_size: int = 512
    size: int = 512 * KIB
    offsets: tuple[int, int, int] = (64 * KIB, 192 * KIB, 320 * KIB)
    header_offset: int = 448 * KIB
    header_size: int = 8 * KIB
    state: int = 4
    next_state: int = 4
    encrypted_size: int | None = None
    conversion_size: int = 0
    identifier: UUID = NORMAL
    to_go: bool = False
    boot: bytes = b"\xeb\x58\x90"
    version: int = 2
    protectors: tuple[bytes, ...] | None = None
    extra: tuple[bytes, ...] = ()
    header_block: tuple[int, int] | None = None
    fields: dict[int, bytes] = field(default_factory=dict)
    edit: Callable[[bytearray], None] | None = None
    digest: bytes | None = None
    stored_key_method: int | None = None
    clear_key: bytes = octets("clear key", 32)
    master_key: bytes = octets("master key", 32)

    @property
    def stored_key(self) -> bytes:
        """The volume key as it is stored."""
        return octets("volume key", STORED_SIZES.get(self.method, 32))

    @property
    def volume_key(self) -> bytes:
        """The volume key as readers have it: without the room that AES-128 leaves before the diffuser's key."""
        key = self.stored_key
        return key[:16] + key[32:48] if self.method == 0x8000 else key

    def clear_protector(self) -> bytes:
        """The protector that opens without a credential."""
        return protector(0, entry(0, 1, struct.pack("<I", 0x2000) + self.clear_key), self.sealed_master(self.clear_key))

    def sealed_master(self, key: bytes) -> bytes:
        """The entry of the volume master key under a protector's key."""
        return entry(0, 5, sealed(key, key_data(0x2003, self.master_key)))

    def plaintext(self) -> bytes:
        """What reading has to give, zeros over the metadata included."""
        data = bytearray(octets("plaintext", self.size))
        for offset, size in (*((at, AREA) for at in self.offsets), (self.header_offset, self.header_size)):
            data[offset : offset + size] = bytes(size)
        return bytes(data)

    def metadata(self) -> bytes:
        """One copy of the metadata with what follows it."""
        block = self.header_block or (self.header_offset, self.header_size)
        stored = key_data(self.stored_key_method or self.method, self.stored_key)
        entries = [
            entry(7, 2, "a volume\0".encode("utf-16-le")),
            *((self.clear_protector(),) if self.protectors is None else self.protectors),
            entry(3, 5, sealed(self.master_key, stored)),
            entry(15, 15, struct.pack("<QQ", *block)),
            *self.extra,
        ]
        data = bytearray(112) + b"".join(entries)
        size = -(-len(data) // 16) * 16
        encrypted = self.size if self.encrypted_size is None else self.encrypted_size
        struct.pack_into(
            "<8s4HQII3QQ", data, 0, b"-FVE-FS-", size // 16, self.version, self.state, self.next_state, encrypted,
            self.conversion_size, self.header_size // self.sector_size, *self.offsets, self.header_offset,
        )  # fmt: skip
        end = len(data) - 64
        struct.pack_into("<4I16sIHHQ", data, 64, end, 1, 48, end, VOLUME_ID.bytes_le, 9, self.method, 0, 1)
        data += bytes(size - len(data))
        for offset, value in self.fields.items():
            data[offset : offset + len(value)] = value
        if self.edit is not None:
            self.edit(data)
        digest = self.digest or hashlib.sha256(data).digest()
        validation = entry(0, 5, sealed(self.master_key, entry(0, 1, struct.pack("<HH", 0x2005, 0) + digest)))
        return bytes(data) + struct.pack("<HHI", 8 + len(validation), 2, zlib.crc32(data)) + validation

    def image(self) -> bytearray:
        """The whole volume."""
        plain = self.plaintext()
        image = bytearray(self.size)
        boundary = self.size if (self.state, self.next_state) == (4, 4) else self.encrypted_size or 0
        for at in range(self.header_size, self.size, self.sector_size):
            data = plain[at : at + self.sector_size]
            image[at : at + len(data)] = self._crypted(at, data) if at < boundary else data
        for at in range(0, self.header_size, self.sector_size):
            place = self.header_offset + at
            data = plain[at : at + self.sector_size]
            image[place : place + len(data)] = self._crypted(place, data) if place < boundary else data
        metadata = self.metadata()
        for offset in self.offsets:
            image[offset : offset + AREA] = metadata.ljust(AREA, b"\0")
        struct.pack_into("<3s8sH", image, 0, self.boot, b"MSWIN4.1" if self.to_go else b"-FVE-FS-", self.sector_size)
        struct.pack_into("<16s3Q", image, 424 if self.to_go else 160, self.identifier.bytes_le, *self.offsets)
        return image

    def _crypted(self, offset: int, data: bytes) -> bytes:
        key = self.volume_key
        if self.method in (0x8004, 0x8005):
            tweak = (offset // self.sector_size).to_bytes(16, "little")
            return Cipher(algorithms.AES(key), modes.XTS(tweak)).encryptor().update(data)
        if self.method in DIFFUSED:
            half = len(key) // 2
            data = _diffused(offset, key[half:], data)
            key = key[:half]
        iv = _block(key, offset.to_bytes(16, "little"))
        return Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor().update(data)


def _block(key: bytes, data: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data)


def _diffused(offset: int, key: bytes, data: bytes) -> bytes:
    """The forward diffuser: sector key, then A, then B, each the inverse of what reading does."""
    mask = _block(key, offset.to_bytes(16, "little")) + _block(key, offset.to_bytes(15, "little") + b"\x80")
    mask = mask * (len(data) // 32)
    word = [a ^ b for a, b in zip(*(struct.unpack(f"<{len(data) // 4}I", each) for each in (data, mask)), strict=True)]
    n = len(word)
    for near, far, rotations, cycles in ((-2, -5, (9, 0, 13, 0), 5), (2, 5, (0, 10, 0, 25), 3)):
        for _ in range(cycles):
            for i in reversed(range(n)):
                other, bits = word[(i + far) % n], rotations[i % 4]
                turned = (other << bits | other >> (32 - bits)) & 0xFFFFFFFF
                word[i] = (word[i] - (word[(i + near) % n] ^ turned)) & 0xFFFFFFFF
    return struct.pack(f"<{n}I", *word)
