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
data = bytearray(4096)
cipher.encrypt(0, data)
cipher.decrypt(0, data)
derive(Argon2Cost("argon2id", 4, 32, 1), key, bytes(16), 32)
key.wipe()
cipher.close()
step(b"gone")
"""
WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")


def _holds(pid: int, needle: bytes) -> bool:
    """Whether the bytes are anywhere in the writable memory of the process."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            found = WRITABLE.match(line)
            if found is None:
                continue
            begin, end = (int(part, 16) for part in found.groups())
            if needle in os.pread(memory.fileno(), end - begin, begin):
                return True
    return False


@pytest.mark.attack(46)
@pytest.mark.parametrize(("spec", "size"), [("aes-xts-plain64", 64), ("aes-cbc-essiv:sha256", 32)])
def test_no_part_of_a_wiped_key_is_left_in_memory(spec, size):
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
                assert _holds(child.pid, key)
            except PermissionError:
                pytest.skip("this system does not let a process look into the memory of its child")
            child.stdin.write(b".")
            assert child.stdout.readline() == b"gone\n"
            for start in range(0, size, 16):
                assert not _holds(child.pid, key[start : start + 16])
        finally:
            child.kill()
