"""Encrypted volumes: create, unlock, attach and mount them. The names in ``__all__`` are the public interface.

Nothing is loaded before it is asked for, so that a command which only lists what is open starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault._version import VERSION
    from vault.credentials import Prompt
    from vault.engine import Engine
    from vault.errors import VaultError
    from vault.options import (
        Ask,
        AttachRequest,
        ConvertRequest,
        CreateOptions,
        KeyFile,
        KeyslotChange,
        MountRequest,
        PassphraseFd,
        SessionRecord,
    )

_HOMES = {
    "VERSION": "vault._version",
    "Engine": "vault.engine",
    "Prompt": "vault.credentials",
    "VaultError": "vault.errors",
    "Ask": "vault.options",
    "AttachRequest": "vault.options",
    "ConvertRequest": "vault.options",
    "CreateOptions": "vault.options",
    "KeyFile": "vault.options",
    "KeyslotChange": "vault.options",
    "MountRequest": "vault.options",
    "PassphraseFd": "vault.options",
    "SessionRecord": "vault.options",
}

__all__ = [
    "VERSION",
    "Ask",
    "AttachRequest",
    "ConvertRequest",
    "CreateOptions",
    "Engine",
    "KeyFile",
    "KeyslotChange",
    "MountRequest",
    "PassphraseFd",
    "Prompt",
    "SessionRecord",
    "VaultError",
]


def __getattr__(name: str) -> object:
    """The public name, from the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vault' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
