"""Where secrets are kept: what every kind of keyring can do, and which one is used here.

A user's choice for the package keyring (``PYTHON_KEYRING_BACKEND``, ``keyringrc.cfg``) is honoured as far as it names
what that package ships. Nothing else is loaded: neither plug-ins nor a module that is named there.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vault.errors import TokenUnavailable
from vault.events import OnEvent
from vault.tokens.base import TokenStatus

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

BACKENDS = "keyring.backends."
SECRET_SERVICE = f"{BACKENDS}SecretService.Keyring"
KWALLET = f"{BACKENDS}kwallet.DBusKeyring"
USUAL = {
    "linux": (SECRET_SERVICE, KWALLET),
    "darwin": (f"{BACKENDS}macOS.Keyring",),
    "win32": (f"{BACKENDS}Windows.WinVaultKeyring",),
}
"""What is looked for on each system, in this order."""
SAME = {f"{BACKENDS}libsecret.Keyring": SECRET_SERVICE, f"{BACKENDS}chainer.ChainerBackend": ""}
"""What speaks to the same keyring as another, or (the chainer) is the usual order."""
OFF = (f"{BACKENDS}null.Keyring", f"{BACKENDS}fail.Keyring")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept under which words; nothing of it is secret.

    ``schema`` is the kind and ``fields`` find it, in any keyring and in this order; ``label`` is for people. What is
    kept is ``text`` or any bytes. A ``partial`` entry has some of the fields only, and is searched for.
    """

    schema: str
    label: str
    fields: Mapping[str, str]
    text: bool = True
    partial: bool = False

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of an item of the Secret Service."""
        return {"xdg:schema": self.schema, **self.fields}


@dataclass(frozen=True, slots=True)
class Found:
    """An item that is there: its fields, as far as a locked keyring shows them."""

    fields: Mapping[str, str]
    locked: bool


class Store(Protocol):
    """A keyring. Every method raises TokenUnavailable with one line of why it cannot be done."""

    def put(self, entry: Entry, secret: "Secret") -> None:
        """Keep the secret, in place of an equal entry's; may make the keyring ask."""

    def get(self, entry: Entry) -> "Secret":
        """What is kept; may make the keyring ask."""

    def remove(self, entry: Entry, keep: Iterable[Entry] = ()) -> int:
        """How many were removed of those that have these fields, without ``keep``; may make the keyring ask."""

    def find(self, entry: Entry, keep: Iterable[Entry] = ()) -> list[Found]:
        """Those that have these fields (and others), without ``keep``; never makes it ask."""

    def status(self, entry: Entry) -> TokenStatus:
        """Whether it can be had; never makes the keyring ask."""


Choose = Callable[[OnEvent], Store]


def chosen(on_event: OnEvent) -> Store:
    """The keyring of this user's session. Raises TokenUnavailable when there is none."""
    wanted = _wanted()
    if wanted in OFF:
        raise TokenUnavailable("keyrings are switched off in the settings of the package keyring")
    wanted = SAME.get(wanted, wanted)
    if wanted:
        return _opened(wanted, on_event)
    names = USUAL.get(sys.platform, ())
    if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        names = tuple(sorted(names, key=lambda name: name != KWALLET))
    reasons: dict[str, TokenUnavailable] = {}
    for name in names:
        try:
            return _opened(name, on_event)
        except TokenUnavailable as error:
            reasons[name] = error
    # the Secret Service is what most have, so that its reason says most
    raise reasons.get(SECRET_SERVICE) or next(
        iter(reasons.values()), TokenUnavailable(f"no keyring is known on {sys.platform}")
    )


def _opened(name: str, on_event: OnEvent) -> Store:
    """The keyring that the package keyring calls by this name, where it is there."""
    from vault.tokens.keyring.api import ApiStore, backend
    from vault.tokens.keyring.secretservice import SecretService

    if name == SECRET_SERVICE:
        service = SecretService(on_event)
        service.check()
        return service
    known = {each for names in USUAL.values() for each in names}
    if name not in known:
        raise TokenUnavailable(
            f"the keyring backend {name!a:.60} is no part of the package keyring and is not loaded",
            hint="PYTHON_KEYRING_BACKEND or keyringrc.cfg names it",
        )
    return ApiStore(backend(name))


def _wanted() -> str:
    """What the user chose for the package keyring, or nothing."""
    named = os.environ.get("PYTHON_KEYRING_BACKEND", "")
    return named or _configured()


def _configured() -> str:
    import configparser

    try:
        from keyring.util.platform_ import config_root
    except ImportError as error:
        raise missing_package("keyring") from error
    path = config_root() / "keyringrc.cfg"
    config = configparser.RawConfigParser()
    try:
        config.read(path, encoding="utf-8")
    except (OSError, ValueError, configparser.Error) as error:
        raise TokenUnavailable(f"the settings of the package keyring cannot be read: {path}") from error
    return config.get("backend", "default-keyring", fallback="").strip()


def missing_package(name: str) -> TokenUnavailable:
    """The error that says which package is missing."""
    hint = "pip install 'vault-otfe[desktop]' has all that it takes"
    return TokenUnavailable(f"the package {name}, which speaks to keyrings, is missing", hint=hint)
