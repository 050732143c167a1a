"""What every format is read into: segments, the plaintext they map to, and what unlocking gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vault.blockdev.base import BlockDevice
from vault.blockdev.crypt import CryptDevice
from vault.blockdev.slice import Slice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader

DM_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Segment:
    """Where the ciphertext of a volume lies in its container and how it is encrypted.

    ``offset`` and ``length`` are bytes, ``length`` is None for "to the end of the container". ``iv_offset`` counts
    512-byte sectors and is added to a sector's number before the IV is made of it. With ``iv_large_sectors`` the IV
    counts sectors of ``sector_size`` instead of 512 bytes.
    """

    offset: int
    length: int | None
    cipher: CipherSpec
    key_size: int
    sector_size: int
    iv_offset: int = 0
    iv_large_sectors: bool = False

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext, whole sectors, in a container of this many bytes; raises DamagedHeader when none."""
        end = container_size if self.length is None else self.offset + self.length
        if end > container_size:
            raise DamagedHeader(
                f"the container holds {container_size} bytes but its header promises {end}",
                hint="it was cut short; restore it from a copy",
            )
        size = (end - self.offset) // self.sector_size * self.sector_size
        if size <= 0:
            raise DamagedHeader(
                "the container ends before its data begins", hint="it was cut short; restore it from a copy"
            )
        return size

    def device(self, lower: BlockDevice, volume_key: Secret) -> CryptDevice:
        """The plaintext as a device over the whole container ``lower``."""
        return CryptDevice(
            Slice(lower, self.offset, self.size_within(lower.size), self.sector_size),
            self.cipher,
            volume_key,
            iv_offset=self.iv_offset,
            iv_large_sectors=self.iv_large_sectors,
        )

    def dm_table(
        self, key: str, device: str, container_size: int, *, discards: bool = False, flags: Sequence[str] = ()
    ) -> str:
        """The line of the kernel's dm-crypt target that maps the same plaintext.

        ``key`` is hex or a keyring reference, ``device`` a path or ``major:minor``, ``flags`` are further optional
        parameters without a value, such as ``no_read_workqueue``.

        References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
        """
        options = ["allow_discards"] * discards + list(flags)
        if self.sector_size != DM_SECTOR:
            options.append(f"sector_size:{self.sector_size}")
        if self.iv_large_sectors:
            options.append("iv_large_sectors")
        line = (
            f"0 {self.size_within(container_size) // DM_SECTOR} crypt {self.cipher} {key} {self.iv_offset} "
            f"{device} {self.offset // DM_SECTOR}"
        )
        return " ".join([line, str(len(options)), *options] if options else [line])


class Plaintext(Protocol):
    """What maps a container to its plaintext: a Segment, or a map of extents with a device of its own."""

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext in a container of this many bytes; raises DamagedHeader when none."""

    def device(self, lower: BlockDevice, volume_key: Secret) -> BlockDevice:
        """The plaintext as a device over the whole container ``lower``."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a credential opened: ``slot`` (0 where a format has one only), the volume key, and what it decrypts.

    The volume key belongs to whoever holds this, and is wiped by it.
    """

    slot: int
    volume_key: Secret
    plaintext: Plaintext
