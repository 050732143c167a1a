"""A container that is open and locked, the volume that its header describes, and the volume once unlocked."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.blockdev.newfile import new_file
from vault.blockdev.reserve import reserve
from vault.crypto.secret import Secret
from vault.errors import BusyError, NotAvailable, UnknownFormat, UnsupportedFeature, UsageError, VaultError, from_os
from vault.events import OnEvent, ignore
from vault.formats.base import Segment
from vault.formats.luks2.create import CreateOptions, create, random_volume_key
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits
from vault.formats.luks2.locking import lock
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_openable, check_placement
from vault.formats.registry import FORMATS, VolumeFormat
from vault.options import Inspection


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
    is ``device`` unless the header is detached. ``identity`` is (st_dev, st_ino) of the container.
    """

    path: Path
    device: ImageFile
    header_device: ImageFile
    read_only: bool
    identity: tuple[int, int]
    _stack: ExitStack

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
            )
        raise AssertionError("the stack swallows nothing")

    def close(self) -> None:
        """Close the descriptors, which ends the locks unless another process inherited them."""
        self._stack.close()


def open_locked(
    path: Path, stack: ExitStack, *, read_only: bool, locked: bool = True, beside: os.stat_result | None = None
) -> ImageFile:
    """The file or block device at ``path``, open (and ``locked``, if so wished) until ``stack`` unwinds.

    A container and its detached header must not be one file: ``beside`` is what the other one is.
    """
    fd = _open(path, read_only=read_only, exclusive=locked)
    try:
        if beside is not None and os.path.samestat(os.fstat(fd), beside):
            raise UsageError("the detached header is the container itself", hint="leave out the header option")
        carrier = lock(fd, str(path), shared=read_only) if locked else None
        if carrier is not None:
            stack.callback(os.close, carrier)
        device = ImageFile(fd, read_only=read_only)
    except OSError as error:
        os.close(fd)
        raise from_os(error, f"cannot open {path}") from error
    except BaseException:
        os.close(fd)
        raise
    stack.callback(device.close)
    return device


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


@dataclass(frozen=True, slots=True)
class Volume(Closing):
    """What a container holds, still locked; the header was read once and validated, and only that copy is used."""

    container: Container
    kind: VolumeFormat
    header: Header
    segment: Segment
    size: int
    """Bytes of plaintext."""
    limits: Limits = DEFAULT_LIMITS

    @classmethod
    def open(cls, container: Container, *, limits: Limits = DEFAULT_LIMITS) -> "Volume":
        """The volume in ``container``, which the volume then owns; it is left open when this fails.

        ``limits`` bound what unlocking may cost. Raises UnknownFormat when no format recognises the container,
        another FormatError for a bad header or one whose volume cannot be opened, BackendError.
        """
        kind = _recognise(container)
        header = kind.read(container.header_device, limits=limits)
        check_openable(header)
        check_placement(header, detached=container.header_device is not container.device)
        segment = header.segment()
        if segment.cipher.legacy and not container.read_only:
            raise UnsupportedFeature(f"{segment.cipher} is only read, never written", hint="open it with --read-only")
        return cls(container, kind, header, segment, segment.size_within(container.device.size), limits)

    @staticmethod
    def describe(container: Container, header: Path | None = None) -> Inspection:
        """What the header says, which was in the file ``header`` if detached; opening the volume may still fail."""
        kind = _recognise(container)
        return kind.describe(container.path, header, container.device.size, kind.read(container.header_device))

    @property
    def format(self) -> str:
        """The format's name, such as luks2."""
        return self.kind.name

    def unlock(
        self, credential: Secret, *, key_slot: int | None = None, on_event: OnEvent = ignore
    ) -> "UnlockedVolume":
        """The volume with its key; ``credential`` stays its owner's to wipe. Raises WrongCredential, FormatError."""
        device = self.container.header_device
        slot, volume_key = self.kind.unlock(
            self.header, device, credential, slot=key_slot, limits=self.limits, on_event=on_event
        )
        return UnlockedVolume(self, slot, volume_key)

    def close(self) -> None:
        """Close the container."""
        self.container.close()


def _recognise(container: Container) -> VolumeFormat:
    for kind in FORMATS:
        if kind.probe(container.header_device):
            return kind
    raise UnknownFormat(
        f"{container.path} is not a volume of a known format",
        hint="if its header is kept in another file, name that file as its header",
    )


@dataclass(frozen=True, slots=True)
class UnlockedVolume(Closing):
    """A volume and its key, which ``close`` wipes; the volume itself stays open."""

    volume: Volume
    slot: int
    volume_key: Secret

    def device(self) -> BlockDevice:
        """The plaintext; the caller closes it, and before the volume."""
        return self.volume.segment.device(self.volume.container.device, self.volume_key)

    def close(self) -> None:
        """Wipe the volume key."""
        self.volume_key.wipe()


