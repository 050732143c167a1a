"""An ordinary user on a desktop mounts through the real udisks2, under the stock polkit rules."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ordinary
from tests.kernel.guest.conftest import AsUser

PASSPHRASE = b"correct horse"
DEADLINE_S = 120.0
KDF = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
FUSE_CONF = Path("/etc/fuse.conf")


def until(met: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not met():
        assert time.monotonic() < deadline, f"{what}: not in {DEADLINE_S:g} seconds"
        time.sleep(0.02)


def left_over() -> list[str]:
    """What is there of loop devices, mappings and mounts by udisks2."""
    loops = [path.read_text() for path in Path("/sys/block").glob("loop*/loop/backing_file")]
    mappings = [path.name for path in Path("/dev/mapper").iterdir() if path.name != "control"]
    mounts = [line for line in Path("/proc/self/mountinfo").read_text().splitlines() if " /media/" in line]
    return [*loops, *mappings, *mounts]


@pytest.fixture(scope="module")
def made(as_desktop_user: AsUser, alice: Ordinary) -> Callable[..., Path]:
    """Volumes with a file system, made once for each set of options; a detached header is called like it."""
    known: dict[tuple[str, ...], Path] = {}

    def make(*options: str) -> Path:
        if options not in known:
            path = alice.home / f"made{len(known)}.vol"
            command = ("vault", "create", path, "--size", "64M", *KDF, *options, "--passphrase-fd", "0")
            done = as_desktop_user(*command, data=PASSPHRASE, seat=False)
            assert done.returncode == 0, done.stderr
            known[options] = path
        return known[options]

    return make


@pytest.fixture
def container(alice: Ordinary, made: Callable[..., Path], as_desktop_user: AsUser) -> Iterator[Path]:
    """A copy of an ext4 volume, in alice's home; afterwards nothing of it is open."""
    path = alice.home / "secret.vol"
    shutil.copy(made(), path)
    shutil.chown(path, "alice", "alice")
    yield path
    if left_over():
        done = as_desktop_user("vault", "dismount", "--all", "--force")
        assert left_over() == [], done.stderr
    path.unlink(missing_ok=True)


@pytest.fixture
def vault(as_desktop_user: AsUser) -> Callable[..., Any]:
    """A command of vault in a session on the seat; its output as JSON unless it is to fail with a code."""

    def run(*words: Any, data: bytes = PASSPHRASE, seat: bool = True, code: int = 0) -> Any:
        credential = ("--passphrase-fd", "0") if words[0] == "mount" and "--plan" not in words else ()
        done = as_desktop_user("vault", *words, *credential, "--json", data=data, seat=seat)
        assert done.returncode == code, done.stderr.decode()
        return json.loads(done.stdout) if code == 0 else done.stderr.decode()

    return run


def only(found: dict[str, Any]) -> dict[str, Any]:
    (session,) = found["sessions"]
    assert isinstance(session, dict)
    return session


def mount_line(folder: str) -> str:
    return next(line for line in Path("/proc/self/mountinfo").read_text().splitlines() if f" {folder} " in line)


def test_a_volume_is_mounted_with_no_password_but_its_own(
    container: Path, vault: Callable[..., Any], as_desktop_user: AsUser, tmp_path: Path
) -> None:
    mounted = vault("mount", container)
    folder = mounted["mount_point"]
    assert folder.startswith("/media/alice/") and (mounted["attach_way"], mounted["mount_way"]) == ("udisks", "udisks")
    options = mount_line(folder).split(" - ")[0].split()[5]
    assert {"nosuid", "nodev", "rw"} <= set(options.split(","))
    assert as_desktop_user("sh", "-c", f"printf content > {folder}/file").returncode == 0
    session = only(vault("list"))
    assert (session["state"], session["filesystem"], session["mount_point"]) == ("mounted", "ext4", folder)
    again = as_desktop_user("vault", "mount", container, "--passphrase-fd", "0", data=PASSPHRASE)
    assert again.returncode == 5 and folder.encode() in again.stderr
    vault("dismount", folder)
    assert left_over() == [] and vault("list")["sessions"] == []
    journal = subprocess.run(["journalctl", "--no-pager"], capture_output=True, check=True).stdout
    assert b"udisksd" in journal and PASSPHRASE not in journal
    subprocess.run(["cryptsetup", "open", container, "judge", "--key-file", "-"], input=PASSPHRASE, check=True)
    try:
        subprocess.run(["mount", "/dev/mapper/judge", tmp_path], check=True)
        assert (tmp_path / "file").read_bytes() == b"content"
        assert (tmp_path / "file").owner() == "alice"
        subprocess.run(["umount", tmp_path], check=True)
    finally:
        subprocess.run(["cryptsetup", "close", "judge"], check=True)


