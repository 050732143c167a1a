"""Small files of settings, read and written as a whole; nothing but a plain file is waited for or written over.

References: open(2) (O_NONBLOCK on a FIFO); fifo(7)
"""

import os
import stat
from pathlib import Path

from PyQt6.QtCore import QFileDevice, QIODevice, QSaveFile

from vault.errors import BackendError

LONGEST_PATH = 4096
"""Bytes of a path that the kernel takes, with the one that ends it."""


def read(path: Path, largest: int) -> bytes:
    """The file's contents. Raises OSError, BackendError for what is no plain file, ValueError for too many bytes."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BackendError(f"{path} is no plain file")
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(largest + 1)
    finally:
        os.close(descriptor)
    if len(data) > largest:
        raise ValueError("it is too large")
    return data


def write(path: Path, data: bytes) -> None:
    """Write the file, as a whole or not at all, for its owner only. Raises OSError, BackendError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise BackendError(f"{path} is no plain file")
    file = QSaveFile(str(path))
    own = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
    is_open = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.setPermissions(own)
    if not is_open or file.write(data) != len(data) or not file.commit():
        raise BackendError(f"{path} cannot be written: {file.errorString()}")


def is_possible(path: str | Path) -> bool:
    """Whether there may be a file with this path."""
    try:
        name = os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return 0 < len(name) < LONGEST_PATH and b"\0" not in name
