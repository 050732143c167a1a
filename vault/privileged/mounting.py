"""Mounting a mapping of the caller's below his folder of media, and taking that mount away again.

References: mount(2); umount(2); mount(8), section FILESYSTEM-SPECIFIC MOUNT OPTIONS
"""

import errno
from contextlib import ExitStack
from pathlib import Path

from vault.errors import BackendError, BusyError, MountError, NotAvailable, from_os, os_reason
from vault.filesystem import syscalls
from vault.privileged import places, volumes
from vault.privileged.caller import Caller
from vault.privileged.confine import MKNOD, SYS_ADMIN, raised
from vault.privileged.protocol import FORCE, NOEXEC, READ_ONLY, SECTOR, SMALL_SECTORS, Answer, Dismount, Mount
from vault.privileged.records import MOUNTED, MOUNTING, OPEN, OPENING, Held, Record, Records
from vault.privileged.volumes import Done
from vault.system import loopdev
from vault.system.mappings import Mapping, mapping
from vault.system.mounts import Mount as MountEntry
from vault.system.mounts import mount_at

ALWAYS = syscalls.MS_NOSUID | syscalls.MS_NODEV
ALWAYS_SHOWN = frozenset({"nosuid", "nodev"})
WITHOUT_OWNERS = frozenset({"vfat", "exfat"})
OPTIONS = {
    "ext2": ("errors=remount-ro",),
    "ext3": ("errors=remount-ro",),
    "ext4": ("errors=remount-ro",),
    "xfs": ("nouuid",),
    "vfat": ("utf8", "errors=remount-ro"),
    "exfat": ("errors=remount-ro",),
}
READ_ONLY_OPTIONS = {"ext3": ("noload",), "ext4": ("noload",), "xfs": ("norecovery",)}


def mount(request: Mount, caller: Caller, records: Records, undo: ExitStack) -> Done:
    """Mount the caller's mapping, which nobody may have open meanwhile; its node is root's as long.

    Raises UsageError, BusyError, MountError and BackendError; ``undo`` takes back what was done.
    """
    held = undo.enter_context(records.held(volumes.name_of(caller, request.name), caller.uid))
    if held.record.state != OPEN:
        raise BusyError(f"{held.record.name} is mounted already")
    found = _mapping_of(held.record)
    path = places.path_of(caller.name, request.folder)
    with ExitStack() as taken:
        # Whose it was: not its user's as long as a file system lives on it that was taken away from programs.
        taken.callback(volumes.set_owner, held.record, volumes.set_owner(held.record, 0))
        volumes.wait_until_unused(found)
        with places.made(path, caller.uid) as folder, ExitStack() as unmounted:
            unmounted.callback(held.write, state=OPEN, folder="")
            unmounted.callback(places.remove, path)
            held.write(state=MOUNTING, folder=str(path))
            _mount(held.record, request, caller, folder)
            unmounted.pop_all()
        taken.pop_all()
        undo.callback(_give_up, held, found)
    _verify(path, found)

    def keep() -> None:
        held.write(state=MOUNTED)
        held.close()

    return Done(Answer(path=str(path), mapping=held.record.mapping), keep)


def dismount(request: Dismount, caller: Caller, records: Records) -> Done:
    """Take the mount away and give the node back; a mount that somebody took away already is no error.

    Raises BusyError while it is used, unless ``FORCE`` is given.
    """
    with records.held(volumes.name_of(caller, request.name), caller.uid) as held:
        if held.record.state == OPENING:
            raise BusyError(f"{held.record.name} is being attached")
        found = mapping(held.record.mapping)
        if held.record.folder:
            path = Path(held.record.folder)
            if found is not None:
                _unmount(path, found, force=bool(request.flags & FORCE))
            places.remove(path)
        if found is not None:
            _give_back(held.record, found)
        held.write(state=OPEN, folder="")
    return Done(Answer())


