"""Mounting by the kernel, for root: a block device as it is, a file through a loop device.

References: mount(8), section FILESYSTEM-SPECIFIC MOUNT OPTIONS; Linux, Documentation/filesystems
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vault.attach.base import Attachment, Availability
from vault.errors import BackendError, BusyError, MountError, NotAvailable, from_os, os_reason
from vault.filesystem import busy, points, syscalls
from vault.filesystem.base import Mounted, MountOptions
from vault.filesystem.detect import detect_at
from vault.options import filesystem_name
from vault.system import loopdev
from vault.system.blocks import logical_block_size
from vault.system.modules import has_module
from vault.system.mounts import mount_at
from vault.system.signals import held_back

KERNEL_NAME = {"ntfs": "ntfs3"}
"""The kernel's driver where it is called otherwise; its old read-only driver ``ntfs`` is not used."""
MOUNTABLE = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "exfat", "ntfs"})
WITHOUT_OWNERS = frozenset({"vfat", "exfat", "ntfs"})
EXTRA = {
    "ext2": ("errors=remount-ro",),
    "ext3": ("errors=remount-ro",),
    "ext4": ("errors=remount-ro",),
    "xfs": ("nouuid",),  # a copy of a container has the same one
    "vfat": ("utf8", "errors=remount-ro"),
    "exfat": ("errors=remount-ro",),
}
FAILED_S = 2.0
"""How long the loop device of a mount that failed is waited for: only one who looks into new devices can hold it."""
READ_ONLY_EXTRA = {"ext3": ("noload",), "ext4": ("noload",), "xfs": ("norecovery",), "btrfs": ("rescue=nologreplay",)}
"""How to leave a log alone that cannot be replayed without writing."""


