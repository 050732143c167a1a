"""The one credential of a VeraCrypt volume, which has no keyslots."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vault.errors import UnsupportedFeature, UsageError
from vault.events import OnEvent, Warned
from vault.options import KeyslotChange, OpenOptions

if TYPE_CHECKING:
    from vault.crypto.secret import Secret
    from vault.formats.veracrypt.format import VeraCryptLocked


def check_without_keyslots(change: KeyslotChange) -> None:
    """Raise UsageError for what only keyslots have, where the volume is one of VeraCrypt."""
    plain = KeyslotChange(change.container, opening=change.opening, new=change.new, backup=change.backup)
    if change != plain:
        raise UsageError(
            "a VeraCrypt volume has no keyslots, and its key derivation is said by PRF and PIM",
            hint="leave out the options for keyslots and their KDF",
        )


def change_veracrypt(
    locked: "VeraCryptLocked",
    old: "Secret",
    new: "Callable[[], Secret]",
    change: KeyslotChange,
    on_event: OnEvent,
    before: Callable[[bool], None] = lambda _hidden: None,
) -> None:
    """Give the volume that ``old`` opens the credential of ``new``, which is asked for once the old one has opened it.

    ``before`` is told whether it is a hidden volume, before anything is written.

    Raises WrongCredential, UnsupportedFeature for a volume of TrueCrypt, UsageError, BackendError.
    """
    from vault.formats.veracrypt.change import change_credential
    from vault.formats.veracrypt.layout import Kind
    from vault.formats.veracrypt.open import Wanted
    from vault.formats.veracrypt.seal import Recipe

    opening, given = change.opening, change.new
    if given.prf is not None:
        Recipe(given.prf, given.pim).check_new()
    found = locked.find(old, on_event=on_event)
    found.volume_key.wipe()
    if found.header.kind is not Kind.VERACRYPT:
        raise UnsupportedFeature(
            "TrueCrypt volumes are opened, and never changed",
            hint="vault convert CONTAINER NEW --to veracrypt makes a new volume of it",
        )
    prf = found.found.prf
    wanted = Wanted(
        kind=Kind.VERACRYPT,
        hidden=found.header.hidden,
        backup=opening.backup_header,
        system=opening.system,
        pim=opening.pim,
        prf=prf,
        cipher=found.found.cipher,
        keyfiles=opening.keyfiles,
    )
    recipe = None if given == OpenOptions() else Recipe(given.prf or prf, given.pim, given.keyfiles)
    if opening.keyfiles and not given.keyfiles:
        on_event(Warned("the volume opens without keyfiles from now on", hint="--new-keyfile names new ones"))
    with new() as secret:
        before(found.header.hidden)
        change_credential(locked.place.device, old, secret, wanted=wanted, recipe=recipe, on_event=on_event)
