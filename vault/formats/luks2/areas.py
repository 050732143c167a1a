"""The area of a keyslot, where its key lies encrypted and split: planned, written, read and wiped.

References: LUKS2 On-Disk Format Specification 1.1.4, sections 3.2 and 4; spec/volume-format.md, "Keyslots".
"""

from vault.blockdev.base import BlockDevice
from vault.crypto import afsplit
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.kdf import Cost, derive
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError
from vault.events import KdfStarted, OnEvent, Progress, Step, ignore
from vault.formats.base import Segment
from vault.formats.luks2.limits import AF_STRIPES, check_kdf
from vault.formats.luks2.model import PRIORITY_NORMAL, Area, Header, Kdf, Keyslot
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE, looks_random

AREA_SECTOR = 512
AREA_ALIGNMENT = 4096
SALT_SIZE = 32
AF_HASH = "sha256"
WIPE_STEP = 1 << 20


def plan_keyslot(
    header: Header,
    number: int,
    cipher: CipherSpec,
    key_size: int,
    cost: Cost,
    priority: int = PRIORITY_NORMAL,
    *,
    area_key_size: int | None = None,
) -> Keyslot:
    """A keyslot for a key of ``key_size`` bytes in the first gap of the keyslots area. Raises KeyslotError.

    The area's own key, for ``cipher``, has the same length unless ``area_key_size`` says another.
    """
    size = -(-key_size * AF_STRIPES // AREA_ALIGNMENT) * AREA_ALIGNMENT
    keyslot = Keyslot(
        number=number,
        key_size=key_size,
        kdf=Kdf(cost, random_bytes(SALT_SIZE)),
        area=Area(_free_area(header, size), size, cipher, area_key_size or key_size),
        af_stripes=AF_STRIPES,
        af_hash=AF_HASH,
        priority=priority,
    )
    check_kdf(keyslot)
    return keyslot


def area_cipher(header: Header) -> tuple[CipherSpec, int]:
    """How a new keyslot is encrypted, and with how many bytes: as the data, unless that is by what has tags."""
    segment = header.data_segment()
    if isinstance(segment, Segment):
        return segment.cipher, segment.key_size
    return CipherSpec(), CipherSpec().key_sizes[-1]


def write_area(
    device: BlockDevice, keyslot: Keyslot, key: Secret, credential: Secret, *, on_event: OnEvent = ignore
) -> None:
    """Encrypt ``key`` with the credential into the keyslot's area, durably."""
    on_event(KdfStarted(keyslot.number, keyslot.kdf.cost.kind))
    with derive(keyslot.kdf.cost, credential, keyslot.kdf.salt, keyslot.area.key_size) as area_key:
        cipher = sector_cipher(keyslot.area.cipher, area_key, AREA_SECTOR)
    with Secret.zeros(_whole_sectors(keyslot)) as material:
        try:
            with afsplit.split(key, keyslot.af_stripes, keyslot.af_hash) as stripes:
                material.view()[: len(stripes)] = stripes.view()
            cipher.encrypt(0, material.view())
        finally:
            cipher.close()
        with telling(f"write keyslot {keyslot.number}"):
            device.write(keyslot.area.offset, material.view())
            device.flush()


def read_area(device: BlockDevice, keyslot: Keyslot, credential: Secret) -> Secret:
    """The key that the credential makes of the area, right or wrong. Raises DamagedHeader, BackendError."""
    area = keyslot.area
    if area.offset + area.size > device.size:
        raise DamagedHeader(f"the container ends within keyslot {keyslot.number}", hint="it was cut short")
    with derive(keyslot.kdf.cost, credential, keyslot.kdf.salt, area.key_size) as area_key:
        cipher = sector_cipher(area.cipher, area_key, AREA_SECTOR)
    try:
        with telling(f"read keyslot {keyslot.number}"):
            ciphertext = device.read(area.offset, _whole_sectors(keyslot))
        with Secret(ciphertext) as material:
            cipher.decrypt(0, material.view())
            with Secret(material.view()[: keyslot.key_size * keyslot.af_stripes]) as stripes:
                return afsplit.merge(stripes, keyslot.key_size, keyslot.af_stripes, keyslot.af_hash)
    finally:
        cipher.close()


def is_intact(device: BlockDevice, keyslot: Keyslot) -> bool:
    """Whether the key material can be read and all of it still looks like ciphertext."""
    try:
        material = bytes(device.read(keyslot.area.offset, _whole_sectors(keyslot)))
    except OSError:
        return False
    return all(looks_random(material[start : start + SAMPLE]) for start in range(0, len(material), SAMPLE))


def wipe_area(device: BlockDevice, offset: int, size: int, *, on_event: OnEvent = ignore) -> None:
    """Overwrite the area with random bytes, durably as far as the medium writes in place."""
    on_event(Step("wiping old key material"))
    with telling("overwrite old key material"):
        for start in range(offset, offset + size, WIPE_STEP):
            end = min(start + WIPE_STEP, offset + size)
            device.write(start, random_bytes(end - start))
            on_event(Progress("wiping", end - offset, size))
        device.flush()


def _free_area(header: Header, size: int) -> int:
    """The offset of the first gap of ``size`` bytes in the keyslots area."""
    start = header.keyslots_offset
    for offset, length in (*header.used_areas(), (header.size, 0)):
        if start + size <= offset:
            return start
        start = max(start, -(-(offset + length) // AREA_ALIGNMENT) * AREA_ALIGNMENT)
    raise KeyslotError(
        "the keyslots area has no room for another keyslot", hint="remove one, or create volumes with a larger area"
    )


def _whole_sectors(keyslot: Keyslot) -> int:
    """Bytes of the area that the stripes take."""
    return -(-keyslot.key_size * keyslot.af_stripes // AREA_SECTOR) * AREA_SECTOR
