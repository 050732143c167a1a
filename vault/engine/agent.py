"""Use cases of the agent, and of locking everything at once, with or without it."""

import shlex

from vault.engine.base import UseCases
from vault.errors import NotAvailable
from vault.events import Warned
from vault.options.lockdown import AgentFiles, LockedDown
from vault.options.watching import AgentStatus
from vault.system import agent


class Agent(UseCases):
    """The process that watches over volumes, and what it does when it has to."""

    def lock_all(self, *, force: bool = False) -> LockedDown:
        """What became of open volumes and commands with keys, and how many remembered credentials were dropped.

        ``force`` takes volumes away from the programs that use them. It returns within seconds; a volume that takes
        longer is told as ``stuck``. Raises BackendError when a credential could not be dropped.
        """
        from vault.lockdown import lock_all

        return lock_all(self._store, self._on_event, force=force)

    def agent_status(self) -> AgentStatus | None:
        """The agent that runs, or None; then what stays open without it is warned of. Raises BackendError."""
        found, guarded = agent.running(), self._guarded()
        if found is None and guarded:
            hint = "vault agent start starts one" if agent.has_bus() else f"{agent.NO_BUS}; vault lock-all closes it"
            self._on_event(Warned(f"nothing closes {', '.join(guarded)} when the screen is locked", hint))
        return _shown(found)

    def agent_start(self) -> AgentStatus | None:
        """The agent that runs, and was started where there was none; None where nothing is open that it would close.

        Raises NotAvailable where it would hear of nothing, BackendError.
        """
        if not self._guarded():
            return _shown(agent.running())
        if not agent.has_bus():
            raise NotAvailable(f"an agent would hear of nothing: {agent.NO_BUS}", hint="vault lock-all closes volumes")
        return _shown(agent.ensure())

    def _guarded(self) -> list[str]:
        """The names of the open volumes that an agent would close."""
        from vault.lockdown import is_guarded
        from vault.policy import effective, settings

        found = settings(self._on_event)
        return [session.name for session in self._store.all() if is_guarded(effective(session, found))]

    def agent_stop(self) -> AgentStatus | None:
        """The agent that ran, and has ended after closing what a logout closes; None when there was none.

        What is still open then is warned of, with the programs that use it. Raises BackendError when it does not end.
        """
        from vault.closing import users_now

        found = agent.stop()
        for session in self._store.all() if found else ():
            users = users_now(session)
            used = f" and is in use by {', '.join(map(str, users))}" if users else ""
            hint = f"vault dismount {shlex.quote(session.name)}"
            self._on_event(Warned(f"{session.name} stays open{used}, and nothing closes it any more", hint))
        return _shown(found)

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

    def agent_files(self) -> AgentFiles:
        """The files that start the agent with the session now, whoever made them."""
        from vault.agent.installing import installed

        return AgentFiles(tuple(installed()))


def _shown(found: agent.Status | None) -> AgentStatus | None:
    return None if found is None else AgentStatus(found.pid, found.watching, found.missing)
