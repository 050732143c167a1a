"""The guard's CRC-32C is libext2fs's, whatever the length and alignment."""

import subprocess
import sys

from vault.filesystem import fuse2fs

KNOWN = 0xE3069283
"""The check value of CRC-32C: that of ``123456789``."""
COMPARE = """
import ctypes, random, sys
theirs = ctypes.CDLL("libext2fs.so.2").ext2fs_crc32c_le
ours = ctypes.CDLL(sys.argv[1]).ext2fs_crc32c_le
for function in (theirs, ours):
    function.restype = ctypes.c_uint32
    function.argtypes = ctypes.c_uint32, ctypes.c_char_p, ctypes.c_size_t
assert ctypes.cast(theirs, ctypes.c_void_p).value != ctypes.cast(ours, ctypes.c_void_p).value
chance = random.Random(1)
for length in [*range(70), 1024, 4084, 4096]:
    data, start = chance.randbytes(length), chance.getrandbits(32)
    assert theirs(start, data, length) == ours(start, data, length), length
print(hex(ours(0xFFFFFFFF, b"123456789", 9) ^ 0xFFFFFFFF))
"""


def test_it_gives_the_same_numbers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMPARE, fuse2fs.library()], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == hex(KNOWN), done.stderr
