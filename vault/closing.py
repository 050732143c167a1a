"""Taking an open volume down: a mount's steps upwards, as far as they are still there."""

import time

from vault.errors import BackendError, BusyError
from vault.events import OnEvent, Step, Waiting, Warned
from vault.session import Session, SessionStore, clean_up
from vault.ways import attachers, mounters, named

SHUTDOWN_S = 60.0
"""How long the last data of a volume may take to be written before a dismount gives up waiting."""
POLL_S = 0.5
"""How often a wait for a busy volume looks again."""


def close(session: Session, store: SessionStore, on_event: OnEvent, *, force: bool, wait_s: float | None) -> None:
    """Dismount and detach what is left of a session, waiting for those who use it as long as asked."""
    deadline = time.monotonic() + (wait_s or 0.0)
    told = False
    while True:
        try:
            _take_down(session, on_event, force=force)
        except BusyError as error:
            if time.monotonic() >= deadline:
                raise
            if not told:
                on_event(Waiting(session.name, error.holders))
                told = True
            time.sleep(POLL_S)
        else:
            store.remove(session)
            return


def _take_down(session: Session, on_event: OnEvent, *, force: bool) -> None:
    """The steps of a mount upwards; one that somebody else has undone already is left out."""
    has_died = session.has_died
    try:
        mounted = session.mounted
        if mounted is not None:
            on_event(Step("dismounting"))
            # When a part has died nothing can be written back or read: waiting for programs would help nobody.
            way = named(mounters(), mounted.way)
            way.dismount(mounted, force=force or has_died, timeout_s=SHUTDOWN_S)
        on_event(Step("detaching"))
        named(attachers(), session.attachment.way).detach(session.attachment, timeout_s=SHUTDOWN_S)
    except BackendError:
        if not (has_died and session.is_gone):
            raise
    if has_died and not session.attachment.read_only:
        message = f"a process behind {session.name} had ended by itself: what was not synced may be lost"
        on_event(Warned(message, "its file system is checked when it is mounted again"))
    clean_up(session)
