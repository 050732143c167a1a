"""Which attacher and which mounter a volume gets, and why not the others; choosing changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from vault.attach.base import Attacher, AttachOptions
from vault.errors import MountError, NotAvailable, UsageError
from vault.filesystem.base import Mounter
from vault.options import Choice, MountPlan
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
    hint = "; ".join(filter(None, hints))
    raise NotAvailable(f"the volume cannot be attached here: {_reasons(rejected)}", hint=hint)


def choose(
    attachers: Sequence[Attacher],
    mounters: Sequence[Mounter],
    volume: Volume,
    filesystem: str | None,
    wishes: Wishes,
) -> Chosen:
    """The mounter for the file system, then the attacher that suits it.

    ``filesystem`` is None before the volume is unlocked; the plan then assumes ext4 and shows none. Raises
    UsageError, NotAvailable, or MountError when nothing here can mount it.
    """
    mounter, mount, not_mount = _choose_mounter(mounters, filesystem or ASSUMED_FILESYSTEM, wishes)
    options = AttachOptions(wishes.read_only, wishes.allow_discards, mounter.consumer)
    attacher, attach, not_attach = choose_attacher(attachers, volume, options, wishes.attach_way)
    if filesystem is None:
        mount = Choice(
            mount.name, f"{mount.reason}, if it holds {ASSUMED_FILESYSTEM}: that is known once it is unlocked"
        )
    return Chosen(attacher, mounter, MountPlan(attach, mount, (*not_attach, *not_mount), filesystem))


def _choose_mounter(
    mounters: Sequence[Mounter], filesystem: str, wishes: Wishes
) -> tuple[Mounter, Choice, list[Choice]]:
    _known(wishes.mount_way, [mounter.name for mounter in mounters], "mount")
    rejected = []
    for mounter in mounters:
        if wishes.mount_way not in (None, mounter.name):
            rejected.append(Choice(mounter.name, f"{wishes.mount_way} was asked for"))
            continue
        found = mounter.probe(filesystem, read_only=wishes.read_only)
        if found.ok:
            return mounter, Choice(mounter.name, found.reason), rejected
        rejected.append(Choice(mounter.name, found.reason))
    raise MountError(
        f"{filesystem} cannot be mounted here: {_reasons(rejected)}",
        hint="vault attach shows the plaintext without mounting it",
    )


def _known(way: str | None, names: list[str], what: str) -> None:
    if way is not None and way not in names:
        raise UsageError(f"there is no way to {what} called {way}", hint=f"choose from {', '.join(names)}")


def _reasons(rejected: Sequence[Choice]) -> str:
    return "; ".join(f"{choice.name}: {choice.reason}" for choice in rejected)
