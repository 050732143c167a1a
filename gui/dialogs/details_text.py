"""What the details window says of a container, row by row."""

from collections.abc import Iterator, Sequence

from PyQt6.QtCore import QCoreApplication, QLocale

from vault.gui.dialogs.unlock_text import sentence
from vault.gui.engine_text import translated
from vault.gui.keys.words import plain, token_list
from vault.gui.listing.words import open_state, policy_text
from vault.gui.text import format_text, size_text, state_text, time_text
from vault.gui.volumes import Closing
from vault.gui.widgets.rows import Rows
from vault.options import Inspection, Policy, PolicyInfo, SessionRecord, filesystem_name
from vault.options.policy import parse_part
from vault.options.usage import Usage


def container_rows(found: Inspection) -> Rows:
    """What it says of itself; what it does not say is left out."""
    return [(name, plain(value)) for name, value in _container(found) if value]


def _container(found: Inspection) -> Iterator[tuple[str, str]]:
    yield QCoreApplication.translate("text", "Format"), format_text(found.format) if found.format else _guess(found)
    yield QCoreApplication.translate("text", "Holds"), "" if found.format else sentence(found.holds)
    yield QCoreApplication.translate("text", "UUID"), found.uuid
    yield QCoreApplication.translate("text", "Label"), found.label
    yield QCoreApplication.translate("text", "Subsystem"), found.subsystem
    yield QCoreApplication.translate("text", "Container"), _bytes(found.size)
    yield QCoreApplication.translate("text", "Header file"), str(found.header) if found.header else ""
    if found.cipher:
        said = QCoreApplication.translate("text", "{cipher}, key of {bits} bits")
        yield QCoreApplication.translate("text", "Cipher"), said.format(cipher=found.cipher, bits=found.key_size)
    yield QCoreApplication.translate("text", "Integrity"), found.integrity
    if found.sector_size:
        sector = QCoreApplication.translate("text", "{number} bytes").format(number=found.sector_size)
        yield QCoreApplication.translate("text", "Sectors"), sector
    yield QCoreApplication.translate("text", "Tokens"), token_list(found.keyslots)
    yield QCoreApplication.translate("text", "Flags"), ", ".join(found.flags)
    yield QCoreApplication.translate("text", "Requirements"), ", ".join(found.requirements)


def _guess(found: Inspection) -> str:
    if found.may_be:
        return QCoreApplication.translate("text", "Perhaps {names}").format(
            names=", ".join(map(translated, found.may_be))
        )
    return QCoreApplication.translate("text", "None that vault knows")


def volume_rows(
    record: SessionRecord | None, usage: Usage | None, closing: Closing | None = None, *, is_missing: bool = False
) -> Rows:
    """What there is to say of the open volume; of a closed one only that, or that its container ``is_missing``."""
    if record is not None:
        said = open_state(record, closing)
    else:
        said = QCoreApplication.translate("text", "Not found") if is_missing else state_text(None)
    state = QCoreApplication.translate("text", "State"), said
    if record is None:
        return [state]
    return [state, *((name, plain(value)) for name, value in _volume(record, usage) if value)]


def _volume(record: SessionRecord, usage: Usage | None) -> Iterator[tuple[str, str]]:
    yield QCoreApplication.translate("text", "Open since"), time_text(record.started)
    if record.mount_point is not None:
        yield QCoreApplication.translate("text", "Mounted on"), str(record.mount_point)
    else:
        yield QCoreApplication.translate("text", "Shown as"), str(record.path)
    yield QCoreApplication.translate("text", "Volume"), _bytes(record.size)
    yield QCoreApplication.translate("text", "File system"), filesystem_name(record.filesystem or "")
    if usage is not None and usage.free is not None and usage.size is not None:
        said = QCoreApplication.translate("text", "{free} of {size}")
        free = said.format(free=size_text(usage.free), size=size_text(usage.size))
        yield QCoreApplication.translate("text", "Free space"), free
    if record.protects:
        yield (
            QCoreApplication.translate("text", "Hidden volume"),
            QCoreApplication.translate("text", "Protected: nothing is written over it"),
        )
    if record.read_only:
        yield (
            QCoreApplication.translate("text", "Access"),
            QCoreApplication.translate("text", "Read-only"),
        )
    yield QCoreApplication.translate("text", "Decrypted by"), _way(record.attach_way)
    yield QCoreApplication.translate("text", "Mounted by"), _way(record.mount_way or "")


def _way(name: str) -> str:
    """Who does it."""
    return {
        "devmapper": QCoreApplication.translate("text", "The kernel (dm-crypt)"),
        "kernel": QCoreApplication.translate("text", "The kernel"),
        "udisks": QCoreApplication.translate("text", "The desktop (udisks)"),
        "helper": QCoreApplication.translate("text", "The helper of vault"),
        "fusefile": QCoreApplication.translate("text", "FUSE"),
        "userspace": QCoreApplication.translate("text", "FUSE"),
    }.get(name, name)


def _bytes(size: int) -> str:
    said = QCoreApplication.translate("text", "{size} ({bytes} bytes)")
    return said.format(size=size_text(size), bytes=QLocale().toString(size))


def policy_line(info: PolicyInfo, *, is_heard: bool) -> str:
    """When the volume is closed by itself, in one sentence; ``is_heard`` says whether anybody hears what closes it."""
    part = parse_part({member.key: member.value for member in info.members})
    return policy_text(part.over(Policy()), is_heard=is_heard) + "."


def as_text(title: str, blocks: Sequence[Rows | str]) -> str:
    """All of it for the clipboard, one blank line between two blocks."""
    said = [title]
    for block in blocks:
        lines = block if isinstance(block, str) else "\n".join(f"{name}: {value}" for name, value in block)
        if lines:
            said.append(lines)
    return "\n\n".join(said) + "\n"
