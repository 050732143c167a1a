"""The steps of bringing a volume up, each undone by the stack it is given, and its record."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from vault import options as given
from vault.attach.base import Attacher, Attachment, AttachOptions, detach_after_failure
from vault.closing import SHUTDOWN_S
from vault.errors import MountError, from_os
from vault.events import OnEvent, Step, Warned
from vault.filesystem.base import Mounted, Mounter, MountOptions
from vault.filesystem.check import check
from vault.filesystem.detect import FileSystem, detect, detect_at
from vault.formats.luks import LuksLocked
from vault.formats.luks2.authenticated import AuthenticatedSegment
from vault.policy import volume_id
from vault.session import Session, SessionStore, name_for
from vault.system.blocks import logical_block_size
from vault.system.mounts import mount_at
from vault.system.processes import start_time
from vault.volume import UnlockedVolume, Volume

Request = given.AttachRequest | given.MountRequest
R = TypeVar("R", given.AttachRequest, given.MountRequest)
Describe = Callable[[Attachment], Session]
"""What makes the record of an attachment."""

DISCARDS = "allow-discards"
DM_FLAGS = {
    name: name.replace("-", "_")
    for name in ("same-cpu-crypt", "submit-from-crypt-cpus", "no-read-workqueue", "no-write-workqueue")
}
"""Persistent flags of a LUKS2 header, and dm-crypt's words for them."""


def with_header_flags(request: R, volume: Volume, on_event: OnEvent) -> R:
    """The request with the header's persistent flags in it, if it wants them; else a warning that they are not used.

    Whoever can write to the container can set them, so they are never taken unasked.
    """
    flags = [flag for flag in volume.locked.flags if flag == DISCARDS or flag in DM_FLAGS]
    words: list[str] = [DM_FLAGS[flag] for flag in flags if flag in DM_FLAGS]
    full = replace(
        request,
        allow_discards=request.allow_discards or DISCARDS in flags,
        dm_flags=tuple(dict.fromkeys([*request.dm_flags, *words])),
    )
    if request.header_flags or full == request:
        return full
    on_event(Warned(f"the header's persistent flags are not used: {', '.join(flags)}", "--persistent-flags uses them"))
    return request


def to_be_mounted(
    attachment: Attachment, mounter: Mounter, found: FileSystem, mount_point: Path, *, read_only: bool
) -> Mounted | None:
    """The mount as far as it is known before it is made; None where its loop device must be known to undo it."""
    by_driver = mounter.consumer == "driver"
    if not by_driver and (not attachment.mapping or logical_block_size(attachment.path) > found.sector_size):
        return None
    device = "" if by_driver else str(attachment.path)
    return Mounted(mounter.name, found.name, mount_point, 0, device, read_only)


def describe(
    request: Request | given.CreateOptions,
    volume: Volume,
    planned: Callable[[Attachment], Mounted | None] = lambda _: None,
    *,
    made_mount_point: bool = False,
) -> Describe:
    """What makes the record of the volume once it is attached; ``planned`` tells how it is to be mounted."""
    named = volume_id(volume)

    def made(attachment: Attachment) -> Session:
        return Session(
            name=name_for(volume.container.path),
            container=volume.container.path,
            identity=volume.container.identity,
            header=None if request.header is None else Path(os.path.abspath(request.header)),
            format=volume.format,
            uuid=volume.uuid,
            attachment=attachment,
            server_start=start_time(attachment.server) if attachment.server else 0,
            mounted=planned(attachment),
            made_mount_point=made_mount_point,
            started=int(time.time()),
            key_digest=key_digest(volume),
            protects=isinstance(request, given.AttachRequest | given.MountRequest) and request.protect is not None,
            policy=given.PolicyPart() if isinstance(request, given.CreateOptions) else request.policy,
            volume_id=named,
        )

    return made


def key_digest(volume: Volume) -> str:
    """What names the volume key without telling it: a hash of the digest in a LUKS header, or nothing."""
    if not isinstance(volume.locked, LuksLocked):
        return ""
    return volume.locked.header.digest_of_segment().key_name


