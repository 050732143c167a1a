"""What is in the trash may be the last copy: told always, removed only one by one."""

from pathlib import Path
from urllib.parse import quote

import pytest

from vault.errors import UsageError
from vault.leaks import clean, find
from vault.leaks.places import Places
from vault.options import Leak


def put(places: Places, name: str, path: str) -> Path:
    for folder in ("files", "info"):
        (places.data / "Trash" / folder).mkdir(parents=True, exist_ok=True)
    info = places.data / "Trash/info" / f"{name}.trashinfo"
    info.write_text(f"[Trash Info]\nPath={path}\nDeletionDate=2026-11-21T10:00:00\n")
    return places.data / "Trash/files" / name


def test_a_file_in_the_trash_is_told_and_not_to_be_cleaned_with_the_rest(places: Places, point: Path) -> None:
    file = put(places, "x.txt", quote(f"{point}/Größe x.txt"))
    put(places, "y.txt", quote(f"{point}b/y.txt"))
    put(places, "z.txt", "Vaults/a/z.txt")
    (leak,) = find([point], places=places)
    assert (leak.kind, leak.path, leak.file, leak.can_clean) == ("trash", file, point / "Größe x.txt", False)
    assert "--trash" in leak.hint


def test_a_folder_that_was_chosen_goes_and_links_in_it_lead_nowhere(
    places: Places, point: Path, tmp_path: Path, tree
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    folder = put(places, "d", f"{point}/d")
    folder.mkdir()
    (folder / "x").write_text("x")
    (folder / "link").symlink_to(outside)
    other = put(places, "y", f"{point}/y")
    other.write_text("y")
    leaks = [leak for leak in find([point], places=places) if leak.path == folder]
    assert clean(leaks, [point], places=places).removed == tuple(leaks)
    assert list(tree(places.data / "Trash")) == ["files", "files/y", "info", "info/y.trashinfo"]
    assert (outside / "kept").read_text() == "kept"


def test_a_link_in_the_trash_goes_without_what_it_leads_to(places: Places, point: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    put(places, "l", f"{point}/l").symlink_to(tmp_path / "kept")
    clean(find([point], places=places), [point], places=places)
    assert (tmp_path / "kept").read_text() == "kept"
    assert not list((places.data / "Trash").glob("*/*"))


def test_something_else_of_that_name_by_now_stays(places: Places, point: Path) -> None:
    file = put(places, "x", f"{point}/x")
    file.write_text("x")
    leaks = find([point], places=places)
    put(places, "x", "/elsewhere/x")
    assert clean(leaks, [point], places=places).left == leaks
    assert file.exists()


def test_what_vault_does_not_clean_is_refused(places: Places, point: Path) -> None:
    leak = Leak("core", places.home / "core", "may hold something")
    (places.home / "core").write_text("")
    with pytest.raises(UsageError, match="not removed by vault"):
        clean([leak], [point], places=places)
    assert (places.home / "core").exists()


def test_files_in_a_mount_point_without_a_mount_are_told(places: Places, point: Path) -> None:
    point.mkdir()
    point.with_name("empty").mkdir()
    point.with_name("link").symlink_to(point)
    (point / "x").write_text("x")
    for scope in ([point], [places.home / "Vaults"]):
        (leak,) = find(scope, places=places)
        assert (leak.kind, leak.path, leak.can_clean) == ("beside", point, False)
