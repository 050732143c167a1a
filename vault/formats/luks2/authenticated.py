"""The segment of a volume with integrity: ciphertext and a tag for every sector, read and written by the kernel alone.

dm-integrity keeps sectors and tags together by its journal, dm-crypt above it encrypts and checks. References: Linux,
Documentation/admin-guide/device-mapper/dm-crypt.rst, capi and integrity; dm-integrity.rst; spec/volume-format.md
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from vault.blockdev.base import BlockDevice
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, NotAvailable, UnsupportedFeature
from vault.formats.base import DM_SECTOR
from vault.formats.luks2 import ciphers
from vault.formats.luks2.superblock import SUPERBLOCK_SIZE, read_superblock

MACS = {"hmac(sha1)": 20, "hmac(sha256)": 32, "hmac(sha512)": 64}
"""Bytes of the tag, and of the part of the volume key that makes it."""
RANDOM = "random"
RANDOM_IV_SIZE = 16
AEAD_TAG_SIZE = 16


class Aead(NamedTuple):
    """An algorithm that encrypts and authenticates in one: its name in the kernel, bytes of its IV and of its keys."""

    algorithm: str
    iv_size: int
    key_sizes: tuple[int, ...]


AEADS = {
    ("aes-gcm", "aead"): Aead("gcm(aes)", 12, (16, 24, 32)),
    ("aegis128", "aead"): Aead("aegis128", 16, (16,)),
    ("chacha20", "poly1305"): Aead("rfc7539(chacha20,poly1305)", 12, (32,)),
}
AEAD_IVS = (RANDOM, "plain64")


@dataclass(frozen=True, slots=True)
class AuthenticatedSpec:
    """What encrypts and authenticates: ``encryption`` and ``integrity`` as LUKS2 names them; ``str`` gives the former.

    ``algorithm`` and ``iv`` are the kernel's names. ``tag_size`` is bytes a sector, a random IV included, and
    ``key_sizes`` are those that fit, the key of the tag included.
    """

    encryption: str
    integrity: str
    algorithm: str
    iv: str
    tag_size: int
    key_sizes: tuple[int, ...]
    beside: CipherSpec | None = None
    """The cipher that a MAC is beside; nothing where one algorithm is both."""
    legacy: bool = False

    @classmethod
    def parse(cls, encryption: str, integrity: str) -> Self:
        """The spec of both texts. Raises UnsupportedFeature for all that is not on the lists."""
        name, _, iv = encryption.rpartition("-")
        if integrity in MACS:
            cipher = _cipher(name, iv, encryption)
            size = MACS[integrity]
            return cls(
                encryption,
                integrity,
                f"authenc({integrity},{cipher.mode}({cipher.cipher}))",
                iv,
                size + RANDOM_IV_SIZE * (iv == RANDOM),
                tuple(key + size for key in cipher.key_sizes),
                cipher,
            )
        aead = AEADS.get((name, integrity))
        if aead is None or iv not in AEAD_IVS:
            raise UnsupportedFeature(f"the integrity {integrity!a:.40} of {encryption!a:.80} is not supported")
        tag_size = AEAD_TAG_SIZE + aead.iv_size * (iv == RANDOM)
        return cls(encryption, integrity, aead.algorithm, iv, tag_size, aead.key_sizes)

    def __str__(self) -> str:
        return self.encryption


def _cipher(name: str, iv: str, encryption: str) -> CipherSpec:
    """The cipher that a MAC is beside. Raises UnsupportedFeature. Only XTS is known with a random IV."""
    if iv == RANDOM and name.endswith("-xts"):
        return ciphers.parse(f"{name}-plain64")
    return ciphers.parse(encryption)


@dataclass(frozen=True, slots=True)
class AuthenticatedSegment:
    """Where dm-integrity's superblock lies in the container, and how what follows is encrypted and authenticated.

    ``offset`` is bytes, ``length`` the bytes of plaintext that the header promises, None for as many as there are, and
    ``provided`` those that the superblock tells, 0 before it was read. ``iv_offset`` is as in Segment.
    """

    offset: int
    length: int | None
    cipher: AuthenticatedSpec
    key_size: int
    sector_size: int
    iv_offset: int = 0
    provided: int = 0

    def within(self, container: BlockDevice) -> Self:
        """The same, its superblock read. Raises DamagedHeader, UnsupportedFeature, BackendError."""
        found = read_superblock(container, self.offset, tag_size=self.cipher.tag_size, sector_size=self.sector_size)
        if self.length not in (None, found.size):
            raise DamagedHeader(
                f"the header promises {self.length} bytes of data but dm-integrity provides {found.size}",
                hint="it was resized or put together wrongly; restore it from a copy",
            )
        return replace(self, provided=found.size)

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext; raises DamagedHeader when sectors and tags do not fit into so many bytes."""
        tags = self.provided // self.sector_size * self.cipher.tag_size
        end = self.offset + SUPERBLOCK_SIZE + self.provided + tags
        if end > container_size:
            raise DamagedHeader(
                f"the container holds {container_size} bytes but its data and tags alone end at {end}",
                hint="it was cut short; restore it from a copy",
            )
        return self.provided

    def check_key(self, volume_key: Secret) -> None:
        """Raise DamagedHeader for a key that the cipher must not use."""
        if self.cipher.beside is None:
            return
        with Secret(volume_key.view()[: -MACS[self.cipher.integrity]]) as key:
            sector_cipher(self.cipher.beside, key, self.sector_size).close()

    def device(self, lower: BlockDevice, volume_key: Secret) -> BlockDevice:
        """Nothing: raises NotAvailable, in user space there is no dm-integrity."""
        del lower, volume_key
        raise kernel_only(self)

    @staticmethod
    def check_discards(wanted: bool) -> None:
        """Raise NotAvailable when they are wanted."""
        if wanted:
            raise NotAvailable("a volume with integrity takes no discards", hint="leave out --allow-discards")

    def integrity_table(self, device: str, container_size: int) -> str:
        """The line of the lower mapping, by the kernel's dm-integrity; ``device`` is a path or ``major:minor``."""
        return (
            f"0 {self.size_within(container_size) // DM_SECTOR} integrity {device} {self.offset // DM_SECTOR} "
            f"{self.cipher.tag_size} J 1 block_size:{self.sector_size}"
        )

    def dm_table(
        self, key: str, device: str, container_size: int, *, discards: bool = False, flags: Sequence[str] = ()
    ) -> str:
        """The line of the upper mapping, by the kernel's dm-crypt over the lower one, as ``Segment.dm_table``.

        Raises NotAvailable for discards: dm-integrity has none without tags of its own.
        """
        self.check_discards(discards)
        options = [*flags, f"integrity:{self.cipher.tag_size}:aead"]
        if self.sector_size != DM_SECTOR:
            options.append(f"sector_size:{self.sector_size}")
        return (
            f"0 {self.size_within(container_size) // DM_SECTOR} crypt capi:{self.cipher.algorithm}-{self.cipher.iv} "
            f"{key} {self.iv_offset} {device} 0 {len(options)} {' '.join(options)}"
        )


def kernel_only(segment: AuthenticatedSegment) -> NotAvailable:
    """The error for ways that have no kernel to do the work."""
    return NotAvailable(
        f"the volume has integrity ({segment.cipher.integrity}), which only the kernel's dm-integrity reads and writes",
        hint="root can attach it: --attach devmapper",
    )
