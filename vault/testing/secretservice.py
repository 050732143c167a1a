"""A small Secret Service on a private bus that keeps the real protocol, and can be made to misbehave."""

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from secretstorage.dhcrypto import Session
from secretstorage.util import format_secret

from vault.testing.udisks import Answer, Error

SERVICE = "org.freedesktop.secrets"
PATH = "/org/freedesktop/secrets"
PREFIX = "org.freedesktop.Secret."
NO_OBJECT, IS_LOCKED = f"{PREFIX}Error.NoSuchObject", f"{PREFIX}Error.IsLocked"
NOT_SUPPORTED = "org.freedesktop.DBus.Error.NotSupported"
NOWHERE = "/"


@dataclass
class FakeItem:
    """An item as it is kept; ``modified`` is in seconds."""

    collection: str
    label: str
    attributes: dict[str, str]
    secret: bytes
    content_type: str
    modified: int


@dataclass
class FakeSecretService:
    """Collections of items; the first is the default one, and without any the next item makes one.

    ``prompt`` is what becomes of every dialog: accepted, dismissed, never answered, or the service ends with it open.
    ``silent`` methods get no answer, at ``vanish`` it leaves the bus, ``answers`` takes the place of what it would
    answer. ``plain`` has no encrypted transport; ``hides`` shows no attributes of locked items; ``frees`` deletes
    items of a locked collection unasked.
    """

    collections: list[str] = field(default_factory=lambda: ["login"])
    locked: set[str] = field(default_factory=set)
    items: dict[str, FakeItem] = field(default_factory=dict)
    prompt: Literal["accept", "dismiss", "silent", "vanish"] = "dismiss"
    plain: bool = False
    hides: bool = False
    frees: bool = False
    garbles: bool = False
    """Keeps other bytes than it was given."""
    silent: set[str] = field(default_factory=set)
    vanish: str = ""
    answers: dict[str, Answer | Error] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _prompts: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, label: str, attributes: dict[str, str], secret: bytes, collection: str = "login") -> FakeItem:
        """A new item, newer than all before."""
        number = next(self._numbers)
        item = FakeItem(collection, label, dict(attributes), secret, "text/plain", number)
        self.items[f"{PATH}/collection/{collection}/{number}"] = item
        return item

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer:
        """What a method answers. Raises Error."""
        if method in self.answers:
            found = self.answers[method]
            if isinstance(found, Error):
                raise found
            return found
        result: Answer = getattr(self, f"_{method}")(path, *body)
        return result

    def _OpenSession(self, _path: str, algorithm: str, value: tuple[str, Any]) -> Answer:  # noqa: N802
        session = Session()
        session.object_path = f"{PATH}/session/{next(self._numbers)}"
        self._sessions[session.object_path] = session
        if algorithm == "plain":
            session.encrypted = False
            return "vo", (("s", ""), session.object_path)
        if self.plain:
            raise Error(NOT_SUPPORTED, "no such algorithm")
        session.set_server_public_key(int.from_bytes(value[1], "big"))
        return "vo", (("ay", session.my_public_key.to_bytes(128, "big")), session.object_path)

    def _SearchItems(self, _path: str, wanted: dict[str, str]) -> Answer:  # noqa: N802
        found = [path for path, item in self.items.items() if wanted.items() <= item.attributes.items()]
        unlocked = [path for path in found if self.items[path].collection not in self.locked]
        return "aoao", (unlocked, [path for path in found if path not in unlocked])

    def _ReadAlias(self, _path: str, _name: str) -> Answer:  # noqa: N802
        return "o", (f"{PATH}/collection/{self.collections[0]}" if self.collections else NOWHERE,)

    def _CreateCollection(self, _path: str, _properties: Any, _alias: str) -> Answer:  # noqa: N802
        return "oo", (NOWHERE, self._asked("collection", "default"))

    def _Unlock(self, _path: str, paths: list[str]) -> Answer:  # noqa: N802
        locked = [path for path in paths if self._collection(path) in self.locked]
        return "aoo", ([path for path in paths if path not in locked], self._asked("unlock", locked) if locked else "/")

    def _CreateItem(self, path: str, properties: dict[str, Any], secret: Any, replace: bool) -> Answer:  # noqa: N802
        name = self._collection(path)
        self._open(name)
        attributes = properties[f"{PREFIX}Item.Attributes"][1]
        plaintext = self._received(*secret[:3])
        if replace:
            for old in [old for old, item in self.items.items() if item.attributes == attributes]:
                del self.items[old]
        kept = plaintext[::-1] if self.garbles else plaintext
        item = self.add(properties[f"{PREFIX}Item.Label"][1], attributes, kept, name)
        item.content_type = secret[3]
        return "oo", (next(path for path, each in self.items.items() if each is item), NOWHERE)

    def _GetSecret(self, path: str, session: str) -> Answer:  # noqa: N802
        item = self._item(path)
        self._open(item.collection)
        return "(oayays)", (format_secret(self._sessions[session], item.secret, item.content_type),)

    def _Delete(self, path: str) -> Answer:  # noqa: N802
        item = self._item(path)
        if not self.frees:
            self._open(item.collection)
        del self.items[path]
        return "o", (NOWHERE,)

    def _Get(self, path: str, interface: str, name: str) -> Answer:  # noqa: N802
        if interface == f"{PREFIX}Item":
            item = self._item(path)
            locked = item.collection in self.locked
            shown = {} if locked and self.hides else item.attributes
            values: dict[str, tuple[str, Any]] = {
                "Label": ("s", item.label),
                "Locked": ("b", locked),
                "Attributes": ("a{ss}", shown),
                "Modified": ("t", item.modified),
            }
            return "v", (values[name],)
        collection = self._collection(path)
        return "v", ({"Label": ("s", collection), "Locked": ("b", collection in self.locked)}[name],)

    def _Prompt(self, path: str, _window: str) -> Answer:  # noqa: N802
        assert path in self._prompts
        return "", ()

    def completed(self, path: str) -> Message | None:
        """The signal that ends the dialog, and what was agreed to is done; None when it stays open."""
        what, value = self._prompts.pop(path)
        if self.prompt in ("silent", "vanish"):
            return None
        result: tuple[str, Any] = ("ao", [])
        if what == "collection":
            result = ("o", NOWHERE)
        if self.prompt == "accept" and what == "collection":
            self.collections.append(value)
            result = ("o", f"{PATH}/collection/{value}")
        if self.prompt == "accept" and what == "unlock":
            self.locked -= {self._collection(each) for each in value}
            result = ("ao", value)
        emitter = DBusAddress(path, interface=f"{PREFIX}Prompt")
        return new_signal(emitter, "Completed", "bv", (self.prompt == "dismiss", result))

    def _asked(self, what: str, value: Any) -> str:
        path = f"{PATH}/prompt/{next(self._numbers)}"
        self._prompts[path] = (what, value)
        return path

    def _received(self, path: str, parameters: Any, value: Any) -> bytes:
        """The secret in clear."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        session = self._sessions[path]
        if not session.encrypted:
            return bytes(value)
        assert session.aes_key is not None
        decryptor = Cipher(algorithms.AES(session.aes_key), modes.CBC(bytes(parameters))).decryptor()
        padded = decryptor.update(bytes(value)) + decryptor.finalize()
        return padded[: -padded[-1]]

    def _item(self, path: str) -> FakeItem:
        if path not in self.items:
            raise Error(NO_OBJECT, f"no item {path}")
        return self.items[path]

    def _collection(self, path: str) -> str:
        """The name of the collection at a path, or of the item's there."""
        if path == f"{PATH}/aliases/default" and self.collections:
            return self.collections[0]
        name = path.removeprefix(f"{PATH}/collection/").partition("/")[0]
        if name not in self.collections:
            raise Error(NO_OBJECT, f"no collection {path}")
        return name

    def _open(self, collection: str) -> None:
        if collection in self.locked:
            raise Error(IS_LOCKED, "the collection is locked")


