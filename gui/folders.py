"""Folders in the desktop's file manager, which is asked for in a way that tells whether there is one.

References: xdg-open(1) (its exit codes)
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, QSocketNotifier, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.sip import voidptr

OPENER = "/usr/bin/xdg-open"
LATE_S = 30
"""After so many seconds the opener has become the file manager, whose end says nothing of the folder."""


def open_folder(folder: Path, failed: Callable[[], object], parent: QObject) -> None:
    """Show a folder; ``failed`` is called if nothing does, as long as ``parent`` is there. It waits for nothing."""
    url = folder.as_uri()
    silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    try:
        pid = os.posix_spawn(
            OPENER, [OPENER, url], os.environ, file_actions=silence, setsid=True, setsigdef=[signal.SIGPIPE]
        )
    except OSError:  # in a sandbox that has a portal instead, for example
        if not QDesktopServices.openUrl(QUrl.fromEncoded(url.encode())):
            failed()
    else:
        _Opener(pid, failed, parent)


class _Opener(QObject):
    """Waits for the opener's end. It may be the file manager itself, which outlives this program."""

    def __init__(self, pid: int, failed: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._pid, self._failed, self._began_s = pid, failed, time.monotonic()
        self._descriptor = os.pidfd_open(pid)
        self._hearing = QSocketNotifier(voidptr(self._descriptor), QSocketNotifier.Type.Read, self)
        self._hearing.activated.connect(self._ended)

    def _ended(self) -> None:
        self._hearing.setEnabled(False)
        os.close(self._descriptor)
        _, status = os.waitpid(self._pid, 0)
        self.deleteLater()
        if status != 0 and time.monotonic() - self._began_s < LATE_S:
            self._failed()
