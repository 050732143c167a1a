"""Another process looks for a key in the memory of one that has used and wiped it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import os, sys
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.kdf import Argon2Cost, derive
from vault.crypto.secret import Secret

def step(word):
    os.write(1, word + b"\\n")
    os.read(0, 1)

key = Secret.zeros(int(sys.argv[2]))
os.readv(0, [key.view()])
step(b"have")
cipher = sector_cipher(CipherSpec.parse(sys.argv[1]), key, 512)
step(b"keyed")
data = bytearray(4096)
cipher.encrypt(0, data)
cipher.decrypt(0, data)
step(b"used")
derive(Argon2Cost("argon2id", 4, 32, 1), key, bytes(16), 32)
key.wipe()
cipher.close()
step(b"gone")
"""
WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")


def _count(pid: int, needle: bytes) -> int:
    """How often the bytes are in the writable memory of the process."""
    count = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            found = WRITABLE.match(line)
            if found is None:
                continue
            begin, end = (int(part, 16) for part in found.groups())
            count += os.pread(memory.fileno(), end - begin, begin).count(needle)
    return count


@pytest.mark.attack(46)
@pytest.mark.parametrize(
    ("spec", "size"),
    [("aes-xts-plain64", 64), ("aes-cbc-essiv:sha256", 32), ("aes-serpent-xts-plain64", 128)],
)
def test_a_key_is_copied_before_it_is_used_and_no_part_is_left_once_it_is_wiped(spec, size):
    key = os.urandom(size)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, spec, str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(key)
            assert child.stdout.readline() == b"have\n"
            try:
                assert _count(child.pid, key)
            except PermissionError:
                pytest.skip("this system does not let a process look into the memory of its child")
            child.stdin.write(b".")
            assert child.stdout.readline() == b"keyed\n"
            copies = _count(child.pid, key[:16])
            child.stdin.write(b".")
            assert child.stdout.readline() == b"used\n"
            assert _count(child.pid, key[:16]) == copies, "memory that was locked before the first use holds them all"
            child.stdin.write(b".")
            assert child.stdout.readline() == b"gone\n"
            for start in range(0, size, 16):
                assert not _count(child.pid, key[start : start + 16])
        finally:
            child.kill()
