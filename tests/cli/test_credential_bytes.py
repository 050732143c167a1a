"""A credential is the same bytes from each source, whatever the locale: the table of spec/cli.md, row by row."""

import os
import re
from pathlib import Path

import pytest

from vault.credentials import obtain
from vault.crypto.secret import Secret
from vault.errors import LimitExceeded
from vault.formats.veracrypt.keyfiles import mixed
from vault.options import KeyFile, PassphraseFd

SPEC = (Path(__file__).resolve().parents[2] / "spec" / "cli.md").read_text()
ROWS = re.findall(r"^\| `([0-9a-f]+)` \| (\S+) \| (\S+) \| (\S+) \|$", SPEC, re.MULTILINE)
ASK = """
import sys
from vault.cli.console import Console
from vault.cli.prompts import TerminalPrompt
for number in range(int(sys.argv[1])):
    question = f"Passphrase {number}"
    with TerminalPrompt(Console()).passphrase(question, confirm=False, may_be_empty=False) as secret:
        print("typed", bytes(secret.view()).hex(), "end")
"""


def value(cell: str) -> bytes:
    return bytes.fromhex(cell.strip("`"))


def test_there_are_such_rows() -> None:
    assert len(ROWS) >= 12


@pytest.mark.parametrize(("given", "_typed", "kept", "file"), ROWS, ids=[row[0] for row in ROWS])
@pytest.mark.attack(49)
def test_the_bytes_of_a_descriptor_and_of_a_key_file(
    tmp_path: Path, given: str, _typed: str, kept: str, file: str
) -> None:
    path = tmp_path / "key"
    path.write_bytes(value(given))
    fd = os.open(path, os.O_RDONLY)
    try:
        with obtain(PassphraseFd(fd), None, "?") as secret:
            assert secret.view() == value(kept)
    finally:
        os.close(fd)
    with obtain(KeyFile(path), None, "?") as secret:
        assert secret.view() == value(file)


@pytest.mark.parametrize("locale", ["C.UTF-8", "C", "POSIX"])
@pytest.mark.attack(49)
def test_the_bytes_that_are_typed(terminal, environment: dict[str, str], locale: str) -> None:
    environment["LANG"] = environment["LC_ALL"] = locale
    environment["PYTHONUTF8"], environment["PYTHONCOERCECLOCALE"] = "0", "0"
    rows = [(value(given), value(typed)) for given, typed, *_ in ROWS if typed != "-"]
    child = terminal(len(rows), python=("-c", ASK))
    for number, (given, typed) in enumerate(rows):
        child.expect_exact(f"Passphrase {number}: ")
        os.write(child.child_fd, given + b"\n")
        child.expect_exact(f"typed {typed.hex()} end")


def test_the_two_ways_to_write_an_umlaut_are_in_the_table() -> None:
    given = {value(row[0]) for row in ROWS}
    assert {"\N{LATIN SMALL LETTER U WITH DIAERESIS}".encode(), "u\N{COMBINING DIAERESIS}".encode()} <= given


def test_veracrypt_takes_128_bytes_and_a_zero_among_them() -> None:
    with Secret(b"\0" * 128) as longest, mixed(longest, ()) as used:
        assert used == longest
    with Secret(b"x" * 129) as longer, pytest.raises(LimitExceeded, match="128"):
        mixed(longer, ())
