"""What the window says: errors, sizes, durations and the words for states, translated.

The engine speaks English; its sentences are shown below ours, as details, in the user's language too.
"""

import re
from datetime import datetime

from PyQt6.QtCore import QCoreApplication, QLocale

from vault.errors import VaultError
from vault.gui.engine_text import is_typed, translated, without_commands
from vault.options import SessionState, filesystem_name

_AS_IT_IS = ("exFAT", "ext2", "ext3", "ext4")
"""What is not written with a capital where a sentence begins."""


def tr(text: str) -> str:
    """The text in the user's language; for functions, which have no context of their own."""
    return QCoreApplication.translate("text", text)


def error_text(error: VaultError) -> str:
    """One sentence that says what went wrong."""
    known = {
        "wrong-credential": QCoreApplication.translate("text", "This does not open the volume."),
        "no-credential": QCoreApplication.translate("text", "A passphrase is needed."),
        "token-unavailable": QCoreApplication.translate("text", "The keyring cannot answer now."),
        "unknown-format": QCoreApplication.translate("text", "This is no volume that vault knows."),
        "unsupported": QCoreApplication.translate("text", "Vault cannot do this with the volume."),
        "damaged-header": QCoreApplication.translate("text", "The header of the volume is damaged."),
        "limit": QCoreApplication.translate("text", "The header asks for more than the limits allow."),
        "keyslot": QCoreApplication.translate("text", "The keyslot cannot be used for this."),
        "busy": QCoreApplication.translate("text", "It is in use."),
        "no-space": QCoreApplication.translate("text", "The disk is full."),
        "not-available": QCoreApplication.translate("text", "Something that this needs is missing."),
        "mount": QCoreApplication.translate("text", "The volume cannot be mounted."),
        "file-system-damaged": QCoreApplication.translate("text", "The file system is damaged."),
        "cancelled": QCoreApplication.translate("text", "It was cancelled."),
        "usage": QCoreApplication.translate("text", "This cannot be done as it was asked for."),
        "backend": QCoreApplication.translate("text", "The system reported an error."),
    }
    return known.get(error.code, QCoreApplication.translate("text", "Something went wrong."))


def error_details(error: VaultError) -> str:
    """What the engine says about it, as a sentence, with its hint where that is not for the command line only."""
    return " ".join(filter(None, (engine_sentence(str(error)), hint_text(error.hint or ""))))


def error_sentences(error: VaultError) -> str:
    """What went wrong, and below it what the engine says; of what was asked for wrongly that says enough."""
    details = error_details(error)
    return details if error.code == "usage" else f"{error_text(error)}\n{details}"


def engine_sentence(said: str) -> str:
    """What the engine says, as a sentence, without commands to be typed and what is in brackets for experts."""
    said = translated(without_commands(said))
    return f"{capitalised(said)}." if said else ""


def capitalised(said: str) -> str:
    """What is said, as a sentence begins; the name of a file system is as people write it."""
    first = re.match(r"\w*", said)
    assert first is not None, "it matches anything"
    name = filesystem_name(first[0])
    if name != first[0] or name in _AS_IT_IS:
        return f"{name}{said[first.end() :]}"
    return f"{said[:1].upper()}{said[1:]}"


def hint_text(hint: str) -> str:
    """A hint of the engine as a sentence: our own one where it names commands or options, and nothing without one."""
    if not is_typed(hint):
        return engine_sentence(hint)
    known = {
        "vault create": QCoreApplication.translate("text", "Check the path."),
        "--read-only": QCoreApplication.translate("text", "Try it read-only."),
        "--force to overwrite": QCoreApplication.translate("text", "Choose another name."),
        "--size": QCoreApplication.translate("text", "Choose a size."),
        "--header": QCoreApplication.translate(
            "text", "If its header is in another file, name that file in the options."
        ),
        "--force": QCoreApplication.translate("text", "Close what is open there, or take it away by force."),
        "--protect-hidden": QCoreApplication.translate(
            "text", "Mount the volume around it with protection of the hidden one, or read-only."
        ),
        "vault header backup": QCoreApplication.translate("text", "Choose a backup of a header."),
    }
    wanted = {"--force": "close what is open", "vault header backup": "name the file"}
    return next((said for part, said in known.items() if part in hint and wanted.get(part, "") in hint), "")


def size_text(size: int) -> str:
    """Bytes in the user's notation: 1.5 GiB."""
    return QLocale().formattedDataSize(size)


def time_text(when: int) -> str:
    """A moment, in Unix seconds, as the user writes it: short, and without the date if it is today."""
    moment = datetime.fromtimestamp(when)
    style = QLocale.FormatType.ShortFormat
    if moment.date() == datetime.now().date():
        return QLocale().toString(moment.time(), style)
    return QLocale().toString(moment, style)


def state_text(state: SessionState | None) -> str:
    """The word for a volume's state; None is one that is not open."""
    return {
        None: QCoreApplication.translate("text", "Locked"),
        "mounted": QCoreApplication.translate("text", "Mounted"),
        "attached": QCoreApplication.translate("text", "Attached"),
        "protected": QCoreApplication.translate("text", "Read-only, to protect the hidden volume"),
        "suspended": QCoreApplication.translate("text", "Suspended"),
        "dead": QCoreApplication.translate("text", "Broken off"),
    }[state]


def format_text(name: str) -> str:
    """A format's own name."""
    return {
        "luks2": "LUKS2",
        "luks1": "LUKS1",
        "veracrypt": "VeraCrypt",
        "truecrypt": "TrueCrypt",
        "bitlocker": "BitLocker",
        "fvault2": "FileVault 2",
        "freeotfe": "FreeOTFE",
        "plain": "dm-crypt",
    }.get(name, name)
