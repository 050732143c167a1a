"""The tables of spec/volume-format.md are what the code does."""

import json
import re
import runpy
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import IVS, CipherSpec
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError
from vault.formats.luks2 import ciphers, limits
from vault.formats.luks2.create import CreateOptions, create
from vault.formats.luks2.layout import BINARY_HEADER_SIZE, CHECKSUMS, LAYOUT, SECONDARY_OFFSETS
from vault.formats.luks2.validate import parse_document

SPEC = Path(__file__).resolve().parents[2] / "spec"
TEXT = (SPEC / "volume-format.md").read_text(encoding="utf-8")
VECTORS = json.loads((SPEC / "vectors" / "luks2" / "headers.json").read_text())
IMAGES = runpy.run_path(str(SPEC / "vectors" / "luks2" / "images.py"))
METADATA_SIZE = IMAGES["METADATA_SIZE"]
(INTEGRITY,) = (vector for vector in VECTORS if vector["name"] == "integrity")
REFUSED = [vector for vector in VECTORS if set(vector["expect"].values()) != {"ok"}]


class Table(NamedTuple):
    """One table: the last heading before it, its column names and its rows, all as plain text."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables() -> list[Table]:
    """All tables of the page."""
    found: list[Table] = []
    heading, lines = "", []
    for line in [*TEXT.splitlines(), ""]:
        if line.startswith("#"):
            heading = line.lstrip("# ").strip("`")
        if line.startswith("|"):
            lines.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
        elif lines:
            found.append(Table(heading, lines[0], tuple(lines[2:])))
            lines = []
    return found


TABLES = tables()


def table(heading: str, first_column: str = "") -> Table:
    """The one table under a heading, or the one there whose first column has that name."""
    (found,) = (each for each in TABLES if each.heading == heading and first_column in ("", each.columns[0].strip("`")))
    return found


def rules() -> dict[str, str]:
    """The expected error of every rule."""
    return {row[0]: row[-1] for each in TABLES if each.columns[0] == "Rule" for row in each.rows}


def members() -> list[tuple[str, str, str, str]]:
    """Pointer to the object in the base document, member, type and whether it is optional."""
    found = []
    for each in TABLES:
        if each.columns[1:3] != ("Type", "Optional"):
            continue
        pointer = each.heading.rstrip("/").replace("N", "1" if each.columns[0] == "PBKDF2" else "0")
        found += [(pointer, name, kind, optional) for name, kind, optional, _ in each.rows]
    return found


def lookup(document: Any, pointer: str) -> Any:
    for name in pointer.split("/")[1:]:
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


WRONG: dict[str, tuple[Any, ...]] = {
    "object": ([], "x", 1, None),
    "name": (1, "", None, "x" * 257, "\x1b", "ä", []),
    "integer": ("1", True, None, 1.0, -1, 2**64),
    "u64": (512, "0512", "-512", "", " 512", "1e3", "18446744073709551616", None),
    "base64": ("", "=", "AAA", "A A=", "ää==", 1, None),
    "array of names": ({}, "x", [1], [""], None),
    "array of numbers": ({}, "0", [0], ["00"], ["0", "0"], ["32"], None),
}


def test_the_binary_header_is_laid_out_as_the_table_says() -> None:
    rows = [
        (name, int(offset), int(size), kind) for name, offset, size, kind, _ in table("Binary header", "Field").rows
    ]
    assert rows == [(field.name, field.offset, field.size, field.kind) for field in LAYOUT]


def test_the_fields_leave_no_gap_and_fill_the_binary_header() -> None:
    end = 0
    for field in LAYOUT:
        assert field.offset == end, field.name
        end += field.size
    assert end == BINARY_HEADER_SIZE


def test_the_header_sizes_and_secondary_offsets_are_those_of_the_table() -> None:
    rows = table("Binary header", "hdr_size").rows
    assert [int(size) for size, _ in rows] == list(limits.METADATA_SIZES) == list(SECONDARY_OFFSETS)
    assert [int(text, 16) for _, text in rows] == list(limits.METADATA_SIZES)


def test_the_checksum_algorithms_are_named() -> None:
    (row,) = (row for row in table("Binary header", "Field").rows if row[0] == "csum_alg")
    assert tuple(re.findall(r"sha\d+", row[-1])) == CHECKSUMS


def test_the_fixed_limits_are_those_of_the_code() -> None:
    for name, value, _ in table("Limits", "Name").rows:
        assert getattr(limits, name) == int(value), name


def test_the_cost_limits_are_those_of_the_code() -> None:
    rows = {name: int(value) for name, value, _ in table("Limits", "Cost").rows}
    assert rows == asdict(limits.DEFAULT_LIMITS)


def test_the_ciphers_are_those_of_the_code() -> None:
    rows = table("Ciphers and hashes", "Cipher").rows
    assert tuple(name for name, *_ in rows) == ciphers.CIPHERS
    assert tuple(name for name, _ in table("Ciphers and hashes", "IV").rows) == IVS
    for name, cbc, xts in rows:
        for mode, sizes in (("cbc", cbc), ("xts", xts)):
            assert CipherSpec(name, mode).key_sizes == tuple(map(int, sizes.split(","))), (name, mode)


def test_the_hashes_are_those_of_the_code() -> None:
    (paragraph,) = re.findall(r"^Hashes: (.*?)\.$", TEXT, re.MULTILINE | re.DOTALL)
    assert re.findall(r"`([^`]+)`", paragraph) == list(ciphers.HASHES)


@pytest.mark.parametrize(("pointer", "name", "kind", "optional"), members())
def test_a_member_is_required_and_typed_as_its_table_says(pointer: str, name: str, kind: str, optional: str) -> None:
    def read(value: Any = ..., *, remove: bool = False) -> None:
        document = IMAGES["changed_document"](INTEGRITY if pointer.endswith("/integrity") else {})
        holder = lookup(document, pointer)
        if remove:
            holder.pop(name, None)
        else:
            holder[name] = value
        parse_document(document, METADATA_SIZE)

    if optional == "yes":
        read(remove=True)
    else:
        with pytest.raises(DamagedHeader):
            read(remove=True)
    for value in WRONG[kind]:
        with pytest.raises(FormatError):
            read(value)


def test_every_object_of_the_base_document_has_its_table() -> None:
    described = {pointer for pointer, *_ in members()}
    assert described >= {"", "/config", "/keyslots/0/kdf", "/keyslots/1/kdf", "/digests/0", "/segments/0", "/tokens/0"}
    assert len(members()) == len(set(members()))


def test_a_new_header_is_the_profile_that_the_table_says() -> None:
    options = CreateOptions(cost=Pbkdf2Cost("sha256", 1000), digest_iterations=1000)
    device = MemoryDevice(options.header_size)
    with Secret(b"passphrase") as credential:
        header = create(device, options, credential, blank=True)
    for pointer, value in table("The profile that is written").rows:
        found = lookup(header.document, pointer)
        assert str(found) == value, pointer
    assert header.metadata_size == METADATA_SIZE
    assert header.checksum == "sha256"
    assert header.tokens == {}


def test_every_rule_has_a_header_that_breaks_it_and_no_header_breaks_an_unknown_rule() -> None:
    broken = {rule for vector in VECTORS for rule in vector["rule"].split() if rule != "-"}
    assert broken == rules().keys()


@pytest.mark.parametrize("vector", REFUSED, ids=lambda v: v["name"])
def test_the_error_of_a_broken_rule_is_the_one_of_its_row(vector: dict[str, Any]) -> None:
    rule = vector["rule"].split()[0]
    named = re.findall(r"[a-z-]+", rules()[rule].replace("if over it", "").replace("`", " "))
    errors = {"damaged-header", *named} if rule == "R37" else set(named) or {"damaged-header"}
    (error,) = set(vector["expect"].values()) - {"ok"}
    assert error in errors
    assert (vector["expect"]["read"] != "ok") == rule.startswith("R")
