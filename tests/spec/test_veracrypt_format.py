"""The tables of spec/veracrypt-format.md are what the code does."""

from pathlib import Path
from typing import NamedTuple

import pytest

from vault import errors
from vault.crypto.secret import Secret
from vault.errors import VaultError
from vault.formats.veracrypt import chains, layout, prf
from vault.formats.veracrypt.layout import Kind, Location
from vault.formats.veracrypt.open import unlock
from vault.testing.veracrypt import DATA_SIZE, PASSPHRASE, changed, container, sealed

TEXT = (Path(__file__).resolve().parents[2] / "spec" / "veracrypt-format.md").read_text(encoding="utf-8")


class Table(NamedTuple):
    """One table: its column names and its rows, as plain text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables() -> list[Table]:
    found, lines = [], []
    for line in [*TEXT.splitlines(), ""]:
        if line.startswith("|"):
            lines.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
        elif lines:
            found.append(Table(lines[0], tuple(lines[2:])))
            lines = []
    return found


TABLES = tables()


def rows(*columns: str) -> tuple[tuple[str, ...], ...]:
    (found,) = (table for table in TABLES if table.columns[: len(columns)] == columns)
    return found.rows


def rule_text(rule: prf.Rule | None) -> tuple[str, str]:
    return ("", "") if rule is None else (str(rule.iterations), f"{rule.base} + {rule.factor} * PIM")


def test_locations_are_those_of_the_code() -> None:
    assert {(name, int(offset)) for name, offset, _ in rows("Location")} == {
        (str(each), each.value) for each in Location
    }


def test_fields_are_those_of_the_code() -> None:
    listed = [(name, int(offset), int(size)) for name, offset, size, _ in rows("Field")]
    assert listed == [(field.name, field.offset, field.size) for field in layout.FIELDS]


def test_veracrypts_derivations_are_those_of_the_code() -> None:
    own = {
        each.name: (each.hash, *rule_text(each.standard), *rule_text(each.system))
        for each in prf.VERACRYPT
        if each.standard is not None
    }
    assert {row[0]: row[1:] for row in rows("PRF", "Hash")} == own


def test_truecrypts_derivations_are_those_of_the_code() -> None:
    own = {each.name: (each.hash, rule_text(each.standard)[0], rule_text(each.system)[0]) for each in prf.TRUECRYPT}
    assert {row[0]: row[1:] for row in rows("TrueCrypt PRF")} == own


@pytest.mark.parametrize("row", rows("PIM"), ids=lambda row: row[0])
def test_argon2id_costs_what_its_table_says(row: tuple[str, ...]) -> None:
    pim, memory, passes = map(int, row)
    cost = prf.argon2_cost(pim)
    assert (cost.memory_kib, cost.time, cost.lanes) == (memory * 1024, passes, 1)


def test_without_a_pim_argon2id_takes_the_default() -> None:
    argon2 = next(each for each in prf.VERACRYPT if each.name == "argon2id")
    assert prf.cost(Kind.VERACRYPT, argon2, None, system=False) == prf.argon2_cost(12)
    assert prf.cost(Kind.VERACRYPT, argon2, None, system=True) is None


def test_chains_are_those_of_the_code() -> None:
    listed = rows("Chain")
    assert [row[0] for row in listed if row[1]] == list(chains.VERACRYPT_CHAINS)
    assert [row[0] for row in listed if row[2]] == list(chains.TRUECRYPT_CHAINS)
    for name in chains.OLD_CHAINS:
        assert f"`{name}`" in TEXT


def test_the_search_order_is_that_of_the_code() -> None:
    assert [name for _, name in rows("Order")] == [each.name for each in prf.VERACRYPT]


BAD = {
    "magic-kdf": sealed(changed(magic=b"TRUE")),
    "keys-crc": sealed(spoil=300),
    "header-crc": sealed(spoil=200),
    "version": sealed(changed(version=6)),
    "program-version": sealed(changed(program_version=0x0200)),
    "old-version": sealed(changed(version=4)),
    "flags": sealed(changed(flags=4)),
    "use": sealed(changed(flags=1)),
    "hidden-size": sealed(changed(hidden_size=4096)),
    "sector-size": sealed(changed(sector_size=8192)),
    "unfinished": sealed(changed(area_size=4096)),
    "area-size": sealed(changed(volume_size=4096)),
    "area": sealed(changed(area_size=2 * DATA_SIZE, volume_size=2 * DATA_SIZE)),
    "equal-keys": sealed(keys=bytes(64)),
}


def codes() -> dict[str, type[VaultError]]:
    found = (value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, VaultError))
    return {value.code: value for value in found}


def test_every_rule_has_a_header_that_breaks_it() -> None:
    assert [row[0] for row in rows("Rule")] == list(BAD)


@pytest.mark.parametrize("row", rows("Rule"), ids=lambda row: row[0])
def test_a_header_that_breaks_a_rule_is_refused_as_it_says(row: tuple[str, ...]) -> None:
    with Secret(PASSPHRASE) as passphrase, pytest.raises(VaultError) as raised:
        unlock(container(BAD[row[0]]), passphrase, pim=1, prf="sha256", cipher="aes", hidden=False)
    assert type(raised.value) is codes()[row[2]]
