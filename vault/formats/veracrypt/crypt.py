"""The encrypted part of a header, decrypted and encrypted with a derived key.

References: spec/veracrypt-format.md, "Header encryption"
"""

from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.secret import Secret, wipe
from vault.formats.veracrypt.chains import Chain, block_size, cbc_spec, key_size
from vault.formats.veracrypt.header import DATA_UNIT
from vault.formats.veracrypt.layout import AREA_SIZE

_WHITENING = slice(8, 16)


def decrypt_area(chain: Chain, derived: Secret, ciphertext: bytes | bytearray) -> Secret:
    """The ``AREA_SIZE`` bytes, right or wrong, by the derived key. Raises UnsupportedFeature, BackendError."""
    with Secret.zeros(DATA_UNIT) as unit:
        unit.view()[:AREA_SIZE] = ciphertext
        if chain.mode == "cbc":
            _decrypt_cbc(chain, derived, unit)
        else:
            _crypt(chain, derived, unit, encrypt=False)
        return Secret(unit.view()[:AREA_SIZE])


def encrypt_area(chain: Chain, derived: Secret, area: bytes | bytearray | memoryview) -> bytes:
    """The ciphertext of the ``AREA_SIZE`` bytes, for XTS only. Raises UnsupportedFeature, BackendError."""
    assert chain.mode == "xts", "legacy modes are only read"
    with Secret.zeros(DATA_UNIT) as unit:
        unit.view()[:AREA_SIZE] = area
        _crypt(chain, derived, unit, encrypt=True)
        return bytes(unit.view()[:AREA_SIZE])


def _crypt(chain: Chain, derived: Secret, unit: Secret, *, encrypt: bool) -> None:
    """XTS and LRW go block by block, so the area is the start of a data unit with the number 0."""
    with chain.key_from(derived) as key:
        _apply(chain.spec, key, unit, encrypt=encrypt)


def _apply(spec: CipherSpec, key: Secret, unit: Secret, *, encrypt: bool) -> None:
    cipher = sector_cipher(spec, key, DATA_UNIT)
    try:
        (cipher.encrypt if encrypt else cipher.decrypt)(0, unit.view())
    finally:
        cipher.close()


def _decrypt_cbc(chain: Chain, derived: Secret, unit: Secret) -> None:
    """CBC below a whitening that is the same everywhere; IV and whitening come from the start of the derived key.

    What is decrypted is CBC with a zero IV. With ciphers of small blocks, each has a whitening and an IV of its own.
    Otherwise one chain of blocks goes around all: what CBC added is taken out again, which leaves the ciphers alone.
    """
    view = unit.view()
    white = bytes(derived.view()[_WHITENING]) * (DATA_UNIT // 8)
    before = bytearray(DATA_UNIT)
    for cipher, place in chain.places().items():
        block = block_size(cipher)
        first = cipher == chain.ciphers[0]
        if first or not chain.outer_cbc:
            _xor(view, white)
        if first:
            before[:] = bytes(derived.view()[:block]) + bytes(view[:-block])
        added = bytes(block) + bytes(view[:-block])
        with Secret(derived.view()[place : place + key_size(cipher)]) as key:
            _apply(cbc_spec(cipher), key, unit, encrypt=False)
        if chain.outer_cbc:
            _xor(view, added)
        else:
            _xor(view[:block], derived.view()[:block])
    if chain.outer_cbc:
        _xor(view, before)
    wipe(before)


def _xor(data: memoryview, other: bytes | bytearray | memoryview) -> None:
    data[:] = (int.from_bytes(data, "big") ^ int.from_bytes(other, "big")).to_bytes(len(data), "big")
