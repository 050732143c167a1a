"""Detection never raises and never calls an encrypted volume what it is not, whatever the bytes are."""

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.formats import magics
from vault.formats.detection import Content, identify, may_be

SIZE = 1 << 18
TABLES = (magics.IMAGES, magics.CRYPTO, magics.FILES, magics.SYSTEMS, magics.PARTITIONS, magics.LVM, magics.SWAP)
MAGICS = [magic for table in TABLES for magic in table]
BLKID_MAGICS = [
    magics.Magic(offset, mark, "")
    for offset, mark in (
        (1080, b"\x53\xef"),
        (1024, b"H+\0\4"),
        (1024, b"BD"),
        (1040, b"\x7f\x13"),
        (510, b"\x55\xaa"),
        (0, b"LUKS\xba\xbe\0\2"),
        (16384, b"SKUL\xba\xbe\0\2"),
        (65588, b"ReIsEr2Fs"),
        (-65536, b"\xfc\x4e\x2b\xa9"),
        (4096, b"\xfc\x4e\x2b\xa9\1\0\0\0"),
        (-512, b"EFI PART"),
        (-1536, b"\x22\x86\x6b\xb1"),
    )
]


def built(parts: list[tuple[magics.Magic, bytes]], size: int) -> bytearray:
    """Zeros with magics at their places, each followed by bytes of any kind."""
    image = bytearray(size)
    for (offset, magic, _), tail in parts:
        start = offset if offset >= 0 else max(0, size + offset)
        piece = (magic + tail)[: max(0, size - start)]
        image[start : start + len(piece)] = piece
    return image


@pytest.fixture(scope="module")
def descriptor() -> Iterator[int]:
    """A file in memory."""
    number = os.memfd_create("fuzz")
    yield number
    os.close(number)


def told(descriptor: int, image: bytes | bytearray) -> tuple[Content, tuple[str, ...]]:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, image, 0)
    device = ImageFile(os.dup(descriptor), read_only=True)
    try:
        content = identify(device)
        return content, may_be(device, content)
    finally:
        device.close()


parts = st.lists(st.tuples(st.sampled_from(MAGICS + BLKID_MAGICS), st.binary(max_size=400)), max_size=4)


@given(parts=parts, size=st.integers(0, SIZE))
def test_a_file_of_magics_and_rubbish_is_told_without_an_error(
    descriptor: int, parts: list[tuple[magics.Magic, bytes]], size: int
) -> None:
    content, kinds = told(descriptor, built(parts, size))
    assert content.kind != "random"
    assert (content.label + content.uuid + content.name).isprintable()
    assert not kinds or content.table


@given(parts=parts, sectors=st.integers(0, SIZE // 4096))
def test_so_is_a_device_without_a_descriptor(parts: list[tuple[magics.Magic, bytes]], sectors: int) -> None:
    size = sectors * 4096
    device = MemoryDevice(size, 4096, data=built(parts, size))
    content = identify(device)
    assert content.kind != "random"
    may_be(device, content)


@given(seed=st.integers(0, 1 << 32), sectors=st.integers(1, SIZE // 512))
def test_random_sectors_are_random_and_nothing_else(descriptor: int, seed: int, sectors: int) -> None:
    content, kinds = told(descriptor, random.Random(seed).randbytes(sectors * 512))
    assert content == Content("random")
    assert kinds


def test_the_table_of_magics_finds_each_of_its_own(descriptor: int) -> None:
    for table in (magics.IMAGES, magics.CRYPTO):
        for magic in table:
            content, kinds = told(descriptor, built([(magic, b"")], SIZE))
            assert (content.kind, content.name) == ("image" if table is magics.IMAGES else "crypto", magic.name)
            assert not kinds
