"""Which folders may be mounted on, and the names of new ones."""

import os
from pathlib import Path

import pytest

from vault.errors import MountError
from vault.filesystem import points
from vault.system import folders


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir(mode=0o700)
    return folder


def test_a_missing_folder_is_made_private_and_removed_again(own: Path) -> None:
    point = points.prepare(own / "new", "unused")
    assert point == points.MountPoint(own / "new", made=True)
    assert (own / "new").stat().st_mode & 0o7777 == 0o700
    point.give_up()
    assert not (own / "new").exists()


def test_a_folder_that_was_there_stays(own: Path) -> None:
    point = points.prepare(own, "unused")
    assert not point.made
    point.give_up()
    assert own.is_dir()


def test_a_folder_that_got_contents_is_not_removed(own: Path) -> None:
    point = points.prepare(own / "new", "unused")
    (own / "new" / "file").touch()
    point.give_up()
    assert (own / "new" / "file").exists()


def test_without_a_path_the_folder_is_in_vaults(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "home", lambda: own)
    for _ in range(2):
        point = points.prepare(None, "secret")
        assert point == points.MountPoint(own / "Vaults" / "secret", made=True)
        point.give_up()
    assert (own / "Vaults").stat().st_mode & 0o7777 == 0o700


@pytest.mark.attack(39)
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/home", "/tmp", "/var", "/var/tmp", "/root", "/run", "/media"),
        *("/bin", "/etc", "/etc/new", "/usr", "/usr/local", "/usr/local/bin/new", "/proc/self", "/dev/shm/new", "/sys"),
        *("/etc/../etc", "/tmp/../etc/new", "/boot/x/y", "/lib/modules"),
    ],
)
def test_a_system_folder_is_refused_and_nothing_made(path: str) -> None:
    there = Path(path).exists()
    with pytest.raises(MountError):
        points.prepare(Path(path), "unused")
    assert Path(path).exists() == there


@pytest.mark.attack(39)
def test_a_folder_on_the_search_path_is_refused(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"/usr/bin:{own}/bin")
    (own / "bin").mkdir()
    for path in (own / "bin", own / "bin" / "deeper"):
        with pytest.raises(MountError, match="system folder"):
            points.prepare(path, "unused")


def test_the_home_folder_itself_is_refused(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "home", lambda: own)
    with pytest.raises(MountError, match="system folder"):
        points.prepare(own, "unused")


def test_a_folder_with_contents_is_refused(own: Path) -> None:
    (own / "file").touch()
    with pytest.raises(MountError, match="not empty"):
        points.prepare(own, "unused")


def test_a_file_is_refused(own: Path) -> None:
    (own / "file").touch()
    with pytest.raises(MountError, match="not a folder"):
        points.prepare(own / "file", "unused")


@pytest.mark.attack(43)
@pytest.mark.parametrize("target", ["real", "/etc", "missing"])
def test_a_symbolic_link_is_refused(own: Path, target: str) -> None:
    (own / "real").mkdir()
    (own / "link").symlink_to(target)
    with pytest.raises(MountError, match="symbolic link"):
        points.prepare(own / "link", "unused")


@pytest.mark.attack(39)
def test_a_link_on_the_way_does_not_hide_a_system_folder(own: Path) -> None:
    (own / "link").symlink_to("/usr")
    with pytest.raises(MountError, match="system folder"):
        points.prepare(own / "link" / "new", "unused")


def test_a_link_on_the_way_to_an_own_folder_is_resolved(own: Path) -> None:
    (own / "real").mkdir()
    (own / "link").symlink_to("real")
    point = points.prepare(own / "link" / "new", "unused")
    assert point.path == own.resolve() / "real" / "new"
    point.give_up()


def test_a_folder_without_a_parent_is_refused(own: Path) -> None:
    with pytest.raises(MountError, match="no such file"):
        points.prepare(own / "missing" / "new", "unused")


@pytest.mark.attack(43)
def test_a_way_that_others_can_change_is_refused(own: Path) -> None:
    shared = own / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    with pytest.raises(MountError, match="another user"):
        points.prepare(shared / "new", "unused")
    assert not (shared / "new").exists()
    shared.chmod(0o1777)  # as /tmp: nobody else can rename what is in it
    points.prepare(shared / "new", "unused").give_up()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give folders away")
@pytest.mark.attack(39)
def test_the_folder_of_another_user_is_refused(own: Path) -> None:
    theirs = own / "theirs"
    theirs.mkdir()
    os.chown(theirs, 65534, 65534)
    with pytest.raises(MountError, match="does not belong"):
        points.prepare(theirs, "unused")
    (theirs / "inside").mkdir()
    with pytest.raises(MountError, match="another user"):
        points.prepare(theirs / "inside", "unused")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("secret", "secret"),
        ("a/b", "a_b"),
        ("..", "volume"),
        (".hidden", "hidden"),
        ("", "volume"),
        ("tab\tnew\nline\x1b[31m", "tab_new_line_[31m"),
        ("‮evil", "_evil"),
        ("ü" * 200, "ü" * 127),
        (" spaces inside ", "spaces inside"),
    ],
)
def test_names_are_safe_for_one_folder(name: str, expected: str) -> None:
    assert points.safe_name(name) == expected
    assert len(os.fsencode(points.safe_name(name))) <= 255
