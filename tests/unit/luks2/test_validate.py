"""Headers as objects: what they say, which copy counts, what may be opened and what it may cost."""

import errno
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.base import Buffer
from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost
from vault.errors import BackendError, DamagedHeader, LimitExceeded, UnknownFormat, UnsupportedFeature
from vault.formats.base import Segment
from vault.formats.luks2.header import probe, read_header
from vault.formats.luks2.limits import (
    DEFAULT_LIMITS,
    METADATA_SIZES,
    U64_MAX,
    Limits,
    check_kdf,
    check_kdfs,
    is_weak,
)
from vault.formats.luks2.model import Area, CopyState, Header, Kdf, Keyslot
from vault.formats.luks2.validate import check_openable, check_placement

IMAGES = runpy.run_path(str(Path(__file__).resolve().parents[3] / "spec" / "vectors" / "luks2" / "images.py"))
METADATA_SIZE = IMAGES["METADATA_SIZE"]


class Medium(MemoryDevice):
    """A device that cannot be written and fails to read some places."""

    def __init__(self, image: bytes, *bad: int) -> None:
        super().__init__(len(image), data=bytearray(image))
        self.bad = bad
        self.read_bytes = 0

    def read(self, offset: int, length: int) -> bytearray:
        self.read_bytes += length
        if any(offset <= place < offset + length for place in self.bad):
            raise OSError(errno.EIO, "bad sector")
        return super().read(offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        raise AssertionError("a read wrote")


def read(limits: Limits = DEFAULT_LIMITS, **change: Any) -> Header:
    return read_header(Medium(IMAGES["build"](change)), limits=limits)


def keyslot(cost: Argon2Cost | Pbkdf2Cost, number: int = 0) -> Keyslot:
    area = Area(32768, 131072, CipherSpec(), 64)
    return Keyslot(number, 32, Kdf(cost, bytes(32)), area, 4000, "sha256")


def argon2(time: int = 4, memory_kib: int = 1 << 20, lanes: int = 4) -> Argon2Cost:
    return Argon2Cost("argon2id", time, memory_kib, lanes)


def test_a_header_says_what_its_document_says() -> None:
    header = read()
    assert (header.uuid, header.label, header.subsystem) == ("7b0e5d5a-97ee-4d0e-a3c6-8a1a2e5c2f10", "example", "")
    assert (header.sequence_id, header.metadata_size, header.keyslots_size) == (7, 16384, 262144)
    assert (header.json_size, header.keyslots_offset, header.size) == (12288, 32768, 294912)
    assert header.document == IMAGES["base_document"]()
    assert header.keyslots[0].kdf.cost == Argon2Cost("argon2id", 4, 65536, 4)
    assert header.keyslots[1].kdf.cost == Pbkdf2Cost("sha512", 200000)
    assert [slot.priority for slot in header.keyslots.values()] == [1, 2]
    assert header.segment() == Segment(294912, None, CipherSpec(), 32, 512)
    assert header.digest_of_segment().keyslots == (0, 1)
    assert header.used_areas() == ((32768, 131072), (163840, 131072))
    assert header.tokens == {0: {"type": "example", "keyslots": ["1"], "example_data": [True, None, {"a": -1}]}}
    assert header.flags == ("allow-discards",)
    assert header.warnings == ()


def test_the_areas_of_keyslots_that_cannot_be_opened_are_taken_too() -> None:
    header = read(set={"/keyslots/0/kdf/type": "scrypt"})
    assert list(header.keyslots) == [1]
    assert header.used_areas() == ((32768, 131072), (163840, 131072))
    check_openable(header)


def test_unknown_members_survive_a_change_of_the_document() -> None:
    header = read(set={"/config/x": {"y": 1}, "/keyslots/0/z": [2]})
    changed = header.with_document({**header.document, "tokens": {}})
    assert changed.tokens == {}
    assert changed.sequence_id == header.sequence_id
    assert changed.document["config"]["x"] == {"y": 1}
    assert changed.document["keyslots"]["0"]["z"] == [2]


def test_a_changed_document_must_keep_the_rules() -> None:
    header = read()
    with pytest.raises(DamagedHeader, match="config is missing"):
        header.with_document({name: value for name, value in header.document.items() if name != "config"})


@pytest.mark.parametrize("size", METADATA_SIZES)
@pytest.mark.attack(13)
def test_the_secondary_copy_is_found_at_each_offset(size: int) -> None:
    document = IMAGES["base_document"]()
    document["config"]["json_size"] = str(size - 4096)
    document["keyslots"], document["tokens"], document["digests"]["0"]["keyslots"] = {}, {}, []
    document["segments"]["0"]["offset"] = "0"
    image = bytearray(2 * size + 262144)
    change = {"set": {f"/{name}": value for name, value in document.items()}}
    image[size : 2 * size] = IMAGES["copy_bytes"](change, secondary=True, size=size)
    medium = Medium(bytes(image))
    assert probe(medium)
    header = read_header(medium)
    assert header.metadata_size == size
    assert header.copies == (CopyState.DAMAGED, CopyState.GOOD)


@pytest.mark.parametrize(
    ("place", "copies"),
    [
        (0, (CopyState.DAMAGED, CopyState.GOOD)),
        (8192, (CopyState.DAMAGED, CopyState.GOOD)),
        (METADATA_SIZE, (CopyState.GOOD, CopyState.DAMAGED)),
        (METADATA_SIZE + 8192, (CopyState.GOOD, CopyState.DAMAGED)),
    ],
)
def test_a_bad_sector_in_one_copy_leaves_the_other(place: int, copies: tuple[CopyState, CopyState]) -> None:
    header = read_header(Medium(IMAGES["build"]({}), place))
    assert header.copies == copies
    assert len(header.warnings) == 1
    assert "it cannot be read" in header.warnings[0]


def test_bad_sectors_in_both_copies_are_an_error_of_the_medium_and_not_of_the_header() -> None:
    with pytest.raises(BackendError, match="input/output error"):
        read_header(Medium(IMAGES["build"]({}), 8192, METADATA_SIZE + 8192))
    with pytest.raises(BackendError, match="input/output error"):
        read_header(Medium(IMAGES["build"]({}), 0, *METADATA_SIZES))


@pytest.mark.attack(13)
def test_a_copy_that_asks_for_what_is_refused_is_not_made_up_for_by_an_older_one() -> None:
    null = {"set": {"/keyslots/0/area/encryption": "cipher_null-ecb"}}
    for name in ("primary", "secondary"):
        with pytest.raises(UnsupportedFeature, match="cipher_null"):
            read(**{name: null | {"binary": {"seqid": 8}}})


def test_a_header_of_luks1_decides_whatever_lies_behind_it() -> None:
    image = bytearray(IMAGES["build"]({}))
    image[6:8] = b"\0\1"
    assert not probe(Medium(bytes(image)))
    with pytest.raises(UnknownFormat):
        read_header(Medium(bytes(image)))


@pytest.mark.attack(25)
def test_no_more_is_read_than_the_places_of_headers() -> None:
    medium = Medium(IMAGES["build"]({"unsealed": ["primary", "secondary"]}))
    with pytest.raises(DamagedHeader):
        read_header(medium)
    assert medium.read_bytes <= 2 * METADATA_SIZE + (3 * len(METADATA_SIZES) + 2) * 4096


@pytest.mark.attack(19)
def test_allow_discards_is_kept_and_means_nothing() -> None:
    assert "discard" not in read().segment().dm_table(":32:logon:x", "7:0", 2**20)


@pytest.mark.attack(9)
def test_data_over_the_header_is_right_for_a_detached_one_only() -> None:
    header = read(set={"/segments/0/offset": "0"})
    check_placement(header, detached=True)
    with pytest.raises(DamagedHeader, match="inside the header"):
        check_placement(header, detached=False)
    check_placement(read(), detached=False)


@pytest.mark.attack(22)
def test_a_segment_beyond_the_container_is_never_filled_up() -> None:
    for size in ("16384", "18446744073709551104"):
        segment = read(set={"/segments/0/size": size}).segment()
        with pytest.raises(DamagedHeader, match="promises"):
            segment.size_within(IMAGES["CONTAINER"])


@pytest.mark.attack(7)
@pytest.mark.parametrize(
    "cost",
    [
        argon2(memory_kib=DEFAULT_LIMITS.argon2_memory_kib + 1),
        argon2(memory_kib=8 * 17, lanes=DEFAULT_LIMITS.argon2_lanes + 1),
        argon2(time=DEFAULT_LIMITS.argon2_time + 1, memory_kib=8),
        argon2(time=DEFAULT_LIMITS.argon2_pass_kib // 65536 + 1, memory_kib=65536),
        Pbkdf2Cost("sha256", DEFAULT_LIMITS.pbkdf2_iterations + 1),
    ],
)
def test_a_cost_over_a_limit_is_refused_until_the_limit_is_raised(cost: Argon2Cost | Pbkdf2Cost) -> None:
    with pytest.raises(LimitExceeded) as caught:
        check_kdf(keyslot(cost, 3))
    assert caught.value.data["keyslot"] == 3
    assert caught.value.hint
    check_kdf(keyslot(cost), DEFAULT_LIMITS.times(2))


@pytest.mark.parametrize(
    "cost",
    [
        argon2(),
        argon2(time=60, memory_kib=4 << 20),
        argon2(time=100_000, memory_kib=32, lanes=1),
        Pbkdf2Cost("sha1", 100_000_000),
    ],
)
def test_what_cryptsetup_measures_out_is_within_the_limits(cost: Argon2Cost | Pbkdf2Cost) -> None:
    check_kdfs([keyslot(cost)])


@pytest.mark.attack(7)
def test_costs_within_their_limits_are_refused_when_they_are_too_many() -> None:
    most = argon2(time=64, memory_kib=4 << 20)
    check_kdfs(keyslot(most, number) for number in range(4))
    with pytest.raises(LimitExceeded, match="all keyslots together"):
        check_kdfs(keyslot(most, number) for number in range(5))
    slow = Pbkdf2Cost("sha256", DEFAULT_LIMITS.pbkdf2_iterations)
    check_kdfs(keyslot(slow, number) for number in range(5))
    with pytest.raises(LimitExceeded, match="all keyslots together"):
        check_kdfs(keyslot(slow, number) for number in range(6))


def test_iterations_of_a_digest_have_a_limit_that_can_be_raised() -> None:
    change = {"/digests/0/iterations": DEFAULT_LIMITS.digest_iterations + 1}
    with pytest.raises(LimitExceeded):
        read(set=change)
    header = read(DEFAULT_LIMITS.times(2), set=change)
    assert header.with_document(header.document).digests == header.digests


@pytest.mark.attack(8)
def test_a_cost_that_is_too_low_is_weak_and_opens() -> None:
    assert is_weak(keyslot(argon2(4, 32, 1)))
    assert is_weak(keyslot(Pbkdf2Cost("sha256", 1000)))
    assert not is_weak(keyslot(argon2(4, 65536)))
    assert not is_weak(keyslot(Pbkdf2Cost("sha256", 1_000_000)))


def test_the_last_sequence_id_is_not_counted_on() -> None:
    assert replace(read(), sequence_id=U64_MAX - 1).next_sequence_id() == U64_MAX
    with pytest.raises(UnsupportedFeature):
        replace(read(), sequence_id=U64_MAX).next_sequence_id()
