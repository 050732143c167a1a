"""Mapping the plaintext of a caller's container, and taking it away again.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; include/uapi/linux/dm-ioctl.h
"""

import errno
import fcntl
import os
import stat
import struct
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from vault.attach.devmapper import libdm
from vault.errors import BackendError, BusyError, from_os, os_reason
from vault.privileged import checks
from vault.privileged.caller import Caller
from vault.privileged.confine import CHOWN, MKNOD, SYS_ADMIN, eyes_of, raised
from vault.privileged.protocol import Answer, Attach, Detach
from vault.privileged.records import OPEN, Held, Record, Records
from vault.system import loopdev
from vault.system.keyring import logon_key
from vault.system.mappings import Mapping, lower_devices, mapping

NODES = Path("/dev/mapper")
CONTROL = NODES / "control"
SETTLING_S = 5.0
"""How long a device that its user does not use may be held, as udev does that looks into each new one."""
GONE_S = 10.0
POLL_S = 0.02
_DM_IOCTL = struct.Struct("=3I3Ii2IIQ128s129s7x")
_DM_VERSION = (4, 0, 0)
_DM_DEV_STATUS = 0xC138FD07


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the answer, and how it is made to stay once the caller has that."""

    answer: Answer
    keep: Callable[[], None] | None = None


def name_of(caller: Caller, name: str) -> str:
    """What a caller's volume is called in device-mapper; no two users share a name."""
    return f"vault-{caller.uid}-{name}"


def attach(request: Attach, container: int, caller: Caller, records: Records, undo: ExitStack) -> Done:
    """Map the plaintext of the container that the descriptor is open on, and give the node to the caller.

    Raises UsageError for what is refused, BusyError and BackendError; ``undo`` takes back what was done.
    """
    found = checks.container(container, caller.uid, read_only=request.read_only)
    with eyes_of(caller.uid, caller.gid, caller.groups):
        checks.may_open(container, read_only=request.read_only)
    checks.fits(request, found)
    checks.lock(container, read_only=request.read_only)
    name = name_of(caller, request.name)
    record = Record(name, f"CRYPT-LUKS2-{request.uuid.hex()}-{name}", caller.uid, found.identity, request.read_only)
    held = undo.enter_context(records.new(record))
    undo.callback(_give_up, held)
    _map(request, container, held)
    set_owner(record, caller.uid)
    answer = Answer(path=str(NODES / name), mapping=record.mapping)

    def keep() -> None:
        held.write(state=OPEN)

    return Done(answer, keep)


def detach(request: Detach, caller: Caller, records: Records) -> Done:
    """Write back and take the caller's mapping away. Raises BusyError while it is used or mounted."""
    with records.held(name_of(caller, request.name), caller.uid) as held:
        if held.record.state != OPEN:
            raise BusyError(f"{held.record.name} is mounted", hint="dismount it first")
        with ExitStack() as back:
            if mapping(held.record.mapping) is not None:
                back.callback(_return_node, held.record, set_owner(held.record, 0))
                _flush(held.record)
            remove(held.record)
            back.pop_all()
        held.remove()
    return Done(Answer())


def remove(record: Record) -> None:
    """Take the mapping of a record away, and wait for its loop device to go. Raises BusyError and BackendError.

    The node is taken from its user first: he may have kept it, and behind its number will be somebody else's device.
    """
    found = mapping(record.mapping) if record.mapping else None
    if found is None:
        return _remove_unfinished(record)
    if found.name != record.name:
        return None
    with suppress(FileNotFoundError, BackendError):
        set_owner(record, 0)
    with raised(SYS_ADMIN, MKNOD):
        loops = [(path, loopdev.backing_file(path)) for path in lower_devices(found) if loopdev.is_loop(path)]
        deadline = time.monotonic() + SETTLING_S
        while mapping(record.mapping) is not None:
            try:
                libdm.remove(record.name)
            except OSError as error:
                if error.errno == errno.ENXIO:
                    break
                if error.errno != errno.EBUSY:
                    raise from_os(error, f"{record.name} cannot be taken away") from error
                if time.monotonic() >= deadline:
                    raise BusyError(f"{record.name} is in use") from error
                time.sleep(POLL_S)
        for path, shown in loops:
            loopdev.wait_until_gone(path, shown, GONE_S)
    return None


