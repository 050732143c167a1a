"""Keys in the kernel's keyring: only for the block."""

import time
from pathlib import Path

import pytest

from vault.errors import BackendError
from vault.system import keyring
from vault.system.keyring import logon_key

KEYS = Path("/proc/keys")


@pytest.fixture(autouse=True)
def _needs_keyring() -> None:
    try:
        with logon_key("vault:probe", memoryview(bytearray(16))):
            pass
    except BackendError as error:
        pytest.skip(f"no keyring here: {error}")
    if not KEYS.exists():
        pytest.skip("the kernel does not list keys")


def usable(description: str) -> bool:
    """Whether a key of that name is there and was not revoked."""
    lines = [line for line in KEYS.read_text().splitlines() if f" {description}" in line]
    return any("R" not in line.split()[1] for line in lines)


@pytest.mark.attack(47)
def test_a_key_is_there_for_the_block_only() -> None:
    payload = bytearray(range(64))
    with logon_key("vault:block", memoryview(payload)) as name:
        assert name == ":64:logon:vault:block"
        assert usable("vault:block")
    assert not usable("vault:block")
    payload.clear()  # nothing holds the buffer any more
    deadline = time.monotonic() + 60
    while "vault:block" in KEYS.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.attack(47)
def test_a_failure_in_the_block_takes_the_key_away() -> None:
    with pytest.raises(ZeroDivisionError), logon_key("vault:failed", memoryview(bytearray(16))):
        raise ZeroDivisionError
    assert not usable("vault:failed")


def test_a_name_that_the_kernel_refuses_is_an_error() -> None:
    with pytest.raises(BackendError, match="invalid argument"), logon_key("noprefix", memoryview(bytearray(16))):
        pass


@pytest.mark.parametrize(("machine", "own"), [("x86_64", "i686"), ("aarch64", "armv7l"), ("armv7l", "armv7l")])
def test_a_32_bit_process_has_numbers_of_its_own(monkeypatch: pytest.MonkeyPatch, machine: str, own: str) -> None:
    monkeypatch.setattr(keyring.platform, "machine", lambda: machine)
    monkeypatch.setattr(keyring.ctypes, "sizeof", lambda _: 4)
    assert keyring._numbers() == keyring.SYSTEM_CALLS[own]
