"""What a row says: state, room, time and policy in words."""

from collections.abc import Iterator

from PyQt6.QtCore import QCoreApplication

from vault.gui.listing.rows import Row
from vault.gui.text import engine_sentence, size_text, state_text, time_text
from vault.gui.volumes import Closing
from vault.gui.widgets.outside import visible
from vault.options import Policy, SessionRecord
from vault.options.durations import format_duration
from vault.options.policy import TRIGGERS

ICONS = {"mounted": "unlock", "attached": "unlock", "protected": "warning", "suspended": "lock", "dead": "warning"}


def shown(text: object) -> str:
    """A text from outside on one line, in which nothing is hidden."""
    return visible(str(text)).replace("\n", "\\n")


def state(row: Row) -> str:
    """The word for its state."""
    if row.record is not None:
        return open_state(row.record, row.closing)
    if row.is_silent:
        return QCoreApplication.translate("text", "Does not answer")
    if row.is_missing:
        return QCoreApplication.translate("text", "Not found")
    return state_text(None)


def open_state(record: SessionRecord, closing: Closing | None) -> str:
    """The word for the state of an open volume; ``closing`` says how it is being closed."""
    if closing == "now":
        return QCoreApplication.translate("text", "Dismounting…")
    if closing == "later":
        return QCoreApplication.translate("text", "Closes when it is let go of")
    said = state_text(record.state)
    if record.protects and record.state == "mounted":
        return QCoreApplication.translate("text", "{state}, hidden volume protected").format(state=said)
    if record.read_only and record.state != "protected":
        return QCoreApplication.translate("text", "{state}, read-only").format(state=said)
    return said


def state_icon(row: Row) -> str:
    """The name of the icon beside the word."""
    if row.record is None:
        return "warning" if row.is_missing or row.is_silent else "lock"
    return ICONS[row.record.state]


def room(row: Row) -> str:
    """Its size, and what of it is free; empty as long as it is not open."""
    if row.record is None:
        return ""
    if row.free is None:
        return size_text(row.record.size)
    if row.record.read_only:  # nothing can be written to it
        return size_text(row.record.size)
    said = QCoreApplication.translate("text", "{size}, {free} free")
    return said.format(size=size_text(row.record.size), free=size_text(row.free))


def since(row: Row) -> str:
    """Since when it is open."""
    if row.record is None:
        return ""
    return QCoreApplication.translate("text", "since {time}").format(time=time_text(row.record.started))


def where(row: Row) -> str:
    """Its mount point, or where its plaintext is."""
    return "" if row.record is None else shown(row.record.mount_point or row.record.path)


def policy_text(policy: Policy, *, is_heard: bool = True) -> str:
    """When the volume is closed by itself, in one line; ``is_heard`` says whether anybody hears what closes it."""
    if not is_heard and any(policy.action(trigger) != "nothing" for trigger in TRIGGERS):
        return QCoreApplication.translate("text", "Stays open until it is dismounted, even when the screen is locked")
    closes = ", ".join(_when(policy, "dismount"))
    suspends = ", ".join(_when(policy, "suspend"))
    said = []
    if closes:
        said.append(QCoreApplication.translate("text", "Closes {when}").format(when=closes))
    if suspends:
        said.append(QCoreApplication.translate("text", "Forgets its key {when}").format(when=suspends))
    return "; ".join(said) or QCoreApplication.translate("text", "Stays open until it is dismounted")


def _when(policy: Policy, action: str) -> Iterator[str]:
    """The triggers of an action. The end of the session is left out where there are others."""
    found = False
    if policy.lock == action:
        found = True
        if policy.grace_s:
            said = QCoreApplication.translate("text", "{time} after the screen is locked")
            yield said.format(time=format_duration(policy.grace_s))
        else:
            yield QCoreApplication.translate("text", "when the screen is locked")
    if policy.idle == action:
        found = True
        if policy.idle_after_s:
            said = QCoreApplication.translate("text", "after {time} without use")
            yield said.format(time=format_duration(policy.idle_after_s))
        else:
            yield QCoreApplication.translate("text", "when you are away")
    if policy.usb == action and policy.usb_device:
        found = True
        yield QCoreApplication.translate("text", "when its USB device is removed")
    if not found and policy.sleep == action:
        yield QCoreApplication.translate("text", "when the computer sleeps")
    elif not found and policy.logout == action:
        yield QCoreApplication.translate("text", "when you log out")


def lines(row: Row) -> list[tuple[str, str]]:
    """The lines below the name: left what is shortened when there is no room, right what is not."""
    found = [(shown(row.container), room(row))]
    if row.record is not None:
        found.append((where(row), since(row)))
    return found


def sentences(row: Row) -> list[str]:
    """What is said below them, of which nothing is left out."""
    if row.is_missing and row.problem:
        return [shown(engine_sentence(row.problem))]
    if row.record is not None and row.policy is not None and row.closing is None:
        return [policy_text(row.policy, is_heard=row.is_heard)]
    return []


def full(row: Row) -> str:
    """All of it, for a tooltip and for who cannot see the row."""
    said = [shown(row.name), state(row)]
    if row.favourite:
        said.append(QCoreApplication.translate("text", "Favourite"))
    said += [part for line in lines(row) for part in line if part]
    return "\n".join(said + sentences(row))
