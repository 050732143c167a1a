"""Everything that changes a LUKS1 header, as a table, with what must open it before and after: for fault tests."""

from collections.abc import Callable, Iterable
from functools import cache

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import FormatError, WrongCredential
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.formats.luks1.create import CreateOptions, create
from vault.formats.luks1.header import probe, read_header
from vault.formats.luks1.keyslots import add_keyslot, change_keyslot, convert_keyslot, remove_keyslot, unlock
from vault.formats.luks2 import header as luks2
from vault.formats.luks2.model import Header
from vault.testing.headerwork import KEY, Operation, VolumeLost
from vault.testing.volumes import CHEAP_PBKDF2

OPTIONS = CreateOptions(key_size=len(KEY), iterations=1000, digest_iterations=1000, detached=True)
CONVERTED = Pbkdf2Cost("sha256", 1001)
"""What a converted keyslot costs."""
CONVERSION_ROOM = 28 * 1024
"""What cryptsetup needs behind the keyslots to convert them."""


def opens(device: BlockDevice, credential: bytes) -> bytes | None:
    """The volume key of the header on ``device``, read anew, or None when the credential is wrong."""
    with Secret(credential) as secret:
        try:
            _, key = unlock(read_header(device), device, secret)
        except WrongCredential:
            return None
    return bytes(key.view())


def _create(device: BlockDevice) -> None:
    with Secret(KEY) as key, Secret(b"zero") as zero:
        create(device, OPTIONS, zero, volume_key=key)


def add(device: BlockDevice, credential: bytes, slot: int | None = None) -> None:
    """A further keyslot for the credential."""
    with Secret(KEY) as key, Secret(credential) as secret:
        add_keyslot(read_header(device), device, key, secret, CHEAP_PBKDF2, slot=slot)


def _change(device: BlockDevice, new_slot: int | None = None) -> None:
    with Secret(KEY) as key, Secret(b"zero'") as changed:
        change_keyslot(read_header(device), device, 0, key, changed, CHEAP_PBKDF2, new_slot=new_slot)


def _convert(device: BlockDevice) -> None:
    with Secret(b"zero") as zero:
        convert_keyslot(read_header(device), device, 0, zero, CONVERTED)


def _remove(device: BlockDevice) -> None:
    remove_keyslot(read_header(device), device, 0)


def _remove_straddling(device: BlockDevice) -> None:
    add(device, b"six", 6)
    remove_keyslot(read_header(device), device, 6)


OPERATIONS = (
    Operation("create", (), (b"zero",), _create),
    Operation("add", (b"zero",), (b"zero", b"two"), lambda device: add(device, b"two")),
    Operation("add over both sectors", (b"zero",), (b"zero", b"six"), lambda device: add(device, b"six", 6)),
    Operation("add in the second sector", (b"zero",), (b"zero", b"seven"), lambda device: add(device, b"seven", 7)),
    Operation("change", (b"zero",), (b"zero'",), _change),
    Operation("change the number too", (b"zero",), (b"zero'",), lambda device: _change(device, 7)),
    Operation("convert", (b"zero",), (b"zero",), _convert),
    Operation("remove", (b"zero", b"one"), (b"one",), _remove),
    Operation("remove over both sectors", (b"zero",), (b"zero",), _remove_straddling),
)


@cache
def image_before(operation: Operation) -> bytes:
    """What the medium holds before the operation: nothing for ``create``, else a header."""
    device = MemoryDevice(OPTIONS.header_size)
    if operation.before:
        _create(device)
    for credential in operation.before[1:]:
        add(device, credential)
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
    """Assert that exactly the credentials of afterwards open the volume."""
    device = MemoryDevice(len(image), data=image)
    assert len(read_header(device).keyslots) == len(operation.after)
    for credential in {*operation.before, *operation.after}:
        assert (opens(device, credential) == KEY) == (credential in operation.after)


def _to_luks2(device: BlockDevice) -> None:
    to_luks2(read_header(device), device)


def _to_luks1(device: BlockDevice) -> None:
    to_luks1(luks2.read_header(device), device)


def _luks1(device: BlockDevice, slots: tuple[int, ...]) -> None:
    """A volume whose keyslots open with their own number, just large enough for the conversion."""
    with Secret(KEY) as key, Secret(b"0") as zero:
        create(device, OPTIONS, zero, volume_key=key, blank=True)
    for slot in slots[1:]:
        add(device, b"%d" % slot, slot)


CONVERSIONS: dict[str, tuple[tuple[int, ...], Callable[[BlockDevice], None]]] = {
    "one keyslot to LUKS2": ((0,), _to_luks2),
    "seven keyslots to LUKS2": ((0, 1, 2, 3, 4, 5, 6), _to_luks2),
    "one keyslot to LUKS1": ((0,), _to_luks1),
    "three keyslots to LUKS1": ((0, 1, 7), _to_luks1),
}


@cache
def image_to_convert(name: str) -> bytes:
    """What the medium holds before a conversion."""
    slots, convert = CONVERSIONS[name]
    device = MemoryDevice(OPTIONS.header_size + CONVERSION_ROOM)
    _luks1(device, slots)
    if convert is _to_luks1:
        _to_luks2(device)
    return bytes(device.data)


def check_converted(image: bytearray, slots: Iterable[int], *, all_of_them: bool) -> None:
    """Raise VolumeLost unless the volume opens, in either format, with every credential or at least with one."""
    device = MemoryDevice(len(image), data=image)
    try:
        header = read_header(device) if probe(device) else luks2.read_header(device)
        found = [_opens(header, device, slot) for slot in slots]
    except FormatError as error:
        raise VolumeLost(f"the header was lost: {error}") from error
    if not (all(found) if all_of_them else any(found)):
        raise VolumeLost(f"these keyslots open: {found}")


def _opens(header: Header, device: BlockDevice, slot: int) -> bool:
    with Secret(b"%d" % slot) as secret:
        try:
            _, key = unlock(header, device, secret, slot=slot)
        except WrongCredential:
            return False
    return bytes(key.view()) == KEY
