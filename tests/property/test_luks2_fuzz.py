"""No bytes in a header make reading it crash, write, or read without bound (attacks 22 and 25)."""

import contextlib
import copy
import json
import random
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.blockdev.base import Buffer
from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.errors import FormatError, UnknownFormat, VaultError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.jsontext import decode, encode
from vault.formats.luks2.limits import METADATA_SIZES, check_kdfs
from vault.formats.luks2.model import CopyState, Header
from vault.formats.luks2.validate import check_openable

IMAGES = runpy.run_path(str(Path(__file__).resolve().parents[2] / "spec" / "vectors" / "luks2" / "images.py"))
SIZE = IMAGES["METADATA_SIZE"]
IMAGE: bytes = IMAGES["build"]({})
DOCUMENT = IMAGES["base_document"]()
TEXT = json.dumps(DOCUMENT, separators=(",", ":")).encode()
HEADER_END = 2 * SIZE + int(DOCUMENT["config"]["keyslots_size"])
MOST_READ = 2 * SIZE + (3 * len(METADATA_SIZES) + 2) * 4096
SEED = 20


class Medium(MemoryDevice):
    """Counts what is read and cannot be written."""

    read_bytes = 0

    def read(self, offset: int, length: int) -> bytearray:
        self.read_bytes += length
        return super().read(offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        raise AssertionError("a read wrote")


def read(image: bytes | bytearray) -> Header | FormatError:
    """The header, or the error that a user is told; anything else is a bug and raises."""
    medium = Medium(len(image), data=bytearray(image))
    try:
        header = read_header(medium)
    except FormatError as error:
        return error
    finally:
        assert medium.read_bytes <= MOST_READ
        assert medium.data == image
    with contextlib.suppress(VaultError):
        check_openable(header)
        check_kdfs(header.keyslots.values())
    assert decode(encode(header.document, header.json_size)) == header.document
    return header


def both(**change: Any) -> bytes:
    """An image both of whose copies are changed and have fitting checksums."""
    return bytes(IMAGES["build"](change))


def test_the_header_is_refused_at_each_length_it_can_be_cut_to() -> None:
    for length in range(0, HEADER_END, 512):
        found = read(IMAGE[:length])
        assert isinstance(found, FormatError), length
        assert isinstance(found, UnknownFormat) == (length < 4096), length
    assert isinstance(read(IMAGE[:HEADER_END]), Header)


def test_a_file_is_refused_at_lengths_that_are_not_whole_sectors(tmp_path: Path) -> None:
    path = tmp_path / "cut"
    lengths = [0, 1, 511, 513, 4095, 4097, 8191, SIZE - 1, SIZE + 1, SIZE + 4097, 2 * SIZE - 1, 2 * SIZE + 1]
    for length in [*lengths, HEADER_END - 1]:
        path.write_bytes(IMAGE[:length])
        device = ImageFile.open(path, read_only=True)
        try:
            with pytest.raises(FormatError):
                read_header(device)
        finally:
            device.close()
        assert path.read_bytes() == IMAGE[:length]


def test_each_changed_byte_of_one_copy_leaves_the_other_one() -> None:
    random_ = random.Random(SEED)
    binary, text = range(512), range(4096, 4096 + len(TEXT))
    places = [*binary, *range(512, 4096, 61), *text, *range(text.stop, SIZE, 601)]
    for start, damaged in ((0, 0), (SIZE, 1)):
        for place in places:
            image = bytearray(IMAGE)
            image[start + place] ^= random_.randrange(1, 256)
            found = read(image)
            if isinstance(found, UnknownFormat):
                assert (start, place) == (0, 7), "only version 1 at the start makes it something else"
                continue
            assert isinstance(found, Header), place
            assert found.copies[damaged] is CopyState.DAMAGED
            assert found.copies[1 - damaged] is CopyState.GOOD


def test_each_changed_byte_of_the_json_with_a_fitting_checksum_is_read_or_refused() -> None:
    random_ = random.Random(SEED)
    verdicts = set()
    for place in range(len(TEXT)):
        for byte in (random_.randrange(256), random_.choice(b'0123456789"{}[],:-.eE\\ \0')):
            text = bytearray(TEXT)
            text[place] = byte
            verdicts.add(type(read(both(text=text.decode("utf-8", "surrogateescape")))).__name__)
    assert verdicts >= {"Header", "DamagedHeader", "UnsupportedFeature"}


def test_each_changed_byte_of_the_binary_header_with_a_fitting_checksum_is_read_or_refused() -> None:
    random_ = random.Random(SEED)
    for name, (_, size) in IMAGES["FIELDS"].items():
        if name == "csum":
            continue
        for _ in range(3 * size):
            assert isinstance(read(both(binary={name: random_.randbytes(size)})), Header | FormatError)


def test_each_cut_of_the_json_with_a_fitting_checksum_is_refused() -> None:
    for length in range(len(TEXT)):
        assert isinstance(read(both(text=TEXT[:length].decode())), FormatError), length


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=8),
    st.integers(0, 2**66).map(str),
    st.sampled_from(["dynamic", "crypt", "linear", "luks2", "reencrypt", "raw", "pbkdf2", "argon2i", "backup-final"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["0", "1", "type", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def pointers(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each member and item below ``value``."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for name, inner in items:
        found += [(*before, name), *pointers(inner, (*before, name))]
    return found


CHANGES = st.lists(st.tuples(st.sampled_from(pointers(DOCUMENT)), st.one_of(st.none(), VALUES)), min_size=1, max_size=3)


@settings(max_examples=200)
@given(changes=CHANGES)
def test_any_value_at_any_place_of_the_document_is_read_or_refused(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    document = copy.deepcopy(DOCUMENT)
    for (*way, last), value in changes:
        holder = document
        for name in way:
            try:
                holder = holder[name]
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(holder, dict):
            holder[str(last)] = value
    text = json.dumps(document, separators=(",", ":"))
    assert isinstance(read(both(text=text)), Header | FormatError)


@given(text=st.one_of(st.text(max_size=50), st.binary(max_size=50).map(lambda b: b.decode("utf-8", "surrogateescape"))))
def test_any_text_in_the_json_area_is_refused(text: str) -> None:
    assert isinstance(read(both(text=text)), FormatError)
