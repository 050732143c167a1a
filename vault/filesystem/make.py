"""Making a file system on the shown plaintext with the programs that its own project ships.

What a program would refuse is refused here first, so that nothing has been created when the answer is no.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BackendError, NoSpace, UsageError
from vault.options import NewFileSystem, filesystem_name
from vault.system import programs

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
LARGE_BLOCKS = 32 * MIB
"""From this size on ext file systems get blocks of 4096 bytes, which every sector size divides."""
SMALL_BLOCK = 1024
CAPPED_JOURNAL = 32 * GIB
"""From this size on mke2fs would take a journal larger than 128 MiB."""


@dataclass(frozen=True, slots=True)
class _Request:
    name: str
    path: Path
    size: int
    sector_size: int
    label: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class _Maker:
    """The program for a file system, the least bytes it needs, how long a label may be, and its arguments."""

    program: str
    minimum: int
    label_limit: int
    label_encoding: str
    arguments: Callable[[_Request], list[str]]
    sector_size: int = 4096
    """What it is made for unless asked otherwise. The kernel mounts nothing on a device with larger sectors."""


def _ext(request: _Request) -> list[str]:
    # The journal is written out and not left to the first mount: what decrypts from unwritten sectors, or an older
    # journal under the same key, must never be taken for transactions. Inode tables have checksums and can wait.
    extended = f"root_owner={request.uid}:{request.gid},nodiscard,lazy_itable_init=1,lazy_journal_init=0"
    arguments = ["-q", "-F", "-t", request.name, "-m", "1", "-O", "^bigalloc", "-E", extended]
    if request.size >= LARGE_BLOCKS or request.sector_size > SMALL_BLOCK:
        arguments += ["-b", "4096"]
    if request.size >= CAPPED_JOURNAL and request.name != "ext2":
        arguments += ["-J", "size=128"]
    return [*arguments, "-L", request.label, str(request.path)]


def _fat(request: _Request) -> list[str]:
    return ["-S", str(request.sector_size), "-n", request.label.upper() or "NO NAME", str(request.path)]


def _exfat(request: _Request) -> list[str]:
    return [*(["-L", request.label] if request.label else []), str(request.path)]


def _ntfs(request: _Request) -> list[str]:
    geometry = ["-s", str(request.sector_size), "-p", "0", "-H", "255", "-S", "63"]
    return ["-q", "-F", "-Q", *geometry, *(["-L", request.label] if request.label else []), str(request.path)]


def _btrfs(request: _Request) -> list[str]:
    return ["-q", "-f", "-K", "-L", request.label, str(request.path)]


def _xfs(request: _Request) -> list[str]:
    prototype = _prototype(request)
    return ["-q", "-f", "-K", "-s", "size=4096", "-L", request.label, "-p", prototype, str(request.path)]


def _prototype(request: _Request) -> str:
    """The path of a description of an empty root folder with its owner, which lives as long as this process."""
    descriptor = os.memfd_create("vault-prototype")
    os.write(descriptor, f"/dev/null\n0 0\nd--755 {request.uid} {request.gid}\n$\n".encode())
    return f"/dev/fd/{descriptor}"


_MAKERS = {
    "ext4": _Maker("mke2fs", 2 * MIB, 16, "utf-8", _ext),
    "ext3": _Maker("mke2fs", 2 * MIB, 16, "utf-8", _ext),
    "ext2": _Maker("mke2fs", 128 * KIB, 16, "utf-8", _ext),
    "exfat": _Maker("mkfs.exfat", 4 * MIB, 22, "utf-16-le", _exfat, 512),
    "vfat": _Maker("mkfs.fat", 128 * KIB, 11, "ascii", _fat, 512),
    "ntfs": _Maker("mkntfs", 2 * MIB, 64, "utf-16-le", _ntfs, 512),
    "btrfs": _Maker("mkfs.btrfs", 128 * MIB, 255, "utf-8", _btrfs),
    "xfs": _Maker("mkfs.xfs", 300 * MIB, 12, "utf-8", _xfs),
}
ALIASES = {"fat": "vfat", "fat32": "vfat", "msdos": "vfat"}
NAMES = tuple(_MAKERS)
"""The file systems that can be made, the default first."""


def creatable() -> tuple[NewFileSystem, ...]:
    """The file systems whose programs are there, the default first."""
    return tuple(
        NewFileSystem(name, maker.minimum, maker.label_limit // (2 if maker.label_encoding == "utf-16-le" else 1))
        for name, maker in _MAKERS.items()
        if programs.find(maker.program) is not None
    )


def sector_size_for(filesystem: str | None, size: int | None) -> int:
    """The best sector size for a volume of ``size`` bytes (None: large) with this file system in it."""
    name = filesystem and ALIASES.get(filesystem.lower(), filesystem.lower())
    if name in ("ext2", "ext3", "ext4") and size is not None and size < LARGE_BLOCKS:
        return 512
    return _MAKERS[name].sector_size if name in _MAKERS else 4096


def check_request(filesystem: str, size: int, label: str = "", *, sector_size: int = 512) -> str:
    """The file system's own name, once it is sure that it can be made on ``size`` bytes with this label.

    Raises UsageError for an unknown name, too small a size, a label that does not fit or too large a sector, and
    NotAvailable with the package to install when its program is missing.
    """
    name = ALIASES.get(filesystem.lower(), filesystem.lower())
    maker = _MAKERS.get(name)
    if maker is None:
        raise UsageError(f"there is no file system called {filesystem} to make", hint=f"choose from {', '.join(NAMES)}")
    if name == "exfat" and sector_size > maker.sector_size:
        raise UsageError(
            f"mkfs.exfat makes sectors of {maker.sector_size} bytes, and the volume has {sector_size}",
            hint="leave the sector size of the volume out",
        )
    if size < maker.minimum:
        raise UsageError(
            f"{filesystem_name(name)} needs at least {_amount(maker.minimum)}, the volume has {_amount(size)}",
            hint="make the container larger, or choose another file system",
        )
    _check_label(name, maker, label)
    programs.need(maker.program)
    return name


def make(
    filesystem: str, path: Path, *, size: int, label: str = "", uid: int, gid: int, sector_size: int = 512
) -> None:
    """An empty file system on the plaintext at ``path``, its root folder owned by ``uid`` and ``gid`` where it can be.

    FAT, exFAT and NTFS know no owners, and the root folder of btrfs stays root's. Raises what ``check_request``
    raises, NoSpace, and BackendError with the program's last words.
    """
    name = check_request(filesystem, size, label, sector_size=sector_size)
    maker = _MAKERS[name]
    arguments = maker.arguments(_Request(name, path, size, sector_size, label, uid, gid))
    inherited = [int(word.rpartition("/")[2]) for word in arguments if word.startswith("/dev/fd/")]
    try:
        done = programs.run(maker.program, arguments, pass_fds=inherited)
    finally:
        for descriptor in inherited:
            os.close(descriptor)
    if done.code != 0:
        kind = NoSpace if "No space left" in done.output else BackendError
        raise kind(f"{maker.program} could not make {filesystem_name(name)}: {done.last_line}", output=done.output)


def _check_label(name: str, maker: _Maker, label: str) -> None:
    shown = filesystem_name(name)
    if not label.isprintable() or any(character in label for character in '/"*?<>|' * (name == "vfat")):
        raise UsageError(f"the label holds characters that {shown} cannot keep", hint="use letters, digits and spaces")
    try:
        length = len(label.encode(maker.label_encoding))
    except UnicodeEncodeError as error:
        raise UsageError(f"{shown} keeps only ASCII letters in a label") from error
    if length > maker.label_limit:
        limit = maker.label_limit // (2 if maker.label_encoding == "utf-16-le" else 1)
        unit = "bytes" if maker.label_encoding == "utf-8" else "characters"
        raise UsageError(f"a label of {shown} has at most {limit} {unit}")


def _amount(size: int) -> str:
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} bytes"
