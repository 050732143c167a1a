"""Holding up sleep and shutdown just long enough, and never longer than for the time that was set at the beginning."""

from collections.abc import Callable

from vault.agent.events import Awake, Event, SourceLost
from vault.agent.guard import HURRY_S
from vault.agent.watch import Logind
from vault.system.inhibit import Inhibitor


class Holding:
    """The delay that logind grants as long as there is something to close."""

    def __init__(self, clock: Callable[[], float], say: Callable[[str], object]) -> None:
        self._clock = clock
        self._say = say
        self._logind: Logind | None = None
        self._inhibitor: Inhibitor | None = None
        self._until: float | None = None
        """When the machine is let go at the latest, while it waits."""
        self._let_go = False
        """It was let go, and has not said that it is awake again."""
        self._refused = False

    def allowed_s(self) -> float:
        """How long the machine waits."""
        return self._inhibitor.allowed_s if self._inhibitor else HURRY_S

    def begin(self) -> None:
        """The machine waits from now on."""
        self._until = self._clock() + self.allowed_s()

    def hear(self, event: Event) -> None:
        """The machine is awake, or nobody would say so: the next time it may be held up again."""
        if isinstance(event, Awake) or (isinstance(event, SourceLost) and event.source == Logind.name):
            self._until, self._let_go = None, False

    def left_s(self) -> float | None:
        """In how many seconds the machine is let go at the latest; None while it does not wait."""
        return None if self._until is None else max(0.0, self._until - self._clock())

    def keep(self, logind: Logind | None, *, wanted: bool, settled: bool) -> None:
        """Hold or let go, as things are; ``settled`` says that nothing more can be done in time."""
        if logind is not self._logind:
            self._leave()
            self._logind = logind
            self._inhibitor = logind.inhibitor() if logind else None
            self._refused = False
        if self._until is not None and (settled or self._clock() >= self._until):
            if self._inhibitor is not None and self._inhibitor.held:
                self._say("the machine is let go" if settled else "the machine is let go although not all is closed")
            self._until, self._let_go = None, True
        if wanted and not self._let_go:
            self._hold()
        elif self._until is None:
            self._leave()

    def _hold(self) -> None:
        if self._inhibitor is None or self._refused or self._until is not None:
            return
        if self._inhibitor.held:
            return
        if self._inhibitor.hold():
            self.allowed_s()  # asked now, so that nothing has to be when the time has come
        else:
            self._refused = True
            self._say(f"sleep cannot be held up: {self._inhibitor.reason}")

    def _leave(self) -> None:
        if self._inhibitor is not None:
            self._inhibitor.release()
