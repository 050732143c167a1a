"""Processes that hold something of a volume that is dismounted here."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vault.leaks import find
from vault.leaks.places import Places
from vault.options import Leak

MNT_DETACH = 2


def mountinfo(**points: object) -> str:
    return "".join(f"{number[1:]} 1 0:4{number[1:]} / {point} rw - fuse vault rw\n" for number, point in points.items())


def process(
    places: Places,
    pid: str,
    *,
    table: str = "",
    fds: dict[str, tuple[str, str]] | None = None,
    cwd: str = "/nothing there",
    maps: str = "",
) -> Path:
    folder = places.proc / pid
    for name in ("fd", "fdinfo"):
        (folder / name).mkdir(parents=True)
    for number, (target, mount) in (fds or {}).items():
        (folder / "fd" / number).symlink_to(target)
        (folder / "fdinfo" / number).write_text(f"pos:\t0\nflags:\t02\nmnt_id:\t{mount}\n")
    (folder / "cwd").symlink_to(cwd)
    (folder / "mountinfo").write_text(table)
    (folder / "maps").write_text(maps)
    (folder / "comm").write_text("editor\n")
    return folder


def told(places: Places, point: Path) -> list[Leak]:
    return [leak for leak in find([point], places=places) if leak.kind == "open"]


def test_a_file_below_the_mount_point_is_told_when_nothing_is_mounted_there(places: Places, point: Path) -> None:
    found = process(places, "71", table=mountinfo(_1="/"), fds={"3": (f"{point}/x", "1")})
    process(places, "72", table=mountinfo(_1="/"), fds={"3": (f"{point}b/x", "1")})
    (leak,) = told(places, point)
    assert (leak.path, leak.file, leak.can_clean) == (found, point / "x", False)
    assert leak.tells.startswith("editor (process 71, ")
    assert leak.tells.endswith(f" still uses {point}/x")
    assert leak.hint.endswith("kill 71")


@pytest.mark.parametrize("where", ["cwd", "maps", "deleted"])
def test_a_working_folder_a_mapped_file_and_a_deleted_one_count(places: Places, point: Path, where: str) -> None:
    maps = f"7f00-7f01 r--p 00000000 00:2f 12    {point}/a b (deleted)\n" if where == "maps" else ""
    fds = {"3": (f"{point}/a b (deleted)", "1")} if where == "deleted" else {}
    process(
        places,
        "71",
        table=mountinfo(_1="/"),
        cwd=f"{point}/a b" if where == "cwd" else "/nothing there",
        maps=maps,
        fds=fds,
    )
    assert [leak.file for leak in told(places, point)] == [point / "a b"]


def test_what_is_open_on_a_volume_that_is_mounted_is_no_leak(places: Places, point: Path) -> None:
    table = mountinfo(_1="/", _2=point)
    process(places, "self", table=table)
    process(places, "71", table=table, fds={"3": (f"{point}/x", "2")}, cwd=str(point))
    assert told(places, point) == []


def test_a_mount_in_another_namespace_is_told(places: Places, point: Path) -> None:
    process(places, "self", table=mountinfo(_1="/"))
    process(places, "71", table=mountinfo(_11="/", _12=str(point).replace("a", "\\141")))
    process(places, "72", table=mountinfo(_11="/", _12=f"{point}b"))
    (leak,) = told(places, point)
    assert "in a namespace of its own" in leak.tells
    assert leak.file == point


def test_a_file_on_no_mount_at_all_is_told_unless_it_is_the_kernels_own(places: Places, point: Path) -> None:
    own = ["pipe:[12]", "socket:[7]", "anon_inode:[eventfd]", "/memfd:x (deleted)", "/dmabuf:", "/SYSV0 (deleted)"]
    process(places, "71", table=mountinfo(_1="/"), fds={str(number): (path, "9") for number, path in enumerate(own)})
    process(places, "72", table=mountinfo(_1="/"), fds={"3": ("/sub/x", "9"), "4": ("/sub/y", "9")})
    process(places, "73", table=mountinfo(_5="/"), fds={"3": ("/etc/motd", "1")})
    (leak,) = told(places, point)
    assert leak.path.name == "72"
    assert "/sub/x, /sub/y on a file system that was dismounted" in leak.tells


HOLDER = "import os, sys; f = open('x', 'w'); print('open', flush=True); sys.stdin.read()"


def test_a_real_file_system_that_was_dismounted_lazily_is_told(places: Places, point: Path) -> None:
    point.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"vault-test", os.fsencode(point), b"tmpfs", 0, None) != 0:
        pytest.skip(f"this user may not mount: {os.strerror(ctypes.get_errno())}")
    try:
        with subprocess.Popen(
            [sys.executable, "-c", HOLDER], cwd=point, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"open\n"
            real = Places(places.home, places.cache, places.data, places.config, sys=places.sys, var=places.var)
            mine = lambda: [leak for leak in told(real, point) if leak.path.name == str(holder.pid)]  # noqa: E731
            assert mine() == []
            assert libc.umount2(os.fsencode(point), MNT_DETACH) == 0
            (leak,) = mine()
            assert "/x" in leak.tells
            assert "was dismounted" in leak.tells
    finally:
        libc.umount2(os.fsencode(point), MNT_DETACH)
