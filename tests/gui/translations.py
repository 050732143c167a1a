"""The catalogues of texts, as they are written by hand."""

from pathlib import Path
from xml.etree import ElementTree

from vault.gui.app import TRANSLATIONS

GERMAN = TRANSLATIONS / "vault_de.ts"


def messages(catalogue: Path = GERMAN) -> dict[tuple[str, str], str]:
    """Texts by context and English text; empty is what nobody has translated."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in ElementTree.parse(catalogue).iter("context")
        for message in context.iter("message")
    }
