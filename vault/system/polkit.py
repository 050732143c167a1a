"""Asking polkit whether this process may do something without anybody being asked for a password.

References: polkit Reference Manual, org.freedesktop.PolicyKit1.Authority.CheckAuthorization
"""

import time
from collections.abc import Iterable

from vault.system.bus import Bus, Target

AUTHORITY = Target(
    "org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority", "org.freedesktop.PolicyKit1.Authority"
)
NO_INTERACTION = 0


def not_allowed(bus: Bus, actions: Iterable[str], *, timeout_s: float) -> str | None:
    """The first of these actions that needs a password or is forbidden, or None; all within ``timeout_s``.

    Nobody is asked and nothing is granted. Raises BackendError when there is no polkit, or it does not answer.
    """
    deadline = time.monotonic() + timeout_s
    subject = ("system-bus-name", {"name": ("s", bus.name)})
    for action in actions:
        ((authorized, _, _),) = bus.call(
            AUTHORITY,
            "CheckAuthorization",
            "(sa{sv})sa{ss}us",
            *(subject, action, {}, NO_INTERACTION, ""),
            answer="(bba{ss})",
            timeout_s=max(deadline - time.monotonic(), 0),
        )
        if not authorized:
            return action
    return None
