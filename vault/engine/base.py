"""What every use case has: who hears of events, who is asked, and the way to an unlocked volume."""

from vault.access import Access
from vault.credentials import Prompt
from vault.events import OnEvent, ignore
from vault.session import SessionStore


class UseCases:
    """``on_event`` hears of what happens on the way; ``prompt`` is asked for credentials that no option names."""

    def __init__(
        self, on_event: OnEvent = ignore, prompt: Prompt | None = None, store: SessionStore | None = None
    ) -> None:
        self._on_event = on_event
        self._prompt = prompt
        self._store = store or SessionStore()
        self._access = Access(self._store, prompt, on_event)
