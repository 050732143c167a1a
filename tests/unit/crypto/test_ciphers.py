"""Cipher specs and sector ciphers: what is accepted, what is refused, sharing between threads, closing."""

import importlib
import sys
import threading

import pytest

from vault.crypto.ciphers import CipherSpec, sector_cipher
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


@pytest.mark.parametrize("spec", [XTS, CBC], ids=str)
def test_threads_may_share_a_cipher(spec):
    """Both directions at once, runs of several lengths: every thread gets what it would get alone."""
    size, count, rounds = 4096, 4, 40
    key = random_secret(32)
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
