"""The command ``vault-gui``: the window, or a dialog for the containers that are named."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote_to_bytes

from vault import VERSION
from vault.gui.instance import MOST_CONTAINERS, Request, claim, is_token

if TYPE_CHECKING:
    from vault.gui.instance import Seat


def main() -> NoReturn:
    """Run ``vault-gui`` with this process's arguments; ends with 2 when they cannot be meant as given."""
    sys.exit(run(sys.argv[1:]))


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "vault-gui",
        description="Encrypted volumes: the window.",
        epilog="vault-gui install-desktop and uninstall-desktop put it in the desktop's menu, and take it away again.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "container", nargs="*", type=_container, help="unlock and mount these; without any the main window opens"
    )
    parser.add_argument("--tray", action="store_true", help="start without a window, in the tray")
    parser.add_argument("--lock-all", action="store_true", help="close all volumes; a window opens if one stays open")
    parser.add_argument("--version", action="version", version=f"vault-gui {VERSION}")
    given = parser.parse_args(words)
    if len(given.container) > MOST_CONTAINERS:
        parser.error(f"not more than {MOST_CONTAINERS} containers at once")
    return given


def _container(word: str) -> Path:
    """The file that a word names: by its path, or by a URL of a file, as file managers have it."""
    if not word:
        raise argparse.ArgumentTypeError("an empty name is that of no container")
    scheme, _, rest = word.partition("://")
    if scheme != "file":
        return Path(os.path.abspath(word))
    host, slash, path = rest.partition("/")
    if host not in ("", "localhost") or not slash:
        raise argparse.ArgumentTypeError(f"{word} is no file of this computer")
    return Path(os.path.abspath(os.fsdecode(unquote_to_bytes(f"/{path}"))))


def run(words: list[str]) -> int:
    """The exit code."""
    if words[:1] in (["install-desktop"], ["uninstall-desktop"]):
        from vault.gui import install

        return install.run(words)
    given = _arguments(words)
    if given.lock_all and _lock_all():
        return 0
    containers = tuple(given.container)
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    request = Request(containers, given.tray, token if is_token(token) else "")
    seat = claim(request)
    if seat is None:
        return 0
    if isinstance(seat, str):
        print(f"vault-gui: {seat}", file=sys.stderr)
    return _run(request, None if isinstance(seat, str) else seat)


def _run(request: "Request", seat: "Seat | None") -> int:
    """The exit code of the program with its windows."""
    from PyQt6.QtWidgets import QApplication

    from vault.gui.app import App, prepare
    from vault.gui.callers import Callers
    from vault.gui.display import display_needed
    from vault.gui.last_resort import LastResort
    from vault.gui.tasks import ABANDONED_MS
    from vault.gui.text import error_details
    from vault.gui.tray import Tray

    with display_needed():
        qt = QApplication(["vault-gui"])
    prepare(qt)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = App()
    app.settings.failed.connect(lambda error: app.note(error_details(error)))
    if app.settings.damage is not None:
        app.note(error_details(app.settings.damage))
    last_resort = LastResort(app)
    callers = Callers(seat, app.serve, app) if seat is not None else None
    app.tray = Tray(app)
    if request.quiet and not request.containers:
        app.tray.or_else(app.show_main)
    else:
        app.serve(request)
    code = qt.exec()
    last_resort.close()
    if callers is not None:
        callers.close()
    app.tasks.close(wait_ms=ABANDONED_MS)
    return code


def _lock_all() -> bool:
    """Close all volumes, with no window and whether or not one runs; whether no key is left."""
    from vault import Engine
    from vault.errors import VaultError

    try:
        done = Engine().lock_all()
    except VaultError as error:
        print(f"vault-gui: {error}", file=sys.stderr)
        return False
    left = [f"{each.volume.name} is still open" for each in done.volumes if not each.key_gone]
    left += [f"a command that has keys still runs: {each.what}" for each in done.commands if not each.ended]
    for said in left:
        print(f"vault-gui: {said}", file=sys.stderr)
    return not left


if __name__ == "__main__":
    main()
