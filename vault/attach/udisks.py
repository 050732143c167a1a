"""Attaching through udisks2, which unlocks by itself: for an ordinary user in a session of a desktop.

The user opens and locks the container; udisks2 gets that descriptor and the credential and leaves the work to the
kernel. So libcryptsetup, run by root, reads the header: only one that was read and checked here before, and in which
it has nothing to mend and no flag to follow, is handed over. References: cryptsetup(8); LUKS2 On-Disk Format
"""

import os
import stat
import time
from contextlib import ExitStack
from os import geteuid
from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.crypto.secret import Secret
from vault.errors import BackendError, BusyError, LimitExceeded, NotAvailable, VaultError
from vault.events import OnEvent, Step
from vault.formats.luks2.limits import check_kdfs
from vault.formats.luks2.model import BOTH_GOOD
from vault.system import blocks, udisks2
from vault.system.mappings import Mapping, all_mappings, lower_devices, mapping
from vault.system.mounts import mounts
from vault.volume import UnlockedVolume, Volume

POLL_S = 0.1


class UDisksAttacher:
    """The attacher ``udisks``: a mapping of the kernel that udisks2 makes, called luks-UUID as all of its kind."""

    name = "udisks"
    formats = frozenset({"luks2"})

    def here(self) -> Availability:
        """Whether udisks2 unlocks volumes for this user without an administrator's password."""
        error = udisks2.why_not(udisks2.LOOP_SETUP, udisks2.UNLOCK)
        if error is not None:
            return Availability(False, str(error), error.hint)
        return Availability(True, "udisks2 unlocks the volume, and the kernel decrypts it")

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether udisks2 unlocks this volume for this user without an administrator's password."""
        problem = _unsuitable(volume, options)
        if problem:
            return Availability(False, problem)
        return self.here()

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """Udisks2 takes credentials only. Raises NotAvailable."""
        del unlocked, options, on_event
        raise NotAvailable("udisks2 takes a passphrase or key file and no volume key")

    def attach_locked(
        self, volume: Volume, credential: Secret, options: AttachOptions, on_event: OnEvent
    ) -> Attachment:
        """The plaintext of a volume that udisks2 unlocks with the credential, as a block device that root can open.

        Raises WrongCredential, NotAvailable, BusyError or another BackendError, and leaves nothing behind.
        """
        problem = _unsuitable(volume, options)
        if problem:
            raise NotAvailable(problem)
        read_only = options.read_only or volume.container.read_only
        with udisks2.disks() as disks, ExitStack() as undo:
            loop = disks.loop_setup(
                volume.container.device.fileno(),
                read_only=read_only,
                then=lambda loop: undo.callback(disks.loop_remove, loop),
            )
            if not disks.has(loop, "Encrypted"):
                raise BackendError("udisks2 does not recognise the volume", hint="--attach fusefile does without it")
            on_event(Step("unlocking"))
            options.announce(_attachment(volume, _name(volume), _uuid(volume), read_only=read_only))
            cleartext = disks.unlock(
                loop, credential, read_only=read_only, then=lambda _: undo.callback(disks.lock, loop)
            )
            disks.loop_autoclear(loop)
            found = _mapping_of(disks.device(cleartext))
            undo.pop_all()
        return _attachment(volume, found.name, found.uuid, read_only=read_only)

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Have udisks2 lock the volume, unmounting first what somebody mounted; returns when the loop device is gone.

        Raises BusyError while something has it open, and BackendError. Does nothing where it was ejected already.
        """
        found = mapping(attachment.mapping)
        if found is None:
            return
        loops = {path: blocks.backing_file(path) for path in lower_devices(found)}
        with udisks2.disks() as disks:
            cleartext = disks.block(attachment.path)
            encrypted = disks.encrypted(cleartext) if cleartext else None
            if cleartext is None or encrypted is None:
                raise BackendError(
                    f"udisks2 does not know {attachment.path}", hint=f"root can close it: cryptsetup close {found.name}"
                )
            for mount in mounts():
                if mount.device == found.device:
                    disks.unmount(cleartext, lazy=False)
            _lock(disks, encrypted, attachment, timeout_s)
        for loop, shown in loops.items():
            blocks.wait_until_cleared(loop, shown, udisks2.AUTOCLEAR_S)


def _unsuitable(volume: Volume, options: AttachOptions) -> str | None:
    """Why udisks2 must not or cannot have this volume, found out without asking it."""
    if geteuid() == 0:
        return "udisks2 is for ordinary users"
    if options.consumer != "desktop":
        return "udisks2 shows a device that only root can open, so only udisks2 can mount it"
    return _unsuitable_wishes(options) or _unsuitable_container(volume) or _unsuitable_header(volume)


def _unsuitable_wishes(options: AttachOptions) -> str | None:
    if options.dm_flags:
        return f"udisks2 cannot be told to use {' and '.join(options.dm_flags)}"
    if options.allow_discards:
        return "udisks2 cannot be told to allow discards"
    if options.key_slot is not None:
        return "udisks2 tries all keyslots and cannot be told to try one"
    return None


def _unsuitable_container(volume: Volume) -> str | None:
    container = volume.container
    if container.header_device is not container.device:
        return "udisks2 cannot use a detached header"
    found = os.fstat(container.device.fileno())
    if not stat.S_ISREG(found.st_mode):
        return "udisks2 can be handed a file only, and the container is a device"
    place = f"{os.major(found.st_dev)}:{os.minor(found.st_dev)}"
    for mount in mounts():
        if mount.device == place and mount.filesystem.startswith("fuse") and "allow_other" not in mount.super_options:
            return f"the container lies on a file system ({mount.filesystem}) that only this user can read"
    return None


def _unsuitable_header(volume: Volume) -> str | None:
    if volume.format not in UDisksAttacher.formats:
        return f"udisks2 cannot unlock {volume.format} here"
    header = volume.luks.header
    if header.copies != BOTH_GOOD:
        return "a copy of the header is not good, and udisks2 would mend it unasked"
    if header.flags:
        return f"the header has flags ({', '.join(header.flags)}) that udisks2 would follow unasked"
    if header.foreign_keyslots:
        return "the header has keyslots that were not checked, and udisks2 would try them"
    try:
        check_kdfs(header.keyslots.values(), volume.luks.limits)
    except LimitExceeded as error:
        return str(error)
    if any(found.name == _name(volume) for found in all_mappings()):
        return f"a volume with the UUID {header.uuid} is unlocked already"
    return None


def _name(volume: Volume) -> str:
    """What udisks2 calls the mapping of this volume."""
    return f"luks-{volume.uuid}"


def _uuid(volume: Volume) -> str:
    """How libcryptsetup marks the mapping of this name."""
    return f"CRYPT-LUKS2-{volume.uuid.replace('-', '')}-{_name(volume)}"


def _attachment(volume: Volume, name: str, uuid: str, *, read_only: bool) -> Attachment:
    path = Path("/dev/mapper", name)
    return Attachment(UDisksAttacher.name, path, None, 0, volume.size, read_only, mapping=uuid)


def _mapping_of(device: Path) -> Mapping:
    number = blocks.number(device)
    found = next((found for found in all_mappings() if found.device == number), None)
    if found is None or not found.uuid.startswith("CRYPT-"):
        raise BackendError(f"udisks2 unlocked {device}, which is no encrypted mapping")
    return found


def _lock(disks: udisks2.Disks, encrypted: str, attachment: Attachment, timeout_s: float) -> None:
    """Lock as soon as nobody has the device open: the system itself looks into it at every change."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            return disks.lock(encrypted)
        except BusyError as error:
            if time.monotonic() >= deadline:
                hint = "close what uses it and try again"
                raise BusyError(f"{attachment.path} is in use by a program", hint=hint) from error
        except VaultError:
            if mapping(attachment.mapping) is None:
                return None  # somebody ejected it this moment
            raise
        time.sleep(POLL_S)
