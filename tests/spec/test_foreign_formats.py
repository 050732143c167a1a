"""The tables of the pages on BitLocker, FileVault 2 and FreeOTFE are what the code does."""

from pathlib import Path

import pytest

from vault.formats.bitlocker import layout as bitlocker
from vault.formats.bitlocker.model import METHODS, OPENABLE, PROTECTIONS
from vault.formats.freeotfe import layout as freeotfe
from vault.formats.freeotfe.ciphers import KNOWN
from vault.formats.freeotfe.hashes import BLOCK_SIZES
from vault.formats.fvault2 import layout as fvault2

SPEC = Path(__file__).resolve().parents[2] / "spec"


def tables(page: str) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The rows of each table by the heading before it and its first column."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    heading, rows = "", []
    for line in [*(SPEC / f"{page}-format.md").read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if line.startswith("|"):
            rows.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
        elif rows:
            found[heading, rows[0][0]] = rows[2:]
            rows = []
    return found


LAYOUTS = [
    ("bitlocker", "Boot sector", bitlocker.BOOT_SECTOR),
    ("bitlocker", "Identifier", bitlocker.IDENTIFIER),
    ("bitlocker", "Metadata", bitlocker.METADATA),
    ("bitlocker", "Validation", bitlocker.VALIDATION),
    ("bitlocker", "Entries", bitlocker.ENTRY),
    ("bitlocker", "Protector", bitlocker.PROTECTOR),
    ("bitlocker", "Salt", bitlocker.STRETCH),
    ("bitlocker", "First sectors", bitlocker.HEADER_BLOCK),
    ("bitlocker", "Startup key file", bitlocker.EXTERNAL_KEY_FILE),
    ("fvault2", "Volume header", fvault2.VOLUME_HEADER),
    ("fvault2", "Block header", fvault2.BLOCK_HEADER),
    ("fvault2", "Label", fvault2.LABEL),
    ("fvault2", "Descriptor", fvault2.DESCRIPTOR),
    ("fvault2", "Family", fvault2.FAMILY),
    ("fvault2", "Volume", fvault2.VOLUME),
    ("fvault2", "Extents", fvault2.EXTENTS),
    ("fvault2", "PassphraseWrappedKEKStruct", fvault2.PASSPHRASE_STRUCT),
    ("fvault2", "KEKWrappedVolumeKeyStruct", fvault2.VOLUME_KEY_STRUCT),
]


@pytest.mark.parametrize(("page", "heading", "fields"), LAYOUTS, ids=lambda value: value if type(value) is str else "")
def test_layouts(page: str, heading: str, fields: tuple[bitlocker.Field | fvault2.Field, ...]) -> None:
    expected = [(field.name, str(field.offset), str(field.size)) for field in fields]
    assert tables(page)[heading, "Field"] == expected


def test_every_layout_is_on_its_page() -> None:
    for page in ("bitlocker", "fvault2"):
        documented = {heading for heading, column in tables(page) if column == "Field"}
        assert documented == {heading for name, heading, _ in LAYOUTS if name == page}


def test_bitlocker_methods_and_protections() -> None:
    found = tables("bitlocker")
    assert found["Unlocking", "Method"] == [
        (f"{code:#06x}", method.cipher, str(method.key_size), str(method.stored_size))
        for code, method in METHODS.items()
    ]
    assert found["Protections", "Value"] == [(f"{code:#06x}", name) for code, name in PROTECTIONS.items()]
    text = (SPEC / "bitlocker-format.md").read_text()
    assert all(f"`{name}`" in text for name in OPENABLE)


def test_freeotfe_details_ivs_hashes_and_ciphers() -> None:
    found = tables("freeotfe")
    assert found["Volume details", "Field"] == [
        (name, str(offset), str(size)) for name, (offset, size) in freeotfe.offsets().items()
    ]
    assert found["IVs", "Method"] == [(str(number), text) for number, text in freeotfe.IV_METHODS.items()]
    assert found["The search", "Hash"] == [(name, str(size)) for name, size in BLOCK_SIZES.items()]
    sizes = {str(cipher): [str(each.key_size) for each in KNOWN if str(each) == str(cipher)] for cipher in KNOWN}
    assert found["The search", "Cipher"] == [(name, ", ".join(values)) for name, values in sizes.items()]
