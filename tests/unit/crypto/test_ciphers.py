"""Cipher specs and sector ciphers: what is accepted, what is refused, sharing between threads, closing."""

import hashlib
import importlib
import sys
import threading

import pytest

from vault.crypto import ciphers
from vault.crypto.ciphers import CipherSpec, available, sector_cipher
from vault.crypto.random import random_bytes, random_secret
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, NotAvailable, UnsupportedFeature

XTS = CipherSpec()
CBC = CipherSpec(mode="cbc", iv="essiv:sha256")
DEADLINE_S = 120


@pytest.mark.parametrize("mode", ["xts", "cbc"])
@pytest.mark.parametrize("iv", ["plain", "plain64", "plain64be", "essiv:sha256"])
def test_spec_survives_its_text(mode, iv):
    text = f"aes-{mode}-{iv}"
    spec = CipherSpec.parse(text)
    assert str(spec) == text
    assert spec == CipherSpec("aes", mode, iv)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "aes",
        "aes-xts",
        "aes-ecb",
        "aes-ecb-plain",
        "null",
        "null-ecb",
        "cipher_null-ecb",
        "aes-xts-null",
        "capi:xts(aes)-plain64",
        "capi:authenc(hmac(sha256),xts(aes))-random",
        "rot13-xts-plain64",
        "aes-aes-xts-plain64",
        "aes-twofish-serpent-camellia-xts-plain64",
        "aes-twofish-cbc-plain64",
        "aes-twofish-xts-plain",
        "aes--xts-plain64",
        "-xts-plain64",
        "blowfish-xts-plain64",
        "blowfish-cbc-essiv:sha256",
        "aes-blowfish-cbci-tcw",
        "des3-lrw-benbi",
        "aes-cbc-essiv:sha1",
        "aes-cbc-essiv",
        "aes-xts-plain64-",
        "aes-xts-plain64 ",
        "AES-xts-plain64",
        "aes-xts-plain64\n",
        "aes-xts-\ud800",
        "a" * 10000,
    ],
)
def test_spec_refuses_what_is_not_on_the_list(text):
    with pytest.raises(UnsupportedFeature) as caught:
        CipherSpec.parse(text)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("spec", "key_size", "sector_size"),
    [
        *((XTS, size, 512) for size in (0, 16, 24, 31, 33, 48, 63, 65, 128)),
        *((CBC, size, 512) for size in (0, 8, 15, 17, 31, 33, 64)),
        *((XTS, 64, size) for size in (0, 16, 256, 511, 513, 768, 8192, 2**32, -512)),
    ],
)
def test_wrong_sizes_are_refused(spec, key_size, sector_size):
    with pytest.raises(DamagedHeader):
        sector_cipher(spec, random_secret(key_size), sector_size)


