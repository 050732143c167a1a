"""Which attacher and which mounter a volume gets, and why not the others; choosing changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vault.attach.base import Attacher, AttachOptions, Availability, UnlockingAttacher
from vault.errors import MountError, NotAvailable, UsageError, VaultError
from vault.filesystem.base import Mounter
from vault.options import Choice, MountPlan, filesystem_name
from vault.volume import Volume

ASSUMED_FILESYSTEM = "ext4"
"""What a plan assumes of a volume that nobody has unlocked."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The parts that will do the work, and the same as a frontend may show it."""

    attacher: Attacher
    mounter: Mounter
    shown: MountPlan


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for: names of ways (None: free), and how the volume is to be opened."""

    attach_way: str | None = None
    mount_way: str | None = None
    read_only: bool = False
    allow_discards: bool = False
    dm_flags: tuple[str, ...] = ()
    key_slot: int | None = None
    has_mount_point: bool = False
    """Whether the mount point is given, which not every mounter can use."""

    def options(self, consumer: str) -> AttachOptions:
        """How to attach for this consumer."""
        return AttachOptions(
            self.read_only, self.allow_discards, consumer, dm_flags=self.dm_flags, key_slot=self.key_slot
        )


def choose_attacher(
    attachers: Sequence[Attacher], volume: Volume, options: AttachOptions, way: str | None
) -> tuple[Attacher, Choice, list[Choice]]:
    """The first attacher that is open for this volume, with its reason and the rejected ones.

    Raises UsageError for a name that no attacher has and NotAvailable when none is open.
    """
    _known(way, [attacher.name for attacher in attachers], "attach")
    rejected, hints = [], []
    for attacher in attachers:
        if way not in (None, attacher.name):
            rejected.append(Choice(attacher.name, f"{way} was asked for"))
            continue
        found = attacher.probe(volume, options)
        if found.ok:
            return attacher, Choice(attacher.name, found.reason), rejected
        rejected.append(Choice(attacher.name, found.reason))
        hints.append(found.hint)
    ways = [each.name for each in rejected]
    raise NotAvailable(
        f"the volume cannot be attached here: {_reasons(rejected)}", hint="; ".join(filter(None, hints)), ways=ways
    )


def check_here(attachers: Sequence[Attacher]) -> None:
    """Raise NotAvailable when none that takes a key is open here for any volume, such as one that is yet to be made."""
    found = {attacher.name: attacher.here() for attacher in taking_keys(attachers)}
    if not any(each.ok for each in found.values()):
        reasons = _reasons([Choice(name, each.reason) for name, each in found.items()])
        hint = "; ".join(each.hint for each in found.values() if each.hint)
        raise NotAvailable(f"no volume can be attached here: {reasons}", hint=hint, ways=list(found))


def mountable(
    attachers: Sequence[Attacher], mounters: Sequence[Mounter], filesystems: Sequence[str], formats: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """For each file system those of the formats in whose volumes it can be mounted here, before there is a volume."""

    @cache
    def is_open(number: int) -> bool:
        return attachers[number].here().ok

    def shows(mounter: Mounter, volume_format: str) -> bool:
        return any(
            is_open(number)
            for number, attacher in enumerate(attachers)
            if attacher.name in mounter.attachers and (attacher.formats is None or volume_format in attacher.formats)
        )

    found = {}
    for name in filesystems:
        able = [mounter for mounter in mounters if mounter.probe(name, read_only=False).ok]
        found[name] = tuple(each for each in formats if any(shows(mounter, each) for mounter in able))
    return found


def choose(
    attachers: Sequence[Attacher],
    mounters: Sequence[Mounter],
    volume: Volume,
    filesystem: str | None,
    wishes: Wishes,
) -> Chosen:
    """The first mounter for the file system for which an attacher is open that suits it.

    ``filesystem`` is None before the volume is unlocked; the plan then assumes ext4 and shows none. Raises
    UsageError, NotAvailable, or MountError when nothing here can mount it.
    """
    _known(wishes.mount_way, [mounter.name for mounter in mounters], "mount")
    _known(wishes.attach_way, [attacher.name for attacher in attachers], "attach")
    rejected: list[Choice] = []
    problem: VaultError | None = None
    for mounter in mounters:
        mount = _mount_choice(mounter, filesystem or ASSUMED_FILESYSTEM, wishes)
        if not isinstance(mount, Choice):
            rejected.append(Choice(mounter.name, mount.reason))
            continue
        suitable = [attacher for attacher in attachers if attacher.name in mounter.attachers]
        if not suitable or wishes.attach_way not in (None, *(attacher.name for attacher in suitable)):
            rejected.append(
                Choice(mounter.name, f"it mounts nothing that {wishes.attach_way or 'anything here'} attaches")
            )
            continue
        try:
            attacher, attach, not_attach = choose_attacher(
                suitable, volume, wishes.options(mounter.consumer), wishes.attach_way
            )
        except NotAvailable as error:
            problem = problem or error
            rejected.append(Choice(mounter.name, str(error)))
            continue
        if filesystem is None:
            mount = Choice(
                mount.name, f"{mount.reason}, if it holds {ASSUMED_FILESYSTEM}: that is known once it is unlocked"
            )
        return Chosen(attacher, mounter, MountPlan(attach, mount, (*not_attach, *rejected), filesystem))
    if problem is not None:
        raise problem
    raise MountError(
        f"{filesystem_name(filesystem or ASSUMED_FILESYSTEM)} cannot be mounted here: {_reasons(rejected)}",
        hint="vault attach shows the plaintext without mounting it",
    )


def choose_unlocking(
    attachers: Sequence[Attacher], mounters: Sequence[Mounter], volume: Volume, wishes: Wishes
) -> tuple[UnlockingAttacher, Mounter] | None:
    """The choice for a volume that is still locked, where its attacher unlocks by itself; None for all others.

    Raises as ``choose`` does, but not MountError: what the volume holds may be something else than is assumed.
    """
    try:
        chosen = choose(attachers, mounters, volume, None, wishes)
    except MountError:
        if any(isinstance(attacher, UnlockingAttacher) for attacher in attachers if attacher.name == wishes.attach_way):
            raise
        return None
    attacher = chosen.attacher
    return (attacher, chosen.mounter) if isinstance(attacher, UnlockingAttacher) else None


def taking_keys(attachers: Sequence[Attacher]) -> list[Attacher]:
    """The attachers for a volume that is unlocked: those that unlock by themselves come too late."""
    return [attacher for attacher in attachers if not isinstance(attacher, UnlockingAttacher)]


def _mount_choice(mounter: Mounter, filesystem: str, wishes: Wishes) -> Choice | Availability:
    """The mounter with its reason, or why it cannot."""
    if wishes.mount_way not in (None, mounter.name):
        return Availability(False, f"{wishes.mount_way} was asked for")
    if wishes.has_mount_point and mounter.consumer in ("desktop", "media"):
        return Availability(False, "it chooses the mount point itself, and one was given")
    found = mounter.probe(filesystem, read_only=wishes.read_only)
    return Choice(mounter.name, found.reason) if found.ok else found


def _known(way: str | None, names: list[str], what: str) -> None:
    if way is not None and way not in names:
        raise UsageError(f"there is no way to {what} called {way}", hint=f"choose from {', '.join(names)}")


def _reasons(rejected: Sequence[Choice]) -> str:
    return "; ".join(f"{choice.name}: {choice.reason}" for choice in rejected)
