"""The plaintext of a FreeOTFE volume, as a read-only device."""

from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.blockdev.readonly import NeverWritten
from vault.blockdev.slice import Slice
from vault.blockdev.unaligned import check_request
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader
from vault.formats.freeotfe.ciphers import Cipher, IvRule, decryptor
from vault.formats.freeotfe.layout import SECTOR_SIZE

READ_ONLY_REASON = "FreeOTFE volumes are only read: convert the volume to write to it"


@dataclass(frozen=True, slots=True)
class Image:
    """Where the encrypted partition image lies and how its sectors are encrypted; ``offset`` and ``length`` are bytes.

    ``first_sector`` is the number of the image's first sector.
    """

    offset: int
    length: int
    crypt: Cipher
    iv_rule: IvRule
    first_sector: int
    sector_size: int = SECTOR_SIZE
    read_only_reason: str = READ_ONLY_REASON

    @property
    def cipher(self) -> str:
        """The cipher and mode; the IVs of CBC and the field of LRW are FreeOTFE's own."""
        return str(self.crypt)

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext in a container of this many bytes; raises DamagedHeader when it is too short."""
        if self.offset + self.length > container_size:
            raise DamagedHeader(
                f"the container holds {container_size} bytes but its header promises {self.offset + self.length}",
                hint="it was cut short; restore it from a copy",
            )
        return self.length

    def device(self, lower: BlockDevice, volume_key: Secret) -> "ImageDevice":
        """The plaintext as a read-only device over the whole container ``lower``."""
        return ImageDevice(Slice(lower, self.offset, self.size_within(lower.size), SECTOR_SIZE), self, volume_key)


class ImageDevice(NeverWritten):
    """Decrypts what it reads from ``lower``; writes raise ``OSError(EROFS)``. Thread safe."""

    refusal = READ_ONLY_REASON

    def __init__(self, lower: BlockDevice, image: Image, key: Secret) -> None:
        self._lower = lower
        self._first = image.first_sector
        self.size, self.sector_size = lower.size, lower.sector_size
        self._decryptor = decryptor(image.crypt, key, image.iv_rule)

    def read(self, offset: int, length: int) -> bytearray:
        """Exactly ``length`` bytes of plaintext from ``offset``."""
        check_request(self, offset, length)
        data = bytearray(self._lower.read(offset, length))
        if data:
            self._decryptor.decrypt(offset // SECTOR_SIZE + self._first, data)
        return data

    def close(self) -> None:
        """Wipe the ciphers' keys; reads fail from now on."""
        self._decryptor.close()
