"""Whole file systems to copy into: ours, those of other programs, and the same without encryption."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import folders, reference
from bench.machine import User, Word, needs, unreachable, vault, wait_until
from bench.peers import loop_device
from vault.filesystem import fuse2fs, make, userspace
from vault.system.mounts import mount_at

PASSPHRASE = b"bench"
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--passphrase-fd", "0")


@dataclass(frozen=True)
class Stack:
    """A row. ``mount`` gives the folder, mounted in a folder of that user, with room for so many bytes."""

    name: str
    missing: Callable[[], str]
    mount: Callable[[User, Path, int], AbstractContextManager[Path]]
    other: bool = False


def image(someone: User, top: Path, size: int) -> Path:
    """A plain image with ext4, its space reserved as ours is."""
    path = top / "image"
    with path.open("xb") as stream:
        os.posix_fallocate(stream.fileno(), 0, size)
    someone.give(path)
    make.make("ext4", path, size=size, uid=someone.uid, gid=someone.gid)
    return path


def create(someone: User, container: Path, size: int, *more: Word) -> None:
    """A volume of ours whose KDF costs next to nothing."""
    someone.run(*vault("create", container, "--size", str(size), *CHEAP, "--yes", *more), data=PASSPHRASE)


@contextmanager
def mounted(someone: User, container: Path, *more: Word) -> Iterator[Path]:
    """A volume of ours mounted on a new folder at home, for nothing may be mounted in /dev; gone afterwards."""
    with someone.scratch(someone.home) as folder:
        try:
            someone.run(*vault("mount", container, folder, "--passphrase-fd", "0", *more), data=PASSPHRASE, quiet=True)
            yield folder
        finally:
            if mount_at(folder) is not None:
                someone.run(*vault("dismount", container, "--wait", "60"), quiet=True)


@contextmanager
def ours(someone: User, top: Path, size: int, *, way: str) -> Iterator[Path]:
    create(someone, top / "container", size)
    with mounted(someone, top / "container", "--mount", way) as folder:
        yield folder


@contextmanager
def plain_fuse2fs(someone: User, top: Path, size: int, *, guarded: bool) -> Iterator[Path]:
    """fuse2fs with the options that vault gives it, with or without the journal that vault puts under it."""
    folder = someone.folder(top / "mounted")
    job = userspace.Job(image(someone, top, size), folder, "ext4", False, someone.uid, someone.gid, noexec=False)
    words: list[Word] = ["fuse2fs", *userspace.DRIVERS["ext4"].arguments(job)]
    if "fakeroot" not in str(words[-1]) and someone.uid != 0:
        words[-1] = f"{words[-1]},fakeroot"
    process = someone.start(*words, more=fuse2fs.environment() if guarded else None)
    try:
        wait_until(lambda: mount_at(folder) is not None, process)
        yield folder
    finally:
        try:
            folders.release(folder, someone)
            process.wait(60)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(60)


@contextmanager
def encrypted_folder(kind: folders.Folder, someone: User, top: Path, _size: int) -> Iterator[Path]:
    with folders.mounted(kind, someone, top) as (plain, _):
        yield plain


@contextmanager
def kernel_mount(device: Path, folder: Path) -> Iterator[Path]:
    subprocess.run(["mount", "-t", "ext4", "-o", "nosuid,nodev", device, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def plain_loop(someone: User, top: Path, size: int) -> Iterator[Path]:
    folder = someone.folder(top / "mounted")
    with loop_device(image(someone, top, size)) as device, kernel_mount(device, folder) as mounted:
        yield mounted


@contextmanager
def no_cipher_loop(someone: User, top: Path, size: int) -> Iterator[Path]:
    folder, shown = someone.folder(top / "mounted"), someone.folder(top / "shown")
    with (
        reference.served(image(someone, top, size), shown, 0) as path,
        loop_device(path) as device,
        kernel_mount(device, folder) as mounted,
    ):
        yield mounted


def ours_missing(someone: User) -> str:
    """Why this user cannot mount without root, or nothing."""
    return unreachable(someone) or needs("fuse2fs", "mke2fs", "fusermount3")


def rootless(someone: User) -> tuple[Stack, ...]:
    """The rows that an ordinary user can have."""
    guard = fuse2fs.available()
    drivers = partial(needs, "fuse2fs", "mke2fs", "fusermount3")
    return (
        Stack("vault", partial(ours_missing, someone), partial(ours, way="userspace")),
        Stack(
            "plain image, fuse2fs with journal",
            lambda: drivers() or ("" if guard.ok else guard.reason),
            partial(plain_fuse2fs, guarded=True),
        ),
        Stack("plain image, fuse2fs as it is", drivers, partial(plain_fuse2fs, guarded=False)),
        *(Stack(kind.name, kind.missing, partial(encrypted_folder, kind), True) for kind in folders.FOLDERS),
    )


ROOT = (
    Stack("vault, loop, ext4", partial(needs, "losetup", "mke2fs", root=True), partial(ours, way="kernel")),
    Stack("plain file, loop, ext4", partial(needs, "losetup", "mke2fs", root=True), plain_loop),
    Stack(
        "C libfuse3 without cipher, loop, ext4",
        lambda: needs("losetup", "mke2fs", root=True) or reference.missing(),
        no_cipher_loop,
    ),
)
