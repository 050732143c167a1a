"""What is told before a container is made: the place, the file systems, the room for a hidden volume, what is wrong."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.unit.engine.test_hiding import MIB, OPENING, SIZE, hide, keys, make_outer, path
from vault.attach.base import Availability
from vault.engine import Engine
from vault.errors import BackendError, UsageError, WrongCredential
from vault.options import CreateOptions, KeyFile, OpenOptions, Outer
from vault.testing.fakes import FakeAttacher, FakeMounter

__all__ = ["keys", "path"]
GIVEN = OpenOptions(pim=1, prf="sha256")


def test_a_new_name_in_a_folder(tmp_path: Path) -> None:
    found = Engine().place(tmp_path / "new.vol")
    space = os.statvfs(tmp_path)
    assert (found.exists, found.is_device, found.size, found.folder) == (False, False, None, tmp_path)
    assert found.writable and 0 < found.free <= space.f_blocks * space.f_frsize
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken_and_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    taken, link = tmp_path / "taken", tmp_path / "link"
    taken.write_bytes(bytes(100))
    link.symlink_to(tmp_path / "nothing")
    assert (Engine().place(taken).exists, Engine().place(taken).size) == (True, 100)
    assert (Engine().place(link).exists, Engine().place(link).size) == (True, None)
    for name, kind in (
        (taken, (True, False, True)),
        (tmp_path, (True, True, False)),
        (Path("/dev/null"), (True, False, False)),
    ):
        found = Engine().place(name)
        assert (found.has_folder, found.is_folder, found.is_file) == kind
    assert not Engine().place(tmp_path / "none" / "new.vol").has_folder


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    new = tmp_path / "a" / "b"
    for _ in range(2):
        Engine().make_folder(new)
        assert Engine().place(new / "new.vol").writable
    (tmp_path / "file").touch()
    with pytest.raises(BackendError, match="cannot make the folder"):
        Engine().make_folder(tmp_path / "file" / "b")


@pytest.mark.parametrize("parent", ["missing", "file"])
def test_no_folder_to_make_it_in(tmp_path: Path, parent: str) -> None:
    (tmp_path / "file").touch()
    found = Engine().place(tmp_path / parent / "new.vol")
    assert (found.exists, found.writable, found.free) == (False, False, 0)


def test_a_place_that_cannot_be_looked_at(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="cannot look at"):
        Engine().place(tmp_path / ("x" * 300))


def test_the_file_systems_that_can_be_made_are_those_that_create_takes(tmp_path: Path) -> None:
    found = Engine().filesystems()
    for each in found:
        volume: dict[str, Any] = {"size": each.minimum + MIB, "filesystem": each.name, "format": "veracrypt"}
        Engine().create_check(CreateOptions(tmp_path / "new", label="x" * each.label_limit, **volume))
        with pytest.raises(UsageError):
            Engine().create_check(CreateOptions(tmp_path / "new", label="x" * (each.label_limit + 1), **volume))
    assert not list(tmp_path.iterdir())


def test_a_file_system_is_mountable_where_a_way_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    yes, no = Availability(True, "it can"), Availability(False, "no driver")
    fuse = FakeAttacher("fusefile", yes)
    monkeypatch.setattr("vault.engine.containers.attachers", lambda: [fuse])
    monkeypatch.setattr("vault.engine.containers.mounters", lambda: [FakeMounter("user", {"ext4": yes, "exfat": no})])
    found = {each.name: each.mountable for each in Engine().filesystems()}
    assert found.pop("ext4") == ("luks2", "luks1", "veracrypt")
    assert found and not any(found.values())


@pytest.mark.parametrize(
    "more",
    [{"container": "taken"}, {"container": "none/new"}, {"size": 1000}, {"label": "x" * 17}, {"cipher": "rot13"}],
    ids=str,
)
def test_what_create_would_refuse_is_refused(tmp_path: Path, more: dict[str, Any]) -> None:
    (tmp_path / "taken").touch()
    container = tmp_path / more.get("container", "new")
    options = CreateOptions(**{"size": 64 * MIB, "filesystem": "ext4", **more, "container": container})
    with pytest.raises(Exception) as checked:
        Engine().create_check(options)
    with pytest.raises(type(checked.value)) as created:
        Engine().create(options, KeyFile(tmp_path / "missing"))
    assert str(created.value) == str(checked.value)


def test_the_room_for_a_hidden_volume_can_be_filled(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys)
    before = path.read_bytes()
    found = Engine().hidden_room(path, Outer(keys["outer"], GIVEN))
    assert (found.filesystem, found.is_sure, found.is_covered) == ("vfat", True, True)
    assert 3 * MIB < found.largest < found.volume_size < SIZE
    assert path.read_bytes() == before
    assert hide(path, keys, found.largest).volume_size == found.largest


@pytest.mark.parametrize(
    ("more", "is_sure", "is_covered"), [({"program": None}, False, True), ({"quick": True}, True, False)]
)
def test_doubts_are_told(
    path: Path, keys: dict[str, KeyFile], more: dict[str, Any], is_sure: bool, is_covered: bool
) -> None:
    make_outer(path, keys, **more)
    found = Engine().hidden_room(path, Outer(keys["outer"], GIVEN))
    assert (found.is_sure, found.is_covered) == (is_sure, is_covered)


def test_the_room_is_told_to_who_can_open_the_outer_volume_only(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys)
    with pytest.raises(WrongCredential):
        Engine().hidden_room(path, Outer(keys["hidden"], GIVEN))
    with pytest.raises(UsageError):
        Engine().hidden_room(path, Outer(keys["outer"], OPENING))
