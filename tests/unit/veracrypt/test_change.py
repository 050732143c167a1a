"""New credentials, backups and restores; at every interruption a header still opens the volume (attacks 31, 35)."""

import errno
from pathlib import Path

import pytest

from vault.blockdev.base import Buffer
from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature, UsageError, VaultError, WrongCredential
from vault.formats.veracrypt.change import change_credential, header_backup, restore_header
from vault.formats.veracrypt.create import create_hidden
from vault.formats.veracrypt.layout import HEADERS_SIZE, Kind, Location
from vault.formats.veracrypt.open import Wanted, unlock
from vault.formats.veracrypt.seal import Recipe
from vault.testing.veracrypt import CHEAP, PASSPHRASE, SIZE, changed, container, noise, sealed, small_volume

NEW = b"a new passphrase"
OLD_WAY = Wanted(pim=1, prf="sha256", cipher="aes", hidden=False)
NEW_WAY = Recipe("sha512", pim=2)


class Interrupted(MemoryDevice):
    """Fails at the write of that number and at all that follow, and keeps the places that were written."""

    def __init__(self, data: bytearray, writes: int) -> None:
        super().__init__(len(data), data=data)
        self.writes, self.places = writes, []

    def write(self, offset: int, data: Buffer) -> None:
        if len(self.places) >= self.writes:
            raise OSError(errno.EIO, "interrupted")
        self.places.append(offset)
        super().write(offset, data)


def opens(device: MemoryDevice, passphrase: bytes, *, backup: bool = False, hidden: bool = False) -> bool:
    prf, pim = ("sha512", 2) if passphrase == NEW else ("sha256", 1)
    try:
        with Secret(passphrase) as secret:
            unlock(device, secret, prf=prf, pim=pim, cipher="aes", backup=backup, hidden=hidden)
    except (WrongCredential, DamagedHeader):
        return False
    return True


def change(device: MemoryDevice, wanted: Wanted = OLD_WAY, passes: int = 3) -> None:
    with Secret(PASSPHRASE) as old, Secret(NEW) as new:
        change_credential(device, old, new, wanted=wanted, recipe=NEW_WAY, passes=passes)


def test_both_headers_get_the_new_credential_and_lose_the_old() -> None:
    device, made = small_volume()
    change(device)
    for backup in (False, True):
        assert opens(device, NEW, backup=backup) and not opens(device, PASSPHRASE, backup=backup)
    with Secret(NEW) as new:
        assert unlock(device, new, pim=2, prf="sha512").volume_key == made.volume_key


def test_old_headers_are_overwritten_as_often_as_asked() -> None:
    device, _ = small_volume()
    watched = Interrupted(device.data, 100)
    change(watched, passes=7)
    assert watched.places == [SIZE - HEADERS_SIZE] * 7 + [0] * 7


@pytest.mark.attack(31)
@pytest.mark.parametrize("backup", [False, True])
def test_an_interrupted_change_leaves_a_header_that_opens(backup: bool) -> None:
    fresh, _ = small_volume()
    for writes in range(6):
        device = Interrupted(bytearray(fresh.data), writes)
        with pytest.raises(BackendError):
            change(device, Wanted(pim=1, prf="sha256", cipher="aes", hidden=False, backup=backup))
        assert any(opens(device, one, backup=copy) for one in (PASSPHRASE, NEW) for copy in (False, True))


def test_a_wrong_passphrase_changes_nothing() -> None:
    device, _ = small_volume()
    before = bytes(device.data)
    with Secret(b"wrong") as old, Secret(NEW) as new, pytest.raises(WrongCredential):
        change_credential(device, old, new, wanted=OLD_WAY, recipe=NEW_WAY)
    assert device.data == before


def test_the_hidden_volume_is_changed_without_touching_the_outer_one(tmp_path: Path) -> None:
    device, outer = small_volume()
    keyfile = tmp_path / "key"
    keyfile.write_bytes(noise(50))
    with Secret(b"hidden") as hidden, Secret(b"") as nothing:
        create_hidden(device, hidden, 65536, outer=outer, recipe=CHEAP)
        wanted = Wanted(pim=1, prf="sha256", cipher="aes", hidden=True)
        change_credential(device, hidden, nothing, wanted=wanted, recipe=Recipe("sha256", 1, (keyfile,)), passes=1)
        assert unlock(device, nothing, pim=1, prf="sha256", keyfiles=(keyfile,), hidden=True, backup=True).slot == 1
    assert opens(device, PASSPHRASE) and opens(device, PASSPHRASE, backup=True)


def test_a_backup_header_restores_the_primary() -> None:
    device, _ = small_volume()
    device.write(0, bytes(512))
    assert not opens(device, PASSPHRASE)
    with Secret(PASSPHRASE) as passphrase:
        assert restore_header(device, passphrase, wanted=OLD_WAY) is Location.STANDARD
    assert opens(device, PASSPHRASE)
    assert device.data[:64] != device.data[SIZE - HEADERS_SIZE :][:64]


@pytest.mark.attack(35)
def test_a_header_backup_brings_the_old_credential_back() -> None:
    device, _ = small_volume()
    saved = header_backup(device)
    change(device)
    with Secret(PASSPHRASE) as passphrase:
        assert restore_header(device, passphrase, source=saved, wanted=OLD_WAY) is Location.STANDARD
    assert all(opens(device, PASSPHRASE, backup=backup) for backup in (False, True))
    assert not any(opens(device, NEW, backup=backup) for backup in (False, True))


@pytest.mark.attack(35)
def test_a_header_that_does_not_fit_the_container_is_not_restored() -> None:
    device, _ = small_volume()
    other, _ = small_volume(SIZE * 2)
    before = bytes(device.data)
    with Secret(PASSPHRASE) as passphrase:
        for source, error in ((header_backup(other), DamagedHeader), (b"short", UsageError)):
            with pytest.raises(error):
                restore_header(device, passphrase, source=source, wanted=OLD_WAY)
    assert device.data == before


@pytest.mark.parametrize(
    ("recipe", "error"),
    [(Recipe("ripemd160"), UsageError), (Recipe("sha1"), UsageError), (Recipe("sha256", pim=0), UsageError)],
)
def test_a_recipe_that_makes_no_headers_is_refused(recipe: Recipe, error: type[VaultError]) -> None:
    device, _ = small_volume()
    before = bytes(device.data)
    with Secret(PASSPHRASE) as old, Secret(NEW) as new, pytest.raises(error):
        change_credential(device, old, new, wanted=OLD_WAY, recipe=recipe)
    assert device.data == before


def test_truecrypt_volumes_keep_their_credential() -> None:
    fields = changed(magic=b"TRUE", program_version=0x0700)
    device = container(sealed(fields, kind=Kind.TRUECRYPT, prf="sha512", pim=None))
    with Secret(PASSPHRASE) as old, Secret(NEW) as new, pytest.raises(UnsupportedFeature):
        change_credential(device, old, new, wanted=Wanted(Kind.TRUECRYPT, hidden=False, prf="sha512"))
