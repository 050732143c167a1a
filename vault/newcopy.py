"""The container that a copy goes into: what it is called before and after, and its header, LUKS2 or VeraCrypt."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from vault.blockdev.image import ImageFile
from vault.blockdev.journal import Journal
from vault.blockdev.newfile import new_file, remove, rename_new
from vault.container import open_locked
from vault.crypto.secret import Secret
from vault.errors import FormatError, UsageError, from_os
from vault.events import OnEvent
from vault.formats.veracrypt.new import DEFAULT_CIPHER, NewVeraCrypt
from vault.newcontainer import check_target
from vault.newvolume import kdf_of, new_volume, recipe
from vault.options import ConvertRequest, CreateOptions, OpenOptions

SMALLEST_SECTOR = 512
FORMATS = ("luks2", "veracrypt")
PARTIAL = ".partial"
JOURNAL = ".journal"


@dataclass(frozen=True, slots=True)
class Places:
    """The new container is called ``partial`` until it holds all, then ``final``; a device is both from the start."""

    partial: Path
    final: Path
    journal: Path

    @classmethod
    def of(cls, request: ConvertRequest) -> "Places":
        """The places of a conversion. Raises UsageError for a device without a journal, BackendError."""
        final = Path(os.path.abspath(request.new))
        try:
            is_device = final.is_block_device()
        except OSError as error:
            raise from_os(error, f"cannot create {final}") from error
        partial = final if is_device else final.with_name(final.name + PARTIAL)
        if request.journal is not None:
            return cls(partial, final, Path(os.path.abspath(request.journal)))
        if partial == final:
            raise UsageError(
                f"{final} is a device, so it must be said where the journal of the conversion is to be kept",
                hint="--journal names a file on another disk",
            )
        return cls(partial, final, partial.with_name(partial.name + JOURNAL))

    @property
    def is_file(self) -> bool:
        """Whether it is a new file, not a device that is there."""
        return self.partial != self.final

    def check(self, *, resume: bool, force: bool) -> None:
        """Raise UsageError when there is something that should not be there, or the other way round."""
        self._check_journal()
        if resume:
            for path in (self.journal, self.present):
                if not os.path.lexists(path):
                    raise UsageError(
                        f"there is no conversion to {self.final} to go on with: {path} is not there",
                        hint="leave out --resume to begin one",
                    )
            return
        if self.is_file and os.path.lexists(self.final):
            raise UsageError(f"{self.final} exists already", hint="choose another name: no file is overwritten")
        check_target(self.final, force=force)
        begun = [path for path in (self.partial, self.journal) if path != self.final and os.path.lexists(path)]
        if begun:
            raise UsageError(
                f"a conversion to {self.final} was begun and has not ended",
                hint=f"--resume goes on with it; to give it up, remove {' and '.join(map(str, begun))}",
            )

    def _check_journal(self) -> None:
        """Nobody may be told to remove a file of another kind, the old container even, as an unfinished journal."""
        if self.journal in (self.partial, self.final):
            raise UsageError(f"the journal cannot be kept in the new container {self.journal}")
        named = self.journal != self.partial.with_name(self.partial.name + JOURNAL)
        if named and os.path.lexists(self.journal) and not _is_journal(self.journal):
            raise UsageError(
                f"{self.journal} exists already and is no journal of a conversion",
                hint="choose another name for the journal",
            )

    @property
    def present(self) -> Path:
        """Where the new container is: it may have got its name just before an interruption."""
        return self.partial if os.path.lexists(self.partial) else self.final

    def finish(self) -> None:
        """Give the new container its name, durably and in nobody's place, and forget the journal.

        Raises UsageError, BackendError.
        """
        if self.present != self.final:
            rename_new(self.partial, self.final)
        remove(self.journal)


def _is_journal(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(ImageFile.open(path, read_only=True)) as device:
            Journal.open(device)
    except FormatError:
        return False
    except OSError as error:
        raise from_os(error, f"cannot open the journal {path}") from error
    return True


class NewCopy:
    """What the new volume is to be like: room for ``size`` bytes in sectors of ``sector_size``, as requested."""

    def __init__(self, request: ConvertRequest, size: int, sector_size: int) -> None:
        self._wanted = _wanted(request, sector_size)
        self._new = new_volume(self._wanted)
        self._size = -(-size // sector_size) * sector_size
        self.sector_size = sector_size

    @staticmethod
    def check(request: ConvertRequest) -> None:
        """Raise UsageError or UnsupportedFeature when there can be no such volume, before anything is asked."""
        if request.to not in FORMATS:
            raise UsageError(
                f"no volume is copied to the format {request.to}", hint=f"choose from {', '.join(FORMATS)}"
            )
        new_volume(_wanted(request, request.sector_size or SMALLEST_SECTOR))

    def container_size(self) -> int:
        """Bytes of its container."""
        return max(self._size, self._new.smallest) + self._new.overhead

    def write_header(self, device: ImageFile, credential: Secret, on_event: OnEvent, *, blank: bool) -> Secret:
        """The volume key, once the header is on ``device``, which is ``blank`` when it is a new file.

        Raises as creating a volume of the format does.
        """
        kdf, _ = kdf_of(self._wanted, on_event)
        new = new_volume(self._wanted, kdf)
        if isinstance(new, NewVeraCrypt):
            new = replace(new, filled=True)
        return new.make(device, device, credential, blank=blank, on_event=on_event).volume_key

    @contextmanager
    def device(self, places: Places, on_event: OnEvent) -> Iterator[ImageFile]:
        """A new file with space for all, named ``partial`` when the block ends well, or the device that is there."""
        with ExitStack() as stack:
            if not places.is_file:
                device = open_locked(places.final, stack, read_only=False)
                if device.size < self.container_size():
                    raise UsageError(
                        f"{places.final} has {device.size} bytes, the new volume needs {self.container_size()}",
                        hint="choose a larger device",
                    )
                yield device
                return
            fd = stack.enter_context(new_file(places.partial, self.container_size(), on_event=on_event))
            yield stack.enter_context(closing(ImageFile(fd, read_only=False)))


def opening(request: ConvertRequest) -> OpenOptions:
    """How the new volume is opened."""
    if request.to == "luks2":
        return OpenOptions(format=request.to)
    wanted = _wanted(request, SMALLEST_SECTOR)
    return OpenOptions(
        format=request.to,
        pim=wanted.pim,
        keyfiles=wanted.keyfiles,
        prf=recipe(wanted).derivation().name,
        cipher=wanted.cipher or DEFAULT_CIPHER,
        remember=False,
    )


def _wanted(request: ConvertRequest, sector_size: int) -> CreateOptions:
    """The new volume as the options that it would be created by, with no file system in it."""
    luks = request.to == "luks2"
    return CreateOptions(
        container=request.new,
        size=None,
        filesystem=None,
        label=request.label,
        cipher=request.cipher if luks else request.recipe.cipher,
        key_size=request.key_size if luks else None,
        sector_size=sector_size,
        pbkdf=request.pbkdf,
        pbkdf_memory_kib=request.pbkdf_memory_kib,
        pbkdf_parallel=request.pbkdf_parallel,
        pbkdf_iterations=request.pbkdf_iterations,
        iter_time_ms=request.iter_time_ms,
        format=request.to,
        pim=request.recipe.pim,
        keyfiles=request.recipe.keyfiles,
        prf=request.recipe.prf,
    )
