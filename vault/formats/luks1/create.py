"""Making a new LUKS1 header, in the profile that cryptsetup writes.

References: LUKS1 On-Disk Format Specification 1.2.3, section 4.1; spec/luks1-format.md, "The profile that is written".
"""

import uuid as uuids
from dataclasses import dataclass, field, replace

from vault.blockdev.base import BlockDevice
from vault.crypto import digest
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.kdf import PBKDF2, Pbkdf2Cost, calibrate
from vault.crypto.random import random_bytes, random_secret
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnsupportedFeature, UsageError
from vault.events import OnEvent, Step, ignore
from vault.formats.base import Unlocked
from vault.formats.luks1.keyslots import plan_keyslot
from vault.formats.luks1.layout import (
    DIGEST_SIZE,
    DISABLED,
    ENABLED,
    KEYSLOTS,
    SALT_SIZE,
    SECTOR,
    BinaryHeader,
    KeyslotEntry,
    area_size,
    text_fits,
)
from vault.formats.luks1.model import Luks1Header, check_hash, normalise, parse_cipher
from vault.formats.luks1.write import store
from vault.formats.luks2.create import DIGEST_TIME_MS, LAST_STALE_COPY, UUID_RANDOM, unlocked
from vault.formats.luks2.keyslots import wipe_area, write_area
from vault.formats.luks2.layout import is_canonical_uuid
from vault.formats.luks2.limits import MIB, NO_LIMITS, U32_MAX

AREA_ALIGNMENT = 4096
DATA_ALIGNMENT = MIB


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """What a new LUKS1 volume is like; sizes and offsets are bytes, None lets vault choose as cryptsetup would.

    ``iterations`` of None is two seconds of PBKDF2, ``digest_iterations`` of None an eighth of a second. One ``hash``
    serves keyslots, anti-forensic stripes and digest.
    """

    cipher: CipherSpec = field(default_factory=CipherSpec)
    key_size: int = 64
    hash: str = "sha256"
    uuid: str | None = None
    iterations: int | None = None
    digest_iterations: int | None = None
    data_offset: int | None = None
    detached: bool = False

    @property
    def format(self) -> str:
        """The name of this format."""
        return "luks1"

    @property
    def sector_size(self) -> int:
        """LUKS1 has no other."""
        return SECTOR

    @property
    def area_step(self) -> int:
        """Bytes from one keyslot area to the next."""
        return _round_up(area_size(self.key_size), AREA_ALIGNMENT)

    @property
    def header_size(self) -> int:
        """Bytes of the header and all eight keyslot areas."""
        return AREA_ALIGNMENT + KEYSLOTS * self.area_step

    @property
    def data_start(self) -> int:
        """Where the data begins in its container."""
        if self.data_offset is not None:
            return self.data_offset
        return 0 if self.detached else _round_up(self.header_size, DATA_ALIGNMENT)

    @property
    def overhead(self) -> int:
        """Bytes before the data in its container."""
        return self.data_start

    @property
    def smallest(self) -> int:
        """One sector."""
        return SECTOR

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

    def check(self) -> None:
        """Raise UsageError when the options are impossible or contradict each other."""
        mode = f"{self.cipher.mode}-{self.cipher.iv}"
        try:
            parse_cipher(self.cipher.cipher, mode)
            check_hash(self.hash)
        except UnsupportedFeature as error:
            raise UsageError(str(error), hint=error.hint) from error
        rules = (
            (not self.cipher.legacy, f"new volumes do not get the legacy cipher {self.cipher}"),
            (text_fits("cipher_mode", mode), f"{mode} is too long for a LUKS1 header"),
            (self.key_size in self.cipher.key_sizes, f"{self.cipher} takes no key of {self.key_size * 8} bits"),
            (self.data_start % SECTOR == 0, "the data offset is not whole sectors"),
            (self.data_start // SECTOR <= U32_MAX, "the data offset is too large for LUKS1"),
            (
                self.data_start >= self.header_size or (self.detached and self.data_start == 0),
                "the data would begin inside the header",
            ),
            (self.uuid is None or is_canonical_uuid(self.uuid), "the UUID has not the form 8-4-4-4-12 in lower case"),
            (self.iterations is None or 0 < self.iterations <= U32_MAX, "the keyslot needs iterations"),
            (self.digest_iterations is None or 0 < self.digest_iterations <= U32_MAX, "the digest needs iterations"),
        )
        for kept, message in rules:
            if not kept:
                raise UsageError(message)


def create(
    device: BlockDevice,
    options: CreateOptions,
    credential: Secret,
    on_event: OnEvent = ignore,
    *,
    volume_key: Secret | None = None,
    blank: bool = False,
) -> Luks1Header:
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
    empty = normalise(_empty(options, volume_key), limits=NO_LIMITS)
    cost = _cost(options.hash, options.iterations, options.key_size)
    keyslot = plan_keyslot(empty, 0, cost)
    entry = KeyslotEntry(ENABLED, cost.iterations, keyslot.kdf.salt, empty.binary.keyslots[0].key_material_offset)
    header = normalise(empty.binary.with_keyslot(0, entry), limits=NO_LIMITS)
    if not blank:
        stale = min(device.size, max(options.header_size, options.data_start, LAST_STALE_COPY))
        wipe_area(device, 0, stale, on_event=on_event)
    write_area(device, keyslot, volume_key, credential, on_event=on_event)
    on_event(Step("writing the header"))
    store(device, header.binary)
    return header


def random_volume_key(options: CreateOptions) -> Secret:
    """A fresh volume key that the options' cipher can use."""
    while True:
        key = random_secret(options.key_size)
        try:
            sector_cipher(options.cipher, key, SECTOR).close()
        except DamagedHeader:
            # Equal XTS halves: as good as impossible, and never to be used.
            key.wipe()
            continue
        return key


def _empty(options: CreateOptions, volume_key: Secret) -> BinaryHeader:
    """A header without keyslots."""
    salt = random_bytes(SALT_SIZE)
    iterations = _cost(options.hash, options.digest_iterations, DIGEST_SIZE, DIGEST_TIME_MS).iterations
    return BinaryHeader(
        cipher_name=options.cipher.cipher,
        cipher_mode=f"{options.cipher.mode}-{options.cipher.iv}",
        hash_spec=options.hash,
        payload_offset=options.data_start // SECTOR,
        key_bytes=options.key_size,
        mk_digest=digest.pbkdf2_digest(volume_key, salt, options.hash, iterations, DIGEST_SIZE),
        mk_digest_salt=salt,
        mk_digest_iterations=iterations,
        uuid=options.uuid or str(uuids.UUID(bytes=random_bytes(16), version=UUID_RANDOM)),
        keyslots=tuple(
            KeyslotEntry(DISABLED, 0, bytes(SALT_SIZE), (AREA_ALIGNMENT + number * options.area_step) // SECTOR)
            for number in range(KEYSLOTS)
        ),
    )


def _cost(hash_: str, iterations: int | None, key_size: int, time_ms: int = 2000) -> Pbkdf2Cost:
    if iterations is not None:
        return Pbkdf2Cost(hash_, iterations)
    cost = calibrate(PBKDF2, iter_time_ms=time_ms, hash_=hash_, key_size=key_size)
    assert isinstance(cost, Pbkdf2Cost)
    return cost


def _round_up(value: int, step: int) -> int:
    return -(-value // step) * step
