"""Making a new LUKS2 header, in the profile that cryptsetup writes.

References: LUKS2 On-Disk Format Specification 1.1.3; spec/volume-format.md, "The profile that is written".
"""

import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.crypto.ciphers import SECTOR_SIZES, CipherSpec, sector_cipher
from vault.crypto.kdf import ARGON2ID, PBKDF2, Cost, Pbkdf2Cost, calibrate
from vault.crypto.random import random_bytes, random_secret
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UsageError
from vault.events import OnEvent, Step, ignore
from vault.formats.base import Unlocked
from vault.formats.luks2 import ciphers
from vault.formats.luks2.areas import plan_keyslot, wipe_area, write_area
from vault.formats.luks2.documents import DIGEST_HASH, DIGEST_SIZE, digest_json, keyslot_json
from vault.formats.luks2.layout import BY_NAME, is_canonical_uuid
from vault.formats.luks2.limits import (
    KEYSLOTS_SIZE_MAX,
    KEYSLOTS_SIZE_STEP,
    KIB,
    METADATA_SIZES,
    MIB,
    SEGMENT_STEP,
)
from vault.formats.luks2.model import Header, Keyslot, json_area_size
from vault.formats.luks2.write import store

DATA_ALIGNMENT = MIB
DEFAULT_HEADER_SIZE = 16 * MIB
DIGEST_TIME_MS = 125
UUID_RANDOM = 4
LAST_STALE_COPY = METADATA_SIZES[-1] + 4 * KIB


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """What a new volume is like; sizes and offsets are bytes, None lets vault choose as cryptsetup would.

    ``cost`` of None is Argon2id, calibrated to two seconds. ``digest_iterations`` of None takes an eighth of a second.
    """

    cipher: CipherSpec = field(default_factory=CipherSpec)
    key_size: int = 64
    sector_size: int = 4096
    label: str = ""
    subsystem: str = ""
    uuid: str | None = None
    cost: Cost | None = None
    digest_iterations: int | None = None
    metadata_size: int = METADATA_SIZES[0]
    keyslots_size: int | None = None
    data_offset: int | None = None
    detached: bool = False

    @property
    def format(self) -> str:
        """The name of this format."""
        return "luks2"

    @property
    def header_size(self) -> int:
        """Bytes of both copies and the keyslots area."""
        return 2 * self.metadata_size + self._keyslots_size()

    @property
    def data_start(self) -> int:
        """Where the data begins in its container."""
        if self.data_offset is not None:
            return self.data_offset
        return 0 if self.detached else -(-self.header_size // DATA_ALIGNMENT) * DATA_ALIGNMENT

    @property
    def overhead(self) -> int:
        """Bytes before the data in its container."""
        return self.data_start

    @property
    def smallest(self) -> int:
        """One sector."""
        return self.sector_size

    def with_detached_header(self) -> "CreateOptions":
        """The same with the header in a file of its own."""
        return replace(self, detached=True)

    def make(
        self, data: BlockDevice, header: BlockDevice, credential: Secret, *, blank: bool, on_event: OnEvent
    ) -> Unlocked:
        """The new volume; see ``create``."""
        del data
        key = random_volume_key(self)
        return unlocked(key, lambda: create(header, self, credential, on_event, volume_key=key, blank=blank))

    def _keyslots_size(self) -> int:
        if self.keyslots_size is not None:
            return self.keyslots_size
        whole = DEFAULT_HEADER_SIZE if self.detached or not self.data_offset else self.data_offset
        rest = whole - 2 * self.metadata_size
        return max(min(rest, KEYSLOTS_SIZE_MAX), 0) // KEYSLOTS_SIZE_STEP * KEYSLOTS_SIZE_STEP

    def check(self) -> None:
        """Raise UsageError for options that are impossible or contradictory, UnsupportedFeature for the cipher."""
        ciphers.check(self.cipher)
        keyslots_size = self._keyslots_size()
        rules = (
            (self.key_size in self.cipher.key_sizes, f"{self.cipher} takes no key of {self.key_size * 8} bits"),
            (self.sector_size in SECTOR_SIZES, f"{self.sector_size} is not a sector size: {SECTOR_SIZES}"),
            (self.metadata_size in METADATA_SIZES, "the metadata size is a power of two from 16 KiB to 4 MiB"),
            (
                0 < keyslots_size <= KEYSLOTS_SIZE_MAX and not keyslots_size % KEYSLOTS_SIZE_STEP,
                "the keyslots size is a multiple of 4 KiB, at most 128 MiB",
            ),
            (self.data_start % max(SEGMENT_STEP, self.sector_size) == 0, "the data offset is not whole sectors"),
            (
                self.data_start >= self.header_size or (self.detached and self.data_start == 0),
                "the data would begin inside the header",
            ),
            (self.uuid is None or is_canonical_uuid(self.uuid), "the UUID has not the form 8-4-4-4-12 in lower case"),
            (self.digest_iterations is None or self.digest_iterations > 0, "the digest needs iterations"),
        )
        for kept, message in rules:
            if not kept:
                raise UsageError(message)
        for name in ("label", "subsystem"):
            room = BY_NAME[name].size - 1
            text = getattr(self, name)
            if len(text.encode("utf-8", "surrogateescape")) > room or not text.isprintable():
                raise UsageError(f"the {name} may have at most {room} bytes, all of them printable")


def create(
    device: BlockDevice,
    options: CreateOptions,
    credential: Secret,
    on_event: OnEvent = ignore,
    *,
    volume_key: Secret | None = None,
    blank: bool = False,
) -> Header:
    """The header just made on ``device``, with keyslot 0 for ``credential``; what was there is lost.

    The first bytes, in which earlier headers and keyslots may lie, are overwritten before anything else unless the
    device is ``blank``. ``volume_key`` is a random one unless it is given. The data area is left as it is: it reads as
    noise until a file system is made there. Raises UsageError, BackendError.
    """
    options.check()
    if device.size < options.header_size:
        raise UsageError(f"the container has {device.size} bytes, its header alone needs {options.header_size}")
    if volume_key is None:
        with random_volume_key(options) as own_key:
            return create(device, options, credential, on_event, volume_key=own_key, blank=blank)
    header = _bare(options)
    cost = options.cost or calibrate(ARGON2ID)
    keyslot = plan_keyslot(header, 0, options.cipher, options.key_size, cost)
    header = header.with_document(_document(options, keyslot, volume_key))
    if not blank:
        stale = min(device.size, max(options.header_size, options.data_start, LAST_STALE_COPY))
        wipe_area(device, 0, stale, on_event=on_event)
    write_area(device, keyslot, volume_key, credential, on_event=on_event)
    on_event(Step("writing the header"))
    return store(device, header)


def random_volume_key(options: CreateOptions) -> Secret:
    """A fresh volume key that the options' cipher can use."""
    while True:
        key = random_secret(options.key_size)
        try:
            sector_cipher(options.cipher, key, options.sector_size).close()
        except DamagedHeader:
            # Equal XTS halves: as good as impossible, and never to be used.
            key.wipe()
            continue
        return key


def unlocked(volume_key: Secret, make: Callable[[], Header]) -> Unlocked:
    """The new volume whose header ``make`` writes; the key is wiped when that fails."""
    try:
        return Unlocked(0, volume_key, make().segment())
    except BaseException:
        volume_key.wipe()
        raise


def _bare(options: CreateOptions) -> Header:
    """A header without a document, which is enough to place a keyslot."""
    return Header(
        uuid=options.uuid or str(uuids.UUID(bytes=random_bytes(16), version=UUID_RANDOM)),
        label=options.label,
        subsystem=options.subsystem,
        sequence_id=1,
        metadata_size=options.metadata_size,
        checksum="sha256",
        salt=b"",
        document={},
        keyslots={},
        digests={},
        segments={},
        tokens={},
        flags=(),
        requirements=(),
        keyslots_size=options.header_size - 2 * options.metadata_size,
    )


def _document(options: CreateOptions, keyslot: Keyslot, volume_key: Secret) -> dict[str, Any]:
    segment = {
        "type": "crypt",
        "offset": str(options.data_start),
        "size": "dynamic",
        "iv_tweak": "0",
        "encryption": str(options.cipher),
        "sector_size": options.sector_size,
    }
    return {
        "keyslots": {"0": keyslot_json(keyslot)},
        "tokens": {},
        "segments": {"0": segment},
        "digests": {"0": digest_json(volume_key, _digest_iterations(options), keyslots=(0,), segments=(0,))},
        "config": {
            "json_size": str(json_area_size(options.metadata_size)),
            "keyslots_size": str(options.header_size - 2 * options.metadata_size),
        },
    }


def _digest_iterations(options: CreateOptions) -> int:
    if options.digest_iterations is not None:
        return options.digest_iterations
    cost = calibrate(PBKDF2, iter_time_ms=DIGEST_TIME_MS, hash_=DIGEST_HASH, key_size=DIGEST_SIZE)
    assert isinstance(cost, Pbkdf2Cost)
    return cost.iterations
