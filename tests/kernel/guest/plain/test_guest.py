"""The guest without services has what the other tests need of it."""

import os
import subprocess
from pathlib import Path

import pytest

import vault
from tests.conftest import Ordinary


@pytest.mark.parametrize("module", ["dm_crypt", "loop", "fuse", "vfat", "overlay"])
def test_a_module_is_there(module: str) -> None:
    assert Path(f"/sys/module/{module}").is_dir()


@pytest.mark.parametrize("name", ["ext4", "vfat", "fuse"])
def test_a_file_system_is_known(name: str) -> None:
    assert name in Path("/proc/filesystems").read_text().split()


def test_the_kernel_is_not_the_machine_s() -> None:
    assert os.uname().nodename == "guest"


def test_the_package_is_the_checkout_s() -> None:
    assert Path(vault.__file__).is_relative_to(Path(__file__).parents[4])


def test_two_users_reach_the_package(alice: Ordinary, bob: Ordinary) -> None:
    assert alice.uid != bob.uid
    for user in (alice, bob):
        assert user.run("version").returncode == 0
        assert user.run("-u", program="/usr/bin/id").stdout == b"%d\n" % user.uid


def test_the_disk_has_direct_access(disk: Path) -> None:
    descriptor = os.open(disk / "file", os.O_RDWR | os.O_CREAT | os.O_DIRECT)
    os.close(descriptor)
    (disk / "file").unlink()


def test_the_kernel_encrypts(disk: Path) -> None:
    image = disk / "image"
    image.write_bytes(bytes(1 << 20))
    device = subprocess.check_output(["losetup", "--find", "--show", image], text=True).strip()
    table = f"0 2048 crypt aes-xts-plain64 {'00' * 31}01{'00' * 32} 0 {device} 0"
    try:
        subprocess.run(["dmsetup", "create", "guest-test"], input=table.encode(), check=True)
        assert Path("/dev/mapper/guest-test").read_bytes()[:512] != bytes(512)
    finally:
        subprocess.run(["dmsetup", "remove", "guest-test"], check=True)
        subprocess.run(["losetup", "--detach", device], check=True)
        image.unlink()
