"""Hashes and PBKDF2 of libgcrypt, which has hashes that libcrypto lacks and iterates most of them faster.

The interpreter's lock is released while the library computes. Results are written where the caller wants them.

References: The Libgcrypt Reference Manual, 7 and 9.1; RFC 8018, 5.2
"""

import ctypes
from collections.abc import Callable
from functools import cache

from vault.crypto.secret import Bytes
from vault.errors import BackendError, NotAvailable

_LIBRARY = "libgcrypt.so.20"
_TEST_ALGORITHM = 8
_INITIALIZATION_FINISHED = 38
_INITIALIZATION_FINISHED_P = 39
_DISABLE_SECURE_MEMORY = 37
_KDF_PBKDF2 = 34


def _load() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    library.gcry_md_map_name.argtypes = (ctypes.c_char_p,)
    library.gcry_md_get_algo_dlen.argtypes = (ctypes.c_int,)
    library.gcry_md_get_algo_dlen.restype = ctypes.c_uint
    library.gcry_md_algo_info.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    library.gcry_md_hash_buffer.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
    library.gcry_md_hash_buffer.restype = None
    library.gcry_kdf_derive.argtypes = (
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int),
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_ulong, ctypes.c_size_t, ctypes.c_void_p),
    )
    library.gcry_kdf_derive.restype = ctypes.c_uint
    if not library.gcry_control(_INITIALIZATION_FINISHED_P):
        library.gcry_check_version(None)
        library.gcry_control(_DISABLE_SECURE_MEMORY, 0)
        library.gcry_control(_INITIALIZATION_FINISHED, 0)
    return library


_LOADED = _load()
"""Loaded with this module: a thread that uses the library while another begins to is told that it does not work."""


def _library() -> ctypes.CDLL:
    if _LOADED is None:
        raise NotAvailable(f"{_LIBRARY} is missing", hint="install the package libgcrypt20")
    return _LOADED


@cache
def _number(name: str) -> int:
    return int(_library().gcry_md_map_name(name.encode()))


@cache
def has_hash(name: str) -> bool:
    """Whether the library has a hash of this name, which is its own name for it."""
    number = _number(name)
    return number > 0 and _library().gcry_md_algo_info(number, _TEST_ALGORITHM, None, None) == 0


@cache
def digest_size(name: str) -> int:
    """Bytes of the hash's result."""
    return int(_library().gcry_md_get_algo_dlen(_number(name)))


def hash_bytes(name: str, data: Bytes) -> bytes:
    """The hash of the data, which is not copied when it is ``bytes`` or writable."""
    result = ctypes.create_string_buffer(digest_size(name))
    if isinstance(data, memoryview) and data.readonly:
        data = bytes(data)
    source = data if isinstance(data, bytes) else _address(memoryview(data))
    _library().gcry_md_hash_buffer(_number(name), result, source, len(data))
    return result.raw


def hasher(name: str) -> Callable[[bytes], bytes]:
    """``hash_bytes`` of this hash, everything looked up beforehand; one thread at a time may call it."""
    compute, number, result = (
        _library().gcry_md_hash_buffer,
        _number(name),
        ctypes.create_string_buffer(digest_size(name)),
    )

    def hashed(data: bytes) -> bytes:
        compute(number, result, data, len(data))
        return result.raw

    return hashed


def pbkdf2(name: str, password: memoryview, salt: Bytes, iterations: int, result: memoryview) -> None:
    """PBKDF2 with HMAC of this hash, into ``result``; both views are writable memory. Raises BackendError."""
    with password[:] as source, result[:] as target:  # ctypes keeps what it is given a while longer
        error = _library().gcry_kdf_derive(
            _address(source), len(source), _KDF_PBKDF2, _number(name),
            bytes(salt), len(salt), iterations, len(target), _address(target),
        )  # fmt: skip
    if error:
        raise BackendError(f"libgcrypt cannot derive a key with {name}: error {error & 0xFFFF}")


def _address(view: memoryview) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(view)) if len(view) else ctypes.addressof(_NOTHING)


_NOTHING = ctypes.c_char()
