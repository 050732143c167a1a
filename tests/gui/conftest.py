"""The window: shown on an X server of its own, with the real engine, and held to being quiet and never blocked."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import TracebackType

    from PyQt6.QtWidgets import QApplication, QWidget

    from vault.gui.app import App

PASSPHRASE = "a passphrase of tests only"
LIMIT_S = 60.0
BLOCKED_S = 0.1
"""How long the window may be deaf."""
WATCH_MS = 10
XVFB = "/usr/bin/Xvfb"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """An X server's name."""
    if not Path(XVFB).exists():
        pytest.skip("there is no Xvfb")
    reading, writing = os.pipe()
    words = [XVFB, "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as file:
            number = file.readline().strip()
        assert number, "Xvfb did not start"
        Watchdog.screen = server.pid
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def qt(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[QApplication]:
    """The one application object of this process."""
    os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_RUNTIME_DIR=str(tmp_path_factory.mktemp("run")))
    for name in ("WAYLAND_DISPLAY", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "DBUS_SESSION_BUS_ADDRESS"):
        os.environ.pop(name, None)
    from PyQt6.QtCore import QLocale
    from PyQt6.QtWidgets import QApplication

    from vault.gui.app import prepare

    application = QApplication(["vault-gui", "-style", "fusion"])
    application.setQuitOnLastWindowClosed(False)
    prepare(application, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    application.setQuitOnLastWindowClosed(False)
    yield application
    application.closeAllWindows()


@pytest.fixture(autouse=True)
def _no_complaints(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What Qt complains of fails the test, and so does an exception in a slot."""
    from PyQt6.QtCore import QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def raised(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        said.extend(traceback.format_exception(kind, error, trace))

    monkeypatch.setattr(sys, "excepthook", raised)

    def hear(kind: QtMsgType, _context: object, message: str | None) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            said.append(f"{kind.name}: {message}")

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said, "\n".join(said)


class Desk:
    """The program on a desk: its ``app``, a folder, and hands to type and click with."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        from vault.gui.app import App

        self.qt = qt
        self.folder = folder
        self.app: App = App()

    def until(self, ready: Callable[[], Any], what: str = "") -> Any:
        """Let the program run until something is so; what that is."""
        end = time.monotonic() + LIMIT_S
        while time.monotonic() < end:
            self.qt.processEvents()
            if found := ready():
                return found
            time.sleep(0.002)
        raise AssertionError(f"did not come to be within {LIMIT_S:.0f} s: {what or ready}")

    def type(self, widget: QWidget, text: str) -> None:
        """Type into a widget, key by key."""
        from PyQt6.QtTest import QTest

        QTest.keyClicks(widget, text)

    def click(self, widget: QWidget) -> None:
        """Click on the middle of a widget that can be seen and used."""
        from PyQt6.QtCore import Qt
        from PyQt6.QtTest import QTest

        assert widget.isVisible() and widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, widget: QWidget, key: Any, modifier: Any = None) -> None:
        """Press a key in a widget."""
        from PyQt6.QtCore import Qt
        from PyQt6.QtTest import QTest

        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def shown(self, kind: type[Any]) -> Any:
        """The window of this kind that is shown, waited for."""
        return self.until(
            lambda: next((w for w in self.qt.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None),
            kind.__name__,
        )

    def volume(self, name: str = "secret.vol", **more: Any) -> Path:
        """A new volume with ext4 and no cost of key derivation, made by the engine in this process."""
        from vault import CreateOptions, Engine

        options = {"size": 32 << 20, "pbkdf": "pbkdf2", "pbkdf_iterations": 1000, "sparse": True, **more}
        with passphrase_fd() as source:
            Engine().create(CreateOptions(self.folder / name, **options), source)
        return self.folder / name

    def close(self) -> None:
        """Close all windows and volumes."""
        from vault import Engine

        for widget in self.qt.topLevelWidgets():
            widget.close()
        self.app.tasks.close()
        self.until(lambda: not self.app.tasks._workers, "all workers to end")
        Engine().dismount(None, everything=True, force=True)
        self.app.deleteLater()
        self.qt.processEvents()
        gc.collect()


class passphrase_fd:  # noqa: N801 - used as a function is
    """A descriptor with the passphrase, as the engine takes it."""

    def __init__(self, text: str = PASSPHRASE) -> None:
        self._text = text

    def __enter__(self) -> Any:
        from vault import PassphraseFd

        reading, writing = os.pipe()
        os.write(writing, self._text.encode())
        os.close(writing)
        self._fd = reading
        return PassphraseFd(reading)

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)


@pytest.fixture
def desk(qt: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A program of one's own, with a home and settings of its own."""
    # Qt syncs what it writes, and a disk may be slow; an agent that is just ending may still write there
    with tempfile.TemporaryDirectory(dir="/dev/shm", ignore_cleanup_errors=True) as memory:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            folder = Path(memory if name == "XDG_CONFIG_HOME" else tmp_path) / name.lower()
            folder.mkdir()
            monkeypatch.setenv(name, str(folder))
        desk = Desk(qt, tmp_path)
        try:
            yield desk
        finally:
            desk.close()


class Watchdog:
    """How long the event loop heard nothing.

    Time does not count in which the machine had no processor for it, or for the screen whose answer it waits for.
    """

    screen = 0

    def __init__(self) -> None:
        from PyQt6.QtCore import Qt, QTimer

        self.longest_s = 0.0
        self._last = self._now()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(WATCH_MS)

    def _now(self) -> tuple[float, float]:
        with Path("/proc/stat").open() as file:
            stolen = int(file.readline().split()[8]) / os.sysconf("SC_CLK_TCK")
        waits = (Path(f"/proc/{each}/schedstat").read_text().split()[1] for each in ("thread-self", self.screen))
        return time.monotonic(), sum(map(int, waits)) / 1e9 + stolen

    def _beat(self) -> None:
        now = self._now()
        self.longest_s = max(self.longest_s, (now[0] - self._last[0]) - (now[1] - self._last[1]) - WATCH_MS / 1000)
        self._last = now

    def stop(self) -> None:
        self._beat()
        self._timer.stop()


@pytest.fixture
def watchdog(qt: QApplication) -> Iterator[Watchdog]:
    """Fails the test if the window was blocked for longer than it may be."""
    watchdog = Watchdog()
    yield watchdog
    watchdog.stop()
    assert watchdog.longest_s < BLOCKED_S
