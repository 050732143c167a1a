"""Core dumps of this user's programs, which hold what these had in memory.

Only names are looked at. Processes of vault that know a key write none: they forbid it to themselves.

References: core(5); systemd-coredump(8); Ubuntu, Apport, /var/crash
"""

import os
import re
import shlex
import struct
from collections.abc import Iterator
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.reading import Unread, open_folder, open_plain, read_table
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

SYSTEMD = re.compile(r"core\.(?P<program>[^.]*)\.(?P<uid>[0-9]+)\.[0-9a-f]{32}\.[0-9]+\.[0-9]+(?:\.[a-z0-9]+)?")
APPORT = re.compile(r"(?P<program>.+)\.(?P<uid>[0-9]+)\.crash")
PLACEHOLDER = re.compile(r"%(.?)")
ELF_MAGIC = b"\x7fELF"
ELF_HEAD = 18
TYPE_CORE = 4
"""``ET_CORE`` in the field ``e_type`` at offset 16."""


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each core dump of a program of this user, where this system keeps them."""
    del scope
    for folder, pattern in ((places.var / "lib/systemd/coredump", SYSTEMD), (places.var / "crash", APPORT)):
        for name in _names(folder):
            found = pattern.fullmatch(name)
            if found and int(found["uid"]) == os.getuid():
                yield _leak(folder / name, found["program"])
    pattern_text = os.fsdecode(read_table(places.proc / "sys/kernel/core_pattern").strip())
    if pattern_text and not pattern_text.startswith("|"):
        yield from _plain(pattern_text, places)


def _plain(pattern: str, places: Places) -> Iterator[Leak]:
    """Core files that the kernel writes itself: in the folder that the pattern names, else where a program was begun.

    Of the latter only the home and this command's own working folder are looked into.
    """
    where, name = os.path.split(pattern)
    wanted = re.compile(_wildcards(name) + r"(?:\.[0-9]+)?")  # kernel.core_uses_pid adds the process id
    for folder in dict.fromkeys([Path(where)] if where.startswith("/") else [places.home, *_working_folder()]):
        for found in _names(folder):
            if wanted.fullmatch(found) and _is_core(folder / found):
                yield _leak(folder / found, "a program")


def _working_folder() -> list[Path]:
    try:
        return [Path.cwd()]
    except OSError:
        return []  # it was removed, or dismounted


def _wildcards(pattern: str) -> str:
    """The pattern of core(5) as a regular expression; any text in place of what the kernel fills in."""
    parts = PLACEHOLDER.split(pattern)
    texts, codes = parts[::2], parts[1::2]
    filled = ["%" if code == "%" else ".*" for code in codes]
    return "".join(re.escape(text) + fill for text, fill in zip(texts, [*filled, ""], strict=True))


def _is_core(path: Path) -> bool:
    """Whether the file is this user's and a core dump by its ELF header."""
    try:
        descriptor = open_plain(path)
    except Unread:
        return False
    if descriptor is None:
        return False
    try:
        head = os.pread(descriptor, ELF_HEAD, 0)
        if os.fstat(descriptor).st_uid != os.getuid() or len(head) < ELF_HEAD or not head.startswith(ELF_MAGIC):
            return False
        order = ">" if head[5] == 2 else "<"
        return bool(struct.unpack_from(f"{order}H", head, 16)[0] == TYPE_CORE)
    finally:
        os.close(descriptor)


def _names(folder: Path) -> list[str]:
    try:
        opened = open_folder(folder)
    except Unread:
        return []  # another user's, or not for this user's eyes
    if opened is None:
        return []
    try:
        return sorted(os.listdir(opened))
    finally:
        os.close(opened)


def _leak(path: Path, program: str) -> Leak:
    return Leak("core", path, f"may hold what {program} had in memory", hint=f"rm {shlex.quote(str(path))}")
