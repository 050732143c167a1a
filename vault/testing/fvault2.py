"""A writer of small FileVault 2 volumes for tests: every number can be set wrong, the checksums still right."""

import base64
import hashlib
import struct
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from vault.formats.fvault2.layout import BLOCK_SIZE, checksum

KIB = 1024
PASSPHRASE = b"a passphrase"
VOLUME = UUID("00112233-4455-6677-8899-aabbccddeeff")
FAMILY = UUID("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
METADATA_KEY, KEK, FIRST_KEY = (bytes(range(start, start + 16)) for start in (16, 48, 80))
SALT = bytes(range(16))
ITERATIONS = 1000


def octets(label: str, size: int) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(label.encode()).digest(size)


def xts(key: bytes, unit: int, data: bytes) -> bytes:
    """One data unit, encrypted."""
    return Cipher(algorithms.AES(key), modes.XTS(unit.to_bytes(16, "little"))).encryptor().update(data)


def block(kind: int, number: int, *fields: dict[int, bytes], size: int = BLOCK_SIZE) -> bytes:
    """A metadata block with a right checksum; later fields lie over earlier ones."""
    data = bytearray(size)
    struct.pack_into("<IIHH", data, 0, 0, 0xFFFFFFFF, 1, kind)
    if size == BLOCK_SIZE:
        struct.pack_into("<Q", data, 32, number)
    for offset, value in (item for each in fields for item in each.items()):
        data[offset : offset + len(value)] = value
    struct.pack_into("<I", data, 0, checksum(bytes(data[8:])))
    return bytes(data)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Volume:
    """What to write, in bytes. ``fields`` change the volume header, ``changes`` the blocks, by their type."""

    size: int = 256 * KIB
    offset: int = 128 * KIB
    length: int = 64 * KIB
    conversion: str = "Complete"
    algorithm: str = "AES-XTS"
    iterations: int = ITERATIONS
    struct_size: int = 284
    prologue: str = ""
    fields: dict[int, bytes] = field(default_factory=dict)
    label: dict[int, bytes] = field(default_factory=dict)
    descriptor: dict[int, bytes] = field(default_factory=dict)
    changes: dict[int, dict[int, bytes]] = field(default_factory=dict)

    @property
    def volume_key(self) -> bytes:
        """Both keys of the logical volume."""
        return FIRST_KEY + hashlib.sha256(FIRST_KEY + FAMILY.bytes).digest()[:16]

    def plaintext(self) -> bytes:
        """The logical volume."""
        return octets("plaintext", self.length)

    def family_xml(self) -> str:
        """The property list with the keys, with a reference as macOS writes them."""
        key = hashlib.pbkdf2_hmac("sha256", PASSPHRASE, SALT, ITERATIONS, 16)
        user = struct.pack("<II16sII24s", 3, 16, SALT, 16, 24, aes_key_wrap(key, KEK)).ljust(168, b"\0")
        user = (user + struct.pack("<I", self.iterations)).ljust(self.struct_size, b"\0")[: self.struct_size]
        wrapped = struct.pack("<II24s", 2, 24, aes_key_wrap(KEK, FIRST_KEY)).ljust(256, b"\0")
        return (
            f'{self.prologue}<dict ID="0"><key>com.apple.corestorage.lvf.encryption.context</key><dict ID="1">'
            f"<key>CryptoUsers</key><array><dict><key>PassphraseWrappedKEKStruct</key><data>{_base64(user)}</data>"
            '<key>UserIdent</key><string ID="2">user</string><key>PassphraseHint</key><reference IDREF="2"/></dict>'
            "<dict><key>UserIdent</key><string>no passphrase</string></dict></array>"
            "<key>WrappedVolumeKeys</key><array><dict><key>BlockAlgorithm</key><string>None</string></dict>"
            f"<dict><key>BlockAlgorithm</key><string>{self.algorithm}</string><key>KEKWrappedVolumeKeyStruct</key>"
            f"<data>{_base64(wrapped)}</data></dict></array><key>ConversionInfo</key><dict>"
            f"<key>ConversionStatus</key><string>{self.conversion}</string></dict></dict>"
            '<key>com.apple.corestorage.lvf.sequence</key><integer size="32">0x2</integer></dict>'
        )

    def volume_xml(self) -> str:
        """The property list of the logical volume."""
        return (
            f"<dict><key>com.apple.corestorage.lv.familyUUID</key><string>{FAMILY}</string>"
            f"<key>com.apple.corestorage.lv.size</key><integer>{self.length:#x}</integer>"
            "<key>com.apple.corestorage.lv.name</key><string>a volume</string>"
            "<key>com.apple.corestorage.lv.sequence</key><integer>0x2</integer></dict>"
        )

    def blocks(self) -> list[bytes]:
        """The encrypted metadata before it is encrypted."""
        family, volume = self.family_xml().encode() + b"\0", self.volume_xml().encode() + b"\0"
        extents = struct.pack("<QQIIQQ", 0, 0, self.length // 4096, 0, 0, self.offset // 4096)
        found = {
            0x0305: {64: struct.pack("<II", 1, 0) + extents},
            0x0019: {104: struct.pack("<4I", len(family), len(family), 944, len(family)), 944: family},
            0x001A: {128: struct.pack("<II", 184, len(volume)), 184: volume},
        }
        return [
            block(kind, number, fields, self.changes.get(kind, {}))
            for number, (kind, fields) in enumerate(found.items())
        ]

    def image(self) -> bytearray:
        """The whole physical volume: header, label, descriptor, encrypted metadata, logical volume."""
        image = bytearray(self.size)
        header = {
            64: struct.pack("<Q", self.size),
            88: b"CS",
            90: struct.pack("<I", 1),
            96: struct.pack("<IIQ", 4096, 64 * KIB, 1),
            168: struct.pack("<II", 16, 2) + METADATA_KEY,
            304: VOLUME.bytes,
        }
        image[:512] = block(0x0010, 0, header, self.fields, size=512)
        label = {64: struct.pack("<I", 64 * KIB), 220: struct.pack("<I", BLOCK_SIZE)}
        image[4096 : 4096 + BLOCK_SIZE] = block(0x0011, 0, label, self.label)
        descriptor = bytearray(struct.pack("<5Q", 0, 8, 0, 0, 16))
        for offset, value in self.descriptor.items():
            descriptor[offset : offset + len(value)] = value
        image[4096 + BLOCK_SIZE : 4096 + BLOCK_SIZE + len(descriptor)] = descriptor
        for number, data in enumerate(self.blocks()):
            at = 64 * KIB + number * BLOCK_SIZE
            image[at : at + BLOCK_SIZE] = xts(METADATA_KEY + VOLUME.bytes, number, data)
        plain = self.plaintext()
        for at in range(0, self.length, 512):
            image[self.offset + at : self.offset + at + 512] = xts(self.volume_key, at // 512, plain[at : at + 512])
        return image
