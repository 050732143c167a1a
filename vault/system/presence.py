"""Whether files are where they were, asked of all at once: one on a dead network must not hide the others."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from vault.errors import os_reason

Found = tuple[Path, str]


def problems(paths: Iterable[Path]) -> Iterator[Found]:
    """Each path as soon as it answers, with why no file or block device is seen there, or an empty text.

    Who gives up waiting leaves threads behind, which end with the process or when the kernel answers.
    """
    found: SimpleQueue[Found] = SimpleQueue()
    asked = dict.fromkeys(paths)
    for path in asked:
        Thread(target=lambda path=path: found.put((path, _problem(path))), daemon=True).start()
    for _ in asked:
        yield found.get()


def _problem(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return ""  # whoever opens it may be another one
    except OSError as error:
        return os_reason(error)
    except ValueError as error:
        return str(error)
    return "" if stat.S_ISREG(mode) or stat.S_ISBLK(mode) else "it is no file and no block device"
