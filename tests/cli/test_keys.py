"""Keyslots and keyrings from the command line: what is asked again, what is said, and with which exit code."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from vault.testing.volumes import write_volume

Vault = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def volume(work: Path) -> Path:
    """A volume that the passphrase ``right`` opens."""
    path = work / "secret.vol"
    write_volume(path, b"right", size=2 << 20)
    (work / "new").write_bytes(b"another")
    return path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("test",), "keyslot 0 opens"),
        (("add", "--new-key-file", "new", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", 1000), "keyslot 1 added"),
    ],
    ids=["test", "add"],
)
def test_a_wrong_passphrase_may_be_typed_again(
    volume: Path,
    terminal: Callable[..., pexpect.spawn],
    end_code: Callable[[pexpect.spawn], tuple[int | None, str]],
    words: tuple[object, ...],
    told: str,
) -> None:
    child = terminal("keyslot", words[0], volume, *words[1:], "--tries", 2)
    for typed in ("wrong", "right"):
        child.expect("Passphrase for secret.vol: ")
        child.sendline(typed)
    code, text = end_code(child)
    assert code == 0 and told in text


def test_where_there_is_no_keyring_it_is_told_before_the_passphrase_is_read(vault: Vault, volume: Path) -> None:
    done = vault("keyring", "enroll", volume, "--key-file", "not there")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no desktop session" in done.stderr
    assert "not there" not in done.stderr and "type the passphrase" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code"), [(("--token-only",), 3), (("--token-id", 7), 2), (("--no-token",), 2)], ids=str
)
def test_a_token_is_taken_where_it_is_named(vault: Vault, volume: Path, words: tuple[object, ...], code: int) -> None:
    done = vault("keyslot", "add", volume, "--new-key-file", "new", *words)
    assert done.returncode == code, done.stderr


def test_numbers_are_told_in_words(vault: Vault, volume: Path) -> None:
    done = vault("keyslot", "name", volume, "laptop", "1")
    assert done.returncode == 2 and "'laptop' is not the number of a keyslot" in done.stderr
    assert "1 word, 12.9 bits" in vault("passphrase", "generate", "--words", "1").stderr


def test_nothing_remembered_is_no_failure(vault: Vault) -> None:
    done = vault("keyring", "forget", "--remembered", "--json")
    assert done.returncode == 0 and "dropped" in json.loads(done.stdout)
