"""The bus of this user's session, with a time limit on every answer and every dialog of the keyring service.

References: D-Bus Specification 0.43 (auth EXTERNAL, org.freedesktop.DBus.NameOwnerChanged); unix(7), SO_PEERCRED
"""

import os
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from vault.errors import TokenUnavailable, os_reason
from vault.tokens.keyring.store import missing_package

CALL_S = 25.0
"""How long the service may take for an answer, as D-Bus's own libraries have it."""
PROMPT_S = 120.0
"""How long a person may take for a dialog of the service."""
SERVICE = "org.freedesktop.secrets"
DBUS = "org.freedesktop.DBus"
LOG_IN = "log in to a desktop that has a keyring"


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds for the bus to let somebody in, for an answer of the service, and for one of a person."""

    connect_s: float = CALL_S
    call_s: float = CALL_S
    prompt_s: float = PROMPT_S


def own_bus(limit_s: float = CALL_S) -> socket.socket:
    """A socket to the session's bus, authenticated there. Raises TokenUnavailable.

    A bus of another user is refused, so that root, in a user's environment, neither takes secrets from that user's
    keyring nor leaves any there.
    """
    try:
        from jeepney.bus import get_bus
        from jeepney.io.blocking import prep_socket
    except ImportError as error:
        raise missing_package("jeepney") from error
    address = _address()
    try:
        peer: socket.socket = prep_socket(get_bus(address), timeout=limit_s)
    except OSError as error:
        reason = "it does not answer" if isinstance(error, TimeoutError) else os_reason(error)
        raise TokenUnavailable(f"the session's D-Bus cannot be reached: {reason}", hint=LOG_IN) from error
    except Exception as error:  # an address or an answer that jeepney cannot read
        raise TokenUnavailable("the session's D-Bus cannot be used: its address is odd", hint=LOG_IN) from error
    owner = _owner(peer)
    if owner != os.geteuid():
        peer.close()
        raise TokenUnavailable(
            f"the session's D-Bus belongs to another user (number {owner}), whose keyring is left alone",
            hint="without sudo, your own keyring is asked",
        )
    peer.settimeout(limit_s)  # for what is sent; what is received has limits of its own
    return peer


def connected(limits: TimeLimits) -> Any:
    """A connection to the session's bus as SecretStorage takes it, to be closed. Raises TokenUnavailable."""
    peer = own_bus(limits.connect_s)
    try:
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import DBusConnection, Proxy
        from secretstorage.util import add_match_rules
    except ImportError as error:
        peer.close()
        raise missing_package("SecretStorage") from error
    gone_rule = MatchRule(type="signal", sender=DBUS, interface=DBUS, member="NameOwnerChanged")
    gone_rule.add_arg_condition(0, SERVICE)

    class Connection(DBusConnection):  # type: ignore[misc]
        """Waits for nobody without end, and not at all for a service that has ended."""

        call_s = limits.call_s

        def send_and_get_reply(self, message: Any, *, timeout: float | None = None) -> Any:
            limit_s = self.call_s if timeout is None else timeout
            try:
                return super().send_and_get_reply(message, timeout=limit_s)
            except TimeoutError:
                raise TokenUnavailable(f"the keyring did not answer within {limit_s:g} seconds") from None

        def recv_until_filtered(self, queue: "deque[Any]", *, timeout: float | None = None) -> Any:
            limit_s = limits.prompt_s if timeout is None else timeout
            deadline = time.monotonic() + limit_s
            with self.filter(gone_rule) as gone:
                while not queue:
                    if gone:
                        raise TokenUnavailable("the keyring ended while its dialog was open")
                    try:
                        self.recv_messages(timeout=max(deadline - time.monotonic(), 0))
                    except TimeoutError:
                        why = f"the keyring's dialog was not answered within {limit_s:g} seconds"
                        raise TokenUnavailable(why) from None
            return queue.popleft()

    try:
        connection = Connection(peer)
        add_match_rules(connection)
        Proxy(message_bus, connection).AddMatch(gone_rule)
    except BaseException:
        peer.close()
        raise
    return connection


def _address() -> str:
    """Where the session's bus is: what the session says, or else where systemd has it."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return address
    place = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")  # noqa: PTH118 - may be nothing at all
    if os.path.isabs(place) and os.path.exists(place):  # noqa: PTH110, PTH117
        return f"unix:path={place}"
    raise TokenUnavailable("there is no desktop session here, and so no keyring", hint=LOG_IN)


def _owner(peer: socket.socket) -> int:
    """The user who listens at the other end."""
    _pid, user, _group = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(user)
