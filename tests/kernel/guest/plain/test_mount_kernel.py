"""File systems that the kernel mounts from a mapping: their owners, options, and the check before."""

import stat
import subprocess
from pathlib import Path

import pytest

from vault import options as given
from vault.engine import Engine
from vault.events import Event, Step
from vault.system.mounts import mount_at

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]


def volume(folder: Path, filesystem: str) -> tuple[Path, given.KeyFile]:
    key = given.KeyFile(folder / "key")
    key.path.write_bytes(b"a passphrase")
    path = folder / "secret.vol"
    options = given.CreateOptions(path, 20 << 20, filesystem, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True)
    Engine().create(options, key)
    return path, key


def test_files_belong_to_the_named_user_where_the_file_system_has_no_owners(tmp_path: Path) -> None:
    path, key = volume(tmp_path, "vfat")
    point = tmp_path / "mnt"
    record = Engine().mount(given.MountRequest(path, point, owner=1234, noexec=True), key)
    assert (record.attach_way, record.mount_way, record.filesystem) == ("devmapper", "kernel", "vfat")
    (point / "file").write_bytes(b"1")
    found = (point / "file").stat()
    assert (found.st_uid, stat.S_IMODE(found.st_mode) & 0o077) == (1234, 0)
    mount = mount_at(point)
    assert mount is not None and {"nosuid", "nodev", "noexec"} <= mount.options
    assert mount.source == str(record.path), "there is no second loop device"
    Engine().dismount("secret")
    Engine().mount(given.MountRequest(path, point), key)
    assert (point / "file").read_bytes() == b"1"
    Engine().dismount("secret")


def test_a_file_system_with_smaller_sectors_than_its_volume_mounts(tmp_path: Path) -> None:
    key = given.KeyFile(tmp_path / "key")
    key.path.write_bytes(b"a passphrase")
    path, point, image = tmp_path / "secret.vol", tmp_path / "mnt", tmp_path / "image"
    options = given.CreateOptions(path, 20 << 20, None, pbkdf="pbkdf2", pbkdf_iterations=1000, sector_size=4096)
    Engine().create(options, key)
    with image.open("wb") as stream:
        stream.truncate(4 << 20)
    subprocess.run(["/sbin/mkfs.fat", "-S", "512", image], check=True, capture_output=True)
    shown = Engine().attach(given.AttachRequest(path), key)
    with shown.path.open("r+b") as stream:
        stream.write(image.read_bytes())
    Engine().detach("secret")
    Engine().mount(given.MountRequest(path, point), key)
    (point / "file").write_bytes(b"1")
    Engine().dismount("secret")
    Engine().mount(given.MountRequest(path, point), key)
    assert (point / "file").read_bytes() == b"1"
    Engine().dismount("secret")


def test_what_was_not_dismounted_cleanly_is_checked_on_the_mapping_first(tmp_path: Path) -> None:
    path, key = volume(tmp_path, "ext4")
    record = Engine().attach(given.AttachRequest(path), key)
    words = ["/usr/sbin/debugfs", "-w", "-R", "set_super_value state 0", str(record.path)]
    subprocess.run(words, check=True, capture_output=True)
    Engine().detach("secret")
    events: list[Event] = []
    Engine(events.append).mount(given.MountRequest(path, tmp_path / "mnt"), key)
    assert Step("checking") in events
    Engine().dismount("secret")
