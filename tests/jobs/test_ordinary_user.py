"""The main job: create, mount, fill, dismount, mount again, compare, as an ordinary user."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from vault.testing.files import digest_of_tree, make_tree


def e2fsck(desk, container: Path) -> int:
    """The exit code of a forced check, read-only, of the plaintext that vault attaches."""
    path = desk.unlock("attach", container, "--read-only").stdout.decode().strip()
    try:
        done = desk.user.run("-fn", path, program="/usr/sbin/e2fsck")
        return done.returncode
    finally:
        desk.vault("detach", container)


def test_a_tree_of_5000_files_comes_back_as_it_went_in(desk) -> None:
    source = desk.folder / "tree"
    make_tree(source, files=5000, seed=1)
    subprocess.run(["/usr/bin/chown", "-R", f"{desk.user.uid}:{desk.user.gid}", source], check=True)
    desk.create(size="128M")
    mounted = desk.mount()
    assert mounted == desk.mounted
    done = desk.shell(f"cp -a tree '{mounted}/'")
    assert done.returncode == 0, done.stderr
    desk.dismount()
    assert desk.sessions() == []
    assert not mounted.exists(), "the folder that vault made is gone again"
    assert e2fsck(desk, desk.container) == 0
    mounted = desk.mount()
    listing = desk.shell(f"cp -a '{mounted}/tree' back").returncode
    assert listing == 0
    assert digest_of_tree(desk.folder / "back") == digest_of_tree(source)


def test_two_volumes_are_open_at_once_and_do_not_mix(desk) -> None:
    containers = [desk.create(desk.folder / f"{name}.vol") for name in ("one", "two")]
    points = [desk.mount(container) for container in containers]
    for container, point in zip(containers, points, strict=True):
        assert desk.shell(f"echo {container.stem} > '{point}/name'").returncode == 0
    assert [session["name"] for session in desk.sessions()] == ["one", "two"]
    desk.vault("dismount", "--all")
    assert desk.sessions() == []
    for container in containers:
        point = desk.mount(container)
        assert desk.shell(f"cat '{point}/name'").stdout.decode().strip() == container.stem


def test_read_only_means_nothing_is_written(desk) -> None:
    desk.create()
    before = hashlib.sha256(desk.container.read_bytes()).digest()
    point = desk.mount(desk.container, "--read-only")
    assert desk.shell(f"touch '{point}/new'").returncode != 0
    desk.dismount()
    assert hashlib.sha256(desk.container.read_bytes()).digest() == before


@pytest.mark.parametrize("way", ["name", "container", "mount point"])
def test_dismount_takes_the_name_the_container_or_the_mount_point(desk, way: str) -> None:
    desk.create()
    point = desk.mount()
    desk.dismount({"name": "secret", "container": desk.container, "mount point": point}[way])
    assert desk.sessions() == []


def test_a_volume_of_cryptsetup_is_filled_by_vault(desk) -> None:
    assert desk.shell("truncate -s 64M secret.vol").returncode == 0
    done = desk.user.run(
        "luksFormat", "--type", "luks2", "--batch-mode", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000",
        "--key-file", "-", desk.container, program="/usr/sbin/cryptsetup", data=b"a passphrase of tests only",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    path = desk.unlock("attach", desk.container).stdout.decode().strip()
    assert (
        desk.shell(
            f"/usr/sbin/mke2fs -q -F -t ext4 -E root_owner='{desk.user.uid}:{desk.user.gid}' '{path}'"
        ).returncode
        == 0
    )
    desk.vault("detach", desk.container)
    point = desk.mount()
    assert desk.shell(f"echo there > '{point}/file'").returncode == 0
    desk.dismount()
    assert desk.shell(f"cat '{desk.mount()}/file'").stdout == b"there\n"


def test_what_vault_creates_cryptsetup_opens(desk) -> None:
    desk.create()
    for command in (("open", "--test-passphrase"), ("luksDump",)):
        done = desk.user.run(
            *command,
            "--key-file",
            "-",
            desk.container,
            program="/usr/sbin/cryptsetup",
            data=b"a passphrase of tests only",
        )
        assert done.returncode == 0, done.stderr
