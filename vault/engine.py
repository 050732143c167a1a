"""The use cases, each one method: what a frontend calls and nothing else."""

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.closing import close
from vault.credentials import Prompt, obtain
from vault.errors import BusyError, UsageError, VaultError
from vault.events import OnEvent, Step, ignore
from vault.session import SessionStore, name_for
from vault.system import folders
from vault.system.mounts import mount_at
from vault.ways import attachers, mounters

if TYPE_CHECKING:
    from vault.attach.base import UnlockingAttacher
    from vault.crypto.secret import Secret
    from vault.filesystem.base import Mounter, MountOptions
    from vault.formats.luks2.limits import Limits
    from vault.plan import Wishes
    from vault.volume import Container, UnlockedVolume, Volume

RAISED_LIMIT = 64
"""How many times the documented limits a user may allow a header's key derivation."""


class Engine:
    """What can be done with volumes. Every method raises ``VaultError`` and then has left nothing behind.

    ``on_event`` hears of what happens on the way; ``prompt`` is asked for credentials that no option names.
    """

    def __init__(
        self, on_event: OnEvent = ignore, prompt: Prompt | None = None, store: SessionStore | None = None
    ) -> None:
        self._on_event = on_event
        self._prompt = prompt
        self._store = store or SessionStore()

    # --- volumes that are open ------------------------------------------------------------------------------

    def attach(self, request: given.AttachRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Show the plaintext of a container as a file or device; the record of it."""
        from vault import opening
        from vault.attach.base import AttachOptions
        from vault.plan import choose_attacher

        with self._opened(request) as (stack, volume):
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
            unlocked = self._unlock(stack, volume, credential, request.key_slot)
            described = opening.describe(request, volume)
            self._on_event(Step("attaching"))
            session = opening.attach(stack, self._store, attacher, unlocked, options, described, self._on_event)
            stack.pop_all()
            return session.record()

    def mount(self, request: given.MountRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Mount the file system of a container on a folder; the record of it."""
        from vault import opening
        from vault.attach.base import AttachOptions
        from vault.filesystem import points
        from vault.plan import choose, choose_attacher, choose_unlocking, taking_keys

        with self._opened(request) as (stack, volume):
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            unlocking = choose_unlocking(attachers(), mounters(), volume, _wishes(request))
            if unlocking is not None:
                return self._mount_unlocking(stack, unlocking, request, volume, credential)
            choose_attacher(attachers(), volume, options, request.attach_way)
            point = points.prepare(request.mount_point, _free_name(volume.container.path))
            stack.callback(point.give_up)
            unlocked = self._unlock(stack, volume, credential, request.key_slot)
            found = opening.filesystem_of(unlocked)
            chosen = choose(taking_keys(attachers()), mounters(), volume, found.name, _wishes(request))
            how = _how(request)
            # Recorded before it is checked and mounted: whatever ends this process, the volume can be closed.
            planned = partial(
                opening.to_be_mounted,
                mounter=chosen.mounter,
                found=found,
                mount_point=point.path,
                read_only=request.read_only,
            )
            described = opening.describe(request, volume, planned, made_mount_point=point.made)
            options = replace(options, consumer=chosen.mounter.consumer)
            self._on_event(Step("attaching"))
            session = opening.attach(stack, self._store, chosen.attacher, unlocked, options, described, self._on_event)
            attachment, on_event = session.attachment, self._on_event
            mounted = opening.mount(stack, chosen.mounter, attachment, found, point.path, how, on_event)
            made = point.made and mounted.mount_point == point.path
            session = self._store.update(replace(session, mounted=mounted, made_mount_point=made))
            stack.pop_all()
            if not made:
                point.give_up()
            return session.record()

    def plan(self, request: given.MountRequest) -> given.MountPlan:
        """What ``mount`` would do, and why not otherwise; nothing is unlocked and nothing changes."""
        from vault.opening import with_header_flags
        from vault.plan import choose

        with self._opened(request) as (_, volume):
            request = with_header_flags(request, volume, self._on_event)
            return choose(attachers(), mounters(), volume, None, _wishes(request)).shown

    def detach(self, name: str, *, force: bool = False, wait_s: float | None = None) -> list[given.SessionRecord]:
        """Hide the plaintext of one volume again, dismounting it first where it is mounted."""
        return self.dismount(name, force=force, wait_s=wait_s)

    def dismount(
        self, name: str | None, *, everything: bool = False, force: bool = False, wait_s: float | None = None
    ) -> list[given.SessionRecord]:
        """Dismount and detach one volume, or all; their records as they were.

        A busy volume raises BusyError with its ``holders``: at once, or after ``wait_s`` seconds. ``force`` takes the
        mount away from them. With ``everything`` the others are still closed and the first error is raised at the end.
        """
        if everything == (name is not None):
            raise UsageError("name one volume, or ask for all")
        sessions = self._store.all() if name is None else [self._store.find(name)]
        closed, errors = [], []
        for session in reversed(sessions):
            record = session.record()
            try:
                close(session, self._store, self._on_event, force=force, wait_s=wait_s)
            except VaultError as error:
                errors.append(error)
            else:
                closed.append(record)
        if errors:
            raise errors[0]
        return closed

    def suspend(self, name: str) -> given.SessionRecord:
        """Hold all input and output of a volume and wipe its key from the kernel; its record.

        Raises NotAvailable when it was attached in a way that cannot do that.
        """
        from vault.suspending import suspend

        return suspend(self._store.find(name), self._on_event).record()

    def resume(
        self,
        name: str,
        credential: given.CredentialSource,
        *,
        key_slot: int | None = None,
        raise_kdf_limit: bool = False,
    ) -> given.SessionRecord:
        """Give a suspended volume its key back and let input and output go on; its record.

        Raises CredentialError, or FormatError when the container is not what it was; it is still suspended then.
        """
        from vault.suspending import resume

        session = self._store.find(name)

        def unlock(volume: "Volume", stack: ExitStack) -> "UnlockedVolume":
            return self._unlock(stack, volume, credential, key_slot)

        return resume(session, unlock, _limits(raise_kdf_limit), self._on_event).record()

    def sessions(self) -> list[given.SessionRecord]:
        """What is open now, oldest first."""
        return [session.record() for session in self._store.all()]

    # --- containers -----------------------------------------------------------------------------------------

    def create(self, options: given.CreateOptions, credential: given.CredentialSource) -> given.CreateResult:
        """A new container with a new volume and, unless ``filesystem`` is None, a file system in it.

        Until it is complete it has no name: a failure or a cancellation leaves nothing behind.
        """
        from vault.create import create
        from vault.opening import shown

        def ask() -> "Secret":
            return obtain(credential, self._prompt, f"Passphrase for the new volume {options.container.name}")

        show = partial(shown, self._store, on_event=self._on_event)
        return create(options, ask, attachers(), show, self._on_event)

    def inspect(self, container: Path, header: Path | None = None) -> given.Inspection:
        """What a container says of itself, also while it is mounted; needs no credential and changes nothing."""
        from vault.volume import Container, Volume

        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            return Volume.describe(opened, header)

    def keyslots(self, container: Path, header: Path | None = None) -> list[given.KeyslotInfo]:
        """The keyslots of a container, in order of number."""
        return list(self.inspect(container, header).keyslots)

    def keyslot_add(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> int:
        """Add a keyslot for the new credential; its number."""
        from vault.keys import add

        with self._keys(change, credential, new_credential) as (unlocked, new):
            return add(unlocked, new, change, self._on_event)

    def keyslot_change(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> int:
        """Replace the keyslot that the credential opens by one for the new credential; its number."""
        from vault.keys import change as change_keyslot

        with self._keys(change, credential, new_credential) as (unlocked, new):
            return change_keyslot(unlocked, new, change, self._on_event)

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
        from vault.volume import Volume

        def ask() -> "Secret":
            assert credential is not None
            return obtain(credential, self._prompt, f"Passphrase for {container.name} that stays")

        proof = None if credential is None else ask
        with self._container(container, header) as opened, Volume.open(opened) as volume:
            remove(volume, slot, proof, force=force, on_event=self._on_event)

    def benchmark(self, *, seconds: float = 1.0) -> given.Benchmark:
        """What ciphers and KDFs cost on this machine; each is measured for about that long."""
        from vault.benchmark import measure

        return measure(seconds)

    # --- steps ----------------------------------------------------------------------------------------------

    @contextmanager
    def _opened(self, request: given.AttachRequest | given.MountRequest) -> Iterator[tuple[ExitStack, "Volume"]]:
        """The volume of a container that this process holds, and the stack that gives everything back on failure."""
        from vault.volume import Volume

        with self._container(request.container, request.header, read_only=request.read_only) as container:
            volume = Volume.open(container, limits=_limits(request.raise_kdf_limit))
            with volume, ExitStack() as stack:
                yield stack, volume

    def _container(self, path: Path, header: Path | None, *, read_only: bool = False) -> "Container":
        """The container, open and locked. Raises BusyError that tells where it is open, if this user has it open."""
        from vault.volume import Container

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

    def _unlock(
        self, stack: ExitStack, volume: "Volume", source: given.CredentialSource, slot: int | None
    ) -> "UnlockedVolume":
        with obtain(source, self._prompt, f"Passphrase for {volume.container.path.name}") as credential:
            unlocked = volume.unlock(credential, key_slot=slot, on_event=self._on_event)
        stack.callback(unlocked.close)
        return unlocked

    def _mount_unlocking(
        self,
        stack: ExitStack,
        ways: "tuple[UnlockingAttacher, Mounter]",
        request: given.MountRequest,
        volume: "Volume",
        source: given.CredentialSource,
    ) -> given.SessionRecord:
        """Mount by an attacher that unlocks by itself and a mounter that chooses the folder."""
        from vault import desktop, opening

        options, how = _wishes(request).options(ways[1].consumer), _how(request)
        described = opening.describe(request, volume)
        with obtain(source, self._prompt, f"Passphrase for {volume.container.path.name}") as credential:
            session = desktop.mount(
                stack, self._store, ways, volume, credential, options, how, described, self._on_event
            )
        stack.pop_all()
        return session.record()

    @contextmanager
    def _keys(
        self,
        change: given.KeyslotChange,
        credential: given.CredentialSource,
        new_credential: given.CredentialSource,
    ) -> Iterator[tuple["UnlockedVolume", "Secret"]]:
        """The unlocked volume and the new credential."""
        from vault.volume import Volume

        with self._container(change.container, change.header) as container, ExitStack() as stack:
            volume = stack.enter_context(Volume.open(container, limits=_limits(change.raise_kdf_limit)))
            unlocked = self._unlock(stack, volume, credential, change.slot)
            question = f"New passphrase for {container.path.name}"
            yield unlocked, stack.enter_context(obtain(new_credential, self._prompt, question))


def _wishes(request: given.MountRequest) -> "Wishes":
    from vault.plan import Wishes

    return Wishes(
        request.attach_way,
        request.mount_way,
        request.read_only,
        request.allow_discards,
        request.dm_flags,
        key_slot=request.key_slot,
        has_mount_point=request.mount_point is not None,
    )


def _how(request: given.MountRequest) -> "MountOptions":
    from vault.filesystem.base import MountOptions

    owner = os.getuid() if request.owner is None else request.owner
    return MountOptions(request.read_only, owner, os.getgid(), request.noexec)


def _limits(raise_kdf_limit: bool) -> "Limits":
    from vault.formats.luks2.limits import DEFAULT_LIMITS

    return DEFAULT_LIMITS.times(RAISED_LIMIT) if raise_kdf_limit else DEFAULT_LIMITS


def _free_name(container: Path) -> str:
    """The container's name, with a number when something is mounted there in the user's ``Vaults`` already."""
    name = name_for(container)
    root = folders.default_mount_root()
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(name for name in names if mount_at(root / name) is None)
