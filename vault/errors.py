"""What can go wrong, as types: each with a stable code, one sentence, a hint, and data that is never secret."""

import errno
import os
from collections.abc import Sequence


class VaultError(Exception):
    """Any failure that a user can be told about.

    ``code`` is stable (spec/cli.md lists all), ``exit_code`` is what a command ends with, ``str(error)`` is one
    lower-case sentence without a full stop, ``hint`` says what to do next or is empty, ``data`` is for ``--json``.
    """

    code = "error"
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", **data: object) -> None:
        super().__init__(message)
        self.hint = hint
        self.data = data


class UsageError(VaultError):
    """The command or its options cannot be meant as given."""

    code = "usage"
    exit_code = 2


class CredentialError(VaultError):
    """A credential could not be had or does not fit."""

    code = "credential"
    exit_code = 3


class WrongCredential(CredentialError):
    """The credential opens no keyslot that was tried; ``attempts`` is their number."""

    code = "wrong-credential"

    def __init__(self, message: str, *, attempts: int = 1, hint: str = "", **data: object) -> None:
        super().__init__(message, hint=hint, attempts=attempts, **data)
        self.attempts = attempts


class NoCredential(CredentialError):
    """No credential was given and there is nobody to ask."""

    code = "no-credential"


class TokenUnavailable(CredentialError):
    """A token's secret cannot be had now: its keyring is locked, its device is not there, it was refused."""

    code = "token-unavailable"


class FormatError(VaultError):
    """The container is not, or no longer, a volume that can be opened."""

    code = "format"
    exit_code = 4


class UnknownFormat(FormatError):
    """No format recognises the container."""

    code = "unknown-format"


class UnsupportedFeature(FormatError):
    """The volume needs something that vault does not do, or refuses on purpose."""

    code = "unsupported"


class DamagedHeader(FormatError):
    """The header breaks a rule of its format."""

    code = "damaged-header"


class LimitExceeded(FormatError):
    """The header asks for more memory, time or space than the documented limit."""

    code = "limit"


class KeyslotError(FormatError):
    """A keyslot is not there, is taken, or may not be removed."""

    code = "keyslot"


class BusyError(VaultError):
    """Somebody holds the container, the mount point or the mounted volume; ``holders`` are those who can be told."""

    code = "busy"
    exit_code = 5

    def __init__(self, message: str, *, holders: Sequence[object] = (), hint: str = "", **data: object) -> None:
        self.holders = tuple(map(str, holders))
        super().__init__(message, hint=hint, holders=list(self.holders), **data)


class BackendError(VaultError):
    """A part of the system failed: input or output, FUSE, the kernel, a helper program."""

    code = "backend"
    exit_code = 6


class NoSpace(BackendError):
    """The disk is full."""

    code = "no-space"


class NotAvailable(BackendError):
    """A package, a kernel feature or a right is missing."""

    code = "not-available"


class MountError(VaultError):
    """The volume cannot be mounted there, or its file system cannot be mounted safely."""

    code = "mount"
    exit_code = 7


class FileSystemDamaged(MountError):
    """The file system check found what it may not mend unasked."""

    code = "file-system-damaged"


class Cancelled(VaultError):
    """The user gave up; nothing was changed."""

    code = "cancelled"
    exit_code = 130


def os_reason(error: OSError) -> str:
    """The system's own words for an error, in lower case, without the path that ``str(error)`` would add."""
    return os.strerror(error.errno).lower() if error.errno else str(error)


def from_os(error: OSError, what: str, *, hint: str = "") -> BackendError:
    """A ``BackendError`` (``NoSpace`` for a full disk) that says what was tried and why it failed."""
    kind = NoSpace if error.errno in (errno.ENOSPC, errno.EDQUOT) else BackendError
    return kind(f"{what}: {os_reason(error)}", hint=hint)
