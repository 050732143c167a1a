"""The tables of spec/luks1-format.md."""

from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[3] / "spec" / "luks1-format.md"


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table after a heading, as plain text."""
    found: list[tuple[str, ...]] = []
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        elif section == heading and line.startswith("|"):
            found.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
    return found[2:]


@pytest.fixture(scope="session")
def errors() -> dict[str, str]:
    """The expected error of every rule."""
    tables = (*rows("What a reader must reject"), *rows("What a reader must not open"))
    return {rule: error or "damaged-header" for rule, _, error in tables}
