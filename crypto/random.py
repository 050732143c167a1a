"""Random bytes from the kernel, for salts and for keys.

References: getrandom(2)
"""

import ctypes
import errno
import os

from vault.crypto.secret import Secret

_libc = ctypes.CDLL(None, use_errno=True)
_libc.getrandom.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint)
_libc.getrandom.restype = ctypes.c_ssize_t


def random_bytes(length: int) -> bytes:
    """That many random bytes that need not stay secret, such as a salt; blocks until the kernel's pool is ready."""
    return os.urandom(length)


def random_secret(length: int) -> Secret:
    """That many random bytes that were never anywhere but in the secret; blocks until the kernel's pool is ready."""
    secret = Secret.zeros(length)
    done = 0
    while done < length:
        rest = (ctypes.c_char * (length - done)).from_buffer(secret.view(), done)
        count = _libc.getrandom(ctypes.addressof(rest), length - done, 0)
        if count < 0:
            number = ctypes.get_errno()
            if number != errno.EINTR:
                raise OSError(number, os.strerror(number))
            continue
        done += count
    return secret
