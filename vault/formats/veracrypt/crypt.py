"""The encrypted part of a header, decrypted and encrypted with a derived key.

References: spec/veracrypt-format.md, "Header encryption"
"""

from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.formats.veracrypt.chains import LEGACY_SEED_SIZE, Chain
from vault.formats.veracrypt.header import DATA_UNIT
from vault.formats.veracrypt.layout import AREA_SIZE

_BLOCK = 16
_WHITENING = slice(8, 16)
_IV = slice(0, 16)


def decrypt_area(chain: Chain, derived: Secret, ciphertext: bytes | bytearray) -> Secret:
    """The ``AREA_SIZE`` bytes, right or wrong; ``derived`` is the header key. Raises UnsupportedFeature, BackendError."""
    if chain.mode == "cbc":
        return _decrypt_cbc(chain, derived, ciphertext)
    return _crypt(chain, derived, ciphertext, encrypt=False)


def encrypt_area(chain: Chain, derived: Secret, area: bytes | bytearray | memoryview) -> bytes:
    """The ciphertext of the ``AREA_SIZE`` bytes, for XTS only. Raises UnsupportedFeature, BackendError."""
    assert chain.mode == "xts", "legacy modes are only read"
    with _crypt(chain, derived, area, encrypt=True) as result:
        return bytes(result.view())


def _crypt(chain: Chain, derived: Secret, data: bytes | bytearray | memoryview, *, encrypt: bool) -> Secret:
    """XTS and LRW encrypt block by block, so the area is the start of a data unit with the number 0."""
    assert len(data) == AREA_SIZE, "not the encrypted part of a header"
    with chain.key_from(derived) as key, Secret.zeros(DATA_UNIT) as unit:
        unit.view()[:AREA_SIZE] = data
        cipher = sector_cipher(chain.spec, key, DATA_UNIT)
        try:
            (cipher.encrypt if encrypt else cipher.decrypt)(0, unit.view())
        finally:
            cipher.close()
        return Secret(unit.view()[:AREA_SIZE])


def _decrypt_cbc(chain: Chain, derived: Secret, ciphertext: bytes | bytearray) -> Secret:
    """CBC around the whole chain, below a fixed whitening; IV and whitening come from the derived key's start.

    The one block cipher operation used is CBC decryption with a zero IV; what the previous block adds is taken out
    again between two ciphers, which leaves the cipher alone.
    """
    seed, keys = derived.view()[:LEGACY_SEED_SIZE], derived.view()[LEGACY_SEED_SIZE:]
    white = int.from_bytes(bytes(seed[_WHITENING]) * (DATA_UNIT // 8), "big")
    start = (int.from_bytes(bytes(ciphertext).ljust(DATA_UNIT, b"\0"), "big") ^ white).to_bytes(DATA_UNIT, "big")
    data = bytearray(start)
    count = len(chain.ciphers)
    for index, name in enumerate(chain.ciphers):
        before = bytes(_BLOCK) + bytes(data[:-_BLOCK])
        place = 32 * (count - 1 - index)
        with Secret(keys[place : place + 32]) as key:
            cipher = sector_cipher(CipherSpec.parse(f"{name}-cbc-plain64"), key, DATA_UNIT)
        try:
            cipher.decrypt(0, data)
        finally:
            cipher.close()
        data = _xor(data, before)
    data = _xor(data, bytes(seed[_IV]) + start[:-_BLOCK])
    try:
        return Secret(memoryview(data)[:AREA_SIZE])
    finally:
        data[:] = bytes(DATA_UNIT)


def _xor(data: bytearray, other: bytes) -> bytearray:
    return bytearray((int.from_bytes(data, "big") ^ int.from_bytes(other, "big")).to_bytes(len(data), "big"))