@pytest.mark.attack(38)
@pytest.mark.parametrize("size", [32, 64])
def test_equal_halves_of_an_xts_key_are_refused(size):
    half = random_bytes(size // 2)
    with pytest.raises(DamagedHeader, match="halves"):
        sector_cipher(XTS, Secret(half + half), 512)


def test_equal_halves_matter_to_xts_only():
    half = random_bytes(16)
    sector_cipher(CBC, Secret(half + half), 512).close()


@pytest.mark.parametrize("length", [1, 511, 513, 4096 + 512, 8191])
def test_data_that_is_not_whole_sectors_is_refused_and_left_alone(length):
    cipher = sector_cipher(XTS, random_secret(64), 4096)
    data = bytearray(length)
    for crypt in (cipher.encrypt, cipher.decrypt):
        with pytest.raises(ValueError, match="whole sectors"):
            crypt(0, data)
    assert data == bytes(length)


def test_no_data_is_no_sectors():
    data = bytearray()
    sector_cipher(XTS, random_secret(64), 512).encrypt(0, data)
    assert not data


@pytest.mark.parametrize(("sector", "data"), [(-1, bytearray(512)), (2**64, bytearray(512)), (0, bytes(512))])
def test_sector_numbers_and_buffers_are_checked(sector, data):
    cipher = sector_cipher(XTS, random_secret(64), 512)
    with pytest.raises((OverflowError, TypeError, BufferError)):
        cipher.encrypt(sector, data)
    assert bytes(data) == bytes(512)


def test_only_the_given_part_of_a_buffer_is_touched():
    cipher = sector_cipher(XTS, random_secret(64), 512)
    data = bytearray(2048)
    cipher.encrypt(7, memoryview(data)[512:1536])
    assert data[:512] == data[1536:] == bytes(512)
    assert data[512:1024] != bytes(512)
    assert data[1024:1536] != bytes(512)


def test_the_key_may_be_wiped_once_the_cipher_is_made():
    key = random_secret(64)
    cipher, same = sector_cipher(XTS, key, 512), sector_cipher(XTS, key, 512)
    key.wipe()
    data = bytearray(random_bytes(1024))
    before = bytes(data)
    cipher.encrypt(3, data)
    assert data != before
    same.decrypt(3, data)
    assert data == before


def test_a_closed_cipher_does_nothing_and_may_be_closed_again():
    cipher = sector_cipher(XTS, random_secret(64), 512)
    cipher.close()
    cipher.close()
    data = bytearray(512)
    with pytest.raises(ValueError, match="closed"):
        cipher.encrypt(0, data)
    assert data == bytes(512)


@pytest.mark.parametrize(
    ("spec", "rounds"),
    [
        (XTS, 40),
        (CBC, 40),
        *((CipherSpec(name), 10) for name in ("serpent", "twofish", "camellia", "serpent-twofish-aes")),
        (CipherSpec("serpent", "cbc", "essiv:sha256"), 10),
    ],
    ids=str,
)
def test_threads_may_share_a_cipher(spec, rounds):
    """Both directions at once, runs of several lengths: every thread gets what it would get alone."""
    size, count = 4096, 4
    key = random_secret(192 if len(spec.members) > 1 else 32)
    shared, alone = sector_cipher(spec, key, 512), sector_cipher(spec, key, 512)
    plain = [random_bytes(size * (index + 1)) for index in range(count)]
    wanted = []
    for index, data in enumerate(plain):
        buffer = bytearray(data)
        alone.encrypt(index * 1000, buffer)
        wanted.append(bytes(buffer))
    barrier = threading.Barrier(count)
    good = [0] * count

    def work(index):
        barrier.wait(DEADLINE_S)
        for _ in range(rounds):
            buffer = bytearray(plain[index])
            shared.encrypt(index * 1000, buffer)
            encrypted = bytes(buffer)
            shared.decrypt(index * 1000, buffer)
            good[index] += encrypted == wanted[index] and buffer == plain[index]

    _run([threading.Thread(target=work, args=(index,), daemon=True) for index in range(count)])
    assert good == [rounds] * count


@pytest.mark.parametrize("length", [96 * 1024, 100 * 1024 + 512, 1 << 20])
def test_a_run_that_is_shared_between_threads_is_what_its_parts_are(length):
    spec = CipherSpec("camellia-serpent")
    cipher = sector_cipher(spec, random_secret(128), 512)
    plain = random_bytes(length)
    whole, parts = bytearray(plain), bytearray(plain)
    cipher.encrypt(5, whole)
    step = 16 * 1024
    for start in range(0, length, step):
        cipher.encrypt(5 + start // 512, memoryview(parts)[start : start + step])
    assert whole == parts
    cipher.decrypt(5, whole)
    assert whole == plain


OLD = [
    ("aes-lrw-benbi", (32, 40, 48)),
    ("aes-twofish-serpent-lrw-benbi", (144,)),
    ("blowfish_le-cbc-tcw", (80,)),
    ("aes-blowfish_le-cbc-tcw", (144,)),
    ("aes-twofish-serpent-cbci-tcw", (128,)),
    ("des3-cbc-null", (24,)),
]


@pytest.mark.parametrize(("text", "sizes"), OLD)
def test_specs_of_old_volumes_are_only_read(text, sizes):
    spec = CipherSpec.parse(text)
    assert (str(spec), spec.legacy, spec.key_sizes) == (text, True, sizes)
    cipher = sector_cipher(spec, random_secret(sizes[-1]), 512)
    data = bytearray(512)
    cipher.decrypt(0, data)
    with pytest.raises(UnsupportedFeature, match="only read"):
        cipher.encrypt(0, data)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("serpent-xts-plain64", (32, 48, 64)),
        ("twofish-cbc-essiv:sha256", (16, 24, 32)),
        ("aes-twofish-serpent-xts-plain64", (192,)),
        ("kuznyechik-aes-xts-plain64", (128,)),
    ],
)
def test_specs_of_today_are_written(text, sizes):
    spec = CipherSpec.parse(text)
    assert (str(spec), spec.legacy, spec.key_sizes) == (text, False, sizes)


