"""Whatever fails, or kills the command, on the way to a mapping: nothing stays that nobody can close."""

import errno
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.guest.open_things import open_things
from vault import options as given
from vault.attach.devmapper import libdm
from vault.engine import Engine
from vault.errors import BackendError, BusyError, FileSystemDamaged, MountError, VaultError
from vault.events import Event, Step, ignore
from vault.filesystem import syscalls
from vault.session import SessionStore
from vault.system import keyring, loopdev

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]
PATIENCE_S = 60
SIZE = 20 << 20
SUPERBLOCK = 1024
STATE, FREE_BLOCKS = SUPERBLOCK + 0x3A, SUPERBLOCK + 0x0C


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A container with ext4, made once."""
    path = tmp_path_factory.mktemp("template") / "volume"
    path.with_name("key").write_bytes(b"a passphrase")
    options = given.CreateOptions(path, SIZE, pbkdf="pbkdf2", pbkdf_iterations=1000)
    Engine().create(options, given.KeyFile(path.with_name("key")))
    return path.read_bytes()


@pytest.fixture
def container(tmp_path: Path, template: bytes) -> Path:
    """A volume with ext4; its key file is ``key`` beside it."""
    path = tmp_path / "secret.vol"
    path.write_bytes(template)
    path.with_name("key").write_bytes(b"a passphrase")
    return path


def key(container: Path) -> given.KeyFile:
    return given.KeyFile(container.with_name("key"))


def mount(container: Path, on_event: Callable[[Event], None] = ignore, **more: Any) -> given.SessionRecord:
    request = given.MountRequest(container, container.with_name("mnt"), attach_way="devmapper", **more)
    return Engine(on_event).mount(request, key(container))


def fails(_: object = None, *_args: object, **_more: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (keyring, "_add"),
        (loopdev, "_configure"),
        (libdm, "create"),
        (libdm, "load"),
        (libdm, "resume"),
        (syscalls, "mount"),
    ],
)
def test_a_step_that_fails_undoes_those_before(
    container: Path, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    monkeypatch.setattr(where, name, fails)
    with pytest.raises((VaultError, OSError)) as caught:
        mount(container)
    assert isinstance(caught.value, BackendError) or where is keyring
    assert not container.with_name("mnt").exists()


def test_no_loop_device_to_be_had_is_an_error(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopdev, "CONTROL", Path("/dev/null"))
    with pytest.raises(BackendError, match="no free loop device"):
        mount(container)


def test_loop_devices_that_others_always_take_first_are_an_error(
    container: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.write_bytes(bytes(1 << 20))
    taken = loopdev.attach(other, read_only=True, sector_size=512)
    shown = loopdev.backing_file(taken.path)
    monkeypatch.setattr(loopdev, "_open_free", lambda: loopdev.Loop(taken.path, os.open(taken.path, os.O_RDWR)))
    try:
        with pytest.raises(BackendError, match="stayed free"):
            mount(container)
    finally:
        taken.close()
        loopdev.wait_until_gone(taken.path, shown, PATIENCE_S)


def test_a_table_that_the_kernel_refuses_is_an_error_that_says_so(container: Path) -> None:
    with pytest.raises(BackendError, match="does not take the mapping: invalid argument") as caught:
        mount(container, dm_flags=("no_such_flag",))
    assert "dmesg" in caught.value.hint


def test_a_device_that_is_claimed_in_the_last_moment_is_busy(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = subprocess.check_output(["losetup", "--find", "--show", container], text=True).strip()
    claims: list[int] = []
    create = libdm.create

    def claim_and_create(name: str, uuid: str) -> None:
        claims.append(os.open(device, os.O_RDONLY | os.O_EXCL))
        create(name, uuid)

    monkeypatch.setattr(libdm, "create", claim_and_create)
    try:
        with pytest.raises(BusyError):
            Engine().attach(given.AttachRequest(Path(device), attach_way="devmapper"), key(container))
    finally:
        os.close(claims[0])
        subprocess.run(["losetup", "--detach", device], check=True)


def test_a_name_that_is_taken_in_the_last_moment_is_left_to_its_owner(
    container: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = libdm.create

    def create_first(name: str, uuid: str) -> None:
        if name == "vault-secret":
            create(name, "")
        create(name, uuid)

    monkeypatch.setattr(libdm, "create", create_first)
    try:
        assert mount(container).path == Path("/dev/mapper/vault-secret-2")
        Engine().dismount("secret")
    finally:
        libdm.remove("vault-secret")


def test_a_damaged_file_system_is_not_mounted(container: Path) -> None:
    record = Engine().attach(given.AttachRequest(container), key(container))
    with record.path.open("r+b") as device:
        device.seek(STATE)
        device.write(b"\0\0")
        device.seek(4096 * 2)
        device.write(bytes(4096 * 30))
    Engine().detach("secret")
    with pytest.raises(FileSystemDamaged):
        mount(container)


def test_a_folder_that_is_mounted_on_in_the_last_moment_is_left_alone(container: Path) -> None:
    point = container.with_name("mnt")

    def take_it(event: Event) -> None:
        if event == Step("mounting"):
            subprocess.run(["mount", "-t", "tmpfs", "other", point], check=True)

    try:
        with pytest.raises((BusyError, MountError)):
            mount(container, take_it)
    finally:
        subprocess.run(["umount", point], check=True)
        point.rmdir()


POINTS = [
    (loopdev, "_configure", True, False),
    (libdm, "create", False, False),
    (libdm, "create", True, False),
    (libdm, "load", True, True),
    (libdm, "resume", True, True),
    (SessionStore, "update", True, True),
    (syscalls, "mount", False, True),
    (syscalls, "mount", True, True),
]


@pytest.mark.attack(47)
@pytest.mark.parametrize(("where", "name", "after", "listed"), POINTS)
def test_a_command_that_is_killed_leaves_only_what_can_be_closed(
    container: Path, where: Any, name: str, after: bool, listed: bool
) -> None:
    """The command is a child that kills itself before or after a certain call."""
    before = open_things()
    child = os.fork()
    if child == 0:
        _mount_and_die(container, where, name, after)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    engine = Engine()
    assert [session.name for session in engine.sessions()] == ["secret"] * listed
    for session in engine.sessions():
        engine.dismount(session.name)
    assert open_things() == before
    mount(container)  # its lock went with the rest
    engine.dismount("secret")


def _mount_and_die(container: Path, where: Any, name: str, after: bool) -> None:
    original = getattr(where, name)

    def die(*arguments: Any, **more: Any) -> None:
        if after:
            original(*arguments, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(where, name, die)
    try:
        mount(container)
    finally:
        os._exit(1)


@pytest.mark.attack(47)
@pytest.mark.parametrize("name", ["suspend", "message"])
def test_a_suspension_that_fails_goes_on_as_before(container: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    mount(container)
    with monkeypatch.context() as patch:
        patch.setattr(libdm, name, fails)
        with pytest.raises(BackendError, match="cannot be suspended"):
            Engine().suspend("secret")
    assert Engine().sessions()[0].state == "mounted"
    container.with_name("mnt").joinpath("file").write_bytes(b"1")
    Engine().dismount("secret")


@pytest.mark.attack(47)
@pytest.mark.parametrize("name", ["message", "resume"])
def test_a_resumption_that_fails_leaves_it_suspended_without_its_key(
    container: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    mount(container)
    Engine().suspend("secret")
    with monkeypatch.context() as patch:
        original = getattr(libdm, name)
        patch.setattr(libdm, name, lambda *words: original(*words) if words[1:] == ("key wipe",) else fails())
        with pytest.raises(BackendError, match="cannot be resumed"):
            Engine().resume("secret", key(container))
    assert Engine().sessions()[0].state == "suspended"
    table = subprocess.check_output(["/usr/sbin/dmsetup", "table", "--showkeys", "vault-secret"], text=True)
    assert table.split()[4] == "0" * 128
    Engine().resume("secret", key(container))
    Engine().dismount("secret")
