"""The tables of spec/tokens.md are what the code does."""

import re
from pathlib import Path

import pytest

from vault.events import ignore
from vault.system import hid
from vault.tokens.base import RANDOM_COST, SECRET_SIZE
from vault.tokens.fido2 import asking as security_key
from vault.tokens.fido2 import package, record
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


def test_a_security_key_has_the_members_that_are_listed() -> None:
    listed = [row[0] for row in rows("Security keys")]
    (members,) = (row[1] for row in rows("Types") if row[0] == record.KIND)
    written = record.Record(b"c", bytes(SECRET_SIZE), pin=True, touch=True, verify=False).members
    assert listed == list(written) == members.replace("`", "").split(", ")
    assert f"1 to {record.MOST_CREDENTIAL} bytes" in TEXT and record.RELYING_PARTY in TEXT
    assert record.SALT_SIZES == (32, 64)


def test_the_lines_of_security_keys_are_those_that_are_told() -> None:
    told = {row[0]: row[1] for row in rows("What is told of security keys")}
    assert told["none there"] == security_key.NONE_THERE
    for what, status in {
        "not touched": 0x2F,
        "refused by a button": 0x27,
        "wrong PIN": package.PIN_INVALID,
        "wrong PIN three times": package.PIN_AUTH_BLOCKED,
        "wrong PIN too often": package.PIN_BLOCKED,
    }.items():
        assert told[what] == str(package.refused("KEY", status))
    assert f"within {hid.SILENCE_S:g} seconds" in told["silent for 30 seconds"]
    assert f"version {package.LEAST} is needed" in told["an old package"]
