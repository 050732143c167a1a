"""Which format a container has: named, shown by its magic, or none, and then what else it holds."""

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import UnknownFormat, UsageError
from vault.formats.base import Place
from vault.formats.luks1 import create as luks1
from vault.formats.registry import NAMED, describe, recognise
from vault.options import OpenOptions
from vault.testing import bitlocker, fvault2
from vault.testing.veracrypt import noise
from vault.testing.volumes import small_header

SIZE = 1 << 20
NAMES = [kind.name for kind in NAMED]
SOMETHING: dict[str, Any] = {
    "pim": 7, "keyfiles": (Path("file"),), "prf": "sha512", "cipher": "aes-xts-plain64", "hidden": True,
    "backup_header": True, "system": True, "offset": 0, "skip": 0, "hash": "sha256", "key_size": 256, "size": 4096,
    "sector_size": 512,
}  # fmt: skip
"""A value of each option; zero is one too."""


def luks1_image() -> bytes:
    device = MemoryDevice(3 * SIZE)
    with Secret(b"x") as passphrase:
        luks1.create(device, luks1.CreateOptions(iterations=1000, digest_iterations=1000), passphrase)
    return bytes(device.data)


def luks2_image() -> bytes:
    device = MemoryDevice(2 * SIZE)
    small_header(device, b"x")
    return bytes(device.data)


IMAGES: dict[str, Callable[[], bytes]] = {
    "luks1": luks1_image,
    "luks2": luks2_image,
    "bitlocker": lambda: bytes(bitlocker.Volume().image()),
    "fvault2": lambda: bytes(fvault2.Volume().image()),
}


def placed(folder: Path, content: bytes) -> Container:
    path = folder / "container"
    path.write_bytes(content)
    return Container.open(path, read_only=True)


def place(container: Container) -> Place:
    return Place(container.path, container.device, container.header_device)


@pytest.mark.parametrize("name", IMAGES)
def test_a_magic_is_recognised_and_described(tmp_path: Path, name: str) -> None:
    with placed(tmp_path, IMAGES[name]()) as container:
        for options in (OpenOptions(), OpenOptions(format=name)):
            kind = recognise(place(container), options)
            assert kind.name == name
            assert not any(other.probe(container.device) for other in NAMED if other is not kind)
            found = describe(place(container), options)
            assert (found.format, found.holds, found.may_be) == (name, "", ())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [bytes(SIZE), noise(SIZE)], ids=["zeros", "noise"])
def test_a_name_is_believed(tmp_path: Path, name: str, content: bytes) -> None:
    with placed(tmp_path, content) as container:
        assert recognise(place(container), OpenOptions(format=name)).name == name


@pytest.mark.parametrize("name", ["", "luks", "LUKS2", "veracrypt or truecrypt", "\x1b[31m", "x" * 1000])
def test_a_name_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with placed(tmp_path, IMAGES["bitlocker"]()) as container:
        if not name:
            assert recognise(place(container), OpenOptions(format=name)).name == "bitlocker"
            return
        with pytest.raises(UsageError) as caught:
            recognise(place(container), OpenOptions(format=name))
    assert caught.value.hint == f"there are: {', '.join(NAMES)}"
    assert str(caught.value).isprintable() and len(str(caught.value)) < 80


@pytest.mark.parametrize("option", SOMETHING)
@pytest.mark.parametrize("kind", NAMED, ids=NAMES)
def test_an_option_that_means_nothing_to_the_format_is_refused(tmp_path: Path, kind: Any, option: str) -> None:
    options = replace(OpenOptions(format=kind.name), **{option: SOMETHING[option]})
    with placed(tmp_path, bytes(SIZE)) as container:
        if option in kind.takes:
            assert recognise(place(container), options) is kind
            return
        for use in (recognise, describe):
            with pytest.raises(UsageError, match=f"{option.replace('_', '-')[:-1]}.* means nothing to a {kind.name}"):
                use(place(container), options)


def test_all_options_are_tried_here_and_each_means_something_to_some_format() -> None:
    members = set(OpenOptions.__dataclass_fields__) - {"format", "remember"}
    assert members == SOMETHING.keys() == frozenset[str]().union(*(kind.takes for kind in NAMED))


def test_an_option_for_another_format_than_the_one_that_is_there_names_the_way_out(tmp_path: Path) -> None:
    with placed(tmp_path, IMAGES["bitlocker"]()) as container:
        with pytest.raises(UsageError, match="pim means nothing to a bitlocker") as caught:
            recognise(place(container), OpenOptions(pim=1))
        assert "name the format" in caught.value.hint
        assert recognise(place(container), OpenOptions(pim=1, format="veracrypt")).name == "veracrypt"


