"""A desktop's notifications on a private D-Bus, with a test in place of the person who looks at them.

References: Desktop Notifications Specification 1.3 (org.freedesktop.Notifications)
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, new_signal

from vault.testing.services import Service
from vault.testing.udisks import Answer, Error

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
EXPIRED, DISMISSED, CLOSED = 1, 2, 3
"""Reasons in NotificationClosed."""
HANG_S = 60.0


@dataclass(frozen=True)
class Shown:
    """A notification as it is shown."""

    number: int
    application: str
    summary: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, tuple[str, Any]]


class FakeNotifications(Service):
    """The service, which can do what ``able`` says; ``shown`` is what is on the screen, by number.

    ``answers`` are what Notify gives in place of what it would, each once; ``held`` keeps it from answering.
    """

    def __init__(self, address: str, *able: str) -> None:
        self.able = able
        self.shown: dict[int, Shown] = {}
        self.answers: list[Answer | Error] = []
        self.held = threading.Event()
        self.held.set()
        self._last = 0
        self._changed = threading.Condition()
        super().__init__(address, SERVICE)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until the condition on what is shown or was called holds."""
        deadline = time.monotonic() + HANG_S
        with self._changed:
            assert self._changed.wait_for(condition, deadline - time.monotonic()), "it has not come"

    def choose(self, number: int, action: str) -> None:
        """A click on an action, which also takes the notification away."""
        self.tell(PATH, SERVICE, "ActionInvoked", "us", number, action)
        self.dismiss(number)

    def dismiss(self, number: int, reason: int = DISMISSED) -> None:
        """A click on the cross."""
        self.shown.pop(number)
        self.tell(PATH, SERVICE, "NotificationClosed", "uu", number, reason)

    def _GetCapabilities(self, _path: str) -> Answer:  # noqa: N802
        return "as", (list(self.able),)

    def _GetServerInformation(self, _path: str) -> Answer:  # noqa: N802
        return "ssss", ("fake", "vault", "1", "1.3")

    def _Notify(  # noqa: N802
        self,
        _path: str,
        application: str,
        replaces: int,
        _icon: str,
        summary: str,
        body: str,
        actions: list[str],
        hints: dict[str, tuple[str, Any]],
        _expire_ms: int,
    ) -> Answer:
        assert self.held.wait(HANG_S)
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Error):
                raise answer
            return answer
        if not replaces:
            self._last += 1
        number = replaces or self._last
        with self._changed:
            self.shown[number] = Shown(number, application, summary, body, tuple(actions), hints)
            self._changed.notify_all()
        return "u", (number,)

    def _CloseNotification(self, _path: str, number: int) -> Answer:  # noqa: N802
        with self._changed:
            if self.shown.pop(number, None) is None:
                raise Error("org.freedesktop.DBus.Error.Failed", "there is no such notification")
            self._changed.notify_all()
        closed = new_signal(DBusAddress(PATH, interface=SERVICE), "NotificationClosed", "uu", (number, CLOSED))
        self._connection.send(closed)
        return "", ()
