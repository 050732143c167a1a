"""Paths with anything in them in the entries of a desktop, as its specification has each key read."""

import re
import shlex
from pathlib import Path

import pytest

from vault.engine import Engine
from vault.system.desktopfiles import quoted, value

PLAIN = "/usr/bin/vault-gui"
RESERVED = " \t\n\"'\\><~|&;$*?#()`"
"""The characters that the specification reserves in arguments of Exec."""
ESCAPES = {r"\s": " ", r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\\": "\\"}


def read_value(text: str) -> str:
    """What a reader makes of a key's value of the type string."""
    return re.sub(r"\\.", lambda found: ESCAPES[found[0]], text.strip(" "))


def read_argument(text: str) -> str:
    """What a reader makes of one argument of Exec; outside of quotation marks nothing reserved may stand."""
    argument = read_value(text)
    if argument.startswith('"'):
        assert re.fullmatch(r'"([^"`$\\]|\\["`$\\])*"', argument)
        argument = re.sub(r"\\(.)", r"\1", argument[1:-1], flags=re.DOTALL)
    else:
        assert argument and not set(argument) & set(RESERVED)
    assert not re.search("%[^%]", argument.replace("%%", ""))
    return argument.replace("%%", "%")


@pytest.mark.parametrize("word", [*(f"/a{each}b" for each in RESERVED), RESERVED, "", "/a\rb", "/50%", "/%f $x", PLAIN])
def test_a_word_is_read_as_it_was(word: str) -> None:
    for text, read in ((quoted(word), read_argument), (value(word), read_value)):
        assert read(text) == word and text.splitlines() == [text][: len(text)]


def test_what_needs_no_quotation_marks_has_none() -> None:
    assert (quoted(PLAIN), value(PLAIN), quoted("--mount")) == (PLAIN, PLAIN, "--mount")
    assert shlex.split(quoted("/a b/c")) == ["/a b/c"]


def test_both_keys_of_an_entry_have_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    entry, program = "[Desktop Entry]\nTryExec=vault-gui\nExec=vault-gui %F\n", "/a;b\\c\nd/vault-gui"
    Engine().desktop_install({"vault/test.desktop": entry}, "vault-gui", [program])
    lines = (tmp_path / "vault" / "test.desktop").read_text().splitlines()
    keys = dict(line.split("=", 1) for line in lines[1:])
    assert len(lines) == 3
    assert read_value(keys["TryExec"]) == program
    assert read_argument(keys["Exec"].removesuffix(" %F")) == program
