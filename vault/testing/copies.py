"""A small plaintext and the place for a copy of it, for tests of copying."""

from random import Random

STEP = 2048
MARK_EVERY = 2 * STEP
_noise = Random(1).randbytes
PLAINTEXT = _noise(5000) + bytes(6000) + _noise(7432)
"""Whole sectors of 512 bytes, but not of 4096, with zeros in between."""
TARGET_SIZE = 5 * MARK_EVERY + STEP // 2
"""Some sectors more than the plaintext has."""


def new_target() -> bytearray:
    """What decrypts from sectors that were never written."""
    return bytearray(Random(2).randbytes(TARGET_SIZE))


def check_copied(data: bytes | bytearray) -> None:
    """Assert that it is the plaintext, and zeros behind it."""
    assert data == PLAINTEXT.ljust(len(data), b"\0")
