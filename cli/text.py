"""Text for people: escaped names, sizes, columns."""

import re
from collections.abc import Iterable, Sequence

SIZE = re.compile(
    r"(?P<whole>\d{1,20})(?:\.(?P<fraction>\d{1,9}))? ?(?P<prefix>[KMGTPE]?)(?P<unit>i?B)?", re.IGNORECASE
)
PREFIXES = "KMGTPE"
BINARY, DECIMAL = 1024, 1000
MAX_SIZE = 2**63 - 1


def escape(text: object) -> str:
    r"""The text on one line with everything that a terminal could act on written as ``\x1b`` or ``\u202e``."""
    return "".join(char if char.isprintable() else _escaped(char) for char in str(text))


def _escaped(char: str) -> str:
    number = ord(char)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii") if number < 0xD800 or number > 0xDFFF else f"\\u{number:04x}"


def parse_size(text: str) -> int:
    """Bytes of ``64M``, ``64MiB`` (1024-based), ``64MB`` (1000-based) or ``67108864``; raises ValueError."""
    found = SIZE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a size such as 64M, 1.5G or 1000000")
    prefix, unit = found["prefix"].upper(), (found["unit"] or "").upper()
    if unit == "IB" and not prefix:
        raise ValueError(f"{text!r} is not a size such as 64M, 1.5G or 1000000")
    base = DECIMAL if unit == "B" else BINARY
    fraction = found["fraction"] or ""
    scaled: int = int(found["whole"] + fraction) * base ** (PREFIXES.index(prefix) + 1 if prefix else 0)
    size, rest = divmod(scaled, int("1" + "0" * len(fraction)))
    if rest:
        raise ValueError(f"{text!r} is not a whole number of bytes")
    if not 0 < size <= MAX_SIZE:
        raise ValueError(f"{text!r} is out of range")
    return size


def format_size(size: int) -> str:
    """A size in the largest 1024-based unit that it fills, with at most two decimals: ``1.5 GiB``."""
    value, unit = float(size), "B"
    for prefix in PREFIXES:
        if value < BINARY:
            break
        value, unit = value / BINARY, f"{prefix}iB"
    number = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{number} {unit}"


def columns(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under their heads, left-aligned, two spaces apart; None is a dash."""
    cells = [tuple(head), *(tuple("-" if cell is None else escape(cell) for cell in row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(line.rstrip() for line in lines)


def fields(pairs: Iterable[tuple[str, object]]) -> str:
    """Names and values one under the other; pairs whose value is None or empty are left out."""
    kept = [(name, escape(value)) for name, value in pairs if value is not None and value != ""]
    width = max(len(name) for name, _value in kept) + 1
    return "\n".join(f"{name + ':':<{width}} {value}" for name, value in kept)
