"""Headers for people: what restoring changes, what a check found, what a repair does, which backups were kept."""

from collections.abc import Iterable, Iterator, Sequence

from vault.cli.text import columns, escape, format_size
from vault.options import (
    CopyCheck,
    HeaderCheck,
    HeaderComparison,
    HeaderRepairPlan,
    KeptHeader,
    KeyslotCheck,
    KeyslotDifference,
    KeyslotInfo,
)

WARNING = "What opened the volume at the time of the backup opens it again, also passphrases that were changed since."
OTHER_KEY = "The backup has another volume key: what is in the container now cannot be read with it."


def comparison_text(found: HeaderComparison) -> str:
    """What differs between the header and a backup, and what restoring it means."""
    return "\n\n".join(_comparison(found))


def _comparison(found: HeaderComparison) -> Iterator[str]:
    if found.same:
        yield "The header is the same as in the backup."
        return
    if found.damaged:
        yield f"The header that is there cannot be compared: {escape(found.damaged)}."
    if found.differences:
        rows = [(each.what, each.now or None, each.backup or None) for each in found.differences]
        yield columns(("DIFFERENT", "NOW", "IN THE BACKUP"), rows)
    if found.keyslots:
        yield columns(("KEYSLOT", "RESTORED", "NOW", "IN THE BACKUP"), map(_keyslot_row, found.keyslots))
    yield OTHER_KEY if any(each.what == "volume key" for each in found.differences) else WARNING


def _keyslot_row(each: KeyslotDifference) -> tuple[object, ...]:
    return (each.number, each.change, _keyslot(each.now), _keyslot(each.backup))


def _keyslot(found: KeyslotInfo | None) -> str | None:
    if found is None:
        return None
    if found.unsupported:
        return found.name or "not opened by vault"
    kdf = f"{found.kdf}-{found.hash}" if found.hash else found.kdf
    return f"{found.name} ({kdf}, {found.iterations})" if found.name else f"{kdf}, {found.iterations}"


def check_text(found: HeaderCheck) -> str:
    """The report of a check."""
    return "\n\n".join(_check(found))


NAMES = {"luks1": "LUKS1", "luks2": "LUKS2", "veracrypt": "VeraCrypt"}


def _verdict(found: HeaderCheck) -> str:
    if found.whole is None:
        return f"Nothing can be told of the {NAMES[found.format]} header without a credential that opens it."
    return f"The {NAMES[found.format]} header is {'whole' if found.whole else 'damaged'}."


def _check(found: HeaderCheck) -> Iterator[str]:
    yield columns(("COPY", "OFFSET", "STATE", "SEQUENCE ID", "REASON"), map(_copy_row, found.copies))
    if found.keyslots:
        head = ("KEYSLOT", "NAME", "OFFSET", "BLOCKS", "OVERWRITTEN", "OPENS")
        yield columns(head, map(_checked_row, found.keyslots))
    if found.tokens:
        rows = [(each.number, each.kind, _list(each.keyslots), each.state) for each in found.tokens]
        yield columns(("TOKEN", "TYPE", "KEYSLOTS", "STATE"), rows)
    if found.kept:
        yield kept_text(found.kept)
    lines = [_verdict(found), *found.flaws, *found.notes]
    yield "\n".join(map(escape, lines))


def _copy_row(each: CopyCheck) -> tuple[object, ...]:
    return (each.name, each.offset, each.state, each.sequence_id, each.reason or None)


def _checked_row(each: KeyslotCheck) -> tuple[object, ...]:
    blocks = sum(run.length for run in each.overwritten) // 512
    opens = None if each.opened is None else "yes" if each.opened else "no"
    return (each.number, each.name or None, each.offset, each.blocks, blocks, opens)


def plan_text(plan: HeaderRepairPlan) -> str:
    """The steps of a repair, and what it leaves as it is."""
    rows = [(number, step.what, step.offset, step.length) for number, step in enumerate(plan.steps, 1)]
    left = [f"Not repaired: {escape(each)}" for each in plan.left]
    return "\n\n".join([columns(("STEP", "WHAT", "OFFSET", "BYTES"), rows), *left])


def kept_text(found: Sequence[KeptHeader], *, volumes: bool = False) -> str:
    """A table of automatic backups; with ``volumes`` it says of which."""
    if volumes:
        rows = [(*_kept(each), each.volume, each.file) for each in found]
        return columns(("WHEN", "BEFORE", "SIZE", "VOLUME", "FILE"), rows)
    return columns(("WHEN", "BEFORE", "SIZE", "FILE"), [(*_kept(each), each.file) for each in found])


def counted(found: Sequence[KeptHeader]) -> str:
    """How many backups they are."""
    return f"{len(found)} kept backup{'' if len(found) == 1 else 's'}"


def destroyed_text(found: Sequence[KeptHeader]) -> str:
    """That automatic backups were destroyed, one a line."""
    return "\n".join(f"{escape(each.file)} destroyed" for each in found)


def _kept(each: KeptHeader) -> tuple[object, ...]:
    return (each.when, each.what, format_size(each.size))


def _list(numbers: Iterable[int]) -> str | None:
    return ", ".join(map(str, numbers)) or None
