"""Showing the plaintext as a block device of the kernel's own, by dm-crypt.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; cryptsetup(8)
"""

import errno
import itertools
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.attach.devmapper import libdm, users
from vault.attach.devmapper.lower import below, is_block_device
from vault.errors import BackendError, BusyError, NotAvailable, VaultError, from_os
from vault.events import OnEvent
from vault.system import loopdev
from vault.system.keyring import logon_key
from vault.system.mappings import all_mappings, lower_devices, mapping
from vault.system.modules import has_cipher, has_module
from vault.volume import UnlockedVolume, Volume

CONTROL = Path("/dev/mapper/control")
MISC = Path("/proc/misc")
NODES = Path("/dev/mapper")
NAME_LIMIT = 60
ATTEMPTS = 64
"""How often a name that somebody else took first is left to him."""
SETTLING_S = 5.0
"""How long a device that nobody is known to use may be held, as udev does that looks into each new one."""
POLL_S = 0.05


class DeviceMapper:
    """The attacher ``devmapper``."""

    name = "devmapper"

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether this is root and the kernel has all that is needed, loaded or to be loaded; loads nothing."""
        del options
        try:
            _check(volume)
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, "the kernel's dm-crypt shows the volume as a block device")

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """The plaintext as ``/dev/mapper/NAME``; the kernel has the key, and no keyring has it any more.

        Raises BackendError, NotAvailable or BusyError, and then no mapping, loop device or key is left.
        """
        del on_event
        volume = unlocked.volume
        _check(volume)
        read_only = options.read_only or volume.container.read_only
        size, segment = volume.container.device.size, volume.segment
        discards = options.allow_discards and not read_only
        with (
            logon_key(key_description(volume), unlocked.volume_key.view()) as key,
            below(volume, read_only=read_only) as lower,
        ):
            table = segment.dm_table(key, lower.number, size, discards=discards, flags=options.dm_flags)
            for name in _free_names(volume.container.path):
                shown = _attachment(volume, name, lower.loop, read_only=read_only)
                options.announce(shown)
                if _create(shown, table):
                    break
            else:
                raise BackendError("no name in /dev/mapper stayed free long enough")
        return shown

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Write everything back, take the mapping away, and wait for its loop device to go.

        Raises BusyError with ``holders`` while somebody uses it, or it is suspended, and BackendError when data could
        not be written; it is still attached then.
        """
        found = mapping(attachment.mapping)
        if found is None:
            return _remove_unfinished(attachment)
        if found.suspended:
            raise BusyError(f"{attachment.path} is suspended", hint="resume it first, or --force gives it up")
        loop = Path(attachment.loop)
        shown = loopdev.backing_file(loop) if loop in lower_devices(found) else None
        if not attachment.read_only:
            _flush(attachment.path)
        _remove(attachment, min(timeout_s, SETTLING_S))
        loopdev.wait_until_gone(loop, shown, timeout_s)
        return None


def key_description(volume: Volume) -> str:
    """How the volume key is called in the keyring and in the table; cryptsetup calls it the same."""
    return f"cryptsetup:{volume.header.uuid}-d{volume.header.digest_of_segment().number}"


def _check(volume: Volume) -> None:
    """Raises NotAvailable with what is missing."""
    if os.geteuid() != 0:
        raise NotAvailable("only root may set up device-mapper")
    if not _has_device_mapper():
        raise NotAvailable("the kernel has no device-mapper")
    if not has_module("dm_crypt"):
        raise NotAvailable("the kernel has no dm-crypt", hint="load the kernel module dm-crypt")
    if not (is_block_device(volume) or loopdev.CONTROL.exists()):
        raise NotAvailable("the kernel has no loop devices", hint="load the kernel module loop")
    cipher = volume.segment.cipher
    if "-" in cipher.cipher:
        raise NotAvailable(f"one mapping of dm-crypt has one cipher, not {cipher.cipher}")
    words = [cipher.cipher, cipher.mode, *(["essiv", "sha256"] if cipher.iv.startswith("essiv") else [])]
    for word in words:
        if not has_cipher(word):
            raise NotAvailable(f"the kernel's crypto interface has no {word}")
    libdm.check()


