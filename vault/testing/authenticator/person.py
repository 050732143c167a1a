"""The person who has the security key in hand."""

import threading
from collections.abc import Callable
from enum import Enum

from fido2.ctap import CtapError

from vault.testing.authenticator.ctaphid import Waiter, Waiting

ERR = CtapError.ERR
UV_TRIES = 3


class Touch(Enum):
    """What the person does when the key waits for a touch."""

    AT_ONCE = "at-once"
    WHEN_TOLD = "when-told"
    """Touches it when ``touch()`` is called, which may be never: until the host cancels."""
    REFUSED = "refused"
    TIMEOUT = "timeout"


class Person:
    """Touches the key as ``does`` says, after so many ``keepalives``; either can be changed at any time.

    ``waiting`` is set while the key waits for a touch, which it did ``asked`` times. ``finger_fits`` is what a reader
    of fingerprints finds, with ``finger_tries`` left.
    """

    def __init__(
        self, does: Touch = Touch.AT_ONCE, *, keepalives: int = 1, on_waiting: Callable[[], None] = lambda: None
    ) -> None:
        self.does = does
        self.keepalives = keepalives
        self.finger_fits = True
        self.finger_tries = UV_TRIES
        self.waiting = threading.Event()
        self.asked = 0
        self._on_waiting = on_waiting
        self._touched = threading.Event()

    def touch(self) -> None:
        """Touch the key; this is lost unless it waits for it."""
        self._touched.set()

    def wait_for_touch(self, wait: Waiter) -> None:
        """Return when it was touched. Raises CtapError when it was not."""
        self.asked += 1
        self._touched.clear()
        self.waiting.set()
        try:
            self._on_waiting()
            for _ in range(self.keepalives):
                wait(Waiting.FOR_TOUCH)
            while self.does is Touch.WHEN_TOLD and not self._touched.is_set():
                wait(Waiting.FOR_TOUCH)
        finally:
            self.waiting.clear()
        if self.does is Touch.REFUSED:
            raise CtapError(ERR.OPERATION_DENIED)
        if self.does is Touch.TIMEOUT:
            raise CtapError(ERR.USER_ACTION_TIMEOUT)

    def show_finger(self, wait: Waiter, refusal: int) -> None:
        """Count a try, and raise CtapError unless the finger fits."""
        if not self.finger_tries:
            raise CtapError(ERR.UV_BLOCKED)
        self.wait_for_touch(wait)
        if not self.finger_fits:
            self.finger_tries -= 1
            raise CtapError(refusal if self.finger_tries else ERR.UV_BLOCKED)
        self.finger_tries = UV_TRIES
