"""The process behind one FUSE file: started by the attacher, it ends with its mount.

Run as ``python -P -m vault.server`` with one end of a socketpair as standard input (see
``vault.attach.fusefile.channel``) and the container as an inherited descriptor. It has no terminal, no parent, no
core dump and no other descriptor; the key lies in locked memory until the mount is gone.
"""

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from vault.attach.fusefile import channel as wire
from vault.attach.fusefile import serving
from vault.attach.fusefile.channel import Order
from vault.attach.fusefile.unmount import unmount
from vault.crypto.secret import Secret
from vault.errors import BackendError, VaultError, from_os
from vault.system.mounts import mount_at
from vault.system.processes import forbid_core_dumps

IGNORED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGUSR1, signal.SIGUSR2)


def main() -> int:
    """Serve the order that comes over standard input; the exit code tells nobody anything."""
    if os.fork() > 0:  # the attacher waits for this first process only, so that the server is nobody's zombie
        os._exit(0)
    forbid_core_dumps()
    os.umask(0o077)
    with socket.socket(fileno=os.dup(0)) as channel:
        _redirect(0)
        try:
            order, key = wire.receive_order(channel)
        except EOFError:
            return 1
        except VaultError as error:
            return _fail(channel, error)
        with key:
            return _run(channel, order, key)


def _run(channel: socket.socket, order: Order, key: Secret) -> int:
    folder = Path(order.request.folder)
    _close_others({channel.fileno(), order.container_fd})
    _choose_signals(folder)
    try:
        serving.load(order.server)(order.request, order.container_fd, key, lambda: _ready(channel, folder))
    except VaultError as error:
        failure = error
    except OSError as error:
        failure = from_os(error, "the volume cannot be served")
    except Exception as error:  # noqa: BLE001 - whatever it is, the attacher must hear of it
        failure = BackendError(f"the volume cannot be served: {_last_words() or error!r}")
    else:
        return 0
    finally:
        key.wipe()
        if mount_at(folder) is not None:
            with suppress(VaultError):
                unmount(folder, lazy=True)
    return _fail(channel, failure)


def _ready(channel: socket.socket, folder: Path) -> None:
    """Tell the attacher; when it is gone or changes its mind, take the mount away, which ends the server."""
    kept = b""
    with suppress(OSError):
        wire.send_ready(channel, os.getpid())
        kept = channel.recv(len(wire.KEEP))
    if kept == wire.KEEP:
        channel.close()
    else:
        unmount(folder, lazy=True)
    _redirect(1, 2)


def _fail(channel: socket.socket, error: VaultError) -> int:
    with suppress(OSError):
        wire.send_error(channel, error)
    return 1


def _redirect(*descriptors: int) -> None:
    """Connect standard descriptors to nothing."""
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for number in descriptors:
        os.dup2(null, number, inheritable=True)
    os.close(null)


def _close_others(keep: Iterable[int]) -> None:
    """Close every descriptor that is neither standard nor in ``keep``."""
    for low, high in pairwise([*sorted({2, *keep}), os.sysconf("SC_OPEN_MAX")]):
        os.closerange(low + 1, high)


def _choose_signals(folder: Path) -> None:
    """No signal but SIGKILL ends the server and leaves a dead mount behind; SIGTERM asks it to unmount if unused.

    SIGTERM is blocked in all threads and waited for in one, so that it is heard whatever the server's loop does.
    """
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.Thread(target=_unmount_on_request, args=(folder,), name="vault-signals", daemon=True).start()


def _unmount_on_request(folder: Path) -> None:
    while True:
        signal.sigwait({signal.SIGTERM})
        with suppress(VaultError):
            unmount(folder)


def _last_words() -> str:
    """What libfuse or fusermount3 printed last; the attacher made standard error a file in memory."""
    with suppress(OSError):
        lines = os.pread(2, 1 << 16, 0).decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""
    return ""


if __name__ == "__main__":
    sys.exit(main())
