"""Keyrings that offer the Secret Service (GNOME Keyring, KWallet, KeePassXC), through SecretStorage.

Secrets cross the bus encrypted where the service can do that. What Python and SecretStorage copy meanwhile cannot be
wiped; errors are raised anew, so that no frame that holds a secret goes with them.

References: Secret Service API 0.2 (Service, Collection, Item, Prompt, Transfer of Secrets)
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import OnEvent, Warned
from vault.tokens.base import TokenStatus
from vault.tokens.keyring.bus import LOG_IN, TimeLimits, connected
from vault.tokens.keyring.store import Entry, Found

T = TypeVar("T")

PATH = "/org/freedesktop/secrets"
PREFIX = "org.freedesktop.Secret."
IS_LOCKED = f"{PREFIX}Error.IsLocked"
NO_OBJECT = frozenset(
    (f"{PREFIX}Error.NoSuchObject", *(f"org.freedesktop.DBus.Error.Unknown{what}" for what in ("Object", "Method")))
)
GONE = frozenset(f"org.freedesktop.DBus.Error.{what}" for what in ("NoReply", "Disconnected", "NameHasNoOwner"))
NONE_THERE = "no keyring runs in this session, and none can be started"
GONE_TEXT = "the keyring ended while it was asked, or could not be started"
HINT = "GNOME Keyring, KWallet and KeePassXC offer one; or type the passphrase"
TEXT, BYTES = "text/plain", "application/octet-stream"


class SecretService:
    """The service on the session's bus as a store; every method connects anew, so that none is left behind."""

    def __init__(self, on_event: OnEvent, limits: TimeLimits | None = None) -> None:
        self._on_event = on_event
        self._limits = limits or TimeLimits()

    def check(self) -> None:
        """That there is one, or that one could be started. Raises TokenUnavailable."""
        self._ask(lambda _bus: None)

    def put(self, entry: Entry, secret: Secret) -> None:
        """Keep the secret in the default collection, which is made and unlocked where need be."""
        if not self._ask(lambda bus: _put(bus, entry, secret)):
            self._on_event(Warned("this keyring takes no encrypted secrets: it crossed the session's bus in clear"))

    def get(self, entry: Entry) -> Secret:
        """What is kept: of several that are equal the newest, and one that is not locked before one that is."""
        secret, items = self._ask(lambda bus: _get(bus, entry, self._limits.prompt_s))
        if items > 1:
            self._on_event(Warned(f"the keyring has {items} items for {entry.label}: the newest is used"))
        return secret

    def remove(self, entry: Entry, keep: Iterable[Entry] = ()) -> int:
        """How many were removed; a locked one as it is, where the service does that, and else unlocked first."""
        return self._ask(lambda bus: sum(_delete(bus, path) for path in _others(bus, entry, keep)))

    def find(self, entry: Entry, keep: Iterable[Entry] = ()) -> list[Found]:
        """Those that are there, in any collection."""
        return self._ask(
            lambda bus: [Found(_fields(bus, path), locked) for path, locked in _others(bus, entry, keep).items()]
        )

    def status(self, entry: Entry) -> TokenStatus:
        """Whether it is there, and locked."""
        items = self._ask(lambda bus: _search(bus, entry))
        if not items:
            return TokenStatus("missing", str(_missing(entry)))
        if all(items.values()):
            return TokenStatus("locked", "the keyring is locked")
        return TokenStatus("ready")

    def _ask(self, work: Callable[[Any], T]) -> T:
        """What the work gives that gets a connection; whatever goes wrong is raised as TokenUnavailable.

        That is raised outside of any ``except`` (which a context manager's end is part of): an error that came
        along as its context would hold frames, and they the secret.
        """
        connection = connected_or_told(self._limits)
        try:
            from secretstorage import check_service_availability

            if not check_service_availability(connection):
                raise TokenUnavailable(NONE_THERE, hint=HINT)
            return work(connection)
        except Exception as error:  # noqa: BLE001 - what a service answers can end as any exception of SecretStorage
            refusal = _told(error)
        finally:
            connection.close()
        raise refusal


def _put(bus: Any, entry: Entry, secret: Secret) -> bool:
    """Whether the secret crossed the bus encrypted."""
    from secretstorage import get_default_collection
    from secretstorage.util import open_session

    session = open_session(bus)
    collection = get_default_collection(bus, session)
    collection.session = session
    if collection.is_locked():
        _unlock(bus, collection.collection_path)
    with _wordless():
        kind = TEXT if entry.text else BYTES
        collection.create_item(entry.label, entry.attributes, bytes(secret.view()), True, kind)
    return session.encrypted


def _get(bus: Any, entry: Entry, prompt_s: float) -> tuple[Secret, int]:
    """What is kept, and the number of items that were to choose from."""
    from secretstorage import Item

    items = _search(bus, entry)
    if not items:
        raise _missing(entry)
    path = _newest(bus, items)
    if items[path]:
        _unlock(bus, path)
    item = Item(bus, path)
    bus.call_s = prompt_s  # some services ask whether the secret may be given
    return Secret(item.get_secret()), len(items)