def test_a_wrong_passphrase_leaves_nothing(container: Path, vault: Callable[..., Any]) -> None:
    assert "no keyslot opens" in vault("mount", container, data=b"wrong", code=3)
    assert left_over() == []


def test_a_key_file_of_any_bytes_opens(
    container: Path, alice: Ordinary, as_desktop_user: AsUser, vault: Callable[..., Any]
) -> None:
    key = alice.home / "key"
    key.write_bytes(b"\0\xff\n" * 1000 + b"\0")
    script = f"vault keyslot add {container} {' '.join(KDF)} --passphrase-fd 0 --new-key-file {key}"
    done = as_desktop_user("sh", "-c", script, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    done = as_desktop_user("vault", "mount", container, "--key-file", key)
    assert done.returncode == 0, done.stderr
    vault("dismount", container)


def test_it_says_who_is_busy_and_waits_for_them_with_force(
    container: Path, vault: Callable[..., Any], alice: Ordinary
) -> None:
    folder = vault("mount", container)["mount_point"]
    with subprocess.Popen(alice.command(("-",), "/usr/bin/cat"), stdin=subprocess.PIPE, cwd=folder) as holder:
        assert holder.stdin is not None
        try:
            assert f"cat (process {holder.pid}, alice)" in vault("dismount", container, code=5)
            assert only(vault("list"))["state"] == "mounted"
            words = ["systemd-run", "--quiet", "--collect", "--wait", "--uid=alice", "-p", "PAMName=vault-desktop"]
            program = [Path(sys.executable).with_name("vault"), "dismount", "--force", container]
            with subprocess.Popen([*words, "--setenv=XDG_SEAT=seat0", *program]) as forced:
                until(lambda: not any(" /media/" in line for line in left_over()), "the mount is gone")
                assert forced.poll() is None
                holder.stdin.close()
                assert forced.wait(DEADLINE_S) == 0
        finally:
            holder.stdin.close()
    assert left_over() == []


def test_read_only_and_noexec_are_what_the_kernel_does(container: Path, vault: Callable[..., Any]) -> None:
    before = container.read_bytes()
    folder = vault("mount", container, "--read-only", "--noexec")["mount_point"]
    options = set(mount_line(folder).split()[5].split(","))
    assert {"ro", "noexec", "nosuid", "nodev"} <= options
    vault("dismount", container)
    assert container.read_bytes() == before


def rejected(plan: dict[str, Any], way: str) -> str:
    return " ".join(choice["reason"] for choice in plan["rejected"] if choice["name"] == way)


def test_the_plan_falls_to_fuse_without_a_seat_and_says_why(container: Path, vault: Callable[..., Any]) -> None:
    plan = vault("mount", container, "--plan", seat=False)
    assert (plan["attach"]["name"], plan["mount"]["name"]) == ("fusefile", "userspace")
    assert "administrator's password" in rejected(plan, "udisks")
    mounted = vault("mount", container, seat=False)
    assert (mounted["attach_way"], mounted["mount_way"]) == ("fusefile", "userspace")
    vault("dismount", container, seat=False)
    assert "administrator's password" in vault("mount", container, "--attach", "udisks", seat=False, code=7)


def test_what_udisks_cannot_do_is_a_reason_and_done_by_fuse(container: Path, vault: Callable[..., Any]) -> None:
    plan = vault("mount", container, "--key-slot", "0", "--plan")
    assert plan["attach"]["name"] == "fusefile"
    assert "cannot be told to try one" in rejected(plan, "udisks")


@pytest.fixture
def allowed_other() -> Iterator[None]:
    before = FUSE_CONF.read_bytes()
    FUSE_CONF.write_bytes(before + b"\nuser_allow_other\n")
    yield
    FUSE_CONF.write_bytes(before)


def test_a_volume_attached_by_fuse_is_mounted_where_fuse_may_show_it_to_root(
    allowed_other: None, container: Path, vault: Callable[..., Any], as_desktop_user: AsUser, bob: Ordinary
) -> None:
    mounted = vault("mount", container, "--attach", "fusefile")
    assert (mounted["attach_way"], mounted["mount_way"]) == ("fusefile", "udisks")
    assert as_desktop_user("sh", "-c", f"printf content > {mounted['mount_point']}/file").returncode == 0
    assert bob.run("-c", f"cat < {mounted['path']}", program="/bin/sh").returncode != 0
    vault("dismount", container)
    assert left_over() == []
    folder = vault("mount", container)["mount_point"]
    assert Path(folder, "file").read_bytes() == b"content"


def test_a_volume_attached_by_fuse_needs_that_line_for_udisks(container: Path, vault: Callable[..., Any]) -> None:
    plan = vault("mount", container, "--attach", "fusefile", "--plan")
    assert plan["mount"]["name"] == "userspace"
    assert "to this user alone" in rejected(plan, "udisks")


def test_what_was_ejected_meanwhile_is_known(
    container: Path, vault: Callable[..., Any], as_desktop_user: AsUser
) -> None:
    path = vault("mount", container)["path"]
    (loop,) = Path("/sys/block").glob("loop*/loop/backing_file")
    eject = f"udisksctl unmount -b {path} && udisksctl lock -b /dev/{loop.parts[3]}"
    assert as_desktop_user("sh", "-c", eject).returncode == 0
    assert vault("list")["sessions"] == []


def test_a_volume_is_closed_that_was_unmounted_and_outlived_udisks(
    container: Path, vault: Callable[..., Any], as_desktop_user: AsUser
) -> None:
    path = vault("mount", container)["path"]
    assert as_desktop_user("udisksctl", "unmount", "-b", path).returncode == 0
    assert only(vault("list"))["state"] == "attached"
    subprocess.run(["systemctl", "restart", "udisks2"], check=True)
    vault("dismount", container)
    assert left_over() == []


def test_a_copy_of_an_open_volume_goes_another_way(container: Path, alice: Ordinary, vault: Callable[..., Any]) -> None:
    vault("mount", container)
    copy = alice.home / "copy.vol"
    shutil.copy(container, copy)
    shutil.chown(copy, "alice", "alice")
    plan = vault("mount", copy, "--plan")
    assert "is unlocked already" in rejected(plan, "udisks") and plan["attach"]["name"] == "fusefile"
    copy.unlink()


def test_errors_noted_in_the_file_system_are_mended_before_it_is_used(
    container: Path, vault: Callable[..., Any], as_desktop_user: AsUser
) -> None:
    attach = f"vault attach {container} --attach fusefile --passphrase-fd 0"
    script = f"image=$({attach}) && debugfs -w -R 'ssv error_count 7' $image && vault detach {container}"
    done = as_desktop_user("sh", "-c", script, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    vault("mount", container)
    (count,) = Path("/sys/fs/ext4").glob("dm-*/errors_count")
    assert count.read_text().strip() == "0"


@pytest.mark.parametrize("filesystem", ["vfat", "ext2"])
def test_a_file_system_without_a_log_is_checked_before_and_is_the_users(
    container: Path, made: Callable[..., Path], vault: Callable[..., Any], as_desktop_user: AsUser, filesystem: str
) -> None:
    del container
    volume = made("--filesystem", filesystem)
    done = as_desktop_user("vault", "mount", volume, "--passphrase-fd", "0", data=PASSPHRASE)
    assert done.returncode == 0 and b"could not be checked" not in done.stderr, done.stderr
    folder = done.stdout.decode().strip()
    assert as_desktop_user("sh", "-c", f"printf content > {folder}/file").returncode == 0
    assert Path(folder, "file").owner() == "alice"
    vault("dismount", volume)
    assert left_over() == []


def test_a_volume_without_a_file_system_is_left_locked(
    container: Path, made: Callable[..., Path], vault: Callable[..., Any]
) -> None:
    del container
    assert "no file system" in vault("mount", made("--filesystem", "none"), code=7)
    assert left_over() == []


def test_an_interrupted_unlock_leaves_nothing(alice: Ordinary, as_desktop_user: AsUser) -> None:
    path = alice.home / "slow.vol"
    slow = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "2000000")
    command = ("vault", "create", path, "--size", "40M", *slow, "--filesystem", "none", "--passphrase-fd", "0")
    assert as_desktop_user(*command, data=PASSPHRASE, seat=False).returncode == 0
    script = f"""vault mount {path} --passphrase-fd 0 & pid=$!
        until grep -qs slow.vol /sys/block/loop*/loop/backing_file; do sleep 0.1; done
        kill -INT $pid; wait $pid"""
    done = as_desktop_user(
        "bash", "-c", f"set -m; exec 3<&0; {script.replace(' & pid', ' <&3 & pid')}", data=PASSPHRASE
    )
    assert done.returncode == 130, done.stderr
    assert left_over() == []
    path.unlink()


@pytest.fixture
def with_integrity(alice: Ordinary) -> Iterator[Path]:
    """An ext4 volume by cryptsetup with a tag for every sector, of which each was written."""
    path = alice.home / "integrity.vol"
    with path.open("wb") as file:
        file.truncate(8 << 20)
    words = ["--type", "luks2", *KDF, "--integrity", "hmac-sha256", "--integrity-no-wipe", "--offset", "2048"]
    words += ["--luks2-metadata-size", "16k", "--luks2-keyslots-size", "512k", "--key-file", "-"]
    subprocess.run(["cryptsetup", "luksFormat", "-q", *words, path], input=PASSPHRASE, check=True)
    subprocess.run(["cryptsetup", "open", path, "judge", "--key-file", "-"], input=PASSPHRASE, check=True)
    try:
        with Path("/dev/mapper/judge").open("r+b", buffering=0) as device:
            device.write(bytes(device.seek(0, 2) - device.seek(0)))
        owner = f"root_owner={alice.uid}:{alice.gid}"
        subprocess.run(["mkfs.ext4", "-q", "-E", owner, "/dev/mapper/judge"], check=True)
    finally:
        subprocess.run(["cryptsetup", "close", "judge"], check=True)
    shutil.chown(path, "alice", "alice")
    yield path
    path.unlink()


def test_a_volume_with_integrity_takes_two_mappings_that_go_both(
    with_integrity: Path, vault: Callable[..., Any], as_desktop_user: AsUser
) -> None:
    mounted = vault("mount", with_integrity)
    folder = mounted["mount_point"]
    assert (mounted["attach_way"], mounted["mount_way"]) == ("udisks", "udisks")
    assert sum("_dif" in name for name in left_over()) == 1
    assert as_desktop_user("sh", "-c", f"printf content > {folder}/file").returncode == 0
    vault("dismount", folder)
    assert left_over() == [] and vault("list")["sessions"] == []
    folder = vault("mount", with_integrity)["mount_point"]
    assert Path(folder, "file").read_bytes() == b"content"
    vault("dismount", folder)
    assert left_over() == []
