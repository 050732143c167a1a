"""One window per user and desktop: who starts first has it, and later starts hand over what they were asked for.

Whoever holds a lock is the first one, so that a socket which a killed program left is told from one that is answered.
Paths of containers go over the socket, and nothing secret does. Qt is not loaded here.

References: unix(7) (SO_PEERCRED), flock(2); XDG Base Directory Specification 0.8, "XDG_RUNTIME_DIR";
xdg-activation-v1 (tokens)
"""

import fcntl
import json
import os
import socket
import stat
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from vault.gui.parsed import parsed

WAIT_S = 10.0
"""How long a later start waits for the first one."""
AGAIN_S = 0.02
LARGEST = 256 * 1024
"""Bytes of a request."""
MOST_CONTAINERS = 32
LONGEST_TOKEN = 512
TAKEN = b"taken\n"
UCRED = struct.Struct("3i")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Request:
    """What a start asks for: dialogs for ``containers``, without any the main window, and nothing when ``quiet``.

    ``token`` is what the desktop gave it, so that a window may come to the front.
    """

    containers: tuple[Path, ...] = ()
    quiet: bool = False
    token: str = ""

    def pack(self) -> bytes:
        """The message, one line."""
        containers = [str(each) for each in self.containers]
        message = {"version": VERSION, "containers": containers, "quiet": self.quiet, "token": self.token}
        return json.dumps(message).encode() + b"\n"

    @classmethod
    def unpack(cls, line: bytes) -> "Request":
        """What the message asks for. Raises ValueError."""
        found = parsed(line)
        if not isinstance(found, dict) or found.get("version") != VERSION:
            raise ValueError("it is no request of this version")
        containers, token = found.get("containers"), found.get("token")
        if not isinstance(containers, list) or len(containers) > MOST_CONTAINERS:
            raise ValueError("it has no list of containers")
        if not all(isinstance(each, str) and each.startswith("/") and "\0" not in each for each in containers):
            raise ValueError("a container has no absolute path")
        if not isinstance(token, str) or not is_token(token):
            raise ValueError("it has no token")
        return cls(tuple(Path(each) for each in containers), found.get("quiet") is True, token)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the one window is asked for: ``socket`` is where it listens, and ``lock`` what it holds as long as it runs.

    The descriptor is closed by the end of the process.
    """

    socket: Path
    lock: int


def claim(request: Request, wait_s: float = WAIT_S) -> "Seat | str | None":
    """The seat, when this start is the first one; None when another one has taken the request over.

    A sentence that says why neither is so: the first one does not answer, or there is no place to meet. Whoever is told
    that runs on its own, as nothing is lost by two windows.
    """
    folder = _folder()
    if folder is None:
        return "there is no private folder XDG_RUNTIME_DIR, so another window would not be found"
    place = folder / f"gui-{_desktop()}"
    try:
        lock = os.open(place.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        return f"another window would not be found: {error.strerror}"
    end = time.monotonic() + wait_s
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return Seat(place.with_suffix(".socket"), lock)
        if _hand_over(place.with_suffix(".socket"), request, end - time.monotonic()):
            os.close(lock)
            return None
        if time.monotonic() >= end:
            os.close(lock)
            return "the window that runs already does not answer"
        time.sleep(AGAIN_S)


def is_token(text: str) -> bool:
    """Whether a desktop may have given this to a program that it starts."""
    return len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def is_own(connection: int) -> bool:
    """Whether the process at the other end of a connected socket is this user's."""
    with socket.socket(fileno=os.dup(connection)) as sock:
        credentials = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size)
    return int(UCRED.unpack(credentials)[1]) == os.getuid()


def _hand_over(place: Path, request: Request, wait_s: float) -> bool:
    """Whether the window took the request; not, when it does not listen yet or any more, or does not answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as sock:
        sock.settimeout(max(wait_s, AGAIN_S))
        with suppress(OSError):
            sock.connect(str(place))
            if not is_own(sock.fileno()):
                return False
            sock.sendall(request.pack())
            return sock.recv(len(TAKEN), socket.MSG_WAITALL) == TAKEN
    return False


def _folder() -> Path | None:
    """The folder for sockets of this user alone."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or "")
    if not base.is_absolute():
        return None
    folder = base / "vault"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    is_private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if is_private else None


def _desktop() -> str:
    """What names the desktop that windows of this process are shown on, short: a socket's path has little room."""
    name = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    return sha256(os.fsencode(name)).hexdigest()[:16]
