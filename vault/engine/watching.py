"""Use cases that only look: what is open, who watches over it, and what happens to it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from vault.engine.base import UseCases
from vault.options.usage import Usage
from vault.options.watching import AgentStatus, Presence, Status, VolumeEvent
from vault.system import agent


class Watching(UseCases):
    """The state of things, and its changes."""

    def status(self) -> Status:
        """What is open now, oldest first, and the agent. Raises BackendError."""
        from vault.policy import with_policies

        found = agent.running()
        watcher = None if found is None else AgentStatus(found.pid, found.watching, found.missing)
        return Status(tuple(with_policies(self._store.all(), self._on_event)), watcher)

    def watch(self, reader: int | None = None) -> Iterator[VolumeEvent]:
        """What is open now as ``VolumeOpened``, and then what happens to volumes, each as soon as it does.

        It ends only when whoever reads the other end of the descriptor ``reader`` goes away. Raises BackendError.
        """
        from vault.watching import events

        return events(self._store, reader)

    def usage(self, name: str, last: Usage | None = None) -> Usage:
        """How full an open volume is, and what has gone through it. Raises UsageError, BackendError.

        Looking is use; who looks again and again gives the ``last`` answer, which holds until somebody else uses it.
        """
        from vault.usage import usage

        return usage(self._store.find(name), last)

    def presence(self, containers: Iterable[Path]) -> Iterator[Presence]:
        """Whether these containers are there, each as soon as it is known; none waits for one that does not answer.

        It ends when all have answered. Nothing is opened, and nothing of a container is read.
        """
        from vault.system.presence import problems

        return (Presence(container, problem) for container, problem in problems(containers))
