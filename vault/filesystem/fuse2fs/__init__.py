"""ext2, ext3 and ext4 without root: fuse2fs, with a journal put under it.

fuse2fs by itself writes in no order that a crash survives. The library ``_guard``, preloaded into it, keeps its changes
back and passes them through the file system's own journal; ``guard.c`` says how. A file system without a journal is
written through as fuse2fs does it, and a crash can damage it.
"""

from importlib.util import find_spec
from pathlib import Path

from vault.attach.base import Availability
from vault.system import programs

REFUSED = 4
"""Exit code of fuse2fs when the guard refuses to write; the reason is the last line on standard error."""

NEEDED = (b"libfuse.so.2", b"libext2fs.so.2", b"ext2fs_open2", b"ext2fs_flush2", b"fuse_main_real")
"""Names that fuse2fs must look up when it starts, for the guard can only stand in for those."""


def library() -> Path | None:
    """The preloaded library, or None when it was not built."""
    spec = find_spec(f"{__name__}._guard")
    return Path(spec.origin) if spec and spec.origin else None


def environment() -> dict[str, str]:
    """What to add to the environment of fuse2fs; it is not handed on to what fuse2fs starts.

    Empty when the guard was not built: ask ``available`` before.
    """
    path = library()
    return {"LD_PRELOAD": str(path)} if path else {}


def available() -> Availability:
    """Whether fuse2fs is here and can be guarded, so that it may write to a file system with a journal."""
    program = programs.find("fuse2fs")
    if program is None:
        return Availability(False, "fuse2fs is not installed")
    path = library()
    if path is None:
        return Availability(False, "the guard of fuse2fs was not built")
    if any(character in str(path) for character in " :\n"):
        return Availability(False, "the guard of fuse2fs is in a folder whose name the dynamic linker would cut")
    image = program.read_bytes()
    if not all(b"\0" + name + b"\0" in image for name in NEEDED):
        return Availability(False, "this version of fuse2fs cannot be guarded against crashes")
    return Availability(True, "fuse2fs writes through the journal")
