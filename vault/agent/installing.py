"""Files that start the agent with the user's session: a unit of systemd's, and an entry of XDG autostart.

Each begins with a line that holds the SHA-256 of the rest, so that what somebody changed is told from what was written.

References: systemd.service(5), systemd.unit(5); Desktop Application Autostart Specification 0.5
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from vault.errors import NotAvailable, UsageError, from_os
from vault.system import folders
from vault.system.agent import MODULE
from vault.system.desktopfiles import quoted

MARK = "# Written by 'vault agent install'; 'vault agent uninstall' removes it while it is unchanged. sha256:"
TARGET = "graphical-session.target"
UNIT_NAME, ENTRY_NAME = "vault-agent.service", "vault-agent.desktop"
UNIT = f"""
[Unit]
Description=Closes encrypted volumes when the screen is locked
Documentation=man:vault-agent(1)
PartOf={TARGET}
After={TARGET}

[Service]
ExecStart={{command}}
Restart=on-failure
TimeoutStopSec=10

[Install]
WantedBy={TARGET}
"""
ENTRY = """
[Desktop Entry]
Type=Application
Name=Vault agent
Comment=Closes encrypted volumes when the screen is locked
Exec={command}
Icon=drive-harddisk
Terminal=false
NoDisplay=true
"""
ARGUMENTS = ("-P", "-m", MODULE, "--stay")
UNUSABLE = re.compile(r"[\0-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """A file that starts the agent, and the link that has systemd take it up, if it needs one."""

    path: Path
    content: str
    link: Path | None = None


def install(*, autostart: bool = False) -> list[Path]:
    """What was written: the unit and its link, or the entry of XDG autostart; nothing that is there is written over.

    Raises UsageError for a file of that name that somebody changed or made, NotAvailable, BackendError; nothing is left
    behind then.
    """
    place = _entry() if autostart else _unit()
    written: list[Path] = []
    try:
        _write(place, written)
    except BaseException:
        for path in reversed(written):
            path.unlink(missing_ok=True)
        raise
    return written


def uninstall(*, force: bool = False) -> list[Path]:
    """What was removed, of both kinds; ``force`` removes files that somebody changed as well.

    Raises UsageError for such a file, and nothing is removed then; BackendError.
    """
    places = [place for place in (_unit(), _entry()) if os.path.lexists(place.path)]
    for place in places:
        if not force and not _is_ours(place.path):
            raise UsageError(
                f"{place.path} is not as it was written", hint="look at it; vault agent uninstall --force removes it"
            )
    removed = []
    for place in (_unit(), _entry()):
        for path in (place.link, place.path):
            if path and os.path.lexists(path) and (path != place.link or _leads_to(path, place.path)):
                try:
                    path.unlink()
                except OSError as error:
                    raise from_os(error, f"cannot remove {path}") from error
                removed.append(path)
                if path == place.link:
                    with suppress(OSError):  # other units are wanted as well
                        path.parent.rmdir()
    return removed


def installed() -> list[Path]:
    """The files that start the agent with the session."""
    return [place.path for place in (_unit(), _entry()) if os.path.lexists(place.path)]


def _unit() -> Place:
    folder = folders.settings() / "systemd" / "user"
    path = folder / UNIT_NAME
    content = UNIT.format(command=" ".join(map(_for_systemd, _command())))
    return Place(path, content, folder / f"{TARGET}.wants" / UNIT_NAME)


def _entry() -> Place:
    content = ENTRY.format(command=" ".join(map(quoted, _command())))
    return Place(folders.settings() / "autostart" / ENTRY_NAME, content)


def _command() -> Iterator[str]:
    """The agent's command line. Raises NotAvailable."""
    if not sys.executable or UNUSABLE.search(sys.executable):
        raise NotAvailable("the Python interpreter has no path that can be written to a file")
    yield sys.executable
    yield from ARGUMENTS


def _for_systemd(word: str) -> str:
    """The word in quotation marks; ``%`` and ``$`` stand for something else there."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != word or " " in word else word


def _write(place: Place, written: list[Path]) -> None:
    if os.path.lexists(place.path):
        if not _is_ours(place.path):
            raise UsageError(f"{place.path} is there already, and not as vault writes it", hint="move it away first")
        with _telling(place.path):
            place.path.unlink()
    data = f"{MARK}{sha256(place.content.encode()).hexdigest()}{place.content}"
    with _telling(place.path):
        place.path.parent.mkdir(parents=True, exist_ok=True)
        with place.path.open("x", encoding="utf-8") as file:
            written.append(place.path)
            file.write(data)
    if place.link and not os.path.lexists(place.link):
        with _telling(place.link):
            place.link.parent.mkdir(parents=True, exist_ok=True)
            place.link.symlink_to(place.path)
            written.append(place.link)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Errors of the block as such of writing the file."""
    try:
        yield
    except OSError as error:
        raise from_os(error, f"cannot write {path}") from error


def _is_ours(path: Path) -> bool:
    """Whether the file is as vault wrote it, whichever version did."""
    if path.is_symlink():
        return False
    with suppress(OSError, UnicodeDecodeError):
        head, line, rest = path.read_text().partition("\n")
        return head == f"{MARK}{sha256((line + rest).encode()).hexdigest()}"
    return False


def _leads_to(link: Path, path: Path) -> bool:
    try:
        return link.is_symlink() and Path(os.path.normpath(link.parent / link.readlink())) == path
    except OSError:
        return False