def attach(
    stack: ExitStack,
    store: SessionStore,
    attacher: Attacher,
    unlocked: UnlockedVolume,
    options: AttachOptions,
    described: Describe,
    on_event: OnEvent,
) -> Session:
    """The session of the plaintext that is shown now, recorded; both are undone when ``stack`` unwinds.

    What would outlive this process is recorded before it is made, so that it can be closed whatever happens.
    """
    show = partial(attacher.attach, unlocked, on_event=on_event)
    return attach_by(stack, store, attacher, show, options, described)


def attach_by(
    stack: ExitStack,
    store: SessionStore,
    attacher: Attacher,
    show: Callable[[AttachOptions], Attachment],
    options: AttachOptions,
    described: Describe,
) -> Session:
    """As ``attach``, where ``show`` has the attacher do its work with these options."""
    announced: list[Session] = []
    opener = os.getpid()

    def announce(coming: Attachment) -> None:
        while announced:
            store.remove(announced.pop())
        announced.append(store.add(replace(described(coming), opener=opener, opener_start=start_time(opener))))

    def settle() -> None:
        """Drop the record, unless something is left of it."""
        for session in announced:
            store.settle(session)
        store.all()

    stack.callback(settle)  # after the detaching below
    attachment = show(replace(options, announce=announce))
    stack.callback(detach_after_failure, attacher, attachment, timeout_s=SHUTDOWN_S)
    session = described(attachment)
    return store.update(replace(session, name=announced[0].name)) if announced else store.add(session)


@contextmanager
def shown(
    store: SessionStore,
    attacher: Attacher,
    unlocked: UnlockedVolume,
    options: AttachOptions,
    request: Request | given.CreateOptions,
    on_event: OnEvent,
) -> Iterator[Attachment]:
    """The plaintext, shown and recorded for the time of the block."""
    described = describe(request, unlocked.volume)
    with ExitStack() as stack:
        session = attach(stack, store, attacher, unlocked, options, described, on_event)
        yield session.attachment
        attacher.detach(session.attachment, timeout_s=SHUTDOWN_S)


def mount(
    stack: ExitStack,
    mounter: Mounter,
    attachment: Attachment,
    found: FileSystem,
    mount_point: Path,
    options: MountOptions,
    on_event: OnEvent,
) -> Mounted:
    """The file system, checked where it was not dismounted cleanly, then mounted until ``stack`` unwinds."""
    check(found, attachment.path, read_only=options.read_only, on_event=on_event)
    on_event(Step("mounting"))
    return mounted_by(stack, mounter, attachment, found.name, mount_point, options)


def mounted_by(
    stack: ExitStack,
    mounter: Mounter,
    attachment: Attachment,
    filesystem: str,
    mount_point: Path,
    options: MountOptions,
) -> Mounted:
    """As ``mount``, where the mounter does its work with these options.

    What it announces is taken away again, if the mount table has it by then, so that no moment is left out.
    """
    made: list[Mounted] = []

    def announce(coming: Mounted) -> None:
        made.append(coming)
        options.announce(coming)

    def undo() -> None:
        if made and mount_at(made[-1].mount_point) is not None:
            mounter.dismount(made[-1], force=True, timeout_s=SHUTDOWN_S)

    stack.callback(undo)
    made.append(mounter.mount(attachment, filesystem, mount_point, replace(options, announce=announce)))
    return made[-1]


def filesystem_of(unlocked: UnlockedVolume, show: Callable[[], AbstractContextManager[Attachment]]) -> FileSystem:
    """What file system the plaintext holds; raises MountError when there is none.

    A plaintext that only the kernel reads is attached for it by ``show``.
    """
    if isinstance(unlocked.volume.plaintext, AuthenticatedSegment):
        with show() as attachment:
            found = _detect_at(attachment.path)
    else:
        device = unlocked.device()
        try:
            found = detect(device)
        finally:
            device.close()
    if found is None:
        raise MountError(
            "the volume holds no file system that vault knows",
            hint="vault attach shows the plaintext, so that one can be made or looked for",
        )
    if found.size > unlocked.volume.size:
        raise MountError(
            f"the {found.name} has {found.size} bytes but the volume only {unlocked.volume.size}: it was cut short",
            hint="restore the container from a copy; vault attach shows what is left",
        )
    return found


def _detect_at(path: Path) -> FileSystem | None:
    try:
        return detect_at(path)
    except OSError as error:
        hint = "sectors that were never written cannot be read when the volume was made without wiping it"
        raise from_os(error, "what the volume holds cannot be read", hint=hint) from error
