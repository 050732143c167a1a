"""Suspending an open volume, so that its key is nowhere in memory, and resuming it with its own key only."""

from collections.abc import Callable
from contextlib import ExitStack

from vault.attach.devmapper import suspending
from vault.container import Container
from vault.errors import BackendError, FormatError, NotAvailable, UsageError
from vault.events import OnEvent, Step, Warned
from vault.filesystem.busy import write_back
from vault.formats.luks2.limits import Limits
from vault.opening import key_digest
from vault.options import OpenOptions
from vault.session import Session
from vault.volume import UnlockedVolume, Volume

WAY = "devmapper"


def suspend(session: Session, on_event: OnEvent) -> Session:
    """The session, suspended. Raises UsageError when it is already, NotAvailable when it cannot be, BackendError."""
    _check(session)
    if session.state == "suspended":
        raise UsageError(f"{session.name} is suspended already", hint=f"vault resume {session.name} ends that")
    on_event(Step("suspending"))
    if session.mounted:
        try:
            write_back(session.mounted.mount_point)
        except BackendError as error:  # the key goes nevertheless, and the kernel would not say so
            hint = "copy what matters once it is resumed, before it is dismounted"
            on_event(Warned(f"{error}, and is lost when {session.name} is dismounted", hint))
    suspending.suspend(session.attachment)
    return session


def resume(
    session: Session, unlock: Callable[[Volume, ExitStack], UnlockedVolume], limits: Limits, on_event: OnEvent
) -> Session:
    """The session, resumed with the key that ``unlock`` gives.

    The header is read anew, without a lock, for the mapping itself has that. It must be the one that the volume was
    opened with, for a key that somebody put there meanwhile would encrypt what is still to be written. Raises
    UsageError, NotAvailable, CredentialError, FormatError or BackendError, and it is still suspended then.
    """
    _check(session)
    if session.state != "suspended":
        raise UsageError(f"{session.name} is not suspended", hint="vault list shows the state of each volume")
    with ExitStack() as stack:
        container = Container.open(session.container, read_only=True, header=session.header, locked=False)
        stack.callback(container.close)
        if container.identity != session.identity:
            raise FormatError(f"{session.container} is another file now than the one that is open")
        volume = Volume.open(container, OpenOptions(format=session.format), limits=limits)
        if volume.uuid != session.uuid or key_digest(volume) != session.key_digest:
            raise FormatError(
                f"the header of {session.container} was changed since the volume was opened",
                hint="put the header back from a backup, or give the volume up with vault dismount --force",
            )
        unlocked = unlock(volume, stack)
        on_event(Step("resuming"))
        suspending.resume(session.attachment, unlocked)
    return session


def _check(session: Session) -> None:
    if session.attachment.way != WAY:
        raise NotAvailable(
            f"{session.name} is attached by {session.attachment.way}, and only {WAY} can suspend and resume",
            hint="vault dismount takes the key out of memory",
        )
    if not session.key_digest:
        raise NotAvailable(
            f"a {session.format} volume cannot be suspended: nothing would tell whether its own key comes back",
            hint="vault dismount takes the key out of memory",
        )
