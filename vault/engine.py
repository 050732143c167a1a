"""The use cases, each one method: what a frontend calls and nothing else."""

import itertools
import os
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.access import NO_KEYSLOTS, Access, limits
from vault.closing import close
from vault.credentials import Prompt, obtain
from vault.errors import UnknownFormat, UsageError, VaultError
from vault.events import OnEvent, Step, ignore
from vault.session import SessionStore, name_for
from vault.system import folders
from vault.system.mounts import mount_at
from vault.ways import attachers, mounters

if TYPE_CHECKING:
    from vault.attach.base import UnlockingAttacher
    from vault.crypto.secret import Secret
    from vault.filesystem.base import Mounter, MountOptions
    from vault.plan import Wishes
    from vault.volume import UnlockedVolume, Volume


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
        self._access = Access(self._store, prompt, on_event)

    # --- volumes that are open ------------------------------------------------------------------------------

    def attach(self, request: given.AttachRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Show the plaintext of a container as a file or device; the record of it."""
        from vault import opening
        from vault.attach.base import AttachOptions
        from vault.plan import choose_attacher

        with self._access.opened(request) as (stack, volume):
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            choose_attacher(attachers(), volume, options, request.attach_way)
            unlocked = self._access.unlocked(stack, volume, request, credential)
            volume = unlocked.volume
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
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

        with self._access.opened(request) as (stack, volume):
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            unlocking = choose_unlocking(attachers(), mounters(), volume, _wishes(request))
            if unlocking is not None:
                return self._mount_unlocking(stack, unlocking, request, volume, credential)
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
            point = points.prepare(request.mount_point, _free_name(volume.container.path))
            stack.callback(point.give_up)
            unlocked = self._access.unlocked(stack, volume, request, credential)
            volume = unlocked.volume
            show = partial(opening.shown, self._store, attacher, unlocked, options, request, self._on_event)
            found = opening.filesystem_of(unlocked, show)
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

        with self._access.opened(request) as (_, volume):
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
            return self._access.unlock(stack, volume, credential, key_slot)

        return resume(session, unlock, limits(raise_kdf_limit), self._on_event).record()

    def sessions(self) -> list[given.SessionRecord]:
        """What is open now, oldest first."""
        return [session.record() for session in self._store.all()]

    # --- containers -----------------------------------------------------------------------------------------

    def create(self, options: given.CreateOptions, credential: given.CredentialSource) -> given.CreateResult:
        """A new container with a new volume and, unless ``filesystem`` is None, a file system in it.

        Until it is complete it has no name: a failure or a cancellation leaves nothing behind. With ``outer`` it is a
        hidden volume in a container that is there.
        """
        from vault.create import Around, create
        from vault.opening import shown

        def ask(source: given.CredentialSource, what: str, keyfiles: tuple[Path, ...]) -> "Secret":
            question = f"Passphrase for the {what} volume {options.container.name}"
            return obtain(source, self._prompt, question, may_be_empty=bool(keyfiles))

        around = Around(attachers(), partial(shown, self._store, on_event=self._on_event), self._on_event)
        if options.outer is None:
            return create(options, partial(ask, credential, "new", options.keyfiles), around)
        from vault import hidden

        hidden.check(options)
        outer = partial(ask, options.outer.credential, "outer", options.outer.opening.keyfiles)
        with self._access.container(options.container, None) as container:
            return hidden.create(
                options, container, outer, partial(ask, credential, "new hidden", options.keyfiles), around
            )

    def inspect(
        self, container: Path, header: Path | None = None, opening: given.OpenOptions | None = None
    ) -> given.Inspection:
        """What a container says of itself, or what else it holds; needs no credential and changes nothing.

        It may be in use meanwhile.
        """
        from vault.container import Container
        from vault.volume import Volume

        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            return Volume.describe(opened, opening or given.OpenOptions())

    def keyslots(self, container: Path, header: Path | None = None) -> list[given.KeyslotInfo]:
        """The keyslots of a container, in order of number. Raises UnknownFormat when no format is recognised."""
        found = self.inspect(container, header)
        if not found.format:
            raise UnknownFormat(f"{container} has no header with keyslots: {found.holds}", hint=NO_KEYSLOTS)
        return list(found.keyslots)

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

    def convert(
        self, request: given.ConvertRequest, credential: given.CredentialSource, new_credential: given.CredentialSource
    ) -> given.ConvertResult:
        """Copy what a volume of any format holds into a new container, and compare both.

        What was copied when it fails or is interrupted is kept, and the same request with ``resume`` goes on with it.
        """
        from vault import converting
        from vault.volume import Volume

        converting.check(request)
        with (
            self._access.container(request.container, request.header, read_only=True) as container,
            ExitStack() as stack,
        ):
            bounds = limits(request.raise_kdf_limit)
            volume = stack.enter_context(Volume.open(container, request.opening, limits=bounds))
            unlocked = self._access.unlock(stack, volume, credential, request.key_slot, request.opening)
            question, may_be_empty = f"Passphrase for the new {request.new.name}", bool(request.recipe.keyfiles)
            with obtain(new_credential, self._prompt, question, may_be_empty=may_be_empty) as new:
                raw = isinstance(new_credential, given.KeyFile)
                return converting.convert(unlocked, request, new, raw=raw, on_event=self._on_event)
        raise AssertionError("the stack swallows nothing")

    def convert_header(
        self,
        container: Path,
        header: Path | None,
        to: str,
        *,
        backup: Path | None = None,
        raise_kdf_limit: bool = False,
    ) -> given.ConvertedHeader:
        """Convert a LUKS header in place, to ``luks1`` or ``luks2``; ``backup`` is a new file that gets a copy first.

        Needs no credential.
        """
        from vault.inplace import convert_header
        from vault.volume import Volume

        with (
            self._access.container(container, header) as opened,
            Volume.open(opened, limits=limits(raise_kdf_limit)) as volume,
        ):
            return convert_header(volume, to, backup=backup, on_event=self._on_event)

    def header_backup(
        self, container: Path, file: Path, header: Path | None = None, opening: given.OpenOptions | None = None
    ) -> given.HeaderBackup:
        """Save the header with its keyslots in a new file; needs no credential."""
        from vault import headers
        from vault.volume import Volume

        with self._access.container(container, header, read_only=True) as opened:
            return headers.backup(Volume.open(opened, opening or given.OpenOptions()), file)

    def header_restore(
        self,
        container: Path,
        file: Path | None,
        credential: given.CredentialSource,
        *,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        force: bool = False,
    ) -> given.HeaderBackup:
        """Write a header back from a backup: a file, or with None the one at the end of a VeraCrypt container.

        The credential is only asked for with VeraCrypt, whose header it has to open. ``force`` takes a LUKS header
        that is not known to be of this container.
        """
        from vault import headers

        data = None if file is None else headers.read_backup(file)
        opening = opening or given.OpenOptions()
        with self._access.container(container, header) as opened:
            if data is not None and headers.holds_luks(data):
                name = headers.restore_luks(
                    opened.header_device, opened.device, data, opening, force=force, on_event=self._on_event
                )
            else:
                locked = headers.veracrypt(opened, opening, by_file=data is not None)
                question = f"Passphrase for {container.name}"
                ask = partial(obtain, credential, self._prompt, question, may_be_empty=bool(locked.options.keyfiles))
                name = headers.restore_veracrypt(locked, data, ask, self._on_event)
            size = 0 if data is None else len(data)
            return given.HeaderBackup(opened.path, header, file and Path(os.path.abspath(file)), name, size)

    def benchmark(self, *, seconds: float = 1.0) -> given.Benchmark:
        """What ciphers and KDFs cost on this machine; each is measured for about that long."""
        from vault.benchmark import measure

        return measure(seconds)

    # --- steps ----------------------------------------------------------------------------------------------

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
        with self._access.credential(volume, source, request.opening) as credential:
            session = desktop.mount(
                stack, self._store, ways, volume, credential, options, how, described, self._on_event
            )
        stack.pop_all()
        return session.record()


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


def _free_name(container: Path) -> str:
    """The container's name, with a number when something is mounted there in the user's ``Vaults`` already."""
    name = name_for(container)
    root = folders.default_mount_root()
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(name for name in names if mount_at(root / name) is None)
