"""An ordinary user types a passphrase into the window and has a volume: through FUSE, without root anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gui.conftest import PASSPHRASE

if TYPE_CHECKING:
    from tests.conftest import Ordinary

SCRIPT = """
import os, sys, time
from pathlib import Path
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from vault.gui.app import App, prepare
container, passphrase, pim = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
assert os.getuid() != 0
qt = QApplication(["vault-gui", "-style", "fusion"])
prepare(qt)
app = App()
app.settings.set_switch("open-folder", False)

def until(ready):
    end = time.monotonic() + 60
    while not (found := ready()):
        qt.processEvents()
        time.sleep(0.002)
        assert time.monotonic() < end, dialog.form.failure.text()
    return found

dialog = app.unlock(container)
QTest.keyClicks(dialog.passphrase.field, passphrase)
if pim:
    dialog.form.fold.unfold()
    QTest.keyClicks(dialog.options.pim, pim)
QTest.mouseClick(until(lambda: dialog.mount_button.isEnabled() and dialog.mount_button), Qt.MouseButton.LeftButton)
record = until(lambda: (found := app.volumes.of(container)) and found.state == "mounted" and found)
(record.mount_point / "hello").write_text("hello")
print((record.mount_point / "hello").read_text(), record.attach_way)
job = app.dismount(record)
until(lambda: not job.is_running and app.volumes.of(container) is None)
print("closed", (record.mount_point / "hello").exists())
app.tasks.close()
"""


@pytest.fixture(scope="session")
def qt_for_ordinary(ordinary: Ordinary) -> Path:
    """A folder with PyQt6 that the user can read, where the installation has none."""
    here = Path(sysconfig.get_path("purelib"))
    there = ordinary.python.parents[1] / here.relative_to(sys.prefix)
    if not (there / "PyQt6").exists():
        unused = shutil.ignore_patterns("*Qml*", "*Quick*", "*WebEngine*", "qml", "*Designer*", "*3D*", "*Multimedia*")
        for name in ("PyQt6", *(each.name for each in here.glob("PyQt6_sip*"))):
            shutil.copytree(here / name, there / name, ignore=unused)
    return there


@pytest.mark.parametrize("format_", ["luks2", "veracrypt"])
def test_an_ordinary_user_mounts_by_the_window(
    format_: str, display: str, ordinary: Ordinary, qt_for_ordinary: Path
) -> None:
    container = ordinary.home / f"{format_}.vol"
    more = ["--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--sparse"]
    if format_ == "veracrypt":
        more = ["--format", "veracrypt", "--pim", "1", "--prf", "sha256", "--quick"]
    made = ordinary.run("create", container, "--size", "20M", "--passphrase-fd", "0", *more, data=PASSPHRASE.encode())
    assert made.returncode == 0, made.stderr
    words = ["-P", "-c", SCRIPT, str(container), PASSPHRASE, "1" if format_ == "veracrypt" else ""]
    process = subprocess.run(
        ordinary.command(tuple(words), str(ordinary.python)),
        env={**ordinary.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        cwd=ordinary.home,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert process.returncode == 0 and process.stdout.split() == ["hello", "fusefile", "closed", "False"], process
    assert not process.stderr, process.stderr


OFFERED = """
from pathlib import Path
from PyQt6.QtWidgets import QApplication
from vault.gui.app import App, prepare
from vault.gui.create.draft import Draft
from vault.gui.create.filesystem import FileSystemPage
qt = QApplication(["vault-gui", "-style", "fusion"])
prepare(qt)
app = App()
page = FileSystemPage(app)
while not page.is_ready():
    qt.processEvents()
for kind in ("luks2", "veracrypt"):
    page.arrive(Draft(kind, Path("/x"), size=1 << 30))
    draft = page.apply(Draft(kind))
    print(kind, draft.filesystem, draft.can_be_mounted)
app.tasks.close()
"""


def test_an_ordinary_user_is_offered_what_he_can_mount(display: str, ordinary: Ordinary, qt_for_ordinary: Path) -> None:
    process = subprocess.run(
        ordinary.command(("-P", "-c", OFFERED), program=str(ordinary.python)),
        env={**ordinary.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        cwd=ordinary.home,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    luks, veracrypt = process.stdout.decode().splitlines()
    assert luks == "luks2 ext4 True"
    assert veracrypt.endswith(" True"), "which one it is lies with udisks2, where there is that"
