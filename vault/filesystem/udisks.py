"""Mounting through udisks2, under the user's media folder: for an ordinary user in a session of a desktop.

The device is a mapping that udisks2 unlocked, or a loop device that it sets up over an attached file. The kernel mounts
it, with the owners that the files have; udisks2 chooses the folder and adds nosuid and nodev by itself.

References: UDisks Reference Manual, org.freedesktop.UDisks2.Filesystem; Linux, Documentation/ABI/testing/sysfs-fs-ext4
"""

import os
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from vault.attach.base import Attachment, Availability
from vault.errors import BackendError, BusyError, FileSystemDamaged, MountError, NotAvailable, VaultError, from_os
from vault.events import OnEvent, Step, Warned
from vault.filesystem import busy
from vault.filesystem.base import Mounted, MountOptions
from vault.filesystem.kernel import KERNEL_NAME, MOUNTABLE, kernel_has
from vault.options import filesystem_name
from vault.system import blocks, udisks2
from vault.system.mounts import mount_at, mounts

CAN_SKIP_LOG = frozenset({"ext3", "ext4"})
"""File systems whose log udisks2 lets be left alone in a read-only mount."""
WITHOUT_LOG = frozenset({"ext2", "vfat"})
"""File systems that are not mended by mounting them and whose checkers udisks2 knows."""
EXT = frozenset({"ext2", "ext3", "ext4"})
SYSFS_EXT = Path("/sys/fs/ext4")


