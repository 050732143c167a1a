"""What is around the agent: the volumes and their policies, the sources it hears from, and whom it tells."""

from collections.abc import Callable, Sequence
from functools import cache

from vault import lockdown
from vault.agent.api import Api
from vault.agent.forgetting import log
from vault.agent.hearing import Hearing
from vault.agent.notifying import Notifier
from vault.agent.usb import UsbDevices
from vault.agent.volumes import Volumes
from vault.agent.watch import Logind, ScreenSavers, Source
from vault.agent.watch import makers as locks
from vault.closing import close
from vault.events import Event as Happened
from vault.events import Warned, ignore
from vault.options import SessionRecord
from vault.options.policy import Policy
from vault.options.watching import VolumeEvent
from vault.policy import effective
from vault.session import Session, SessionStore

LOCKS = (Logind.name, ScreenSavers.name)
"""The sources without which a lock may be missed."""


class Around:
    """The store of the user's volumes, and all that can be asked and told."""

    def __init__(self, store: SessionStore, hearing: Hearing, on_volume: Callable[[VolumeEvent], object]) -> None:
        self.store = store
        self._hearing = hearing
        self._on_volume = on_volume

    def makers(self, *, usb: bool = False) -> dict[str, Callable[[], Source]]:
        """What makes each source; of USB devices where a policy names one."""
        found: dict[str, Callable[[], Source]] = {
            **locks(),
            Volumes.name: lambda: Volumes(self.store, (self._hear,)),
            Notifier.name: Notifier,
            Api.name: lambda: Api(self._records, self._dismount, self._lock_all),
        }
        return found | ({UsbDevices.name: UsbDevices} if usb else {})

    def watching(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What tells of a locked screen, and why the others do not."""
        names = tuple(source.name for source in self._hearing.sources() if source.tells)
        return names, self._hearing.missing(LOCKS)

    def sessions(self) -> list[Session]:
        """What is open now, oldest first."""
        return self.store.all()

    def policies(self) -> Callable[[Session], Policy]:
        """What tells the policy of each volume, by the settings as they are now."""
        config = lockdown.settings(_warned)
        return lambda session: effective(session, config)

    def guarded(self) -> list[tuple[Session, Policy]]:
        """The volumes that something closes."""
        policy_of = self.policies()
        found = ((session, policy_of(session)) for session in self.sessions())
        return [(session, policy) for session, policy in found if lockdown.is_guarded(policy)]

    def is_locked(self) -> bool:
        """Whether the screen is known to be locked now."""
        return any(source.locked for source in self._hearing.sources() if isinstance(source, Logind | ScreenSavers))

    def say(self, text: str) -> None:
        """Write a line of the log."""
        log(text)

    def locked(self, closed: Sequence[str], left: Sequence[str]) -> None:
        """Tell other programs what a lock did."""
        if api := self._hearing.find(Api):
            api.locked(closed, left)

    def busy(self, volume: str, holders: Sequence[str]) -> None:
        """Ask the user about a volume in use."""
        if notifier := self._hearing.find(Notifier):
            notifier.busy(volume, holders)

    def closed(self, volume: str) -> None:
        """Take back what was asked."""
        if notifier := self._hearing.find(Notifier):
            notifier.closed(volume)

    def told(self, text: str) -> None:
        """Tell the user."""
        if notifier := self._hearing.find(Notifier):
            notifier.told(text)

    @staticmethod
    @cache
    def preload() -> None:
        """Have at hand what closing a volume takes; only an agent with volumes needs it."""
        lockdown.preload()

    def _hear(self, event: VolumeEvent) -> None:
        for listener in (self._hearing.find(Api), self._hearing.find(Notifier)):
            if listener is not None:
                listener.hear(event)
        self._on_volume(event)

    def _records(self) -> list[SessionRecord]:
        return [session.record() for session in self.store.all()]

    def _dismount(self, name: str, force: bool) -> None:
        close(self.store.find(name), self.store, ignore, force=force, wait_s=None)

    def _lock_all(self) -> tuple[list[str], list[str]]:
        found = lockdown.lock_all(self.store).volumes
        gone = [closing.volume.name for closing in found if closing.key_gone]
        return gone, [closing.volume.name for closing in found if not closing.key_gone]


def _warned(event: Happened) -> None:
    if isinstance(event, Warned):
        log(event.message)
