"""Use cases of what opens a volume beside passphrases: the desktop's keyring, what is remembered, security keys."""

from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.engine.base import UseCases
from vault.events import Warned

if TYPE_CHECKING:
    from vault.unlocking import Offer

ITSELF = (
    "the keyring holds the passphrase itself: whoever reads it there opens the volume, and every copy of it for ever"
)


class Tokens(UseCases):
    """The desktop's keyring, the memory of the session, and security keys."""

    def keyring_enroll(
        self, change: given.KeyslotChange, credential: given.CredentialSource, *, itself: bool = False
    ) -> int | None:
        """Let the desktop's keyring open the volume: the keyslot that it got for that, None if it does so already.

        A volume without keyslots has none for a secret of the keyring's own: ``itself`` has the credential itself
        stored, which is warned of, and the answer is None. Raises TokenUnavailable, before anything is asked where
        there is no keyring; UsageError, and what adding a keyslot does.
        """
        from vault import keyrings, remembering
        from vault.unlocking import keyring_identifier

        with self._access.changing(change) as (stack, volume):
            keyrings.check(volume, change, self._on_event, itself=itself)
            if volume.format == "luks2":
                unlocked = self._access.unlock(stack, volume, credential, change.slot, change.opening)
                return remembering.into_keyring(
                    unlocked, change, lambda found: self._keep(found, "keyring-enroll", change.backup), self._on_event
                )
            from vault.tokens import keyring

            def store(_unlocked: object, offer: "Offer") -> None:
                self._on_event(Warned(ITSELF))
                keyring.store_credential(keyring_identifier(volume), offer.secret, self._on_event)

            self._access.unlock(stack, volume, credential, change.slot, change.opening, store)
            return None

    def keyring_forget(
        self,
        container: Path,
        header: Path | None = None,
        *,
        slot: int | None = None,
        left_over: bool = False,
        force: bool = False,
        backup: bool = True,
    ) -> given.Forgotten:
        """Remove the keyslot that the desktop's keyring opens, then its secret, and what is remembered.

        Needs no credential. A keyring that is locked or not there keeps what opens nothing any more, and that is
        told. Raises KeyslotError where no other keyslot would be left, unless ``force``.
        """
        from vault import keyrings
        from vault.remembered import Remembered

        with self._access.changing(given.KeyslotChange(container, header)) as (_, volume):
            remembered = Remembered(self._on_event).forget(volume)
            kept = self._keep(volume, "keyring-forget", backup and volume.format == "luks2")
            done = keyrings.forget(volume, slot, remembered, left_over=left_over, force=force, on_event=self._on_event)
            if done.keyslots:
                self._warn_of_kept(volume, kept)
            return done

    def keyring_status(self, container: Path, header: Path | None = None) -> given.KeyringStatus:
        """What opens the volume without typing; asks nobody, and the volume may be open meanwhile."""
        from vault.keyrings import status
        from vault.remembered import Remembered

        with self._access.looking(given.KeyslotChange(container, header)) as (_, volume):
            kept = Remembered(self._on_event).recall(volume)
            if kept is not None:
                kept[0].wipe()
            return status(volume, kept is not None, self._on_event)

    def forget_remembered(self) -> int:
        """How many remembered credentials were dropped: all of this user. Raises BackendError."""
        from vault.remembered import Remembered

        return Remembered(self._on_event).forget_all()

    def security_keys(self) -> tuple[given.SecurityKey, ...]:
        """The security keys that are plugged in; none is asked for a touch. Raises TokenUnavailable."""
        from vault.tokens.fido2 import plugged_in

        return plugged_in(self._on_event)

    def security_key_status(self, container: Path, header: Path | None = None) -> given.SecurityKeyStatus:
        """What a volume has for security keys, and which of those plugged in open it; asks nobody.

        The volume may be open meanwhile.
        """
        from vault.securitykeys import status

        with self._access.looking(given.KeyslotChange(container, header)) as (_, volume):
            return status(volume, self._on_event)

    def security_key_enroll(
        self, change: given.KeyslotChange, credential: given.CredentialSource, request: given.SecurityKeyRequest
    ) -> int:
        """Add a keyslot that a security key opens; its number. The key is touched for it up to three times.

        Raises TokenUnavailable, before a credential is asked for where the key is not there or cannot do what is
        wanted; UsageError, UnsupportedFeature, and what adding a keyslot does. Nothing is left then.
        """
        from vault import securitykeys

        with self._access.keys(change) as (stack, volume):
            kind = securitykeys.checked(volume, change, request, self._prompt, self._on_event)
            unlocked = self._access.unlock(stack, volume, credential, change.slot)
            self._keep(volume, "security-key-enroll", change.backup)
            return securitykeys.enroll(unlocked, kind, change, self._on_event)
