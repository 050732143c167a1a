"""Keys in a keyring of the kernel, for as long as the kernel needs to be told where one is.

The keyring is this thread's own: no other process sees it, and it goes with the thread at the latest.

References: keyrings(7); thread-keyring(7); add_key(2); keyctl(2)
"""

import ctypes
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from vault.errors import BackendError, NotAvailable, from_os, os_reason

THREAD_KEYRING = -1
REVOKE, UNLINK = 3, 9
LOGON = b"logon"
"""The type of keys that only the kernel itself can read."""

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


@contextmanager
def logon_key(description: str, payload: memoryview) -> Iterator[str]:
    """The name by which dm-crypt finds the key, ``:SIZE:logon:DESCRIPTION``, as long as the block lasts.

    ``payload`` is writable memory that is not copied here. Raises NotAvailable or BackendError.
    """
    number = _add(description.encode(), payload)
    try:
        yield f":{len(payload)}:logon:{description}"
    finally:
        _forget(number)


def _add(description: bytes, payload: memoryview) -> int:
    add_key, _ = _numbers()
    buffer = (ctypes.c_char * len(payload)).from_buffer(payload)
    try:
        return _call(add_key, LOGON, description, buffer, ctypes.c_size_t(len(payload)), THREAD_KEYRING)
    except OSError as error:
        raise BackendError(f"the key cannot be given to the kernel's keyring: {os_reason(error)}") from error
    finally:
        del buffer  # or the memory could not be given back


def _forget(number: int) -> None:
    """Revoked the key is useless at once; unlinked it is gone as soon as the kernel tidies up."""
    _, keyctl = _numbers()
    with suppress(OSError):  # the unlinking counts, and it tells
        _call(keyctl, REVOKE, number)
    try:
        _call(keyctl, UNLINK, number, THREAD_KEYRING)
    except OSError as error:
        raise from_os(error, "the key cannot be taken from the kernel's keyring") from error


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
