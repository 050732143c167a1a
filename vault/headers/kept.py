"""Automatic backups: a copy of a header as it was before a command changes it, in the user's state folder.

Whoever opens such a copy with an old credential has the volume key, so they are few, private, and can be destroyed. For
VeraCrypt the place of a hidden volume's header is filled with random bytes, and nothing is kept when that header
changes: copies of it beside the container would show that there is a hidden volume.

References: spec/header-safety.md, "Automatic backups"; XDG Base Directory Specification, $XDG_STATE_HOME
"""

import hashlib
from pathlib import Path

from vault import config
from vault.container import Container
from vault.crypto.random import random_bytes
from vault.errors import UsageError, VaultError
from vault.events import OnEvent, Step, Warned, ignore
from vault.formats.luks import LuksLocked
from vault.formats.luks2.write import telling
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import GROUP_SIZE, Location
from vault.headers.remains import uuid_of
from vault.headers.saved import luks_bytes
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
    locked: VeraCryptLocked, container: Container, what: str, on_event: OnEvent, *, hidden: bool
) -> Path | None:
    """As ``keep``, of the outer volume's header; of a hidden one nothing is kept, and that is told."""
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
    return keep_bytes(container, outer + random_bytes(GROUP_SIZE), what, on_event)


def keep_bytes(container: Container, data: bytes, what: str, on_event: OnEvent = ignore) -> Path | None:
    """As ``keep``, of a header that was read already, damaged perhaps."""
    settings = config.read().header_backups
    if not settings.enabled:
        return None
    on_event(Step("keeping the header as it is"))
    try:
        return put(data, volume_id(container), what, settings)
    except UsageError:
        raise
    except VaultError as error:
        raise type(error)(f"no backup of the header can be kept: {error}", hint=HINT) from error


def warn_of_kept(container: Path, kept: Path | None, on_event: OnEvent) -> None:
    """Tell, after a credential was removed or changed, that it still opens the volume from what was ``kept``."""
    if kept is not None:
        on_event(
            Warned(
                "what opened the volume before still opens it from the backup that was kept of its header",
                hint=f"vault header backups {container} --remove all destroys it",
            )
        )


def volume_id(container: Container) -> str:
    """What names the volume in the state folder: the UUID of LUKS, else a hash of device, inode and size."""
    uuid = uuid_of(container.header_device)
    if uuid is not None:
        return uuid
    name = ":".join(map(str, (*container.identity, container.device.size)))
    return hashlib.sha256(name.encode()).hexdigest()


def kept(container: Container | None = None) -> tuple[KeptHeader, ...]:
    """The automatic backups of a volume, or of all volumes, newest first. Raises BackendError."""
    return on_shelf(None if container is None else volume_id(container))


def to_restore(container: Container) -> KeptHeader | None:
    """The newest automatic backup of the volume that is not one of a header found damaged. Raises BackendError."""
    return next((each for each in kept(container) if each.what != REPAIR.replace("-", " ")), None)
