"""What a container holds: own small images of what has a mark, and what only looks random."""

import bz2
import gzip
import io
import lzma
import os
import random
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.errors import BackendError
from vault.formats import randomness
from vault.formats.detection import Content, identify, may_be
from vault.system import blkid_child, programs
from vault.testing.bitlocker import Volume as BitLockerVolume
from vault.testing.faulty import FaultyDevice
from vault.testing.fvault2 import Volume as FVault2Volume
from vault.testing.volumes import small_header

UNMARKED = ("VeraCrypt", "TrueCrypt", "plain dm-crypt", "cryptoloop", "FreeOTFE")


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.fixture
def told(tmp_path: Path) -> Callable[[bytes], tuple[Content, tuple[str, ...]]]:
    """Writes bytes to a file; its content and what it may be."""
    image = tmp_path / "image"

    def tell(data: bytes) -> tuple[Content, tuple[str, ...]]:
        image.write_bytes(data)
        device = ImageFile.open(image, read_only=True)
        try:
            content = identify(device)
            return content, may_be(device, content)
        finally:
            device.close()

    return tell


Tell = Callable[[bytes], tuple[Content, tuple[str, ...]]]


# --- what looks random ---------------------------------------------------------------------------------------


def test_ciphertext_looks_random_and_structure_does_not() -> None:
    assert all(randomness.looks_random(noise(512, seed)) for seed in range(2000))
    structured = (bytes(512), bytes(range(256)) * 2, noise(16) * 32, noise(256, 3) + bytes(256), b"words of text " * 37)
    assert not any(randomness.looks_random(data[:512]) for data in structured)


def test_the_statistic_is_that_of_its_definition() -> None:
    assert randomness.chi_square(bytes(range(256)) * 2) == 0
    assert randomness.chi_square(bytes(512)) == 130560
    sample = noise(512)
    assert randomness.chi_square(sample) == sum((sample.count(value) - 2) ** 2 / 2 for value in range(256))


@pytest.mark.parametrize(
    ("size", "names"),
    [
        (512, {"VeraCrypt header backup", "TrueCrypt header backup", "FreeOTFE"}),
        (19456, {"VeraCrypt header backup", *UNMARKED[1:], "LUKS with a detached header"}),
        (262144 + 511, {"VeraCrypt header backup", *UNMARKED[1:], "LUKS with a detached header"}),
        (262144 + 512, {*UNMARKED, "LUKS with a detached header"}),
        (1 << 20, {*UNMARKED, "LUKS with a detached header"}),
    ],
)
def test_random_bytes_may_be_every_unmarked_volume_of_their_size(size: int, names: set[str], told: Tell) -> None:
    content, kinds = told(noise(size))
    assert content == Content("random")
    assert set(kinds) == names


@pytest.mark.parametrize("size", [0, 1, 64, 511])
def test_less_than_a_header_is_no_volume(size: int, told: Tell) -> None:
    content, kinds = told(noise(size, 3))
    assert content.kind in (("unknown", "other") if size else ("empty",))
    assert not kinds


@pytest.mark.parametrize(
    "data",
    [
        noise(512) + bytes(1 << 20),
        noise(4096) + b"what was on the disk before " * 40000,
        bytes(512) + noise(1 << 20),
        bytes(1 << 16) + noise(1 << 20),
    ],
    ids=["nothing but a header", "old data", "first sector unused", "header wiped"],
)
def test_a_volume_looks_random_with_parts_unwritten_or_old(data: bytes, told: Tell) -> None:
    content, kinds = told(data)
    assert content == Content("random")
    assert set(UNMARKED) <= set(kinds)


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (bytes(1 << 20), Content("empty")),
        (bytes(20 << 20), Content("empty")),
        (bytes(100_000) + b"\1" + bytes(100_000), Content("unknown")),
        (noise(512) + b"text that follows " * 1000, Content("unknown")),
        (bytes(4096) + b"words " * 20000 + noise(1 << 16), Content("unknown")),
        (b"words and words\n" * 1000, Content("other", "text")),
        (noise(16) * 4096, Content("unknown")),
    ],
    ids=["zeros", "many zeros", "one byte", "text behind", "zeros and text", "text", "repetition"],
)
def test_what_is_not_random_may_be_nothing(data: bytes, content: Content, told: Tell) -> None:
    assert told(data) == (content, ())


