"""Headers on the command line: backups that are proved, kept and destroyed, checks and repairs."""

import json
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pexpect
import pytest

from vault.options import HeaderBackup, HeaderCheck, HeaderRepaired, HeaderRestored, KeptHeader

PASSPHRASE, OTHER = b"correct horse\n", b"battery staple\n"
FD = ("--passphrase-fd", "0")
BARE = ("--size", "3M", "--luks2-keyslots-size", "1M", "--filesystem", "none", "--pbkdf", "pbkdf2")
CHEAP = ("--pbkdf-force-iterations", "1000")
HEAD = {"version", "command"}
Terminal = Callable[..., pexpect.spawn]


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.fixture(autouse=True)
def _own_state(environment: dict[str, str], tmp_path: Path) -> None:
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")


@pytest.fixture
def bare(vault: Any, work: Path) -> Path:
    """A LUKS2 volume without a file system."""
    done = vault("create", "bare.vol", *BARE, *CHEAP, *FD, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    return work / "bare.vol"


def spoil(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def test_a_backup_is_opened_when_a_credential_is_given(vault: Any, bare: Path, work: Path) -> None:
    done = vault("header", "backup", bare, "saved", *FD, "--json", data=PASSPHRASE)
    found = json.loads(done.stdout)
    assert set(found) == HEAD | names(HeaderBackup)
    assert (found["verified"], found["file"]) == ("opened", str(work / "saved"))
    assert json.loads(vault("header", "backup", bare, "again", "--json").stdout)["verified"] == "read back"
    wrong = vault("header", "backup", bare, "wrong", *FD, data=OTHER)
    assert wrong.returncode == 3 and not (work / "wrong").exists()
    nobody = vault("header", "backup", bare, "untested", "--test")
    assert nobody.returncode == 3 and not (work / "untested").exists()


def test_a_restore_shows_what_differs_and_keeps_what_it_replaces(vault: Any, bare: Path, descriptor: Any) -> None:
    vault("header", "backup", bare, "saved")
    fd = descriptor(OTHER)
    words = ("keyslot", "add", bare, *FD, "--new-passphrase-fd", fd, "--pbkdf", "pbkdf2", *CHEAP)
    assert vault(*words, data=PASSPHRASE, pass_fds=(fd,)).returncode == 0
    done = vault("header", "restore", bare, "saved")
    assert (done.returncode, done.stdout) == (0, f"header of {bare} restored\n")
    assert "sequence id  2    1" in done.stderr and "1        goes" in done.stderr
    assert "What opened the volume at the time of the backup opens it again" in done.stderr
    listed = json.loads(vault("header", "backups", bare, "--json").stdout)["backups"]
    assert set(listed[0]) == names(KeptHeader)
    assert listed[0]["what"] == "header restore" and listed[0]["file"] in done.stderr
    again = json.loads(vault("header", "restore", bare, listed[0]["file"], "--no-backup", "--json").stdout)
    assert set(again) == HEAD | names(HeaderRestored)
    assert again["kept"] is None
    assert [each["change"] for each in again["comparison"]["keyslots"]] == ["comes back"]
    assert len(json.loads(vault("header", "backups", bare, "--json").stdout)["backups"]) == len(listed)


def test_backups_are_listed_for_people_and_destroyed(vault: Any, bare: Path, tmp_path: Path) -> None:
    vault("header", "backup", bare, "saved")
    vault("header", "restore", bare, "saved")
    shown = vault("header", "backups", bare).stdout
    assert shown.startswith("WHEN") and "header restore" in shown
    assert "VOLUME" in vault("header", "backups").stdout
    assert vault("header", "backups", bare, "--remove", "none").returncode == 2
    (file,) = (tmp_path / "state").rglob("*.header")
    assert vault("header", "backups", bare, "--remove", "all").stdout == f"{file} destroyed\n"
    assert not list((tmp_path / "state").rglob("*.header"))
    empty = vault("header", "backups", bare)
    assert (empty.returncode, empty.stdout) == (0, "") and "no backup of this header is kept" in empty.stderr
    assert "no backup of this header is kept" in vault("header", "backups", bare, "--remove", "all").stderr
    assert vault("header", "backups", "--header", "x").returncode == 2


def test_a_check_says_what_is_lost_and_a_repair_mends_it(vault: Any, bare: Path) -> None:
    whole = vault("header", "check", bare, *FD, data=PASSPHRASE)
    assert whole.returncode == 0 and "The LUKS2 header is whole.\nkeyslot 0 opens the volume\n" in whole.stdout
    spoil(bare, 5000, b"overwritten")
    found = vault("header", "check", bare)
    assert found.returncode == 4
    assert "The LUKS2 header is damaged.\nthe primary copy is damaged (the checksum does not fit)" in found.stdout
    report = json.loads(vault("header", "check", bare, "--json").stdout)
    assert set(report) == HEAD | names(HeaderCheck)
    assert (report["whole"], report["copies"][0]["state"]) == (False, "damaged")
    done = json.loads(vault("header", "repair", bare, "--json").stdout)
    assert set(done) == HEAD | names(HeaderRepaired)
    assert [step["offset"] for step in done["steps"]] == [0] and Path(done["kept"]).exists()
    assert vault("header", "check", bare, *FD, data=PASSPHRASE).returncode == 0
    assert vault("header", "repair", bare).stdout == "nothing has to be repaired\n"
    wrong = vault("header", "check", bare, *FD, data=OTHER)
    assert wrong.returncode == 3 and "no keyslot opens with this passphrase" in wrong.stdout


def test_noise_is_not_whole(vault: Any, work: Path) -> None:
    (work / "noise").write_bytes(os.urandom(1 << 20))
    done = vault("header", "check", "noise")
    assert done.returncode == 3
    assert "Nothing can be told of the VeraCrypt header without a credential" in done.stdout


def test_a_conversion_names_the_backup_that_was_kept(vault: Any, work: Path) -> None:
    size = ("--size", "3M", "--filesystem", "none", "--format", "luks1", "--pbkdf", "pbkdf2")
    assert vault("create", "one.vol", *size, *CHEAP, *FD, data=PASSPHRASE).returncode == 0
    done = json.loads(vault("convert", "one.vol", "--to", "luks2", "--json").stdout)
    listed = json.loads(vault("header", "backups", "one.vol", "--json").stdout)["backups"]
    assert done["backup"] in [each["file"] for each in listed], done


def test_what_cannot_be_repaired_names_what_can_be_done(vault: Any, bare: Path) -> None:
    vault("header", "backup", bare, "saved")
    vault("header", "restore", bare, "saved")
    spoil(bare, 32768, bytes(512))
    done = vault("header", "repair", bare)
    assert done.returncode == 4 and f"hint: vault header restore {bare} " in done.stderr


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("restore", "bare.vol", "saved"), "The header of bare.vol will be overwritten."),
        (("repair", "bare.vol"), "the primary copy, which is damaged"),
        (("backups", "bare.vol", "--remove", "all"), "1 kept backup will be destroyed."),
    ],
    ids=["restore", "repair", "backups"],
)
def test_a_terminal_is_asked_first(
    vault: Any, terminal: Terminal, end_code: Any, bare: Path, words: tuple[str, ...], shown: str, tmp_path: Path
) -> None:
    vault("header", "backup", bare, "saved")
    vault("header", "restore", bare, "saved")
    spoil(bare, 5000, b"overwritten")
    before, kept = bare.read_bytes(), sorted((tmp_path / "state").rglob("*.header"))
    child = terminal("header", *words)
    child.expect_exact(shown)
    child.expect_exact("Go on? [y/N] ")
    child.sendline("n")
    assert end_code(child)[0] == 130
    assert bare.read_bytes() == before
    assert sorted((tmp_path / "state").rglob("*.header")) == kept and len(kept) == 1


def test_settings_that_are_none_stop_the_command(vault: Any, bare: Path, tmp_path: Path) -> None:
    vault("header", "backup", bare, "saved")
    file = tmp_path / "config" / "vault" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("[header-backups]\nenabled = 'no'\n")
    before = bare.read_bytes()
    done = vault("header", "restore", bare, "saved")
    assert done.returncode == 2 and f"{file} (line 2): header-backups.enabled is true or false" in done.stderr
    assert bare.read_bytes() == before
    assert vault("header", "restore", bare, "saved", "--no-backup").returncode == 0
