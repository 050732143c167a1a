"""Secrets: what they hold, that they are wiped, and that they show themselves nowhere."""

import copy
import ctypes
import logging
import pickle
import re
import traceback
from pathlib import Path

import pytest

from vault.crypto.random import random_bytes, random_secret
from vault.crypto.secret import Secret, wipe

TEXT = b"the quick brown fox"


def test_holds_a_copy_of_the_data():
    source = bytearray(TEXT)
    secret = Secret(source)
    source[0] = 0
    assert secret.view() == TEXT
    assert len(secret) == len(TEXT)
    assert secret


def test_wipes_its_source_when_asked():
    source = bytearray(TEXT)
    assert Secret(source, wipe_source=True).view() == TEXT
    assert source == bytes(len(TEXT))


@pytest.mark.parametrize("length", [0, 1, 64, 4096, 256000])
def test_zeros_has_the_length_and_is_writable(length):
    secret = Secret.zeros(length)
    assert secret.view() == bytes(length)
    assert len(secret) == length
    assert bool(secret) is (length > 0)
    secret.view()[:] = b"x" * length
    assert secret.view() == b"x" * length


def test_views_held_elsewhere_show_zeros_after_wiping():
    secret = Secret(TEXT)
    view = secret.view()
    secret.wipe()
    assert view == bytes(len(TEXT))


def test_has_no_view_after_wiping_but_may_be_wiped_again():
    secret = Secret(TEXT)
    secret.wipe()
    secret.wipe()
    with pytest.raises(ValueError, match="wiped"):
        secret.view()
    assert len(secret) == len(TEXT)


def test_leaving_the_block_wipes_also_after_an_error():
    views = []

    def fail():
        with Secret(TEXT) as secret:
            views.append(secret.view())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert views == [bytes(len(TEXT))]


def test_a_view_keeps_its_bytes_when_the_secret_is_gone():
    """Else a key taken from a temporary secret would silently be all zeros."""
    assert Secret(TEXT).view() == TEXT


def test_compares_by_content_and_only_with_secrets():
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret(TEXT[:-1])
    assert Secret(TEXT) != Secret(TEXT[:-1] + b"!")
    assert Secret(TEXT) != TEXT


@pytest.mark.parametrize("act", [pickle.dumps, copy.copy, copy.deepcopy, hash], ids=lambda act: act.__name__)
def test_is_neither_pickled_nor_copied_nor_hashed(act):
    with pytest.raises(TypeError):
        act(Secret(TEXT))


def test_shows_its_length_only(caplog):
    secret = Secret(TEXT)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").debug("key %s %r", secret, secret)
    assert repr(secret) == f"Secret({len(TEXT)} bytes)"
    for text in (repr(secret), str(secret), f"{secret}", caplog.text):
        assert "fox" not in text
        assert TEXT.hex() not in text


def test_is_not_shown_by_a_traceback_with_local_variables():
    def fail(secret):
        view = secret.view()
        raise RuntimeError(f"with {secret} and {view}")

    with pytest.raises(RuntimeError) as caught:
        fail(Secret(b"swordfish"))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "secret = Secret(9 bytes)" in shown
    assert "view = <memory" in shown


@pytest.mark.parametrize("make", [bytearray, lambda data: memoryview(bytearray(data)).cast("I")])
def test_wipe_overwrites_any_writable_buffer(make):
    buffer = make(b"x" * 16)
    wipe(buffer)
    assert bytes(buffer) == bytes(16)


def test_wipe_refuses_what_it_cannot_overwrite():
    with pytest.raises(TypeError):
        wipe(memoryview(b"constant"))


@pytest.mark.parametrize("length", [0, 1, 64, 300000])
def test_random_bytes_have_the_length_and_differ(length):
    for make in (random_bytes, lambda n: bytes(random_secret(n).view())):
        first, second = make(length), make(length)
        assert len(first) == len(second) == length
        assert length < 16 or first != second
        assert length < 4096 or len(set(first[-4096:])) > 200


def test_memory_is_left_out_of_core_dumps():
    """``dd`` among the flags of its mapping, which begins at a page of its own."""
    secret = Secret(TEXT)
    address = ctypes.addressof(ctypes.c_char.from_buffer(secret.view()))
    flags: list[str] = []
    inside = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        bounds = re.match(r"([0-9a-f]+)-([0-9a-f]+) ", line)
        if bounds:
            inside = int(bounds[1], 16) <= address < int(bounds[2], 16)
        elif inside and line.startswith("VmFlags:"):
            flags = line.split()[1:]
    assert "dd" in flags
