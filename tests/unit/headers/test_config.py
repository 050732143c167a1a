"""Settings are the user's own, and what is none of them is told with its file and its key."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vault import config
from vault.config import Config, HeaderBackups
from vault.errors import UsageError

Settings = Callable[[str], Path]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", HeaderBackups()),
        ("[header-backups]", HeaderBackups(enabled=True, per_volume=5, total=100)),
        ("[header-backups]\nenabled = false", HeaderBackups(enabled=False)),
        ("[header-backups]\nper-volume = 2\ntotal = 7", HeaderBackups(per_volume=2, total=7)),
    ],
)
def test_what_is_not_said_has_its_default(settings: Settings, text: str, expected: HeaderBackups) -> None:
    settings(text)
    assert config.read() == Config(expected)


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert config.path() == tmp_path / "config" / "vault" / "config.toml"
    assert config.read() == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "a setting that there is not: 'x'"),
        ("[other]", "a setting that there is not: 'other'"),
        ("header-backups = 1", "a setting that there is not: 'header-backups'"),
        ("[header-backups]\nmost = 1", "a setting that there is not: header-backups.'most'"),
        ("[header-backups]\nenabled = 1", "header-backups.enabled is true or false, not 1"),
        ("[header-backups]\ntotal = true", "header-backups.total is a whole number, not True"),
        ("[header-backups]\nper-volume = '5'", "header-backups.per-volume is a whole number, not '5'"),
        ("[header-backups]\nper-volume = 0", "header-backups.per-volume is at least 1"),
        ("[header-backups", "is no TOML"),
        ("a = " + "[" * 5000, "is no TOML"),
        ("#" * 70000, "is too large"),
    ],
)
def test_what_is_no_setting_is_told_with_its_file(settings: Settings, text: str, message: str) -> None:
    file = settings(text)
    with pytest.raises(UsageError) as caught:
        config.read()
    assert str(file) in str(caught.value) and message in str(caught.value)


@pytest.mark.parametrize("mode", [0o666, 0o620])
def test_a_file_that_others_write_to_is_refused(settings: Settings, mode: int) -> None:
    settings("").chmod(mode)
    with pytest.raises(UsageError, match="others may write"):
        config.read()


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else_is_refused(settings: Settings) -> None:
    os.chown(settings(""), 65534, -1)
    with pytest.raises(UsageError, match="belongs to somebody else"):
        config.read()


def test_a_pipe_in_its_place_keeps_nobody_waiting(settings: Settings) -> None:
    file = settings("")
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(UsageError, match="is no regular file"):
        config.read()
