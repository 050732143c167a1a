"""Headers that are changed while the kernel's dm-crypt shows the volume."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault import options as given
from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import BusyError, WrongCredential
from vault.session import SessionStore, open_header
from vault.testing.volumes import CHEAP_PBKDF2, small_options, write_volume
from vault.volume import Volume

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]
SIZE = 4 << 20
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")


def key_file(folder: Path, credential: str) -> given.KeyFile:
    path = folder / credential
    path.write_text(credential)
    return given.KeyFile(path)


@pytest.fixture(params=["file", "device"])
def container(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A volume that ``old`` opens, in a file or on a block device."""
    path = tmp_path / "secret"
    write_volume(path, b"old", size=SIZE, options=small_options(keyslots=4))
    if request.param == "file":
        yield path
        return
    device = subprocess.check_output(["/usr/sbin/losetup", "--find", "--show", path], text=True).strip()
    yield Path(device)
    subprocess.run(["/usr/sbin/losetup", "--detach", device], check=True)


def change(session: str, *, new: str, add: bool) -> None:
    """Another credential in place of ``old``, or beside it."""
    change_in(open_header(SessionStore().find(session)), new=new, add=add)


def change_in(opened: Container, *, new: str, add: bool) -> None:
    with Volume.open(opened) as volume, Secret(b"old") as old, volume.unlock(old) as unlocked:
        luks, slot = volume.luks, () if add else (unlocked.slot,)
        work = luks.keyslots.add_keyslot if add else luks.keyslots.change_keyslot
        with Secret(new.encode()) as secret:
            work(luks.header, luks.device, *slot, unlocked.volume_key, secret, CHEAP_PBKDF2)


def test_a_suspended_volume_is_resumed_with_the_credential_it_got_meanwhile(container: Path, tmp_path: Path) -> None:
    old, new, engine = key_file(tmp_path, "old"), key_file(tmp_path, "new"), Engine()
    name = engine.attach(given.AttachRequest(container), old).name
    plaintext = engine.sessions()[0].path
    plaintext.write_bytes(b"x" * 4096)
    change(name, new="between", add=True)
    engine.suspend(name)
    change(name, new="new", add=False)
    with pytest.raises(WrongCredential):
        engine.resume(name, old)
    assert engine.resume(name, new).state == "attached"
    assert plaintext.read_bytes()[:4096] == b"x" * 4096
    engine.detach(name)
    engine.attach(given.AttachRequest(container), key_file(tmp_path, "between"))
    engine.detach(name)


@pytest.mark.parametrize("container", ["device"], indirect=True)  # it waits until a volume in a file is closed
def test_cryptsetup_adds_a_keyslot_to_an_attached_device_beside_ours(tmp_path: Path, container: Path) -> None:
    engine, old = Engine(), key_file(tmp_path, "old")
    name = engine.attach(given.AttachRequest(container), old).name
    number = container.stat().st_rdev
    with open_header(SessionStore().find(name)):
        resource = Path(f"/run/cryptsetup/L_{os.major(number)}:{os.minor(number)}")
        with resource.open("rb") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
    keys = ("--key-file", old.path, container, key_file(tmp_path, "theirs").path)
    subprocess.run(["/usr/sbin/cryptsetup", "luksAddKey", "--batch-mode", *CHEAP, *keys], check=True)
    change(name, new="ours", add=True)
    engine.detach(name)
    for credential in ("old", "ours", "theirs"):
        engine.attach(given.AttachRequest(container), key_file(tmp_path, credential))
        engine.detach(name)


@pytest.mark.parametrize("container", ["device"], indirect=True)
def test_a_device_that_cryptsetup_has_open_gets_a_keyslot(tmp_path: Path, container: Path) -> None:
    command = ("/usr/sbin/cryptsetup", "open", "--key-file", key_file(tmp_path, "old").path, container, "theirs")
    subprocess.run(command, check=True)
    try:
        with pytest.raises(BusyError):
            Container.open(container)
        change_in(Container.open_header(container, in_use=lambda: False), new="ours", add=True)
    finally:
        subprocess.run(["/usr/sbin/cryptsetup", "close", "theirs"], check=True)
    Engine().attach(given.AttachRequest(container), key_file(tmp_path, "ours"))
    Engine().detach(str(container))
