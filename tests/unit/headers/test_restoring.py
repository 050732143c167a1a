"""A backup is proved when it is made, and what restoring it changes is told first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.cli.header_text import comparison_text
from vault.container import Container
from vault.engine import Engine
from vault.errors import BackendError, Cancelled, UsageError, WrongCredential
from vault.formats.luks2.keyslots import edited
from vault.formats.luks2.write import write_header
from vault.headers import saved
from vault.options import HeaderComparison, KeyFile, OpenOptions
from vault.volume import Volume

Make = Callable[..., Path]
OPENING = {"veracrypt": OpenOptions(format="veracrypt", pim=1, prf="sha256", cipher="aes")}
formats = pytest.mark.parametrize("name", ["luks2", "luks1", "veracrypt"])
luks = pytest.mark.parametrize("name", ["luks2", "luks1"])


@formats
def test_a_backup_says_how_far_it_was_proved(make: Make, old: KeyFile, new: KeyFile, name: str) -> None:
    path, opening = make(name), OPENING.get(name)
    assert Engine().header_backup(path, path.with_suffix(".1"), opening=opening).verified == "read back"
    result = Engine().header_backup(path, path.with_suffix(".2"), opening=opening, credential=old)
    assert (result.verified, result.file) == ("opened", path.with_suffix(".2"))
    with pytest.raises(WrongCredential):
        Engine().header_backup(path, path.with_suffix(".3"), opening=opening, credential=new)
    assert not path.with_suffix(".3").exists()


@formats
def test_a_backup_that_reads_back_differently_is_removed(
    make: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = make(name)
    write = saved.save
    monkeypatch.setattr(saved, "save", lambda data, file: write(data[:-1] + b"!", file))
    with pytest.raises(BackendError, match="does not hold what was written"):
        Engine().header_backup(path, path.with_suffix(".1"), opening=OPENING.get(name))
    assert not path.with_suffix(".1").exists()


@luks
def test_what_differs_is_told_by_keyslot(make: Make, add: Callable[[Path], int], name: str) -> None:
    path = make(name)
    file = path.with_suffix(".header")
    Engine().header_backup(path, file)
    assert Engine().header_compare(path, file).same
    slot = add(path)
    found = Engine().header_compare(path, file)
    assert [(each.number, each.change, each.backup) for each in found.keyslots] == [(slot, "goes", None)]
    changed = {each.what: (each.now, each.backup) for each in found.differences}
    assert changed == ({"sequence id": ("2", "1")} if name == "luks2" else {})
    assert not found.same and found.format == name
    later = path.with_suffix(".later")
    Engine().header_backup(path, later)
    Engine().header_restore(path, file, KeyFile(file), backup=False)
    assert [each.change for each in Engine().header_compare(path, later).keyslots] == ["comes back"]


@luks
def test_a_changed_credential_and_damaged_key_material_are_changes(
    make: Make, overwrite: Callable[[Path, int, bytes], None], name: str
) -> None:
    path = make(name)
    file = path.with_suffix(".header")
    Engine().header_backup(path, file)
    overwrite(path, 40960, b"not the key material")
    found = Engine().header_compare(path, file)
    assert [(each.number, each.change) for each in found.keyslots] == [(0, "changes")]
    assert found.keyslots[0].now == found.keyslots[0].backup


def test_keyslots_that_vault_cannot_open_are_compared(
    make: Make, add: Callable[[Path], int], overwrite: Callable[[Path, int, bytes], None]
) -> None:
    path = make("luks2")
    add(path)
    file, later = path.with_suffix(".header"), path.with_suffix(".later")
    Engine().header_backup(path, file)
    with Volume.open(Container.open(path)) as volume:
        device, header = volume.container.header_device, volume.luks.header
        write_header(device, edited(header, lambda document: document["keyslots"]["1"].update(type="of others")))
        area = header.keyslots[1].area
    found = Engine().header_compare(path, file)
    assert [(each.number, each.change) for each in found.keyslots] == [(1, "changes")]
    assert found.keyslots[0].now is not None and found.keyslots[0].now.unsupported == "its type is 'of others'"
    assert "not opened by vault" in comparison_text(found)
    Engine().header_backup(path, later)
    assert Engine().header_compare(path, later).keyslots == ()
    overwrite(path, area.offset, b"not the key material")
    assert [each.number for each in Engine().header_compare(path, later).keyslots] == [1]


def test_a_header_that_is_damaged_is_told_and_all_keyslots_come_back(
    make: Make, overwrite: Callable[[Path, int, bytes], None]
) -> None:
    path = make("luks1")
    file = path.with_suffix(".header")
    Engine().header_backup(path, file)
    overwrite(path, 208, b"nonsense")
    found = Engine().header_compare(path, file)
    assert "keyslot 0 is neither enabled nor disabled" in found.damaged
    assert [each.change for each in found.keyslots] == ["comes back"]
    overwrite(path, 0, bytes(1024))
    assert Engine().header_compare(path, file).damaged == "the container shows no LUKS header"


def test_of_veracrypt_only_equality_is_told(make: Make, tmp_path: Path) -> None:
    path = make("veracrypt")
    file = path.with_suffix(".header")
    Engine().header_backup(path, file, opening=OPENING["veracrypt"])
    assert Engine().header_compare(path, file) == HeaderComparison(path, None, file, "veracrypt", same=True)
    file.write_bytes(bytes(1 << 17))
    assert not Engine().header_compare(path, file).same
    file.write_bytes(bytes(512))
    with pytest.raises(UsageError, match="no header of LUKS"):
        Engine().header_compare(path, file)


@formats
def test_who_does_not_agree_to_what_is_shown_keeps_the_header(make: Make, old: KeyFile, state: Path, name: str) -> None:
    path = make(name)
    file = path.with_suffix(".header")
    Engine().header_backup(path, file, opening=OPENING.get(name))
    before, shown = path.read_bytes(), []

    def refuse(found: Any) -> bool:
        shown.append(found)
        return False

    with pytest.raises(Cancelled):
        Engine().header_restore(path, file, old, opening=OPENING.get(name), agree=refuse)
    assert path.read_bytes() == before and not state.exists()
    assert [type(each) for each in shown] == [HeaderComparison]


@formats
def test_what_is_replaced_is_kept(make: Make, old: KeyFile, name: str) -> None:
    path = make(name)
    file = path.with_suffix(".header")
    Engine().header_backup(path, file, opening=OPENING.get(name))
    before = path.read_bytes()
    result = Engine().header_restore(path, file, old, opening=OPENING.get(name))
    assert result.kept is not None
    assert result.kept.read_bytes()[:65536] == before[:65536]
    assert [each.what for each in Engine().header_backups(path)] == ["header restore"]
    again = Engine().header_restore(path, result.kept, old, opening=OPENING.get(name))
    assert again.file == result.kept


def test_a_place_of_zeros_is_not_worth_keeping(make: Make, old: KeyFile, state: Path) -> None:
    path = make("luks1")
    file = path.with_suffix(".header")
    Engine().header_backup(path, file)
    with path.open("r+b") as opened:
        opened.write(bytes(file.stat().st_size))
    assert Engine().header_restore(path, file, old, force=True).kept is None
    assert not state.exists()
    assert not saved.holds_luks(MemoryDevice(1024).data)