def connected_or_told(limits: TimeLimits) -> Any:
    """The connection. Raises TokenUnavailable."""
    try:
        return connected(limits)
    except TokenUnavailable:
        raise
    except Exception as error:  # a bus that does not greet as it has to; there is no secret yet
        raise TokenUnavailable("the session's D-Bus does not answer", hint=LOG_IN) from error


def _told(error: Exception) -> TokenUnavailable:
    """The error as one line of why."""
    from jeepney import DBusErrorResponse
    from secretstorage import (
        ItemNotFoundException,
        LockedException,
        PromptDismissedException,
        SecretServiceNotAvailableException,
    )

    match error:
        case TokenUnavailable():
            return TokenUnavailable(str(error), hint=error.hint)
        case PromptDismissedException():
            return TokenUnavailable("the keyring's dialog was dismissed")
        case LockedException():
            return TokenUnavailable("the keyring is locked")
        case ItemNotFoundException():
            return TokenUnavailable("the item went away from the keyring just now")
        case SecretServiceNotAvailableException():
            return TokenUnavailable(GONE_TEXT, hint=HINT)
        case OSError():
            return TokenUnavailable("the session's D-Bus ended while the keyring was asked")
        case DBusErrorResponse():
            return _refused(error.name, _words(error.data))
    return TokenUnavailable(f"the keyring answered what cannot be understood: {type(error).__name__}")


@contextmanager
def _wordless() -> Iterator[None]:
    """An error of the service comes without its own words in the block, as they may repeat what it was given."""
    from jeepney import DBusErrorResponse

    try:
        yield
    except DBusErrorResponse as error:
        error.data = ()
        raise


def _words(data: Any) -> str:
    """The service's own words, as far as they can be shown on one line."""
    text = str(data[0]) if isinstance(data, tuple) and data else ""
    return "".join(each for each in text[:200] if each.isprintable())


def _refused(name: str, words: str) -> TokenUnavailable:
    """What an error of the service means."""
    if name == IS_LOCKED:
        return TokenUnavailable("the keyring is locked")
    if name in GONE:
        return TokenUnavailable(GONE_TEXT, hint=HINT)
    if name.startswith("org.freedesktop.DBus.Error.Spawn."):
        return TokenUnavailable(NONE_THERE, hint=HINT)
    return TokenUnavailable(f"the keyring refused: {words or _words((name,))}")


def _missing(entry: Entry) -> TokenUnavailable:
    return TokenUnavailable(f"the keyring has no item for {entry.label}")


def _object(bus: Any, path: str, interface: str) -> Any:
    from secretstorage.util import DBusAddressWrapper

    return DBusAddressWrapper(path, f"{PREFIX}{interface}", bus)


def _search(bus: Any, entry: Entry) -> dict[str, bool]:
    """The items with these attributes in all collections, and whether each is locked."""
    unlocked, locked = _object(bus, PATH, "Service").call("SearchItems", "a{ss}", entry.attributes)
    return {**dict.fromkeys(map(str, locked), True), **dict.fromkeys(map(str, unlocked), False)}


def _others(bus: Any, entry: Entry, keep: Iterable[Entry]) -> dict[str, bool]:
    """The same without those to keep; asked for one by one, as a locked collection may hide attributes."""
    found = _search(bus, entry)
    kept = {path for each in keep for path in _search(bus, each)} if found else set()
    return {path: locked for path, locked in found.items() if path not in kept}


def _newest(bus: Any, items: dict[str, bool]) -> str:
    if len(items) == 1:
        return next(iter(items))
    usable = [path for path, locked in items.items() if not locked] or list(items)
    return max(usable, key=lambda path: (int(_object(bus, path, "Item").get_property("Modified")), path))


def _fields(bus: Any, path: str) -> dict[str, str]:
    """The attributes, as far as the service shows them."""
    from jeepney import DBusErrorResponse

    try:
        found = _object(bus, path, "Item").get_property("Attributes")
    except DBusErrorResponse:  # as some do for a locked item
        return {}
    return {str(name): str(value) for name, value in dict(found).items()}


def _unlock(bus: Any, path: str) -> None:
    """Let the service ask for what unlocks the item or collection. Raises TokenUnavailable when it stays locked."""
    from secretstorage.util import unlock_objects

    interface = "Collection" if _is_collection(path) else "Item"
    if unlock_objects(bus, [path]) or _object(bus, path, interface).get_property("Locked"):
        raise TokenUnavailable("the keyring is locked, and its dialog was dismissed or could not be shown")


def _is_collection(path: str) -> bool:
    parent = path.rpartition("/")[0]
    return parent in (f"{PATH}/collection", f"{PATH}/aliases")


def _delete(bus: Any, path: str) -> bool:
    """Whether the item was removed; one that has gone meanwhile is no failure."""
    from jeepney import DBusErrorResponse
    from secretstorage import ItemNotFoundException
    from secretstorage.util import exec_prompt

    item = _object(bus, path, "Item")
    try:
        try:
            (prompt,) = item.call("Delete", "")
        except DBusErrorResponse as error:
            if error.name != IS_LOCKED:
                raise
            _unlock(bus, path)
            (prompt,) = item.call("Delete", "")
        if prompt != "/" and exec_prompt(bus, prompt)[0]:
            raise TokenUnavailable("the keyring is locked, and its dialog was dismissed or could not be shown")
    except ItemNotFoundException:
        return False
    return True
