"""A header is known by its volume key, not by a UUID alone, and where nobody can tell nothing is guessed."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.engine import Engine
from vault.errors import DamagedHeader, UsageError
from vault.events import ignore
from vault.formats.luks2 import layout
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.headers.kept import keep
from vault.options import KeyFile, OpenOptions
from vault.volume import Volume

Make = Callable[..., Path]
Overwrite = Callable[[Path, int, bytes], None]
COPY = 16384
UUID = "12345678-1234-4234-8234-123456789abc"


def changed(path: Path, change: Callable[[dict[str, Any]], object] = ignore) -> Path:
    """The volume with another document in its header, as vault writes it."""
    device = ImageFile.open(path, read_only=False)
    header = read_header(device)
    document = deepcopy(dict(header.document))
    change(document)
    write_header(device, replace(header, document=document))
    device.close()
    return path


def resealed(path: Path, old: bytes = b"", new: bytes = b"", **more: Any) -> Path:
    """The volume with other bytes and fields in both copies, as somebody else would write them."""
    data = bytearray(path.read_bytes())
    binary = replace(layout.unpack(data[:4096], offset=0), **more)
    area = bytes(data[4096:COPY]).replace(old, new) if old else bytes(data[4096:COPY])
    for offset, magic in ((0, layout.MAGIC_PRIMARY), (COPY, layout.MAGIC_SECONDARY)):
        data[offset : offset + COPY] = layout.seal(replace(binary, hdr_offset=offset, magic=magic), area)
    path.write_bytes(data)
    return path


def saved(path: Path, credential: KeyFile | None = None) -> Path:
    file = path.with_suffix(".header")
    Engine().header_backup(path, file, credential=credential)
    return file


def kept_of(path: Path) -> Path:
    with Container.open(path) as container, Volume.open(container, OpenOptions()) as volume:
        file = keep(volume, "keyslot-name")
    assert file is not None
    return file


@pytest.fixture
def twins(make: Make) -> tuple[Path, Path]:
    """Two volumes with one UUID, and a key each."""
    return resealed(make("luks2", "one"), uuid=UUID), resealed(make("luks2", "two"), uuid=UUID)


def refused(path: Path, file: Path, credential: KeyFile, match: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match=match) as caught:
        Engine().header_restore(path, file, credential)
    assert "--force" in caught.value.hint and path.read_bytes() == before
    Engine().header_restore(path, file, credential, force=True)
    assert path.read_bytes().startswith(file.read_bytes())


def test_another_volume_key_under_the_same_uuid_is_refused_and_shown(twins: tuple[Path, Path], old: KeyFile) -> None:
    one, two = twins
    file = saved(two)
    assert "volume key" in [each.what for each in Engine().header_compare(one, file).differences]
    refused(one, file, old, "another volume key")


@pytest.mark.parametrize(
    ("member", "value", "match"),
    [("sector_size", 512, "another sector size: 4096, the container 512"), ("iv_tweak", "8", "another iv offset: 0")],
)
def test_another_way_of_reading_the_data_is_refused(
    make: Make, old: KeyFile, member: str, value: object, match: str
) -> None:
    path = make("luks2")
    file = saved(path)
    changed(path, lambda document: document["segments"]["0"].update({member: value}))
    refused(path, file, old, match)


@pytest.mark.parametrize("own", [True, False])
def test_a_damaged_header_is_known_by_its_uuid(make: Make, overwrite: Overwrite, old: KeyFile, *, own: bool) -> None:
    path, other = make("luks2"), make("luks2", "other")
    file = saved(path if own else other)
    for place in (5000, COPY + 5000):
        overwrite(path, place, b"lost")
    if own:
        Engine().header_restore(path, file, old)
        assert Engine().header_check(path, credential=old).whole
    else:
        refused(path, file, old, "is of the volume .*, the container holds")


@pytest.mark.parametrize("own", [True, False])
def test_a_header_that_only_others_can_read_is_not_taken_for_damaged(make: Make, old: KeyFile, *, own: bool) -> None:
    path = make("luks2")
    file = saved(path if own else make("luks2", "other"))
    resealed(path, b'"crypt"', b'"other"')
    refused(path, file, old, "not damaged, and cannot be compared")


def test_a_place_that_tells_nothing_takes_no_backup_unasked(make: Make, overwrite: Overwrite, old: KeyFile) -> None:
    path = make("luks2")
    file = saved(path)
    overwrite(path, 0, bytes(file.stat().st_size))
    refused(path, file, old, "nothing that tells whose header it had")


def test_backups_of_another_volume_with_the_same_uuid_are_its_own(
    twins: tuple[Path, Path], overwrite: Overwrite, old: KeyFile
) -> None:
    one, two = twins
    mine = kept_of(one)
    theirs = [kept_of(two) for _ in range(7)][-5:]
    assert [each.file for each in Engine().header_backups(one)] == [mine]
    assert sorted(each.file for each in Engine().header_backups(two)) == sorted(theirs)
    for place in (5000, COPY + 5000):
        overwrite(one, place, b"lost")
    assert [each.file for each in Engine().header_backups(one)] == [mine]
    with pytest.raises(DamagedHeader) as caught:
        Engine().header_repair(one)
    assert str(mine) in caught.value.hint
    Engine().header_backups_remove("all", two)
    assert mine.exists() and not any(each.exists() for each in theirs)


def test_a_copy_of_the_container_shares_its_backups(make: Make, tmp_path: Path) -> None:
    path = make("luks1")
    file = kept_of(path)
    (tmp_path / "copy").write_bytes(path.read_bytes())
    assert [each.file for each in Engine().header_backups(tmp_path / "copy")] == [file]


@pytest.mark.parametrize("place", [0, COPY])
def test_copies_of_two_volumes_are_left_alone(make: Make, overwrite: Overwrite, place: int) -> None:
    path, other = make("luks2"), changed(make("luks2", "other"))
    ours, theirs = Engine().inspect(path).uuid, Engine().inspect(other).uuid
    overwrite(path, place, other.read_bytes()[place : place + COPY])
    before = path.read_bytes()
    found = Engine().header_check(path)
    assert [each.state for each in found.copies] == ["foreign", "foreign"] and not found.whole
    with pytest.raises(DamagedHeader, match="nobody can tell which of them") as caught:
        Engine().header_repair(path)
    assert ours in str(caught.value) and theirs in str(caught.value)
    assert path.read_bytes() == before
