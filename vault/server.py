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
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from vault.attach.fusefile import channel as wire
from vault.attach.fusefile import serving
from vault.attach.fusefile.channel import Order
from vault.attach.fusefile.unmount import unmount
from vault.crypto.secret import Secret
from vault.errors import BackendError, Cancelled, VaultError, from_os
from vault.system.mounts import mount_at
from vault.system.processes import forbid_core_dumps, lock_heap, use_one_heap

IGNORED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGUSR1, signal.SIGUSR2)
RETRY_S = 1.0


def main() -> int:
    """Serve the order that comes over standard input; the exit code tells nobody anything."""
    if os.fork() > 0:  # the attacher waits for this first process only, so that the server is nobody's zombie
        os._exit(0)
    forbid_core_dumps()
    use_one_heap()
    os.umask(0o077)
    with socket.socket(fileno=os.dup(0)) as channel:
        _redirect(0)
        try:
            order, key = wire.receive_order(channel)
            _close_others(channel.fileno(), order.container_fd)
            failure = _serve(channel, order, key)
        except EOFError:
            failure = Cancelled("the attacher is gone")
        except VaultError as error:
            failure = error
        if channel.fileno() < 0:  # it was ready once, and nobody listens any more
            return 1 if failure else 0
        _close_others(channel.fileno())  # so that the lock on the container is gone when the attacher hears of it
        if failure:
            with suppress(OSError):
                wire.send_error(channel, failure)
    return 1


def _serve(channel: socket.socket, order: Order, key: Secret) -> VaultError | None:
    """Serve to the end; what went wrong, if anything. The key is wiped and the folder free afterwards."""
    folder = Path(order.request.folder)
    _choose_signals(folder)
    try:
        serving.load(order.server)(order.request, order.container_fd, key, lambda: _ready(channel, folder))
    except VaultError as error:
        return error
    except OSError as error:
        return from_os(error, "the volume cannot be served")
    except Exception as error:  # noqa: BLE001 - whatever it is, the attacher must hear of it
        return BackendError(f"the volume cannot be served: {_last_words() or repr(error)}")
    else:
        return None
    finally:
        key.wipe()
        if mount_at(folder) is not None:
            with suppress(VaultError):
                unmount(folder, lazy=True)


def _ready(channel: socket.socket, folder: Path) -> None:
    """Tell the attacher; when it is gone or changes its mind, take the mount away, which ends the server.

    The ciphers have the key now, in the heap, so that is locked as well as the limit allows: without it a key could
    reach swap, which the user can encrypt, and which is no reason not to serve.
    """
    lock_heap()
    kept = b""
    _redirect(1, 2)
    with suppress(OSError):
        wire.send_ready(channel, os.getpid())
        kept = channel.recv(len(wire.KEEP))
    if kept == wire.KEEP:
        channel.close()
    else:
        unmount(folder, lazy=True)


def _redirect(*descriptors: int) -> None:
    """Connect standard descriptors to nothing."""
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for number in descriptors:
        os.dup2(null, number, inheritable=True)
    os.close(null)


def _close_others(*keep: int) -> None:
    """Close every descriptor that is neither standard nor in ``keep``; programs called later inherit none."""
    for number in keep:
        os.set_inheritable(number, False)
    for low, high in pairwise([*sorted({2, *keep}), os.sysconf("SC_OPEN_MAX")]):
        os.closerange(low + 1, high)


def _choose_signals(folder: Path) -> None:
    """No signal but SIGKILL ends the server and leaves a dead mount behind; SIGTERM asks it to unmount.

    SIGTERM is blocked in all threads and waited for in one, so that it is heard whatever the server's loop does.
    """
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.Thread(target=_unmount_on_request, args=(folder,), name="vault-signals", daemon=True).start()


def _unmount_on_request(folder: Path) -> None:
    """From the first SIGTERM on, unmount as soon as nobody uses the file: users that end too get the time to."""
    signal.sigwait({signal.SIGTERM})
    while mount_at(folder) is not None:
        with suppress(VaultError):
            unmount(folder)
            return
        signal.sigtimedwait({signal.SIGTERM}, RETRY_S)


def _last_words() -> str:
    """What libfuse or fusermount3 printed last; the attacher made standard error a file in memory."""
    with suppress(OSError):
        lines = os.pread(2, 1 << 16, 0).decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""
    return ""


if __name__ == "__main__":
    sys.exit(main())
