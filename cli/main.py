"""The command ``vault``: runs the command tree and turns whatever happens into one line and an exit code."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn, TextIO

import click

from vault.cli.app import App
from vault.cli.root import Ended, root
from vault.errors import VaultError, os_reason

PROGRAM = "vault"
BROKEN_PIPE = 128 + signal.SIGPIPE
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(KeyboardInterrupt):
    """A signal that ends the program; unwinds like Ctrl-C does."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def main() -> NoReturn:
    """Run ``vault`` with this process's arguments and end it with the exit code that spec/cli.md lists."""
    _fill_standard_descriptors()
    _escape_what_cannot_be_encoded()
    _catch_signals()
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # once more, while the first was being reported
        code = 128 + signal.SIGINT
    _ignore_signals()
    sys.exit(_flushed(code))


def run(arguments: list[str]) -> int:
    """The exit code of a command line; everything it has to say is on standard output and standard error."""
    app = App(json="--json" in arguments, debug="--debug" in arguments)
    try:
        code = root.main(arguments, prog_name=PROGRAM, standalone_mode=False, obj=app)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        return app.usage_failed(error)
    except VaultError as error:
        return app.failed(error)
    except (KeyboardInterrupt, click.Abort, Ended) as error:
        cause = error.__cause__ or error
        number = cause.number if isinstance(cause, Interrupted) else signal.SIGINT
        return app.cancelled(128 + number)
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback unless asked for
        return app.broke(error)
    finally:
        app.console.clear()


def _catch_signals() -> None:
    """Make the signals that end a program unwind it; those the parent ignores stay ignored."""
    ending = False

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal ending
        if ending and number != signal.SIGINT:
            return  # already unwinding: only an impatient user may cut that short
        ending = True
        raise Interrupted(number)

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def _ignore_signals() -> None:
    """What was done is done: its exit code is not to be changed while the interpreter ends."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def _fill_standard_descriptors() -> None:
    """Open descriptors 0 to 2 where the caller closed them, so that no container gets one of these numbers.

    They are opened for writing: reading a passphrase from a standard input that was closed still fails.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            assert os.open(os.devnull, os.O_WRONLY) == number


def _escape_what_cannot_be_encoded() -> None:
    """Let a name that the locale's encoding lacks be printed as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _flushed(code: int) -> int:
    """The exit code once all output is written; a reader that went away or a full disk changes it."""
    error = _flush(sys.stdout)
    if isinstance(error, BrokenPipeError):
        code = code or BROKEN_PIPE
    elif error is not None:
        code = App().failed(VaultError(f"cannot write the result: {os_reason(error)}"))
    _flush(sys.stderr)  # nobody is left to tell
    return code


def _flush(stream: TextIO | None) -> OSError | None:
    """Why the stream cannot be written; it then goes nowhere, or the interpreter would try again and complain."""
    if stream is None:
        return None
    try:
        stream.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    return None
