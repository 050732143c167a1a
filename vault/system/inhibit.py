"""Holding up sleep and shutdown for a moment, by a descriptor that systemd-logind gives and waits for.

References: org.freedesktop.login1(5), Inhibit; systemd-inhibit(1)
"""

import os
from contextlib import suppress

from vault.errors import VaultError
from vault.system.bus import Refused, Target
from vault.system.listening import Listener

LOGIND = "org.freedesktop.login1"
MANAGER = Target(LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager")
PROPERTIES = Target(LOGIND, MANAGER.path, "org.freedesktop.DBus.Properties")
WHAT, WHO, WHY, MODE = "sleep:shutdown", "vault", "encrypted volumes are closed first", "delay"
LONGEST_S, SPARE_S = 4.0, 1.0
"""That anything is held up, and how much earlier than logind stops waiting that ends."""
ANSWER_S = 5.0


class Inhibitor:
    """A delay of sleep and shutdown, which the connection ``listener`` may receive descriptors for."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._fd: int | None = None
        self._allowed_s: float | None = None
        self.reason = ""
        """Why nothing could be held, the last time."""

    @property
    def held(self) -> bool:
        """Whether the machine would wait."""
        return self._fd is not None

    @property
    def allowed_s(self) -> float:
        """How long the machine waits, less some time to spare."""
        if self._allowed_s is None:
            self._allowed_s = LONGEST_S
            with suppress(VaultError, Refused):  # an old logind does not tell
                (found,) = self._listener.call(
                    PROPERTIES, "Get", "ss", MANAGER.interface, "InhibitDelayMaxUSec", answer="v", timeout_s=ANSWER_S
                )
                self._allowed_s = max(min(LONGEST_S, found[1] / 1e6 - SPARE_S), SPARE_S)
        return self._allowed_s

    def hold(self) -> bool:
        """Whether the machine waits from now on. Where it may not be asked, ``reason`` says why."""
        if self._fd is None:
            try:
                (found,) = self._listener.call(
                    MANAGER, "Inhibit", "ssss", WHAT, WHO, WHY, MODE, answer="h", timeout_s=ANSWER_S
                )
            except (VaultError, Refused) as error:
                self.reason = str(error)
                return False
            self._fd = found.to_raw_fd()
            self.reason = ""
        return True

    def release(self) -> None:
        """Let the machine go on."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
