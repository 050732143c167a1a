"""Use cases of keyslots."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases

if TYPE_CHECKING:
    from vault.crypto.secret import Secret


class Keys(UseCases):
    """Keyslots: the credentials that open a volume."""

    def keyslot_add(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> int:
        """Add a keyslot for the new credential; its number."""
        from vault.keys import add

        with self._access.keys(change) as (stack, volume):
            unlocked = self._access.unlock(stack, volume, credential, change.slot)
            return add(unlocked, self._access.new_credential(stack, volume, new_credential), change, self._on_event)

    def keyslot_change(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> int | None:
        """Replace the keyslot that the credential opens by one for the new credential; its number.

        A VeraCrypt volume has no keyslots: it gets the new credential instead of the old, and there is no number.
        """
        from vault import keys
        from vault.formats.veracrypt.format import VeraCryptLocked

        with self._access.keys(change, or_veracrypt=True) as (stack, volume):
            if isinstance(volume.locked, VeraCryptLocked):
                keys.check_without_keyslots(change)
                old = stack.enter_context(self._access.credential(volume, credential, change.opening))
                new = partial(self._access.new_credential, stack, volume, new_credential, bool(change.new.keyfiles))
                keys.change_veracrypt(volume.locked, old, new, change, self._on_event)
                return None
            keys.check_keyslot(change)
            unlocked = self._access.unlock(stack, volume, credential, change.slot)
            return keys.change(
                unlocked, self._access.new_credential(stack, volume, new_credential), change, self._on_event
            )

    def keyslot_remove(
        self,
        container: Path,
        header: Path | None,
        slot: int,
        credential: given.CredentialSource | None,
        force: bool = False,
    ) -> None:
        """Overwrite a keyslot and forget it. ``credential`` proves that another one still opens; None asks no proof.

        Raises KeyslotError for the last keyslot, unless ``force``.
        """
        from vault.keys import remove

        def ask() -> "Secret":
            assert credential is not None
            return obtain(credential, self._prompt, f"Passphrase for {container.name} that stays")

        proof = None if credential is None else ask
        with self._access.keys(given.KeyslotChange(container, header)) as (_, volume):
            remove(volume, slot, proof, force=force, on_event=self._on_event)
