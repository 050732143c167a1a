"""What is done to devices in a guest."""

import os
from pathlib import Path


def overwrite(path: Path, offset: int, data: bytes | bytearray) -> None:
    """Write and wait until it is durable."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
