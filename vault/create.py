"""Creating a container: its volume, and the file system in it, complete before it gets its name."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vault.attach.base import Attacher, Attachment, AttachOptions
from vault.events import OnEvent, Step
from vault.filesystem import make
from vault.formats.base import NewVolume, Segment
from vault.newcontainer import check_room, check_target, new_container, round_up
from vault.newvolume import kdf_of, new_volume
from vault.options import CreateOptions, CreateResult
from vault.plan import choose_attacher
from vault.volume import UnlockedVolume, Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

Shown = Callable[[Attacher, UnlockedVolume, AttachOptions, CreateOptions], AbstractContextManager[Attachment]]


@dataclass(frozen=True, slots=True)
class Around:
    """What a file system is made with: ``shown`` attaches for the time of a block, known to other processes."""

    attachers: Sequence[Attacher]
    shown: Shown
    on_event: OnEvent


def create(options: CreateOptions, ask: "Callable[[], Secret]", around: Around) -> CreateResult:
    """What was created. ``ask`` gives the credential, once it is sure that nothing else stands in the way.

    Raises UsageError, BusyError, NoSpace and other BackendErrors; then nothing is left behind.
    """
    new = check(options)
    with ask() as credential:
        kdf, name = kdf_of(options, around.on_event)
        with new_container(
            options.container,
            options.size,
            new_volume(options, kdf),
            credential,
            header=options.header,
            force=options.force,
            sparse=options.sparse,
            on_event=around.on_event,
        ) as unlocked:
            make_filesystem(unlocked, options, new.sector_size, around)
            return result(unlocked, options, new.sector_size, name)
    raise AssertionError("a new volume is complete or raises")


def check(options: CreateOptions) -> NewVolume:
    """What the new volume is to be like, as far as it is sure that nothing stands in the way.

    Raises what ``create`` raises before it asks for the credential; nothing is made.
    """
    new = new_volume(options)
    check_target(options.container, force=options.force, sized=options.size is not None)
    if options.header is not None:
        check_target(options.header, force=options.force)
    if options.size is not None:
        size = round_up(options.size, new.sector_size)
        check_room(size, new)
        check_filesystem(options, size - new.overhead, new.sector_size)
    return new


def check_filesystem(options: CreateOptions, size: int, sector_size: int) -> None:
    """Raise UsageError or NotAvailable when the file system cannot be made on ``size`` bytes."""
    if options.filesystem is not None:
        make.check_request(options.filesystem, size, options.label, sector_size=sector_size)


def make_filesystem(unlocked: UnlockedVolume, options: CreateOptions, sector_size: int, around: Around) -> None:
    """An empty file system in the new volume, owned by the user, if one is asked for."""
    if options.filesystem is None:
        return
    volume = unlocked.volume
    check_filesystem(options, volume.size, sector_size)
    how = AttachOptions(consumer="driver")
    attacher, _, _ = choose_attacher(around.attachers, volume, how, None)
    with around.shown(attacher, unlocked, how, options) as attachment:
        around.on_event(Step(f"making {options.filesystem}"))
        make.make(
            options.filesystem,
            attachment.path,
            size=volume.size,
            label=options.label,
            uid=os.getuid(),
            gid=os.getgid(),
            sector_size=sector_size,
        )


def result(unlocked: UnlockedVolume, options: CreateOptions, sector_size: int, kdf: str) -> CreateResult:
    """What the volume is like."""
    volume = unlocked.volume
    segment = _segment(volume)
    return CreateResult(
        container=volume.container.path,
        header=options.header,
        format=volume.format,
        uuid=volume.uuid,
        label=options.label,
        size=volume.container.device.size,
        volume_size=volume.size,
        filesystem=options.filesystem and make.ALIASES.get(options.filesystem, options.filesystem),
        cipher=str(segment.cipher),
        key_size=segment.key_size * 8,
        sector_size=sector_size,
        kdf=kdf,
    )


def _segment(volume: Volume) -> Segment:
    assert volume.segment is not None, "a new volume has one segment"
    return volume.segment
