"""Mounting by the kernel without root: the privileged helper mounts what it has mapped, below /run/media/USER."""

import itertools
import os
import pwd
import re
from dataclasses import replace
from pathlib import Path

from vault.attach.base import Attachment, Availability
from vault.errors import BusyError, VaultError, from_os
from vault.filesystem import busy, kernel
from vault.filesystem.base import Mounted, MountOptions
from vault.filesystem.detect import detect_at
from vault.options import filesystem_name
from vault.privileged import client, places
from vault.privileged.attacher import own_name
from vault.privileged.protocol import FILESYSTEMS, FORCE, NOEXEC, READ_ONLY, SMALL_SECTORS, Dismount, Mount
from vault.system.blocks import logical_block_size
from vault.system.mounts import mount_at

NAME_LIMIT = 40


class HelperMounter:
    """The mounter ``helper``; it has a folder of its own choice, so it takes no other."""

    name = "helper"
    consumer = "media"
    attachers = frozenset({"helper"})

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """Whether the helper may be started, and it and the kernel know the file system."""
        del read_only
        if os.geteuid() == 0:
            return Availability(False, "root needs no helper")
        if filesystem not in FILESYSTEMS:
            return Availability(False, f"the helper mounts no {filesystem_name(filesystem)}")
        if not kernel.kernel_has(filesystem):
            return Availability(False, f"this kernel has no driver {filesystem}")
        try:
            found = client.way()
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, f"the privileged helper, by {found.name}, has the kernel mount it below {media()}")

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """The file system on a folder of ``mount_point``'s name in this user's folder of media, made by the helper.

        Raises what the helper refused it with, MountError or BackendError, and then it is not mounted.
        """
        flags = (READ_ONLY if options.read_only else 0) | (NOEXEC if options.noexec else 0)
        flags |= SMALL_SECTORS if _has_small_sectors(attachment.path) else 0
        request = Mount(own_name(attachment.path), _folder_name(mount_point.name), filesystem, flags)
        read_only = options.read_only or attachment.read_only
        mounted = Mounted(self.name, filesystem, media() / request.folder, 0, str(attachment.path), read_only)
        options.announce(mounted)
        mounted = replace(mounted, mount_point=Path(client.ask(request).path))
        try:
            busy.verify(mounted.mount_point, read_only=read_only, noexec=options.noexec)
        except BaseException:
            self.dismount(mounted, force=True, timeout_s=0)
            raise
        return mounted

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Write back and have the helper take the mount away; ``force`` even from programs that use it.

        Raises BusyError with ``holders`` when it is busy, BackendError when data could not be written.
        """
        del timeout_s
        mount = mount_at(mounted.mount_point)
        if mount is not None:
            busy.write_back(mounted.mount_point, force=force)
        try:
            client.ask(Dismount(own_name(Path(mounted.device)), FORCE if force else 0))
        except BusyError as error:
            if mount is None:
                raise
            raise busy.busy(mounted.mount_point, busy.users_of(mount)) from error


def media() -> Path:
    """The folder below which the helper mounts this user's volumes."""
    return places.ROOT / pwd.getpwuid(os.getuid()).pw_name


def _has_small_sectors(node: Path) -> bool:
    """Whether the file system was made with smaller sectors than the mapping has."""
    try:
        found = detect_at(node)
        return found is not None and found.sector_size < logical_block_size(node)
    except OSError as error:
        raise from_os(error, "the attached plaintext cannot be read") from error


def _folder_name(name: str) -> str:
    """The name as the helper takes it, with a number when something is mounted there already."""
    label = re.sub(r"[^A-Za-z0-9_.+-]", "_", name)[:NAME_LIMIT].strip(".+-") or "volume"
    names = itertools.chain([label], (f"{label}-{number}" for number in itertools.count(2)))
    return next(name for name in names if mount_at(media() / name) is None)
