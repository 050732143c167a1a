"""What is said of a failure, and on which page it can be mended."""

from typing import Literal

from PyQt6.QtCore import QCoreApplication

from vault.errors import CredentialError, NotAvailable, UsageError, VaultError, WrongCredential
from vault.gui.create.draft import Draft
from vault.gui.text import error_sentences

Where = Literal["place", "outer", "room", "filesystem", "credential", "advanced"]


def failure_text(error: VaultError) -> str:
    """What went wrong."""
    if isinstance(error, WrongCredential):
        return QCoreApplication.translate(
            "text", "This does not open the volume. If it has key files or a PIM, name them as well."
        )
    return error_sentences(error)


def page_of(error: VaultError, draft: Draft) -> Where:
    """The page where what kept the engine from making it can be mended."""
    is_hidden = draft.kind == "hidden"
    where: Where = "outer" if is_hidden else "place"
    match error:
        case WrongCredential():
            return where
        case CredentialError():
            return "credential"
        case UsageError() if is_hidden:  # of its size, or of a credential that opens the outer volume
            return "room" if "largest" in error.data else "credential"
        case NotAvailable() if "ways" in error.data:  # to make a file system in it
            return "filesystem"
        case _ if error.code in ("unsupported", "not-available", "limit"):
            return "advanced"
    return where
