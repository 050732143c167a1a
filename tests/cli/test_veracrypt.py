"""VeraCrypt volumes, hidden ones and header backups on the command line, in pipes and on a terminal."""

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

import pexpect
import pytest

from vault.options import CreateResult, HeaderBackup

OUTER, HIDDEN = b"an outer passphrase of tests\n", b"a hidden passphrase of tests\n"
WAY = ("--pim", "1", "--prf", "sha512")
MAKE = ("--format", "veracrypt", *WAY)
BARE = (*MAKE, "--filesystem", "none")
OUTER_WAY = ("--outer-pim", "1", "--outer-prf", "sha512")
FD = ("--passphrase-fd", "0")
HEAD = {"version", "command"}


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.fixture
def bare(vault: Any, work: Path) -> Path:
    """A volume without a file system."""
    done = vault("create", "x.hc", "--size", "1M", *BARE, *FD, data=OUTER)
    assert done.returncode == 0, done.stderr
    return work / "x.hc"


def random_sectors(data: bytes) -> bool:
    """Bounds so wide that random sectors fail one in more than 10**12 times."""
    sectors = [data[at : at + 512] for at in range(0, len(data), 512)]
    return len(set(sectors)) == len(sectors) and all(
        1792 < int.from_bytes(each, "big").bit_count() < 2304 and len(set(each)) > 150 for each in sectors
    )


@pytest.mark.parametrize(("system", "cipher"), [("ext4", "aes"), ("vfat", "aes-twofish-serpent")])
def test_with_a_file_system_in_it_every_sector_looks_random(vault: Any, work: Path, system: str, cipher: str) -> None:
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")
    how = ("--size", "4M", *MAKE, "--filesystem", system, "--cipher", cipher, "--label", "LABEL", *FD, "--json")
    done = vault("create", "x.hc", *how, data=OUTER)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == HEAD | names(CreateResult)
    assert (found["format"], found["filesystem"], found["cipher"]) == ("veracrypt", system, f"{cipher}-xts-plain64")
    assert (found["size"], found["volume_size"], found["kdf"], found["uuid"]) == (
        4 << 20,
        (4 << 20) - (1 << 18),
        "sha512",
        "",
    )
    assert random_sectors((work / "x.hc").read_bytes())
    assert vault("list").stdout == ""


def test_a_terminal_is_asked_twice_and_told_what_is_made(vault: Any, terminal: Any, end_code: Any, work: Path) -> None:
    child = terminal("create", "x.hc", "--size", "1M", *BARE)
    child.expect_exact("Creates x.hc: 1 MiB, VeraCrypt, aes, sha512, nothing in it.")
    for question in ("Passphrase for the new volume x.hc: ", "Passphrase for the new volume x.hc again: "):
        child.expect_exact(question)
        child.sendline("short")
    code, text = end_code(child)
    assert code == 0 and "PIM 1 makes guessing a short passphrase cheap" in text
    how = ("--size", "64K", *BARE, "--hidden", *OUTER_WAY, "--force")
    child = terminal("create", "x.hc", *how)
    child.expect_exact("Creates in x.hc: 64 KiB, hidden VeraCrypt, aes, sha512, nothing in it.")
    child.expect_exact("Passphrase for the outer volume x.hc: ")
    child.sendline("short")
    child.expect_exact("nobody can tell")
    for question in (
        "Passphrase for the new hidden volume x.hc: ",
        "Passphrase for the new hidden volume x.hc again: ",
    ):
        child.expect_exact(question)
        child.sendline("another")
    code, text = end_code(child)
    assert code == 0 and "--protect-hidden" in text
    opened = vault("keyslot", "change", "x.hc", *WAY, "--hidden", *FD, "--new-key-file", "x.hc", data=b"another")
    assert opened.returncode == 4  # it was opened, and then the new credential was too long


