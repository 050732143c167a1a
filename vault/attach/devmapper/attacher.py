"""Showing the plaintext as a block device of the kernel's own, by dm-crypt.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; cryptsetup(8)
"""

import errno
import itertools
import mmap
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.attach.devmapper import layers, libdm
from vault.attach.devmapper.layers import SETTLING_S, Layer
from vault.attach.devmapper.lower import below, needs_loop
from vault.crypto.ciphers import CipherSpec
from vault.errors import BackendError, BusyError, NotAvailable, VaultError, from_os
from vault.events import OnEvent
from vault.formats.base import Segment
from vault.formats.luks import LuksLocked
from vault.formats.luks2.authenticated import AuthenticatedSegment, AuthenticatedSpec
from vault.system import loopdev
from vault.system.keyring import logon_key
from vault.system.mappings import all_mappings, lower_devices, mapping
from vault.system.modules import has_cipher, has_module
from vault.volume import UnlockedVolume, Volume

CONTROL = Path("/dev/mapper/control")
MISC = Path("/proc/misc")
NAME_LIMIT = 60
ATTEMPTS = 64
"""How often a name that somebody else took first is left to him."""
LOWER = "_dif"
"""What cryptsetup calls the lower of two mappings, after the name of the upper one."""
LOWER_KIND = "CRYPT-SUBDEV"


class DeviceMapper:
    """The attacher ``devmapper``."""

    name = "devmapper"
    formats = None

    def here(self) -> Availability:
        """Whether this is root and the kernel has dm-crypt, loaded or to be loaded; loads nothing."""
        try:
            _check_here()
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, "the kernel has dm-crypt")

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether this is root and the kernel has all that is needed, loaded or to be loaded; loads nothing."""
        try:
            _check(volume, options)
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, "the kernel's dm-crypt shows the volume as a block device")

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """The plaintext as ``/dev/mapper/NAME``; the kernel has the key, and no keyring has it any more.

        Raises BackendError, NotAvailable or BusyError, and then no mapping, loop device or key is left.
        """
        del on_event
        volume = unlocked.volume
        _check(volume, options)
        read_only = options.read_only or volume.container.read_only
        with (
            logon_key(key_description(volume), unlocked.volume_key.view()) as key,
            below(volume, read_only=read_only) as lower,
        ):
            for name in _free_names(volume.container.path):
                shown = _attachment(volume, name, lower.loop, read_only=read_only)
                options.announce(shown)
                with ExitStack() as undo:
                    if layers.create(_layers(volume, shown, key, options), lower.number, undo, read_only=read_only):
                        _check_journal(shown)
                        undo.pop_all()
                        return shown
        raise BackendError("no name in /dev/mapper stayed free long enough")

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Write everything back, take the mapping away, and wait for its loop device to go.

        Raises BusyError with ``holders`` while somebody uses it, or it is suspended, and BackendError when data could
        not be written; it is still attached then.
        """
        found = [mapping(uuid) for uuid in attachment.mappings]
        upper = found[0]
        if upper is not None and upper.suspended:
            raise BusyError(f"{attachment.path} is suspended", hint="resume it first, or --force gives it up")
        loop = Path(attachment.loop)
        over_loop = any(loop in lower_devices(layer) for layer in found if layer is not None)
        shown = loopdev.backing_file(loop) if over_loop else None
        if upper is not None and not attachment.read_only:
            _flush(attachment.path)
        for uuid, layer in zip(attachment.mappings, found, strict=True):
            if layer is None:
                layers.remove_unfinished(uuid, attachment.path)
            else:
                layers.remove(uuid, attachment.path, min(timeout_s, SETTLING_S))
        loopdev.wait_until_gone(loop, shown, timeout_s)


def key_description(volume: Volume) -> str:
    """How the volume key is called in the keyring and in the table; cryptsetup calls that of LUKS the same."""
    if isinstance(volume.locked, LuksLocked):
        return f"cryptsetup:{volume.uuid}-d{volume.locked.header.digest_of_segment().number}"
    return f"vault:{secrets.token_hex(8)}"


