"""Long work that cannot be interrupted itself, done where giving up does not have to wait for it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

LISTEN_S = 0.2
"""A signal that comes just before a wait is only noticed after it, so waits are short."""


class _Outcome(Generic[T]):
    """What the work gave: a value or what it raised."""

    def __init__(self) -> None:
        self.value: T | None = None
        self.error: BaseException | None = None


def in_background(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises, while this thread stays open to signals.

    A key derivation computes in C for seconds and hears nothing. Here it runs in a daemon thread, and the caller only
    waits: an exception that a signal handler raises (KeyboardInterrupt) leaves at once, and the abandoned thread ends
    with the process.
    """
    outcome: _Outcome[T] = _Outcome()

    def run() -> None:
        try:
            outcome.value = work()
        except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
            outcome.error = error

    thread = threading.Thread(target=run, name="vault-background", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LISTEN_S)
    if outcome.error is not None:
        raise outcome.error
    return outcome.value  # type: ignore[return-value]
