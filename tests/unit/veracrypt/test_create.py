"""New volumes open from both headers, look random everywhere, and hold a hidden volume that shows nowhere."""

import zlib
from collections import Counter
from pathlib import Path

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import CredentialError, UsageError, VaultError
from vault.events import Event, Progress, Warned
from vault.formats.veracrypt.chains import VERACRYPT_CHAINS
from vault.formats.veracrypt.create import MIN_VOLUME_SIZE, create, create_hidden
from vault.formats.veracrypt.layout import HEADERS_SIZE
from vault.formats.veracrypt.open import VeraCryptUnlocked, unlock
from vault.formats.veracrypt.seal import Recipe
from vault.testing.veracrypt import CHEAP, DATA_SIZE, PASSPHRASE, SIZE, noise, small_volume

HIDDEN_SIZE = 64 * 1024
SMALLEST = MIN_VOLUME_SIZE + 2 * HEADERS_SIZE


def opened(device: MemoryDevice, passphrase: bytes = PASSPHRASE, **options: object) -> VeraCryptUnlocked:
    with Secret(passphrase) as secret:
        return unlock(device, secret, **{"pim": 1, "prf": "sha256", **options})  # type: ignore[arg-type]


def looks_random(data: bytes | bytearray) -> None:
    """Bounds so wide that random bytes fail one in more than 10**12 times; what is no noise fails by far."""
    assert len(zlib.compress(data, 9)) > len(data)
    blocks = [bytes(data[at : at + 16]) for at in range(0, len(data), 16)]
    assert len(set(blocks)) == len(blocks)
    expected = len(data) / 256
    assert sum((seen - expected) ** 2 / expected for seen in Counter(data).values()) < 600
    for at in range(0, len(data), 512):
        sector = data[at : at + 512]
        ones = int.from_bytes(sector, "big").bit_count()
        assert 1792 < ones < 2304 and len(set(sector)) > 150


@pytest.mark.parametrize("backup", [False, True])
def test_both_headers_open_and_what_is_written_is_read_again(backup: bool) -> None:
    device, made = small_volume()
    made.plaintext.device(device, made.volume_key).write(512, noise(1024))
    found = opened(device, backup=backup)
    assert (found.volume_key, found.header.area_size) == (made.volume_key, DATA_SIZE)
    assert found.plaintext.device(device, found.volume_key).read(512, 1024) == noise(1024)


def test_every_sector_of_a_new_volume_looks_random_with_and_without_a_hidden_one() -> None:
    device, outer = small_volume()
    looks_random(device.data)
    with Secret(b"hidden") as passphrase:
        hidden = create_hidden(device, passphrase, HIDDEN_SIZE, outer=outer, recipe=CHEAP)
    looks_random(device.data)
    for volume in (outer, hidden):
        plain = volume.plaintext.device(device, volume.volume_key)
        plain.write(0, bytes(16384))
    looks_random(device.data)


def test_a_hidden_volume_opens_with_its_own_credential_and_leaves_the_outer_one() -> None:
    device, outer = small_volume()
    with Secret(b"hidden") as passphrase:
        hidden = create_hidden(device, passphrase, HIDDEN_SIZE, outer=outer, recipe=Recipe("sha256", pim=2))
    outer.plaintext.device(device, outer.volume_key).write(0, noise(4096, 5))
    hidden.plaintext.device(device, hidden.volume_key).write(0, noise(HIDDEN_SIZE, 6))
    for backup in (False, True):
        found = opened(device, b"hidden", pim=2, backup=backup)
        assert (found.slot, found.header.area_offset) == (1, SIZE - HEADERS_SIZE - HIDDEN_SIZE)
        assert found.plaintext.device(device, found.volume_key).read(0, HIDDEN_SIZE) == noise(HIDDEN_SIZE, 6)
        found = opened(device, backup=backup)
        assert found.plaintext.device(device, found.volume_key).read(0, 4096) == noise(4096, 5)
        assert found.header.area_size == DATA_SIZE  # the outer volume says nothing of it


def test_quick_format_keeps_what_there_was_and_says_so() -> None:
    events: list[Event] = []
    device = MemoryDevice(SIZE, data=bytearray(noise(SIZE)))
    with Secret(PASSPHRASE) as passphrase:
        create(device, passphrase, recipe=CHEAP, quick=True, on_event=events.append)
    assert device.data[HEADERS_SIZE:-HEADERS_SIZE] == noise(SIZE)[HEADERS_SIZE:-HEADERS_SIZE]
    looks_random(device.data[:HEADERS_SIZE] + device.data[-HEADERS_SIZE:])
    assert any(isinstance(event, Warned) and "keeps what it held" in event.message for event in events)


