"""Block devices as sysfs shows them."""

from pathlib import Path

import pytest

from vault.errors import BusyError
from vault.system import blocks


@pytest.fixture
def sysfs(tmp_path: Path) -> Path:
    for path, text in {
        "loop3/dev": "7:3\n",
        "loop3/loop/backing_file": "/home/user/a file\n",
        "loop4/dev": "7:4\n",
        "dm-0/dev": "254:0\n",
        "dm-0/dm/name": "luks-x\n",
        "dm-0/dm/uuid": "CRYPT-LUKS2-x-luks-x\n",
        "dm-0/dm/suspended": "0\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("device", "number"),
    [
        ("/dev/loop3", "7:3"),
        ("/dev/dm-0", "254:0"),
        ("/dev/mapper/luks-x", "254:0"),
        ("/dev/loop9", None),
        ("/dev/mapper/loop3", None),
    ],
)
def test_a_device_has_a_number_while_it_is_there(sysfs: Path, device: str, number: str | None) -> None:
    assert blocks.number(Path(device), sysfs) == number


def test_a_number_has_a_name_while_it_is_there(sysfs: Path) -> None:
    assert blocks.name_of("254:0", sysfs) == "dm-0"
    assert blocks.name_of("254:1", sysfs) is None


def test_a_loop_device_shows_a_file_or_none(sysfs: Path) -> None:
    assert blocks.backing_file(Path("/dev/loop3"), sysfs) == "/home/user/a file"
    assert blocks.backing_file(Path("/dev/loop4"), sysfs) is None


def test_a_loop_device_that_shows_the_file_for_ever_is_busy(sysfs: Path) -> None:
    with pytest.raises(BusyError):
        blocks.wait_until_cleared(Path("/dev/loop3"), "/home/user/a file", 0.05, sysfs)
    for shown in ("/home/user/another", None):
        blocks.wait_until_cleared(Path("/dev/loop3"), shown, 0.05, sysfs)
