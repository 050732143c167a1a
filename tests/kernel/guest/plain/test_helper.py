"""Ordinary users mount through the kernel by the privileged helper, with the sudoers example, and nothing is left."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ordinary
from vault.crypto.secret import Secret
from vault.privileged import places
from vault.privileged.client import HELPER
from vault.privileged.protocol import FORCE, Answer, Attach, Detach, Dismount, Keep, Mount, Request, encode
from vault.privileged.records import Record, Records

SUDOERS = Path("/etc/sudoers.d/vault")
RECORDS = Path("/run/vault-helper")
LOG = Path("/dev/log")
ACCESS_LIST = "system.posix_acl_access"
PASSPHRASE = b"a passphrase of the tests"
KEY = bytes(range(64))
SIZE = 1 << 20


@pytest.fixture(scope="module")
def log() -> Iterator[list[bytes]]:
    """What is sent to the system's log."""
    lines: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
        service.bind(str(LOG))
        LOG.chmod(0o666)

        def listen() -> None:
            while line := service.recv(1 << 16):
                lines.append(line)

        listener = threading.Thread(target=listen)
        listener.start()
        yield lines
        LOG.unlink()
        service.shutdown(socket.SHUT_RDWR)  # which ends its wait; after closing it might read from another's descriptor
        listener.join()


@pytest.fixture(scope="module", autouse=True)
def installed(alice: Ordinary, bob: Ordinary, log: list[bytes]) -> None:
    """The helper as ``make install-helper`` installs it; both users are of the group that may use it."""
    for program in ("/usr/bin/sudo", "/usr/sbin/cryptsetup"):
        if not Path(program).exists():
            pytest.skip(f"{program} is not installed")
    subprocess.run(["sh", ROOT / "scripts" / "install_helper.sh"], check=True)
    subprocess.run(["groupadd", "--system", "vault"], check=True)
    for user in (alice, bob):
        subprocess.run(["usermod", "--append", "--groups", "vault", user.name], check=True)
    shutil.copy(ROOT / "share" / "sudoers" / "vault.example", SUDOERS)
    SUDOERS.chmod(0o440)


@pytest.fixture(scope="module")
def made(alice: Ordinary) -> Path:
    """A volume of alice's with ext4, on a file system that the helper trusts."""
    volume = own_folder(alice) / "secret.vol"
    costs = ["--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000"]
    vault(alice, "create", volume, "--size", "32M", "--sector-size", "512", *costs, "--passphrase-fd", "0")
    return volume


@pytest.fixture
def secret(made: Path, alice: Ordinary) -> Iterator[Path]:
    """The same, and nothing may be left of it afterwards."""
    yield made
    alice.run("dismount", "--all")
    assert left() == []


def own_folder(user: Ordinary) -> Path:
    folder = Path("/tmp", user.name)
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, user.uid, user.gid)
    return folder


def container_of(user: Ordinary) -> Path:
    path = own_folder(user) / "container"
    path.write_bytes(bytes(SIZE))
    os.chown(path, user.uid, user.gid)
    return path


def vault(user: Ordinary, *words: object, code: int = 0) -> str:
    done = user.run(*words, data=PASSPHRASE)
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout + done.stderr).decode()


def left() -> list[str]:
    """Everything of a volume that root could find."""
    found = [path.name for path in RECORDS.glob("*/vault-*")] if RECORDS.exists() else []
    found += [path.name for path in Path("/dev/mapper").iterdir() if path.name != "control"]
    found += [path.joinpath("dm/name").read_text() for path in Path("/sys/block").glob("dm-*")]
    found += [str(path) for path in Path("/sys/block").glob("loop*/loop/backing_file")]
    found += [str(path) for path in Path("/run/media").glob("*/*")]
    found += [line for line in Path("/proc/self/mounts").read_text().splitlines() if "/run/media" in line]
    return found + [line for line in Path("/proc/keys").read_text().splitlines() if "vault:" in line]


def table() -> str:
    return subprocess.check_output(["dmsetup", "table", "--showkeys"], text=True)


class Asking:
    """The helper, started for a user as sudo does it, and what this user's command would say to it."""

    def __init__(self, user: Ordinary) -> None:
        os.seteuid(user.uid)  # the kernel tells the helper who made the pair
        try:
            self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        finally:
            os.seteuid(0)
        self.channel.settimeout(120)
        with theirs:
            self.process = subprocess.Popen([HELPER], stdin=theirs, env={"SUDO_UID": str(user.uid)})

    def ask(self, request: Request, *descriptors: int) -> Answer:
        socket.send_fds(self.channel, [encode(request).view()], list(descriptors))
        return Answer.decode(self.channel.recv(1 << 12))

    def keep(self) -> None:
        self.channel.send(encode(Keep()).view())
        self.end()

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> None:
        self.channel.close()
        self.process.wait(120)


