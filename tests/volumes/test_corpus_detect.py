"""What a container holds, told for other programs' images: what has a mark by its name, and "may be" for the rest."""

import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.volumes.corpus import FOLDER, STEP, rows
from vault.blockdev.image import ImageFile
from vault.formats.detection import Content, identify, may_be

NAMED = {
    "atari-xgm": ("partitions", "atari"),
    "bcache-C": ("other", "bcache"),
    "bluestore": ("other", "ceph_bluestore"),
    "bsd": ("partitions", "bsd"),
    "dos+bsd": ("filesystem", "ext3"),
    "gpt": ("partitions", "gpt"),
    "hpt45x-raid": ("raid", "hpt45x_raid_member"),
    "jbd": ("other", "jbd"),
    "luks1": ("crypto", "crypto_LUKS"),
    "luks2": ("crypto", "crypto_LUKS"),
    "lvm2": ("lvm", "LVM2_member"),
    "mdraid": ("raid", "linux_raid_member"),
    "promise-raid": ("raid", "promise_fasttrack_raid_member"),
    "sgi": ("partitions", "sgi"),
    "silicon-raid": ("raid", "silicon_medley_raid_member"),
    "small-fat32": ("filesystem", "vfat"),
    "sun": ("partitions", "sun"),
    "swap0": ("swap", "swap"),
    "swap1": ("swap", "swap"),
    "tuxonice": ("swap", "swsuspend"),
    "ubi": ("raid", "ubi"),
    "vmfs": ("filesystem", "VMFS"),
    "vmfs_volume": ("raid", "VMFS_volume_member"),
}
FAMILIES = {"drbd": "drbd", "fat": "vfat", "iso": "iso9660", "minix": "minix", "udf": "udf", "xfs": "xfs"}
"""What images are called by whose names begin so; others are called what their file is called."""
LABELS = {
    "ext3": ("test-ext3", "35f66dab-477e-4090-a872-95ee0e493ad6"),
    "lvm2": ("", "Vynv4k-APH8-xQER-HSBb-8VJ3-SvFF-PB5O1U"),
    "ntfs": ("Новый том", "09CBB6DE30C87310"),
    "gpt": ("", "dd27f98d-7519-4c9e-8041-f2bfa7b1ef61"),
    "luks2": ("tst_label", "202265fe-9842-4c2d-ac9b-aba1b05deb63"),
}
SUFFIXES = {
    ".vhd": "vhd",
    ".vhdx": "vhdx",
    ".avhdx": "vhdx",
    ".vmdk": "vmdk",
    ".qcow2": "qcow2",
    ".E01": "ewf",
    ".E02": "ewf",
    ".bochs": "bochs",
    ".cloop": "cloop",
    ".dmg": "dmg",
    ".hds": "parallels",
    ".xml": "parallels",
}
OTHERS = {
    "afl5.img": ("image", "vhd"),
    "parallels-v1": ("image", "parallels"),
    "parallels-v2": ("image", "parallels"),
    "apfs.raw": ("filesystem", "apfs"),
    "ext2.splitraw.000": ("filesystem", "ext2"),
    "ext2.splitraw.001": ("empty", ""),
    "expanding.hdd": ("empty", ""),
    "split.hdd": ("empty", ""),
    "grub_mbr.raw": ("partitions", "dos"),
    "encrypted.vmx": ("other", "text"),
    "encryption.info": ("other", "text"),
    "local.tgz.ve": ("other", "esxi-envelope"),
    "test.vgz": ("unknown", ""),
    "test.vmcx": ("unknown", ""),
}
SYSTEM = ("VeraCrypt system encryption", "TrueCrypt system encryption")


@contextmanager
def unpacked(row: dict[str, Any] | None, folder: Path) -> Iterator[Path]:
    """The image for the time of the block, with holes where it has zeros; skips where there is no corpus."""
    if row is None:
        pytest.skip("the corpus of other programs' volumes is not beside the checkout")
    image, zeros = folder / "image", bytes(STEP)
    with lzma.open(FOLDER / row["path"]) as packed, image.open("wb") as file:
        while block := packed.read(STEP):
            if block == zeros:
                file.seek(len(block), 1)
            else:
                file.write(block)
        file.truncate(row["size"])
    yield image
    image.unlink()


def told(image: Path) -> tuple[Content, tuple[str, ...]]:
    device = ImageFile.open(image, read_only=True)
    try:
        content = identify(device)
        return content, may_be(device, content)
    finally:
        device.close()


def expected(stem: str) -> tuple[str, str]:
    if stem in NAMED:
        return NAMED[stem]
    if stem.endswith("-raid"):
        return "raid", stem.replace("-", "_") + "_member"
    family = next((name for start, name in FAMILIES.items() if stem.startswith(start)), stem)
    return ("raid" if family == "drbd" else "filesystem"), family


@pytest.mark.parametrize("row", rows("detect"))
def test_what_blkid_knows_is_what_it_says_and_no_encrypted_volume(row: Any, tmp_path: Path) -> None:
    with unpacked(row, tmp_path) as image:
        stem = Path(row["path"]).name.removesuffix(".img.xz")
        content, kinds = told(image)
        assert (content.kind, content.name) == expected(stem)
        assert not kinds
        if stem in LABELS:
            assert (content.label, content.uuid) == LABELS[stem]
        with image.open("r+b") as file:  # cut short it may be told or not, but never for what it is not
            file.truncate(row["size"] // 2 + 1)
        cut, kinds = told(image)
        assert not kinds
        assert cut.kind not in ("random", "image")
        assert cut.kind != "crypto" or content.kind == "crypto"


@pytest.mark.parametrize("row", rows("vdisk"))
def test_a_disk_image_is_told_by_its_format_and_is_no_encrypted_volume(row: Any, tmp_path: Path) -> None:
    with unpacked(row, tmp_path) as image:
        path = Path(row["path"].removesuffix(".xz"))
        content, kinds = told(image)
        assert (content.kind, content.name) == (OTHERS.get(path.name) or ("image", SUFFIXES[path.suffix]))
        assert not kinds


UNMARKED = {
    "veracrypt": "VeraCrypt",
    "veracrypt-hidden": "VeraCrypt",
    "veracrypt-header": "VeraCrypt header backup",
    "truecrypt": "TrueCrypt",
    "truecrypt-hidden": "TrueCrypt",
    "truecrypt-header": "TrueCrypt header backup",
    "cryptoloop": "cryptoloop",
    "freeotfe": "FreeOTFE",
}


@pytest.mark.parametrize("row", [row for kind in UNMARKED for row in rows(kind)])
def test_a_volume_without_a_mark_may_be_what_it_is(row: Any, tmp_path: Path) -> None:
    with unpacked(row, tmp_path) as image:
        content, kinds = told(image)
        if "sys_" in row["path"]:
            assert (content.kind, kinds) == ("partitions", SYSTEM)
        else:
            assert content == Content("random")
            assert UNMARKED[row["kind"]] in kinds


@pytest.mark.parametrize("row", rows("luks1-evil") + rows("legacy-reencrypt"))
def test_a_volume_that_is_refused_is_still_called_by_its_mark(row: Any, tmp_path: Path) -> None:
    with unpacked(row, tmp_path) as image:
        content, kinds = told(image)
        assert (content.kind, content.name, kinds) == ("crypto", "crypto_LUKS", ())
