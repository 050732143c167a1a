"""A device in memory: headers read once into private memory, and tests."""

from vault.blockdev.base import Buffer
from vault.blockdev.unaligned import check_request


class MemoryDevice:
    """``size`` bytes of zeros, or those of ``data``, which is used and not copied."""

    def __init__(self, size: int, sector_size: int = 512, *, data: bytearray | None = None) -> None:
        self.data = bytearray(size) if data is None else data
        assert len(self.data) == size, "not the size it says"
        assert size % sector_size == 0, "not whole sectors"
        self.size = size
        self.sector_size = sector_size
        self.read_only = False

    def read(self, offset: int, length: int) -> bytearray:
        """Exactly ``length`` bytes from ``offset``."""
        check_request(self, offset, length)
        return self.data[offset : offset + length]

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``."""
        check_request(self, offset, len(data))
        self.data[offset : offset + len(data)] = data

    def flush(self) -> None:
        """Nothing to do: memory is as durable as it gets."""

    def discard(self, offset: int, length: int) -> None:
        """Zero the bytes."""
        self.write(offset, bytes(length))

    def close(self) -> None:
        """Nothing to give back: ``data`` stays readable for whoever shares it."""