def asked(user: Ordinary, request: Request, *descriptors: int) -> Answer:
    asking = Asking(user)
    answer = asking.ask(request, *descriptors)
    if not answer.code and isinstance(request, Attach | Mount):
        asking.keep()
    else:
        asking.end()
    return answer


def attach(name: str = "volume", **changes: object) -> Attach:
    values = {
        "name": name,
        "uuid": bytes(range(16)),
        "offset": 4096,
        "length": SIZE - 4096,
        "iv_offset": 0,
        "cipher": "aes-xts-plain64",
        "sector_size": 512,
        "flags": 0,
        "key": Secret(KEY),
    }
    return Attach(**{**values, **changes})  # type: ignore[arg-type]


@contextmanager
def attached(user: Ordinary, name: str = "volume") -> Iterator[Path]:
    descriptor = os.open(container_of(user), os.O_RDWR)
    try:
        answer = asked(user, attach(name), descriptor)
    finally:
        os.close(descriptor)
    assert answer.code == "", answer.message
    try:
        yield Path(answer.path)
    finally:
        asked(user, Dismount(name, 0))
        answer = asked(user, Detach(name))
    assert answer.code == "", answer.message


def test_a_user_mounts_writes_and_dismounts_and_cryptsetup_reads_it(
    secret: Path, alice: Ordinary, bob: Ordinary, log: list[bytes]
) -> None:
    assert "attach  helper" in vault(alice, "mount", secret, "--plan")
    point = Path("/run/media/alice/secret")
    assert str(point) in vault(alice, "mount", secret, "--passphrase-fd", "0", "--noexec")
    (line,) = (line.split() for line in Path("/proc/self/mounts").read_text().splitlines() if str(point) in line)
    assert {"nosuid", "nodev", "noexec", "rw"} <= set(line[3].split(","))
    assert ":64:logon:" in table()
    node = Path(f"/dev/mapper/vault-{alice.uid}-secret")
    assert node.stat().st_uid == 0  # as long as it is mounted
    assert alice.run("-c", f"echo kept > {point}/file", program="/bin/sh").returncode == 0
    assert bob.run(point / "file", program="/bin/cat").returncode != 0
    assert bob.run("dismount", "secret").returncode == 2
    vault(alice, "dismount", "secret")
    assert left() == []
    assert any(b"attach secret" in line for line in log)
    assert any(b"mount secret" in line for line in log)
    subprocess.run(["cryptsetup", "open", secret, "judge", "--key-file", "-"], input=PASSPHRASE, check=True)
    try:
        shown = subprocess.run(["debugfs", "-R", "cat file", "/dev/mapper/judge"], capture_output=True, check=True)
        assert shown.stdout == b"kept\n"
    finally:
        subprocess.run(["cryptsetup", "close", "judge"], check=True)


