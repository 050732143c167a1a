"""Mounting in a way that is handed the credential and unlocks by itself, so that no key is derived twice."""

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault.attach.base import AttachOptions, UnlockingAttacher
from vault.events import OnEvent, Step
from vault.filesystem.base import CheckingMounter, Mounted, Mounter, MountOptions
from vault.opening import Describe, attach_by, mounted_by
from vault.session import Session, SessionStore

if TYPE_CHECKING:
    from vault.crypto.secret import Secret
    from vault.volume import Volume


def mount(
    stack: ExitStack,
    store: SessionStore,
    ways: tuple[UnlockingAttacher, Mounter],
    volume: "Volume",
    credential: "Secret",
    options: AttachOptions,
    how: MountOptions,
    described: Describe,
    on_event: OnEvent,
) -> Session:
    """The session of a volume that others unlocked, attached and mounted, undone when ``stack`` unwinds.

    The mounter chooses the folder. Raises WrongCredential and whatever the attacher and the mounter raise.
    """
    attacher, mounter = ways
    show = partial(attacher.attach_locked, volume, credential, on_event=on_event)
    on_event(Step("attaching"))
    session = attach_by(stack, store, attacher, show, options, described)
    if isinstance(mounter, CheckingMounter):
        mounter.check(session.attachment, read_only=how.read_only, on_event=on_event)
    on_event(Step("mounting"))

    def record(mounted: Mounted) -> Session:
        return store.update(replace(session, mounted=mounted))

    return record(mounted_by(stack, mounter, session.attachment, "", Path(), replace(how, announce=record)))
