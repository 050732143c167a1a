"""``vault-gui install-desktop`` and ``uninstall-desktop``: the window in the desktop's menu, for this user."""

import argparse
import sys
from importlib.resources import files
from pathlib import Path

from vault.errors import VaultError
from vault.gui.look import APP
from vault.options.desktop import DesktopFiles

PROGRAM = "vault-gui"
INSTALL, UNINSTALL = "install-desktop", "uninstall-desktop"
PLACES = {
    f"desktop/{APP}.desktop": f"applications/{APP}.desktop",
    f"desktop/{APP}.mime.xml": f"mime/packages/{APP}.xml",
    f"desktop/{APP}.metainfo.xml": f"metainfo/{APP}.metainfo.xml",
    f"icons/{APP}.svg": f"icons/hicolor/scalable/apps/{APP}.svg",
    f"desktop/{APP}-symbolic.svg": f"icons/hicolor/symbolic/apps/{APP}-symbolic.svg",
}
"""The files, where they are here and below the folder of a user's data."""


def run(words: list[str]) -> int:
    """The exit code of the subcommand."""
    parser = argparse.ArgumentParser(f"{PROGRAM} {words[0]}", allow_abbrev=False)
    if words[0] == UNINSTALL:
        parser.add_argument("--force", action="store_true", help="remove files that somebody changed as well")
    given = parser.parse_args(words[1:])
    try:
        done = _install() if words[0] == INSTALL else _uninstall(given.force)
    except VaultError as error:
        print(f"{PROGRAM}: {error}" + (f"; {error.hint}" if error.hint else ""), file=sys.stderr)
        return 1
    for path in done.files:
        print(path)
    for note in done.notes:
        print(f"{PROGRAM}: {note}", file=sys.stderr)
    return 0


def command() -> list[str]:
    """The words that start the window, the first one an absolute path."""
    beside = Path(sys.executable).with_name(PROGRAM)
    return [str(beside)] if beside.is_file() else [sys.executable, "-P", "-m", "vault.gui.main"]


def _install() -> DesktopFiles:
    from vault import Engine

    here = files("vault.gui")
    texts = {place: (here / name).read_text("utf-8") for name, place in PLACES.items()}
    return Engine().desktop_install(texts, PROGRAM, command())


def _uninstall(force: bool) -> DesktopFiles:
    from vault import Engine

    return Engine().desktop_uninstall(force=force)
