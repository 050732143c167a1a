"""Everything that changes a LUKS2 header, as a table, with what must open it before and after: for fault tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import FormatError
from vault.formats.luks2.create import create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import add_keyslot, change_keyslot, remove_keyslot
from vault.formats.luks2.write import write_header
from vault.testing.volumes import CHEAP_PBKDF2, opens, small_options

KEY = bytes(range(32))
OPTIONS = small_options(key_size=32, detached=True, keyslots_size=3 * 128 * 1024)
"""Room for three keyslots, whose areas have 128000 bytes and are rounded up to 4 KiB."""


class VolumeLost(AssertionError):
    """Nothing opens the volume any more."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Some work on a header that opens with ``before`` at first and with ``after`` at the end."""

    name: str
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]
    run: Callable[[BlockDevice], object]

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


OPERATIONS = (
    Operation("create", (), (b"zero",), _create),
    Operation("add", (b"zero",), (b"zero", b"two"), _add),
    Operation("change", (b"zero",), (b"zero'",), _change),
    Operation("change the number too", (b"zero",), (b"zero'",), _move),
    Operation("remove", (b"zero", b"one"), (b"one",), _remove),
    Operation("annotate", (b"zero",), (b"zero",), _annotate),
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
    """Raise VolumeLost unless one of the credentials from before or after opens the volume.

    A container that is only being created may also have no header yet.
    """
    device = MemoryDevice(len(image), data=image)
    try:
        opened = any(opens(device, credential) == KEY for credential in (*operation.after, *operation.before))
    except FormatError as error:
        if operation.before:
            raise VolumeLost(f"the header was lost: {error}") from error
        return
    if not opened:
        raise VolumeLost("no credential opens it")


def check_done(image: bytearray, operation: Operation) -> None:
    """Assert that exactly the credentials of afterwards open the volume, and that both copies are good."""
    device = MemoryDevice(len(image), data=image)
    assert not read_header(device).warnings
    for credential in {*operation.before, *operation.after}:
        assert (opens(device, credential) == KEY) == (credential in operation.after)
