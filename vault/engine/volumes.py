"""Use cases of volumes that are open: attach, mount, suspend, and back."""

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.access import limits
from vault.closing import close
from vault.engine.base import UseCases
from vault.errors import UnknownFormat, UsageError, VaultError, WrongCredential
from vault.events import Settled, Step
from vault.session import name_for
from vault.system import folders
from vault.system.mounts import mount_at
from vault.ways import attachers, mounters

if TYPE_CHECKING:
    from vault.access import Then
    from vault.attach.base import UnlockingAttacher
    from vault.filesystem.base import Mounted, Mounter, MountOptions
    from vault.filesystem.points import MountPoint
    from vault.options.watching import OpenVolume
    from vault.plan import Wishes
    from vault.session import Session
    from vault.unlocking import Offer
    from vault.volume import UnlockedVolume, Volume


class Volumes(UseCases):
    """Open volumes, and closing them."""

    def attach(self, request: given.AttachRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Show the plaintext of a container as a file or device; the record of it."""
        from vault import opening
        from vault.attach.base import AttachOptions
        from vault.plan import choose_attacher

        with _telling_of_kept(request), self._access.opened(request) as (stack, volume):
            _check_remembering(request, volume)
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            choose_attacher(attachers(), volume, options, request.attach_way)
            unlocked = self._access.unlocked(stack, volume, request, credential, self._remembering(request))
            volume = unlocked.volume
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
            described = opening.describe(request, volume)
            self._on_event(Step("attaching"))
            session = opening.attach(stack, self._store, attacher, unlocked, options, described, self._on_event)
            record = self._watched(session)
            self._on_event(Settled())
            stack.pop_all()
            return record

    def mount(self, request: given.MountRequest, credential: given.CredentialSource) -> given.SessionRecord:
        """Mount the file system of a container on a folder; the record of it."""
        from vault import opening
        from vault.attach.base import AttachOptions
        from vault.filesystem import points
        from vault.plan import choose, choose_attacher, choose_unlocking, taking_keys

        with _telling_of_kept(request), self._access.opened(request) as (stack, volume):
            _check_same(request, volume)
            _check_remembering(request, volume)
            request = opening.with_header_flags(request, volume, self._on_event)
            options = AttachOptions(request.read_only, request.allow_discards, dm_flags=request.dm_flags)
            unlocking = choose_unlocking(attachers(), mounters(), volume, _wishes(request))
            if unlocking is not None:
                return self._mount_unlocking(stack, unlocking, request, volume, credential)
            attacher, _, _ = choose_attacher(attachers(), volume, options, request.attach_way)
            point = points.prepare(request.mount_point, _free_name(volume.container.path))
            stack.callback(point.give_up)
            unlocked = self._access.unlocked(stack, volume, request, credential, self._remembering(request))
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
            record = partial(self._record_mount, session, point)
            how = replace(how, announce=record)
            session = record(opening.mount(stack, chosen.mounter, attachment, found, point.path, how, on_event))
            watched = self._watched(session)
            self._on_event(Settled())
            stack.pop_all()
            if not session.made_mount_point:
                point.give_up()
            return watched

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
        from vault.watching import touch

        session = suspend(self._store.find(name), self._on_event)
        touch(self._store, session.name)
        return session.record()

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
        from vault.watching import touch

        session = self._store.find(name)

        def unlock(volume: "Volume", stack: ExitStack) -> "UnlockedVolume":
            return self._access.unlock(stack, volume, credential, key_slot)

        session = resume(session, unlock, limits(raise_kdf_limit), self._on_event)
        touch(self._store, session.name)
        return session.record()

    def sessions(self) -> "list[OpenVolume]":
        """What is open now, oldest first, and by which policies it is closed by itself."""
        from vault.policy import with_policies

        return with_policies(self._store.all(), self._on_event)

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
        remember = self._remembering(request)

        def mounted(offer: "Offer") -> given.SessionRecord:
            with ExitStack() as undo:
                session = desktop.mount(
                    undo, self._store, ways, volume, offer.secret, options, how, described, self._on_event
                )
                remember(volume, offer)
                watched = self._watched(session)
                self._on_event(Settled())
                undo.pop_all()
            return watched

        record = self._access.first(volume, source, request.key_slot, request.opening, mounted)
        stack.pop_all()
        return record

    def _record_mount(self, session: "Session", point: "MountPoint", mounted: "Mounted") -> "Session":
        """The session with a mount that is about to be made, or was; recorded."""
        made = point.made and mounted.mount_point == point.path
        return self._store.update(replace(session, mounted=mounted, made_mount_point=made))

    def _watched(self, session: "Session") -> given.SessionRecord:
        """The record of a volume that is open now; where its policy closes it again, an agent hears what does."""
        self._have_watched([session])
        return session.record()

    def _remembering(self, request: given.AttachRequest | given.MountRequest) -> "Then":
        """What remembers the credential that opened a volume, as the request has it."""

        def remember(volume: "Volume | UnlockedVolume", offer: "Offer") -> None:
            if request.remember is not None:
                from vault.remembering import remember

                keep = partial(self._keep, what="keyring-enroll", wanted=True)
                remember(request.remember, volume, offer, keep, self._on_event)

        return remember


@contextmanager
def _telling_of_kept(request: given.AttachRequest | given.MountRequest) -> Iterator[None]:
    """Within it an error of a container that shows no header has a hint at what was kept of the one that was there."""
    try:
        yield
    except (WrongCredential, UnknownFormat) as error:
        from vault.headers.lost import hint_at_kept

        with suppress(VaultError):  # what is raised is the error, whatever becomes of the search
            error.hint = hint_at_kept(request.container, request.header, error.hint)
        raise


def _check_same(request: given.MountRequest, volume: "Volume") -> None:
    """Raise UsageError when another volume lies there than the one that was looked at."""
    if request.volume_id:
        from vault.policy import volume_id

        if (found := volume_id(volume)) and found != request.volume_id:
            what = f"{request.container} is not the volume that was looked at: another one lies there now"
            raise UsageError(what, hint="look at it again", is_another=True)


def _check_remembering(request: given.AttachRequest | given.MountRequest, volume: "Volume") -> None:
    if request.remember is not None:
        from vault.remembering import check

        check(request, volume)


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
