"""Keys in the kernel's keyrings: only for the block, or for the user's processes and nobody else."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from vault.crypto.secret import Secret
from vault.errors import BackendError, NotAvailable
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


FRESH = """
import sys
from vault.crypto.secret import Secret
from vault.system import keyring
keyring._keyctl(1, None)  # a session keyring of its own, which does not link to the user keyring
"""
READ = FRESH + "sys.stdout.buffer.write(bytes(keyring.read_user_key(sys.argv[1], Secret.zeros).view()))"
DROP = FRESH + "print(keyring.user_keys(sys.argv[1]), keyring.drop_user_key(sys.argv[1]))"
AS_ANOTHER = """
import os, sys
from vault.crypto.secret import Secret
from vault.errors import NotAvailable
from vault.system import keyring
os.setresgid(int(sys.argv[1]), int(sys.argv[1]), int(sys.argv[1]))
os.setresuid(int(sys.argv[1]), int(sys.argv[1]), int(sys.argv[1]))
"""
REFUSED = f"""{AS_ANOTHER}
try:
    keyring.read_user_key(sys.argv[2], Secret.zeros)
except NotAvailable as error:
    print(error)
for operation in (keyring.READ, keyring.REVOKE, keyring.SET_TIMEOUT):
    try:
        keyring._keyctl(operation, int(sys.argv[3]), 0, 0)
    except PermissionError:
        print("refused")
"""
FULL = f"""{AS_ANOTHER}
names = []
try:
    for size in (1000, 1):
        try:
            while True:
                keyring.put_user_key(f"vault:full:{{len(names)}}", memoryview(bytearray(size)), 60)
                names.append(f"vault:full:{{len(names)}}")
        except Exception as error:
            print(repr(error))
    print(len(keyring.read_user_key(names[0], Secret.zeros)))
finally:
    print(all([keyring.drop_user_key(name) for name in names]), keyring.user_keys("vault:full:"))
"""
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")


@pytest.fixture
def name() -> Iterator[str]:
    description = f"vault:test:{uuid4().hex}"
    yield description
    keyring.drop_user_key(description)


def put(name: str, payload: bytes, timeout_s: int | None = 600) -> None:
    keyring.put_user_key(name, memoryview(bytearray(payload)), timeout_s)


def read(name: str) -> bytes:
    with keyring.read_user_key(name, Secret.zeros) as found:
        return bytes(found.view())


def child(code: str, *arguments: object) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], check=True, stdout=subprocess.PIPE, timeout=120
    ).stdout


def number_of(name: str) -> int:
    return keyring._keyctl(keyring.SEARCH, keyring.USER_KEYRING, keyring.USER, name.encode(), 0)


@pytest.mark.parametrize("payload", [b"a", b"of one kind\0or another", bytes(keyring.MOST_BYTES)])
def test_what_is_put_is_read(name: str, payload: bytes) -> None:
    put(name, payload)
    assert read(name) == payload
    assert keyring.user_keys(name) == [name]


def test_another_key_takes_the_place_of_the_first(name: str) -> None:
    put(name, b"the first and longer one")
    put(name, b"second", None)
    assert (read(name), keyring.longest_left_s(name)) == (b"second", None)
    assert keyring.user_keys(name) == [name]


def test_a_dropped_key_is_gone_and_a_missing_one_said_to_be(name: str) -> None:
    put(name, b"secret")
    assert keyring.drop_user_key(name)
    assert not keyring.drop_user_key(name)
    assert not keyring.renew_user_key(name, 60)
    assert keyring.user_keys(name) == []
    with pytest.raises(NotAvailable, match="there is none"):
        read(name)


def test_a_key_ends_by_itself(name: str) -> None:
    put(name, b"secret", 1)
    deadline = time.monotonic() + 60
    while keyring.user_keys(name):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with pytest.raises(NotAvailable, match=r"its time is over|there is none"):
        read(name)
    assert not keyring.drop_user_key(name)
    assert keyring.longest_left_s(name) == 0
    put(name, b"secret", 600)
    assert read(name) == b"secret"


@pytest.mark.parametrize(("timeout_s", "least_s"), [(600, 500), (7200, 3600), (200_000, 86_400), (None, None)])
def test_what_is_left_is_known_roughly(name: str, timeout_s: int | None, least_s: int | None) -> None:
    put(name, b"secret", 300)
    if timeout_s is None:
        put(name, b"secret", None)
    else:
        assert keyring.renew_user_key(name, timeout_s)
    left_s = keyring.longest_left_s(name)
    assert left_s == least_s or (left_s and timeout_s and least_s and least_s <= left_s <= timeout_s)


@pytest.mark.attack(47)
def test_the_list_of_keys_tells_no_secret(name: str) -> None:
    put(name, b"very-secret-indeed")
    assert name in KEYS.read_text()
    assert "very-secret" not in KEYS.read_text()
    assert b"very-secret" not in keyring._answer(keyring.DESCRIBE, number_of(name))


@pytest.mark.parametrize("own", [True, False], ids=["own", "of-another-program"])
def test_a_process_in_another_session_reads_and_drops_it(name: str, own: bool) -> None:
    if own:
        put(name, b"secret")
    else:  # with the permissions that keyctl(1) leaves it
        add_key, _ = keyring._numbers()
        payload = ctypes.create_string_buffer(b"secret", 6)
        keyring._call(add_key, b"user", name.encode(), payload, ctypes.c_size_t(6), keyring.USER_KEYRING)
    assert child(READ, name) == b"secret"
    assert child(DROP, name) == f"['{name}'] True\n".encode()
    with pytest.raises(NotAvailable):
        read(name)


@as_root
@pytest.mark.attack(47)
def test_another_user_gets_nothing(name: str) -> None:
    put(name, b"secret")
    assert read(name) == b"secret"  # this process has a session keyring now, which the other user inherits
    lines = child(REFUSED, 65534, name, number_of(name)).decode().splitlines()
    assert lines[0].endswith((": there is none", ": permission denied"))
    assert lines[1:] == ["refused"] * 3
    assert read(name) == b"secret"


@as_root
def test_a_full_keyring_is_one_line_and_can_be_emptied() -> None:
    lines = child(FULL, 200_000 + os.getpid()).decode().splitlines()
    assert lines[:2] == ['BackendError("the kernel\'s keyring has no room for another key of this user")'] * 2
    assert lines[2:] == ["1000", "True []"]
