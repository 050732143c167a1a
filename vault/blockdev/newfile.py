"""A new file that has no name until it is complete, so that a failure at any moment leaves nothing behind.

References: open(2), O_TMPFILE; linkat(2); renameat2(2), RENAME_NOREPLACE
"""

import ctypes
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vault.blockdev.base import Buffer
from vault.blockdev.reserve import reserve
from vault.errors import UsageError, from_os
from vault.events import OnEvent, ignore

MODE = 0o600
RENAME_NOREPLACE = 1
HOLE = 4096
"""Bytes of zeros that are left out of a sparse file."""
_NO_TMPFILE = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT)


@contextmanager
def new_file(path: Path, size: int, *, sparse: bool = False, on_event: OnEvent = ignore) -> Iterator[int]:
    """A descriptor of a file of ``size`` zero bytes that gets the name ``path`` when the block ends well.

    The space is reserved at once, so that a full disk is found before any work, unless ``sparse``. The descriptor
    stays the block's to close, before or after the end. Somebody else's file at ``path`` is never replaced. Raises
    UsageError when it exists, NoSpace and BackendError.
    """
    if os.path.lexists(path):
        raise _exists(path)
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"there is no folder {path.parent}", hint="make it first") from error
    except OSError as error:
        raise from_os(error, f"cannot create {path}") from error
    try:
        fd, temporary = _open_nameless(folder, path)
        try:
            # The block may close its descriptor before the file gets its name.
            keep = os.dup(fd)
            try:
                _reserve_or_close(fd, path, size, sparse=sparse, on_event=on_event)
                yield fd
                _name(keep, folder, temporary, path)
            except BaseException:  # a signal that comes while the file gets its name is heard of when it has it
                take_away(path.name, os.fstat(keep), folder)
                raise
            finally:
                os.close(keep)
        except BaseException:
            if temporary is not None:
                with suppress(FileNotFoundError):
                    os.unlink(temporary, dir_fd=folder)
            raise
    finally:
        os.close(folder)


def take_away(name: str | Path, file: os.stat_result, folder: int | None = None) -> None:
    """Remove the file's name, if it has that: what somebody else has made there stays."""
    with suppress(FileNotFoundError):
        if os.path.samestat(os.stat(name, dir_fd=folder, follow_symlinks=False), file):
            os.unlink(name, dir_fd=folder)


def _open_nameless(folder: int, path: Path) -> tuple[int, str | None]:
    """A new file in the folder, and its temporary name where the file system knows no files without one."""
    try:
        return os.open(".", os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, MODE, dir_fd=folder), None
    except OSError as error:
        if error.errno not in _NO_TMPFILE:
            raise from_os(error, f"cannot create {path}") from error
    temporary = f".{path.name[:200]}.{secrets.token_hex(8)}"
    try:
        flags = os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR | os.O_CLOEXEC
        return os.open(temporary, flags, MODE, dir_fd=folder), temporary
    except OSError as error:
        raise from_os(error, f"cannot create {path}") from error


def _reserve_or_close(fd: int, path: Path, size: int, *, sparse: bool, on_event: OnEvent) -> None:
    try:
        reserve(fd, path, size, sparse=sparse, on_event=on_event)
    except BaseException:
        os.close(fd)
        raise


def _name(fd: int, folder: int, temporary: str | None, path: Path) -> None:
    """Make the file durable under its name, without ever replacing another."""
    try:
        os.fsync(fd)
        if temporary is None:
            # With a folder descriptor this becomes linkat with AT_SYMLINK_FOLLOW, which takes the file itself.
            os.link(f"/proc/self/fd/{fd}", path.name, dst_dir_fd=folder, follow_symlinks=True)
        else:
            _rename(folder, temporary, path.name)
        os.fsync(folder)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise from_os(error, f"cannot create {path}") from error


def _rename(folder: int, old: str, new: str) -> None:
    """Rename without replacing; file systems that cannot promise that can at least link."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(folder, os.fsencode(old), folder, os.fsencode(new), RENAME_NOREPLACE) == 0:
        return
    number = ctypes.get_errno()
    if number not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(number, os.strerror(number))
    os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder)
    os.unlink(old, dir_fd=folder)


def write_new(path: Path, data: Buffer, *, sparse: bool = False, failure: str = "") -> Path:
    """The new and private file, its path absolute, that holds ``data`` durably; ``sparse`` leaves holes for zeros.

    ``failure`` is what a write that fails was to do. Raises as ``new_file``.
    """
    where = Path(os.path.abspath(path))
    step = HOLE if sparse else max(len(data), 1)
    with new_file(where, len(data), sparse=sparse) as fd, memoryview(data) as view:
        try:
            for begin in range(0, len(view), step):
                piece = view[begin : begin + step]
                if not sparse or any(piece):
                    _write(fd, piece, begin)
        except OSError as error:
            raise from_os(error, failure or f"cannot write {where}") from error
        finally:
            os.close(fd)
    return where


def _write(fd: int, data: memoryview, offset: int) -> None:
    done = 0
    while done < len(data):
        done += os.pwrite(fd, data[done:], offset + done)


def rename_new(old: Path, new: Path) -> None:
    """Give a file another name in its folder, durably like what is in it, and never in the place of another file.

    Raises UsageError when the name is taken, BackendError.
    """
    assert old.parent == new.parent, "not in one folder"
    try:
        with _open_folder(new.parent) as folder:
            fd = os.open(old.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
            _rename(folder, old.name, new.name)
            os.fsync(folder)
    except FileExistsError as error:
        raise _exists(new) from error
    except OSError as error:
        raise from_os(error, f"cannot give {old} the name {new.name}") from error


def remove(path: Path) -> None:
    """Remove a file durably. Raises BackendError."""
    try:
        with _open_folder(path.parent) as folder:
            os.unlink(path.name, dir_fd=folder)
            os.fsync(folder)
    except OSError as error:
        raise from_os(error, f"cannot remove {path}") from error


@contextmanager
def _open_folder(path: Path) -> Iterator[int]:
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield folder
    finally:
        os.close(folder)


def _exists(path: Path) -> UsageError:
    return UsageError(f"{path} exists already", hint="choose another name, or use --force to overwrite what is there")
