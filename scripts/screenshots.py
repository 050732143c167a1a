"""Write docs/screenshots: every dialog in every state, light and dark, at 1x and 2x.

Run without arguments it runs itself once for each kind of picture, as a user whose home has a name that can be shown:
the file system that these processes see is one of their own. Only root can have that; anybody else gets the pictures
with the names of temporary folders in them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "screenshots"
HOME, RUN = Path("/home/anna"), Path("/home/run")
SETTLE_MS = 150
TABLE = 256

if TYPE_CHECKING:
    from PyQt6.QtGui import QImage, QPalette
    from PyQt6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Kind:
    """A folder of pictures and how they are made."""

    dark: bool
    scale: int
    language: str = "en_US"

    @property
    def name(self) -> str:
        """The folder's name."""
        language = "" if self.language.startswith("en") else f"-{self.language[:2]}"
        return f"{'dark' if self.dark else 'light'}-{self.scale}x{language}"


KINDS = {
    kind.name: kind
    for kind in (*(Kind(dark, scale) for dark in (False, True) for scale in (1, 2)), Kind(False, 1, "de_DE"))
}


def main(words: list[str]) -> int:
    """The exit code; ``words`` are kinds and, after ``--``, scenes: all where none are named."""
    if words[:1] == ["--take"]:
        return take(KINDS[words[1]], words[2:])
    at = words.index("--") if "--" in words else len(words)
    for name in words[:at] or KINDS:
        command = [sys.executable, __file__, "--take", name, *words[at + 1 :]]
        with surroundings(KINDS[name]) as environment:
            subprocess.run([*_own_files(), *command], env=environment, cwd=ROOT, check=True)
    return 0


def _own_files() -> list[str]:
    """Words before a command that give it a home and a data base of users of its own."""
    if os.getuid() != 0:
        return []
    script = (
        f"mount --make-rprivate / && mount -t tmpfs none /home && mkdir -m 700 {HOME} {RUN} && cp -a /etc /home/etc"
        f" && sed -i 's,^root:.*,anna:x:0:0:Anna:{HOME}:/bin/sh,' /home/etc/passwd"
        ' && mount --bind /home/etc /etc && exec "$@"'
    )
    return ["unshare", "--mount", "sh", "-c", script, "sh"]


@contextmanager
def surroundings(kind: Kind) -> Iterator[dict[str, str]]:
    """The environment of such a process, with an X server."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "3200x2400x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        with tempfile.TemporaryDirectory() as base:
            home, run = (HOME, RUN) if os.getuid() == 0 else (Path(base) / "anna", Path(base) / "run")
            if os.getuid() != 0:
                home.mkdir()
                run.mkdir(mode=0o700)
            yield {
                **{name: os.environ[name] for name in ("PATH",)},
                "LANG": "C.UTF-8",
                "HOME": str(home),
                "XDG_RUNTIME_DIR": str(run),
                "DISPLAY": f":{server.stdout.readline().strip()}",
                "QT_QPA_PLATFORM": "xcb",
                "QT_SCALE_FACTOR": str(kind.scale),
                "PYTHONPATH": str(ROOT),
            }
    finally:
        server.terminate()
        server.wait()


def take(kind: Kind, names: list[str]) -> int:
    """Make the pictures of a kind in this process."""
    from PyQt6.QtCore import QLocale
    from PyQt6.QtGui import QCursor
    from PyQt6.QtWidgets import QApplication, QProxyStyle, QStyle

    from tests.gui.scenes import SCENES
    from vault.gui.app import prepare

    class Style(QProxyStyle):
        """Fusion as desktops have it, without the icons that it has of its own."""

        def styleHint(self, hint: QStyle.StyleHint, *more: Any) -> int:  # noqa: N802
            """What Fusion says, but for that."""
            if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
                return 0
            return super().styleHint(hint, *more)

    qt = QApplication(["vault-gui"])
    style = Style("fusion")
    qt.setStyle(style)
    prepare(qt, QLocale(kind.language))
    qt.setPalette(_dark() if kind.dark else style.standardPalette())
    QCursor.setPos(0, 0)
    qt.setCursorFlashTime(0)
    folder = PICTURES / kind.name
    if not names:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, views in SCENES.items():
        if not names or name in names:
            _play(qt, views, folder)
    return 0


def _play(qt: QApplication, views: object, folder: Path) -> None:
    from tests.gui.conftest import Desk

    for each in Path.home().iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    desk = Desk(qt, Path.home())
    desk.app.settings.set_switch("open-folder", False)
    try:
        for name, window in views(desk):  # type: ignore[operator]
            _settle(qt)
            _small(window).save(str(folder / f"{name}.png"), "PNG", 0)  # 0 is the most compression
            print(folder.name, name, window.width(), window.height())
    finally:
        desk.close()


def _settle(qt: QApplication) -> None:
    from PyQt6.QtTest import QTest

    qt.processEvents()
    QTest.qWait(SETTLE_MS)


def _small(window: QWidget) -> QImage:
    """A picture of it with a table of at most 256 colours: as many bits of each are kept as that allows."""
    from PyQt6.QtGui import QImage

    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = image.constBits()
    assert found is not None
    exact = found.asstring(image.sizeInBytes())
    for bits in range(8, 3, -1):
        kept = bytes((value >> 8 - bits << 8 - bits) | value >> bits for value in range(256))
        pixels = exact.translate(kept)
        colours = set(memoryview(pixels).cast("I"))
        if len(colours) <= TABLE:
            image = QImage(pixels, image.width(), image.height(), QImage.Format.Format_RGB32)
            return image.convertToFormat(QImage.Format.Format_Indexed8, sorted(colours))
    return image


def _dark() -> QPalette:
    """Fusion's own dark colours, which it has where the desktop asks for them."""
    from PyQt6.QtGui import QColor, QPalette

    palette = QPalette(QColor(50, 50, 50), QColor(50, 50, 50))
    palette.setColor(QPalette.ColorRole.Base, QColor(36, 36, 36))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(48, 140, 198))
    palette.setColor(QPalette.ColorRole.Accent, QColor(48, 140, 198))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(255, 255, 255))
    return palette


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
