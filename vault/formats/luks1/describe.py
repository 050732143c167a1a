"""A LUKS1 header in the words of a frontend."""

from dataclasses import replace
from pathlib import Path

from vault.formats.luks1.model import Luks1Header
from vault.formats.luks2 import describe as luks2
from vault.options import HeaderCopy, Inspection


def describe(container: Path, header_path: Path | None, container_size: int, header: Luks1Header) -> Inspection:
    """Everything the header says."""
    found = luks2.describe(container, header_path, container_size, header)
    return replace(found, format="luks1", copies=(HeaderCopy("primary", 0, "valid", None),))
