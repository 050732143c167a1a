"""Use cases that only look: what is open, who watches over it, and what happens to it."""

from collections.abc import Iterator

from vault.engine.base import UseCases
from vault.options.watching import AgentStatus, Status, VolumeEvent
from vault.system import agent


class Watching(UseCases):
    """The state of things, and its changes."""

    def status(self) -> Status:
        """What is open now, oldest first, and the agent. Raises BackendError."""
        found = agent.running()
        watcher = None if found is None else AgentStatus(found.pid, found.watching, found.missing)
        return Status(tuple(session.record() for session in self._store.all()), watcher)

    def watch(self, reader: int | None = None) -> Iterator[VolumeEvent]:
        """What is open now as ``VolumeOpened``, and then what happens to volumes, each as soon as it does.

        It ends only when whoever reads the other end of the descriptor ``reader`` goes away. Raises BackendError.
        """
        from vault.watching import events

        return events(self._store, reader)
