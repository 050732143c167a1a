"""Everything that goes wrong: one clear line, the documented exit code, nothing lost, nothing left."""

import fcntl
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jobs.conftest import PASSPHRASE


def one_line(stderr: bytes) -> str:
    """The message without its hint; there is exactly one of each at most."""
    lines = stderr.decode().strip().splitlines()
    if lines and lines[0].startswith("warning: the key derivation"):  # the tests' own keyslots are cheap
        lines = lines[2:]
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


def letter(desk) -> Path:
    path = desk.folder / "letter"
    path.write_bytes(b"Dear Sir or Madam,\n" * 50000)
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
        (letter, 4, "is no encrypted volume: it holds text"),
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
    point = desk.mount()
    other = directory(desk)
    before = state(desk)
    for command in (("mount", desk.container, other), ("attach", desk.container)):
        stderr = desk.unlock(*command, code=5).stderr
        assert one_line(stderr).endswith(f"{desk.container.name} is in use: it is mounted on {point}")
        assert b"vault dismount " in stderr
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
    if desk.user.uid == os.getuid():
        pytest.skip("root's folder is somebody else's only where root runs the tests")
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


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a small file system")
def test_a_full_disk_while_writing_is_told_and_loses_nothing_synced(desk, tiny: Path) -> None:
    container = desk.create(tiny / "sparse.vol", "64M", "--sparse")
    point = desk.mount(container)
    kept = desk.shell(f"head -c 1000000 /dev/zero | tr '\\0' k > '{point}/kept' && sync '{point}/kept'")
    assert kept.returncode == 0, kept.stderr
    filled = desk.shell(f"dd if=/dev/urandom of='{point}/large' bs=1M count=40 conv=fsync")
    assert filled.returncode != 0, "the program that writes hears of it"
    desk.user.run("dismount", container, "--force")
    assert desk.sessions() == []
    subprocess.run(["/usr/bin/mount", "-o", "remount,size=200m", tiny], check=True)
    point = desk.mount(container)
    same = desk.shell(f"tr -d k < '{point}/kept' | wc -c; stat -c %s '{point}/kept'")
    assert same.stdout.split() == [b"0", b"1000000"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can close /dev/fuse to the test's user")
def test_without_fuse_the_reason_and_the_remedy_are_told(desk) -> None:
    desk.create(desk.container, "32M", "--filesystem", "none")
    closed = desk.user.home.parent / "closed-fuse"
    os.mknod(closed, stat.S_IFCHR | 0o600, Path("/dev/fuse").stat().st_rdev)
    # in a place of its own: other tests go on using the machine's
    private = ("/usr/bin/unshare", "--mount", "/bin/sh", "-c", 'mount --bind "$0" /dev/fuse && exec "$@"', str(closed))
    try:
        for command in ("mount", "attach"):
            words = desk.user.command((command, desk.container, "--passphrase-fd", 0))
            done = subprocess.run(
                [*private, *words],
                input=PASSPHRASE,
                capture_output=True,
                env=desk.user.environment,
                cwd=desk.folder,
                timeout=240,
                check=False,
            )
            assert done.returncode == 6, done.stderr
            assert "/dev/fuse" in one_line(done.stderr)
            assert "hint:" in done.stderr.decode()
    finally:
        closed.unlink()


def inside(desk, point: Path, script: str) -> subprocess.Popen:
    """A shell of the user that works in the folder, once it is there."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    shell = desk.user.popen("-c", f"cd '{point}' && echo there && {script}", program="/bin/sh", **pipes)
    assert shell.stdout.readline() == b"there\n"
    return shell


def test_a_busy_volume_names_who_holds_it_and_stays(desk) -> None:
    desk.create()
    point = desk.mount()
    holder = inside(desk, point, "exec sleep 600")
    try:
        done = desk.vault("dismount", desk.container, code=5)
        assert f"sleep (process {holder.pid}" in one_line(done.stderr)
        assert desk.sessions()[0]["state"] == "mounted"
    finally:
        holder.kill()
        holder.communicate()
    desk.dismount()


def test_waiting_ends_when_the_last_user_has_gone(desk) -> None:
    desk.create()
    point = desk.mount()
    holder = inside(desk, point, "read line")
    waiting = desk.user.popen("dismount", desk.container, "--wait", stderr=subprocess.PIPE)
    try:
        assert b"wait" in waiting.stderr.readline().lower()
        holder.communicate(b"\n", timeout=60)
        assert waiting.wait(120) == 0
    finally:
        for process in (holder, waiting):
            process.kill()
            process.wait()
            for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
                stream.close()
    assert desk.sessions() == []


def test_keys_of_a_mounted_volume_can_be_changed(desk) -> None:
    desk.create()
    desk.mount()
    new = desk.folder / "new"
    new.write_bytes(b"another")
    as_user(desk, new)
    desk.unlock("keyslot", "add", desk.container, "--new-key-file", new, "--pbkdf", "pbkdf2", "-i", "1")
    assert len(desk.vault("keyslot", "list", desk.container).stdout.splitlines()) == 3, "a heading and two keyslots"
    desk.dismount()
    desk.vault("keyslot", "test", desk.container, "--key-file", new)
