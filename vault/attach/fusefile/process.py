"""Starting the process that serves one FUSE file, and knowing whether it is still there."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from vault.attach.fusefile import channel as wire
from vault.attach.fusefile.channel import Order
from vault.crypto.secret import Secret
from vault.errors import BackendError, NotAvailable, from_os
from vault.system.programs import ENVIRONMENT

MODULE = "vault.server"
READY_TIMEOUT_S = 120.0


def start(order: Order, key: Secret) -> int:
    """The process id of a server that is ready; it belongs to no terminal and is nobody's child.

    Raises the server's own error, or BackendError when it died or did not answer; it has ended then and left no mount.
    """
    if not sys.executable:
        raise NotAvailable("the Python interpreter does not know its own path, so no server can be started")
    ours, theirs = socket.socketpair()
    with ours, os.fdopen(os.memfd_create("vault-server-log"), "r+b") as log:
        ours.settimeout(READY_TIMEOUT_S)
        with theirs, _spawn(order, theirs, log.fileno()):
            pass  # leaving waits for the short-lived process that puts the server in the background
        try:
            wire.send_order(ours, order, key)
            pid = wire.receive_answer(ours)
            ours.sendall(wire.KEEP)
        except (EOFError, OSError) as error:
            _wait_until_closed(ours)
            raise _failure(error, os.pread(log.fileno(), 1 << 16, 0)) from error
        except BaseException:
            _wait_until_closed(ours)
            raise
    return pid


def is_server(pid: int) -> bool:
    """Whether this process is a server; a process id alone may have gone to somebody else."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return MODULE.encode() in words


def _spawn(order: Order, channel: socket.socket, log: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE],
            stdin=channel.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
            pass_fds=(order.container_fd,),
        )
    except OSError as error:
        raise from_os(error, "cannot start the server process") from error


def _wait_until_closed(channel: socket.socket) -> None:
    """Tell the server that nobody waits any more, and wait until it has cleaned up and closed its end."""
    with suppress(OSError):
        channel.shutdown(socket.SHUT_WR)
        while channel.recv(1 << 16):
            pass


def _failure(error: Exception, log: bytes) -> BackendError:
    lines = log.decode("utf-8", "replace").strip().splitlines()
    reason = lines[-1].strip() if lines else "it gave no reason"
    if isinstance(error, TimeoutError):
        return BackendError(f"the server process was not ready after {READY_TIMEOUT_S:.0f} seconds: {reason}")
    return BackendError(f"the server process ended before it was ready: {reason}")
