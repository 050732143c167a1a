"""Workers: processes that run use cases of the engine for the window, each one after the other.

Run as ``python -P -m vault.gui.worker`` with one end of a socket pair as standard input. This process only forks: for
each end of a channel that it is handed, a worker that has loaded what it needs. The window stays free whatever a use
case waits for, a cancellation is the signal that the command line has (SIGINT) and unwinds as there, and neither a
crash of the window nor one of a worker takes the other with it. Qt is not loaded here.
"""

import ctypes
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import BackendError, Cancelled, NoCredential, VaultError
from vault.events import Settled
from vault.gui.wire import Channel, Myself, Seen
from vault.options import RecoveryKey

FINISHED = ("dismount", "detach", "lock_all", "suspend")
"""What goes on to its end when the window dies: it takes keys away."""
PR_SET_PDEATHSIG = 1
ENDING = (signal.SIGINT, signal.SIGTERM)
LOADED = ("vault.access", "vault.closing", "vault.opening", "vault.plan", "vault.volume", "vault.watching")


SWALLOWED_S = 0.01


class Terminated(KeyboardInterrupt):
    """It was not the user who gave it up: the process that this one was forked from has died, or somebody ends it."""


def main() -> int:
    """Fork workers until the window closes its end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))  # heard of by a worker that has something to give up
    for number in (signal.SIGPIPE, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)
    if not _dies_with(os.getppid()):
        return 0
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    for name in LOADED:
        import_module(name)
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            return 0
        parent = os.getpid()
        if os.fork() == 0:
            control.close()
            code = 1
            try:
                code = _work(parent, descriptors[0])
            finally:
                os._exit(code)  # a derivation that was given up may still compute, and ends with this
        os.close(descriptors[0])


def _dies_with(parent: int) -> bool:
    """Have the kernel tell this process when its parent dies; whether it lives."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    return os.getppid() == parent


def _work(parent: int, descriptor: int) -> int:
    """Serve calls until the window closes the channel, or one is cancelled."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if not _dies_with(parent):
        return 0
    channel = Channel(socket.socket(fileno=descriptor))
    with suppress(EOFError, OSError):
        channel.send("ready", Myself())
        while True:
            _, (method, args, kwargs) = channel.receive()
            if not _serve(channel, method, args, kwargs):
                return 0
    return 0


def _serve(channel: Channel, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Run a use case and send what came of it; whether another one may follow in this process."""
    outcome: tuple[str, object]
    is_last = False
    try:
        try:
            _listen(method)
            outcome = "result", _call(channel, method, args, kwargs)
        finally:
            _listen_no_more()
    except Terminated:
        outcome = "error", BackendError("the process that worked on it has ended", hint="try again")
        is_last = True
    except KeyboardInterrupt:
        outcome = "error", Cancelled("it was cancelled")
    except VaultError as error:
        outcome = "error", error
    except Exception as error:  # noqa: BLE001 - the last resort, told without what values were
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"internal error: {type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
        outcome = "error", VaultError(what, hint="report it")
    with suppress(OSError):  # the window may be gone
        channel.send(*outcome)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
    while channel.received:
        with suppress(OSError):  # the engine has closed it
            os.close(channel.received.pop())
    return not is_last and not isinstance(outcome[1], Cancelled)


def _listen(method: str) -> None:
    """Let the signals that end a use case unwind it, also one that has come already."""

    def end(number: int, _frame: FrameType | None) -> None:
        _listen_no_more()
        raise Terminated if number == signal.SIGTERM else KeyboardInterrupt

    def swallowed(raised: "sys.UnraisableHookArgs") -> None:
        """Raise again, a moment later, what Python could not: the signal came while it called back from within C."""
        if issubclass(raised.exc_type, KeyboardInterrupt):
            signal.signal(signal.SIGALRM, end)
            signal.setitimer(signal.ITIMER_REAL, SWALLOWED_S)
        else:
            sys.__unraisablehook__(raised)

    sys.unraisablehook = swallowed
    signal.signal(signal.SIGTERM, signal.SIG_IGN if method in FINISHED else end)
    signal.signal(signal.SIGINT, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _listen_no_more() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    signal.setitimer(signal.ITIMER_REAL, 0)


class Window:
    """The engine's ``Prompt``: the window asks for passphrases before it calls, but for a PIN when a key wants one."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        """There is none but what came with the call; raises NoCredential."""
        del question, confirm, may_be_empty
        raise NoCredential("no passphrase was given")

    def pin(self, device: str, left: int | None) -> Secret:
        """The PIN of the security key, asked for in the window. Raises Cancelled when that is gone."""
        try:
            self._channel.send("ask-pin", (device, left))
            what, pin = self._channel.receive()
        except (EOFError, OSError) as error:
            raise Cancelled("nobody gave the PIN") from error
        if what != "pin" or not isinstance(pin, Secret):
            raise Cancelled("nobody gave the PIN")
        return pin


def _call(channel: Channel, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
    assert not method.startswith("_")

    def tell(event: object) -> None:
        if isinstance(event, Settled):
            _listen_no_more()  # the answer is what came of it, also when somebody gives it up now
        with suppress(OSError):  # the window may be gone, and its death ends what is not to go on
            channel.send("event", event)

    engine = Engine(tell, Window(channel))
    if method == "watch":
        args = (channel.fileno(),)
    if method == "recovery_create":
        kwargs["show"] = lambda key: _show(channel, key)
    if isinstance(agreed := kwargs.get("agree"), Seen):
        kwargs["agree"] = lambda shown: shown == agreed.shown
    found = getattr(engine, method)(*args, **kwargs)
    if isinstance(found, Iterator):
        for each in found:
            tell(each)
        return None
    return found


def _show(channel: Channel, key: RecoveryKey) -> None:
    """Have the window show a recovery key; raises Cancelled when it could not, so that the keyslot is taken back."""
    channel.send("show", key)
    if channel.receive() != ("shown", True):
        raise Cancelled("the recovery key was not shown")


if __name__ == "__main__":
    sys.exit(main())
