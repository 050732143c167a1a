"""What the programs have in common that show one dialog each, for a window that must not wait for what they wait for.

Standard input has one line, an object of JSON with what is asked for, among it ``window``, the owner's X11 window or 0,
and after it perhaps a secret. What came of it goes to standard output. Only the death of a process ends a thread of it
that waits for a path that hangs or a server that does not answer, so these end with no farewell: when they have
answered, and when their standard input is closed.
"""

import ctypes
import fcntl
import json
import os
import resource
import select
import signal
from typing import Any, NoReturn

from PyQt6.QtGui import QGuiApplication, QWindow
from PyQt6.QtWidgets import QApplication, QDialog

from vault.crypto.secret import Secret
from vault.gui.app import prepare
from vault.gui.display import display_needed

LONGEST = 1 << 16
"""Bytes of what is asked for."""
PR_SET_DUMPABLE = 4


def read_asked() -> dict[str, Any]:
    """What is asked for. Nothing that comes after the line is read."""
    line = bytearray()
    while len(line) < LONGEST and not line.endswith(b"\n"):
        if not (letter := os.read(0, 1)):
            os._exit(0)  # the owner is gone already
        line += letter
    asked: dict[str, Any] = json.loads(line)
    return asked


def read_secret(length: int) -> Secret:
    """The secret that comes after the line; this process leaves no core dump from now on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    secret = Secret.zeros(length)
    left = secret.view()
    while left:
        if not (read := os.readv(0, [left])):
            os._exit(0)
        left = left[read:]
    return secret


def application() -> QApplication:
    """Qt, in a process that ends with its owner from now on: all that was asked for has to be read."""
    end_with_input()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with display_needed():
        qt = QApplication(["vault-gui"])
    prepare(qt)
    return qt


def end_with_input() -> None:
    """Have the kernel end this process as soon as nobody can write to its standard input, whatever it waits for."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGIO])
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(0, 0)
    if poll.poll(0):
        os._exit(0)


def is_accepted(qt: QApplication, dialog: QDialog, window: int) -> bool:
    """Whether the user accepts a dialog, shown over the window that it is for where X11 knows that by its number."""
    over: QWindow | None = None  # Qt does not own it
    if window and QGuiApplication.platformName() == "xcb":
        dialog.winId()  # it has a window from now on
        own, over = dialog.windowHandle(), QWindow.fromWinId(window)  # type: ignore[arg-type]
        if own is not None:
            own.setTransientParent(over)
    dialog.finished.connect(qt.quit)
    dialog.show()
    qt.exec()
    return bool(dialog.result())


def answer(said: bytes) -> NoReturn:
    """Say what came of it, and end."""
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(said)
    os._exit(0)
