"""Taking an open volume down: a mount's steps upwards, as far as they are still there."""

import time

from vault.errors import BackendError, BusyError
from vault.events import OnEvent, Step, Waiting, Warned
from vault.filesystem import frozen
from vault.filesystem.base import Mounted
from vault.filesystem.busy import users_of
from vault.session import Session, SessionStore, clean_up
from vault.system.mounts import mount_at
from vault.system.processes import Holder
from vault.ways import attachers, mounters, named

SHUTDOWN_S = 60.0
"""How long the last data of a volume may take to be written before a dismount gives up waiting."""
PROTECTED = "a write was refused to protect the hidden volume, and all after it: what was written last is lost"
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
    if session.state == "suspended":
        return _give_up(session, on_event, force=force)
    has_died = session.has_died
    if session.state == "protected":
        on_event(Warned(PROTECTED, "its hidden volume is intact; check the outer one's file system"))
    try:
        # When a part has died nothing can be written back or read: waiting for programs would help nobody.
        users = _dismount(session, on_event, force=force or has_died)
        on_event(Step("detaching"))
        try:
            named(attachers(), session.attachment.way).detach(session.attachment, timeout_s=SHUTDOWN_S)
        except BusyError as error:
            if not users:
                raise
            raise _still_used(session, users) from error
    except BackendError:
        if not (has_died and session.is_gone):
            raise
    if has_died and not session.attachment.read_only:
        message = f"a process behind {session.name} had ended by itself: what was not synced may be lost"
        on_event(Warned(message, "its file system is checked when it is mounted again"))
    clean_up(session)
    return None


def _dismount(session: Session, on_event: OnEvent, *, force: bool) -> list[Holder]:
    """Take the mount away, if there is one; those whom it was taken away from by ``force``."""
    mounted = session.mounted
    if mounted is None:
        return []
    on_event(Step("dismounting"))
    if not mounted.driver and mount_at(mounted.mount_point):  # of the drivers that are programs none can be frozen
        frozen.check(mounted.mount_point)
    users = _tell_users(mounted, on_event) if force else []
    named(mounters(), mounted.way).dismount(mounted, force=force, timeout_s=SHUTDOWN_S)
    return users


def _tell_users(mounted: Mounted, on_event: OnEvent) -> list[Holder]:
    """Say who is going to lose the mount, before it is taken away; they are the result."""
    users = _users(mounted)
    if users:
        who = ", ".join(map(str, users))
        on_event(Warned(f"{mounted.mount_point} is taken away from {who}", "what they have not written is lost"))
    return users


def users_now(session: Session) -> list[Holder]:
    """The programs that use its mount, as many as this user may see."""
    return _users(session.mounted) if session.mounted else []


def _users(mounted: Mounted) -> list[Holder]:
    mount = mount_at(mounted.mount_point)
    return users_of(mount, driver=mounted.driver) if mount else []


def _still_used(session: Session, users: list[Holder]) -> BusyError:
    """The error for those who have kept what was open when the mount was taken away, where nothing shows them now."""
    names = tuple(map(str, users))
    return BusyError(
        f"{session.attachment.path} is still in use by {', '.join(names)}",
        hint=f"vault dismount {session.name} once they have let go",
        holders=names,
    )


def _give_up(session: Session, on_event: OnEvent, *, force: bool) -> None:
    """Take down a suspended volume, which can neither write nor read: all that waits for it fails."""
    from vault.attach.devmapper import suspending

    if not force:
        raise BusyError(
            f"{session.name} is suspended",
            hint=f"vault resume {session.name} first, or --force, which gives up what programs have not written",
        )
    on_event(Warned(f"{session.name} is suspended: what was not written before is lost"))
    suspending.cut_off(session.attachment)
    _dismount(session, on_event, force=True)
    on_event(Step("detaching"))
    suspending.drop(session.attachment)
    clean_up(session)
