"""libcryptsetup in this process, as an independent judge: a program start for each question would take too long."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

NO_BENCHMARK = 2
ANY_SLOT = -1


class Pbkdf(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("hash", ctypes.c_char_p),
        ("time_ms", ctypes.c_uint32),
        ("iterations", ctypes.c_uint32),
        ("max_memory_kb", ctypes.c_uint32),
        ("parallel_threads", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
    )


class Luks2(ctypes.Structure):
    _fields_ = (
        ("pbkdf", ctypes.POINTER(Pbkdf)),
        ("integrity", ctypes.c_char_p),
        ("integrity_params", ctypes.c_void_p),
        ("data_alignment", ctypes.c_size_t),
        ("data_device", ctypes.c_char_p),
        ("sector_size", ctypes.c_uint32),
        ("label", ctypes.c_char_p),
        ("subsystem", ctypes.c_char_p),
    )


@cache
def _library() -> Any:
    return ctypes.CDLL("libcryptsetup.so.12")


def _call(name: str, *arguments: Any) -> int:
    result: int = getattr(_library(), name)(*arguments)
    assert result >= 0, f"{name} gave {result}"
    return result


@contextmanager
def _device(path: Path) -> Iterator[Any]:
    device = ctypes.c_void_p()
    _call("crypt_init", ctypes.byref(device), str(path).encode())
    try:
        yield device
    finally:
        _library().crypt_free(device)


def make(path: Path, cipher: str, *, key_size: int, sector_size: int, passphrase: bytes) -> None:
    """A LUKS2 header at the beginning of the file, with the cheapest keyslot; ``key_size`` is in bytes."""
    pbkdf = Pbkdf(b"pbkdf2", b"sha256", 0, 1000, 0, 0, NO_BENCHMARK)
    options = Luks2(ctypes.pointer(pbkdf), None, None, 0, None, sector_size, None, None)
    name, _, mode = cipher.partition("-")
    size = ctypes.c_size_t(key_size)
    with _device(path) as device:
        _call("crypt_set_metadata_size", device, ctypes.c_uint64(16384), ctypes.c_uint64(1 << 19))
        key = (device, b"LUKS2", name.encode(), mode.encode(), None, None, size, ctypes.byref(options))
        _call("crypt_format", *key)
        _call("crypt_set_pbkdf_type", device, ctypes.byref(pbkdf))
        words = (passphrase, ctypes.c_size_t(len(passphrase)))
        _call("crypt_keyslot_add_by_volume_key", device, ANY_SLOT, None, ctypes.c_size_t(0), *words)


@contextmanager
def opened(path: Path, name: str, passphrase: bytes) -> Iterator[Path]:
    """The plaintext of a LUKS2 volume as a block device of this name."""
    with _device(path) as device:
        _call("crypt_load", device, b"LUKS2", None)
        words = (passphrase, ctypes.c_size_t(len(passphrase)), ctypes.c_uint32(0))
        _call("crypt_activate_by_passphrase", device, name.encode(), ANY_SLOT, *words)
        try:
            yield Path("/dev/mapper", name)
        finally:
            _call("crypt_deactivate", device, name.encode())
