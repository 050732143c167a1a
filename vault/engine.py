"""The use cases, each one method: what a frontend calls and nothing else."""

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.closing import SHUTDOWN_S, close
from vault.credentials import Prompt, obtain
from vault.errors import BusyError, MountError, UsageError, VaultError
from vault.events import OnEvent, Step, ignore
from vault.session import Session, SessionStore, name_for
from vault.system import folders
from vault.system.mounts import mount_at
from vault.system.processes import start_time
from vault.ways import attachers, mounters

if TYPE_CHECKING:
    from vault.attach.base import Attacher, Attachment, AttachOptions
    from vault.crypto.secret import Secret
    from vault.filesystem.base import Mounted, Mounter, MountOptions
    from vault.filesystem.detect import FileSystem
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
        """Show the plaintext of a container as a file; the record of it."""
        from vault.attach.base import AttachOptions
        from vault.plan import choose_attacher

        options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
        with self._opened(request) as (stack, volume):
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
            unlocked = self._unlock(stack, volume, credential, request.key_slot)
            attachment = self._attach(stack, attacher, unlocked, options)
            session = self._record(request, volume, attachment, None, made_mount_point=False)
            stack.pop_all()
            return session.record()

    def mount(self, request: given.MountRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Mount the file system of a container on a folder; the record of it."""
        from vault.attach.base import AttachOptions
        from vault.filesystem import points
        from vault.filesystem.base import Mounted, MountOptions
        from vault.plan import choose, choose_attacher

        wishes = _wishes(request)
        with self._opened(request) as (stack, volume):
            choose_attacher(attachers(), volume, AttachOptions(), request.attach_way)
            point = points.prepare(request.mount_point, _free_name(volume.container.path))
            stack.callback(point.give_up)
            unlocked = self._unlock(stack, volume, credential, request.key_slot)
            found = _filesystem_of(unlocked)
            chosen = choose(attachers(), mounters(), volume, found.name, wishes)
            options = AttachOptions(
                request.read_only, request.allow_discards, chosen.mounter.consumer, request.dm_flags
            )
            attachment = self._attach(stack, chosen.attacher, unlocked, options)
            owner = os.getuid() if request.owner is None else request.owner
            how = MountOptions(request.read_only, owner, os.getgid(), request.noexec)
            # Recorded before it is checked and mounted: whatever ends this process, the volume can be closed.
            planned = None
            if chosen.mounter.consumer == "driver":
                planned = Mounted(chosen.mounter.name, found.name, point.path, 0, "", attachment.read_only)
            session = self._record(request, volume, attachment, planned, made_mount_point=point.made)
            mounted = self._mount(stack, chosen.mounter, attachment, found, point.path, how)
            session = self._store.update(replace(session, mounted=mounted))
            stack.pop_all()
            return session.record()

    def plan(self, request: given.MountRequest) -> given.MountPlan:
        """What ``mount`` would do, and why not otherwise; nothing is unlocked and nothing changes."""
        from vault.plan import choose

        with self._opened(request) as (_, volume):
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

    def sessions(self) -> list[given.SessionRecord]:
        """What is open now, oldest first."""
        return [session.record() for session in self._store.all()]

    # --- containers -----------------------------------------------------------------------------------------

    def create(self, options: given.CreateOptions, credential: given.CredentialSource) -> given.CreateResult:
        """A new container with a new volume and, unless ``filesystem`` is None, a file system in it.

        Until it is complete it has no name: a failure or a cancellation leaves nothing behind.
        """
        from vault.create import create

        def ask() -> "Secret":
            return obtain(credential, self._prompt, f"Passphrase for the new volume {options.container.name}")

        return create(options, ask, attachers(), self._recorded, self._on_event)

    def inspect(self, container: Path, header: Path | None = None) -> given.Inspection:
        """What a container says of itself, also while it is mounted; needs no credential and changes nothing."""
        from vault.formats.luks2.describe import describe
        from vault.volume import Container, Volume

        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            return describe(opened.path, header, opened.device.size, Volume.read_header(opened))

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

    def _attach(
        self, stack: ExitStack, attacher: "Attacher", unlocked: "UnlockedVolume", options: "AttachOptions"
    ) -> "Attachment":
        from vault.attach.base import detach_after_failure

        self._on_event(Step("attaching"))
        stack.callback(self._store.all)  # after the detaching below it drops the record, unless something is left
        attachment = attacher.attach(unlocked, options, self._on_event)
        stack.callback(detach_after_failure, attacher, attachment, timeout_s=SHUTDOWN_S)
        return attachment

    def _mount(
        self,
        stack: ExitStack,
        mounter: "Mounter",
        attachment: "Attachment",
        found: "FileSystem",
        mount_point: Path,
        options: "MountOptions",
    ) -> "Mounted":
        """The file system, checked where it was not dismounted cleanly, then mounted."""
        from vault.filesystem.check import check

        check(found, attachment.path, read_only=options.read_only, on_event=self._on_event)
        self._on_event(Step("mounting"))
        mounted = mounter.mount(attachment, found.name, mount_point, options)
        stack.callback(mounter.dismount, mounted, force=True, timeout_s=SHUTDOWN_S)
        return mounted

    def _record(
        self,
        request: given.AttachRequest | given.MountRequest | given.CreateOptions,
        volume: "Volume",
        attachment: "Attachment",
        mounted: "Mounted | None",
        *,
        made_mount_point: bool,
    ) -> Session:
        """What is open now, or will be in a moment, recorded so that every command can close it."""
        session = Session(
            name=name_for(volume.container.path),
            container=volume.container.path,
            identity=volume.container.identity,
            header=None if request.header is None else Path(os.path.abspath(request.header)),
            format=volume.format,
            uuid=volume.header.uuid,
            attachment=attachment,
            server_start=start_time(attachment.server) if attachment.server else 0,
            mounted=mounted,
            made_mount_point=made_mount_point,
            started=int(time.time()),
        )
        return self._store.add(session)

    @contextmanager
    def _recorded(
        self, options: given.CreateOptions, unlocked: "UnlockedVolume", shown: "Attachment"
    ) -> Iterator[None]:
        """What is attached only for a moment, recorded so that it can be closed when this process is killed in it."""
        self._record(options, unlocked.volume, shown, None, made_mount_point=False)
        try:
            yield
        finally:
            self._store.all()  # drops the record, unless something is left

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

    return Wishes(request.attach_way, request.mount_way, request.read_only, request.allow_discards, request.dm_flags)


def _limits(raise_kdf_limit: bool) -> "Limits":
    from vault.formats.luks2.limits import DEFAULT_LIMITS

    return DEFAULT_LIMITS.times(RAISED_LIMIT) if raise_kdf_limit else DEFAULT_LIMITS


def _filesystem_of(unlocked: "UnlockedVolume") -> "FileSystem":
    """What file system the plaintext holds; raises MountError when there is none."""
    from vault.filesystem.detect import detect

    device = unlocked.device()
    try:
        found = detect(device)
    finally:
        device.close()
    if found is None:
        raise MountError(
            "the volume holds no file system that vault knows",
            hint="vault attach shows the plaintext, so that one can be made or looked for",
        )
    if found.size > unlocked.volume.size:
        raise MountError(
            f"the {found.name} has {found.size} bytes but the volume only {unlocked.volume.size}: it was cut short",
            hint="restore the container from a copy; vault attach shows what is left",
        )
    return found


def _free_name(container: Path) -> str:
    """The container's name, with a number when something is mounted there in the user's ``Vaults`` already."""
    name = name_for(container)
    root = folders.default_mount_root()
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(name for name in names if mount_at(root / name) is None)
