"""How full an open volume is and what goes through it, as the kernel or the server of a FUSE file counts it."""

import os
from dataclasses import replace
from pathlib import Path

from vault.attach.fusefile.counters import counted
from vault.errors import from_os
from vault.options.usage import Usage
from vault.session import Session
from vault.system import iocounters
from vault.system.mappings import mapping


def used(session: Session) -> int | None:
    """A number that changes when the volume is used; None when what it is told by is gone.

    It asks the volume nothing. A driver or server that is asked for anything counts that as use.
    """
    attachment, mounted = session.attachment, session.mounted
    processes = [attachment.server, mounted.driver if mounted else 0]
    counts = [iocounters.of_process(pid) for pid in processes if pid]
    if attachment.mapping and (found := mapping(attachment.mapping)):
        counts.append(iocounters.of_mapping(found.device))
    return iocounters.total(counts)


def usage(session: Session, last: Usage | None = None) -> Usage:
    """What can be told of it now. Raises BackendError when its file system does not answer as one that is whole.

    Who asks again and again gives what was told ``last``: it is told once more while nobody has used the volume, so
    that being looked at does not keep it from being idle.
    """
    device = _device(session)
    if device and not (session.mounted and session.mounted.driver):
        return _measured(session, device)  # the kernel answers, and does not use the volume for it
    if last is not None and last.seen and last.seen == _seen(session):
        return last
    found = _measured(session, device)
    return replace(found, seen=_seen(session))


def _seen(session: Session) -> str:
    count = used(session)
    return "" if count is None else f"{session.name}/{session.started}/{count}"


def _measured(session: Session, device: str) -> Usage:
    size, free = _room(session) or (None, None)
    if device:
        read, written = iocounters.bytes_of_device(device) or (None, None)
        moved = None if read is None or written is None else read + written
        return Usage(size, free, read, written, moved)
    folder = session.attachment.folder
    if folder is not None and (counts := counted(folder)) is not None:
        return Usage(size, free, *counts, sum(counts))
    process = (session.mounted.driver if session.mounted else 0) or session.attachment.server
    return Usage(size, free, None, None, iocounters.bytes_of_process(process) if process else None)


def _room(session: Session) -> tuple[int, int] | None:
    """The size of its file system, and what of it the user may still fill; None when none is mounted."""
    if session.mounted is None or not session.is_mounted:
        return None
    point = session.mounted.mount_point
    try:
        found = os.statvfs(point)
    except OSError as error:
        raise from_os(error, f"the free space of {point} cannot be told") from error
    if not session.is_mounted:  # any more, and what was asked is the folder below
        return None
    return found.f_frsize * found.f_blocks, found.f_frsize * found.f_bavail


def _device(session: Session) -> str:
    """The block device that everything goes through, as ``major:minor``; empty where there is none."""
    if session.attachment.mapping:
        found = mapping(session.attachment.mapping)
        return found.device if found else ""
    if session.mounted is None or not session.mounted.device:
        return ""
    try:
        number = Path(session.mounted.device).stat().st_rdev
    except OSError:
        return ""
    return f"{os.major(number)}:{os.minor(number)}"
