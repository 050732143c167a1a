"""A LUKS1 header is read strictly and written back as it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import ARGON2ID, Argon2Cost, Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import (
    BusyError,
    DamagedHeader,
    FormatError,
    KeyslotError,
    LimitExceeded,
    UnsupportedFeature,
    UsageError,
    WrongCredential,
)
from vault.formats.luks1.create import CreateOptions, create
from vault.formats.luks1.header import probe, read_header
from vault.formats.luks1.keyslots import add_keyslot, change_keyslot, remove_keyslot, unlock
from vault.formats.luks1.layout import HEADER_SIZE, BinaryHeader, pack, unpack
from vault.formats.luks2 import header as luks2
from vault.formats.luks2.create import create as create_luks2
from vault.formats.luks2.limits import DEFAULT_LIMITS
from vault.formats.luks2.validate import check_openable, check_placement
from vault.testing.headerwork import KEY
from vault.testing.luks1work import OPTIONS, add, opens
from vault.testing.volumes import CHEAP_PBKDF2, small_options

ATTACHED = replace(OPTIONS, detached=False)


@pytest.fixture
def device() -> MemoryDevice:
    """A volume with keyslot 0 for the credential ``zero``."""
    made = MemoryDevice(ATTACHED.data_start + 4096)
    with Secret(KEY) as key, Secret(b"zero") as zero:
        create(made, ATTACHED, zero, volume_key=key)
    return made


def edit(device: MemoryDevice, change: Callable[[BinaryHeader], BinaryHeader]) -> None:
    device.data[:HEADER_SIZE] = pack(change(read_header(device).binary))


def slot(header: BinaryHeader, number: int, **changes: int) -> BinaryHeader:
    return header.with_keyslot(number, replace(header.keyslots[number], **changes))


def poke(offset: int, data: bytes) -> Callable[[MemoryDevice], None]:
    def change(device: MemoryDevice) -> None:
        device.data[offset : offset + len(data)] = data

    return change


def shrink(size: int) -> Callable[[MemoryDevice], None]:
    def change(device: MemoryDevice) -> None:
        del device.data[size:]
        device.size = size

    return change


def u32(value: int) -> bytes:
    return value.to_bytes(4, "big")


BROKEN: tuple[tuple[str, str, Callable[[MemoryDevice], None]], ...] = (
    ("L1", "no magic", poke(0, b"luks")),
    ("L1", "version 3", poke(6, b"\0\3")),
    ("L1", "an empty container", shrink(0)),
    ("L2", "cut in the header", shrink(512)),
    ("L3", "cipher not terminated", poke(8, b"a" * 32)),
    ("L3", "mode with more behind the zero", poke(70, b"x")),
    ("L3", "hash not ASCII", poke(72, b"sh\xe41")),
    ("L3", "hash with an escape", poke(72, b"\x1b[1m")),
    ("L3", "no cipher", poke(8, bytes(32))),
    ("L4", "upper-case UUID", poke(168, b"37E1E482-EA60-48FD-AB47-423AB2D2E0EF")),
    ("L4", "a path as UUID", poke(168, b"../../../../../../../../../../../etc")),
    ("L5", "the null cipher", poke(8, b"cipher_null".ljust(32, b"\0"))),
    ("L5", "ecb", poke(40, b"ecb".ljust(32, b"\0"))),
    ("L5", "a driver's name", poke(8, b"capi:xts(aes)".ljust(32, b"\0"))),
    ("L5", "no IV", poke(40, b"cbc-null".ljust(32, b"\0"))),
    ("L5", "an unknown IV", poke(40, b"xts-lmk".ljust(32, b"\0"))),
    ("L6", "an unknown hash", poke(72, b"crc32".ljust(32, b"\0"))),
    ("L7", "no key", poke(108, u32(0))),
    ("L7", "a huge key", poke(108, u32(2**32 - 1))),
    ("L7", "half a key", poke(108, u32(16))),
    ("L8", "a free digest", poke(164, u32(0))),
    ("L9", "an endless digest", poke(164, u32(DEFAULT_LIMITS.digest_iterations + 1))),
    ("L10", "an undecided keyslot", poke(208, u32(1))),
    ("L11", "one stripe", poke(208 + 44, u32(1))),
    ("L11", "many stripes in a free keyslot", poke(208 + 5 * 48 + 44, u32(44944))),
    ("L12", "a free derivation", poke(208 + 4, u32(0))),
    ("L13", "an area over the header", poke(208 + 40, u32(1))),
    ("L13", "a free area at 0", poke(208 + 2 * 48 + 40, u32(0))),
    ("L14", "two areas in one place", poke(208 + 48 + 40, u32(8))),
    ("L14", "two free areas that touch", poke(208 + 7 * 48 + 40, u32(1544 + 249))),
    ("L15", "data inside the keyslots", poke(104, u32(2049))),
    ("L15", "data before the keyslots", poke(104, u32(1))),
    ("L15", "an area far away", poke(208 + 7 * 48 + 40, u32(2**32 - 1))),
    ("L16", "too small a container", shrink(1800 * 512 + 249 * 512)),
    ("L17", "the magic of a re-encryption", poke(0, b"LUKS\xde\xad")),
    ("L17", "the log of a re-encryption", poke(0, b"# LUKS reencryption log, DO NOT EDIT")),
    ("L17", "a stand-in header", poke(168, b"cafecafe-cafe-cafe-cafe-cafecafeeeee")),
    ("L18", "a salt of zeros", poke(132, bytes(32))),
)


@pytest.mark.attack(6, 10, 16, 18, 21, 22)
@pytest.mark.parametrize(("rule", "name", "damage"), BROKEN, ids=[f"{rule} {name}" for rule, name, _ in BROKEN])
def test_a_broken_rule_is_told_and_not_as_a_wrong_credential(
    device: MemoryDevice, errors: dict[str, str], rule: str, name: str, damage: Callable[[MemoryDevice], None]
) -> None:
    assert name
    damage(device)
    before = bytes(device.data)
    with pytest.raises(FormatError) as raised:
        read_header(device)
    assert raised.value.code == errors[rule]
    assert bytes(device.data) == before


def test_every_rule_has_a_header_that_breaks_it(errors: dict[str, str]) -> None:
    assert {rule for rule, _, _ in BROKEN} == {rule for rule in errors if rule.startswith("L")}


def test_a_detached_header_may_have_no_limit_to_its_areas_but_the_file(device: MemoryDevice) -> None:
    edit(device, lambda header: replace(header, payload_offset=0))
    header = read_header(device)
    assert header.segment().offset == 0
    check_placement(header, detached=True)
    with pytest.raises(DamagedHeader, match="begins inside the header"):
        check_placement(header, detached=False)


def test_reading_and_packing_gives_the_same_bytes(device: MemoryDevice) -> None:
    block = bytes(device.data[:HEADER_SIZE])
    assert pack(unpack(block)) == block
    assert probe(device)
    assert not luks2.probe(device)


def test_luks2_is_not_taken_for_luks1() -> None:
    options = small_options(detached=True)
    device = MemoryDevice(options.header_size)
    with Secret(b"x") as secret:
        create_luks2(device, options, secret)
    assert not probe(device)


@pytest.mark.attack(22)
def test_a_cut_at_any_length_is_a_clean_error(device: MemoryDevice) -> None:
    whole = bytes(device.data)
    for size in (*range(0, 4096, 512), 4096 + 128000, read_header(device).size - 512):
        cut = MemoryDevice(size, data=bytearray(whole[:size]))
        with pytest.raises(FormatError):
            read_header(cut)


def test_a_volume_without_keyslots_is_shown_and_not_opened(device: MemoryDevice) -> None:
    header = remove_keyslot(read_header(device), device, 0, force=True)
    assert not header.keyslots
    with pytest.raises(KeyslotError, match="no keyslot left"):
        check_openable(header)
    with pytest.raises(KeyslotError), Secret(b"zero") as secret:
        unlock(header, device, secret)


@pytest.mark.attack(7)
def test_a_derivation_that_would_never_end_is_not_begun(device: MemoryDevice) -> None:
    edit(device, lambda header: slot(header, 0, iterations=2**32 - 1))
    header = read_header(device)
    assert "limit" in header.warnings[0]
    with pytest.raises(LimitExceeded), Secret(b"zero") as secret:
        unlock(header, device, secret)


def test_all_eight_keyslots_open_and_there_is_no_ninth(device: MemoryDevice) -> None:
    for number in range(1, 8):
        add(device, b"%d" % number)
    for number in range(1, 8):
        with Secret(b"%d" % number) as secret:
            found, key = unlock(read_header(device), device, secret)
        assert (found, bytes(key.view())) == (number, KEY)
    with pytest.raises(KeyslotError, match="all 8 keyslots are taken"):
        add(device, b"nine")


def test_a_changed_keyslot_keeps_its_number_or_gets_the_one_that_is_wished(device: MemoryDevice) -> None:
    with Secret(KEY) as key, Secret(b"new") as new:
        header = change_keyslot(read_header(device), device, 0, key, new, CHEAP_PBKDF2)
        assert list(header.keyslots) == [0]
        assert (opens(device, b"zero"), opens(device, b"new")) == (None, KEY)
        assert list(change_keyslot(header, device, 0, key, new, CHEAP_PBKDF2, new_slot=7).keyslots) == [7]
    assert opens(device, b"new") == KEY


@pytest.mark.parametrize(
    ("cost", "message"),
    [(Argon2Cost(ARGON2ID, 4, 32, 1), "no argon2id"), (Pbkdf2Cost("sha512", 1000), "one hash")],
)
def test_a_keyslot_has_pbkdf2_with_the_hash_of_the_header(
    device: MemoryDevice, cost: Pbkdf2Cost | Argon2Cost, message: str
) -> None:
    with Secret(KEY) as key, Secret(b"x") as new, pytest.raises(UsageError, match=message):
        add_keyslot(read_header(device), device, key, new, cost)


@pytest.mark.parametrize(("number", "message"), [(0, "taken"), (8, "no keyslot 8"), (-1, "no keyslot -1")])
def test_a_keyslot_that_cannot_be_made_is_told(device: MemoryDevice, number: int, message: str) -> None:
    with pytest.raises(KeyslotError, match=message):
        add(device, b"x", number)


def test_the_last_keyslot_stays_unless_that_is_forced(device: MemoryDevice) -> None:
    with pytest.raises(KeyslotError, match="last one"):
        remove_keyslot(read_header(device), device, 0)
    with pytest.raises(KeyslotError, match="there is no keyslot 3"):
        remove_keyslot(read_header(device), device, 3)


def test_a_key_that_is_not_the_volumes_gets_no_keyslot(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with Secret(bytes(32)) as key, Secret(b"x") as new, pytest.raises(WrongCredential):
        add_keyslot(read_header(device), device, key, new, CHEAP_PBKDF2)
    assert bytes(device.data) == before


@pytest.mark.attack(32)
def test_a_header_that_has_changed_meanwhile_is_not_overwritten(device: MemoryDevice) -> None:
    stale = read_header(device)
    add(device, b"one")
    before = bytes(device.data)
    with Secret(KEY) as key, Secret(b"x") as new, pytest.raises(BusyError):
        add_keyslot(stale, device, key, new, CHEAP_PBKDF2)
    with pytest.raises(BusyError):
        remove_keyslot(stale, device, 0, force=True)
    assert bytes(device.data) == before


def test_what_follows_the_header_stays(device: MemoryDevice) -> None:
    device.data[HEADER_SIZE:1024] = b"?" * (1024 - HEADER_SIZE)
    add(device, b"one")
    assert bytes(device.data[HEADER_SIZE:1024]) == b"?" * (1024 - HEADER_SIZE)


@pytest.mark.parametrize(
    "options",
    [
        CreateOptions(key_size=48),
        CreateOptions(cipher=CipherSpec("aes", "cbc", "essiv:sha256"), key_size=64),
        CreateOptions(cipher=CipherSpec("aes", "lrw", "benbi"), key_size=48),
        CreateOptions(hash="crc32"),
        CreateOptions(data_offset=4096),
        CreateOptions(data_offset=(1 << 21) + 1),
        CreateOptions(data_offset=512 << 32),
        CreateOptions(uuid="no"),
        CreateOptions(iterations=0),
        CreateOptions(digest_iterations=2**32),
    ],
)
def test_impossible_options_are_a_usage_error_before_anything_is_written(options: CreateOptions) -> None:
    device = MemoryDevice(4 << 20)
    with Secret(b"x") as secret, pytest.raises(UsageError):
        create(device, options, secret)
    assert not any(device.data)


def test_a_container_without_room_is_refused() -> None:
    device = MemoryDevice(1 << 20)
    with Secret(b"x") as secret, pytest.raises(UsageError, match="its header alone needs"):
        create(device, replace(OPTIONS, key_size=64), secret)


def test_a_volume_in_a_legacy_mode_gets_no_new_keyslot(device: MemoryDevice) -> None:
    device.data[40:72] = b"lrw-benbi".ljust(32, b"\0")
    before = bytes(device.data)
    with pytest.raises(UnsupportedFeature):
        add(device, b"one")
    assert bytes(device.data) == before
