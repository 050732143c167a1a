"""The way to an unlocked volume: its container, open and locked, its header, and the credential that is asked for."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vault import options as given
from vault.credentials import Prompt, obtain
from vault.errors import (
    BusyError,
    FormatError,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.events import OnEvent, Warned
from vault.session import SessionStore, open_header

if TYPE_CHECKING:
    from vault.container import Container
    from vault.crypto.secret import Secret
    from vault.formats.luks2.limits import Limits
    from vault.unlocking import Offer
    from vault.volume import UnlockedVolume, Volume

    Then = Callable[[UnlockedVolume | Volume, Offer], None]

T = TypeVar("T")
NO_KEYSLOTS = "vault keyslot change gives a VeraCrypt volume, which has none, another credential"
RAISED_LIMIT = 64
"""How many times the documented limits a user may allow a header's key derivation."""


class Access:
    """What every use case begins with; ``store`` tells where a container that is in use is open."""

    def __init__(self, store: SessionStore, prompt: Prompt | None, on_event: OnEvent) -> None:
        self._store = store
        self._prompt = prompt
        self._on_event = on_event

    @contextmanager
    def opened(self, request: given.AttachRequest | given.MountRequest) -> Iterator[tuple[ExitStack, "Volume"]]:
        """The volume of a container that this process holds, and the stack that gives everything back on failure."""
        from vault.volume import Volume

        with self.container(request.container, request.header, read_only=request.read_only) as container:
            volume = Volume.open(container, request.opening, limits=limits(request.raise_kdf_limit))
            with volume, ExitStack() as stack:
                yield stack, volume

    def container(self, path: Path, header: Path | None, *, read_only: bool = False) -> "Container":
        """The container, open and locked. Raises BusyError that tells where it is open, if this user has it open."""
        from vault.container import Container

        try:
            return Container.open(path, read_only=read_only, header=header)
        except BusyError as error:
            raise self._own_use(path, error) from error

    def _own_use(self, container: Path, error: BusyError) -> BusyError:
        """The error, telling where the volume is open when it is this user who has it open."""
        try:
            session = self._store.find(os.path.abspath(container))
        except VaultError:
            return error
        mounted = session.mounted
        where = f"mounted on {mounted.mount_point}" if mounted else f"attached as {session.attachment.path}"
        hint = f"vault {'dismount' if mounted else 'detach'} {session.name} closes it"
        return BusyError(f"{container} is in use: it is {where}", hint=hint, holders=error.holders)

    def unlocked(
        self,
        stack: ExitStack,
        volume: "Volume",
        request: given.AttachRequest | given.MountRequest,
        source: given.CredentialSource,
        then: "Then" = lambda _unlocked, _offer: None,
    ) -> "UnlockedVolume":
        """The volume with its key, and with the hidden one in it protected if that is asked for; see ``unlock``."""
        if request.protect is None:
            return self.unlock(stack, volume, source, request.key_slot, request.opening, then)
        from vault.formats.veracrypt.format import VeraCryptLocked
        from vault.volume import Volume

        if not isinstance(volume.locked, VeraCryptLocked):
            raise UsageError(f"a {volume.format} volume has no hidden volume in it to protect")
        unlocked = self.unlock(stack, volume, source, request.key_slot, request.opening, then)
        hidden = Volume.open(volume.container, replace(request.protect.opening, hidden=True))
        question = f"Passphrase for the hidden volume in {volume.container.path.name}"
        keyfiles = bool(request.protect.opening.keyfiles)
        with obtain(request.protect.credential, self._prompt, question, may_be_empty=keyfiles) as credential:
            try:
                return unlocked.protecting(hidden, credential, self._on_event)
            except WrongCredential as error:
                raise WrongCredential(
                    f"of the hidden volume: {error}", attempts=error.attempts, hint=error.hint, hidden=True
                ) from error

    def unlock(
        self,
        stack: ExitStack,
        volume: "Volume",
        source: given.CredentialSource,
        slot: int | None,
        options: given.OpenOptions | None = None,
        then: "Then" = lambda _unlocked, _offer: None,
    ) -> "UnlockedVolume":
        """The volume with its key, which the stack wipes; ``slot`` is the only keyslot to try unless it is None.

        ``then`` is called while the credential that opened it is still there.
        """
        from vault.trails import Trails

        options = options or given.OpenOptions()
        trails = Trails(enabled=options.remember)
        trail = trails.of(volume.container)

        def opened(offer: "Offer") -> "UnlockedVolume":
            unlocked = volume.unlock(
                offer.secret, raw=offer.raw, key_slot=offer.slot, trail=trail, on_event=self._on_event
            )
            stack.callback(unlocked.close)
            then(unlocked, offer)
            return unlocked

        unlocked = self.first(volume, source, slot, options, opened)
        trails.keep(volume.container, unlocked.trail)
        return unlocked

    def first(
        self,
        volume: "Volume",
        source: given.CredentialSource,
        slot: int | None,
        options: given.OpenOptions,
        opened: "Callable[[Offer], T]",
    ) -> T:
        """What ``opened`` makes of the first credential that fits; the ones that do not are told of.

        What the user gave is the last one: its errors are raised, as those of every other kind.
        """
        from vault.remembered import Remembered
        from vault.unlocking import offers

        if not options.remember:
            Remembered(self._on_event).forget(volume)
        with closing(offers(volume, source, options, slot, self._prompt, self._on_event)) as found:
            for offer in found:
                with offer.secret:
                    try:
                        return opened(offer)
                    except (WrongCredential, FormatError) as error:
                        if not offer.what:
                            raise
                        wrong = isinstance(error, WrongCredential)
                        reason = "does not open the volume" if wrong else f"is of no use: {error}"
                        self._on_event(Warned(f"{offer.what} {reason}"))
        raise AssertionError("the last offer opens it or raises")

    def credential(self, volume: "Volume", source: given.CredentialSource, options: given.OpenOptions) -> "Secret":
        """The credential itself, where no keyslot tells whether it is right; keyfiles need no passphrase with them."""
        question = f"Passphrase for {volume.container.path.name}"
        return obtain(source, self._prompt, question, may_be_empty=bool(options.keyfiles))

    @contextmanager
    def keys(self, change: given.KeyslotChange, *, or_veracrypt: bool = False) -> Iterator[tuple[ExitStack, "Volume"]]:
        """The volume whose keyslots are changed. Raises UnsupportedFeature when it has none."""
        from vault.formats.luks import LuksLocked
        from vault.formats.veracrypt.format import VeraCryptLocked

        with self.changing(change) as (stack, volume):
            kinds = (LuksLocked, VeraCryptLocked) if or_veracrypt else (LuksLocked,)
            if not isinstance(volume.locked, kinds):
                raise UnsupportedFeature(f"a {volume.format} volume has no keyslots", hint=NO_KEYSLOTS)
            yield stack, volume

    @contextmanager
    def changing(self, change: given.KeyslotChange) -> Iterator[tuple[ExitStack, "Volume"]]:
        """The volume whose header is changed; a LUKS volume may be open meanwhile, by this user."""
        from vault.volume import Volume

        with self._header(change.container, change.header) as container, ExitStack() as stack:
            bounds = limits(change.raise_kdf_limit)
            volume = stack.enter_context(Volume.open(container, change.opening, limits=bounds))
            yield stack, volume

    def _header(self, path: Path, header: Path | None) -> "Container":
        """The container, open and locked; where it is this user who has its volume open, only for its header."""
        from vault.container import Container

        try:
            return Container.open(path, header=header)
        except BusyError as error:
            try:
                session = self._store.find(os.path.abspath(path))
            except VaultError:
                raise error from None
            return open_header(session, header)

    @contextmanager
    def looking(self, change: given.KeyslotChange) -> Iterator[tuple[ExitStack, "Volume"]]:
        """The volume whose keyslots are only looked at; it may be open meanwhile."""
        from vault.container import Container
        from vault.volume import Volume

        with (
            Container.open(change.container, read_only=True, header=change.header, locked=False) as container,
            Volume.open(container, change.opening, limits=limits(change.raise_kdf_limit)) as volume,
            ExitStack() as stack,
        ):
            yield stack, volume

    def new_credential(
        self, stack: ExitStack, volume: "Volume", source: given.CredentialSource, may_be_empty: bool = False
    ) -> "Secret":
        """The credential that a volume is to get, until the stack unwinds."""
        question = f"New passphrase for {volume.container.path.name}"
        return stack.enter_context(obtain(source, self._prompt, question, may_be_empty=may_be_empty))


def limits(raise_kdf_limit: bool) -> "Limits":
    """What a header may cost: the documented limits, or what a user may raise them to."""
    from vault.formats.luks2.limits import DEFAULT_LIMITS

    return DEFAULT_LIMITS.times(RAISED_LIMIT) if raise_kdf_limit else DEFAULT_LIMITS
