"""Copying what a volume holds into a new container: can be gone on with after any interruption, compared at the end.

References: spec/conversion.md
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vault.blockdev import journal as journals
from vault.blockdev.copying import copy, verify
from vault.blockdev.image import ImageFile
from vault.blockdev.journal import Journal
from vault.blockdev.newfile import new_file, remove
from vault.container import Container
from vault.errors import FormatError, UsageError, VaultError, WrongCredential, from_os
from vault.events import OnEvent, Step, Warned
from vault.newcopy import NewCopy, Places, opening
from vault.options import ConvertRequest, ConvertResult
from vault.system import loopdev
from vault.volume import UnlockedVolume, Volume

if TYPE_CHECKING:
    from vault.blockdev.base import BlockDevice
    from vault.crypto.secret import Secret

LARGEST_SECTOR = 4096
FINGERPRINT = b"vault convert"


def check(request: ConvertRequest) -> None:
    """Raise what stands in the way of the conversion, before anybody is asked for a credential.

    UsageError, UnsupportedFeature, BusyError, BackendError.
    """
    NewCopy.check(request)
    places = Places.of(request)
    places.check(resume=request.resume, force=request.force)
    if not places.is_file:
        _check_apart(request.container, places.final)


def _check_apart(old: Path, new: Path) -> None:
    """Raise UsageError when the device ``new`` shows, or is shown by, the old container, which no lock would tell."""
    try:
        one = loopdev.media(old) & loopdev.media(new) if old.exists() else None
    except OSError as error:
        raise from_os(error, f"cannot tell whether {new} is {old}") from error
    if one:
        raise UsageError(
            f"{new} and {old} are the same medium", hint="the copy needs a place of its own: choose another device"
        )


def convert(
    source: UnlockedVolume, request: ConvertRequest, credential: "Secret", *, raw: bool, on_event: OnEvent
) -> ConvertResult:
    """What was copied, once the new volume was found to hold the same as ``source``, which is never written.

    ``credential``, which ``raw`` says is a key file's, is for the new volume. Raises UsageError, CredentialError,
    FormatError when source or target are not those that a conversion was begun with, BusyError, BackendError. After
    the new container was made it stays under its unfinished name whatever happens, and the conversion can be gone on
    with.
    """
    places = Places.of(request)
    with closing(source.device()) as plaintext:
        if not request.resume:
            _begin(source, plaintext, request, places, credential, on_event)
        with (
            _journal(places, request.to) as journal,
            _opened(places, request, credential, raw, on_event) as target,
            closing(target.device()) as copied,
        ):
            _check_subject(journal, source, target, plaintext.size)
            with _telling_what_is_left(places, on_event):
                on_event(Step("copying"))
                copy(plaintext, copied, journal, on_event=on_event)
                on_event(Step("verifying"))
                _forget_cached(source, target)
                digest = verify(plaintext, copied, journal, on_event=on_event)
                places.finish()
            return ConvertResult(
                container=source.volume.container.path,
                container_format=source.volume.format,
                new=places.final,
                format=target.volume.format,
                uuid=target.volume.uuid,
                volume_size=plaintext.size,
                sector_size=copied.sector_size,
                sha256=digest,
            )


def _begin(
    source: UnlockedVolume,
    plaintext: "BlockDevice",
    request: ConvertRequest,
    places: Places,
    credential: "Secret",
    on_event: OnEvent,
) -> None:
    """Make the new container and the journal; neither is there if that fails. The header is opened again afterwards.

    So it is sure before hours of copying that the new volume can be opened with its credential.
    """
    on_event(Step("making the new container"))
    sector_size = request.sector_size or min(plaintext.sector_size, LARGEST_SECTOR)
    if sector_size > plaintext.sector_size:
        on_event(
            Warned(
                f"a file system made for sectors of {plaintext.sector_size} bytes may not be mounted on {sector_size}",
                hint="leave the sector size out",
            )
        )
    new = NewCopy(request, plaintext.size, sector_size)
    with ExitStack() as undo:
        with new_file(places.journal, journals.SIZE, on_event=on_event) as fd:
            with (
                new.device(places, on_event) as device,
                new.write_header(device, credential, on_event, blank=places.is_file) as key,
            ):
                subject = {
                    "to": request.to,
                    "source": _source(source, plaintext.size),
                    "target": _identity(device, key),
                }
                with closing(ImageFile(fd, read_only=False)) as record:
                    Journal.create(record, subject)
            if places.is_file:
                undo.callback(remove, places.partial)
        undo.pop_all()


def _source(source: UnlockedVolume, size: int) -> dict[str, object]:
    """What tells that the old volume is the same as before and, in a file, was not written to since.

    Numbers of devices and inodes do not: they change when a disk is plugged in again.
    """
    device = source.volume.container.device
    found = os.fstat(device.fileno())
    modified = found.st_mtime_ns if stat.S_ISREG(found.st_mode) else 0
    return {**_identity(device, source.volume_key), "volume_size": size, "modified_ns": modified}


def _identity(device: ImageFile, key: "Secret") -> dict[str, object]:
    """What tells a container and its volume key from others, without telling the key."""
    digest = hashlib.sha256(FINGERPRINT)
    digest.update(key.view())
    return {"size": device.size, "key": digest.hexdigest()}


@contextmanager
def _journal(places: Places, to: str) -> Iterator[Journal]:
    """The journal of a conversion to that format. Raises UsageError for another one, FormatError, BackendError."""
    try:
        device = ImageFile.open(places.journal, read_only=False)
    except OSError as error:
        raise from_os(error, f"cannot open the journal {places.journal}") from error
    with closing(device):
        journal = Journal.open(device)
        if journal.subject.get("to") != to:
            raise UsageError(f"the conversion was begun to {journal.subject.get('to')}, not to {to}")
        yield journal


@contextmanager
def _opened(
    places: Places, request: ConvertRequest, credential: "Secret", raw: bool, on_event: OnEvent
) -> Iterator[UnlockedVolume]:
    """The new volume, opened like any other."""
    with Container.open(places.present) as container, Volume.open(container, opening(request)) as volume:
        try:
            unlocked = volume.unlock(credential, raw=raw, on_event=on_event)
        except WrongCredential as error:
            hint = "it is the one that the conversion was begun with"
            message = f"the credential for the new volume does not open {places.present}"
            raise WrongCredential(message, attempts=error.attempts, hint=hint) from error
        with unlocked:
            yield unlocked


def _check_subject(journal: Journal, source: UnlockedVolume, target: UnlockedVolume, size: int) -> None:
    """Raise FormatError unless both are what the conversion was begun with."""
    volumes = (
        ("source", source, _source(source, size)),
        ("target", target, _identity(target.volume.container.device, target.volume_key)),
    )
    for role, volume, now in volumes:
        if journal.subject.get(role) != now:
            raise FormatError(
                f"{volume.volume.container.path} is not the volume that the conversion was begun with, or was changed",
                hint="put it back as it was, or begin again with another name for the new volume",
            )


def _forget_cached(*volumes: UnlockedVolume) -> None:
    """Have the system read from the media what it still has in memory, as far as it heeds that."""
    for volume in volumes:
        os.posix_fadvise(volume.volume.container.device.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _telling_what_is_left(places: Places, on_event: OnEvent) -> Iterator[None]:
    """Have an error, or whoever interrupts, be told that nothing is lost."""
    try:
        yield
    except BaseException as error:
        left = f"what was copied is kept in {places.present}"
        how = "the same command with --resume goes on"
        if isinstance(error, VaultError):
            error.hint = "; ".join(filter(None, (error.hint, left, how)))
        else:
            on_event(Warned(left, hint=how))
        raise
