"""What every use case has: who hears of events, who is asked, and the way to an unlocked volume."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vault.access import Access
from vault.credentials import Prompt
from vault.events import OnEvent, ignore
from vault.session import SessionStore

if TYPE_CHECKING:
    from vault.volume import Volume


class UseCases:
    """``on_event`` hears of what happens on the way; ``prompt`` is asked for credentials that no option names."""

    def __init__(
        self, on_event: OnEvent = ignore, prompt: Prompt | None = None, store: SessionStore | None = None
    ) -> None:
        self._on_event = on_event
        self._prompt = prompt
        self._store = store or SessionStore()
        self._access = Access(self._store, prompt, on_event)

    def _keep(self, volume: "Volume", what: str, wanted: bool, *, hidden: bool = False) -> "Kept":
        """The automatic backup of the header, which is made when ``what`` is about to write to it, and not before.

        So a command that is refused leaves none, and does not take the place of an older one.
        """
        kept = Kept()

        def keep() -> None:
            from vault.headers.kept import keep

            kept.file = keep(volume, what, self._on_event, hidden=hidden)

        if wanted:
            volume.container.header_device.before_write(keep)
        return kept

    def _warn_of_kept(self, volume: "Volume", kept: "Kept") -> None:
        """Tell that what opened the volume before still does, from the automatic backup."""
        from vault.headers.kept import warn_of_kept

        container = volume.container
        warn_of_kept(container.path, kept.file, self._on_event, header=container.header_path)


@dataclass(slots=True)
class Kept:
    """An automatic backup: its file, None as long as there is none."""

    file: Path | None = None
