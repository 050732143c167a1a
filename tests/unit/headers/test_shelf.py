"""Which of the kept headers goes, and when: none that is needed, and by the order in which they were made."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.container import Container
from vault.engine import Engine
from vault.errors import UsageError
from vault.events import ignore
from vault.headers import restore
from vault.headers.kept import keep, tidy
from vault.headers.saved import read_backup
from vault.options import KeyFile, OpenOptions
from vault.volume import Volume

Make = Callable[..., Path]


def kept_of(path: Path) -> Path:
    with Container.open(path) as container, Volume.open(container, OpenOptions()) as volume:
        file = keep(volume, "keyslot-name")
    assert file is not None
    return file


def files(path: Path) -> list[Path]:
    return [each.file for each in Engine().header_backups(path)]


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("limit", ["per-volume", "total"])
def test_what_is_restored_is_never_destroyed(
    make: Make, old: KeyFile, settings: Callable[[str], Path], tmp_path: Path, limit: str, *, linked: bool
) -> None:
    settings(f"[header-backups]\n{limit} = 2")
    path = make("luks1")
    first, second = kept_of(path), kept_of(path)
    file = first
    if linked:
        file = tmp_path / "link"
        file.symlink_to(first)
    result = Engine().header_restore(path, file, old)
    assert files(path) == [result.kept, first] and not second.exists()


def test_nothing_is_destroyed_before_the_header_is_written(
    make: Make, settings: Callable[[str], Path], old: KeyFile
) -> None:
    settings("[header-backups]\nper-volume = 2")
    path = make("luks2")
    before = [kept_of(path) for _ in range(2)]
    data = read_backup(before[0])
    with Container.open(path) as opened:
        device = opened.header_device
        found = restore.fitting(device, opened.device, data, OpenOptions(), force=False, on_event=ignore)
        new = restore.keep_replaced(opened, data, found, ignore)
        assert all(each.exists() for each in before)
        restore.write_luks(device, data, found, ignore)
        tidy(new, before[0])
    assert files(path) == [new, before[0]]


def test_a_clock_that_was_ahead_once_decides_nothing(make: Make, settings: Callable[[str], Path]) -> None:
    settings("[header-backups]\nper-volume = 2\ntotal = 3")
    path, other = make("luks1"), make("luks1", "other")
    ahead = kept_of(path)
    ahead = ahead.rename(ahead.with_name("20980101T000000.000000Z-keyslot-add.header"))
    made = [kept_of(other if number == 1 else path) for number in range(4)]
    assert files(path) == [made[3], made[2]] and files(other) == [made[1]]
    assert not ahead.exists()


def test_names_with_times_that_there_are_not_are_left_alone(make: Make) -> None:
    path = make("luks1")
    file = kept_of(path)
    for time in ("20261399T000000.000000Z", "99991231T235959.999999Z"):
        file.with_name(f"{time}-keyslot-add.header").write_bytes(b"x")
    later = kept_of(path)
    assert files(path) == [later, file]


def test_a_pipe_in_place_of_a_backup_keeps_nobody_waiting(make: Make, tmp_path: Path, old: KeyFile) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is no header backup"):
        Engine().header_restore(make("luks1"), tmp_path / "pipe", old)
