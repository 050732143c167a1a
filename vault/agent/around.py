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
from vault.policy import effective, of_volume, settings
from vault.session import Session, SessionStore
from vault.system.commands import Command

LOCKS = (Logind.name, ScreenSavers.name)
"""The sources without which a lock may be missed."""


class Around:
    """The store of the user's volumes, and all that can be asked and told."""

    def __init__(self, store: SessionStore, hearing: Hearing, on_volume: Callable[[VolumeEvent], object]) -> None:
        self.store = store
        self._hearing = hearing
        self._on_volume = on_volume
        self._locks = locks()
        self._complaint = ""

    def makers(self, *, usb: bool = False) -> dict[str, Callable[[], Source]]:
        """What makes each source; of USB devices where a policy names one."""
        found: dict[str, Callable[[], Source]] = {
            **self._locks,
            Volumes.name: lambda: Volumes(self.store, (self._hear,)),
            Notifier.name: Notifier,
            Api.name: lambda: Api(self._records, self._dismount, self._lock_all),
        }
        return found | ({UsbDevices.name: UsbDevices} if usb else {})

    def watching(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What tells of a locked screen, and why the others do not."""
        sources = self._telling()
        silent = tuple(source.silence for source in sources if not source.tells)
        return tuple(source.name for source in sources if source.tells), silent + self._hearing.missing(LOCKS)

    @property
    def all_told(self) -> bool:
        """Whether nobody waits for an answer, and all that was to be told is."""
        api = self._hearing.find(Api)
        return api is None or api.all_told

    def finish(self, limit_s: float) -> None:
        """Be called no more, and answer who has called, for at most so many seconds."""
        if api := self._hearing.find(Api):
            api.finish(limit_s)

    def sessions(self) -> list[Session]:
        """What is open now, oldest first."""
        return self.store.all()

    def policies(self) -> Callable[[Session], Policy]:
        """What tells the policy of each volume, by the settings as they are now."""
        config = settings(self._complain)
        return lambda session: effective(session, config)

    def command_policies(self) -> Callable[[Command], Policy]:
        """What tells the policy of each command with keys, which is that of its volume."""
        config = settings(self._complain)
        return lambda command: of_volume(command.volume_id, config)

    def guarded(self) -> list[tuple[Session, Policy]]:
        """The volumes that something closes."""
        policy_of = self.policies()
        found = ((session, policy_of(session)) for session in self.sessions())
        return [(session, policy) for session, policy in found if lockdown.is_guarded(policy)]

    def is_locked(self) -> bool:
        """Whether the screen is known to be locked now."""
        return any(source.locked for source in self._telling())

    def _telling(self) -> list[Logind | ScreenSavers]:
        """What tells of a locked screen, if there is one."""
        return [source for source in self._hearing.sources() if isinstance(source, Logind | ScreenSavers)]

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

    def warned(self, event: Happened) -> None:
        """Tell the user what closing a volume warns of; the log, which names no volume, says only that it does."""
        if isinstance(event, Warned):
            log("there is a warning about a volume that is closed")
            self.told(event.message)

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

    def _complain(self, event: Happened) -> None:
        """Write into the log what is wrong with the settings, which are read again and again, once."""
        if isinstance(event, Warned) and event.message != self._complaint:
            self._complaint = event.message
            log(event.message)

    def _dismount(self, name: str, force: bool) -> None:
        log(f"a program asks over D-Bus for a volume to be closed{', by force' if force else ''}")
        close(self.store.find(name), self.store, ignore, force=force, wait_s=None)

    def _lock_all(self) -> tuple[list[str], list[str]]:
        done = lockdown.lock_all(self.store)
        if done.commands:
            ended = sum(command.ended for command in done.commands)
            log(f"commands with keys stopped: {ended}; still running: {len(done.commands) - ended}")
        found = done.volumes
        gone = [closing.volume.name for closing in found if closing.key_gone]
        left = [closing.volume.name for closing in found if not closing.key_gone]
        log(f"a program asked over D-Bus for all to be locked; volumes closed: {len(gone)}; still open: {len(left)}")
        if found:
            self.locked(gone, left)
        return gone, left
