"""What the unlock dialog says of a container and of what went wrong with it."""

from PyQt6.QtCore import QCoreApplication

from vault.errors import VaultError
from vault.gui.keys.words import unusable_key_text
from vault.gui.text import engine_sentence, error_details, error_text, format_text, hint_text, size_text
from vault.options import Inspection, KeyringStatus, SecurityKeyStatus, SessionRecord


def described(found: Inspection) -> str:
    """What is known of a container, in one line."""
    kind = format_text(found.format) if found.format else _guess(found)
    return " · ".join(filter(None, (kind, found.label, size_text(found.size))))


def _guess(found: Inspection) -> str:
    if "VeraCrypt" in found.may_be:
        return QCoreApplication.translate("text", "Perhaps a VeraCrypt volume")
    return QCoreApplication.translate("text", "Perhaps an encrypted volume") if found.may_be else ""


def advice(error: VaultError) -> str:
    """What went wrong, as sentences: ours, and below it the engine's with its hint."""
    first = {
        "usage": QCoreApplication.translate("text", "The volume cannot be opened like this."),
        "not-available": QCoreApplication.translate("text", "The volume cannot be mounted here as it is."),
        "backend": QCoreApplication.translate("text", "The volume could not be opened."),
    }.get(error.code, error_text(error))
    said = f"{first}\n{error_details(error)}"
    if error.code == "damaged-header":
        said += "\n" + QCoreApplication.translate("text", "A backup of it is restored in the window of its keys.")
    return said


def unreadable_text(error: VaultError) -> str:
    """What to say of a container that cannot be looked at."""
    if error.code in ("usage", "not-available", "backend"):
        first = QCoreApplication.translate("text", "The container cannot be read.")
        return f"{first}\n{error_details(error)}"
    return advice(error)


def sentence(said: str) -> str:
    """What the engine says, as a sentence."""
    return engine_sentence(said)


def unknown_text(found: Inspection) -> str:
    """What to say of a container that is no volume."""
    said = QCoreApplication.translate("text", "This is no volume that vault knows.")
    advised = QCoreApplication.translate("text", "If its header is in another file, name that file in the options.")
    return "\n".join(filter(None, (said, sentence(found.holds), advised)))


def open_text(record: SessionRecord) -> str:
    """Where a container is open that was to be opened."""
    if record.mount_point is None:
        return QCoreApplication.translate("text", "The volume is attached already, but it is not mounted.")
    said = QCoreApplication.translate("text", "The volume is mounted already, on {folder}.")
    return said.format(folder=record.mount_point)


def wrong_text(error: VaultError, format_: str, *, by_file: bool = False) -> str:
    """What to say of what opens nothing: the passphrase, or ``by_file`` the key file."""
    if "hidden" in error.data:
        said = [QCoreApplication.translate("text", "This does not open the hidden volume.")]
    elif format_ in ("luks2", "luks1") and not by_file:
        said = [QCoreApplication.translate("text", "Wrong passphrase.")]
    else:
        said = [error_text(error)]
    if format_ not in ("luks2", "luks1"):
        options = QCoreApplication.translate("text", "If it has key files or a PIM, say so in the options.")
        said.append(options)
    return "\n".join(filter(None, (" ".join(said), hint_text(error.hint or ""))))


def keyring_text(status: KeyringStatus) -> str:
    """What keeps the desktop's keyring from opening the volume; nothing where it can, or is of no use."""
    if all(token.state != "locked" for token in status.tokens):
        return ""
    return QCoreApplication.translate(
        "text", "The desktop's keyring could open the volume, but it is locked. The passphrase opens it, too."
    )


def plug_in_text(status: SecurityKeyStatus) -> str:
    """What is missing for a security key to open the volume; nothing where one can be used, or is of no use."""
    if not status.tokens or any(key.usable for key in status.keys):
        return ""
    if status.reason:
        said = QCoreApplication.translate("text", "A security key opens this volume, but it cannot be used here.")
        return f"{said}\n{sentence(status.reason)}"
    if status.keys:
        return unusable_key_text(status.keys[0])
    return QCoreApplication.translate("text", "A security key opens this volume; plug it in.")


def key_failure_text(error: VaultError, warnings: list[str]) -> str:
    """Why a security key did not open the volume: ``warnings`` are what the engine told on the way."""
    if error.code not in ("wrong-credential", "token-unavailable"):
        return "\n".join([advice(error), *warnings])
    said = QCoreApplication.translate("text", "The security key did not open the volume.")
    return "\n".join([said, *(warnings or [error_details(error)])])
