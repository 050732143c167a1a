"""Showing the plaintext as a block device of the kernel's own without root, by the privileged helper."""

import itertools
import os
import re
import uuid
from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.attach.devmapper import users
from vault.errors import BusyError, NotAvailable, UsageError, VaultError
from vault.events import OnEvent
from vault.formats.luks2.authenticated import AuthenticatedSegment, kernel_only
from vault.privileged import checks, client
from vault.privileged.protocol import (
    ALLOW_DISCARDS,
    CIPHERS,
    DM_FLAGS,
    IV_LARGE_SECTORS,
    READ_ONLY,
    Attach,
    Detach,
)
from vault.system import loopdev
from vault.system.mappings import all_mappings, mapping
from vault.system.modules import has_module
from vault.volume import UnlockedVolume, Volume

NODES = Path("/dev/mapper")
NAME_LIMIT = 40


class HelperAttacher:
    """The attacher ``helper``."""

    name = "helper"
    formats = frozenset({"luks2"})

    def here(self) -> Availability:
        """Whether the helper may be started; asks nobody for a password."""
        try:
            _check_here()
            client.way()
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, "the privileged helper may be started")

    def probe(self, volume: Volume, options: AttachOptions) -> Availability:
        """Whether the helper may be started and takes this container; asks nobody for a password."""
        try:
            found = _check(volume, options)
        except VaultError as error:
            return Availability(False, str(error), error.hint)
        return Availability(True, f"the privileged helper, by {found.name}, has the kernel show it as a block device")

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, on_event: OnEvent) -> Attachment:
        """The plaintext as ``/dev/mapper/NAME``, a node that belongs to this user.

        Raises what the helper refused it with, NotAvailable or BackendError, and then nothing is left.
        """
        del on_event
        volume = unlocked.volume
        _check(volume, options)
        request = _request(unlocked, options, _free_name(volume.container.path))
        name = mapping_name(request.name)
        shown = Attachment(
            way=self.name,
            path=NODES / name,
            folder=None,
            server=0,
            size=volume.size,
            read_only=request.read_only,
            mapping=f"CRYPT-LUKS2-{request.uuid.hex()}-{name}",
        )
        options.announce(shown)
        client.ask(request, [volume.container.device.fileno()])
        return shown

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Write everything back and take the mapping away; one that was never finished the helper drops by itself.

        Raises BusyError with ``holders`` while it is used, and BackendError when data could not be written.
        """
        del timeout_s
        found = mapping(attachment.mapping)
        if found is None:
            return
        try:
            client.ask(Detach(own_name(attachment.path)))
        except BusyError as error:
            raise users.busy(attachment.path, users.users_of(found)) from error
        except UsageError:
            if mapping(attachment.mapping) is not None:
                raise


def mapping_name(name: str) -> str:
    """What a volume of this user is called in device-mapper."""
    return f"vault-{os.getuid()}-{name}"


def own_name(path: Path) -> str:
    """The name that this user's helper knows the mapping at ``/dev/mapper/NAME`` by."""
    return path.name.removeprefix(mapping_name(""))


def _check(volume: Volume, options: AttachOptions) -> client.Way:
    """How the helper is started. Raises the reason why it cannot be, or would refuse."""
    _check_here()
    if volume.format not in HelperAttacher.formats:
        raise NotAvailable(f"the helper is for LUKS2, not {volume.format}")
    if isinstance(volume.plaintext, AuthenticatedSegment):
        raise kernel_only(volume.plaintext)
    if volume.segment is None or str(volume.segment.cipher) not in CIPHERS:
        raise NotAvailable("the helper does not have the cipher of this volume")
    read_only = options.read_only or volume.container.read_only
    checks.container(volume.container.device.fileno(), os.getuid(), read_only=read_only)
    return client.way()


def _check_here() -> None:
    """Raises NotAvailable with what is missing, whatever the volume."""
    if os.geteuid() == 0:
        raise NotAvailable("root needs no helper")
    for module, label in (("dm_crypt", "dm-crypt"), ("loop", "loop devices")):
        if not has_module(module) and not (module == "loop" and loopdev.CONTROL.exists()):
            raise NotAvailable(f"the kernel has no {label}", hint=f"load the kernel module {module}")


def _request(unlocked: UnlockedVolume, options: AttachOptions, name: str) -> Attach:
    volume = unlocked.volume
    segment = volume.segment
    assert segment is not None, "a LUKS2 volume has one segment"
    read_only = options.read_only or volume.container.read_only
    flags = sum(DM_FLAGS[word] for word in options.dm_flags)
    flags |= READ_ONLY if read_only else 0
    flags |= ALLOW_DISCARDS if options.allow_discards and not read_only else 0
    flags |= IV_LARGE_SECTORS if segment.iv_large_sectors else 0
    return Attach(
        name=name,
        uuid=uuid.UUID(volume.uuid).bytes,
        offset=segment.offset,
        length=volume.size,
        iv_offset=segment.iv_offset,
        cipher=str(segment.cipher),
        sector_size=segment.sector_size,
        flags=flags,
        key=unlocked.volume_key,
    )


def _free_name(container: Path) -> str:
    """A name that no mapping of this user has at the moment."""
    label = re.sub(r"[^A-Za-z0-9_.+-]", "_", container.stem)[:NAME_LIMIT].strip(".+-") or "volume"
    taken = {found.name for found in all_mappings()}
    names = itertools.chain([label], (f"{label}-{number}" for number in itertools.count(2)))
    return next(name for name in names if mapping_name(name) not in taken)