def _has_device_mapper() -> bool:
    """Whether device-mapper runs, or can be loaded through its control node."""
    if not CONTROL.exists():
        return False
    try:
        names = {line.split()[-1] for line in MISC.read_text().splitlines()}
    except OSError:
        return False
    return "device-mapper" in names or has_module("dm_mod")


def _free_names(container: Path) -> Iterator[str]:
    """Names for a mapping that nobody had a moment ago."""
    label = re.sub(r"[^A-Za-z0-9_.+-]", "_", container.stem)[:NAME_LIMIT].strip(".-") or "volume"
    numbered = (f"vault-{label}-{number}" for number in itertools.count(2))
    taken = {found.name for found in all_mappings()}
    free = (name for name in itertools.chain([f"vault-{label}"], numbered) if name not in taken)
    return itertools.islice(free, ATTEMPTS)


def _attachment(volume: Volume, name: str, loop: str, *, read_only: bool) -> Attachment:
    return Attachment(
        way=DeviceMapper.name,
        path=NODES / name,
        folder=None,
        server=0,
        size=volume.size,
        read_only=read_only,
        mapping=f"{volume.kind.mapping}-{volume.header.uuid.replace('-', '')}-{name}",
        loop=loop,
    )


def _create(shown: Attachment, table: str) -> bool:
    """Whether the mapping was made; False when its name was taken meanwhile. Raises BackendError or BusyError."""
    name = shown.path.name
    try:
        libdm.create(name, shown.mapping)
    except OSError as error:
        if error.errno == errno.EBUSY:
            return False
        raise from_os(error, "the kernel makes no mapping") from error
    try:
        _activate(shown, table)
    except BaseException:
        _remove(shown, SETTLING_S)
        _remove_unfinished(shown)
        raise
    return True


def _activate(shown: Attachment, table: str) -> None:
    name = shown.path.name
    try:
        libdm.load(name, table, read_only=shown.read_only)
        libdm.resume(name)
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise BusyError("the container is in use", hint="something claimed the device just now") from error
        hint = "the kernel's log (dmesg) says why"
        raise from_os(error, "the kernel does not take the mapping", hint=hint) from error
    if not shown.path.is_block_device():
        raise BackendError(f"{shown.path} did not appear", hint="udev makes it: see whether it works")


def _flush(path: Path) -> None:
    """Bring errors of writing to light while there is still somebody to tell."""
    try:
        # Not opened for writing: udev looks into a device whenever a writer closes it, and would hold it open now.
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    except OSError as error:
        raise from_os(error, f"{path} cannot be opened to write it back") from error
    try:
        os.fsync(fd)
    except OSError as error:
        raise from_os(error, f"data of {path.name} could not be written", hint="it is still attached") from error
    finally:
        os.close(fd)


def _remove_unfinished(attachment: Attachment) -> None:
    """Take away what a command left that was killed before it gave the mapping a table: sysfs does not show that."""
    try:
        libdm.remove_uuid(attachment.mapping)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise from_os(error, f"{attachment.path} cannot be taken away") from error


def _remove(attachment: Attachment, settling_s: float) -> None:
    """Take the mapping away, or find that somebody else did. Raises BusyError and BackendError."""
    deadline = time.monotonic() + settling_s
    while (found := mapping(attachment.mapping)) is not None:
        try:
            libdm.remove(found.name)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return
            if error.errno != errno.EBUSY:
                raise from_os(error, f"{attachment.path} cannot be taken away") from error
            names = users.users_of(found)
            if names or time.monotonic() >= deadline:
                raise users.busy(attachment.path, names) from error
            time.sleep(POLL_S)
