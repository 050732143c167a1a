"""Conversion of a header in place, between LUKS1 and LUKS2, with a copy of the header first if so wished.

References: spec/conversion.md, "In place"
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from vault import headers
from vault.blockdev.newfile import remove
from vault.errors import KeyslotError, UnsupportedFeature, UsageError
from vault.events import OnEvent, Step
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.options import ConvertedHeader
from vault.volume import Volume

_STEPS: dict[tuple[str, str], Callable[..., Any]] = {("luks1", "luks2"): to_luks2, ("luks2", "luks1"): to_luks1}


def convert_header(volume: Volume, to: str, *, backup: Path | None = None, on_event: OnEvent) -> ConvertedHeader:
    """What became of the header of ``volume``, which nobody else has open; it must be opened anew to be used.

    ``backup`` is a new file that gets a copy of the header and its keyslots first. Raises UsageError when there is
    nothing to do, UnsupportedFeature when the volume cannot be converted, KeyslotError, BusyError, BackendError.
    """
    if volume.format == to:
        raise UsageError(f"the volume is {to} already")
    if (volume.format, to) not in _STEPS:
        raise UnsupportedFeature(
            f"the header of a {volume.format} volume cannot become {to} in place",
            hint="name a new container, and all that the volume holds is copied into it",
        )
    header, device = volume.luks.header, volume.container.header_device
    saved = None
    if backup is not None:
        on_event(Step("saving the header"))
        saved = headers.backup(volume, backup).file
    try:
        new = _STEPS[volume.format, to](header, device, on_event=on_event)
    except (UnsupportedFeature, KeyslotError):
        if saved is not None:
            remove(saved)  # nothing was changed
        raise
    return ConvertedHeader(volume.container.path, volume.container.header_path, to, new.uuid, saved)
