"""What a hint says of a volume, so that it can be typed as it stands."""

from typing import TYPE_CHECKING

from vault import container

if TYPE_CHECKING:
    from vault.volume import Volume


def typed(volume: "Volume") -> str:
    """The volume as commands take it: the path of its container, and of its header where that is detached."""
    return container.typed(volume.container.path, volume.container.header_path)
