"""Creating a container: its volume, and the file system in it, complete before it gets its name."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from vault.attach.base import Attacher, Attachment, AttachOptions
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import Cost
from vault.errors import UsageError
from vault.events import OnEvent, Step
from vault.filesystem import make
from vault.formats.luks2 import create as luks2
from vault.formats.luks2.limits import METADATA_SIZES
from vault.keys import cost
from vault.options import CreateOptions, CreateResult
from vault.plan import choose_attacher
from vault.volume import UnlockedVolume, check_target, new_container

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

Shown = Callable[[Attacher, UnlockedVolume, AttachOptions, CreateOptions], AbstractContextManager[Attachment]]

MIB = 1024 * 1024


def create(
    options: CreateOptions,
    ask: "Callable[[], Secret]",
    attachers: Sequence[Attacher],
    shown: Shown,
    on_event: OnEvent,
) -> CreateResult:
    """What was created. ``ask`` gives the credential, once it is sure that nothing else stands in the way.

    ``shown`` attaches for the time of a block, known to other processes, so that the file system can be made.

    Raises UsageError, BusyError, NoSpace and other BackendErrors; then nothing is left behind.
    """
    plan = _header_options(options)
    plan.check()
    check_target(options.container, force=options.force, sized=options.size is not None)
    if options.header is not None:
        check_target(options.header, force=options.force)
    if options.size is not None and options.size < plan.data_start + plan.sector_size:
        raise UsageError(
            f"the header alone needs {plan.data_start} bytes, and the container is to have {options.size}",
            hint=f"choose a size of {-(-plan.data_start // MIB) + 1}M or more",
        )
    if options.filesystem is not None and options.size is not None:
        make.check_request(
            options.filesystem, options.size - plan.data_start, options.label, sector_size=plan.sector_size
        )
    with ask() as credential:
        kdf = cost(options, on_event)
        with new_container(
            options.container,
            options.size,
            _header_options(options, kdf),
            credential,
            header=options.header,
            force=options.force,
            sparse=options.sparse,
            on_event=on_event,
        ) as unlocked:
            if options.filesystem is not None:
                _make_filesystem(unlocked, options, attachers, shown, on_event)
            return _result(unlocked, options, kdf.kind)
    raise AssertionError("a new volume is complete or raises")


def _header_options(options: CreateOptions, kdf: Cost | None = None) -> luks2.CreateOptions:
    return luks2.CreateOptions(
        cipher=CipherSpec.parse(options.cipher),
        key_size=options.key_size // 8,
        sector_size=options.sector_size or make.sector_size_for(options.filesystem, options.size),
        label=options.label,
        cost=kdf,
        keyslots_size=options.keyslots_size,
        detached=options.header is not None,
        metadata_size=options.metadata_size or METADATA_SIZES[0],
    )


def _make_filesystem(
    unlocked: UnlockedVolume,
    options: CreateOptions,
    attachers: Sequence[Attacher],
    shown: Shown,
    on_event: OnEvent,
) -> None:
    """An empty file system in the new volume, owned by the user."""
    assert options.filesystem is not None
    volume = unlocked.volume
    make.check_request(options.filesystem, volume.size, options.label, sector_size=volume.segment.sector_size)
    how = AttachOptions(consumer="driver")
    attacher, _, _ = choose_attacher(attachers, volume, how, None)
    with shown(attacher, unlocked, how, options) as attachment:
        on_event(Step(f"making {options.filesystem}"))
        make.make(
            options.filesystem,
            attachment.path,
            size=volume.size,
            label=options.label,
            uid=os.getuid(),
            gid=os.getgid(),
            sector_size=volume.segment.sector_size,
        )


def _result(unlocked: UnlockedVolume, options: CreateOptions, kdf: str) -> CreateResult:
    volume = unlocked.volume
    return CreateResult(
        container=volume.container.path,
        header=options.header,
        format=volume.format,
        uuid=volume.header.uuid,
        label=volume.header.label,
        size=volume.container.device.size,
        volume_size=volume.size,
        filesystem=options.filesystem and make.ALIASES.get(options.filesystem, options.filesystem),
        cipher=str(volume.segment.cipher),
        key_size=volume.segment.key_size * 8,
        sector_size=volume.segment.sector_size,
        kdf=kdf,
    )
