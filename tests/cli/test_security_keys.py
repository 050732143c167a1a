"""``vault security-key``, and volumes that a security key opens: what is printed, asked and told."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pexpect
import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault.testing.authenticator import Authenticator, Ctap, Traits
from vault.testing.authenticator import Touch as Does
from vault.testing.hidraw import Slots
from vault.testing.volumes import write_volume

PASSPHRASE = b"correct horse"
PIN = "13579"
DEADLINE_S = 120
Vault = Callable[..., subprocess.CompletedProcess[str]]
Terminal = Callable[..., pexpect.spawn]
EndCode = Callable[[pexpect.spawn], tuple[int | None, str]]
MAIN = "from vault.cli.main import main; main()"


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    (tmp_path / "usb").mkdir()
    return Slots(tmp_path / "usb")


@pytest.fixture
def plug(slots: Slots) -> Iterator[Callable[..., Path]]:
    """Plugs a key in until the test ends."""
    with ExitStack() as stack:
        yield lambda key, name="Solo 2": stack.enter_context(slots.plugged(key, name))


@pytest.fixture
def program(slots: Slots) -> tuple[str, ...]:
    """The arguments for Python that run ``vault`` with these slots."""
    return ("-c", slots.program + MAIN)


@pytest.fixture
def keyed(program: tuple[str, ...], environment: dict[str, str], work: Path) -> Vault:
    """Run ``vault`` with these slots in pipes and without a controlling terminal."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=environment,
            cwd=work,
            timeout=DEADLINE_S,
            start_new_session=True,
            check=False,
        )

    return run


@pytest.fixture
def volume(work: Path) -> Path:
    write_volume(work / "secret.vol", PASSPHRASE, size=3 << 20)
    (work / "key").write_bytes(PASSPHRASE)
    return work / "secret.vol"


def test_keys_are_listed(keyed: Vault, plug: Callable[..., Path]) -> None:
    assert keyed("security-key", "list").stdout == "no security key is plugged in\n"
    assert json.loads(keyed("security-key", "list", "--json").stdout)["keys"] == []
    good = plug(Authenticator(pin=PIN))
    bad = plug(Authenticator(Traits(hmac_secret=False)), "Old \x1b[2J")
    done = keyed("security-key", "list")
    lines = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    assert (done.returncode, lines[0], done.stderr) == (0, ["DEVICE", "NAME", "PIN", "STATE"], "")
    assert lines[1][0] == str(good) and "\x1b" not in done.stdout
    found = json.loads(keyed("security-key", "list", "--json").stdout)["keys"]
    assert found[0] == {"path": str(good), "name": "Solo 2", "has_pin": True, "usable": True, "reason": ""}
    assert found[1]["path"] == str(bad) and "hmac-secret" in found[1]["reason"]


def test_a_key_is_enrolled_and_opens(keyed: Vault, volume: Path, plug: Callable[..., Path]) -> None:
    device = plug(Authenticator())
    done = keyed("security-key", "enroll", volume, "--key-file", "key", "--no-pin", "--new-key-slot", "3")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "keyslot 3 is opened by the security key\n"
    assert done.stderr.count("touch the security key Solo 2\n") == 3
    assert "systemd-fido2" in keyed("keyslot", "list", volume).stdout
    done = keyed("security-key", "status", volume)
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["TOKEN", "KEYSLOT", "PIN", "TOUCH"],
        ["0", "3", "no", "yes"],
        [],
        ["DEVICE", "NAME", "PIN", "STATE"],
        [str(device), "Solo", "2", "no", "ready"],
    ]
    found = json.loads(keyed("security-key", "status", volume, "--json").stdout)
    assert found["tokens"] == [{"number": 0, "slot": 3, "needs_pin": False, "needs_touch": True}]
    assert [each["usable"] for each in found["keys"]] == [True] and found["reason"] == ""
    for options in ((), ("--security-key",), ("--security-key-device", device, "--token-id", "0")):
        done = keyed("keyslot", "test", volume, *options)
        assert (done.returncode, done.stderr) == (0, "touch the security key Solo 2\n")
        assert "keyslot 3" in done.stdout
    done = keyed("security-key", "enroll", volume, "--security-key", "--no-pin", "--no-touch", "--json")
    assert json.loads(done.stdout)["keyslot"] == 1


