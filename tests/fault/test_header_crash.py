"""At a power cut while a header is restored, or a VeraCrypt credential is changed, a header is left that opens."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError, WrongCredential
from vault.events import ignore
from vault.formats.luks1 import create as luks1
from vault.formats.luks2.create import create as create_luks2
from vault.formats.veracrypt.change import change_credential, restore_header
from vault.formats.veracrypt.create import create_hidden
from vault.formats.veracrypt.open import Wanted, unlock
from vault.formats.veracrypt.seal import Recipe
from vault.headers import restore_luks
from vault.options import OpenOptions
from vault.testing import luks1work, volumes
from vault.testing.crash import CrashDevice
from vault.testing.headerwork import VolumeLost
from vault.testing.veracrypt import CHEAP, PASSPHRASE, small_volume

NEW = b"a new passphrase"
CASES = {"changed": False, "changed, hidden": True, "restored from its backup": False}
without_flushes = pytest.mark.xfail(reason="the flushes are what makes it safe", raises=VolumeLost)
LUKS2 = volumes.small_options(key_size=32, keyslots=1, data_offset=1 << 20)
LUKS1 = luks1.CreateOptions(key_size=32, iterations=1000, digest_iterations=1000)


def veracrypt_opens(image: bytearray, *, hidden: bool) -> bool:
    """Whether a header that is left, the first or its backup, opens with either passphrase."""
    device = MemoryDevice(len(image), data=image)
    for passphrase in (PASSPHRASE, NEW):
        for backup in (False, True):
            try:
                with Secret(passphrase) as secret:
                    unlock(device, secret, prf="sha256", pim=1, cipher="aes", hidden=hidden, backup=backup)
            except (WrongCredential, DamagedHeader):
                continue
            return True
    return False


@pytest.mark.attack(31)
@pytest.mark.parametrize(
    ("case", "flushes"),
    [
        *((case, True) for case in CASES),
        pytest.param("changed", False, marks=without_flushes),
        pytest.param("changed, hidden", False, marks=without_flushes),
    ],
)
def test_one_header_of_a_veracrypt_volume_opens_at_every_moment(case: str, flushes: bool) -> None:
    hidden = CASES[case]
    before, outer = small_volume()
    with Secret(PASSPHRASE) as old, Secret(NEW) as new:
        if hidden:
            create_hidden(before, old, 1 << 16, outer=outer, recipe=CHEAP)
        device = CrashDevice(before.data, flushes=flushes)
        wanted = Wanted(pim=1, prf="sha256", cipher="aes", hidden=hidden)
        if case.startswith("changed"):
            change_credential(device, old, new, wanted=wanted, recipe=Recipe("sha256", 1))
        else:
            restore_header(device, old, wanted=wanted)
    for point in device.crash_points(most=8):
        if not veracrypt_opens(point.image, hidden=hidden):
            raise VolumeLost(str(point))


def luks_images(name: str) -> tuple[bytes, bytes]:
    """A volume that opens with ``NEW``, and the backup of its header from when it opened with ``PASSPHRASE``."""
    device = MemoryDevice(4 << 20)
    images = []
    uuid = "12345678-1234-4234-8234-123456789abc"
    for passphrase in (PASSPHRASE, NEW):
        with Secret(passphrase) as secret, Secret(bytes(range(32))) as key:
            if name == "luks2":
                header = create_luks2(device, replace(LUKS2, uuid=uuid), secret, volume_key=key, blank=True)
                size = header.size
            else:
                size = luks1.create(device, replace(LUKS1, uuid=uuid), secret, volume_key=key, blank=True).size
            images.append(bytes(device.data))
    return images[1], images[0][: -(-size // 4096) * 4096]


OPENS: dict[str, Callable[[MemoryDevice, bytes], object]] = {"luks2": volumes.opens, "luks1": luks1work.opens}


@pytest.mark.attack(31)
@pytest.mark.parametrize("name", OPENS)
def test_a_restored_luks_header_opens_as_soon_as_it_is_there_and_can_be_restored_again(name: str) -> None:
    before, backup = luks_images(name)
    device = CrashDevice(before)
    restore_luks(device, device, bytearray(backup), OpenOptions(), force=True, on_event=ignore)
    whole = bytes(device.data)
    assert OPENS[name](MemoryDevice(len(whole), data=bytearray(whole)), PASSPHRASE) is not None
    seen = set()
    for point in device.crash_points(most=12):
        image = bytes(point.image)
        if image in seen:
            continue
        seen.add(image)
        now = MemoryDevice(len(image), data=bytearray(image))
        if image[:4096] == backup[:4096] and OPENS[name](now, PASSPHRASE) is None:
            pytest.fail(f"{point}: the header is there, and its keyslot is not")
        try:
            restore_luks(now, now, bytearray(backup), OpenOptions(), force=True, on_event=ignore)
        except FormatError as error:
            pytest.fail(f"{point}: {error}")
        assert bytes(now.data) == whole
    assert len(seen) > 3
