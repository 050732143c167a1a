"""Passphrases with keyfiles mixed into them, as VeraCrypt and TrueCrypt do it.

A keyfile is a stream of running CRC-32 values that is added, byte by byte, to a pool as long as the longest passphrase;
the passphrase is added too. So the order of the keyfiles does not matter.

References: VeraCrypt documentation, "Keyfiles" (technical details)
"""

import os
import stat
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from vault.crypto.secret import Secret, wipe
from vault.errors import CredentialError, LimitExceeded, os_reason
from vault.formats.veracrypt.layout import Kind

PASSPHRASE_LIMITS = {Kind.VERACRYPT: 128, Kind.TRUECRYPT: 64}
"""Bytes of the longest passphrase."""
SMALL_POOL = 64
LARGE_POOL = 128
"""Bytes of the pool, large for passphrases that do not fit the small one."""
KEYFILE_LIMIT = 1 << 20
"""Bytes of a keyfile that count; the rest is not read."""
FOLDER_LIMIT = 4096
"""Keyfiles in one folder."""

_START = 0xFFFFFFFF


def _crc_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE = _crc_table()


def mixed(credential: Secret, keyfiles: Sequence[Path]) -> Secret:
    """What the header key is derived from: the passphrase itself without keyfiles, else the pool.

    A path that is a folder stands for the files in it whose names do not begin with a dot. Raises LimitExceeded for a
    passphrase of more than 128 bytes, CredentialError for keyfiles that are empty, no regular files, or unreadable, and
    for folders without keyfiles or with folders in them.
    """
    if len(credential) > LARGE_POOL:
        raise LimitExceeded(f"the passphrase of a VeraCrypt volume has at most {LARGE_POOL} bytes")
    if not keyfiles:
        return Secret(credential.view())
    pool = Secret.zeros(SMALL_POOL if len(credential) <= SMALL_POOL else LARGE_POOL)
    try:
        for path in _files(keyfiles):
            data = _read(path)
            try:
                _add(pool, _stream(data))
            finally:
                wipe(data)
        view = pool.view()
        for index, octet in enumerate(credential.view()):
            view[index] = (view[index] + octet) & 0xFF
    except BaseException:
        pool.wipe()
        raise
    return pool


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path's raises for what the opening will name
            yield path
            continue
        try:
            found = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            raise CredentialError(f"cannot read the folder of keyfiles {path}: {os_reason(error)}") from error
        if not found:
            raise CredentialError(f"the folder of keyfiles {path} has no files")
        if len(found) > FOLDER_LIMIT:
            raise LimitExceeded(f"the folder of keyfiles {path} has more than {FOLDER_LIMIT} files")
        yield from found


def _read(path: Path) -> bytearray:
    """The bytes of a keyfile that count."""
    try:
        # A pipe without a writer would block for ever.
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError as error:
        raise CredentialError(f"cannot open the keyfile {path}: {os_reason(error)}") from error
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise CredentialError(f"the keyfile {path} is not a regular file")
        data = bytearray(KEYFILE_LIMIT)
        done = 0
        with memoryview(data) as view:
            while done < KEYFILE_LIMIT and (count := os.readv(fd, [view[done:]])):
                done += count
        del data[done:]
    except OSError as error:
        raise CredentialError(f"cannot read the keyfile {path}: {os_reason(error)}") from error
    finally:
        os.close(fd)
    if not data:
        raise CredentialError(f"the keyfile {path} is empty")
    return data


def _stream(data: bytearray) -> bytearray:
    """The running CRC after each byte, four bytes each, most significant first."""
    words = array("I", accumulate(data, lambda crc, octet: crc >> 8 ^ _TABLE[(crc ^ octet) & 0xFF], initial=_START))
    if sys.byteorder == "little":
        words.byteswap()
    with memoryview(words) as view, view.cast("B") as octets:
        stream = bytearray(octets[words.itemsize :])
        octets[:] = bytes(len(octets))
    return stream


def _add(pool: Secret, stream: bytearray) -> None:
    """Add the stream to the pool, round and round; wipes the stream."""
    view, size = pool.view(), len(pool)
    for index in range(size):
        view[index] = (view[index] + sum(stream[index::size])) & 0xFF
    wipe(stream)