class UDisksMounter:
    """File systems that the kernel knows, mounted by udisks2 where it chooses."""

    name = "udisks"
    consumer = "desktop"
    attachers = frozenset({"udisks", "fusefile"})

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """Whether udisks2 mounts for this user without an administrator's password, and the kernel can."""
        del read_only
        if os.geteuid() == 0:
            return Availability(False, "udisks2 is for ordinary users")
        if filesystem not in MOUNTABLE:
            return Availability(False, f"{filesystem_name(filesystem)} is not something to mount")
        error = self._refusal
        if error is not None:
            return Availability(False, str(error), error.hint)
        driver = KERNEL_NAME.get(filesystem, filesystem)
        if not kernel_has(driver):
            return Availability(False, f"this kernel has no driver {driver}")
        return Availability(True, f"udisks2 mounts it in the user's media folder, by the kernel's {driver}")

    @cached_property
    def _refusal(self) -> VaultError | None:
        """Why udisks2 does not mount; asked once, whichever file systems it is for: a bus may be slow to answer."""
        return udisks2.why_not(udisks2.LOOP_SETUP, udisks2.MOUNT)

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """The file system, on a folder of udisks2's choice. ``filesystem`` may be empty: udisks2 finds out.

        Raises MountError, FileSystemDamaged, BusyError or BackendError, and then no loop device is left.
        """
        del mount_point
        read_only = options.read_only or attachment.read_only
        with udisks2.disks() as disks, ExitStack() as undo:
            block, device = _block(disks, attachment, undo, read_only=read_only)
            found = _filesystem(disks, block)
            folder = _mount(disks, block, found, options, undo, read_only=read_only)
            if not read_only and _has_errors(found, device):
                disks.unmount(block, lazy=False)
                _repair(disks, block, found)
                folder = _mount(disks, block, found, options, undo, read_only=read_only)
            if attachment.folder is not None:
                disks.loop_autoclear(block)
            mounted = Mounted(self.name, found, folder, 0, str(device), read_only)
            options.announce(mounted)
            undo.pop_all()
        return mounted

    def check(self, attachment: Attachment, *, read_only: bool, on_event: OnEvent) -> None:
        """Have a file system without a log checked whose plaintext only udisks2 can read, and mended if need be.

        Others are mended by mounting them. What cannot be checked is told. Raises FileSystemDamaged.
        """
        if read_only:
            return
        with udisks2.disks() as disks, ExitStack() as undo:
            block, _ = _block(disks, attachment, undo, read_only=read_only)
            found = _filesystem(disks, block)
            if found not in WITHOUT_LOG:
                return
            on_event(Step("checking"))
            try:
                fine = disks.is_consistent(block)
            except BackendError as error:
                on_event(
                    Warned(
                        f"the {filesystem_name(found)} could not be checked before it is mounted: {error}", error.hint
                    )
                )
                return
            if not fine:
                _repair(disks, block, found)

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Write back, have every mount of the device taken away, and wait for a loop device to go.

        ``force`` takes it away from programs that use it, which keep what they have open. Raises BusyError with
        ``holders``, and BackendError when data could not be written. What was ejected already is left out.
        """
        device = Path(mounted.device)
        number = blocks.number(device)
        here = [mount for mount in mounts() if mount.device == number]
        is_loop = device.parent == Path("/dev")
        if is_loop and all(mount.mount_point != mounted.mount_point for mount in here):
            return  # ejected; the number of the loop device may be somebody else's by now
        shown = blocks.backing_file(device) if is_loop else None
        if here:
            with udisks2.disks() as disks:
                block = disks.block(device)
                if block is None:
                    raise BackendError(f"udisks2 does not know {device}", hint=f"root can do it: umount {device}")
                for mount in reversed(here):
                    busy.write_back(mount.mount_point, force=force)
                    users = busy.users_of(mount)
                    try:
                        disks.unmount(block, lazy=force)
                    except BusyError as error:
                        raise busy.busy(mount.mount_point, users) from error
        if is_loop:
            blocks.wait_until_cleared(device, shown, timeout_s)


def _block(disks: udisks2.Disks, attachment: Attachment, undo: ExitStack, *, read_only: bool) -> tuple[str, Path]:
    """The object and the device of a mapping, or of a loop device that is set up over an attached file."""
    if attachment.folder is None:
        block = disks.block(attachment.path)
        if block is None:
            raise BackendError(f"udisks2 does not know {attachment.path}")
        return block, attachment.path
    try:
        descriptor = os.open(attachment.path, (os.O_RDONLY if read_only else os.O_RDWR) | os.O_CLOEXEC)
    except OSError as error:
        raise from_os(error, "the attached plaintext cannot be opened for a loop device") from error
    try:
        block = disks.loop_setup(
            descriptor, read_only=read_only, then=lambda loop: undo.callback(disks.loop_remove, loop)
        )
    finally:
        os.close(descriptor)
    return block, disks.device(block)


def _filesystem(disks: udisks2.Disks, block: str) -> str:
    found = disks.contents(block)
    if found in MOUNTABLE and disks.has(block, "Filesystem"):
        return found
    what = f"{filesystem_name(found)}, which is not something to mount" if found else "no file system that is known"
    raise MountError(f"the volume holds {what}", hint="vault attach --attach fusefile shows the plaintext")


def _mount(
    disks: udisks2.Disks, block: str, filesystem: str, options: MountOptions, undo: ExitStack, *, read_only: bool
) -> Path:
    words = ["nosuid", "nodev"] + ["noexec"] * options.noexec + ["ro"] * read_only
    words += ["noload"] * (read_only and filesystem in CAN_SKIP_LOG)
    try:
        folder = disks.mount(block, ",".join(words), then=lambda folder: undo.callback(_unmount, disks, block, folder))
    except NotAvailable:
        raise
    except BackendError as error:
        hint = "--attach fusefile does without udisks2"
        raise MountError(f"udisks2 could not mount the {filesystem_name(filesystem)}: {error}", hint=hint) from error
    busy.verify(folder, read_only=read_only, noexec=options.noexec)
    return folder


def _unmount(disks: udisks2.Disks, block: str, folder: str) -> None:
    """Take the mount away, if it is still there."""
    if mount_at(Path(folder)) is not None:
        disks.unmount(block, lazy=True)


def _has_errors(filesystem: str, device: Path) -> bool:
    """Whether an ext file system that is mounted has a note of errors in it, which mounting it does not mend."""
    number = blocks.number(device)
    name = blocks.name_of(number) if number else None
    if filesystem not in EXT or name is None:
        return False
    try:
        return int(Path(SYSFS_EXT, name, "errors_count").read_text()) > 0
    except OSError:
        return False  # the kernel's old driver for ext2 keeps no count


def _repair(disks: udisks2.Disks, block: str, filesystem: str) -> None:
    try:
        fine = disks.repair(block)
    except VaultError as error:
        raise _damaged(
            f"the {filesystem_name(filesystem)} is damaged, and udisks2 could not mend it: {error}"
        ) from error
    if not fine:
        raise _damaged(f"the {filesystem_name(filesystem)} is damaged")


def _damaged(message: str) -> FileSystemDamaged:
    hint = "copy the container, attach it with vault attach --attach fusefile, and have the path that it prints checked"
    return FileSystemDamaged(message, hint=hint)
