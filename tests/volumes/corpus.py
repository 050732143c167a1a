"""The corpus of other programs' volumes as parameters of tests, and its images unpacked."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
STEP = 1 << 20


def rows(kind: str, *, slow: Callable[[int, Any], bool] = lambda _number, _row: False) -> list[Any]:
    """The manifest's rows of a kind; the ``slow`` ones run in the soak only. One None where there is no corpus."""
    manifest = FOLDER / "manifest.json"
    if not manifest.is_file():
        return [pytest.param(None, id="none")]
    found = [row for row in json.loads(manifest.read_text()) if row["kind"] == kind]
    return [
        pytest.param(row, id=row["path"], marks=pytest.mark.soak if slow(number, row) else ())
        for number, row in enumerate(found)
    ]


def unpacked(row: dict[str, Any], folder: Path) -> Path:
    """The image, with holes where it has zeros."""
    image = folder / "image"
    with lzma.open(FOLDER / row["path"]) as packed, image.open("wb") as file:
        while block := packed.read(STEP):
            if any(block):
                file.write(block)
            else:
                file.seek(len(block), 1)
        file.truncate(row["size"])
    return image
