"""Questions on the terminal: passphrases without echo, and yes or no.

References: termios(3); POSIX.1-2017, General Terminal Interface.
"""

import os
import select
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from vault.cli.text import escape
from vault.errors import Cancelled, CredentialError, NoCredential

if TYPE_CHECKING:
    from vault.cli.console import Console
    from vault.crypto.secret import Secret
    from vault.options import PassphraseStrength

TERMINAL = "/dev/tty"
MAX_TYPED = 512
"""Bytes of a typed passphrase, as in cryptsetup; more is an error and never cut."""
LINE = 8192
"""Bytes that are read at most; the terminal itself hands out no line of more than 4096."""
TRIES = 3
FEW_TRIES = 3
"""Of a PIN, from which on it is told how many are left."""
LOCAL_FLAGS = 3
HINT = "use --passphrase-fd or --key-file"


class TerminalPrompt:
    """Asks on the controlling terminal, whatever the standard streams are connected to.

    With ``echo`` what is typed is shown: for a long key that is copied from paper.
    """

    def __init__(self, console: "Console", *, echo: bool = False) -> None:
        self._console = console
        self._echo = echo

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> "Secret":
        """What the user types; with ``confirm`` twice the same, after an estimate of its strength.

        Raises NoCredential without a terminal or when nothing is typed that ``may_be_empty``, CredentialError when
        three pairs differ or it is too long, Cancelled at the end of input.
        """
        self._console.clear()
        with _terminal() as fd:
            if not confirm:
                return _ask(fd, question, may_be_empty=may_be_empty, echo=self._echo)
            for _ in range(TRIES):
                typed = _ask(fd, question, may_be_empty=may_be_empty)
                _say(fd, _about(typed))
                with _ask(fd, f"{question} again", may_be_empty=may_be_empty) as again:
                    if typed == again:
                        return typed
                typed.wipe()
                _say(fd, "The passphrases differ.")
        raise CredentialError("the passphrases differ")

    def pin(self, device: str, left: int | None) -> "Secret":
        """The PIN that the user types; raises NoCredential without a terminal or when nothing is typed, Cancelled."""
        self._console.clear()
        few = left is not None and left <= FEW_TRIES
        tries = f" ({left} {'try' if left == 1 else 'tries'} left)" if few else ""
        with _terminal(f"there is nobody to ask for the PIN of {device}", hint="") as fd:
            return _ask(fd, f"PIN of {device}{tries}", may_be_empty=False, what="PIN")


def is_interactive() -> bool:
    """Whether somebody may be asked: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def confirmed(question: str) -> bool:
    """Whether the user answers yes; without a terminal as standard input nobody is asked and the answer is yes."""
    if not is_interactive():
        return True
    with _terminal() as fd:
        _say(fd, f"{question} [y/N] ", end="")
        _wait(fd)
        answer = os.read(fd, MAX_TYPED).strip().lower()
    return answer in (b"y", b"yes")


@contextmanager
def _terminal(missing: str = "there is no terminal to ask for the passphrase", hint: str = HINT) -> Iterator[int]:
    """The controlling terminal's descriptor; raises NoCredential when there is none."""
    try:
        fd = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise NoCredential(missing, hint=hint) from error
    try:
        yield fd
    finally:
        os.close(fd)


def _ask(fd: int, question: str, *, may_be_empty: bool, echo: bool = False, what: str = "passphrase") -> "Secret":
    """The line that the user types, without its newline."""
    from vault.crypto.secret import Secret, wipe

    line = bytearray(LINE)  # all is read into this one buffer, so that no copy is left elsewhere
    try:
        with _asking(fd, f"{question}: ", echo=echo):
            length = _read_line(fd, line, what)
        if length > MAX_TYPED:
            raise CredentialError(f"a typed {what} has at most {MAX_TYPED} bytes", hint="use a key file")
        if not length and not may_be_empty:
            raise NoCredential(f"no {what} was typed")
        return Secret(memoryview(line)[:length])
    finally:
        wipe(line)


def _read_line(fd: int, line: bytearray, what: str) -> int:
    """Bytes typed into ``line`` up to a newline or the end of input; raises Cancelled when it ends at once."""
    length = 0
    while length < len(line):
        _wait(fd)
        try:
            count = os.readv(fd, [memoryview(line)[length:]])
        except OSError as error:
            raise NoCredential("the terminal went away") from error
        end = line.find(b"\n", length, length + count)
        length = length + count if end < 0 else end
        if end >= 0 or (length and not count):
            break
        if not count:
            raise Cancelled(f"no {what} was typed")
    return length


def _wait(fd: int) -> None:
    """Return when something was typed; a signal that comes at any moment before that is heard.

    A signal just before a blocking read would only be noticed after it. So the interpreter writes to a pipe as well
    when one arrives, and both are waited for.
    """
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    try:
        while fd not in select.select([fd, woken], [], [])[0]:
            os.read(woken, 1)  # the signal's own handler has run by now, and has not raised
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wake)


@contextmanager
def _asking(fd: int, question: str, *, echo: bool) -> Iterator[None]:
    """A terminal that shows the question, and typing only with ``echo``; put back whatever happens, also while
    suspended.
    """
    saved = termios.tcgetattr(fd)
    asking = termios.tcgetattr(fd)
    asking[LOCAL_FLAGS] &= ~(termios.ECHO | termios.ECHONL)
    asking[LOCAL_FLAGS] |= termios.ICANON | termios.ISIG | (termios.ECHO if echo else 0)

    def begin() -> None:
        termios.tcsetattr(fd, termios.TCSAFLUSH, asking)
        _say(fd, question, end="")

    def suspend(number: int, _frame: FrameType | None) -> None:
        termios.tcsetattr(fd, termios.TCSADRAIN, saved)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # stops here and goes on after SIGCONT
        signal.signal(number, suspend)
        begin()

    before = signal.signal(signal.SIGTSTP, suspend)
    try:
        begin()
        yield
    finally:
        with suppress(OSError, termios.error):  # a terminal that went away needs nothing put back
            termios.tcsetattr(fd, termios.TCSADRAIN, saved)
            if not echo:
                _say(fd, "")
        signal.signal(signal.SIGTSTP, before)


def _say(fd: int, text: str, *, end: str = "\n") -> None:
    os.write(fd, (escape(text) + end).encode("utf-8", "backslashreplace"))


def strength_line(found: "PassphraseStrength") -> str:
    """One line on how hard a passphrase is to guess."""
    line = f"Strength: {found.strength} (guessed in {found.guessed_in})."
    return f"{line} Warning: {found.warning}" if found.warning else line


def _about(typed: "Secret") -> str:
    """One line on the passphrase that was typed; where it is weak it names the way to a better one."""
    from vault.passphrases import estimate

    found = estimate(typed)
    return strength_line(found) + (" vault passphrase generate makes better ones." if found.warning else "")
