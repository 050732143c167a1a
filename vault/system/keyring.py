"""Keys in the kernel's keyrings: one for as long as the kernel needs to be told where it is, and the user's own.

A key for the kernel lies in this thread's keyring: no other process sees it, and it goes with the thread at the latest.

What a user keeps lies in the user keyring, which all processes of that user share. Not every session keyring links to
it, and who does not possess a key may not read it, whatever it belongs to: so the thread's keyring holds each key
for as long as something is done with it.

References: keyrings(7); thread-keyring(7); user-keyring(7); add_key(2); keyctl(2)
"""

import ctypes
import errno
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from vault.errors import BackendError, NotAvailable, from_os, os_reason

THREAD_KEYRING, SESSION_KEYRING, USER_KEYRING = -1, -3, -4
REVOKE, SET_PERMISSIONS, DESCRIBE, LINK, UNLINK, SEARCH, READ, SET_TIMEOUT = 3, 5, 6, 8, 9, 10, 11, 15
ONLY_USER = 0x003F0000
"""Everything for every process of the key's user, and nothing for others.

Not even for who possesses it, as a program does that was started for another user and inherits the session's keyring.
"""
LOGON = b"logon"
"""The type of keys that only the kernel itself can read."""
USER = b"user"
"""The type of keys that processes read."""
MOST_BYTES = 32767
"""What a key of the type ``user`` can hold."""
NO_KEY = {
    errno.ENOKEY: "there is none",
    errno.EKEYEXPIRED: "its time is over",
    errno.EKEYREVOKED: "it was revoked",
    errno.EKEYREJECTED: "it was rejected",
}
UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
"""The units of times in /proc/keys."""

SYSTEM_CALLS = {
    "x86_64": (248, 250),
    "i686": (286, 288),
    "aarch64": (217, 219),
    "armv7l": (309, 311),
    "riscv64": (217, 219),
    "loongarch64": (217, 219),
    "ppc64le": (269, 271),
    "s390x": (278, 280),
}
"""The numbers of add_key and keyctl, which the C library has no functions for."""
NARROW = {"x86_64": "i686", "aarch64": "armv7l"}
"""Whose numbers a 32-bit process has on a kernel that says it is this."""


class Memory(Protocol):
    """Bytes that can be wiped, as ``vault.crypto.secret.Secret`` is."""

    def view(self) -> memoryview:
        """The bytes, writable."""

    def wipe(self) -> None:
        """Overwrite them."""


M = TypeVar("M", bound=Memory)


@contextmanager
def logon_key(description: str, payload: memoryview) -> Iterator[str]:
    """The name by which dm-crypt finds the key, ``:SIZE:logon:DESCRIPTION``, as long as the block lasts.

    ``payload`` is writable memory that is not copied here. Raises NotAvailable or BackendError.
    """
    number = _add(LOGON, description.encode(), payload)
    try:
        yield f":{len(payload)}:logon:{description}"
    finally:
        _forget(number)


def put_user_key(description: str, payload: memoryview, timeout_s: int | None) -> None:
    """Keep the bytes in the user keyring, in place of what had that description, for so many seconds or without end.

    ``payload`` is writable memory that is not copied here. Other processes find the key with its time-out set or not
    at all. Raises NotAvailable or BackendError.
    """
    number = _add(USER, description.encode(), payload)
    try:
        _keyctl(SET_PERMISSIONS, number, ONLY_USER)
        if timeout_s is not None:
            _keyctl(SET_TIMEOUT, number, timeout_s)
        _keyctl(LINK, number, USER_KEYRING)
    except OSError as error:
        _revoke(number)
        raise _refused(error) from error
    finally:
        _let_go(number)


def read_user_key(description: str, zeros: Callable[[int], M]) -> M:
    """The bytes of a key from the session's keyrings or else the user's, in memory that ``zeros`` makes.

    ``read_user_key(name, Secret.zeros)`` is a Secret of the caller's. Raises NotAvailable when there is no such key or
    it may not be read.
    """
    try:
        with _held(description, SESSION_KEYRING, USER_KEYRING) as number:
            return _read(number, zeros)
    except OSError as error:
        reason = NO_KEY.get(error.errno or 0) or os_reason(error)
        raise NotAvailable(f"the key '{description}' cannot be had from the kernel's keyring: {reason}") from error


def renew_user_key(description: str, timeout_s: int) -> bool:
    """Whether the user keyring has such a key, which then lasts so many seconds from now. Raises BackendError."""
    try:
        with _held(description, USER_KEYRING) as number:
            _keyctl(SET_TIMEOUT, number, timeout_s)
    except OSError as error:
        return _missing(error)
    return True


def drop_user_key(description: str) -> bool:
    """Whether the user keyring had such a key; its bytes are wiped now. Raises BackendError."""
    try:
        with _held(description, USER_KEYRING) as number:
            _revoke(number)
            with suppress(FileNotFoundError):  # somebody else took it away meanwhile
                _keyctl(UNLINK, number, USER_KEYRING)
    except OSError as error:
        return _missing(error)
    return True


def user_keys(prefix: str = "") -> list[str]:
    """The descriptions of the keys in the user keyring that begin so and can be used. Raises BackendError."""
    try:
        numbers = memoryview(_answer(READ, USER_KEYRING)).cast("i").tolist()
        found = {_description(number) for number in numbers}
    except OSError as error:
        raise _refused(error) from error
    return sorted(description for description in found if description.startswith(prefix) and _usable(description))


