"""What a command and the privileged helper say to each other: one fixed structure per message, nothing of free form.

A message is one packet of a ``SOCK_SEQPACKET`` pair. Whatever is not exactly what ``encode`` writes is refused, so that
a message means one thing only. Integers are little endian; text is ASCII, padded with zeros.
"""

import re
import struct
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from vault.crypto.secret import Secret
from vault.errors import BackendError, UsageError, VaultError

MAGIC = b"VLTH"
VERSION = 1
_START = struct.Struct("<4sHH")
_NUMBERS = struct.Struct("<64s16sQQQ32sIII")
_KEY_ROOM = 64
_ATTACH = struct.Struct(f"{_NUMBERS.format}{_KEY_ROOM}s")
_NAME = struct.Struct("<64s")
_MOUNT = struct.Struct("<64s64s16sI")
_DISMOUNT = struct.Struct("<64sI")
_ANSWER = struct.Struct("<24s256s256s160s160s")
MESSAGE_LIMIT = 1024
"""Bytes; a longer packet is none of ours."""

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,47}")
"""What a volume's and a mount folder's name may be: one component of a path, never hidden, never an option."""

SECTOR = 512
SECTOR_SIZES = (512, 1024, 2048, 4096)
KEY_SIZES = {"xts": (32, 64), "cbc": (16, 24, 32)}
IVS = ("plain", "plain64", "plain64be", "essiv:sha256")
CIPHERS = {f"aes-{mode}-{iv}": sizes for mode, sizes in KEY_SIZES.items() for iv in IVS}
"""dm-crypt's text of each allowed cipher, with the lengths that its key may have, in bytes."""
FILESYSTEMS = ("ext2", "ext3", "ext4", "xfs", "vfat", "exfat")
"""What is mounted for an ordinary user. Not btrfs: the kernel joins its devices by a number that their writer chose."""

READ_ONLY, ALLOW_DISCARDS, IV_LARGE_SECTORS = 1, 2, 4
DM_FLAGS = {
    "same_cpu_crypt": 8,
    "submit_from_crypt_cpus": 16,
    "no_read_workqueue": 32,
    "no_write_workqueue": 64,
}
ATTACH_FLAGS = READ_ONLY | ALLOW_DISCARDS | IV_LARGE_SECTORS | sum(DM_FLAGS.values())
NOEXEC, SMALL_SECTORS = 2, 4
MOUNT_FLAGS = READ_ONLY | NOEXEC | SMALL_SECTORS
FORCE = 1