def partitioned() -> bytes:
    """A DOS table with one partition from sector 2048 on."""
    entry = struct.pack("<B3sB3sII", 0, bytes(3), 0x83, bytes(3), 2048, 1024)
    return (bytes(446) + entry + bytes(48) + b"\x55\xaa").ljust(4 * SIZE, b"\0")


def ext2() -> bytes:
    """As much of an ext2 superblock as tells it."""
    block = bytearray(1024)
    struct.pack_into("<IIIII", block, 0, 128, 1024, 51, 900, 100)
    struct.pack_into("<II", block, 20, 1, 0)
    struct.pack_into("<H", block, 56, 0xEF53)
    struct.pack_into("<I", block, 76, 1)
    return (bytes(1024) + block).ljust(SIZE, b"\0")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bytes(SIZE), "it is empty"),
        (b"", "it is empty"),
        (b"a letter to somebody\n" * 1000, "it holds text"),
        (b"QFI\xfb\0\0\0\3".ljust(SIZE, b"\0"), "it is a disk image (qcow2)"),
        (b"\x1f\x8b\x08\0" + noise(SIZE), "it holds gzip"),
        (partitioned(), "it holds a partition table (dos)"),
        (ext2(), "it holds the file system ext2"),
        (b"\1\2\3\4" * 10000, "it is in no known format"),
        (noise(100), "it is in no known format"),
    ],
    ids=["zeros", "nothing", "text", "qcow2", "gzip", "dos", "ext2", "pattern", "too small"],
)
def test_what_is_no_volume_says_what_it_holds(tmp_path: Path, content: bytes, words: str) -> None:
    with placed(tmp_path, content) as container:
        found = describe(place(container), OpenOptions())
        assert (found.format, found.holds, found.may_be) == ("", words, ())
        with pytest.raises(UnknownFormat) as caught:
            recognise(place(container), OpenOptions())
    assert str(caught.value) == f"{container.path} is no encrypted volume: {words}"
    assert "header" in caught.value.hint


def test_what_looks_random_may_be_much_and_is_tried_as_veracrypt(tmp_path: Path) -> None:
    with placed(tmp_path, noise(SIZE)) as container:
        assert recognise(place(container), OpenOptions()).name == "veracrypt or truecrypt"
        found = describe(place(container), OpenOptions())
    assert (found.format, found.holds) == ("", "it looks like random data")
    assert {"VeraCrypt", "TrueCrypt", "plain dm-crypt", "LUKS with a detached header"} <= set(found.may_be)


@pytest.mark.parametrize("options", [OpenOptions(), OpenOptions(system=True)], ids=["", "system"])
def test_what_is_named_as_header_and_is_none_is_no_headerless_volume(tmp_path: Path, options: OpenOptions) -> None:
    (tmp_path / "header").write_bytes(noise(SIZE, 3))
    (tmp_path / "container").write_bytes(noise(SIZE))
    with Container.open(tmp_path / "container", read_only=True, header=tmp_path / "header") as container:
        where = Place(container.path, container.device, container.header_device, container.header_path)
        with pytest.raises(UnknownFormat, match="header is no detached header: it looks like random data") as caught:
            recognise(where, options)
        assert "FreeOTFE" in caught.value.hint
        assert recognise(where, OpenOptions(format="freeotfe")).name == "freeotfe"


def test_a_drive_is_taken_for_system_encryption_only_when_it_is_said_to_be(tmp_path: Path) -> None:
    drive = bytearray(partitioned())
    drive[62 * 512 : 63 * 512] = noise(512)
    with placed(tmp_path, bytes(drive)) as container:
        assert recognise(place(container), OpenOptions(system=True)).name == "veracrypt or truecrypt"
        found = describe(place(container), OpenOptions())
        assert found.holds == "it holds a partition table (dos)"
        assert found.may_be == ("VeraCrypt system encryption", "TrueCrypt system encryption")
    with placed(tmp_path, partitioned()) as container, pytest.raises(UnknownFormat, match="partition table"):
        recognise(place(container), OpenOptions())


@pytest.mark.parametrize(
    "options", [OpenOptions(backup_header=True), OpenOptions(hidden=True)], ids=["backup", "hidden"]
)
@pytest.mark.parametrize("content", [bytes(SIZE), partitioned()], ids=["zeros", "partitions"])
def test_a_header_that_lies_elsewhere_is_looked_for_whatever_was_written_over_the_first(
    tmp_path: Path, content: bytes, options: OpenOptions
) -> None:
    with placed(tmp_path, content) as container:
        assert recognise(place(container), options).name == "veracrypt or truecrypt"