@pytest.mark.attack(38)
@pytest.mark.parametrize("member", [0, 1, 2])
def test_equal_halves_of_any_member_are_refused(member):
    key = bytearray(random_bytes(192))
    key[64 * member : 64 * member + 32] = key[64 * member + 32 : 64 * member + 64]
    with pytest.raises(DamagedHeader, match="halves"):
        sector_cipher(CipherSpec("aes-twofish-serpent"), Secret(key), 512)


def test_a_cipher_that_the_libraries_lack_is_refused_with_the_package_that_has_it(monkeypatch):
    monkeypatch.setattr(ciphers, "available", lambda cipher, size: False)
    ciphers.need_cipher.cache_clear()
    with pytest.raises(UnsupportedFeature, match="lack the cipher kuznyechik") as caught:
        sector_cipher(CipherSpec("kuznyechik"), random_secret(64), 512)
    assert "libengine-gost-openssl" in caught.value.hint


def test_aes_works_beside_the_providers_of_other_ciphers():
    for name, size in (("kuznyechik", 32), ("cast5", 16)):
        available(name, size)
    assert hashlib.new("sha256", b"").digest()
    sector_cipher(XTS, random_secret(64), 4096).close()


def test_closing_waits_for_nobody_and_harms_nobody():
    """A call that runs in another thread while the cipher is closed ends as usual, the next one is refused."""
    cipher = sector_cipher(XTS, random_secret(64), 512)
    started = threading.Semaphore(0)
    ended = []

    def work():
        buffer = bytearray(1 << 18)
        cipher.encrypt(0, buffer)
        first = bytes(buffer)
        started.release()
        while True:
            buffer = bytearray(1 << 18)
            try:
                cipher.encrypt(0, buffer)
            except ValueError:
                ended.append(True)
                return
            if buffer != first:
                ended.append(False)
                return

    threads = [threading.Thread(target=work, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert started.acquire(timeout=DEADLINE_S)
    cipher.close()
    for thread in threads:
        thread.join(DEADLINE_S)
    assert ended == [True] * 3


def test_without_the_compiled_part_nothing_works_and_the_message_says_how_to_build_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "vault.crypto._sectors", None)
    monkeypatch.delitem(sys.modules, "vault.crypto.ciphers")
    with pytest.raises(NotAvailable, match="compiled part") as caught:
        importlib.import_module("vault.crypto.ciphers")
    assert "pip install" in caught.value.hint


def _run(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_S)
        assert not thread.is_alive()


@pytest.mark.parametrize("spec", ["serpent-xts-plain64", "aes-twofish-serpent-xts-plain64", "aes-cbc-essiv:sha256"])
@pytest.mark.parametrize("sector_size", [512, 4096])
def test_a_long_run_is_what_its_sectors_are(spec, sector_size):
    """Runs longer than what is made at a time, and that several threads share, against one sector after the other."""
    parsed = CipherSpec.parse(spec)
    size = 3 * 65536 + 5 * 4096
    data = bytearray(random_bytes(size))
    expected = bytearray(data)
    cipher = sector_cipher(parsed, random_secret(parsed.key_sizes[-1]), sector_size)
    for at in range(0, size, sector_size):
        cipher.encrypt(9 * 8 + at // 512, memoryview(expected)[at : at + sector_size])
    before = bytes(data)
    cipher.encrypt(9 * 8, data)
    assert data == expected
    cipher.decrypt(9 * 8, data)
    assert data == before


@pytest.mark.parametrize(
    ("layers", "key_size"), [((), 0), ((("aes", 64),), 63), ((("aes", 64),), 65), ((("aes", 64),) * 4, 256)]
)
def test_layers_and_keys_that_do_not_fit_are_refused(layers, key_size):
    with pytest.raises(ValueError, match=r"ciphers|refuses"):
        ciphers.Sectors(layers, "xts", "plain64", bytearray(random_bytes(key_size)), 512, False)
