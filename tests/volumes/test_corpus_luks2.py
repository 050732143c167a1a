"""The corpus of LUKS2 headers that others made: each is read or refused as its manifest says (attacks 9 to 13)."""

import json
import lzma
import subprocess
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.errors import FormatError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.model import CopyState, Header
from vault.formats.luks2.validate import check_openable

CRYPTSETUP = Path("/usr/sbin/cryptsetup")
STEP = 1 << 20
ONE_COPY = {
    "luks2-correct-full-json0": "primary",
    "luks2-corrupted-hdr0-with-correct-chks": "secondary",
    "luks2-invalid-checksum-hdr0": "secondary",
    "luks2-invalid-checksum-hdr1": "primary",
    "luks2-metadata-size-128k-secondary": "secondary",
    "luks2-metadata-size-1m-secondary": "secondary",
    "luks2-metadata-size-256k-secondary": "secondary",
    "luks2-metadata-size-2m-secondary": "secondary",
}


def manifest(corpus: Path, kind: str) -> list[dict[str, Any]]:
    """The images of a kind, one entry for each file."""
    found = json.loads((corpus / "manifest.json").read_text())
    return list({entry["path"]: entry for entry in found if entry["kind"] == kind}.values())


def name_of(entry: dict[str, Any]) -> str:
    return Path(entry["path"]).name.removesuffix(".xz").removesuffix(".img")


def unpack(packed: Path, target: Path) -> Path:
    """The image with holes where it has zeros."""
    with lzma.open(packed) as source, target.open("wb") as out:
        while data := source.read(STEP):
            if any(data):
                out.write(data)
            else:
                out.seek(len(data), 1)
        out.truncate()
    return target


def read(path: Path) -> Header | FormatError:
    device = ImageFile.open(path, read_only=True)
    try:
        return read_header(device)
    except FormatError as error:
        return error
    finally:
        device.close()


def dump(path: Path) -> dict[str, Any] | None:
    """The metadata as cryptsetup reads it, which may mend the file; None when it refuses."""
    command = [CRYPTSETUP, "luksDump", "--disable-locks", "--dump-json-metadata", path]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return json.loads(done.stdout) if done.returncode == 0 else None


@pytest.mark.attack(9, 11, 12, 13)
def test_each_flawed_header_has_the_expected_verdict(corpus: Path) -> None:
    wrong = []
    entries = manifest(corpus, "luks2-validation")
    assert len(entries) > 50
    for entry in entries:
        with lzma.open(corpus / entry["path"]) as source:
            image = bytearray(source.read())
        device = MemoryDevice(len(image), data=bytearray(image))
        try:
            header = read_header(device)
        except FormatError as error:
            verdict, told = "rejects", str(error)
        else:
            verdict, told = "accepts", ""
            if (entry["uuid"], entry.get("sector_size")) != (header.uuid, _sector_size(header)):
                wrong.append((name_of(entry), header.uuid, header.segments))
        if verdict != entry["expected"][: len("rejects")]:
            wrong.append((name_of(entry), entry["expected"], told))
        assert device.data == image, f"reading changed {name_of(entry)}"
    assert not wrong


def _sector_size(header: Header) -> int | None:
    return header.segments[0].sector_size if header.segments else None


@pytest.mark.attack(13)
@pytest.mark.parametrize(("name", "used"), ONE_COPY.items())
def test_a_header_that_cryptsetup_would_repair_is_read_from_its_good_copy(
    corpus: Path, tmp_path: Path, name: str, used: str
) -> None:
    path = unpack(corpus / "luks2_validation" / f"{name}.img.xz", tmp_path / "image")
    before = path.read_bytes()
    header = read(path)
    assert isinstance(header, Header)
    states = dict(zip(("primary", "secondary"), header.copies, strict=True))
    assert states.pop(used) is CopyState.GOOD
    assert list(states.values()) == [CopyState.DAMAGED]
    (other,) = states
    assert any(warning.startswith(f"the {other} header is damaged") for warning in header.warnings)
    assert path.read_bytes() == before


def test_each_volume_has_the_header_that_the_manifest_and_cryptsetup_say(corpus: Path, tmp_path: Path) -> None:
    entries = manifest(corpus, "luks2")
    assert len(entries) > 15
    for entry in entries:
        path = unpack(corpus / entry["path"], tmp_path / "image")
        header = read(path)
        assert isinstance(header, Header), (entry["path"], header)
        assert header.uuid == entry["uuid"], entry["path"]
        assert header.copies == (CopyState.GOOD, CopyState.GOOD), entry["path"]
        segment = header.segment()
        assert (str(segment.cipher), segment.sector_size) == (entry["cipher"], entry["sector_size"]), entry["path"]
        if "volume_key" in entry:
            check_openable(header)
            assert segment.key_size * 2 == len(entry["volume_key"])
        if CRYPTSETUP.exists():
            assert header.document == dump(path), entry["path"]


def test_a_keyslot_of_another_key_is_read_and_not_one_of_the_volume(corpus: Path, tmp_path: Path) -> None:
    header = read(unpack(corpus / "luks2" / "luks2_keyslot_unassigned.img.xz", tmp_path / "image"))
    assert isinstance(header, Header)
    assert sorted(header.keyslots) == [0, 1]
    assert header.digest_of_segment().keyslots == (0,)
