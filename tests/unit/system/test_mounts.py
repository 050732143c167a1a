import subprocess
import sys
from pathlib import Path

import pytest

from vault.system import mounts

TABLE = rb"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
31 22 0:40 / /home/u/my\040vault rw,nosuid,nodev - fuse.vault vault rw,user_id=1000
32 31 7:0 / /home/u/my\040vault ro,nosuid master:3 propagate_from:2 - ext4 /dev/loop0 ro,errors=x
33 22 0:41 / /odd\134name\377 rw - tmpfs none rw
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mountinfo"
    path.write_bytes(TABLE)
    monkeypatch.setattr(mounts, "MOUNTINFO", path)


@pytest.mark.usefixtures("table")
def test_the_topmost_mount_of_a_folder_is_found_with_its_options() -> None:
    found = mounts.mount_at(Path("/home/u/my vault"))
    assert found is not None
    assert (found.filesystem, found.source, found.device) == ("ext4", "/dev/loop0", "7:0")
    assert found.options == {"ro", "nosuid"}
    assert found.super_options == {"ro", "errors=x"}


@pytest.mark.usefixtures("table")
def test_a_folder_inside_a_mount_is_no_mount() -> None:
    assert mounts.mount_at(Path("/home/u")) is None


@pytest.mark.usefixtures("table")
def test_escapes_and_bytes_that_are_no_text_survive() -> None:
    assert mounts.mounts()[-1].mount_point == Path("/odd\\name\udcff")


def test_a_name_with_ends_of_lines_in_it_does_not_tear_the_table(table: None) -> None:
    mounts.MOUNTINFO.write_bytes(b"30 22 0:39 / /home/eve/a\rb\x0bc rw - fuse.eve eve rw\n" + TABLE)
    assert mounts.mounts()[0].mount_point == Path("/home/eve/a\rb\x0bc")
    assert mounts.mount_at(Path("/home/u/my vault")) is not None


@pytest.mark.parametrize("utf8_mode", ["0", "1"])
def test_a_folder_is_found_whatever_the_locale_makes_of_its_name(tmp_path: Path, utf8_mode: str) -> None:
    path = tmp_path / "mountinfo"
    path.write_bytes("31 22 0:40 / /home/u/é rw - fuse.vault vault rw\n".encode())
    script = (
        "import os, pathlib, sys; from vault.system import mounts; mounts.MOUNTINFO = pathlib.Path(sys.argv[1]); "
        "sys.exit(mounts.mount_at(pathlib.Path(os.fsdecode(bytes.fromhex(sys.argv[2])))) is None)"
    )
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": utf8_mode}
    command = [sys.executable, "-c", script, path, "/home/u/é".encode().hex()]
    subprocess.run(command, env=environment, check=True)


def test_the_real_table_has_a_root() -> None:
    assert mounts.mount_at(Path("/")) is not None