def test_a_hidden_volume_with_both_credentials_from_descriptors(vault: Any, bare: Path, descriptor: Any) -> None:
    fd = descriptor(OUTER)
    how = ("--size", "64K", *BARE, "--hidden", *OUTER_WAY, "--outer-passphrase-fd", fd, "--force", *FD, "--json")
    done = vault("create", bare, *how, data=HIDDEN, pass_fds=(fd,))
    assert done.returncode == 0
    assert json.loads(done.stdout)["volume_size"] == 65536
    assert random_sectors(bare.read_bytes())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--outer-pim", "1"), "options of the outer volume are given without --hidden"),
        (("--outer-key-file", "x"), "options of the outer volume are given without --hidden"),
        (("--hidden", "--outer-passphrase-fd", "0"), "cannot be read from the same descriptor"),
        (("--hidden",), "the option hidden means nothing to a new luks2 volume"),
        (("--pim", "1"), "the option pim means nothing to a new luks2 volume"),
    ],
)
def test_options_that_contradict_each_other(vault: Any, work: Path, options: tuple[str, ...], message: str) -> None:
    done = vault("create", "new", "--size", "4M", *options, *FD, data=HIDDEN)
    assert done.returncode == 2 and message in done.stderr
    assert os.listdir(work) == []


def test_a_protected_and_the_outer_credential_are_not_read_from_one_descriptor(vault: Any, bare: Path) -> None:
    done = vault("mount", bare, *WAY, "--protect-hidden", "--protect-passphrase-fd", "0", *FD, data=OUTER)
    assert done.returncode == 2 and "cannot be read from the same descriptor" in done.stderr


def test_change_of_credential_and_a_header_that_brings_the_old_one_back(
    vault: Any, bare: Path, work: Path, descriptor: Any
) -> None:
    saved = vault("header", "backup", bare, "saved", "--json")
    found = json.loads(saved.stdout)
    assert set(found) == HEAD | names(HeaderBackup)
    assert (found["command"], found["size"], found["file"]) == ("header backup", 131072, str(work / "saved"))

    def change(old: bytes, new: bytes, *options: object) -> tuple[int, str]:
        fd = descriptor(new)
        words = ("keyslot", "change", bare, *WAY, *options, *FD, "--new-passphrase-fd", fd)
        done = vault(*words, data=old, pass_fds=(fd,))
        return done.returncode, done.stdout

    assert change(OUTER, HIDDEN, "--new-pim", "1") == (0, "credential changed\n")
    assert change(OUTER, HIDDEN, "--new-pim", "1")[0] == 3
    restored = vault("header", "restore", bare, "saved", *WAY, *FD, data=OUTER)
    assert (restored.returncode, restored.stdout) == (0, f"header of {bare} restored\n")
    assert change(OUTER, HIDDEN, "--new-pim", "1", "--json")[1].endswith('"keyslot": null}\n')
    wrong = vault("header", "restore", bare, "saved", *WAY, *FD, data=HIDDEN)
    assert wrong.returncode == 3 and "hint: name its PIM and keyfiles" in wrong.stderr
    assert vault("header", "backup", bare, "saved").returncode == 2


def test_keyslots_are_said_not_to_be_there(vault: Any, bare: Path) -> None:
    for words in (("list", bare), ("add", bare, *FD), ("remove", bare, "1", *FD)):
        done = vault("keyslot", *words, data=OUTER)
        assert done.returncode == 4
        assert "keyslots" in done.stderr and "vault keyslot change" in done.stderr


def test_a_terminal_is_asked_before_a_header_is_overwritten(
    vault: Any, terminal: Any, end_code: Any, bare: Path
) -> None:
    vault("header", "backup", bare, "saved")
    before = bare.read_bytes()
    child: pexpect.spawn = terminal("header", "restore", bare, "saved", *WAY)
    child.expect_exact("will be overwritten. Go on? [y/N] ")
    child.sendline("n")
    assert end_code(child)[0] == 130
    assert bare.read_bytes() == before