def longest_left_s(prefix: str) -> int | None:
    """For how many seconds, rounded down, the last of this user's keys that begin so has yet to last.

    None where one lasts without end, or the kernel does not tell.
    """
    found = 0
    try:
        lines = Path("/proc/keys").read_text(errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        _number, flags, _usage, left, _permissions, uid, _gid, kind, description = line.split(maxsplit=8)
        if (kind, uid) == (USER.decode(), str(os.getuid())) and description.startswith(prefix) and "R" not in flags:
            if left == "perm":
                return None
            found = max(found, 0 if left == "expd" else int(left[:-1]) * UNITS_S[left[-1]])
    return found


def _description(number: int) -> str:
    """The description of a key of the type ``user``; nothing for another or one that went away meanwhile."""
    try:
        kind, _uid, _gid, _permissions, description = _answer(DESCRIBE, number).split(b";", 4)
    except OSError:
        return ""
    return description.rstrip(b"\0").decode(errors="replace") if kind == USER else ""


def _usable(description: str) -> bool:
    if not description:
        return False
    try:
        with _held(description, USER_KEYRING):
            return True
    except OSError:
        return False


def _answer(operation: int, number: int) -> bytes:
    """What the operation writes, of whatever length, which is no secret."""
    length = 0
    while True:
        buffer = ctypes.create_string_buffer(max(length, 1))
        needed = _keyctl(operation, number, buffer, ctypes.c_size_t(length))
        if needed <= length:
            return buffer.raw[:needed]
        length = needed


def _read(number: int, zeros: Callable[[int], M]) -> M:
    """The key's bytes; asked again where somebody changed it just now."""
    length = _keyctl(READ, number, None, ctypes.c_size_t(0))
    while True:
        memory = zeros(length)
        try:
            buffer = (ctypes.c_char * max(length, 1)).from_buffer(memory.view()) if length else None
            found = _keyctl(READ, number, buffer, ctypes.c_size_t(length))
            del buffer  # or the memory could not be given back
        except BaseException:
            memory.wipe()
            raise
        if found == length:
            return memory
        memory.wipe()
        length = found


@contextmanager
def _held(description: str, *keyrings: int) -> Iterator[int]:
    """The first such key in the keyrings, which this thread possesses for the block. Raises OSError."""
    missing: OSError = OSError(errno.ENOKEY, os.strerror(errno.ENOKEY))
    for keyring in keyrings:
        try:
            number = _search(keyring, description)
        except OSError as error:
            missing = error
            continue
        try:
            yield number
        finally:
            _let_go(number)
        return
    raise missing


def _search(keyring: int, description: str) -> int:
    try:
        return _keyctl(SEARCH, keyring, USER, description.encode(), THREAD_KEYRING)
    except OSError as error:
        if error.errno != errno.EDQUOT:
            raise
    return _keyctl(SEARCH, keyring, USER, description.encode(), 0)  # no room to possess it; our own allow for that


def _let_go(number: int) -> None:
    with suppress(OSError):  # at the latest it goes with the thread
        _keyctl(UNLINK, number, THREAD_KEYRING)


def _revoke(number: int) -> None:
    """The kernel wipes the key's bytes."""
    with suppress(OSError):
        _keyctl(REVOKE, number)


def _missing(error: OSError) -> bool:
    """False, when the error says that there is no such key (any more)."""
    if error.errno in NO_KEY:
        return False
    raise _refused(error) from error


def _refused(error: OSError) -> BackendError:
    if error.errno == errno.EDQUOT:
        return BackendError(
            "the kernel's keyring has no room for another key of this user",
            hint="the limits are kernel.keys.maxkeys and kernel.keys.maxbytes; 'keyctl show @u' lists what is there",
        )
    if error.errno in (errno.ENOSYS, errno.EPERM):  # as containers forbid it
        return NotAvailable(f"the kernel's keyring cannot be used here: {os_reason(error)}")
    return BackendError(f"the key cannot be given to the kernel's keyring: {os_reason(error)}")


def _add(kind: bytes, description: bytes, payload: memoryview) -> int:
    add_key, _ = _numbers()
    buffer = (ctypes.c_char * len(payload)).from_buffer(payload)
    try:
        return _call(add_key, kind, description, buffer, ctypes.c_size_t(len(payload)), THREAD_KEYRING)
    except OSError as error:
        raise _refused(error) from error
    finally:
        del buffer  # or the memory could not be given back


def _forget(number: int) -> None:
    """Revoked the key is useless at once; unlinked it is gone as soon as the kernel tidies up."""
    _revoke(number)  # the unlinking counts, and it tells
    try:
        _keyctl(UNLINK, number, THREAD_KEYRING)
    except OSError as error:
        raise from_os(error, "the key cannot be taken from the kernel's keyring") from error


def _keyctl(operation: int, *arguments: object) -> int:
    _, keyctl = _numbers()
    return _call(keyctl, operation, *arguments)


def _numbers() -> tuple[int, int]:
    machine = platform.machine()
    if ctypes.sizeof(ctypes.c_void_p) == 4:
        machine = NARROW.get(machine, machine)
    found = SYSTEM_CALLS.get(machine)
    if found is None:
        raise NotAvailable(f"the kernel's keyring is not known on {machine}")
    return found


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    longs = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result: int = libc.syscall(ctypes.c_long(number), *longs)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