class KernelMounter:
    """File systems that the kernel knows, on the mapping or on a loop device with direct input and output."""

    name = "kernel"
    consumer = "loop"
    attachers = frozenset({"devmapper", "fusefile"})

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """Whether this is root and the kernel has the file system, or a module for it."""
        del read_only
        if os.geteuid() != 0:
            return Availability(False, "only root may mount through the kernel")
        if filesystem not in MOUNTABLE:
            return Availability(False, f"{filesystem_name(filesystem)} is not something to mount")
        if not loopdev.CONTROL.exists():
            return Availability(False, "the kernel has no loop devices")
        driver = KERNEL_NAME.get(filesystem, filesystem)
        if not kernel_has(driver):
            return Availability(False, f"this kernel has no driver {driver}")
        return Availability(True, f"the kernel's {driver} is the fastest and safest way")

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """The file system, on the folder that was checked: the mount is made on its descriptor.

        Raises MountError, BusyError, NotAvailable or BackendError, and then no loop device is left.
        """
        read_only = options.read_only or attachment.read_only
        with _device(attachment, read_only=read_only) as source, points.opened(mount_point) as folder:
            mounted = Mounted(self.name, filesystem, mount_point, 0, str(source), read_only)
            options.announce(mounted)
            try:
                _mount(source, folder, filesystem, read_only, options)
                if not points.is_mounted_on(folder, mount_point):
                    raise MountError(f"{mount_point} was moved while it was being mounted on")
                busy.verify(mount_point, read_only=read_only, noexec=options.noexec)
            except BaseException:  # a cancellation is heard of when mount(2) returns, and then there is a mount
                _take_away(Path(os.readlink(f"/proc/self/fd/{folder}")), source)
                raise
        return mounted

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Write back, unmount, and wait for the loop device, if there is one, to go.

        ``force`` detaches the mount from its folder even while programs use it: they keep what they have open, and
        the loop device goes when the last of them lets go, which is waited for. Raises BusyError with ``holders``
        when it is busy, BackendError when data could not be written.
        """
        device = Path(mounted.device)
        shown = loopdev.backing_file(device) if loopdev.is_loop(device) else None
        mount = mount_at(mounted.mount_point)
        users = busy.users_of(mount) if mount else []
        if mount is not None:
            if mount.source != mounted.device:
                raise busy.busy(mounted.mount_point, users)
            busy.write_back(mounted.mount_point, force=force)
            unmount(mounted.mount_point, driver=0, force=force)
        try:
            loopdev.wait_until_gone(device, shown, timeout_s)
        except BusyError as error:
            if force and users:
                raise busy.busy(mounted.mount_point, users) from error
            raise


def kernel_has(driver: str) -> bool:
    """Whether the file system is in the kernel or can be loaded; loads nothing."""
    return driver in Path("/proc/filesystems").read_text().split() or has_module(driver)


def unmount(mount_point: Path, *, driver: int, force: bool) -> None:
    """Unmount as root; with ``force`` lazily when it is busy. Raises BusyError or BackendError."""
    mount = mount_at(mount_point)
    try:
        syscalls.unmount(str(mount_point))
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise from_os(error, f"{mount_point} cannot be dismounted") from error
        if not force:
            raise busy.busy(mount_point, busy.users_of(mount, driver=driver) if mount else []) from error
        syscalls.unmount(str(mount_point), syscalls.MNT_DETACH)


def _take_away(folder: Path, source: Path) -> None:
    """Undo a mount, if it was made."""
    mount = mount_at(folder)
    if mount is not None and mount.source == str(source):
        syscalls.unmount(str(folder), syscalls.MNT_DETACH)


@contextmanager
def _device(attachment: Attachment, *, read_only: bool) -> Iterator[Path]:
    """What is mounted: the plaintext, where that is a block device that the file system can live on, or a loop device.

    That goes at the end of the block unless it is mounted. Volumes exist whose file system, made on a file, has smaller
    sectors than the mapping.
    """
    sector_size = _sector_size(attachment)
    if attachment.path.is_block_device() and logical_block_size(attachment.path) <= sector_size:
        yield attachment.path
        return
    loop = shown = None
    try:
        with held_back():  # one that nobody knows of would be held open as long as this process runs
            loop = loopdev.attach(attachment.path, read_only=read_only, sector_size=sector_size)
            shown = loopdev.backing_file(loop.path)
        yield loop.path
    except BaseException:
        if loop is not None:
            loop.close()
            with suppress(BusyError):  # whoever detaches the plaintext waits for it again
                loopdev.wait_until_gone(loop.path, shown, FAILED_S)
        raise
    loop.close()


def _sector_size(attachment: Attachment) -> int:
    """The largest sector that the file system can live on, so that the layers below see no partial ones."""
    try:
        found = detect_at(attachment.path)
    except OSError as error:
        raise from_os(error, "the attached plaintext cannot be read") from error
    size = found.sector_size if found else 512
    return size if attachment.size % size == 0 else 512


def _mount(source: Path, folder: int, filesystem: str, read_only: bool, options: MountOptions) -> None:
    flags = syscalls.MS_NOSUID | syscalls.MS_NODEV
    flags |= (syscalls.MS_RDONLY if read_only else 0) | (syscalls.MS_NOEXEC if options.noexec else 0)
    words = [*EXTRA.get(filesystem, ()), *(READ_ONLY_EXTRA.get(filesystem, ()) if read_only else ())]
    if filesystem in WITHOUT_OWNERS:
        words += [f"uid={options.owner_uid}", f"gid={options.owner_gid}", "umask=077"]
    driver, shown = KERNEL_NAME.get(filesystem, filesystem), filesystem_name(filesystem)
    try:
        syscalls.mount(str(source), f"/proc/self/fd/{folder}", driver, flags, ",".join(words))
    except OSError as error:
        if error.errno == errno.ENODEV:
            raise NotAvailable(f"this kernel has no driver {driver}") from error
        if error.errno in (errno.EPERM, errno.EACCES, errno.EIO):
            raise BackendError(f"the kernel could not mount the {shown}: {os_reason(error)}") from error
        raise MountError(
            f"the kernel does not mount this {shown}: {os_reason(error)}", hint="the kernel's log (dmesg) says why"
        ) from error