@dataclass(frozen=True, slots=True)
class Hello:
    """Is anybody there? Answered and nothing else."""

    kind: ClassVar[int] = 0
    descriptors: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Attach:
    """Map the plaintext of the container whose descriptor comes along.

    ``offset`` and ``length`` are bytes, ``iv_offset`` counts sectors of 512 bytes, ``uuid`` is that of the volume.
    """

    kind: ClassVar[int] = 1
    descriptors: ClassVar[int] = 1
    name: str
    uuid: bytes
    offset: int
    length: int
    iv_offset: int
    cipher: str
    sector_size: int
    flags: int
    key: Secret = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what no container could have; raises UsageError."""
        _check_name(self.name)
        unit = self.sector_size // SECTOR if self.flags & IV_LARGE_SECTORS else 1
        _refuse_unless(len(self.uuid) == 16, "the UUID")
        _refuse_unless(self.cipher in CIPHERS, "the cipher")
        _refuse_unless(len(self.key) in CIPHERS[self.cipher], "the length of the key")
        _refuse_unless(not self.cipher.startswith("aes-xts-") or _halves_differ(self.key), "the key")
        _refuse_unless(self.sector_size in SECTOR_SIZES, "the sector size")
        _refuse_unless(self.flags & ~ATTACH_FLAGS == 0, "a flag")
        _refuse_unless(0 <= self.offset < 1 << 63 and self.offset % SECTOR == 0, "the offset")
        _refuse_unless(0 < self.length < 1 << 63 and self.length % self.sector_size == 0, "the length")
        _refuse_unless(self.offset + self.length < 1 << 63, "the end")
        _refuse_unless(0 <= self.iv_offset < 1 << 64 and self.iv_offset % unit == 0, "the IV offset")

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.flags & READ_ONLY)

    def table(self, key: str, device: str) -> str:
        """The line of the kernel's dm-crypt target; ``key`` refers to a keyring, ``device`` is ``major:minor``.

        References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
        """
        options = ["allow_discards"] if self.flags & ALLOW_DISCARDS else []
        options += [word for word, bit in DM_FLAGS.items() if self.flags & bit]
        if self.sector_size != SECTOR:
            options.append(f"sector_size:{self.sector_size}")
        if self.flags & IV_LARGE_SECTORS:
            options.append("iv_large_sectors")
        line = f"0 {self.length // SECTOR} crypt {self.cipher} {key} {self.iv_offset} {device} {self.offset // SECTOR}"
        return " ".join([line, str(len(options)), *options] if options else [line])


@dataclass(frozen=True, slots=True)
class Detach:
    """Take the mapping with this name away."""

    kind: ClassVar[int] = 2
    descriptors: ClassVar[int] = 0
    name: str

    def __post_init__(self) -> None:
        """Refuse a name that no mapping has; raises UsageError."""
        _check_name(self.name)


@dataclass(frozen=True, slots=True)
class Mount:
    """Mount the mapping with this name on the folder called ``folder`` in the caller's folder of media.

    With ``SMALL_SECTORS`` the file system has smaller ones than the mapping and needs a loop device between them.
    """

    kind: ClassVar[int] = 3
    descriptors: ClassVar[int] = 0
    name: str
    folder: str
    filesystem: str
    flags: int

    def __post_init__(self) -> None:
        """Refuse what cannot be mounted; raises UsageError."""
        _check_name(self.name)
        _check_name(self.folder)
        _refuse_unless(self.filesystem in FILESYSTEMS, "the file system")
        _refuse_unless(self.flags & ~MOUNT_FLAGS == 0, "a flag")


@dataclass(frozen=True, slots=True)
class Dismount:
    """Take the mount of the mapping with this name away; with ``FORCE`` also from those who use it."""

    kind: ClassVar[int] = 4
    descriptors: ClassVar[int] = 0
    name: str
    flags: int

    def __post_init__(self) -> None:
        """Refuse a name that no mapping has; raises UsageError."""
        _check_name(self.name)
        _refuse_unless(self.flags & ~FORCE == 0, "a flag")


@dataclass(frozen=True, slots=True)
class Keep:
    """The answer has arrived: what was done is to stay."""

    kind: ClassVar[int] = 5
    descriptors: ClassVar[int] = 0


Request = Hello | Attach | Detach | Mount | Dismount | Keep


@dataclass(frozen=True, slots=True)
class Answer:
    """``code`` is empty when it was done, else that of the error; ``path`` is a device or a mount point."""

    code: str = ""
    message: str = ""
    hint: str = ""
    path: str = ""
    mapping: str = ""

    def encode(self) -> bytes:
        """The answer as one packet; text that is too long is cut."""
        texts = [getattr(self, part.name).encode("ascii", "replace") for part in fields(self)]
        return _START.pack(MAGIC, VERSION, 0) + _ANSWER.pack(*texts)

    @classmethod
    def decode(cls, data: bytes) -> "Answer":
        """The answer in a packet. Raises BackendError for anything else."""
        if len(data) != _START.size + _ANSWER.size or _START.unpack_from(data) != (MAGIC, VERSION, 0):
            raise BackendError("the helper's answer cannot be read", hint="install the helper of this version again")
        return cls(*(part.rstrip(b"\0").decode("ascii", "replace") for part in _ANSWER.unpack_from(data, _START.size)))

    @classmethod
    def of(cls, error: VaultError) -> "Answer":
        """The answer that tells of an error."""
        return cls(code=error.code, message=str(error), hint=error.hint)

    def check(self) -> None:
        """Raises the error that it tells of, as the type that it was."""
        if self.code:
            kind = next((kind for kind in _kinds(VaultError) if kind.code == self.code), BackendError)
            raise kind(self.message, hint=self.hint)


def encode(request: Request) -> Secret:
    """The request as one packet, in memory that is locked because a key may be in it; the caller wipes it."""
    body: tuple[object, ...]
    match request:
        case Attach():
            packet = Secret.zeros(_START.size + _ATTACH.size)
            key = request.key.view()
            body = (request.name.encode(), request.uuid, request.offset, request.length, request.iv_offset)
            body += (request.cipher.encode(), request.sector_size, request.flags, len(key), b"")
            _ATTACH.pack_into(packet.view(), _START.size, *body)
            start = len(packet) - _KEY_ROOM
            packet.view()[start : start + len(key)] = key
        case Detach():
            packet = _packed(_NAME, request.name.encode())
        case Mount():
            packet = _packed(
                _MOUNT, request.name.encode(), request.folder.encode(), request.filesystem.encode(), request.flags
            )
        case Dismount():
            packet = _packed(_DISMOUNT, request.name.encode(), request.flags)
        case _:
            packet = Secret.zeros(_START.size)
    _START.pack_into(packet.view(), 0, MAGIC, VERSION, request.kind)
    return packet


def decode(packet: memoryview) -> Request:
    """The request in a packet. Raises UsageError for anything that ``encode`` does not write."""
    _refuse_unless(len(packet) >= _START.size, "its beginning")
    magic, version, kind = _START.unpack_from(packet)
    _refuse_unless(magic == MAGIC, "its beginning")
    if version != VERSION:
        raise UsageError(
            f"the helper speaks version {VERSION}, the request is of version {version}",
            hint="install the helper of this version again",
        )
    body = packet[_START.size :]
    if kind == Attach.kind:
        return _decode_attach(body)
    if kind == Detach.kind:
        (name,) = _unpacked(_NAME, body)
        return Detach(_text(name))
    if kind == Mount.kind:
        name, folder, filesystem, flags = _unpacked(_MOUNT, body)
        return Mount(_text(name), _text(folder), _text(filesystem), flags)
    if kind == Dismount.kind:
        name, flags = _unpacked(_DISMOUNT, body)
        return Dismount(_text(name), flags)
    _refuse_unless(kind in (Hello.kind, Keep.kind), "its kind")
    _refuse_unless(len(body) == 0, "its length")
    return Hello() if kind == Hello.kind else Keep()


def _decode_attach(body: memoryview) -> Attach:
    _refuse_unless(len(body) == _ATTACH.size, "its length")
    name, uuid, offset, length, iv_offset, cipher, sector_size, flags, key_size = _NUMBERS.unpack_from(body)
    room = body[-_KEY_ROOM:]
    _refuse_unless(key_size <= _KEY_ROOM and not any(room[key_size:]), "the length of the key")
    key = Secret(room[:key_size])
    try:
        return Attach(_text(name), uuid, offset, length, iv_offset, _text(cipher), sector_size, flags, key)
    except UsageError:
        key.wipe()
        raise


def _packed(layout: struct.Struct, *values: object) -> Secret:
    packet = Secret.zeros(_START.size + layout.size)
    layout.pack_into(packet.view(), _START.size, *values)
    return packet


def _unpacked(layout: struct.Struct, body: memoryview) -> tuple[Any, ...]:
    _refuse_unless(len(body) == layout.size, "its length")
    return layout.unpack(body)


def _text(field: bytes) -> str:
    """The text of a padded field, which is ASCII and has no zero before its end."""
    text = field.rstrip(b"\0")
    _refuse_unless(text.isascii() and b"\0" not in text, "a text")
    return text.decode("ascii")


def _check_name(name: str) -> None:
    _refuse_unless(NAME.fullmatch(name) is not None, "a name")


def _halves_differ(key: Secret) -> bool:
    half = len(key) // 2
    return key.view()[:half] != key.view()[half:]


def _refuse_unless(fine: bool, what: str) -> None:
    if not fine:
        raise UsageError(f"the request is refused because of {what}")


def _kinds(kind: type[VaultError]) -> list[type[VaultError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _kinds(child))]
