"""A container that is open: a file or block device of which only the descriptor is used from then on."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vault.blockdev.base import Buffer
from vault.blockdev.image import ImageFile
from vault.errors import BusyError, NotAvailable, UnknownFormat, UsageError, VaultError, from_os
from vault.formats.luks2.locking import lock, lock_header

if TYPE_CHECKING:
    from vault.formats.luks2.model import Header


class Closing:
    """What is closed at the end of a ``with``."""

    def close(self) -> None:
        """Give everything back; closing twice is harmless."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Container(Closing):
    """A file or block device that was opened once and locked; from then on only the descriptor is used.

    ``path`` is absolute and as the user named it, links in it not followed; it is for messages. ``header_device``
    is ``device`` unless the header is detached, in ``header_path``. ``identity`` is (st_dev, st_ino) of the container.
    """

    path: Path
    device: ImageFile
    header_device: ImageFile
    read_only: bool
    identity: tuple[int, int]
    _stack: ExitStack
    header_path: Path | None = None

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        header: str | os.PathLike[str] | None = None,
        locked: bool = True,
    ) -> "Container":
        """The container at ``path``, locked: alone, or shared with other readers when ``read_only``.

        Without ``locked``, which is for looking at the header only, it may be one that is open elsewhere. Raises
        UsageError when there is no such file or it is no file or block device, NotAvailable without the right to open
        it, BusyError when it is in use, BackendError for the rest.
        """
        with ExitStack() as stack:
            assert locked or read_only
            device = open_locked(Path(os.path.abspath(path)), stack, read_only=read_only, locked=locked)
            found = os.fstat(device.fileno())
            header_device = device
            if header is not None:
                where = Path(os.path.abspath(header))
                header_device = open_locked(where, stack, read_only=read_only, locked=locked, beside=found)
            return cls(
                path=Path(os.path.abspath(path)),
                device=device,
                header_device=header_device,
                read_only=read_only,
                identity=(found.st_dev, found.st_ino),
                _stack=stack.pop_all(),
                header_path=None if header is None else Path(header),
            )
        raise AssertionError("the stack swallows nothing")

    @classmethod
    def open_header(
        cls,
        path: str | os.PathLike[str],
        *,
        header: str | os.PathLike[str] | None = None,
        in_use: Callable[[], bool],
    ) -> "Container":
        """The container at ``path``, for changes of its LUKS header while its volume is open.

        Nothing beyond the header takes a write. It is locked against other changes, which are waited for, for a
        bounded time, so read it from here only; ``in_use`` tells whether the volume still holds the container's lock,
        alone, and is asked once the header is locked. Raises as ``open``, BusyError also when others go on changing
        the header; UnknownFormat without a LUKS header, and what reading one does.
        """
        with ExitStack() as stack:
            if header is None:
                device = header_device = _open_header(Path(os.path.abspath(path)), stack, in_use)
            else:
                header_device = _open_header(Path(os.path.abspath(header)), stack, lambda: False)
                beside = os.fstat(header_device.fileno())
                device = open_locked(Path(os.path.abspath(path)), stack, read_only=True, locked=False, beside=beside)
            found = os.fstat(device.fileno())
            return cls(
                path=Path(os.path.abspath(path)),
                device=device,
                header_device=header_device,
                read_only=False,
                identity=(found.st_dev, found.st_ino),
                _stack=stack.pop_all(),
                header_path=None if header is None else Path(header),
            )
        raise AssertionError("the stack swallows nothing")

    def close(self) -> None:
        """Close the descriptors, which ends the locks unless another process inherited them."""
        self._stack.close()


def typed(container: Path, header: Path | None = None) -> str:
    """The words that name a container, and its detached ``header``, in a command that a shell can take as it is."""
    named = quote(str(container))
    return named if header is None else f"{named} --header {quote(str(header))}"


