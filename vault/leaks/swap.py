"""Swap space to which the kernel writes what programs have in memory, files of a volume among it.

References: proc(5), /proc/swaps; Linux, Documentation/admin-guide/blockdev/zram.rst, "writeback"
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from vault.leaks.blocks import device_under, is_encrypted
from vault.leaks.places import Places
from vault.leaks.reading import read_table
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

ESCAPE = re.compile(rb"\\([0-7]{3})")
ZRAM = re.compile(r"zram[0-9]+")
HINT = "encrypt it with a random key, see swap in crypttab(5), or switch it off: swapoff"


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each swap space in use that writes to a medium without dm-crypt below."""
    del scope
    for path, used_kib in open_swaps(places):
        now = f"{used_kib} KiB are in use" if used_kib else "nothing is in it now"
        tells = f"swap space that is not known to be encrypted: programs' memory gets there; {now}"
        yield Leak("swap", path, tells, hint=HINT)


def open_swaps(places: Places) -> Iterator[tuple[Path, int]]:
    """Path and KiB in use of each swap space that writes unencrypted to a medium; zram in memory does not."""
    for line in read_table(places.proc / "swaps").split(b"\n")[1:]:
        fields = line.split()
        if len(fields) < 5 or not fields[3].isdigit():
            continue
        path = Path(os.fsdecode(ESCAPE.sub(lambda match: bytes([int(match[1], 8) & 0xFF]), fields[0])))
        written = _written_to(path, places)
        if written is not None and not is_encrypted(device_under(written, places.sys), places.sys):
            yield path, int(fields[3])


def _written_to(path: Path, places: Places) -> Path | None:
    """Where pages of the swap space end up, None when they stay in memory."""
    if not ZRAM.fullmatch(path.name):
        return path
    backing = os.fsdecode(read_table(places.sys / "class" / "block" / path.name / "backing_dev").strip())
    return Path(backing) if backing.startswith("/") else None
