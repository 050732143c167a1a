"""Key derivation: costs that are refused, calibration, and that other threads run on."""

import subprocess
import sys
import threading

import pytest

from vault.crypto.kdf import (
    ARGON2I,
    ARGON2ID,
    KINDS,
    MIN_ITERATIONS,
    MIN_MEMORY_KIB,
    PBKDF2,
    Argon2Cost,
    Derivation,
    Pbkdf2Cost,
    calibrate,
    derive,
    scale_argon2,
    scale_pbkdf2,
)
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature, UsageError

SALT = bytes(range(32))
CHEAP = (Pbkdf2Cost("sha256", 1000), Argon2Cost(ARGON2ID, 4, 32, 1), Argon2Cost(ARGON2I, 4, 32, 1))


@pytest.mark.parametrize("cost", CHEAP, ids=lambda cost: cost.kind)
def test_key_depends_on_everything_that_goes_in(cost):
    base = derive(cost, Secret(b"one"), SALT, 32)
    assert len(base) == 32
    assert base == derive(cost, Secret(b"one"), SALT, 32)
    others = [
        derive(cost, Secret(b"two"), SALT, 32),
        derive(cost, Secret(b"one\n"), SALT, 32),
        derive(cost, Secret(b""), SALT, 32),
        derive(cost, Secret(b"one"), SALT[:-1] + b"x", 32),
    ]
    assert all(other != base for other in others)
    assert any(base.view())


@pytest.mark.parametrize("cost", CHEAP, ids=lambda cost: cost.kind)
def test_a_derivation_in_parts_gives_the_same_key(cost):
    with Secret(b"one") as credential:
        derivation = Derivation(cost, credential, SALT, 192)
    with derivation:
        for length in (64, 128, 192):
            derivation.wait(length, threading.Event())
        assert derivation.done
        assert derivation.key == derive(cost, Secret(b"one"), SALT, 192)


PARTS = """
import threading
from vault.crypto.kdf import Derivation, Pbkdf2Cost, derive
from vault.crypto.secret import Secret
cancelled = threading.Event()
for name in ("sha512", "sha256", "blake2s-256", "whirlpool", "ripemd160"):
    cost = Pbkdf2Cost(name, 1000)
    with Derivation(cost, Secret(b"one"), bytes(64), 1 << 24) as derivation:
        derivation.wait(64, cancelled)
        assert not derivation.done
        assert Secret(derivation.key.view()[:64]) == derive(cost, Secret(b"one"), bytes(64), 64)
cancelled.set()
derivation.wait(1 << 24, cancelled)
assert not derivation.done
print("good")
"""


def test_the_beginning_of_a_key_is_there_long_before_its_end():
    """What libgcrypt does, and what makes searches fast. The ends, minutes away, keep neither waiter nor process."""
    run = subprocess.run([sys.executable, "-c", PARTS], stdout=subprocess.PIPE, text=True, timeout=120, check=True)
    assert run.stdout == "good\n"


def test_a_derivation_that_fails_says_so_to_who_waits():
    with (
        Derivation(Pbkdf2Cost("sha256", 0), Secret(b"one"), SALT, 64) as derivation,
        pytest.raises(DamagedHeader),
    ):
        derivation.wait(64, threading.Event())


@pytest.mark.parametrize(
    ("cost", "error"),
    [
        (Pbkdf2Cost("sha256", 0), DamagedHeader),
        (Pbkdf2Cost("sha256", 2**32), DamagedHeader),
        (Pbkdf2Cost("md5", 1000), UnsupportedFeature),
        (Pbkdf2Cost("", 1000), UnsupportedFeature),
        (Argon2Cost("argon2d", 4, 32, 1), UnsupportedFeature),
        (Argon2Cost(ARGON2ID, 0, 32, 1), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, 0, 1), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, 7, 1), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, 32, 0), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, 32, 5), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, -1, 1), DamagedHeader),
        (Argon2Cost(ARGON2ID, 2**32, 32, 1), DamagedHeader),
        (Argon2Cost(ARGON2ID, 4, 2**32 - 1, 1), BackendError),
    ],
    ids=str,
)
def test_impossible_costs_are_refused(cost, error):
    with pytest.raises(error):
        derive(cost, Secret(b"one"), SALT, 32)


def test_too_little_memory_comes_with_a_hint():
    with pytest.raises(BackendError, match="needs 4194304 MiB of memory") as caught:
        derive(Argon2Cost(ARGON2ID, 4, 2**32 - 1, 1), Secret(b"one"), SALT, 32)
    assert caught.value.hint


def test_short_salt_is_refused_by_argon2():
    with pytest.raises(DamagedHeader, match="salt is too short"):
        derive(CHEAP[1], Secret(b"one"), b"1234567", 32)


@pytest.mark.parametrize("kind", [ARGON2ID, ARGON2I])
@pytest.mark.parametrize(("lanes", "cap"), [(1, 64), (2, 64), (4, 100)])
def test_calibration_of_argon2_keeps_to_the_bounds(kind, lanes, cap):
    cost = calibrate(kind, iter_time_ms=1, memory_kib=cap, lanes=lanes)
    assert isinstance(cost, Argon2Cost)
    assert cost.kind == kind
    assert cost.lanes == lanes
    assert cost.time >= 4
    assert cost.memory_kib <= cap
    assert derive(cost, Secret(b"one"), SALT, 32)


def test_calibration_gives_argon2_the_memory_that_its_lanes_need():
    assert calibrate(ARGON2ID, iter_time_ms=1, memory_kib=1, lanes=4).memory_kib == 32


def test_calibration_of_pbkdf2_keeps_the_hash_and_the_least_iterations():
    cost = calibrate(PBKDF2, iter_time_ms=1, hash_="sha512")
    assert isinstance(cost, Pbkdf2Cost)
    assert cost.hash == "sha512"
    assert cost.iterations >= MIN_ITERATIONS


def test_calibration_refuses_an_unknown_kdf():
    with pytest.raises(UsageError):
        calibrate("scrypt")
    assert set(KINDS) == {"argon2id", "argon2i", "pbkdf2"}


GIB = 1024 * 1024


@pytest.mark.parametrize(
    ("time", "memory", "took", "target", "cap", "want"),
    [
        (4, MIN_MEMORY_KIB, 100, 400, GIB, (4, 4 * MIN_MEMORY_KIB)),  # memory first
        (4, MIN_MEMORY_KIB, 100, 3200, GIB, (8, GIB)),  # then passes
        (4, MIN_MEMORY_KIB, 100, 10, GIB, (4, MIN_MEMORY_KIB)),  # no lower than this
        (4, 1024, 10, 40, 1024, (16, 1024)),  # unless the cap is lower
        (8, 2 * MIN_MEMORY_KIB, 100, 25, GIB, (4, MIN_MEMORY_KIB)),
    ],
)
def test_argon2_is_scaled_by_memory_then_passes(time, memory, took, target, cap, want):
    cost = scale_argon2(Argon2Cost(ARGON2ID, time, memory, 2), took, target, cap)
    assert (cost.time, cost.memory_kib) == want
    assert (cost.kind, cost.lanes) == (ARGON2ID, 2)


@pytest.mark.parametrize(("took", "target", "want"), [(10, 100, 50000), (10, 0.1, 1000), (1e-3, 1e9, 2**32 - 1)])
def test_pbkdf2_is_scaled_by_iterations(took, target, want):
    assert scale_pbkdf2(Pbkdf2Cost("sha256", 5000), took, target) == Pbkdf2Cost("sha256", want)