def tidy(records: Records) -> list[str]:
    """Undo what helpers that were killed had begun, and forget what is gone; what could not be undone, in words."""
    problems = []
    with records.left() as left:
        for held in left:
            record = held.record
            found = mapping(record.mapping) if record.mapping else None
            try:
                if record.state == MOUNTING and found is not None:
                    _give_up(held, found)
                    continue
                if record.state == OPENING:
                    volumes.remove(record)
                elif found is not None:
                    continue
                if record.folder:
                    places.remove(Path(record.folder))
                held.remove()
            except (BusyError, BackendError, OSError) as error:
                problems.append(f"{record.name}: {error}")
    return problems


def _give_up(held: Held, found: Mapping) -> None:
    """Undo a mounting; while that cannot be done the record stays, for the next request to try again."""
    path = Path(held.record.folder)
    _unmount(path, found, force=True)
    places.remove(path)
    _give_back(held.record, found)
    held.write(state=OPEN, folder="")


def _give_back(record: Record, found: Mapping) -> None:
    """Let the user open the node again, unless programs still use the file system that was taken away from them."""
    try:
        volumes.wait_until_unused(found)
    except BusyError:
        return
    volumes.set_owner(record, record.uid)


def _mapping_of(record: Record) -> Mapping:
    found = mapping(record.mapping)
    if found is None or found.name != record.name:
        raise BackendError(f"{record.name} is gone")
    return found


def _mount(record: Record, request: Mount, caller: Caller, folder: int) -> None:
    read_only = record.read_only or bool(request.flags & READ_ONLY)
    flags = ALWAYS | (syscalls.MS_RDONLY if read_only else 0) | (syscalls.MS_NOEXEC if request.flags & NOEXEC else 0)
    words = [
        *OPTIONS.get(request.filesystem, ()),
        *(READ_ONLY_OPTIONS.get(request.filesystem, ()) if read_only else ()),
    ]
    if request.filesystem in WITHOUT_OWNERS:
        words += [f"uid={caller.uid}", f"gid={caller.gid}", "umask=077"]
    source = volumes.NODES / record.name
    try:
        with raised(SYS_ADMIN, MKNOD), ExitStack() as stack:
            if request.flags & SMALL_SECTORS:
                loop = loopdev.attach(source, read_only=read_only, sector_size=SECTOR)
                stack.callback(loop.close)  # the mount keeps it, and it goes with the mount
                source = loop.path
            syscalls.mount(str(source), f"/proc/self/fd/{folder}", request.filesystem, flags, ",".join(words))
    except OSError as error:
        if error.errno == errno.ENODEV:
            raise NotAvailable(f"this kernel has no driver {request.filesystem}") from error
        raise MountError(
            f"the kernel does not mount this {request.filesystem}: {os_reason(error)}",
            hint="the kernel's log (dmesg) says why",
        ) from error


def _verify(path: Path, found: Mapping) -> None:
    mounted = mount_at(path)
    if mounted is None or not _is_on(mounted, found) or not mounted.options >= ALWAYS_SHOWN:
        raise MountError(f"the mount on {path} is not as it was asked for")


def _is_on(mounted: MountEntry, found: Mapping) -> bool:
    """Whether a mount is of the mapping, or of a loop device over it."""
    if mounted.device == found.device:
        return True
    try:
        below = Path("/sys/dev/block", mounted.device, "loop", "backing_file").read_text().rstrip("\n")
    except OSError:
        return False
    return Path(below).resolve() == (volumes.NODES / found.name).resolve()


def _unmount(path: Path, found: Mapping, *, force: bool = False) -> None:
    """Take the mapping's mount off the folder, if it is there; ``force`` even from those who use it."""
    mounted = mount_at(path)
    if mounted is None:
        return
    if not _is_on(mounted, found):
        raise BusyError(f"something else is mounted on {path}")
    try:
        with raised(SYS_ADMIN):
            syscalls.unmount(str(path), syscalls.MNT_DETACH if force else 0)
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise BusyError(f"{path} is in use", hint="close what is open there") from error
        raise from_os(error, f"{path} cannot be dismounted") from error
