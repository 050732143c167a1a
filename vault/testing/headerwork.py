"""Everything that changes a LUKS2 header, as a table, with what must open it before and after: for fault tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import FormatError, WrongCredential
from vault.formats.luks2.create import create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import (
    add_keyslot,
    add_token,
    add_unbound,
    change_keyslot,
    convert_keyslot,
    name_of,
    open_unbound,
    remove_keyslot,
    remove_token,
    set_name,
    set_priority,
)
from vault.formats.luks2.model import PRIORITY_NORMAL, PRIORITY_PREFER, Header
from vault.formats.luks2.write import write_header
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, opens, small_options

KEY = bytes(range(32))
OWN_KEY = b"a key of its own"
TOKEN = {"type": "vault-keyring", "id": "0123456789abcdef" * 2}
OPTIONS = small_options(key_size=32, detached=True, keyslots_size=3 * 128 * 1024)
"""Room for three keyslots, whose areas have 128000 bytes and are rounded up to 4 KiB."""


class VolumeLost(AssertionError):
    """Nothing opens the volume any more, or a part of it was lost that the work did not touch."""


Check = Callable[[Header, BlockDevice], bool]


def _nothing(_device: BlockDevice) -> None:
    """Leave it as it is."""


def _any(_header: Header, _device: BlockDevice) -> bool:
    """Whatever it is like."""
    return True


@dataclass(frozen=True, slots=True)
class Operation:
    """Some work on a header that opens with ``before`` at first and with ``after`` at the end.

    ``prepare`` is done before it. What ``whole`` says holds at each moment, and what ``done`` says at the end.
    """

    name: str
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]
    run: Callable[[BlockDevice], object]
    prepare: Callable[[BlockDevice], object] = _nothing
    whole: Check = _any
    done: Check = _any

    def __str__(self) -> str:
        return self.name


def _create(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"zero") as zero:
        create(device, OPTIONS, zero, volume_key=key)


def _add(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"two") as two:
        add_keyslot(read_header(device), device, key, two, CHEAP_PBKDF2)


def _change(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"zero'") as changed:
        change_keyslot(read_header(device), device, 0, key, changed, CHEAP_PBKDF2)


def _move(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"zero'") as changed:
        change_keyslot(read_header(device), device, 0, key, changed, CHEAP_PBKDF2, new_slot=9)


def _remove(device: BlockDevice) -> None:
    remove_keyslot(read_header(device), device, 0)


def _annotate(device: BlockDevice) -> None:
    """Long enough that a torn write cuts it."""
    header = read_header(device)
    token = {"type": "note", "keyslots": [], "text": "long " * 1500}
    document = {**header.document, "tokens": {"0": token}}
    write_header(device, replace(header.with_document(document), label="new"))


def _add_with_token(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"two") as two:
        add_keyslot(read_header(device), device, key, two, CHEAP_PBKDF2, token=TOKEN, name="two")


def _add_unbound(device: BlockDevice) -> None:
    with Secret(OWN_KEY) as key, Secret(b"own") as own:
        add_unbound(read_header(device), device, key, own, CHEAP_PBKDF2, name="own")


def _convert(device: BlockDevice) -> None:
    with Secret(b"zero") as zero:
        convert_keyslot(read_header(device), device, 0, zero, CHEAP_ARGON2)


def _name_it(device: BlockDevice) -> None:
    set_name(read_header(device), device, 0, "zero")


def _add_note(device: BlockDevice) -> None:
    add_token(read_header(device), device, TOKEN, (0,))


def opens_own(header: Header, device: BlockDevice) -> bool:
    """Whether keyslot 1, if it is there, has its name and opens with its own credential to its own key."""
    if 1 not in header.keyslots:
        return len(header.digests) == 1 and not name_of(header, 1)
    try:
        with Secret(b"own") as own, open_unbound(header, device, 1, own) as key:
            return bytes(key.view()) == OWN_KEY and name_of(header, 1) == "own"
    except WrongCredential:
        return False


def _token_with_keyslot(header: Header, _device: BlockDevice) -> bool:
    """Whether keyslot 1, its token and its name are all there or all not."""
    kinds = [token["type"] for token in header.tokens.values() if token["keyslots"] == ["1"]]
    return sorted(kinds) == (["vault-keyring", "vault-name"] if 1 in header.keyslots else [])


def _has_own(header: Header, device: BlockDevice) -> bool:
    return 1 in header.keyslots and opens_own(header, device)


def _named(header: Header, _device: BlockDevice) -> bool:
    return name_of(header, 0) == "zero" and header.keyslots.keys() >= {0}


OPERATIONS = (
    Operation("create", (), (b"zero",), _create),
    Operation("add", (b"zero",), (b"zero", b"two"), _add),
    Operation("change", (b"zero",), (b"zero'",), _change, prepare=_name_it, whole=_named),
    Operation(
        "change the number too",
        (b"zero",),
        (b"zero'",),
        _move,
        prepare=_name_it,
        whole=lambda header, _: "zero" in (name_of(header, 0), name_of(header, 9)),
    ),
    Operation("remove", (b"zero", b"one"), (b"one",), _remove),
    Operation("annotate", (b"zero",), (b"zero",), _annotate),
    Operation("add with token and name", (b"zero",), (b"zero", b"two"), _add_with_token, whole=_token_with_keyslot),
    Operation(
        "remove a token's keyslot",
        (b"zero",),
        (b"zero",),
        lambda device: remove_keyslot(read_header(device), device, 1),
        prepare=_add_with_token,
        whole=_token_with_keyslot,
        done=lambda header, _: list(header.keyslots) == [0],
    ),
    Operation(
        "convert",
        (b"zero",),
        (b"zero",),
        _convert,
        prepare=_name_it,
        whole=_named,
        done=lambda header, _: header.keyslots[0].kdf.cost == CHEAP_ARGON2 and len(header.keyslots) == 1,
    ),
    Operation("add unbound", (b"zero",), (b"zero",), _add_unbound, whole=opens_own, done=_has_own),
    Operation(
        "remove unbound",
        (b"zero",),
        (b"zero",),
        lambda device: remove_keyslot(read_header(device), device, 1),
        prepare=_add_unbound,
        done=lambda header, _: len(header.keyslots) == len(header.digests) == 1 and not header.tokens,
    ),
    Operation(
        "set priority",
        (b"zero",),
        (b"zero",),
        lambda device: set_priority(read_header(device), device, 0, PRIORITY_PREFER),
        whole=lambda header, _: header.keyslots[0].priority in (PRIORITY_NORMAL, PRIORITY_PREFER),
        done=lambda header, _: header.keyslots[0].priority == PRIORITY_PREFER,
    ),
    Operation(
        "set name",
        (b"zero",),
        (b"zero",),
        lambda device: set_name(read_header(device), device, 0, "another"),
        prepare=_name_it,
        whole=lambda header, _: name_of(header, 0) in ("zero", "another") and len(header.tokens) == 1,
        done=lambda header, _: name_of(header, 0) == "another",
    ),
    Operation(
        "add token", (b"zero",), (b"zero",), _add_note, done=lambda header, _: header.tokens[0]["id"] == TOKEN["id"]
    ),
    Operation(
        "remove token",
        (b"zero",),
        (b"zero",),
        lambda device: remove_token(read_header(device), device, 0),
        prepare=_add_note,
        done=lambda header, _: not header.tokens,
    ),
)


@cache
def image_before(operation: Operation) -> bytes:
    """What the medium holds before the operation: nothing for ``create``, else a header."""
    device = MemoryDevice(OPTIONS.header_size)
    if operation.before:
        _create(device)
    for credential in operation.before[1:]:
        with Secret(KEY) as key, Secret(credential) as secret:
            add_keyslot(read_header(device), device, key, secret, CHEAP_PBKDF2)
    if operation.before:
        operation.prepare(device)
    return bytes(device.data)


@cache
def image_with_one_copy(operation: Operation, *, primary: bool, old: bool) -> bytes:
    """The same with one good copy, primary or not, and the other as old as an update ago, or damaged.

    A second keyslot was changed by that update, so that the old copy's no longer opens.
    """
    device = MemoryDevice(OPTIONS.header_size, data=bytearray(image_before(operation)))
    if len(operation.before) > 1:
        with Secret(KEY) as key, Secret(operation.before[1]) as same:
            change_keyslot(read_header(device), device, 1, key, same, CHEAP_PBKDF2)
    else:
        write_header(device, read_header(device))
    size = OPTIONS.metadata_size
    lost = slice(size, 2 * size) if primary else slice(0, size)
    device.data[lost] = image_before(operation)[lost] if old else device.data[lost][:-1] + b"!"
    return bytes(device.data)


def check_opens(image: bytearray, operation: Operation) -> None:
    """Raise VolumeLost unless one of the credentials from before or after opens the volume, and it is whole.

    A container that is only being created may also have no header yet.
    """
    device = MemoryDevice(len(image), data=image)
    try:
        opened = any(opens(device, credential) == KEY for credential in (*operation.after, *operation.before))
        whole = operation.whole(read_header(device), device)
    except FormatError as error:
        if operation.before:
            raise VolumeLost(f"the header was lost: {error}") from error
        return
    if not opened:
        raise VolumeLost("no credential opens it")
    if not whole:
        raise VolumeLost("it opens, and is not whole")


def check_done(image: bytearray, operation: Operation) -> None:
    """Assert that exactly the credentials of afterwards open the volume, and that both copies are good."""
    device = MemoryDevice(len(image), data=image)
    header = read_header(device)
    assert not header.warnings
    assert operation.whole(header, device) and operation.done(header, device)
    for credential in {*operation.before, *operation.after}:
        assert (opens(device, credential) == KEY) == (credential in operation.after)
