"""Where a credential comes from: a prompt, a descriptor or a key file, each read into a buffer that is wiped.

The rules for bytes (nothing is normalised, what is cut off, the limits) are those of spec/cli.md, "Credentials".
"""

import os
import stat
from typing import TYPE_CHECKING, Protocol

from vault.errors import CredentialError, LimitExceeded, NoCredential, UsageError, from_os, os_reason
from vault.options import Ask, CredentialSource, FromToken, KeyFile, PassphraseFd

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

PASSPHRASE_LIMIT = 512
"""Bytes of a passphrase, as cryptsetup's interactive limit."""
KEY_FILE_LIMIT = 8 * 1024 * 1024
"""Bytes of a key file, as cryptsetup's."""


class Prompt(Protocol):
    """How a frontend asks."""

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> "Secret":
        """The passphrase that was typed, asked for twice with ``confirm``; raises NoCredential or Cancelled.

        Nothing typed is no passphrase, unless it ``may_be_empty``.
        """

    def pin(self, device: str, left: int | None) -> "Secret":
        """The PIN of the security key ``device``, which takes ``left`` more; raises NoCredential or Cancelled.

        None is a key that does not tell. It is asked for again when it was wrong.
        """


def obtain(source: CredentialSource, prompt: Prompt | None, question: str, *, may_be_empty: bool = False) -> "Secret":
    """The credential from its source; ``may_be_empty`` is for a passphrase that keyfiles go with.

    Raises CredentialError, NoCredential, UsageError or LimitExceeded.
    """
    match source:
        case PassphraseFd(fd=descriptor):
            return _passphrase(descriptor, may_be_empty=may_be_empty)
        case KeyFile():
            return _key_file(source)
        case FromToken():
            raise UsageError("this credential comes from no token", hint="type it, or use --key-file")
        case Ask(confirm=confirm):
            if prompt is None:
                raise NoCredential("no passphrase was given", hint="use --passphrase-fd or --key-file")
            return prompt.passphrase(question, confirm=confirm, may_be_empty=may_be_empty)


def _passphrase(descriptor: int, *, may_be_empty: bool) -> "Secret":
    """All bytes up to the end of file, without one newline at their end."""
    try:
        buffer = _read_all(descriptor, PASSPHRASE_LIMIT + 1)
    except OSError as error:
        raise UsageError(f"cannot read the passphrase from descriptor {descriptor}: {os_reason(error)}") from error
    if buffer[-1:] == b"\n":
        buffer.pop()
    if len(buffer) > PASSPHRASE_LIMIT:
        _clear(buffer)
        raise LimitExceeded(f"the passphrase is longer than {PASSPHRASE_LIMIT} bytes", hint="use --key-file")
    if not buffer and not may_be_empty:
        raise NoCredential(f"there is no passphrase on descriptor {descriptor}")
    return _secret(buffer)


def _key_file(source: KeyFile) -> "Secret":
    """The raw bytes of a file, or of standard input for ``-``: ``size`` of them from ``offset``."""
    path = source.path
    if str(path) == "-":
        return _raw(0, "standard input", source)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise CredentialError(f"cannot open the key file {path}: {os_reason(error)}") from error
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise CredentialError(f"the key file {path} is a folder")
        return _raw(descriptor, f"the key file {path}", source)
    finally:
        os.close(descriptor)


def _raw(descriptor: int, what: str, source: KeyFile) -> "Secret":
    wanted = KEY_FILE_LIMIT if source.size is None else source.size
    if wanted > KEY_FILE_LIMIT or source.offset > KEY_FILE_LIMIT:
        raise LimitExceeded(f"a key file has at most {KEY_FILE_LIMIT} bytes")
    try:
        _clear(_read_all(descriptor, source.offset))
        buffer = _read_all(descriptor, wanted + (source.size is None))
    except OSError as error:
        raise from_os(error, f"cannot read {what}") from error
    if len(buffer) > KEY_FILE_LIMIT:
        _clear(buffer)
        raise LimitExceeded(f"{what} is larger than {KEY_FILE_LIMIT} bytes")
    if len(buffer) < wanted and source.size is not None:
        _clear(buffer)
        raise CredentialError(f"{what} has no {source.size} bytes after the first {source.offset}")
    if not buffer:
        raise CredentialError(f"{what} is empty")
    return _secret(buffer)


def _read_all(descriptor: int, limit: int) -> bytearray:
    """At most ``limit`` bytes, read into one buffer that never moves, so that no copy of it stays behind."""
    buffer = bytearray(limit)
    done = 0
    with memoryview(buffer) as view:
        while done < limit:
            count = os.readv(descriptor, [view[done:]])
            if count == 0:
                break
            done += count
    del buffer[done:]
    return buffer


def _secret(buffer: bytearray) -> "Secret":
    from vault.crypto.secret import Secret

    return Secret(buffer, wipe_source=True)


def _clear(buffer: bytearray) -> None:
    from vault.crypto.secret import wipe

    wipe(buffer)