# --- what has a mark -----------------------------------------------------------------------------------------


def zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data", data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("pack", "name"),
    [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz"), (zipped, "zip")],
)
def test_a_compressed_file_is_told_by_its_magic(pack: Callable[[bytes], bytes], name: str, told: Tell) -> None:
    assert told(pack(noise(5000))) == (Content("other", name), ())


@pytest.mark.parametrize("form", ["qcow", "qcow2", "qed", "vmdk", "vdi", "vhdx", "vpc", "parallels"])
def test_a_disk_image_is_told_by_its_format_whatever_is_in_it(form: str, tmp_path: Path) -> None:
    if programs.find("qemu-img") is None:
        pytest.skip("qemu-img is not installed")
    raw, image = tmp_path / "raw", tmp_path / "image"
    raw.write_bytes(noise(1 << 20))
    done = programs.run("qemu-img", ["convert", "-f", "raw", "-O", form, raw, image])
    assert done.code == 0, done.output
    device = ImageFile.open(image, read_only=True)
    content = identify(device)
    assert content == Content("image", "vhd" if form == "vpc" else form)
    assert not may_be(device, content)
    device.close()


def test_a_fixed_vhd_is_told_by_its_footer(told: Tell) -> None:
    footer = b"conectix" + bytes(504)
    assert told(noise(1 << 20) + footer) == (Content("image", "vhd"), ())
    assert told(noise(1 << 20) + footer[:511]) == (Content("image", "vhd"), ())


@pytest.mark.parametrize(
    ("command", "kind", "name"),
    [
        (("mke2fs", "-q", "-F", "-t", "ext4", "-L", "Label"), "filesystem", "ext4"),
        (("mkfs.fat", "-n", "LABEL"), "filesystem", "vfat"),
        (("mkswap", "-L", "Label"), "swap", "swap"),
    ],
)
def test_a_fresh_file_system_is_told_with_its_label(
    command: tuple[str, ...], kind: str, name: str, tmp_path: Path
) -> None:
    program, *options = command
    if programs.find(program) is None:
        pytest.skip(f"{program} is not installed")
    image = tmp_path / "image"
    image.write_bytes(noise(4 << 20))
    done = programs.run(program, [*options, image])
    assert done.code == 0, done.output
    device = ImageFile.open(image, read_only=True)
    content = identify(device)
    assert (content.kind, content.name, content.label.title()) == (kind, name, "Label")
    assert content.uuid
    assert not may_be(device, content)
    device.close()


def marked(data: bytes, magic: bytes, offset: int) -> bytes:
    return data[:offset] + magic + data[offset + len(magic) :]


HFSPLUS = b"H+\0\4"
ACCIDENT = marked(noise(1 << 20, 5), HFSPLUS, 1024)


def test_ciphertext_that_happens_to_have_a_mark_is_still_random(told: Tell) -> None:
    structured = ACCIDENT[:1024] + HFSPLUS + bytes(508) + ACCIDENT[1536:]
    for block_size in (512, 4096):
        there = marked(ACCIDENT, block_size.to_bytes(4, "big"), 1024 + 40)
        assert told(there)[0] == Content("random")
    found = told(marked(structured, (4096).to_bytes(4, "big"), 1024 + 40))[0]
    assert found.name == "hfsplus"


