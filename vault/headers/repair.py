"""Damaged headers mended from what is still good of them, by a plan that is shown before anything is written.

Nothing is guessed: what no sound part of the header says is left to a backup.

References: spec/header-safety.md, "Repairing"; cryptsetup-repair(8)
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from vault.container import Container, typed
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnknownFormat
from vault.events import OnEvent, Step
from vault.formats.luks import LuksFormat
from vault.formats.luks2 import layout
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.model import Header
from vault.formats.luks2.write import telling
from vault.formats.relocate_luks import round_up
from vault.formats.veracrypt.change import COPIES
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.header import check
from vault.formats.veracrypt.layout import HEADER_SIZE, KEYS_SIZE, Location, decode
from vault.formats.veracrypt.open import find
from vault.formats.veracrypt.seal import Recipe, Sealer, store
from vault.headers.areas import overwritten
from vault.headers.check_veracrypt import open_copies
from vault.headers.copies import best_of, judged, luks2_copies, strangers
from vault.headers.kept import REPAIR, keep_bytes, keep_veracrypt, to_restore
from vault.headers.mending_luks1 import HEADER_BYTES, mended
from vault.headers.saved import VERACRYPT
from vault.options import HeaderRepairPlan, RepairStep

MOST_KEPT = 1 << 21
"""Bytes that are kept of a LUKS1 header whose own size nobody knows: what it has before its data by default."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A plan and what carries it out: ``keep`` makes the automatic backup, ``write`` changes the header, durably.

    What is more backups than the user wants is left to ``vault.headers.kept.tidy``, once all is written.
    """

    plan: HeaderRepairPlan
    keep: Callable[[OnEvent], Path | None]
    write: Callable[[OnEvent], None]


def repair_luks(container: Container, kind: LuksFormat) -> Repair:
    """What would mend the header of that kind; nothing is written yet. Raises UnsupportedFeature, BackendError."""
    return (_luks2 if kind.name == "luks2" else _luks1)(container)


def _luks2(container: Container) -> Repair:
    """The copy that is damaged or old from the good one, which is never written to."""
    device = container.header_device
    copies = luks2_copies(device)
    best = best_of(copies)
    if best is None or best.binary is None:
        reasons = "; ".join(f"{copy.name}: {copy.reason}" for copy in copies)
        damage = f"no copy of the header is valid ({reasons})"
        return Repair(_plan(container, "luks2", (), (damage, *_advice(container))), _no_backup, _no_write)
    foreign = strangers(copies)
    if foreign:
        damage = f"{foreign}: nobody can tell which of them is the one of this container"
        return Repair(_plan(container, "luks2", (), (damage, *_advice(container))), _no_backup, _no_write)
    good, binary = best, best.binary
    size = binary.hdr_size
    (bad,) = [(0, "primary")] if good.offset else [(size, "secondary")]
    state = {copy.name: copy for copy in judged(copies)}[bad[1]]
    header: Header = _read(container, "luks2")
    left = _lost_areas(container, header)
    if state.state == "valid":
        return Repair(_plan(container, "luks2", (), left), _no_backup, _no_write)
    what = f"the {bad[1]} copy, which is {state.state} ({state.reason}), is written anew from the {good.name} one"
    plan = _plan(container, "luks2", (RepairStep(what, bad[0], size),), left)

    def write(on_event: OnEvent) -> None:
        on_event(Step("repairing the header"))
        copy = replace(
            binary,
            magic=layout.MAGIC_SECONDARY if bad[0] else layout.MAGIC_PRIMARY,
            hdr_offset=bad[0],
            salt=random_bytes(len(binary.salt)),
        )
        with telling("write the header"):
            device.write(bad[0], layout.seal(copy, good.area))
            device.flush()

    return Repair(plan, _keeping(container, round_up(header.size)), write)


def _luks1(container: Container) -> Repair:
    """Keyslots whose places, stripes or state are impossible, computed anew from those that are sound."""
    device = container.header_device
    with telling("read the header"):
        block = bytes(device.read(0, HEADER_BYTES))
    try:
        header: Header | None = _read(container, "luks1")
    except (DamagedHeader, UnknownFormat) as error:
        header, reason = None, str(error)
    if header is not None:
        return Repair(_plan(container, "luks1", (), _lost_areas(container, header)), _no_backup, _no_write)
    found, steps, left = mended(block, device)
    if found is None:
        return Repair(_plan(container, "luks1", (), (reason, *left, *_advice(container))), _no_backup, _no_write)
    new = found

    def write(on_event: OnEvent) -> None:
        on_event(Step("repairing the header"))
        with telling("write the header"):
            device.write(0, new)
            device.flush()

    return Repair(_plan(container, "luks1", steps, ()), _keeping(container, MOST_KEPT), write)


def repair_veracrypt(locked: VeraCryptLocked, container: Container, secret: Secret, on_event: OnEvent) -> Repair:
    """The header that the credential does not open any more, from its other copy, which it opens.

    Raises WrongCredential when it opens neither, BackendError.
    """
    found = open_copies(locked, container, secret, on_event)
    if not found.bad:
        return Repair(_plan(container, VERACRYPT, ()), _no_backup, _no_write)
    ((good, source),) = found.good.items()
    place = COPIES[source][0]
    offset = place.offset_in(container.device.size)
    assert offset is not None, "there is room for both headers"
    name, reason = next(iter(found.bad.items()))
    what = f"the {name} header ({reason}) is made anew from the {good} one, with the same credential"
    plan = _plan(container, VERACRYPT, (RepairStep(what, offset, HEADER_SIZE),))

    def write(on_event: OnEvent) -> None:
        wanted = replace(found.narrowed, backup=source in (Location.BACKUP, Location.HIDDEN_BACKUP))
        hit = find(container.device, secret, wanted, on_event=on_event)
        with hit.area:
            fields = decode(hit.area.view())
            check(hit.candidate.kind, hit.candidate.location, fields, container.device.size)
            recipe = Recipe(hit.candidate.prf.name, wanted.pim, tuple(wanted.keyfiles))
            with (
                Secret(hit.area.view()[-KEYS_SIZE:]) as keys,
                hit.chain.key_from(keys) as key,
                Sealer(secret, recipe, on_event=on_event) as sealer,
            ):
                header = sealer.header(fields, key, hit.chain, place)
        store(container.device, place, header)

    def keep(on_event: OnEvent) -> Path | None:
        return keep_veracrypt(locked, container, REPAIR, on_event, hidden=source.hidden, prune=False)

    return Repair(plan, keep, write)


def _plan(
    container: Container, kind: str, steps: tuple[RepairStep, ...], left: tuple[str, ...] = ()
) -> HeaderRepairPlan:
    return HeaderRepairPlan(container.path, container.header_path, kind, steps, left)


def _read(container: Container, kind: str) -> Header:
    from vault.formats.luks import LUKS1, LUKS2

    found = LUKS2 if kind == "luks2" else LUKS1
    header: Header = found.header.read_header(container.header_device, limits=NO_LIMITS)
    return header


def _lost_areas(container: Container, header: Header) -> tuple[str, ...]:
    """What is said of keyslots whose key material was overwritten: only a backup has it."""
    lost = [
        slot.number
        for slot in header.keyslots.values()
        if overwritten(container.header_device, slot.area.offset, slot.key_size * slot.af_stripes // 512 * 512)
    ]
    if not lost:
        return ()
    numbers = ", ".join(map(str, lost))
    return (f"keyslot {numbers} was overwritten, which only a backup of the header brings back", *_advice(container))


def _advice(container: Container) -> tuple[str, ...]:
    """Where there is a backup that was kept."""
    found = to_restore(container)
    if found is None:
        return ("no backup of this header was kept: one made with vault header backup restores it",)
    words = f"{typed(container.path, container.header_path)} {shlex.quote(str(found.file))}"
    return (f"vault header restore {words} brings back the header of {found.when}",)


def _keeping(container: Container, size: int) -> Callable[[OnEvent], Path | None]:
    def keep(on_event: OnEvent) -> Path | None:
        device = container.header_device
        with telling("read the header"):
            data = bytes(device.read(0, min(size, device.size)))
        return keep_bytes(container, data, REPAIR, on_event, prune=False)

    return keep


def _no_backup(_on_event: OnEvent) -> None:
    return None


def _no_write(_on_event: OnEvent) -> None:
    return None
