"""Everything that goes wrong: one clear line, the documented exit code, nothing lost, nothing left."""

import fcntl
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


def one_line(stderr: bytes) -> str:
    """The message without its hint; there is exactly one of each at most."""
    lines = stderr.decode().strip().splitlines()
    assert 1 <= len(lines) <= 2, lines
    assert lines[0].startswith("vault: "), lines
    return lines[0]


def state(desk) -> tuple[list[str], list[str]]:
    """What is mounted for the user, and what lies in the folder and among the mount points."""
    home = str(desk.user.home)
    mounts = [line for line in Path("/proc/mounts").read_text().splitlines() if home in line]
    vaults = desk.user.home / "Vaults"
    attached = desk.user.home / "run" / "vault" / "attached"
    places = [
        *desk.folder.iterdir(),
        *(vaults.iterdir() if vaults.exists() else []),
        *(attached.iterdir() if attached.exists() else []),
    ]
    return mounts, sorted(map(str, places))


def as_user(desk, path: Path) -> None:
    os.chown(path, desk.user.uid, desk.user.gid)


def directory(desk) -> Path:
    folder = desk.folder / "folder"
    folder.mkdir()
    as_user(desk, folder)
    return folder


def noise(desk) -> Path:
    path = desk.folder / "noise"
    path.write_bytes(os.urandom(1 << 20))
    as_user(desk, path)
    return path


def unreadable(desk) -> Path:
    path = desk.folder / "unreadable"
    path.write_bytes(b"x")
    path.chmod(0)
    return path


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda desk: desk.folder / "none", 2, "there is no container"),
        (directory, 2, "is a folder"),
        (noise, 4, "is not a volume"),
        (unreadable, 6, "no permission"),
    ],
    ids=["missing", "directory", "not a volume", "unreadable"],
)
def test_a_container_that_cannot_be_one(desk, make: Callable[..., Path], code: int, words: str) -> None:
    container = make(desk)
    before = state(desk)
    for command in ("mount", "attach"):
        assert words in one_line(desk.unlock(command, container, code=code).stderr)
    assert state(desk) == before


def test_a_wrong_passphrase_opens_nothing_and_leaves_nothing(desk) -> None:
    desk.create()
    before = state(desk)
    done = desk.vault("mount", desk.container, "--passphrase-fd", 0, data=b"wrong", code=3)
    assert "passphrase" in one_line(done.stderr)
    assert state(desk) == before


def test_a_container_in_use_is_not_opened_a_second_time(desk) -> None:
    desk.create()
    desk.mount()
    other = directory(desk)
    before = state(desk)
    for command in (("mount", desk.container, other), ("attach", desk.container)):
        assert "in use" in one_line(desk.unlock(*command, code=5).stderr)
    assert state(desk) == before


def test_the_lock_of_cryptsetup_is_respected(desk) -> None:
    desk.create()
    with desk.container.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert "in use" in one_line(desk.unlock("mount", desk.container, code=5).stderr)
    desk.mount()


def not_empty(desk) -> Path:
    folder = directory(desk)
    (folder / "file").touch()
    return folder


def of_somebody_else(desk) -> Path:
    folder = desk.folder / "roots"
    folder.mkdir()
    return folder


def link(desk) -> Path:
    path = desk.folder / "link"
    path.symlink_to(directory(desk))
    return path


@pytest.mark.attack(39, 43)
@pytest.mark.parametrize(
    "make", [not_empty, of_somebody_else, link, lambda _desk: Path("/usr"), lambda _desk: Path("/etc/ssl")]
)
def test_a_mount_point_that_must_not_be_one(desk, make: Callable[..., Path]) -> None:
    desk.create()
    point = make(desk)
    before = state(desk)
    desk.unlock("mount", desk.container, point, code=7)
    assert state(desk) == before


@pytest.mark.attack(22)
@pytest.mark.parametrize(("size", "code"), [(20 << 20, 7), (16 << 20, 4), (9 << 20, 4), (5000, 4), (0, 4)])
def test_a_container_that_was_cut_short_is_refused(desk, size: int, code: int) -> None:
    container = desk.create()
    with container.open("r+b") as stream:
        stream.truncate(size)
    before = state(desk)
    one_line(desk.unlock("mount", container, code=code).stderr)
    assert state(desk) == before


def test_an_existing_file_is_not_overwritten(desk) -> None:
    desk.create()
    before = desk.container.read_bytes()
    desk.unlock("create", desk.container, "--size", "32M", "--yes", code=2)
    assert desk.container.read_bytes() == before


@pytest.fixture
def tiny(desk):
    """A file system of 24 MiB for the user."""
    folder = desk.folder / "tiny"
    folder.mkdir()
    subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", folder], check=True)
    yield folder
    desk.user.run("dismount", "--all", "--force")
    subprocess.run(["/usr/bin/umount", folder], check=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a small file system")
def test_a_full_disk_while_creating_leaves_no_half_made_file(desk, tiny: Path) -> None:
    container = tiny / "big.vol"
    done = desk.unlock(
        "create", container, "--size", "64M", "--yes", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", code=6
    )
    assert "no space left" in one_line(done.stderr)
    assert list(tiny.iterdir()) == []
