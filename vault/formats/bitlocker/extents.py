"""The plaintext of a BitLocker volume: where each part of it lies, as a read-only device.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md, "The map of the plaintext"
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, Self

from vault.blockdev.base import BlockDevice
from vault.blockdev.readonly import NeverWritten
from vault.blockdev.unaligned import check_request
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature
from vault.formats.bitlocker.layout import ID_NORMAL
from vault.formats.bitlocker.model import (
    STATE_CONVERTING,
    STATE_DECRYPTED,
    STATE_ENCRYPTED,
    STATE_PAUSED,
    Header,
    Method,
)

IV_UNIT = 512
XTS = CipherSpec("aes", "xts", "plain64")
CBC = CipherSpec("aes", "cbc", "null")
"""Its IV, the encrypted offset of the sector, is added afterwards."""
READ_ONLY_REASON = "BitLocker volumes are only read: Windows keeps state in them that vault does not write"


@dataclass(frozen=True, slots=True)
class Extent:
    """A run of the plaintext, in bytes: ``source`` is where it lies in the container, of no meaning for zeros."""

    offset: int
    length: int
    kind: Literal["crypt", "plain", "zero"]
    source: int = 0


def check_openable(header: Header) -> None:
    """Raise UnsupportedFeature for a volume whose plaintext cannot be told, before any key is derived."""
    states = {header.state, header.next_state}
    if header.state == STATE_DECRYPTED:
        raise UnsupportedFeature(
            "the volume has been decrypted, so there is nothing to unlock",
            hint="Windows leaves its metadata behind; the file system follows when BitLocker is switched off for good",
        )
    if header.kind != ID_NORMAL:
        raise UnsupportedFeature(
            f"the volume is of the kind {header.kind_name}, encrypted only where something was written",
            hint="let Windows finish encrypting it",
        )
    if header.method is None:
        raise UnsupportedFeature(f"the encryption method {header.method_code:#06x} is not supported")
    clean = {STATE_ENCRYPTED, STATE_PAUSED, STATE_CONVERTING, STATE_DECRYPTED}
    if not states <= clean or header.conversion_size:
        raise UnsupportedFeature(
            f"the volume is in the middle of a conversion ({header.state_name})", hint="let Windows finish that first"
        )


@dataclass(frozen=True, slots=True)
class VolumeMap:
    """What a header says of the plaintext; maps a container to a device that is read-only.

    The first sectors lie elsewhere, the metadata reads as zeros, and from ``boundary`` on nothing is encrypted.
    """

    method: Method
    sector_size: int
    header_offset: int
    header_size: int
    hidden: tuple[tuple[int, int], ...]
    boundary: int | None
    volume_size: int
    read_only_reason: str = READ_ONLY_REASON

    @classmethod
    def of(cls, header: Header) -> Self:
        """The map of an openable volume."""
        assert header.method is not None
        return cls(
            header.method,
            header.sector_size,
            header.header_offset,
            header.header_size,
            header.hidden,
            header.boundary,
            header.encrypted_size,
        )

    @property
    def cipher(self) -> str:
        """dm-crypt's name of the cipher."""
        return self.method.cipher

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext, whole sectors, in a container of this many bytes; raises DamagedHeader when none.

        The container counts and not the size in the metadata, as for the kernel; what is cut off cannot be read.
        """
        size = container_size // self.sector_size * self.sector_size
        if size < self.header_offset + self.header_size or size < self.header_size:
            raise DamagedHeader(
                "the container ends before the first sectors of the volume, which are stored elsewhere",
                hint="it was cut short; restore it from a copy",
            )
        return size

    def extents(self, container_size: int) -> tuple[Extent, ...]:
        """The whole plaintext in order, without gaps."""
        size = self.size_within(container_size)
        found = self._data(0, self.header_size, self.header_offset)
        position = self.header_size
        for offset, length in (*self.hidden, (size, 0)):
            found += self._data(position, min(offset, size) - position, position)
            end = min(offset + length, size)
            if end > offset:
                found.append(Extent(offset, end - offset, "zero"))
            position = max(position, end)
        return tuple(found)

    def _data(self, offset: int, length: int, source: int) -> list[Extent]:
        """The run in at most two parts: what is encrypted and, where the source is beyond the boundary, what is not."""
        boundary = source + length if self.boundary is None else self.boundary
        crypted = min(max(boundary - source, 0), length)
        parts = [
            Extent(offset, crypted, "crypt", source),
            Extent(offset + crypted, length - crypted, "plain", source + crypted),
        ]
        return [part for part in parts if part.length > 0]

    def device(self, lower: BlockDevice, volume_key: Secret) -> "MappedDevice":
        """The plaintext as a read-only device over the whole container ``lower``; raises DamagedHeader."""
        if self.boundary is not None and self.boundary % self.sector_size:
            raise DamagedHeader("the encrypted part of the volume does not end with a sector")
        cipher = VolumeCipher(self.method, volume_key, self.sector_size)
        return MappedDevice(lower, self.extents(lower.size), self.sector_size, cipher)


class VolumeCipher:
    """Decrypts sectors of a volume in place, with the diffuser where the method has one; threads may share it.

    The key is copied into ciphers of its own. Raises DamagedHeader when it does not fit.
    """

    def __init__(self, method: Method, key: Secret, sector_size: int) -> None:
        from vault.formats.bitlocker._native import Finisher

        if len(key) != method.key_size:
            raise DamagedHeader(f"a key of {len(key)} bytes does not fit the cipher {method.cipher}")
        self._finisher: Finisher | None = None
        if method.cipher == str(XTS):
            self._cipher = sector_cipher(XTS, key, sector_size, iv_large_sectors=True)
            return
        half = len(key) // 2 if method.has_diffuser else len(key)
        with Secret(key.view()[:half]) as own:
            self._cipher = sector_cipher(CBC, own, sector_size)
            self._finisher = Finisher(own.view(), key.view()[half:], sector_size)

    def decrypt(self, offset: int, data: bytearray | memoryview) -> None:
        """Turn the sectors that lie at ``offset`` of the volume into plaintext; raises BackendError."""
        self._cipher.decrypt(offset // IV_UNIT, data)
        if self._finisher is None:
            return
        try:
            self._finisher.finish(offset, data)
        except RuntimeError as error:
            raise BackendError(f"cannot decrypt sectors: {error}") from error

    def close(self) -> None:
        """Wipe the keys; closing twice is harmless."""
        self._cipher.close()
        if self._finisher is not None:
            self._finisher.close()


class MappedDevice(NeverWritten):
    """Extents of ``lower``, decrypted where they are encrypted; writes raise ``OSError(EROFS)``. Thread safe."""

    refusal = READ_ONLY_REASON

    def __init__(self, lower: BlockDevice, extents: tuple[Extent, ...], sector_size: int, cipher: VolumeCipher) -> None:
        self._lower = lower
        self._extents = extents
        self._starts = [extent.offset for extent in extents]
        self._cipher = cipher
        self.sector_size = sector_size
        self.size = extents[-1].offset + extents[-1].length

    def read(self, offset: int, length: int) -> bytearray:
        """Exactly ``length`` bytes of plaintext from ``offset``."""
        check_request(self, offset, length)
        data = bytearray(length)
        with memoryview(data) as view:
            index = bisect_right(self._starts, offset) - 1
            done = 0
            while done < length:
                extent = self._extents[index]
                skip = offset + done - extent.offset
                count = min(extent.length - skip, length - done)
                if extent.kind != "zero":
                    self._fill(extent, skip, view[done : done + count])
                done += count
                index += 1
        return data

    def _fill(self, extent: Extent, skip: int, part: memoryview) -> None:
        part[:] = self._lower.read(extent.source + skip, len(part))
        if extent.kind == "crypt":
            self._cipher.decrypt(extent.source + skip, part)

    def close(self) -> None:
        """Wipe the cipher's keys; reads fail from now on."""
        self._cipher.close()
