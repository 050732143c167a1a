"""Use cases of the agent, and of locking everything at once, with or without it."""

from vault.engine.base import UseCases
from vault.options.lockdown import AgentFiles, LockedDown
from vault.options.watching import AgentStatus
from vault.system import agent


class Agent(UseCases):
    """The process that watches over volumes, and what it does when it has to."""

    def lock_all(self, *, force: bool = False) -> LockedDown:
        """What became of every open volume, and how many remembered credentials were dropped.

        ``force`` takes volumes away from the programs that use them. It returns within seconds; a volume that takes
        longer is told as ``stuck``. Raises BackendError when a credential could not be dropped.
        """
        from vault.lockdown import lock_all

        return lock_all(self._store, self._on_event, force=force)

    def agent_status(self) -> AgentStatus | None:
        """The agent that runs, or None. Raises BackendError."""
        return _shown(agent.running())

    def agent_stop(self) -> AgentStatus | None:
        """The agent that ran, and has ended after closing what a logout closes; None when there was none.

        Raises BackendError when it does not end.
        """
        return _shown(agent.stop())

    def agent_install(self, *, autostart: bool = False) -> AgentFiles:
        """The files that were written so that the agent starts with the session: by systemd, or by XDG autostart.

        Raises UsageError for a file that somebody changed or made, NotAvailable, BackendError.
        """
        from vault.agent.installing import install

        return AgentFiles(tuple(install(autostart=autostart)))

    def agent_uninstall(self, *, force: bool = False) -> AgentFiles:
        """The files of ``agent_install`` that were removed; ``force`` removes changed ones as well.

        Raises UsageError for a changed one, and nothing is removed then; BackendError.
        """
        from vault.agent.installing import uninstall

        return AgentFiles(tuple(uninstall(force=force)))


def _shown(found: agent.Status | None) -> AgentStatus | None:
    return None if found is None else AgentStatus(found.pid, found.watching, found.missing)
