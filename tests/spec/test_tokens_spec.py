"""The tables of spec/tokens.md are what the code does."""

import re
from pathlib import Path

import pytest

from vault.events import ignore
from vault.tokens.base import RANDOM_COST, SECRET_SIZE
from vault.tokens.keyring import bus, credentials, secretservice, store, token
from vault.tokens.registry import token_types

TEXT = (Path(__file__).parents[2] / "spec/tokens.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without marks."""
    section = re.split(rf"^##+ {re.escape(heading)}$", TEXT, flags=re.MULTILINE)[1]
    table = re.search(r"(?:^\|.*\n)+", section, flags=re.MULTILINE)
    assert table is not None
    lines = [line.strip("|").split("|") for line in table[0].splitlines()[2:]]
    return [[cell.strip().strip("`") for cell in line] for line in lines]


def test_the_types_are_those_that_are_known() -> None:
    listed = {row[0] for row in rows("Types")}
    assert listed == {each.kind for each in token_types(None, ignore)} | {"vault-name"}
    assert (RANDOM_COST.hash, RANDOM_COST.iterations, SECRET_SIZE) == ("sha512", 1000, 32)


@pytest.mark.parametrize(
    ("heading", "entry"),
    [
        ("The item", token._entry({"id": "0" * 32}, token.Whose("u", 1))),
        ("A credential itself", credentials._entry("hash")),
    ],
)
def test_items_have_the_attributes_that_are_listed(heading: str, entry: store.Entry) -> None:
    listed = rows(heading)
    assert [row[0] for row in listed] == list(entry.attributes)
    assert listed[0][1] == entry.schema


def test_the_keyrings_are_those_that_are_listed() -> None:
    known = {each for names in store.USUAL.values() for each in names}
    assert {row[0] for row in rows("Which keyring")} == known | store.SAME.keys() | set(store.OFF)


def test_the_lines_are_those_that_are_told() -> None:
    told = {row[0]: row[1] for row in rows("What is told")}
    assert told["no keyring"] == secretservice.NONE_THERE
    assert told["killed meanwhile"] == secretservice.GONE_TEXT
    assert f"within {bus.CALL_S:g} seconds" in told["silent"]
    assert f"within {bus.PROMPT_S:g} seconds" in told["dialog not answered"]
