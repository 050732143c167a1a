"""Use cases of keyslots."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases

if TYPE_CHECKING:
    from contextlib import ExitStack

    from vault.crypto.secret import Secret
    from vault.formats.veracrypt.format import VeraCryptLocked
    from vault.unlocking import Offer
    from vault.volume import Volume


class Keys(UseCases):
    """Keyslots: the credentials that open a volume. What changes one keeps the header as it was before."""

    def keyslot_add(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> int:
        """Add a keyslot for the new credential; its number."""
        from vault import keys
        from vault.crypto.secret import Secret

        with self._access.keys(change) as (stack, volume):
            keys.check_new(volume, change)
            unlocked = self._access.unlock(stack, volume, credential, change.slot)
            key = obtain(given.KeyFile(change.key_file), None, "") if change.key_file else Secret(b"")
            stack.enter_context(key)
            new = self._access.new_credential(stack, volume, new_credential)
            self._keep(volume, "keyslot-add", change.backup)
            return keys.add(unlocked, new, change, self._on_event, key=key if change.key_file else None)

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
                self._change_veracrypt(stack, volume, volume.locked, change, credential, new_credential)
                return None
            keys.check_keyslot(change)
            unlocked = self._access.unlock(stack, volume, credential, change.slot)
            new = self._access.new_credential(stack, volume, new_credential)
            kept = self._keep(volume, "keyslot-change", change.backup)
            number = keys.change(unlocked, new, change, self._on_event)
            self._warn_of_kept(volume, kept)
            return number

    def keyslot_convert(self, change: given.KeyslotChange, credential: given.CredentialSource) -> int:
        """Give the keyslot that the credential opens another KDF or cost; its number. The credential stays."""
        from vault import keys
        from vault.crypto.secret import Secret
        from vault.formats.luks2.changes import without_warnings

        with self._access.keys(change) as (stack, volume):
            keys.check_keyslot(change)

            def opened(offer: "Offer") -> tuple[int | None, Secret]:
                slot = keys.test(volume, offer.secret, offer.slot, without_warnings(self._on_event))
                return slot, stack.enter_context(Secret(offer.secret.view()))

            slot, secret = self._access.first(volume, credential, change.slot, change.opening, opened)
            kept = self._keep(volume, "keyslot-convert", change.backup)
            number = keys.convert(volume, secret, replace(change, slot=slot), self._on_event)
            self._warn_of_kept(volume, kept)
            return number

    def keyslot_test(self, change: given.KeyslotChange, credential: given.CredentialSource) -> int | None:
        """The number of the keyslot that the credential opens: ``change.slot``, which may be unbound, or any; None
        where the format has no keyslots.

        Changes nothing, and the volume may be open meanwhile. Raises WrongCredential, KeyslotError.
        """
        from vault import keys

        with self._access.looking(change) as (_, volume):
            test = partial(keys.test, volume, on_event=self._on_event)
            return self._access.first(
                volume, credential, change.slot, change.opening, lambda offer: test(offer.secret, offer.slot)
            )

    def keyslot_name(self, container: Path, header: Path | None, slot: int, name: str, *, backup: bool = True) -> None:
        """Give a keyslot a name, or none when it is empty; needs no credential."""
        from vault import keys

        with self._access.keys(given.KeyslotChange(container, header)) as (_, volume):
            self._keep(volume, "keyslot-name", backup)
            keys.set_name(volume, slot, name)

    def keyslot_priority(
        self, container: Path, header: Path | None, slot: int, priority: given.Priority, *, backup: bool = True
    ) -> None:
        """Have a keyslot tried first, as usual, or only when it is named; needs no credential."""
        from vault import keys

        with self._access.keys(given.KeyslotChange(container, header)) as (_, volume):
            self._keep(volume, "keyslot-priority", backup)
            keys.set_priority(volume, slot, priority, self._on_event)

    def keyslot_extract(self, change: given.KeyslotChange, file: Path, credential: given.CredentialSource) -> Path:
        """The new and private file, to which the key of the unbound keyslot ``change.slot`` was written.

        The volume key never is. Raises UsageError when the file exists, KeyslotError, WrongCredential, BackendError.
        """
        from vault import keys
        from vault.blockdev.newfile import write_new

        assert change.slot is not None
        with self._access.looking(change) as (stack, volume):
            secret = stack.enter_context(self._access.credential(volume, credential, change.opening))
            with keys.extract(volume, secret, change.slot, self._on_event) as key:
                return write_new(file, key.view())

    def keyslot_remove(
        self,
        container: Path,
        header: Path | None,
        slot: int,
        credential: given.CredentialSource | None,
        force: bool = False,
        backup: bool = True,
    ) -> None:
        """Overwrite a keyslot and forget it. ``credential`` proves that another one still opens; None asks no proof.

        Raises KeyslotError for the last keyslot, unless ``force``.
        """
        from vault.keys import remove

        def ask() -> "Secret":
            assert credential is not None
            return obtain(credential, self._prompt, f"Passphrase of another keyslot of {container.name}")

        proof = None if credential is None else ask
        with self._access.keys(given.KeyslotChange(container, header)) as (_, volume):
            kept = self._keep(volume, "keyslot-remove", backup)
            remove(volume, slot, proof, force=force, on_event=self._on_event)
            self._warn_of_kept(volume, kept)

    def _change_veracrypt(
        self,
        stack: "ExitStack",
        volume: "Volume",
        locked: "VeraCryptLocked",
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> None:
        from vault import keyrings, keys
        from vault.unlocking import keyring_identifier

        keys.check_without_keyslots(change)
        identifier = keyring_identifier(volume)
        new = partial(self._access.new_credential, stack, volume, new_credential, bool(change.new.keyfiles))
        kept = []

        def before(hidden: bool) -> None:
            kept.append(self._keep(volume, "keyslot-change", change.backup, hidden=hidden))

        def changed(offer: "Offer") -> None:
            keys.change_veracrypt(locked, offer.secret, new, change, self._on_event, before=before)

        self._access.first(volume, credential, None, change.opening, changed)
        self._warn_of_kept(volume, kept[-1])
        if keyring_identifier(volume) != identifier:
            keyrings.drop_credential(identifier, self._on_event)