def test_without_a_key_the_reason_is_one_line(keyed: Vault, volume: Path, slots: Slots) -> None:
    done = keyed("keyslot", "test", volume, "--security-key")
    assert done.returncode == 4
    assert done.stderr.splitlines() == [
        "vault: no keyslot of secret.vol is opened by a security key",
        f"  hint: vault security-key enroll {volume} adds one",
    ]
    done = keyed("security-key", "enroll", volume, "--key-file", "key")
    assert done.returncode == 3 and done.stderr.startswith("vault: no security key is plugged in\n")
    assert keyed("security-key", "status", volume).stdout == "no security key opens it\n"
    with slots.plugged(Authenticator()):
        assert keyed("security-key", "enroll", volume, "--key-file", "key").returncode == 3  # it has no PIN
        keyed("security-key", "enroll", volume, "--key-file", "key", "--no-pin")
    done = keyed("keyslot", "test", volume, "--security-key", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "token-unavailable"
    assert "no security key is plugged in" in keyed("security-key", "status", volume).stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--security-key", "--no-token"),
        ("--security-key", "--key-file", "key"),
        ("--security-key-device", "/dev/null", "--passphrase-fd", "0"),
    ],
)
def test_a_security_key_is_not_used_besides_another_credential(
    options: tuple[str, ...], keyed: Vault, volume: Path
) -> None:
    done = keyed("keyslot", "test", volume, *options)
    assert done.returncode == 2 and "cannot be used and not used" in done.stderr


def test_the_pin_is_asked_for_on_the_terminal_until_it_is_right(
    terminal: Terminal, program: tuple[str, ...], volume: Path, plug: Callable[..., Path], end_code: EndCode
) -> None:
    key = Authenticator(pin=PIN)
    plug(key)
    child = terminal("security-key", "enroll", volume, "--key-file", "key", python=program)
    child.expect_exact("PIN of Solo 2: ")
    child.sendline("9999")
    child.expect_exact("warning: that is not the PIN of Solo 2")
    child.expect_exact("PIN of Solo 2: ")
    child.sendline(PIN)
    code, text = end_code(child)
    assert code == 0 and "keyslot 1 is opened by the security key" in text
    assert PIN not in text and "9999" not in text
    key.pin.tries = 2
    child = terminal("keyslot", "test", volume, python=program)
    child.expect_exact("PIN of Solo 2 (2 tries left): ")
    child.sendline("8888")
    child.expect_exact("PIN of Solo 2 (1 try left): ")
    child.sendline(PIN)
    code, text = end_code(child)
    assert code == 0 and "touch the security key Solo 2" in text and "keyslot 1" in text


def test_no_pin_goes_on_with_the_passphrase(
    terminal: Terminal, program: tuple[str, ...], volume: Path, slots: Slots, end_code: EndCode, keyed: Vault
) -> None:
    key = Authenticator(pin=PIN)
    with slots.plugged(key):
        child = terminal("security-key", "enroll", volume, "--key-file", "key", python=program)
        child.expect_exact("PIN of Solo 2: ")
        child.sendline(PIN)
        assert end_code(child)[0] == 0
        child = terminal("keyslot", "test", volume, python=program)
        child.expect_exact("PIN of Solo 2: ")
        child.sendline("")
        child.expect_exact("no PIN was typed")
        child.expect_exact("Passphrase for secret.vol: ")
        child.sendline(PASSPHRASE.decode())
        assert end_code(child)[0] == 0
        done = keyed("keyslot", "test", volume, "--security-key")
        assert done.returncode == 3 and "there is nobody to ask for the PIN of Solo 2\n" in done.stderr
    assert key.served[Ctap.MAKE_CREDENTIAL] == 1


def test_control_c_while_it_waits_for_a_touch_ends_it(
    terminal: Terminal, program: tuple[str, ...], volume: Path, plug: Callable[..., Path], end_code: EndCode
) -> None:
    key = Authenticator()
    plug(key)
    child = terminal("security-key", "enroll", volume, "--key-file", "key", "--no-pin", python=program)
    assert end_code(child)[0] == 0
    before = volume.read_bytes()
    key.person.does = Does.WHEN_TOLD
    for command in (("keyslot", "test", volume), ("security-key", "enroll", volume, "--key-file", "key", "--no-pin")):
        child = terminal(*command, python=program)
        child.expect_exact("touch the security key Solo 2")
        child.sendintr()
        code, text = end_code(child)
        assert code == 128 + signal.SIGINT and "vault: cancelled" in text
        assert not key.person.waiting.is_set()
    assert volume.read_bytes() == before
