"""A new container: complete before it has its name, and gone without a trace when anything fails before."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from vault.blockdev.image import ImageFile
from vault.blockdev.newfile import new_file, take_away
from vault.blockdev.reserve import reserve
from vault.container import Container, open_locked
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import OnEvent, Settled, ignore
from vault.formats.base import NewVolume
from vault.formats.luks2.locking import lock
from vault.formats.registry import shown
from vault.options import OpenOptions
from vault.system.signals import held_back
from vault.volume import UnlockedVolume, Volume

KIB = 1024


@contextmanager
def new_container(
    path: str | os.PathLike[str],
    size: int | None,
    new: NewVolume,
    credential: Secret,
    *,
    header: str | os.PathLike[str] | None = None,
    force: bool = False,
    sparse: bool = False,
    on_event: OnEvent = ignore,
) -> Iterator[UnlockedVolume]:
    """A new volume, unlocked, so that a file system can be made in it before anybody else sees it.

    ``size`` is that of the container in bytes, header included, and is rounded up to whole sectors; None keeps that of
    an existing file or device. The container and its detached header get their names when the block ends well, which
    ``Settled`` tells; before that a failure or a cancellation leaves nothing behind. What exists already is refused, or
    overwritten in place with ``force``. Unless ``sparse`` all space is reserved first. What the format does not write
    in the data area reads as noise until a file system is made there, and in a new file shows which sectors were never
    used. Raises UsageError, CredentialError, BusyError, NoSpace and other BackendErrors.
    """
    if header is not None:
        new = new.with_detached_header()
    new.check()
    where = Path(os.path.abspath(path))
    with ExitStack() as names, ExitStack() as opened:
        target = _Target(names, opened, on_event, force=force, sparse=sparse)
        data = target.device(where, None if size is None else round_up(size, new.sector_size))
        header_device = data
        if header is not None:
            # Entered last it is named first; the name is taken away when the container cannot be named after that.
            header_device = target.device(Path(os.path.abspath(header)), new.header_size)
        check_room(data.size, new)
        found = os.fstat(data.fileno())
        made = new.make(data, header_device, credential, blank=target.fresh, on_event=on_event)
        opened.enter_context(made.volume_key)
        container = Container(where, data, header_device, False, (found.st_dev, found.st_ino), opened.pop_all())
        with container:
            volume = Volume.open(container, OpenOptions(format=new.format))
            yield UnlockedVolume(replace(volume, plaintext=made.plaintext), made.slot, made.volume_key)
        target.undo.hold_back()


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
    """Takes the names of new files away again when a later step fails, or a signal is heard of in the last one."""

    def __init__(self, on_event: OnEvent) -> None:
        self._on_event = on_event
        self._files: list[tuple[Path, os.stat_result]] = []
        self._held = ExitStack()

    def watch(self, path: Path, fd: int) -> None:
        """This is the file, and the name that it may have by then."""
        self._files.append((path, os.fstat(fd)))

    def hold_back(self) -> None:
        """Hear no signal from now on until all have their names, and it was told that they are there."""
        self._held.enter_context(held_back())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._held:
                if error is None:
                    self._on_event(Settled())
        except BaseException:
            self._take_away()
            raise
        if error is not None:
            self._take_away()

    def _take_away(self) -> None:
        for path, file in self._files:
            take_away(path, file)


class _Target:
    """Where a new volume goes: new files, or existing files and devices when that is forced."""

    def __init__(self, names: ExitStack, opened: ExitStack, on_event: OnEvent, *, force: bool, sparse: bool) -> None:
        self._on_event = on_event
        self._names = names
        self.undo = names.enter_context(_Undo(on_event))
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
        self.undo.watch(path, fd)
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
    kind = shown(device)
    if kind is not None:
        return f"a {kind.name} volume"
    beginning = device.read(0, min(device.size, 1 << 20))
    return "data" if any(beginning) else "nothing but zeros at its beginning"


def check_room(size: int, new: NewVolume) -> None:
    """Raise UsageError when a container of ``size`` bytes cannot hold the new volume."""
    if size % new.sector_size:
        raise UsageError(
            f"{size} bytes are no whole number of sectors of {new.sector_size} bytes",
            hint="choose a smaller sector size",
        )
    least = new.overhead + new.smallest
    if size < least:
        raise UsageError(
            f"the container is to have {size} bytes, of which its header alone takes {new.overhead}",
            hint=f"choose a size of {-(-least // KIB)}K or more",
        )


def round_up(size: int, unit: int) -> int:
    """The smallest multiple of ``unit`` that is no smaller."""
    return -(-size // unit) * unit
