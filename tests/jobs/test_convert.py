"""Volumes of other programs become volumes of today, whole and for sure, whatever interrupts it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.volumes.corpus import rows, unpacked

if TYPE_CHECKING:
    from tests.jobs.conftest import Desk

OLD, NEW = b"an old passphrase", b"a new passphrase"
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", 1000, "--new-key-size", 256)
VERACRYPT = ("--new-prf", "blake2s256", "--new-pim", 1)
HANG_S = 120
TRUECRYPT = {"tcrypt/tc_2-ripemd160-lrw-serpent.xz", "tcrypt/tc_5-sha512-xts-aes.xz"}


@pytest.fixture
def passphrases(desk: Desk) -> tuple[Any, ...]:
    """The options that name both credentials."""
    for name, content in (("old", OLD), ("new", NEW)):
        path = desk.folder / name
        path.write_bytes(content)
        shutil.chown(path, desk.user.uid, desk.user.gid)
    return ("--key-file", desk.folder / "old", "--new-key-file", desk.folder / "new")


@pytest.fixture
def luks1(desk: Desk, passphrases: tuple[Any, ...]) -> Path:
    """A LUKS1 volume made by cryptsetup, with an ext4 and one file in it."""
    if shutil.which("cryptsetup", path="/usr/sbin:/sbin") is None:
        pytest.skip("cryptsetup is not installed")
    del passphrases
    desk.shell(
        f"truncate --size 12M old.vol && mkdir tree && echo {'kept ' * 9} > tree/file &&"
        "/usr/sbin/cryptsetup --batch-mode --disable-locks luksFormat --type luks1 --key-size 256"
        " --pbkdf-force-iterations 1000 old.vol old"
    )
    container = desk.folder / "old.vol"
    shown = shown_at(desk, container, "--key-file", desk.folder / "old")
    done = desk.shell(f"/usr/sbin/mke2fs -q -t ext4 -d tree '{shown}'")
    assert done.returncode == 0, done.stderr
    desk.vault("detach", container)
    return container


def shown_at(desk: Desk, container: Path, *words: Any, data: bytes = b"") -> Path:
    return Path(json.loads(desk.vault("attach", container, *words, "--json", data=data).stdout)["path"])


def plaintext_hash(desk: Desk, container: Path, *words: Any, data: bytes = b"") -> str:
    """The SHA-256 of the plaintext as it is attached."""
    shown = shown_at(desk, container, "--read-only", *words, data=data)
    done = desk.shell(f"sha256sum '{shown}'")
    desk.vault("detach", container)
    return done.stdout.decode().split()[0]


def names(desk: Desk) -> set[str]:
    return {name for name in os.listdir(desk.folder) if ".vol" in name}


@pytest.mark.parametrize(
    ("to", "more", "opening"),
    [
        ("luks2", CHEAP, ()),
        ("veracrypt", VERACRYPT, ("--format", "veracrypt", "--prf", "blake2s256", "--pim", 1)),
    ],
)
def test_a_volume_of_cryptsetup_becomes_another_and_is_mounted(
    desk: Desk, luks1: Path, passphrases: tuple[Any, ...], to: str, more: tuple[Any, ...], opening: tuple[Any, ...]
) -> None:
    before, new = hashlib.sha256(luks1.read_bytes()).digest(), desk.folder / "new.vol"
    done = desk.vault("convert", luks1, new, "--to", to, *more, *passphrases, "--json")
    result = json.loads(done.stdout)
    assert (result["format"], result["container_format"], result["sector_size"]) == (to, "luks1", 512)
    key = ("--key-file", desk.folder / "new")
    assert plaintext_hash(desk, new, *key, *opening) == result["sha256"]
    assert hashlib.sha256(luks1.read_bytes()).digest() == before
    assert names(desk) == {"old.vol", "new.vol"}
    mounted = json.loads(desk.vault("mount", new, *key, *opening, "--json").stdout)["mount_point"]
    assert desk.shell(f"cat '{mounted}/file'").stdout.split() == [b"kept"] * 9
    desk.dismount(new)


@pytest.mark.parametrize("row", [row for row in rows("truecrypt") if row.id in {*TRUECRYPT, "none"}])
def test_a_truecrypt_volume_becomes_luks2(
    corpus: Path, desk: Desk, passphrases: tuple[Any, ...], row: dict[str, Any]
) -> None:
    del corpus
    image, new = unpacked(row, desk.folder), desk.folder / "new.vol"
    shutil.chown(image, desk.user.uid, desk.user.gid)
    words = ("convert", image, new, "--to", "luks2", *CHEAP, "--passphrase-fd", 0, *passphrases[2:], "--json")
    result = json.loads(desk.vault(*words, data=row["passphrases"][0].encode()).stdout)
    assert result["container_format"] == "truecrypt"
    assert (result["volume_size"], result["sha256"]) == (
        row["golden"]["plain_size"],
        row["golden"]["plain_sha256"],
    )
    assert plaintext_hash(desk, new, "--key-file", desk.folder / "new") == result["sha256"]
    assert hashlib.sha256(image.read_bytes()).hexdigest() == row["sha256"]


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + HANG_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_killed_conversion_is_gone_on_with(desk: Desk, luks1: Path, passphrases: tuple[Any, ...]) -> None:
    """It is killed as soon as there is a journal; where it was faster than that, it has ended well."""
    new, journal = desk.folder / "new.vol", desk.folder / "new.vol.partial.journal"
    words = ("convert", luks1, new, "--to", "luks2", *CHEAP, *passphrases)
    process = desk.user.popen(*words)
    wait_for(lambda: journal.exists() or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    process.wait(HANG_S)
    if journal.exists():
        desk.vault(*words, code=2)
        desk.vault(*words, "--resume")
    assert names(desk) == {"old.vol", "new.vol"}
    old, key = ("--key-file", desk.folder / "old"), ("--key-file", desk.folder / "new")
    assert plaintext_hash(desk, new, *key) == plaintext_hash(desk, luks1, *old)


def test_a_header_is_converted_in_place(desk: Desk, luks1: Path) -> None:
    key, backup = ("--key-file", desk.folder / "old"), desk.folder / "header.vol"
    shown_at(desk, luks1, *key)
    assert b"vault detach" in desk.vault("convert", luks1, "--to", "luks2", code=5).stderr
    desk.vault("detach", luks1)
    result = json.loads(desk.vault("convert", luks1, "--to", "luks2", "--backup", backup, "--json").stdout)
    assert (result["format"], result["backup"]) == ("luks2", str(backup))
    shown = shown_at(desk, luks1, *key)
    assert desk.shell(f"/usr/sbin/debugfs -R 'cat file' '{shown}'").stdout.split() == [b"kept"] * 9
    desk.vault("detach", luks1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "luks2", "--resume"), "--resume is for a copy"),
        (("--to", "luks2", "--new-pim", 1), "--new-pim is for a copy"),
        (("--to", "luks2", "--passphrase-fd", 0), "--passphrase-fd is for a copy"),
        (("new", "--to", "luks2", "--backup", "x"), "--backup is for a conversion in place"),
        (("new", "--to", "luks2", "--new-pim", 1), "--new-pim means nothing to a new luks2 volume"),
        (("new", "--to", "veracrypt", "--label", "x"), "--label means nothing to a new veracrypt volume"),
    ],
)
def test_options_that_would_be_ignored_are_refused(
    capsys: pytest.CaptureFixture[str], words: tuple[Any, ...], said: str
) -> None:
    from vault.cli.main import run

    assert run(["convert", "old", *map(str, words)]) == 2
    assert said in capsys.readouterr().err
