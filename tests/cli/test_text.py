"""Names are escaped, sizes are read and written, columns line up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.cli.text import PREFIXES, columns, escape, fields, format_size, parse_size


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain name.vol", "plain name.vol"),
        ("größe 名前", "größe 名前"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x9b2J\x7f", "\\x9b2J\\x7f"),
        ("left\u202eright", "left\\u202eright"),
        ("\U000e0001", "\\U000e0001"),
        (b"\xff.vol".decode("utf-8", "surrogateescape"), "\\xff.vol"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_a_terminal_could_act_on_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text())
def test_escaped_text_is_printable_and_can_be_encoded(text: str) -> None:
    shown = escape(text)
    assert shown.isprintable()
    shown.encode()


@given(st.integers(1, 1023), st.sampled_from(["", *PREFIXES[:5]]))
def test_a_whole_number_of_units_is_written_as_it_was_read(number: int, prefix: str) -> None:
    size = parse_size(f"{number}{prefix}")
    assert format_size(size) == (f"{number} {prefix}iB" if prefix else f"{number} B")
    assert parse_size(format_size(size)) == size


def test_a_size_has_two_decimals_at_most() -> None:
    assert format_size(1_610_612_736) == "1.5 GiB"
    assert format_size(1_000_000) == "976.56 KiB"


def test_columns_line_up_and_escape() -> None:
    assert columns(("A", "LONG"), [("xx", None), ("\x1b", 7)]) == "A     LONG\nxx    -\n\\x1b  7"


def test_fields_leave_out_what_is_empty() -> None:
    assert fields([("Name", "a\nb"), ("Label", ""), ("Header", None), ("No", 0)]) == "Name: a\\nb\nNo:   0"