def set_owner(record: Record, uid: int) -> int:
    """Let this user, and no other, open the mapping's node (0: none); the result is whose it was.

    Raises BackendError when the node is not the mapping's.
    """
    found = mapping(record.mapping)
    node = os.open(NODES / record.name, os.O_PATH | os.O_CLOEXEC)  # a link of udev's is followed: /dev is root's
    try:
        number = os.fstat(node)
        if found is None or not stat.S_ISBLK(number.st_mode) or _device(number.st_rdev) != found.device:
            raise BackendError(f"{NODES / record.name} is not the mapping that was made")
        with raised(CHOWN):
            opened = Path(f"/proc/self/fd/{node}")
            os.chown(opened, 0, -1)
            with suppress(OSError):  # there is none, or there are none here
                os.removexattr(opened, "system.posix_acl_access")
            opened.chmod(0o600)
            os.chown(opened, uid, -1)
        return number.st_uid
    finally:
        os.close(node)


def wait_until_unused(found: Mapping) -> None:
    """Return when no process has the mapping open. Raises BusyError when one keeps it open."""
    deadline = time.monotonic() + SETTLING_S
    while _open_count(found.name):
        if time.monotonic() >= deadline:
            raise BusyError(f"{found.name} is open in a program", hint="close it, then mount")
        time.sleep(POLL_S)


def _give_up(held: Held) -> None:
    """Undo an attaching; while that cannot be done the record stays, for the next request to try again."""
    remove(held.record)
    held.remove()


def _return_node(record: Record, owner: int) -> None:
    if mapping(record.mapping) is not None:
        set_owner(record, owner)


def _remove_unfinished(record: Record) -> None:
    """Take away a mapping that never got a table: sysfs does not show that."""
    if not (record.mapping and CONTROL.exists()):
        return
    try:
        with raised(SYS_ADMIN, MKNOD):
            libdm.remove_uuid(record.mapping)
    except OSError as error:
        if error.errno not in (errno.ENXIO, errno.ENODEV):
            raise from_os(error, f"{record.name} cannot be taken away") from error


def _map(request: Attach, container: int, held: Held) -> None:
    record = held.record
    size = request.sector_size if os.lseek(container, 0, os.SEEK_END) % request.sector_size == 0 else 512
    if request.offset % size:
        size = 512
    with raised(SYS_ADMIN, MKNOD, CHOWN):
        loop = loopdev.attach_open(container, Path(record.name), read_only=request.read_only, sector_size=size)
        shown = loopdev.backing_file(loop.path)
        try:
            number = os.fstat(loop.fd).st_rdev
            with logon_key(f"vault:{record.name}", request.key.view()) as key:
                _create(held)
                libdm.load(record.name, request.table(key, _device(number)), read_only=request.read_only)
                libdm.resume(record.name)
        except OSError as error:
            reason = os_reason(error)
            hint = "the kernel's log (dmesg) says why"
            raise BackendError(f"the kernel does not take the mapping: {reason}", hint=hint) from error
        finally:
            loop.close()
            if mapping(record.mapping) is None:
                loopdev.wait_until_gone(loop.path, shown, GONE_S)


def _create(held: Held) -> None:
    try:
        libdm.create(held.record.name, held.record.mapping)
    except OSError:
        held.write(mapping="")  # what has its name or UUID is somebody else's, and not to be undone
        raise


def _flush(record: Record) -> None:
    """Bring errors of writing to light while the mapping is still there and its node is root's."""
    try:
        node = os.open(NODES / record.name, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(node)
        finally:
            os.close(node)
    except OSError as error:
        raise from_os(error, f"data of {record.name} could not be written", hint="it is still attached") from error


def _open_count(name: str) -> int:
    request = _DM_IOCTL.pack(*_DM_VERSION, _DM_IOCTL.size, _DM_IOCTL.size, 0, 0, 0, 0, 0, 0, name.encode(), b"")
    buffer = bytearray(request)
    with raised(SYS_ADMIN):
        control = os.open(CONTROL, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.ioctl(control, _DM_DEV_STATUS, buffer)
        except OSError as error:
            raise from_os(error, f"the state of {name} cannot be asked for") from error
        finally:
            os.close(control)
    return int(_DM_IOCTL.unpack(buffer)[6])


def _device(number: int) -> str:
    return f"{os.major(number)}:{os.minor(number)}"
