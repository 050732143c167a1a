"""Keyrings that the package keyring speaks to (KWallet and those of other systems), under a service and a user name.

They keep text, cannot be searched, and do not say beforehand whether they will ask for a password.
"""

import binascii
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.tokens.base import TokenStatus
from vault.tokens.keyring.bus import PROMPT_S, own_bus
from vault.tokens.keyring.store import Entry, Found, missing_package

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

NAMES = {"kwallet": "KWallet", "macOS": "the keychain", "Windows": "the credential manager"}
SILENT = ("Windows",)
"""Those that never ask."""


def backend(name: str) -> "KeyringBackend":
    """The backend of the package keyring with this name, one of a fixed table. Raises TokenUnavailable."""
    from importlib import import_module

    module, _, kind = name.rpartition(".")
    if "kwallet" in module:
        own_bus().close()
    try:
        found = getattr(import_module(module), kind)
    except ImportError as error:
        raise missing_package("keyring") from error
    try:
        _ = found.priority  # says why it is of no use here
    except Exception as error:  # a RuntimeError with a reason, or what the package for D-Bus raises
        raise TokenUnavailable(f"{_called(module)} cannot be used: {_line(error)}") from error
    instance: KeyringBackend = found()
    instance.appid = "vault"  # type: ignore[attr-defined]
    return instance


class ApiStore:
    """A backend of the package keyring as a store; ``silent`` says that it never asks anybody."""

    def __init__(self, backend: "KeyringBackend", *, silent: bool | None = None, limit_s: float = PROMPT_S) -> None:
        module = type(backend).__module__
        self._backend = backend
        self._name = _called(module)
        self._silent = module.rpartition(".")[2] in SILENT if silent is None else silent
        self._limit_s = limit_s

    def put(self, entry: Entry, secret: Secret) -> None:
        """Keep the secret as text: as it is, or in base64 when it may be anything."""
        view = secret.view()
        text = str(view, "ascii") if entry.text else binascii.b2a_base64(view, newline=False).decode()
        self._ask(lambda: self._backend.set_password(entry.schema, _user(entry), text))

    def get(self, entry: Entry) -> Secret:
        """What is kept."""
        text = self._ask(lambda: self._backend.get_password(entry.schema, _user(entry)))
        if text is None:
            raise TokenUnavailable(f"{self._name} has no item for {entry.label}")
        secret = _bytes(text, text_is_all=entry.text)
        if secret is None:
            raise TokenUnavailable(f"the item for {entry.label} in {self._name} was changed and cannot be read")
        return secret

    def remove(self, entry: Entry, keep: Iterable[Entry] = ()) -> int:
        """One or none."""
        if entry.partial:
            self.find(entry)
        if self._ask(lambda: self._backend.get_password(entry.schema, _user(entry))) is None:
            return 0
        self._ask(lambda: self._backend.delete_password(entry.schema, _user(entry)))
        return 1

    def find(self, entry: Entry, keep: Iterable[Entry] = ()) -> list[Found]:
        """Nothing that these keyrings can do."""
        raise TokenUnavailable(f"{self._name} cannot be searched for items that are left over")

    def status(self, entry: Entry) -> TokenStatus:
        """``ready``, with a reason where nobody knows before it is asked."""
        if not self._silent:
            return TokenStatus("ready", f"{self._name} only tells when it is asked, and may then ask for its password")
        if self._ask(lambda: self._backend.get_password(entry.schema, _user(entry))) is None:
            return TokenStatus("missing", f"{self._name} has no item for {entry.label}")
        return TokenStatus("ready")

    def _ask(self, work: Callable[[], T]) -> T:
        """What the backend answers within the limit.

        It works in a thread, for it has no limit of its own; and what it raises ends there, for its frames hold the
        secret.
        """
        answers: SimpleQueue[tuple[Any, TokenUnavailable | None]] = SimpleQueue()

        def run() -> None:
            try:
                answers.put((work(), None))
            except Exception as error:  # noqa: BLE001 - backends raise what the packages below them raise
                answers.put((None, _refusal(self._name, error)))

        Thread(target=run, name="vault-keyring", daemon=True).start()
        try:
            value, refusal = answers.get(timeout=self._limit_s)
        except Empty:
            refusal = TokenUnavailable(f"{self._name} did not answer within {self._limit_s:g} seconds")
        if refusal is not None:
            raise refusal
        result: T = value
        return result


def _refusal(name: str, error: Exception) -> TokenUnavailable:
    """The error without its own words, which may be anybody's."""
    from keyring.errors import KeyringLocked

    if isinstance(error, KeyringLocked):
        return TokenUnavailable(f"{name} is locked, and was not unlocked")
    return TokenUnavailable(f"{name} refused: {type(error).__name__}")


def _bytes(text: str, *, text_is_all: bool) -> Secret | None:
    """The secret that was kept as this text, or None when it was changed."""
    try:
        return Secret(text.encode() if text_is_all else binascii.a2b_base64(text, strict_mode=True))
    except ValueError:
        return None


def _user(entry: Entry) -> str:
    return ":".join(entry.fields.values())


def _called(module: str) -> str:
    return next((name for part, name in NAMES.items() if part in module), "the keyring")


def _line(error: Exception) -> str:
    """An error's own words on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