@contextmanager
def new_container(
    path: str | os.PathLike[str],
    size: int | None,
    options: CreateOptions,
    credential: Secret,
    *,
    header: str | os.PathLike[str] | None = None,
    force: bool = False,
    sparse: bool = False,
    on_event: OnEvent = ignore,
) -> Iterator[UnlockedVolume]:
    """A new volume, unlocked, so that a file system can be made in it before anybody else sees it.

    ``size`` is that of the container in bytes, header included, and is rounded up to whole sectors; None keeps that of
    an existing file or device. The container and its detached header get their names when the block ends well; before
    that a failure or a cancellation leaves nothing behind. What exists already is refused, or overwritten in place
    with ``force``. Unless ``sparse`` all space is reserved first. The data area is not written: it reads as noise
    until a file system is made there, and in a new file shows which sectors were never used. Raises UsageError,
    BusyError, NoSpace and other BackendErrors.
    """
    options = replace(options, detached=header is not None)
    options.check()
    where = Path(os.path.abspath(path))
    with ExitStack() as names, ExitStack() as opened:
        undo = names.enter_context(_Undo())
        target = _Target(names, opened, on_event, force=force, sparse=sparse)
        data = target.device(where, None if size is None else _round_up(size, options.sector_size))
        header_device = data
        if header is not None:
            # Entered last it is named first; the undoing is for when the container cannot be named after that.
            header_device = target.device(Path(os.path.abspath(header)), options.header_size)
            if target.fresh:
                undo.watch(Path(os.path.abspath(header)), header_device)
        _check_room(data, options)
        found = os.fstat(data.fileno())
        key = opened.enter_context(random_volume_key(options))
        create(header_device, options, credential, on_event, volume_key=key, blank=target.fresh)
        container = Container(where, data, header_device, False, (found.st_dev, found.st_ino), opened.pop_all())
        with container:
            yield UnlockedVolume(Volume.open(container), 0, key)


def check_target(path: str | os.PathLike[str], *, force: bool = False, sized: bool = True) -> None:
    """Raise what ``new_container`` would raise for this path at once, before anybody is asked for a credential.

    ``sized`` says whether a size is given, which a new file needs.
    """
    where = Path(os.path.abspath(path))
    with ExitStack() as opened:
        if os.path.lexists(where):
            _existing(where, opened, force=force)
    if not where.parent.is_dir():
        raise UsageError(f"there is no folder {where.parent}", hint="make it first")
    if not sized and not os.path.lexists(where):
        raise _no_size(where)


def _no_size(path: Path) -> UsageError:
    return UsageError(f"{path} does not exist yet, so it needs a size", hint="say how large it is to be: --size 1G")


class _Undo:
    """Takes a new file's name away again when a later step fails."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._file: os.stat_result | None = None

    def watch(self, path: Path, device: ImageFile) -> None:
        """This is the file, and the name that it may have by then."""
        self._path, self._file = path, os.fstat(device.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or self._path is None or self._file is None:
            return
        with suppress(FileNotFoundError):
            if os.path.samestat(self._path.lstat(), self._file):
                self._path.unlink()


class _Target:
    """Where a new volume goes: new files, or existing files and devices when that is forced."""

    def __init__(self, names: ExitStack, opened: ExitStack, on_event: OnEvent, *, force: bool, sparse: bool) -> None:
        self._on_event = on_event
        self._names = names
        self._opened = opened
        self._force = force
        self._sparse = sparse
        self.fresh = False
        """Whether the last device is a file that was just made."""

    def device(self, path: Path, size: int | None) -> ImageFile:
        """The device at ``path``, locked; ``size`` bytes of space, or as large as what is there."""
        self.fresh = not os.path.lexists(path)
        if not self.fresh:
            return self._overwritten(path, size)
        if size is None:
            raise _no_size(path)
        fd = self._names.enter_context(new_file(path, size, sparse=self._sparse, on_event=self._on_event))
        return self._own(fd, path)

    def _own(self, fd: int, path: Path) -> ImageFile:
        device = ImageFile(fd, read_only=False)
        self._opened.callback(device.close)
        lock(fd, str(path), shared=False)
        return device

    def _overwritten(self, path: Path, size: int | None) -> ImageFile:
        device = _existing(path, self._opened, force=self._force)
        if size is None or not stat.S_ISREG(os.fstat(device.fileno()).st_mode):
            return device
        reserve(device.fileno(), path, size, sparse=self._sparse, on_event=self._on_event)
        return self._own(os.dup(device.fileno()), path)


def _existing(path: Path, opened: ExitStack, *, force: bool) -> ImageFile:
    """The file or device that is there, locked; refused with what it holds unless ``force``."""
    device = open_locked(path, opened, read_only=False)
    if not force:
        raise UsageError(
            f"{path} exists already and holds {_contents(device)}",
            hint="choose another name, or use --force to overwrite it",
        )
    return device


def _contents(device: ImageFile) -> str:
    """What a file or device that would be overwritten holds, as far as can be told from its beginning."""
    for kind in FORMATS:
        if kind.probe(device):
            return f"a {kind.name} volume"
    beginning = device.read(0, min(device.size, 1 << 20))
    return "data" if any(beginning) else "nothing but zeros at its beginning"


def _check_room(data: ImageFile, options: CreateOptions) -> None:
    if data.size % options.sector_size:
        raise UsageError(
            f"{data.size} bytes are no whole number of sectors of {options.sector_size} bytes",
            hint="choose a smaller sector size",
        )
    if data.size < options.data_start + options.sector_size:
        raise UsageError(
            f"the container has {data.size} bytes, its header alone needs {options.data_start}",
            hint="choose a larger size",
        )


def _round_up(size: int, unit: int) -> int:
    return -(-size // unit) * unit
