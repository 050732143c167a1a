"""What every use case has: who hears of events, who is asked, and the way to an unlocked volume."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vault.access import Access
from vault.credentials import Prompt
from vault.errors import VaultError
from vault.events import OnEvent, Warned, ignore
from vault.session import Session, SessionStore

if TYPE_CHECKING:
    from vault.config import Config
    from vault.options.policy import Policy
    from vault.volume import Volume


BY_HAND = "vault lock-all does; --keep-open says that it is meant to stay open"
"""What can be done where nothing tells of a locked screen."""


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

    def _have_watched(self, sessions: Sequence[Session]) -> bool:
        """Whether a policy closes one of these; an agent runs then that hears what does, or a warning is told."""
        from vault.policy import effective

        return self._have_heard(
            lambda found: [effective(session, found) for session in sessions], "nothing will close the volume", BY_HAND
        )

    @contextmanager
    def _have_stopped(self, volume: "Volume") -> Iterator[None]:
        """This command ends in the block when the policy of the volume would close that, as far as an agent hears it.

        Its keys are to be taken in the block and gone after it. Raises BackendError.
        """
        from vault.policy import of_volume, volume_id
        from vault.system import commands

        named = volume_id(volume)
        with commands.recorded("convert", named, resumable=True) as known:
            if known:
                self._have_heard(lambda found: [of_volume(named, found)], "nothing will stop this")
            yield

    def _have_heard(self, policies_by: "Callable[[Config], list[Policy]]", otherwise: str, instead: str = "") -> bool:
        """Whether these policies want anything done; an agent runs then that hears when, or a warning is told.

        With ``instead``, which is what the user can do, one is told as well where nothing tells of a locked screen.
        """
        from vault.options.policy import TRIGGERS
        from vault.policy import settings
        from vault.system import agent

        policies = policies_by(settings(ignore))  # what is wrong with them is told of where they are used
        wanted = any(policy.action(trigger) != "nothing" for policy in policies for trigger in TRIGGERS)
        if wanted:
            try:
                agent.begin()
            except VaultError as error:
                self._on_event(Warned(f"{otherwise} when the screen is locked: {error}", error.hint))
            else:
                waits = instead and any(policy.lock != "nothing" for policy in policies)
                if waits and (reason := agent.silence()):
                    self._on_event(Warned(f"{otherwise} when the screen is locked: {reason}", instead))
        return wanted

    def _warn_of_kept(self, volume: "Volume", kept: "Kept") -> None:
        """Tell that what opened the volume before still does, from the automatic backup."""
        from vault.headers.kept import warn_of_kept

        container = volume.container
        warn_of_kept(container.path, kept.file, self._on_event, header=container.header_path)


@dataclass(slots=True)
class Kept:
    """An automatic backup: its file, None as long as there is none."""

    file: Path | None = None
