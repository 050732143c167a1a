"""Unlocking a FreeOTFE volume: the hash and the cipher are those with which the critical data block makes sense.

References: LibreCrypt documentation, Critical Data Block layouts 1 to 4; spec/freeotfe-format.md, "The search"
"""

import hmac as constant_time
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.crypto.secret import Secret
from vault.errors import (
    DamagedHeader,
    LimitExceeded,
    UnknownFormat,
    UnsupportedFeature,
    UsageError,
    WrongCredential,
    from_os,
)
from vault.events import KdfStarted, KeyslotTried, OnEvent, ignore
from vault.formats.base import Unlocked
from vault.formats.freeotfe.ciphers import KNOWN, Cipher, IvRule, decryptor
from vault.formats.freeotfe.hashes import BLOCK_SIZES, derive, hash_bytes, hmac
from vault.formats.freeotfe.image import Image
from vault.formats.freeotfe.layout import BLOCK_SIZE, MAC_ROOM, SECTOR_SIZE, Details, parse_details

SALT_BITS = 256
SALT_BITS_MAX = 512
ITERATIONS = 2048
ITERATIONS_MAX = 100_000_000
KEY_MAX = 64
KDF = "pbkdf2"
MISSING = "RIPEMD-128, -256, -320, MD2; CAST6, MARS, RC6, DES, Null, XOR, Twofish with 192 bits"
ANSI = "cp1252"


@dataclass(frozen=True, slots=True)
class Header:
    """The critical data block as it lies on disk, and where the image begins; nothing of it can be told from noise."""

    block: bytes
    data_offset: int
    salt_bits: int
    iterations: int


@dataclass(frozen=True, slots=True)
class Match:
    """A hash and a cipher with which the block makes sense, and what it says then."""

    hash: str
    cipher: Cipher
    details: Details


def read_header(
    device: BlockDevice,
    *,
    offset: int = 0,
    key_file: bytes | None = None,
    data_offset: int | None = None,
    salt_bits: int = SALT_BITS,
    iterations: int = ITERATIONS,
) -> Header:
    """The critical data block at ``offset`` bytes of the container, or the one in ``key_file``.

    ``data_offset`` is where the image begins, by default behind the block, and at ``offset`` with a key file: a volume
    that has a block of its own too needs it named. Salt and iterations are what the volume was made with, they are
    stored nowhere. Raises UsageError, LimitExceeded, UnknownFormat when the container is too short, BackendError.
    """
    if not 0 <= salt_bits <= SALT_BITS_MAX or salt_bits % 8 or offset < 0:
        raise UsageError(f"a salt has at most {SALT_BITS_MAX} bits and whole bytes, an offset is not negative")
    if not 1 <= iterations <= ITERATIONS_MAX:
        raise LimitExceeded(f"{iterations} iterations are not possible, the limit is {ITERATIONS_MAX}")
    if key_file is not None:
        if len(key_file) != BLOCK_SIZE:
            raise DamagedHeader(f"a FreeOTFE key file has {BLOCK_SIZE} bytes, this one has {len(key_file)}")
        block = bytes(key_file)
    else:
        if offset + BLOCK_SIZE > device.size:
            raise UnknownFormat("the container is too short for a FreeOTFE volume")
        try:
            block = bytes(read_at(device, offset, BLOCK_SIZE))
        except OSError as error:
            raise from_os(error, "cannot read the container") from error
    if data_offset is None:
        data_offset = offset if key_file is not None else offset + BLOCK_SIZE
    if data_offset < 0 or data_offset % SECTOR_SIZE:
        raise UsageError(f"the image begins at a multiple of {SECTOR_SIZE} bytes")
    return Header(block, data_offset, salt_bits, iterations)