def open_locked(
    path: Path, stack: ExitStack, *, read_only: bool, locked: bool = True, beside: os.stat_result | None = None
) -> ImageFile:
    """The file or block device at ``path``, open (and ``locked``, if so wished) until ``stack`` unwinds.

    A container and its detached header must not be one file: ``beside`` is what the other one is.
    """
    fd = _open(path, read_only=read_only, exclusive=locked)
    with _or_close(fd, path):
        if beside is not None and os.path.samestat(os.fstat(fd), beside):
            raise UsageError("the detached header is the container itself", hint="leave out the header option")
        carrier = lock(fd, str(path), shared=read_only) if locked else None
        if carrier is not None:
            stack.callback(os.close, carrier)
        device = ImageFile(fd, read_only=read_only)
    stack.callback(device.close)
    return device


class HeaderFile(ImageFile):
    """A file or block device of which only the header, the first ``end`` bytes, takes writes."""

    def __init__(self, fd: int, *, end: int) -> None:
        super().__init__(fd, read_only=False)
        self._end = end

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``; raises OSError(EROFS) beyond the header."""
        self._check_header(offset + len(data))
        super().write(offset, data)

    def discard(self, offset: int, length: int) -> None:
        """Punch a hole; raises OSError(EROFS) beyond the header."""
        self._check_header(offset + length)
        super().discard(offset, length)

    def _check_header(self, end: int) -> None:
        if end > self._end:
            raise OSError(errno.EROFS, "only the header may be written while the volume is open")


def _open_header(path: Path, stack: ExitStack, in_use: Callable[[], bool]) -> ImageFile:
    """The file or block device with a LUKS header at ``path``, locked for a change of that until ``stack`` unwinds."""
    fd = _open(path, read_only=False, exclusive=False)
    with _or_close(fd, path):
        carrier = lock_header(fd, str(path), in_use=in_use)
        if carrier is not None:
            stack.callback(os.close, carrier)
        device = HeaderFile(fd, end=_luks_header(ImageFile(fd, read_only=True)).size)
    stack.callback(device.close)
    return device


def _luks_header(device: ImageFile) -> "Header":
    from vault.formats.luks import LUKS1, LUKS2
    from vault.formats.luks2.limits import NO_LIMITS

    for kind in (LUKS2, LUKS1):
        if kind.probe(device):
            found: Header = kind.header.read_header(device, limits=NO_LIMITS)
            return found
    raise UnknownFormat("the container has no LUKS header")


@contextmanager
def _or_close(fd: int, path: Path) -> Iterator[None]:
    """Close the descriptor if the block fails; what the system says becomes a VaultError."""
    try:
        yield
    except OSError as error:
        os.close(fd)
        raise from_os(error, f"cannot open {path}") from error
    except BaseException:
        os.close(fd)
        raise


def _open(path: Path, *, read_only: bool, exclusive: bool = True) -> int:
    """A descriptor of the regular file or block device at ``path``; an ``exclusive`` block device is ours alone.

    Nothing is waited for: a named pipe in its place must not hang us. The claim fails when the device is mounted or
    is part of another device.
    """
    flags = (os.O_RDONLY if read_only else os.O_RDWR) | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK
    try:
        kind = path.stat().st_mode
        if stat.S_ISREG(kind) or stat.S_ISBLK(kind):
            fd = os.open(path, flags | (os.O_EXCL if exclusive and stat.S_ISBLK(kind) else 0))
            now = os.fstat(fd).st_mode
            if stat.S_IFMT(now) == stat.S_IFMT(kind):
                return fd
            os.close(fd)
    except OSError as error:
        raise _open_error(error, path, read_only=read_only) from error
    what = "a folder" if stat.S_ISDIR(kind) else "neither a file nor a block device"
    raise UsageError(f"{path} is {what}", hint="give the container's own path")


def _open_error(error: OSError, path: Path, *, read_only: bool) -> VaultError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
        return UsageError(f"there is no container {path}", hint="check the path, or make one with vault create")
    if error.errno in (errno.EACCES, errno.EPERM):
        readable = not read_only and os.access(path, os.R_OK)
        hint = "it can be opened read-only" if readable else "the file's owner or root can grant it"
        return NotAvailable(f"no permission to open {path}", hint=hint)
    if error.errno == errno.EROFS:
        return NotAvailable(f"{path} is on a read-only file system", hint="it can be opened read-only")
    if error.errno in (errno.EBUSY, errno.ETXTBSY):
        return BusyError(f"{path} is in use", hint="it is mounted, part of another device, or open in another program")
    return from_os(error, f"cannot open {path}")
