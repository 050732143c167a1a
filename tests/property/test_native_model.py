"""The natively served file against a bytearray: whatever is done to it, both hold the same bytes."""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vault.testing.reference_ciphers import crypt
from vault.testing.served import KEY, Served, served
from vault.testing.soak import long_budget

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

SIZE = 48 << 10
KEEP_SIZE, PUNCH_HOLE = 1, 2

offsets = st.integers(0, SIZE - 1) | st.integers(0, SIZE // 512 - 1).map(lambda n: n * 512)
lengths = st.integers(1, 20000) | st.sampled_from([1, 511, 512, 513, 4095, 4096, 4097, 8192])
operations = st.lists(
    st.tuples(st.sampled_from(["write", "write", "read", "hole", "sync", "drop", "reopen"]), offsets, lengths),
    max_size=30,
)


class Both:
    """The file and its model, changed together and compared at every read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.model = bytearray(SIZE)
        self.fd = os.open(path, os.O_RDWR)
        self._write(0, bytes(SIZE))

    def apply(self, step: int, name: str, offset: int, length: int) -> None:
        """One operation, cut to the size of the file."""
        length = min(length, SIZE - offset)
        if name == "write":
            self._write(offset, (step + 1).to_bytes(2, "little") * (length // 2) + b"!" * (length % 2))
        elif name == "read":
            assert os.pread(self.fd, length, offset) == self.model[offset : offset + length]
        elif name == "hole":
            libc = ctypes.CDLL(None, use_errno=True)
            mode = KEEP_SIZE | PUNCH_HOLE
            assert libc.fallocate(self.fd, mode, ctypes.c_long(offset), ctypes.c_long(length)) == 0
            self.model[offset : offset + length] = bytes(length)
        elif name == "sync":
            os.fsync(self.fd)
        elif name == "drop":
            os.posix_fadvise(self.fd, 0, 0, os.POSIX_FADV_DONTNEED)
        else:
            os.close(self.fd)
            self.fd = os.open(self.path, os.O_RDWR)

    def _write(self, offset: int, data: bytes) -> None:
        assert os.pwrite(self.fd, data, offset) == len(data)
        self.model[offset : offset + len(data)] = data

    def close(self) -> None:
        """Compare the whole."""
        os.fsync(self.fd)
        found = os.pread(self.fd, SIZE + 1, 0)
        os.close(self.fd)
        assert found == self.model


@pytest.fixture(scope="module", params=[(512, "loop"), (4096, "loop"), (512, "driver"), (4096, "any")])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Any]]:
    sector_size, consumer = request.param
    top = tmp_path_factory.mktemp("model")
    (top / "attached").mkdir()
    container = top / "container"
    container.write_bytes(bytes(SIZE))
    with served(container, top / "attached", sector_size=sector_size, consumer=consumer, allow_discards=True) as found:

        def plaintext() -> bytes:
            return crypt("aes-xts-plain64", KEY, sector_size, 0, container.read_bytes(), encrypt=False)

        yield found, plaintext


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=operations)
def test_the_file_is_as_a_bytearray(file: tuple[Served, Any], steps: list[tuple[str, int, int]]) -> None:
    served_file, plaintext = file
    both = Both(served_file.path)
    for number, step in enumerate(steps):
        both.apply(number, *step)
    both.close()
    assert plaintext() == both.model


@pytest.mark.soak
def test_the_file_is_as_a_bytearray_for_minutes(file: tuple[Served, Any]) -> None:
    """Many more operations, chosen by a generator whose seed is printed."""
    served_file, plaintext = file
    names = ["write", "write", "write", "read", "read", "hole", "sync", "drop", "reopen"]
    budget = long_budget(1500)
    chance = budget.chance()
    for turn in budget.turns():
        both = Both(served_file.path)
        for step in range(200):
            offset, length = chance.randrange(SIZE), int(chance.paretovariate(0.5)) % 20000 + 1
            both.apply(step, chance.choice(names), offset, length)
        both.close()
        assert plaintext() == both.model, f"turn {turn}"
