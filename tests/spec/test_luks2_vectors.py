"""Every header of spec/vectors/luks2 is read, opened or refused as it says there, and never changed."""

import hashlib
import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.errors import VaultError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.limits import check_kdfs
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_openable, check_placement

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "luks2"
VECTORS = json.loads((FOLDER / "headers.json").read_text())
build = runpy.run_path(str(FOLDER / "images.py"))["build"]


def code(check: Any, *arguments: Any, **options: Any) -> str:
    """How the check ends, in the words of the vectors."""
    try:
        check(*arguments, **options)
    except VaultError as error:
        return error.code
    return "ok"


def check_open(header: Header) -> None:
    check_openable(header)
    check_kdfs(header.keyslots.values())


@pytest.mark.attack(1, 2, 3, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_verdict_is_the_expected_one(vector: dict[str, Any]) -> None:
    image = build(vector)
    assert hashlib.sha256(image).hexdigest() == vector["sha256"], "images.py no longer makes this header"
    device = MemoryDevice(len(image), data=bytearray(image))
    found = {"read": code(read_header, device)}
    header = None
    if found["read"] == "ok":
        header = read_header(device)
        found["open"] = code(check_open, header)
    if "placed" in vector["expect"]:
        found["placed"] = code(check_placement, header, detached=False)
        assert code(check_placement, header, detached=True) == "ok"
    assert found == vector["expect"]
    assert device.data == image, "reading wrote"
    if header is not None:
        good = ["good", "good"]
        assert [state.value for state in header.copies] == vector.get("copies", good)
        assert sorted(header.foreign_keyslots) == vector.get("foreign", [])
        wanted = vector.get("warning", "")
        assert bool(header.warnings) == bool(wanted), header.warnings
        assert all(wanted in warning for warning in header.warnings)


def test_the_generator_makes_the_same_file_again(tmp_path: Path) -> None:
    output = tmp_path / "headers.json"
    subprocess.run([sys.executable, "-B", FOLDER / "generate.py", output], check=True)
    assert output.read_bytes() == (FOLDER / "headers.json").read_bytes()
