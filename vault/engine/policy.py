"""Use cases of policies: when an open volume is closed by itself."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.engine.base import UseCases
from vault.errors import UsageError

if TYPE_CHECKING:
    from vault.configedit import Changes
    from vault.policy import Whose


class Policies(UseCases):
    """Policies, looked at and changed in the user's settings.

    A volume is named by its session, its mount point, its container, which need not be open, or its ID: the UUID or the
    hash that ``policy`` tells. None is every volume.
    """

    def policy(self, name: str | None, header: Path | None = None) -> given.PolicyInfo:
        """What holds for the volume, and where each member comes from.

        Raises UsageError when it is not there or the settings are none, FormatError, BackendError.
        """
        from vault import config
        from vault.policy import explained

        return explained(self._whose(name, header), config.read())

    def policy_set(self, name: str | None, texts: Mapping[str, str], header: Path | None = None) -> given.PolicyInfo:
        """Change these keys in the settings; what holds then, which need not be what was set.

        What the volume was opened with goes before. Raises UsageError for what is no key or no value of one, and when
        the settings cannot be changed; otherwise as ``policy``.
        """
        return self._change(name, dict(texts), header)

    def policy_unset(self, name: str | None, keys: Iterable[str] = (), header: Path | None = None) -> given.PolicyInfo:
        """Take these keys, or all, out of the settings; what holds then. Raises as ``policy_set``."""
        from vault.options.policy import KEYS

        return self._change(name, dict.fromkeys(tuple(keys) or KEYS, None), header)

    def _change(self, name: str | None, changes: "Changes", header: Path | None) -> given.PolicyInfo:
        from vault.config import is_volume_id
        from vault.configedit import change_policy
        from vault.options.policy import KEYS
        from vault.policy import explained, hidden
        from vault.system import agent

        unknown = next((key for key in changes if key not in KEYS), None)
        if unknown is not None:
            raise UsageError(f"a policy has no key {unknown!a:.80}", hint=f"there are: {', '.join(KEYS)}")
        whose = self._whose(name, header)
        if name is not None and not is_volume_id(whose.id):
            reason = f"its UUID is {whose.id!a:.80}" if whose.id else "a plain volume has nothing that names it"
            hint = "options of mount and attach, such as --on-lock, say what holds for it"
            raise UsageError(f"the settings cannot name {name}: {reason}", hint=hint)
        try:
            found = change_policy(whose.id, changes)
        except ValueError as error:
            raise UsageError(str(error)) from error
        if not self._have_watched(self._store.all()):
            agent.nudge()  # which may have nothing to do any more
        info = explained(whose, found)
        return replace(info, notes=hidden(whose, found, changes) + info.notes)

    def _whose(self, name: str | None, header: Path | None) -> "Whose":
        from vault.config import is_volume_id
        from vault.policy import Whose, volume_id

        if name is None:
            return Whose()
        if is_volume_id(name.lower()):
            opened = [Whose.of(session) for session in self._store.all()]
            return next((whose for whose in opened if whose.id == name.lower()), Whose(id=name.lower()))
        path = Path(os.path.abspath(name))
        try:
            return Whose.of(self._store.find(name))
        except UsageError:
            if any(session.container == path for session in self._store.all()):
                raise
        if not path.is_file() and not path.is_block_device():
            raise UsageError(f"there is no volume {name}", hint="name its session, container, mount point or UUID")
        with self._access.looking(given.KeyslotChange(path, header)) as (_, volume):
            return Whose(id=volume_id(volume))
