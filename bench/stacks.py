"""Whole file systems: a large file in and out, a tree of small files unpacked, found, read, removed."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from bench.figures import Column, Section
from bench.machine import User, drop_caches, user
from bench.mounts import ROOT, Stack, rootless
from bench.peers import fill
from bench.run import Run
from bench.targets import Target

FILES, FILE_BYTES, FOLDERS = 5000, 8192, 50
JOBS = (
    ("copy in", 'cp "$2/large" "$1/large" && sync "$1/large"', False),
    ("copy out", 'cat "$1/large" > "$3/copy"', True),
    ("unpack", 'tar -C "$1" -xf "$2/tree.tar" && sync "$1/tree" && sync -f "$1/tree"', False),
    ("find", 'find "$1/tree" -printf "%s %T@\\n" > /dev/null', True),
    ("read all", 'find "$1/tree" -type f -print0 | xargs -0 cat > /dev/null', True),
    ("remove", 'rm -r "$1/tree" && sync "$1"', False),
)
"""Name, shell command ($1 mounted folder, $2 sources, $3 destination), and whether it begins with cold caches."""

COLUMNS = tuple(Column(name, "s", more_is_better=False) for name, _, _ in JOBS)
NAMES = tuple(column.name for column in COLUMNS)
COPIES = ("copy in", "copy out")
TARGETS = (
    Target("without root, same driver, plain image", "vault", NAMES[:5], 0.9, ("plain image, fuse2fs with journal",)),
    Target("without root, gocryptfs", "vault", NAMES[:5], 1.0, ("gocryptfs",)),
    Target("the driver's own limit, gocryptfs", "plain image, fuse2fs with journal", NAMES[:5], None, ("gocryptfs",)),
    Target("loop and ext4, plain", "vault, loop, ext4", COPIES, 1 / 1.6, ("plain file, loop, ext4",)),
    Target("loop and ext4, plain", "vault, loop, ext4", ("unpack",), 1 / 1.2, ("plain file, loop, ext4",)),
)  # fmt: skip


def measure(run: Run) -> list[Section]:
    """Every job on every stack, once a round; each is made anew every time."""
    large = 64 if run.quick else 1024
    note = (
        f"Seconds, less is better: {large} MiB copied in with sync and out cold, a tar of {FILES} files of "
        f"{FILE_BYTES} bytes unpacked with sync, then cold: find with attributes, all files read; then all removed."
    )
    why = (
        " Without root the driver of ext4 is fuse2fs. It takes one request at a time, because with threads it hears of "
        "a removal before the close that came first, and its kernel side asks for names and attributes each time, "
        "because hard links are several files to it. How far that is from gocryptfs without any encryption is the "
        "driver's own limit below."
    )
    with sources(run.folder, large):
        sections = []
        for title, root in (("Without root", False), ("As root, kernel file system", True)):
            with user(root=root) as someone:
                stacks = ROOT if root else rootless(someone)
                chosen = [stack for stack in stacks if run.wants(stack.name, stack.missing())]
                section = Section(
                    title, COLUMNS, note + why * (not root), {stack.name for stack in chosen if stack.other}
                )
                for stack in run.interleaved(chosen, lambda stack: stack.name):
                    with run.attempt(section, stack.name):
                        once(stack, someone, run.folder, section, (large << 20) * 3 // 2 + (128 << 20))
                sections.append(section)
    return sections


def once(stack: Stack, someone: User, where: Path, section: Section, size: int) -> None:
    """One round of one stack."""
    given, out = where / "given", where / "out"
    someone.give(out)
    with someone.scratch(where) as top, stack.mount(someone, top, size) as folder:
        for name, command, cold in JOBS:
            if cold:
                drop_caches()
            section.add(stack.name, name, someone.timed("sh", "-ec", command, "sh", folder, given, out))
            if name == "copy out":
                someone.run("cmp", given / "large", out / "copy")
                someone.run("rm", folder / "large", out / "copy")


@contextmanager
def sources(folder: Path, large_mib: int) -> Iterator[None]:
    """The folder ``given`` with the large file and the tar, and ``out`` to copy to; removed afterwards."""
    given, out = folder / "given", folder / "out"
    given.mkdir(mode=0o755)
    out.mkdir(mode=0o755)
    try:
        fill(given / "large", large_mib << 20)
        with tarfile.open(given / "tree.tar", "w") as archive:
            for number in range(FILES):
                member = tarfile.TarInfo(f"tree/{number % FOLDERS}/{number}")
                member.size = FILE_BYTES
                member.uid, member.gid = os.geteuid(), os.getegid()
                archive.addfile(member, BytesIO(os.urandom(FILE_BYTES)))
        for path in given.iterdir():
            path.chmod(0o644)
        yield
    finally:
        shutil.rmtree(given)
        shutil.rmtree(out)