def test_a_busy_mount_stays_and_is_taken_away_by_force(secret: Path, alice: Ordinary) -> None:
    vault(alice, "mount", secret, "--passphrase-fd", "0", "--read-only")
    with alice.popen(
        "-c",
        "cd /run/media/alice/secret && echo && read word",
        program="/bin/sh",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == b"\n"
        assert f"process {user.pid}" in vault(alice, "dismount", "secret", code=5)
        assert Path("/run/media/alice/secret").is_mount()
        assert "still in use" in vault(alice, "dismount", "secret", "--force", code=5)
        assert not Path("/run/media/alice/secret").exists()
        assert Path(f"/dev/mapper/vault-{alice.uid}-secret").stat().st_uid == 0  # the file system still lives
        user.communicate(b"\n")
    vault(alice, "dismount", "secret")


def test_an_attached_volume_is_a_device_of_the_user_s_own(alice: Ordinary, bob: Ordinary) -> None:
    with attached(alice) as node:
        assert b"\0" * 512 != alice.run("-c", "512", node, program="/usr/bin/head").stdout != b""
        assert bob.run("-c", "512", node, program="/usr/bin/head").returncode != 0
        words = table()
        assert KEY[:8].hex() not in words
    assert left() == []


def test_nobody_touches_another_user_s_volume(alice: Ordinary, bob: Ordinary) -> None:
    with attached(alice), attached(bob):  # of the same name
        assert len(list(RECORDS.glob("*/vault-*"))) == 2
    with attached(alice, "hers"):
        for request in (Detach("hers"), Mount("hers", "hers", "ext4", 0)):
            answer = asked(bob, request)
            assert answer.code == "usage"
            assert "of this user" in answer.message
        descriptor = os.open(container_of(alice), os.O_RDWR)
        assert "another user" in asked(bob, attach(), descriptor).message
        assert asked(alice, attach("twice"), descriptor).code == "busy"
        os.close(descriptor)
    assert left() == []


def test_sudo_starts_it_for_the_user_who_made_the_socket_only(alice: Ordinary, bob: Ordinary) -> None:
    os.seteuid(alice.uid)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    os.seteuid(0)
    with ours, theirs:
        ours.send(encode(Detach("hers")).view())
        command = bob.command(("-n", HELPER), "/usr/bin/sudo")
        done = subprocess.run(command, stdin=theirs, capture_output=True, check=False)
        assert done.returncode == 1
        assert "somebody else" in Answer.decode(ours.recv(1 << 12)).message


@pytest.mark.parametrize("end", ["kill", "end"])
def test_what_was_attached_for_a_caller_who_is_gone_goes(alice: Ordinary, end: str) -> None:
    descriptor = os.open(container_of(alice), os.O_RDWR)
    asking = Asking(alice)
    assert asking.ask(attach(), descriptor).code == ""
    os.close(descriptor)
    getattr(asking, end)()
    if end == "kill":
        assert left() != []
        assert asked(alice, Detach("nothing")).code == "usage"  # the next one tidies up
    assert left() == []


@pytest.mark.parametrize("end", ["kill", "end"])
def test_what_was_mounted_for_a_caller_who_is_gone_goes(alice: Ordinary, end: str) -> None:
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        asking = Asking(alice)
        answer = asking.ask(Mount("volume", "here", "ext4", 0))
        assert answer.path == "/run/media/alice/here"
        assert Path(answer.path).is_mount()
        getattr(asking, end)()
        if end == "kill":
            assert Path(answer.path).is_mount()
            assert asked(alice, Detach("nothing")).code == "usage"
        assert not Path(answer.path).exists()
        assert node.stat().st_uid == alice.uid
    assert left() == []


def test_what_is_open_in_a_program_is_not_mounted(alice: Ordinary) -> None:
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        holder = os.open(node, os.O_RDWR)
        answer = asked(alice, Mount("volume", "here", "ext4", 0))
        assert answer.code == "busy"
        assert "open in a program" in answer.message
        os.close(holder)
        assert node.stat().st_uid == alice.uid
    assert left() == []


@pytest.mark.parametrize("trap", ["link", "owner", "mount"])
def test_a_mount_point_that_root_did_not_make_is_refused(alice: Ordinary, tmp_path: Path, trap: str) -> None:
    media = Path("/run/media/alice")
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        media.parent.mkdir(exist_ok=True)
        if media.exists():
            media.rmdir()
        try:
            if trap == "link":
                media.symlink_to(tmp_path)
            else:
                media.mkdir()
            if trap == "owner":
                os.chown(media, alice.uid, alice.gid)
            if trap == "mount":
                (media / "here").mkdir()
                subprocess.run(["mount", "-t", "tmpfs", "tmpfs", media / "here"], check=True)
            answer = asked(alice, Mount("volume", "here", "ext4", 0))
            assert answer.code == "mount"
            assert list(tmp_path.iterdir()) == []
        finally:
            if trap == "mount":
                subprocess.run(["umount", media / "here"], check=True)
            media.unlink() if trap == "link" else shutil.rmtree(media)
    assert left() == []


@pytest.mark.parametrize("uuid", ["other", "CRYPT-LUKS2-000102030405060708090a0b0c0d0e0f-vault-{}-volume"])
def test_a_mapping_that_somebody_else_made_is_left_alone(alice: Ordinary, uuid: str) -> None:
    name = f"vault-{alice.uid}-volume"
    words = ["dmsetup", "create", name, "--uuid", uuid.format(alice.uid), "--table", "0 8 zero"]
    subprocess.run(words, check=True)
    try:
        descriptor = os.open(container_of(alice), os.O_RDWR)
        assert asked(alice, attach(), descriptor).code == "backend"
        os.close(descriptor)
        assert table() == f"{name}: 0 8 zero \n"
        assert not list(RECORDS.glob("*/vault-*"))
    finally:
        subprocess.run(["dmsetup", "remove", name], check=True)
    assert left() == []


def test_what_the_kernel_does_not_mount_leaves_the_volume_attached(alice: Ordinary) -> None:
    with attached(alice) as node:
        assert asked(alice, Mount("volume", "here", "ext4", 0)).code == "mount"
        assert node.stat().st_uid == alice.uid
        assert not Path("/run/media/alice/here").exists()
    assert left() == []


def test_a_file_system_without_owners_belongs_to_the_user(alice: Ordinary) -> None:
    with attached(alice) as node:
        subprocess.run(["mkfs.fat", node], check=True, stdout=subprocess.DEVNULL)
        answer = asked(alice, Mount("volume", "here", "vfat", 0))
        found = Path(answer.path).stat()
        assert (found.st_uid, found.st_mode & 0o777) == (alice.uid, 0o700)
        assert "mounted" in asked(alice, Detach("volume")).message
    assert left() == []


def test_a_file_system_with_smaller_sectors_than_its_volume_is_mounted(alice: Ordinary) -> None:
    volume = own_folder(alice) / "small.vol"
    costs = ["--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000"]
    vault(alice, "create", volume, "--size", "32M", "--sector-size", "4096", *costs, "--passphrase-fd", "0")
    vault(alice, "mount", volume, "--attach", "helper", "--passphrase-fd", "0")
    point = Path("/run/media/alice/small")
    assert alice.run("-c", f"echo kept > {point}/file", program="/bin/sh").returncode == 0
    vault(alice, "dismount", "small")
    assert left() == []


def test_a_node_that_was_kept_without_being_opened_is_nobody_s_afterwards(alice: Ordinary) -> None:
    with attached(alice) as node:  # the next device of its number would be behind it
        kept = os.open(node, os.O_PATH)
    found = os.fstat(kept)
    os.close(kept)
    assert (found.st_uid, found.st_mode & 0o777) == (0, 0o600)


def test_an_access_list_of_the_user_s_does_not_outlive_his_ownership(alice: Ordinary, bob: Ordinary) -> None:
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        os.setxattr(node, ACCESS_LIST, places._readable_by(bob.uid))
        assert asked(alice, Mount("volume", "here", "ext4", 0)).code == ""
        assert ACCESS_LIST not in os.listxattr(node)
    assert left() == []


def test_a_file_system_that_lives_on_keeps_the_node_from_its_user(alice: Ordinary) -> None:
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        held = os.open(asked(alice, Mount("volume", "here", "ext4", 0)).path, os.O_RDONLY)
        assert asked(alice, Dismount("volume", FORCE)).code == ""
        assert asked(alice, Mount("volume", "here", "ext4", 0)).code == "busy"
        assert node.stat().st_uid == 0
        os.close(held)
    assert left() == []


def test_what_a_caller_who_is_gone_has_open_goes_when_he_lets_go(alice: Ordinary) -> None:
    descriptor = os.open(container_of(alice), os.O_RDWR)
    asking = Asking(alice)
    answer = asking.ask(attach(), descriptor)
    os.close(descriptor)
    held = os.open(answer.path, os.O_RDONLY)
    asking.end()
    os.close(held)
    assert asked(alice, Detach("nothing")).code == "usage"
    assert left() == []


def test_a_mount_that_is_hidden_while_its_caller_goes_is_taken_away_later(alice: Ordinary) -> None:
    with attached(alice) as node:
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", node], check=True)
        asking = Asking(alice)
        point = Path(asking.ask(Mount("volume", "here", "ext4", 0)).path)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", point], check=True)
        asking.end()
        subprocess.run(["umount", point], check=True)
        assert asked(alice, Detach("nothing")).code == "usage"
        assert not point.exists()
        assert node.stat().st_uid == alice.uid
    assert left() == []


def test_a_mapping_without_a_table_that_a_killed_helper_left_goes(alice: Ordinary) -> None:
    name = f"vault-{alice.uid}-volume"
    uuid = f"CRYPT-LUKS2-{bytes(range(16)).hex()}-{name}"
    with Records(RECORDS), Records(RECORDS / str(alice.uid)) as records:
        records.new(Record(name, uuid, alice.uid, (0, 0), read_only=False)).close()
    subprocess.run(["dmsetup", "create", name, "--uuid", uuid, "--notable"], check=True)
    assert asked(alice, Detach("nothing")).code == "usage"
    assert name not in subprocess.check_output(["dmsetup", "ls"], text=True)
    assert left() == []
