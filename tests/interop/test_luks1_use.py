"""A LUKS1 volume that cryptsetup made is shown, attached, written and given keyslots like any other."""

import os
import subprocess
from pathlib import Path

import pytest

from vault import options as given
from vault.engine import Engine
from vault.errors import DamagedHeader, UsageError, WrongCredential
from vault.session import SessionStore
from vault.system import programs

pytestmark = [
    pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened"),
    pytest.mark.skipif(programs.find("cryptsetup") is None, reason="cryptsetup is not installed"),
]
SIZE = 6 << 20
FAST = ("--pbkdf-force-iterations", "1000", "--batch-mode", "--key-file")


def cryptsetup(*words: str | Path) -> int:
    return subprocess.run(["/usr/sbin/cryptsetup", *words], check=False, capture_output=True).returncode


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = tmp_path / "first"
    path.write_bytes(b"first passphrase")
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "second"
    path.write_bytes(bytes(range(256)))
    return path


@pytest.fixture
def volume(tmp_path: Path, first: Path) -> Path:
    path = tmp_path / "old.vol"
    path.touch()
    os.truncate(path, SIZE)
    assert cryptsetup("luksFormat", "--type", "luks1", *FAST, first, path) == 0
    return path


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    folder = tmp_path / "sessions"
    folder.mkdir(mode=0o700)
    return Engine(store=SessionStore(folder))


def test_it_is_shown_attached_and_written(volume: Path, first: Path, engine: Engine) -> None:
    found = engine.inspect(volume)
    assert (found.format, found.cipher, found.key_size, len(found.keyslots)) == ("luks1", "aes-xts-plain64", 512, 1)
    data = os.urandom(100_000)
    session = engine.attach(given.AttachRequest(volume, attach_way="fusefile"), given.KeyFile(first))
    try:
        assert (session.format, session.size) == ("luks1", SIZE - found.segment_offset)
        with session.path.open("r+b") as stream:
            stream.write(data)
    finally:
        engine.detach(session.name)
    session = engine.attach(given.AttachRequest(volume, attach_way="fusefile", read_only=True), given.KeyFile(first))
    try:
        assert session.path.read_bytes()[: len(data)] == data
    finally:
        engine.detach(session.name)
    assert data not in volume.read_bytes()


def test_keyslots_are_what_cryptsetup_opens(volume: Path, first: Path, second: Path, engine: Engine) -> None:
    one, two = given.KeyFile(first), given.KeyFile(second)
    change = given.KeyslotChange(volume, pbkdf_iterations=1000)
    assert engine.keyslot_add(change, one, two) == 1
    assert cryptsetup("luksOpen", "--test-passphrase", "--key-slot", "1", "--key-file", second, volume) == 0
    assert [slot.kdf for slot in engine.keyslots(volume)] == ["pbkdf2", "pbkdf2"]
    engine.keyslot_remove(volume, None, 0, two)
    assert cryptsetup("luksOpen", "--test-passphrase", "--key-file", first, volume) == 2
    assert engine.keyslot_change(change, two, one) == 1
    assert cryptsetup("luksOpen", "--test-passphrase", "--key-file", first, volume) == 0
    with pytest.raises(WrongCredential):
        engine.keyslot_add(change, two, two)
    with pytest.raises(UsageError, match="argon2i"):
        engine.keyslot_add(
            given.KeyslotChange(volume, pbkdf="argon2i", pbkdf_iterations=4, pbkdf_memory_kib=32), one, two
        )


def test_a_container_that_was_cut_is_refused(volume: Path, first: Path, engine: Engine) -> None:
    os.truncate(volume, 1 << 20)
    with pytest.raises(DamagedHeader):
        engine.attach(given.AttachRequest(volume), given.KeyFile(first))