@contextmanager
def serving(fake: FakeSecretService, address: str) -> Iterator[None]:
    """The fake on the bus, served by a thread until the end of the block."""
    connection = DBusConnection(prep_socket(get_bus(address)))
    connection.bus_proxy._connection.send_and_get_reply(message_bus.RequestName(SERVICE))
    thread = threading.Thread(target=_serve, args=(fake, connection), daemon=True)
    thread.start()
    try:
        yield
    finally:
        _hang_up(connection)
        thread.join(60)
        connection.close()


def _hang_up(connection: DBusConnection) -> None:
    with suppress(OSError):  # it has gone already
        connection.sock.shutdown(socket.SHUT_RDWR)


def _serve(fake: FakeSecretService, connection: DBusConnection) -> None:
    while True:
        try:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call and not _answered(fake, connection, message):
                return _hang_up(connection)
        except (OSError, ValueError):
            return None


def _answered(fake: FakeSecretService, connection: DBusConnection, message: Message) -> bool:
    """Whether it stays on the bus."""
    fields = message.header.fields
    method, path = fields[HeaderFields.member], fields[HeaderFields.path]
    fake.calls.append(method)
    if method == fake.vanish:
        return False
    if method in fake.silent:
        return True
    try:
        signature, values = fake.answer(method, path, message.body)
        reply = new_method_return(message, signature or None, values)
    except Error as error:
        reply = new_error(message, error.name, "s", (str(error),))
    connection.send(reply)
    if method == "Prompt":
        signal = fake.completed(path)
        if signal is not None:
            connection.send(signal)
        return fake.prompt != "vanish"
    return True
