"""Showing the plaintext as one file in a FUSE mount of its own; needs no right but that of using FUSE."""

import os
import re
import secrets
import stat
from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.attach.fusefile import process, serving
from vault.attach.fusefile.channel import Order
from vault.attach.fusefile.request import ServeRequest
from vault.attach.fusefile.unmount import unmount
from vault.errors import BackendError, BusyError, NotAvailable, VaultError, from_os
from vault.events import OnEvent
from vault.formats.luks2.authenticated import AuthenticatedSegment, kernel_only
from vault.system import programs
from vault.system.folders import PRIVATE, runtime
from vault.system.mounts import SERVER_DIED, mount_at
from vault.system.processes import holders, wait_for_end
from vault.volume import UnlockedVolume, Volume

FUSE = Path("/dev/fuse")
MTAB = Path("/etc/mtab")
FUSE_CONF = Path("/etc/fuse.conf")
NAME_LIMIT = 60


class FuseFile:
    """The attacher ``fusefile``. ``server`` forces one of the two servers; None takes the one that fits."""

    name = "fusefile"
    formats = None

    def __init__(self, server: str | None = None) -> None:
        self._server = server

    def here(self) -> Availability:
        """Whether FUSE works here for this user; changes nothing."""
        try:
            _check_here()
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, "FUSE shows volumes as files")

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether FUSE works here for this user, and a server for this volume is installed; changes nothing."""
        try:
            server = self._check(volume, options)
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, f"the {server} server shows the volume as a file")

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """The plaintext as a file of mode 0600 in a private folder, served by a process of its own.

        Raises BackendError or NotAvailable, or what the server itself raised, and leaves nothing behind.
        """
        volume = unlocked.volume
        server = self._check(volume, options)
        read_only = options.read_only or volume.container.read_only
        label = _label(volume.container.path)
        folder = _make_folder(label)
        try:
            request = _request(volume, options, folder, label, read_only=read_only)
            order = Order(server, volume.container.device.fileno(), request)
            pid = process.start(order, unlocked.volume_key)
        except BaseException:
            folder.rmdir()
            raise
        return Attachment(
            way=self.name,
            path=folder / label,
            folder=folder,
            server=pid,
            size=volume.size,
            read_only=read_only,
        )

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Write everything back, unmount, and wait until the server has wiped the key and ended.

        Raises BusyError while somebody has the file open, and BackendError when data could not be written (it is
        still attached then) or when the server was gone before (what it left is cleaned up all the same).
        """
        folder = attachment.folder
        assert folder is not None, "a file lies in a folder"
        mount = mount_at(folder)
        alive = process.is_server(attachment.server)
        if mount is not None and alive:
            _flush(attachment)
            _unmount(folder, mount.device)
        elif mount is not None:
            unmount(folder, lazy=True)
        if alive and not wait_for_end(attachment.server, timeout_s):
            raise BackendError(f"the server (process {attachment.server}) has not ended after {timeout_s:g} seconds")
        _remove(folder)
        if mount is not None and not alive and not attachment.read_only:
            raise BackendError(
                f"the server of {attachment.path.name} had ended before it was detached: data may not be written",
                hint="check the file system of the volume",
            )

    def _check(self, volume: Volume, options: AttachOptions) -> str:
        """The server to use. Raises NotAvailable with what is missing."""
        if options.dm_flags:
            raise NotAvailable(f"only dm-crypt has {' and '.join(options.dm_flags)}")
        if isinstance(volume.plaintext, AuthenticatedSegment):
            raise kernel_only(volume.plaintext)
        _check_here()
        if options.consumer == "desktop" and not _may_allow_root():
            raise NotAvailable(
                "udisks2 cannot read a file that FUSE shows to this user alone",
                hint=f"root can allow it: a line user_allow_other in {FUSE_CONF}",
            )
        server = self._server or serving.preferred(volume.plaintext)
        serving.check(server, allow_discards=options.allow_discards)
        return server


def _check_here() -> None:
    """Raises NotAvailable with what is missing, whatever the volume."""
    if not FUSE.exists():
        raise NotAvailable(f"{FUSE} is missing", hint="load the kernel module fuse")
    if not os.access(FUSE, os.R_OK | os.W_OK):
        raise NotAvailable(f"{FUSE} cannot be opened by this user", hint="root can grant it: chmod 666 /dev/fuse")
    if os.geteuid() != 0:
        programs.need("fusermount3")
        if not MTAB.exists():  # fusermount3 mounts without it, and cannot unmount
            raise NotAvailable(f"{MTAB} is missing", hint=f"root can make it: ln -s ../proc/self/mounts {MTAB}")


def _request(volume: Volume, options: AttachOptions, folder: Path, file_name: str, *, read_only: bool) -> ServeRequest:
    assert volume.plaintext is not None, "an unlocked volume has a plaintext"
    return ServeRequest(
        folder=str(folder),
        file_name=file_name,
        size=volume.size,
        plaintext=volume.plaintext,
        read_only=read_only,
        allow_discards=options.allow_discards and not read_only,
        consumer="loop" if options.consumer == "desktop" else options.consumer,
        owner_uid=os.getuid(),
        owner_gid=os.getgid(),
        allow_root=options.consumer == "desktop",
    )


def _may_allow_root() -> bool:
    """Whether this user may open FUSE mounts to root, for which the same line is needed as for everybody."""
    if os.geteuid() == 0:
        return True
    try:
        return "user_allow_other" in map(str.strip, FUSE_CONF.read_text().splitlines())
    except (OSError, UnicodeDecodeError):
        return False


def _label(container: Path) -> str:
    """A name for the file and its folder that is safe wherever it is printed."""
    return re.sub(r"[^\w.+-]", "_", container.stem)[:NAME_LIMIT].strip(".-") or "volume"


def _make_folder(label: str) -> Path:
    """A new private folder that nobody could have foreseen."""
    parent = runtime() / "attached"
    folder = parent / f"{label}-{secrets.token_hex(4)}"
    try:
        parent.mkdir(mode=PRIVATE, exist_ok=True)
        folder.mkdir(mode=PRIVATE)
    except OSError as error:
        raise from_os(error, f"cannot make {folder}") from error
    return folder


def _flush(attachment: Attachment) -> None:
    """Bring errors of writing to light while there is still somebody to tell."""
    if attachment.read_only:
        return
    try:
        # A protected volume that refuses all writes by now can still be asked what became of the earlier ones.
        refuses = not attachment.path.lstat().st_mode & stat.S_IWUSR
        way = os.O_RDONLY if refuses else os.O_RDWR
        fd = os.open(attachment.path, way | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        if error.errno not in SERVER_DIED:  # the server died this moment; detach finds out below
            raise from_os(
                error, f"data of {attachment.path.name} could not be written", hint="it is still attached"
            ) from error


def _unmount(folder: Path, device: str) -> None:
    try:
        unmount(folder)
    except BusyError as error:
        found = tuple(str(holder) for holder in holders(device))
        by = f" by {', '.join(found)}" if found else ""
        raise BusyError(f"{folder} is in use{by}", hint="close what uses it and try again", holders=found) from error


def _remove(folder: Path) -> None:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        raise from_os(error, f"cannot remove {folder}") from error
