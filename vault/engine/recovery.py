"""Use cases of recovery keys."""

from functools import partial
from typing import TYPE_CHECKING

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Recovery(UseCases):
    """Recovery keys: random ones that are kept on paper."""

    def recovery_create(
        self,
        request: given.RecoveryRequest,
        credential: given.CredentialSource,
        show: "Callable[[given.RecoveryKey], None]",
    ) -> int:
        """Add a keyslot with a new recovery key and write its page; its number.

        ``show`` gets the key, which is wiped when it returns. If it raises, keyslot and page are taken back.
        """
        from vault import recovery

        with self._access.keys(request.change) as (stack, volume):
            kind = recovery.printed_keys(volume, request)
            unlocked = self._access.unlock(stack, volume, credential, request.change.slot)
            self._keep(volume, "recovery-create", request.change.backup)
            return recovery.create(unlocked, kind, request, show, self._on_event)

    def recovery_test(
        self,
        container: "Path",
        header: "Path | None",
        credential: given.CredentialSource,
        raise_kdf_limit: bool = False,
    ) -> int:
        """The number of the keyslot that the recovery key, as it was written down, opens. Nothing is changed.

        Raises WrongCredential when it opens none of a recovery key, or has not the form of one.
        """
        from vault import recovery

        ask = partial(obtain, credential, self._prompt, f"Recovery key for {container.name}")
        with self._access.looking(given.KeyslotChange(container, header, raise_kdf_limit=raise_kdf_limit)) as (
            _,
            volume,
        ):
            return recovery.prove(volume, ask, self._on_event)
