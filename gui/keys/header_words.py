"""What a check, a comparison and a repair found, in plain words."""

from collections.abc import Iterator
from datetime import datetime

from PyQt6.QtCore import QCoreApplication

from vault.gui.engine_text import translated
from vault.gui.keys.words import RECOVERY, plain, slot_kind, slot_title
from vault.gui.text import engine_sentence, format_text, size_text, time_text
from vault.options.headers import (
    HeaderCheck,
    HeaderComparison,
    HeaderRepairPlan,
    KeptHeader,
    KeyslotDifference,
)

KEPT = "backup that was kept of the header is "
"""Before a path that nobody has to know: automatic backups are listed."""


def sentence(text: str) -> str:
    """What the engine says, as a sentence."""
    return plain(engine_sentence(text))


def verdict(found: HeaderCheck) -> str:
    """Whether the header is whole."""
    format_ = format_text(found.format)
    if found.whole is None:
        said = QCoreApplication.translate("text", "Nothing can be told of the header without the right passphrase.")
    elif found.whole:
        said = QCoreApplication.translate("text", "The {format} header is whole.").format(format=format_)
    else:
        said = QCoreApplication.translate("text", "The {format} header is damaged.").format(format=format_)
    if found.opened is False:
        said += " " + QCoreApplication.translate("text", "The passphrase does not open it.")
    return said


def check_text(found: HeaderCheck) -> str:
    """The verdict, and what it rests on."""
    return "\n".join(_check(found))


def _check(found: HeaderCheck) -> Iterator[str]:
    yield verdict(found)
    valid = sum(each.state == "valid" for each in found.copies)
    if found.whole is not None and len(found.copies) > 1:
        said = QCoreApplication.translate("text", "{valid} of {all} copies of the header are good.")
        yield said.format(valid=valid, all=len(found.copies))
    for slot in found.keyslots:
        title = QCoreApplication.translate("text", "Keyslot {number}").format(number=slot.number)
        if slot.overwritten:
            said = QCoreApplication.translate(
                "text", "{keyslot}: something else was written over it, it opens no more."
            )
            yield said.format(keyslot=title)
        elif slot.opened:
            yield QCoreApplication.translate("text", "{keyslot}: the passphrase opens it.").format(keyslot=title)
    yield from map(sentence, found.flaws)
    if any("vault header repair" in each for each in found.flaws):
        yield QCoreApplication.translate("text", "It can be repaired.")
    if any(KEPT in each for each in found.notes):
        yield QCoreApplication.translate("text", "There is an automatic backup of it.")
    silent = KEPT, f"({RECOVERY}): there is nobody"
    yield from (sentence(each) for each in found.notes if not any(part in each for part in silent))


def comparison_text(found: HeaderComparison) -> str:
    """What restoring a backup changes."""
    return "\n".join(_comparison(found))


def _comparison(found: HeaderComparison) -> Iterator[str]:
    if found.same:
        yield QCoreApplication.translate("text", "The header is the same as in the backup.")
        return
    if found.damaged:
        said = QCoreApplication.translate("text", "The header that is there is damaged and cannot be compared.")
        yield f"{said} {sentence(found.damaged)}"
    for each in (each for each in found.differences if each.what != "sequence id"):
        said = QCoreApplication.translate("text", "{what}: now {now}, in the backup {backup}.")
        yield said.format(what=sentence(each.what)[:-1], now=_value(each.now), backup=_value(each.backup))
    yield from map(_keyslot, found.keyslots)
    if any(each.what == "volume key" for each in found.differences):
        yield QCoreApplication.translate(
            "text", "The backup is for another volume key: what is in the container now could not be read any more."
        )
    else:
        yield QCoreApplication.translate(
            "text", "What opened the volume when the backup was made opens it again, also passphrases changed since."
        )


def _value(said: str) -> str:
    return plain(translated(said)) or "–"


def _keyslot(each: KeyslotDifference) -> str:
    slot = each.now or each.backup
    title = QCoreApplication.translate("text", "Keyslot {number}").format(number=each.number)
    if slot is not None:
        title = f"{slot_title(slot)} ({slot_kind(slot).rstrip('.')})"
    said = {
        "comes back": QCoreApplication.translate("text", "{keyslot} opens the volume again."),
        "goes": QCoreApplication.translate("text", "{keyslot} is removed."),
        "changes": QCoreApplication.translate("text", "{keyslot} becomes what it was."),
    }[each.change]
    return said.format(keyslot=title)


def plan_text(plan: HeaderRepairPlan) -> str:
    """What a repair does, step by step, and what it leaves."""
    lines = [f"{number}. {sentence(step.what)}" for number, step in enumerate(plan.steps, 1)]
    left = QCoreApplication.translate("text", "Stays as it is: {what}")
    lines += [left.format(what=sentence(each)) for each in plan.left]
    return "\n".join(lines) or QCoreApplication.translate("text", "There is nothing to repair.")


def kept_text(kept: KeptHeader) -> str:
    """When an automatic backup was made, and before what."""
    before = {
        "keyslot add": QCoreApplication.translate("text", "before a keyslot was added"),
        "keyslot change": QCoreApplication.translate("text", "before a passphrase was changed"),
        "keyslot convert": QCoreApplication.translate("text", "before the cost was changed"),
        "keyslot name": QCoreApplication.translate("text", "before a keyslot got a name"),
        "keyslot priority": QCoreApplication.translate("text", "before a priority was changed"),
        "keyslot remove": QCoreApplication.translate("text", "before a keyslot was removed"),
        "keyring enroll": QCoreApplication.translate("text", "before the keyring got a key"),
        "keyring forget": QCoreApplication.translate("text", "before the keyring forgot its key"),
        "recovery create": QCoreApplication.translate("text", "before a recovery key was made"),
        "header restore": QCoreApplication.translate("text", "before a backup was restored"),
        "header repair": QCoreApplication.translate("text", "before a repair"),
    }.get(kept.what.replace("-", " "), plain(kept.what))
    when = time_text(int(datetime.fromisoformat(kept.when).timestamp()))
    return f"{when} · {before} · {size_text(kept.size)}"
