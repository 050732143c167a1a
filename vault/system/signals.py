"""Signals that are heard of a moment later, once what was done is known to whoever undoes it.

References: signal(7); Python, Doc/library/signal.rst, "Execution of Python signal handlers"
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
"""Signals whose handlers may raise, to end a command."""


@contextmanager
def held_back() -> Iterator[None]:
    """In the block no signal handler raises: those of the signals that came run at its end, and raise there.

    It is for the few calls between an act and the record of it, and so begins inside of what undoes the act. Python
    runs handlers in the main thread only, so in another one nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: handler for number in ENDING if callable(handler := signal.getsignal(number))}
    came: set[int] = set()
    try:
        for number in before:
            signal.signal(number, lambda number, _: came.add(number))
        yield
    finally:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, before)
        for number, handler in before.items():
            signal.signal(number, handler)
        for heard in came:
            signal.raise_signal(heard)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
