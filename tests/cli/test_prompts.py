"""Passphrases are typed on the terminal without echo, and the terminal is put back whatever happens."""

import os
import signal
import termios

import pytest

ASK = """
import signal, sys
from vault.cli.console import Console
from vault.cli.main import Interrupted, _catch_signals
from vault.cli.prompts import TerminalPrompt
from vault.errors import VaultError
_catch_signals()
try:
    secret = TerminalPrompt(Console()).passphrase("Passphrase", confirm=sys.argv[1] == "twice", may_be_empty=False)
    print("typed", bytes(secret.view()).hex())
except VaultError as error:
    print("failed", error.code, error)
    sys.exit(error.exit_code)
except Interrupted as error:
    sys.exit(128 + error.number)
"""
KEEP = """
import subprocess, sys
print("code", subprocess.run([sys.executable, "-c", *sys.argv[1:]]).returncode)
input()
"""
ONCE, TWICE = ("once", "twice")


@pytest.fixture
def ask(terminal):
    """Start asking, once or twice."""
    return lambda how: terminal(how, python=("-c", ASK))


def echoes(child) -> bool:
    return bool(termios.tcgetattr(child.child_fd)[3] & termios.ECHO)


def test_nothing_that_is_typed_appears(ask, end_code) -> None:
    child = ask(ONCE)
    child.expect_exact("Passphrase: ")
    assert not echoes(child)
    child.sendline("pässword")
    code, text = end_code(child)
    assert (code, text) == (0, f"\ntyped {'pässword'.encode().hex()}\n")


def test_a_new_passphrase_is_asked_for_until_both_are_equal(ask, end_code) -> None:
    child = ask(TWICE)
    for first, second in (("one thing", "another"), ("same thing", "same thing")):
        child.expect_exact("Passphrase: ")
        child.sendline(first)
        child.expect_exact("Strength: ")
        child.expect_exact("Passphrase again: ")
        child.sendline(second)
    code, text = end_code(child)
    assert code == 0
    assert f"typed {b'same thing'.hex()}" in text


def test_three_pairs_that_differ_are_enough(ask, end_code) -> None:
    child = ask(TWICE)
    for _ in range(3):
        child.expect_exact("Passphrase: ")
        child.sendline("one thing")
        child.expect_exact("again: ")
        child.sendline("another")
    code, text = end_code(child)
    assert code == 3
    assert "failed credential the passphrases differ" in text


def test_a_weak_passphrase_is_taken_with_a_warning(ask, end_code) -> None:
    child = ask(TWICE)
    child.expect_exact("Passphrase: ")
    child.sendline("password")
    child.expect_exact("Strength: very weak")
    child.expect_exact("Warning: ")
    child.expect_exact("again: ")
    child.sendline("password")
    assert end_code(child)[0] == 0


def test_a_strong_passphrase_has_no_warning(ask, end_code) -> None:
    child = ask(TWICE)
    child.expect_exact("Passphrase: ")
    child.sendline("wolkig Tretboot 71 nagen Zwirn quer")
    child.expect_exact("Strength: strong")
    child.expect_exact("again: ")
    assert "Warning" not in child.before
    child.sendline("wolkig Tretboot 71 nagen Zwirn quer")
    assert end_code(child)[0] == 0


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ("\x03", 130, ""),
        ("half\x03", 130, ""),
        ("\x04", 130, "failed cancelled"),
        ("\n", 3, "failed no-credential"),
        ("x" * 512 + "\n", 0, "typed " + "78" * 512),
        ("x" * 513 + "\n", 3, "failed credential"),
        ("half\x04\x04", 0, f"typed {b'half'.hex()}"),
    ],
)
def test_the_end_of_typing(ask, end_code, keys: str, code: int, said: str) -> None:
    child = ask(ONCE)
    child.expect_exact("Passphrase: ")
    child.send(keys)
    found, text = end_code(child)
    assert (found, said in text) == (code, True)
    assert "half" not in text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_puts_the_terminal_back(terminal, number: signal.Signals) -> None:
    child = terminal(
        ASK.replace("_catch_signals()\ntry", "print('pid', __import__('os').getpid())\n_catch_signals()\ntry"),
        ONCE,
        python=("-c", KEEP),
    )
    child.expect(r"pid (\d+)")
    pid = int(child.match[1])
    child.expect_exact("Passphrase: ")
    assert not echoes(child)
    os.kill(pid, number)
    child.expect_exact(f"code {128 + number}")
    assert echoes(child)
    child.sendline()


def test_the_question_comes_again_after_a_stop(ask, end_code) -> None:
    child = ask(ONCE)
    child.expect_exact("Passphrase: ")
    child.send("\x1a")  # nobody could continue a process without a shell, so that the system skips the stop itself
    child.expect_exact("Passphrase: ")
    assert not echoes(child)
    child.sendline("after")
    assert end_code(child) == (0, f"\ntyped {b'after'.hex()}\n")
