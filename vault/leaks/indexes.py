"""Programs that keep an index of names, or of what is in files, outside of the volume.

References: updatedb.conf(5); KDE, Baloo, ``baloofilerc``; GNOME, LocalSearch (Tracker Miners), ``.trackerignore``
"""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.reading import Unread, read_plain
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

LARGEST = 1 << 20
LOCATE = ("lib/plocate/plocate.db", "lib/mlocate/mlocate.db", "cache/locate/locatedb")
PRUNED = re.compile(r'^[ \t]*PRUNEPATHS[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
BALOO_EXCLUDED = re.compile(r"^exclude folders(?:\[\$e\])?=(.*)$", re.MULTILINE)
TRACKER = ("tracker3/files", "tracker")
TRACKER_IGNORED = (".trackerignore", ".nomedia")


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each index that may have names of the scope, because the mount points are not excluded from it."""
    roots = [Path(os.fsdecode(path)) for path in scope.roots]
    folders = roots + _outside([Path(os.fsdecode(path)) for path in scope.points], roots)
    yield from _locate(folders, places)
    in_home = [folder for folder in folders if folder.is_relative_to(places.home)]
    yield from _baloo(in_home, places)
    yield from _tracker(in_home, places)


def _locate(folders: list[Path], places: Places) -> Iterator[Leak]:
    pruned = [Path(each) for text in PRUNED.findall(_text(places.etc / "updatedb.conf")) for each in text.split()]
    for folder in _outside(folders, pruned):
        hint = f"add {folder} to PRUNEPATHS in /etc/updatedb.conf, then run updatedb as root"
        for index in (places.var / name for name in LOCATE):
            if index.exists():
                yield Leak("index", index, f"may have names of files in {folder}", hint=hint)


def _baloo(folders: list[Path], places: Places) -> Iterator[Leak]:
    index = places.data / "baloo" / "index"
    if not index.exists():
        return
    lists = BALOO_EXCLUDED.findall(_text(places.config / "baloofilerc"))
    names = [each.replace("$HOME", str(places.home)) for text in lists for each in text.split(",") if each]
    for folder in _outside(folders, [Path(name) for name in names]):
        hint = f"balooctl6 config add excludeFolders {shlex.quote(str(folder))}, then balooctl6 purge"
        yield Leak("index", index, f"may have names and words of files in {folder}", hint=hint)


def _tracker(folders: list[Path], places: Places) -> Iterator[Leak]:
    index = next((path for name in TRACKER if (path := places.cache / name).exists()), None)
    if index is None:
        return
    for folder in folders:
        # a folder is left out when one above it says so; the mount point itself is not looked into
        lowest = folder if folder == places.home / "Vaults" else folder.parent
        above = [path for path in (lowest, *lowest.parents) if path.is_relative_to(places.home)]
        if not any((path / name).exists() for path in above for name in TRACKER_IGNORED):
            mark = shlex.quote(str(lowest / TRACKER_IGNORED[0]))
            hint = f"touch {mark}, which excludes that folder, then localsearch reset --filesystem"
            yield Leak("index", index, f"may have names and words of files in {folder}", hint=hint)


def _outside(folders: list[Path], excluded: list[Path]) -> list[Path]:
    return [folder for folder in folders if not any(folder.is_relative_to(each) for each in excluded)]


def _text(path: Path) -> str:
    """The settings, empty where there are none to be read: then nothing counts as excluded."""
    try:
        return os.fsdecode(read_plain(path, LARGEST) or b"")
    except Unread:
        return ""
