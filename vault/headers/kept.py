"""Automatic backups: a copy of a header as it was before a command changes it, in the user's state folder.

Whoever opens such a copy with an old credential has the volume key, so they are few, private, and can be destroyed. For
VeraCrypt the place of a hidden volume's header is filled with random bytes, and nothing is kept when that header
changes: copies of it beside the container would show that there is a hidden volume.

References: spec/header-safety.md, "Automatic backups"; XDG Base Directory Specification, $XDG_STATE_HOME
"""

import hashlib
from pathlib import Path

from vault import config
from vault.blockdev.memory import MemoryDevice
from vault.container import Container, typed
from vault.crypto.random import random_bytes
from vault.errors import UsageError, VaultError
from vault.events import OnEvent, Step, Warned, ignore
from vault.formats.luks import LuksLocked
from vault.formats.luks2.layout import is_canonical_uuid
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.model import BOTH_GOOD, Header
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE, looks_random
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import GROUP_SIZE, HEADERS_SIZE, Location
from vault.headers import shelf
from vault.headers.areas import overwritten
from vault.headers.identity import owner_of
from vault.headers.remains import lost_header, shares_key_material
from vault.headers.saved import luks_bytes, luks_kind, read_backup
from vault.headers.shelf import on_shelf, put
from vault.options import KeptHeader
from vault.volume import Volume

REPAIR = "header-repair"
"""What a backup is kept before that has a damaged header."""
HINT = "free the place it needs, or go on without it: --no-backup"


def keep(volume: Volume, what: str, on_event: OnEvent = ignore, *, hidden: bool = False) -> Path | None:
    """The file that has the header as it is now, before ``what`` (such as ``keyslot-change``) changes it.

    To be called under the container's lock and before the first write. ``hidden`` says that the header is the one of a
    hidden volume. None when the user wants no automatic backups, and for formats whose headers are never changed.
    Raises BackendError or NoSpace when it cannot be kept, for then nothing may be changed either, UsageError for
    settings that are none.
    """
    container = volume.container
    if isinstance(volume.locked, LuksLocked):
        return keep_bytes(container, luks_bytes(volume.locked.device, volume.luks.header), what, on_event)
    if isinstance(volume.locked, VeraCryptLocked):
        return keep_veracrypt(volume.locked, container, what, on_event, hidden=hidden)
    return None


def keep_veracrypt(
    locked: VeraCryptLocked, container: Container, what: str, on_event: OnEvent, *, hidden: bool, prune: bool = True
) -> Path | None:
    """As ``keep_bytes``, of the outer volume's header; of a hidden one nothing is kept, and that is told."""
    if hidden:
        on_event(
            Warned(
                "no backup of the header is kept, for it would show that there is a hidden volume",
                hint="vault header backup saves one where nobody else finds it",
            )
        )
        return None
    place = (Location.BACKUP if locked.options.backup_header else Location.STANDARD).offset_in(container.device.size)
    assert place is not None, "the header was found there"
    with telling("read the header"):
        outer = bytes(container.device.read(place, GROUP_SIZE))
    return keep_bytes(container, outer + random_bytes(GROUP_SIZE), what, on_event, prune=prune)


def keep_bytes(
    container: Container, data: bytes, what: str, on_event: OnEvent = ignore, *, prune: bool = True
) -> Path | None:
    """As ``keep``, of a header that was read already, damaged perhaps; not to ``prune`` leaves that to ``tidy``."""
    settings = config.read().header_backups
    if not settings.enabled:
        return None
    on_event(Step("keeping the header as it is"))
    try:
        file = put(data, volume_id(container), what)
        if prune:
            shelf.prune(file, settings)
    except UsageError:
        raise
    except VaultError as error:
        raise type(error)(f"no backup of the header can be kept: {error}", hint=HINT) from error
    return file


def tidy(new: Path | None, spare: Path | None, on_event: OnEvent = ignore) -> None:
    """Destroy what is more backups than the user wants, but not ``new`` nor ``spare``; that it fails is only told."""
    if new is not None:
        try:
            shelf.prune(new, config.read().header_backups, spare)
        except VaultError as error:
            on_event(Warned(f"older backups of headers are still there: {error}", hint=error.hint))


def warn_of_kept(container: Path, kept: Path | None, on_event: OnEvent, *, header: Path | None = None) -> None:
    """Tell, after a credential was removed or changed, that it still opens the volume from what was ``kept``."""
    if kept is not None:
        on_event(
            Warned(
                "what opened the volume before still opens it from the backup that was kept of its header",
                hint=f"vault header backups {typed(container, header)} --remove all destroys it",
            )
        )


def volume_id(container: Container) -> str:
    """What names the volume in the state folder: the UUID of LUKS and a hash of the digest of its volume key.

    A hash of device, inode and size takes the place of the latter where it is not legible, and of both without a UUID.
    """
    owner = owner_of(container.header_device)
    last = owner.key or _place(container)
    return f"{owner.uuids[0]}-{last}" if owner.uuids else last


def _place(container: Container) -> str:
    name = ":".join(map(str, (*container.identity, container.device.size)))
    return hashlib.sha256(name.encode()).hexdigest()


def _folders(container: Container) -> list[str]:
    """The folders that have backups of the volume.

    Of a header whose volume key is not legible it is those of its UUID that have key material which is still there, or
    else the only one of its UUID.
    """
    device = container.header_device
    owner = owner_of(device)
    own = list(dict.fromkeys([volume_id(container), *(f"{uuid}-{_place(container)}" for uuid in owner.uuids)]))
    if owner.key or not owner.uuids:
        return own
    others = [name for name in shelf.volumes() if name.startswith(owner.uuids) and name not in own]
    known = [name for name in others if any(shares_key_material(each, device) for each in on_shelf([name]))]
    return [*own, *(known or (others if len(others) == 1 else []))]


def kept(container: Container | None = None) -> tuple[KeptHeader, ...]:
    """The automatic backups of a volume, or of all volumes, newest first. Raises BackendError.

    A volume whose header is lost is known by its key material.
    """
    if container is None:
        return on_shelf()
    lost = lost_header(container.header_device)
    return on_shelf([*_folders(container), *([] if lost is None else [lost.file.parent.name])])


def to_restore(container: Container) -> KeptHeader | None:
    """The newest automatic backup of the volume that has its header whole. Raises BackendError.

    Of a VeraCrypt header no more is known than that it looks like one, and was not kept because it is damaged.
    """
    return next((each for each in kept(container) if _is_whole(each)), None)


def _is_whole(found: KeptHeader) -> bool:
    try:
        data = read_backup(found.file)
        device = MemoryDevice(len(data), data=data)
        kind = luks_kind(device)
        if kind is None:
            sound = found.what != REPAIR.replace("-", " ") and looks_random(bytes(data[:SAMPLE]))
            return sound and len(data) == HEADERS_SIZE and not is_canonical_uuid(found.volume)
        header: Header = kind.header.read_header(device, limits=NO_LIMITS)
    except VaultError:
        return False
    areas = [
        (slot.area.offset, slot.key_size * slot.af_stripes // SAMPLE * SAMPLE) for slot in header.keyslots.values()
    ]
    return (header.uuid, header.copies) == (found.volume, BOTH_GOOD) and not any(
        overwritten(device, offset, size) for offset, size in areas
    )