def test_marks_that_contradict_each_other_are_unknown_with_their_names(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(bytes(2 << 20))
    done = programs.run("mke2fs", ["-q", "-F", "-t", "ext2", image])
    assert done.code == 0, done.output
    with image.open("r+b") as file:
        file.write(b"hsqs" + bytes(24) + b"\4\0\0\0")
    device = ImageFile.open(image, read_only=True)
    content = identify(device)
    assert content.kind == "unknown"
    assert set(content.name.split(", ")) == {"squashfs", "ext2"}
    assert not may_be(device, content)
    device.close()


def test_volumes_with_a_mark_are_crypto() -> None:
    luks = MemoryDevice(16 << 20)
    small_header(luks, b"passphrase")
    images = ((luks.data, "crypto_LUKS"), (BitLockerVolume().image(), "BitLocker"))
    for image, name in (*images, (FVault2Volume().image(), "cs_fvault2")):
        device = MemoryDevice(len(image), data=image)
        content = identify(device)
        assert (content.kind, content.name) == ("crypto", name)
        assert not may_be(device, content)


# --- system encryption ---------------------------------------------------------------------------------------


def disk(*, table: str = "label: dos\n2048,,83\n") -> bytearray:
    """A disk of 4 MiB with a partition table."""
    descriptor = os.memfd_create("disk")
    try:
        os.ftruncate(descriptor, 4 << 20)
        command = [str(programs.need("sfdisk")), "-q", "--no-reread", f"/proc/self/fd/{descriptor}"]
        subprocess.run(command, input=table.encode(), pass_fds=(descriptor,), check=True, capture_output=True)
        return bytearray(os.pread(descriptor, 4 << 20, 0))
    finally:
        os.close(descriptor)


BOTH = ("VeraCrypt system encryption", "TrueCrypt system encryption")


@pytest.mark.parametrize("table", ["label: dos\n2048,,83\n", "label: gpt\n2048,\n"], ids=["dos", "gpt"])
def test_a_disk_may_be_system_encrypted_when_its_sector_62_looks_random(table: str, told: Tell) -> None:
    data = disk(table=table)
    name = table[7:10]
    content, kinds = told(bytes(data))
    assert (content.kind, content.name, content.table, kinds) == ("partitions", name, name, ())
    data[62 * 512 : 63 * 512] = noise(512)
    assert told(bytes(data))[1] == BOTH


def test_the_boot_loader_tells_which_program_it_was_and_another_one_that_it_was_none(told: Tell) -> None:
    data = disk()
    data[512 : 100 * 512] = noise(99 * 512)
    assert told(bytes(data))[1] == ()
    data[6:30] = b" VeraCrypt Boot Loader\r\n"
    assert told(bytes(data))[1] == BOTH[:1]


def test_a_partition_that_covers_sector_62_is_not_the_header(told: Tell) -> None:
    data = disk(table="label: dos\n60,,83\n")
    data[62 * 512 : 63 * 512] = noise(512)
    assert told(bytes(data))[1] == ()


# --- where it cannot be told ---------------------------------------------------------------------------------


def test_a_device_without_a_descriptor_is_told_by_our_own_magics() -> None:
    data = bytearray(1 << 20)
    data[3:11] = b"NTFS    "
    device = MemoryDevice(1 << 20, 4096, data=data)
    assert identify(device) == Content("filesystem", "ntfs")
    device = MemoryDevice(1 << 20, 4096, data=bytearray(noise(1 << 20)))
    assert identify(device) == Content("random")


def test_what_libblkid_stumbles_over_is_unknown_but_a_missing_one_does_not_matter(
    told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child.py"
    monkeypatch.setattr(blkid_child, "__file__", str(child))
    child.write_text("import os; os.abort()")
    assert told(noise(1 << 20)) == (Content("unknown"), ())
    child.write_text(f"import os; os._exit({blkid_child.UNAVAILABLE})")
    assert told(noise(1 << 20))[0] == Content("random")


@pytest.mark.parametrize("call", range(4))
def test_a_medium_that_fails_is_a_backend_error(call: int) -> None:
    device = FaultyDevice(MemoryDevice(1 << 20), at=call, lasting=True)
    with pytest.raises(BackendError):
        identify(device)