def unlock(header: Header, credential: Secret, *, on_event: OnEvent = ignore) -> Unlocked:
    """The master key and the image. Every hash is tried with every cipher, the hashes in parallel.

    A passphrase that is not ASCII is tried as it is, and as the Windows of western Europe wrote it. Raises
    WrongCredential when nothing fits, which may also mean a hash or cipher that this machine lacks, DamagedHeader and
    UnsupportedFeature for a block that fits and breaks the rules, BackendError.
    """
    on_event(KdfStarted(0, KDF))
    for form in _forms(credential):
        with form:
            match = _search(header, form)
        if match is not None:
            on_event(KeyslotTried(0, opened=True))
            return Unlocked(0, match.details.key, _image(header, match))
    on_event(KeyslotTried(0, opened=False))
    raise WrongCredential(
        "no hash and cipher fit with this passphrase",
        hint=f"salt length, iterations or offset may differ; no library here has {MISSING}",
    )


def _image(header: Header, match: Match) -> Image:
    details = match.details
    return Image(
        offset=header.data_offset,
        length=details.length,
        crypt=match.cipher,
        iv_rule=IvRule(details.iv_method, match.hash, details.volume_iv),
        first_sector=header.data_offset // SECTOR_SIZE if details.from_container else 0,
    )


def _forms(credential: Secret) -> Iterator[Secret]:
    yield Secret(credential.view())
    try:
        text = str(credential.view(), "utf-8")
        ansi = bytearray(text.encode(ANSI))
    except UnicodeError:
        return
    if not text.isascii():
        yield Secret(ansi, wipe_source=True)


def _search(header: Header, credential: Secret) -> Match | None:
    """The first match in the order of the hashes."""
    pool = ThreadPoolExecutor(len(os.sched_getaffinity(0)), "vault-freeotfe")
    try:
        tries = pool.map(lambda name: _try_hash(header, credential, name), BLOCK_SIZES)
        return next((match for match in tries if match is not None), None)
    finally:
        pool.shutdown(cancel_futures=True)


def _try_hash(header: Header, credential: Secret, name: str) -> Match | None:
    """What fits with one hash; None also when the libraries lack it.

    Layouts 2 to 4 derive the block's key by PBKDF2 and have a MAC; layout 1 hashes passphrase and salt, and has a hash.
    """
    salt = header.block[: header.salt_bits // 8]
    try:
        derived = derive(name, credential, salt, header.iterations, KEY_MAX)
        hashed = bytearray(hash_bytes(name, bytes(credential.view()) + salt))
    except UnsupportedFeature:
        return None
    size = len(hashed)
    hashed += bytes(KEY_MAX)
    with derived, Secret(hashed, wipe_source=True) as old:
        for cipher in KNOWN:
            with Secret(derived.view()[: cipher.key_size]) as key:
                data = _decrypted(header, cipher, key)
                if data is not None and _is_mac(hmac(name, bytes(key.view()), data[MAC_ROOM:])[:MAC_ROOM], data):
                    return _match(name, cipher, data[MAC_ROOM:], old=False)
            with Secret(old.view()[: cipher.key_size]) as key:
                data = _decrypted(header, cipher, key)
                if data is not None and _is_mac(hash_bytes(name, data[size:]), data):
                    return _match(name, cipher, data[size:], old=True)
    return None


def _decrypted(header: Header, cipher: Cipher, key: Secret) -> bytes | None:
    """The encrypted block, as much of it as is whole cipher blocks; None when the cipher cannot be used."""
    start = header.salt_bits // 8
    room = (BLOCK_SIZE - start) // cipher.block * cipher.block
    data = bytearray(SECTOR_SIZE)
    data[:room] = header.block[start : start + room]
    try:
        opened = decryptor(cipher, key, IvRule())
    except (UnsupportedFeature, DamagedHeader):  # not in this machine's libraries, or XTS halves that are equal
        return None
    try:
        opened.decrypt(0, data)
    finally:
        opened.close()
    return bytes(data[:room])


def _is_mac(mac: bytes, data: bytes) -> bool:
    return constant_time.compare_digest(mac, data[: len(mac)])


def _match(name: str, cipher: Cipher, data: bytes, *, old: bool) -> Match:
    details = parse_details(data, cipher.key_size, cipher.block)
    if old != (details.layout == 1):
        details.key.wipe()
        raise DamagedHeader(f"the critical data block says it has the layout {details.layout} and is of another")
    return Match(name, cipher, details)