def _check(volume: Volume, options: AttachOptions) -> None:
    """Raises NotAvailable with what is missing."""
    _check_here()
    read_only = options.read_only or volume.container.read_only
    if needs_loop(volume, read_only=read_only) and not loopdev.CONTROL.exists():
        raise NotAvailable("the kernel has no loop devices", hint="load the kernel module loop")
    if volume.plaintext is not None:
        _check_segment(_segment(volume), options)
    libdm.check()


def _check_here() -> None:
    """Raises NotAvailable with what is missing, whatever the volume."""
    if os.geteuid() != 0:
        raise NotAvailable("only root may set up device-mapper")
    if not _has_device_mapper():
        raise NotAvailable("the kernel has no device-mapper")
    if not has_module("dm_crypt"):
        raise NotAvailable("the kernel has no dm-crypt", hint="load the kernel module dm-crypt")


def _check_segment(segment: Segment | AuthenticatedSegment, options: AttachOptions) -> None:
    if isinstance(segment, AuthenticatedSegment):
        segment.check_discards(options.allow_discards)
        if not has_module("dm_integrity"):
            raise NotAvailable("the kernel has no dm-integrity", hint="load the kernel module dm-integrity")
    for word in _ciphers(segment.cipher):
        if not has_cipher(word):
            raise NotAvailable(f"the kernel's crypto interface has no {word}")


def _ciphers(cipher: CipherSpec | AuthenticatedSpec) -> list[str]:
    """All that the kernel's crypto interface must have for it."""
    essiv = ["essiv", "sha256"] if cipher.iv.startswith("essiv") else []
    if isinstance(cipher, AuthenticatedSpec):
        return re.findall(r"\w+", cipher.algorithm) + essiv
    if "-" in cipher.cipher:
        raise NotAvailable(f"one mapping of dm-crypt has one cipher, not {cipher.cipher}")
    return [cipher.cipher, cipher.mode, *essiv]


def _segment(volume: Volume) -> Segment | AuthenticatedSegment:
    """What dm-crypt is to map. Raises NotAvailable for a plaintext that is more than one segment."""
    if isinstance(volume.plaintext, AuthenticatedSegment):
        return volume.plaintext
    if volume.segment is None:
        raise NotAvailable(f"the plaintext of this {volume.format} volume is not what one dm-crypt table can map")
    return volume.segment


def _layers(volume: Volume, shown: Attachment, key: str, options: AttachOptions) -> list[Layer]:
    """What is mapped, the lowest first."""
    segment, size = _segment(volume), volume.container.device.size
    discards = options.allow_discards and not shown.read_only

    def table(device: str) -> str:
        return segment.dm_table(key, device, size, discards=discards, flags=options.dm_flags)

    upper = Layer(shown.path.name, shown.mapping, table)
    if not isinstance(segment, AuthenticatedSegment):
        return [upper]
    integrity = partial(segment.integrity_table, container_size=size)
    return [Layer(shown.path.name + LOWER, shown.lower_mapping, integrity, private=True), upper]


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
    stacked = isinstance(volume.plaintext, AuthenticatedSegment)
    return Attachment(
        way=DeviceMapper.name,
        path=layers.NODES / name,
        folder=None,
        server=0,
        size=volume.size,
        read_only=read_only,
        mapping=_uuid(volume.kind.mapping, volume, name),
        loop=loop,
        lower_mapping=_uuid(LOWER_KIND, volume, name + LOWER) if stacked else "",
    )


def _uuid(kind: str, volume: Volume, name: str) -> str:
    return "-".join(filter(None, (kind, volume.uuid.replace("-", ""), name)))


def _check_journal(shown: Attachment) -> None:
    """Raise BackendError when dm-integrity gave up because its journal must be written back, and must not be.

    Then all reading fails. A sector that was never written fails as well, as one whose tag is wrong.
    """
    if not (shown.lower_mapping and shown.read_only):
        return
    fd = os.open(shown.path, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECT)
    try:
        with mmap.mmap(-1, mmap.PAGESIZE) as page:
            os.preadv(fd, [page], 0)
    except OSError as error:
        if error.errno != errno.EILSEQ:
            hint = "it was not closed cleanly: opened once for writing, its journal is written back"
            raise from_os(error, "the volume cannot be read without being written to", hint=hint) from error
    finally:
        os.close(fd)


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
