"""Keyslots, tokens and costs in words."""

from collections.abc import Sequence

from PyQt6.QtCore import QCoreApplication, QLocale

from vault.gui.engine_text import translated
from vault.gui.text import engine_sentence, size_text
from vault.gui.widgets.outside import visible
from vault.options.keys import KeyslotInfo, Priority
from vault.options.securitykeys import SecurityKey

KEYRING, RECOVERY, SECURITY_KEY = "vault-keyring", "systemd-recovery", "systemd-fido2"
MOST = {"luks2": 32, "luks1": 8}
"""Keyslots that a header has room for."""


def plain(text: str) -> str:
    """What comes from outside on one line, with what cannot be seen written out."""
    return visible(text).replace("\n", "\\n")


def is_random(slot: KeyslotInfo) -> bool:
    """Whether its key is random, so that nobody guesses it whatever its KDF costs."""
    return bool({KEYRING, RECOVERY, SECURITY_KEY} & set(slot.token_kinds))


def slot_title(slot: KeyslotInfo) -> str:
    """Its number, and its name where it has one."""
    if slot.name:
        said = QCoreApplication.translate("text", "Keyslot {number} · {name}")
        return said.format(number=slot.number, name=plain(slot.name))
    return QCoreApplication.translate("text", "Keyslot {number}").format(number=slot.number)


def slot_kind(slot: KeyslotInfo) -> str:
    """What opens it."""
    if slot.unsupported:
        said = QCoreApplication.translate("text", "Vault cannot open this keyslot: {reason}.")
        return said.format(reason=plain(translated(slot.unsupported)))
    if slot.unbound:
        return QCoreApplication.translate("text", "Holds a key of its own, which does not open the volume.")
    kinds = {
        KEYRING: QCoreApplication.translate("text", "Desktop keyring"),
        RECOVERY: QCoreApplication.translate("text", "Recovery key on paper"),
        SECURITY_KEY: QCoreApplication.translate("text", "Security key"),
        "luks2-keyring": QCoreApplication.translate("text", "Passphrase, which the kernel's keyring may answer"),
    }
    known = [kinds[kind] for kind in slot.token_kinds if kind in kinds]
    other = [plain(kind) for kind in slot.token_kinds if kind not in kinds]
    if other:
        said = QCoreApplication.translate("text", "Made by another program ({kind}). Vault does not use such keys.")
        known.append(said.format(kind=", ".join(other)))
    return "; ".join(known) or QCoreApplication.translate("text", "Passphrase or key file")


def token_list(slots: Sequence[KeyslotInfo]) -> str:
    """The keyslots that something else opens than what is typed, by number and kind."""
    by_token = [slot for slot in slots if slot.token_kinds and not slot.unsupported and not slot.unbound]
    said = QCoreApplication.translate("text", "{kind} (keyslot {number})")
    return "; ".join(said.format(number=slot.number, kind=slot_kind(slot).rstrip(".")) for slot in by_token)


def slot_cost(slot: KeyslotInfo) -> str:
    """What guessing its credential costs, in plain words."""
    if slot.unsupported:
        return ""
    if is_random(slot):
        return QCoreApplication.translate("text", "A long random key, which cannot be guessed.")
    if slot.memory_kib is not None:
        said = QCoreApplication.translate("text", "Each guess takes {memory} of memory.")
        return said.format(memory=QLocale().formattedDataSize(slot.memory_kib * 1024, 0))
    said = QCoreApplication.translate("text", "Each guess takes {rounds} rounds of computing, and hardly any memory.")
    return said.format(rounds=QLocale().toString(slot.iterations))


def slot_details(slot: KeyslotInfo) -> str:
    """The numbers, for who wants to know them."""
    if slot.unsupported:
        return slot_kind(slot)
    if slot.memory_kib is not None:
        said = QCoreApplication.translate(
            "text", "{kdf}, {rounds} passes, {memory}, {lanes} lanes; {cipher}, {bits} bits"
        )
    else:
        said = QCoreApplication.translate("text", "{kdf} with {hash}, {rounds} rounds; {cipher}, {bits} bits")
    return said.format(
        kdf=plain(slot.kdf),
        hash=plain(slot.hash or ""),
        rounds=QLocale().toString(slot.iterations),
        memory=size_text((slot.memory_kib or 0) * 1024),
        lanes=slot.lanes,
        cipher=plain(slot.cipher),
        bits=slot.key_size,
    )


def priority_text(priority: Priority) -> str:
    """When a keyslot is tried."""
    return {
        "prefer": QCoreApplication.translate("text", "Tried first"),
        "normal": QCoreApplication.translate("text", "Tried as usual"),
        "ignore": QCoreApplication.translate("text", "Only tried when it is named"),
    }[priority]


def used_text(used: int, format_: str) -> str:
    """How many keyslots are used, and how many there could be."""
    said = QCoreApplication.translate("text", "{used} of {most} keyslots used")
    return said.format(used=used, most=MOST.get(format_, used))


def slot_list(slots: list[KeyslotInfo]) -> str:
    """Keyslots by their titles, for a sentence."""
    return ", ".join(slot_title(slot) for slot in slots)


def unusable_key_text(key: SecurityKey) -> str:
    """Why a security key that is plugged in is of no use."""
    said = QCoreApplication.translate("text", "The security key {name} cannot be used.")
    return f"{said.format(name=plain(key.name))}\n{engine_sentence(key.reason)}"
