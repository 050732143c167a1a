"""Conversion of a header in place, between LUKS1 and LUKS2, with a copy of the header first if so wished.

References: spec/conversion.md, "In place"
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.blockdev.newfile import new_file, remove
from vault.errors import KeyslotError, UnsupportedFeature, UsageError, from_os
from vault.events import OnEvent, Step
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.formats.relocate_luks import round_up
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
    saved = None if backup is None else Path(os.path.abspath(backup))
    if saved is not None:
        _save(header.size, device, saved, on_event)
    try:
        new = _STEPS[volume.format, to](header, device, on_event=on_event)
    except (UnsupportedFeature, KeyslotError):
        if saved is not None:
            remove(saved)  # nothing was changed
        raise
    return ConvertedHeader(volume.container.path, volume.container.header_path, to, new.uuid, saved)


def _save(size: int, device: BlockDevice, backup: Path, on_event: OnEvent) -> None:
    """Copy the header with its keyslots into a new file, complete before it gets its name."""
    on_event(Step("saving the header"))
    size = min(round_up(size), device.size)
    with new_file(backup, size) as fd:
        copy = ImageFile(fd, read_only=False)
        try:
            copy.write(0, device.read(0, size))
        except OSError as error:
            raise from_os(error, f"cannot save the header in {backup}") from error
        finally:
            copy.close()
