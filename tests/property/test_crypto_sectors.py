"""The compiled sector ciphers give what the plain twin gives, wherever the run begins and however long it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vault.crypto.ciphers import IVS, KEY_SIZES, SECTOR_SIZES, CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.testing import reference_ciphers

KEYED_SPECS = [(CipherSpec("aes", mode, iv), size) for mode, sizes in KEY_SIZES.items() for iv in IVS for size in sizes]
# Around the places where a number of 32 bits, of bytes in 32 bits, or of 64 bits ends.
EDGES = [0, 2**23, 2**32, 2**35, 2**40, 2**63, 2**64 - 64]


@settings(max_examples=400)
@given(data=st.data())
def test_compiled_ciphers_equal_the_twin(data):
    spec, key_size = data.draw(st.sampled_from(KEYED_SPECS))
    sector_size = data.draw(st.sampled_from(SECTOR_SIZES))
    large = data.draw(st.booleans())
    sector = max(0, data.draw(st.sampled_from(EDGES)) + data.draw(st.integers(-40, 40)))
    key = data.draw(
        st.binary(min_size=key_size, max_size=key_size).filter(lambda k: k[: len(k) // 2] != k[len(k) // 2 :])
    )
    plain = data.draw(st.randoms(use_true_random=False)).randbytes(sector_size * data.draw(st.integers(1, 6)))
    cipher = sector_cipher(spec, Secret(key), sector_size, iv_large_sectors=large)
    buffer = bytearray(plain)
    cipher.encrypt(sector, buffer)
    expected = reference_ciphers.crypt(str(spec), key, sector_size, sector, plain, encrypt=True, iv_large_sectors=large)
    assert buffer == expected
    cipher.decrypt(sector, buffer)
    assert buffer == plain
    assert plain == reference_ciphers.crypt(
        str(spec), key, sector_size, sector, expected, encrypt=False, iv_large_sectors=large
    )


@given(data=st.data())
def test_a_run_cut_anywhere_gives_the_same(data):
    spec, key_size = data.draw(st.sampled_from(KEYED_SPECS))
    sector_size = data.draw(st.sampled_from(SECTOR_SIZES))
    large = data.draw(st.booleans())
    count = data.draw(st.integers(2, 20))
    cut = data.draw(st.integers(1, count - 1)) * sector_size
    # Callers begin at whole sectors, else the count in the IV would depend on the cut.
    first = data.draw(st.integers(0, 2**33)) * sector_size // 512
    cipher = sector_cipher(spec, Secret(bytes(range(key_size))), sector_size, iv_large_sectors=large)
    whole, parts = bytearray(count * sector_size), bytearray(count * sector_size)
    cipher.encrypt(first, whole)
    cipher.encrypt(first, memoryview(parts)[:cut])
    cipher.encrypt(first + cut // 512, memoryview(parts)[cut:])
    assert whole == parts


def test_plain_repeats_after_two_to_the_32_sectors_and_plain64_does_not():
    for iv, repeats in (("plain", True), ("plain64", False), ("plain64be", False), ("essiv:sha256", False)):
        cipher = sector_cipher(CipherSpec("aes", "xts", iv), Secret(bytes(range(64))), 512)
        low, high = bytearray(512), bytearray(512)
        cipher.encrypt(5, low)
        cipher.encrypt(2**32 + 5, high)
        assert (low == high) is repeats
