"""What a hint says of a volume, so that it can be typed as it stands."""

from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault.volume import Volume


def typed(volume: "Volume") -> str:
    """The volume as commands take it: the path of its container, and of its header where that is detached."""
    container = volume.container
    header = [] if container.header_path is None else ["--header", quote(str(container.header_path))]
    return " ".join([quote(str(container.path)), *header])
