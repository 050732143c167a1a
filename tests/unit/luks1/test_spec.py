"""The tables of spec/luks1-format.md are what the code does."""

import re
import runpy
from pathlib import Path
from typing import Any

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.formats.luks1 import layout, model
from vault.formats.luks1.create import AREA_ALIGNMENT, CreateOptions, create
from vault.formats.luks2.layout import Field

rows: Any = runpy.run_path(str(Path(__file__).parent / "conftest.py"))["rows"]


def fields(heading: str) -> tuple[Field, ...]:
    return tuple(Field(name, int(offset), int(size), kind) for name, offset, size, kind, _ in rows(heading))


def test_the_header_and_a_keyslot_are_laid_out_as_the_tables_say() -> None:
    assert fields("Header") == layout.LAYOUT
    assert fields("Keyslot") == layout.KEYSLOT_LAYOUT


def test_the_fields_leave_no_gap() -> None:
    for table, size in ((layout.LAYOUT, layout.KEYSLOTS_OFFSET), (layout.KEYSLOT_LAYOUT, layout.KEYSLOT_SIZE)):
        end = 0
        for field in table:
            assert field.offset == end, field.name
            end += field.size
        assert end == size
    assert layout.HEADER_SIZE == 592
    assert layout.RESERVED_SIZE == 1024


def test_the_numbers_in_the_text_are_those_of_the_code() -> None:
    text = {name: value for name, *_, value in rows("Keyslot")}
    assert [int(number, 16) for number in re.findall(r"0x[0-9a-f]+", text["active"])] == [
        layout.ENABLED,
        layout.DISABLED,
    ]
    assert int(text["stripes"]) == layout.AF_STRIPES
    assert {name: value for name, *_, value in rows("Header")}["version"] == str(layout.VERSION)


def test_the_ciphers_and_modes_are_those_of_the_code() -> None:
    table = {name: tuple(re.findall(r"`?([a-z0-9:]+)`?", names)) for name, names in rows("Ciphers and hashes")}
    assert table == {"cipher_name": model.CIPHERS, "mode": model.MODES, "IV": model.IVS}


def test_a_new_header_is_the_profile_that_the_table_says() -> None:
    options = CreateOptions(iterations=1000, digest_iterations=1000)
    device = MemoryDevice(options.header_size)
    with Secret(b"passphrase") as credential:
        header = create(device, options, credential, blank=True)
    for name, value in rows("The profile that is written"):
        assert str(getattr(header.binary, name)) == value, name
    step = -(-header.binary.area_size // AREA_ALIGNMENT) * AREA_ALIGNMENT
    assert [header.area_offset(number) for number in range(8)] == [4096 + number * step for number in range(8)]