def test_the_work_is_shown_up_to_its_end() -> None:
    events: list[Event] = []
    with Secret(PASSPHRASE) as passphrase:
        create(MemoryDevice(3 << 20), passphrase, recipe=CHEAP, on_event=events.append)
    shown = [event for event in events if isinstance(event, Progress)]
    assert [event.done for event in shown] == sorted(event.done for event in shown)
    assert shown[-1].done == shown[-1].total == 3 << 20


@pytest.mark.parametrize("sector_size", [512, 4096])
def test_the_volume_is_whole_sectors_of_its_own_size(sector_size: int) -> None:
    device = MemoryDevice(SIZE + 512)
    with Secret(PASSPHRASE) as passphrase:
        made = create(device, passphrase, recipe=CHEAP, sector_size=sector_size)
    assert made.header.area_size == DATA_SIZE + (512 if sector_size == 512 else 0)
    assert opened(device).header == made.header


@pytest.mark.parametrize("cipher", VERACRYPT_CHAINS)
def test_every_chain_makes_volumes_that_open(cipher: str) -> None:
    device, made = small_volume(SMALLEST, cipher=cipher)
    plain = made.plaintext.device(device, made.volume_key)
    plain.write(0, noise(4096))
    found = opened(device, cipher=cipher, hidden=False)
    assert found.volume_key == made.volume_key
    assert found.plaintext.device(device, found.volume_key).read(0, 4096) == noise(4096)


@pytest.mark.parametrize("prf", ["sha512", "sha256", "blake2s", "whirlpool", "streebog", "argon2id"])
def test_every_prf_makes_volumes_that_open(prf: str) -> None:
    device, _ = small_volume(SMALLEST, Recipe(prf, pim=1))
    found = opened(device, prf=prf, cipher="aes", hidden=False)
    assert found.found.prf == prf


def test_keyfiles_are_needed_again(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(noise(100))
    device = MemoryDevice(SMALLEST)
    with Secret(b"") as nothing:
        create(device, nothing, recipe=Recipe("sha256", 1, (key,)))
    assert opened(device, b"", keyfiles=(key,), hidden=False).slot == 0
    with pytest.raises(CredentialError):
        opened(device, b"")


def test_a_small_pim_with_a_short_passphrase_is_warned_of() -> None:
    for passphrase, warned in ((b"short", True), (b"a passphrase of more than twenty bytes", False)):
        events: list[Event] = []
        with Secret(passphrase) as secret:
            create(MemoryDevice(SMALLEST), secret, recipe=CHEAP, on_event=events.append)
        assert any(isinstance(event, Warned) for event in events) is warned


@pytest.mark.parametrize(
    ("size", "options"),
    [
        (SMALLEST - 512, {}),
        (0, {}),
        (SIZE, {"sector_size": 8192}),
        (SIZE, {"sector_size": 513}),
        (SIZE, {"cipher": "serpent-lrw"}),
        (SIZE, {"cipher": "rot13"}),
        (SIZE, {"recipe": Recipe("ripemd160")}),
        (SIZE, {"recipe": Recipe("sha1")}),
        (SIZE, {"recipe": Recipe("sha512", pim=0)}),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(size: int, options: dict[str, object]) -> None:
    device = MemoryDevice(size)
    with Secret(PASSPHRASE) as passphrase, pytest.raises(VaultError) as raised:
        create(device, passphrase, **options)  # type: ignore[arg-type]
    assert type(raised.value) is UsageError
    assert not any(device.data)


@pytest.mark.parametrize("size", [0, 1000, MIN_VOLUME_SIZE - 512, DATA_SIZE, DATA_SIZE - 512, SIZE])
def test_a_hidden_volume_that_does_not_fit_is_refused(size: int) -> None:
    device, outer = small_volume()
    before = bytes(device.data)
    with Secret(b"hidden") as passphrase, pytest.raises(UsageError):
        create_hidden(device, passphrase, size, outer=outer, recipe=CHEAP)
    assert device.data == before


def test_a_hidden_volume_is_not_made_within_a_hidden_volume() -> None:
    device, outer = small_volume()
    with Secret(b"hidden") as passphrase:
        hidden = create_hidden(device, passphrase, HIDDEN_SIZE, outer=outer, recipe=CHEAP)
        with pytest.raises(UsageError):
            create_hidden(device, passphrase, MIN_VOLUME_SIZE, outer=hidden, recipe=CHEAP)
