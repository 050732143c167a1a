"""How volumes were found that nothing tells from noise, so that the next unlocking is one key derivation.

What is kept is no secret but says which files are volumes: it can be switched off, and hidden volumes leave no trail.

References: XDG Base Directory Specification, $XDG_STATE_HOME; spec/runtime.md
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.system import folders

if TYPE_CHECKING:
    from vault.container import Container

VERSION = 1
MOST = 256
"""Volumes that are remembered; the ones opened longest ago go first."""


class Trails:
    """The user's trails, in one private file; without ``enabled`` nothing is looked up and what is known is dropped."""

    def __init__(self, path: Path | None = None, *, enabled: bool = True) -> None:
        self._path = path or folders.state() / "trails.json"
        self._enabled = enabled

    def of(self, container: "Container") -> Mapping[str, str]:
        """What is known of the container, or nothing."""
        return self._read().get(_name(container), {}) if self._enabled else {}

    def keep(self, container: "Container", trail: Mapping[str, str]) -> None:
        """Remember the trail; without being enabled forget what was known.

        An empty one changes nothing: what is known of the outer volume must not vanish when the hidden one is opened.
        A file that cannot be written costs only time, and so is no error.
        """
        if self._enabled and not trail:
            return
        known = self._read()
        before = dict(known)
        known.pop(_name(container), None)
        if self._enabled:
            known[_name(container)] = dict(trail)
        if list(known.items()) == list(before.items()):
            return
        with suppress(OSError):
            self._write(dict(list(known.items())[-MOST:]))

    def _read(self) -> dict[str, dict[str, str]]:
        """All trails, oldest first; none when the file is missing, or not as it was written."""
        try:
            # a pipe in its place would keep us waiting
            fd = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
            with os.fdopen(fd) as file:
                found: Any = json.load(file)
            if found.pop("version") != VERSION:
                return {}
            return {str(name): {str(key): str(value) for key, value in trail.items()} for name, trail in found.items()}
        except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
            return {}

    def _write(self, known: Mapping[str, Mapping[str, str]]) -> None:
        self._path.parent.mkdir(mode=folders.PRIVATE, parents=True, exist_ok=True)
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(fd, "w") as file:
                json.dump({"version": VERSION, **known}, file)
            temporary.replace(self._path)
        finally:
            temporary.unlink(missing_ok=True)


def _name(container: "Container") -> str:
    """The container by its device, inode and size."""
    return ":".join(map(str, (*container.identity, container.device.size)))
