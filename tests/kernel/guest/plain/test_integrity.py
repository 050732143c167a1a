"""Volumes with integrity that cryptsetup made: dm-crypt over dm-integrity, of which nothing stays whatever fails."""

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.guest.devices import overwrite
from tests.kernel.guest.open_things import open_things
from vault import options as given
from vault.attach.devmapper import libdm
from vault.engine import Engine
from vault.errors import BackendError, DamagedHeader, NotAvailable
from vault.system import loopdev
from vault.system.mappings import all_mappings

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]
PASSPHRASE = b"a passphrase"
SIZE = 8 << 20
OFFSET = 1 << 20
"""Where the data begins."""
MARK = b"written by vault".ljust(4096, b".")
CRYPTSETUP, DMSETUP = "/usr/sbin/cryptsetup", "/usr/sbin/dmsetup"


def run(*words: object, data: bytes = PASSPHRASE) -> str:
    return subprocess.run(list(map(str, words)), input=data, capture_output=True, check=True).stdout.decode()


def make(path: Path, *options: str) -> Path:
    """A volume by cryptsetup, all of it written by nobody yet."""
    with path.open("wb") as file:
        file.truncate(SIZE)
    words = ["--type", "luks2", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--integrity-no-wipe"]
    words += ["--luks2-metadata-size", "16k", "--luks2-keyslots-size", "512k", "--offset", str(OFFSET // 512)]
    run(CRYPTSETUP, "luksFormat", "-q", *words, "--key-file=-", *options, path)
    path.with_name("key").write_bytes(PASSPHRASE)
    return path


class Judge:
    """The plaintext by cryptsetup, and how it maps it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.device = Path("/dev/mapper/judge")

    def __enter__(self) -> Path:
        run(CRYPTSETUP, "open", "--key-file=-", self.path, "judge")
        return self.device

    def __exit__(self, *_: object) -> None:
        run(CRYPTSETUP, "close", "judge")


def key(container: Path) -> given.KeyFile:
    return given.KeyFile(container.with_name("key"))


def attach(container: Path, **more: Any) -> given.SessionRecord:
    return Engine().attach(given.AttachRequest(container, **more), key(container))


def mount(container: Path, **more: Any) -> given.SessionRecord:
    return Engine().mount(given.MountRequest(container, container.with_name("mnt"), **more), key(container))


def table(name: str) -> str:
    """Without what differs from one time to another: devices, and the name that the key has."""
    return re.sub(r" \d+:\d+ ", " DEVICE ", run(DMSETUP, "table", name))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A volume with ext4, made once; every sector was written."""
    path = make(tmp_path_factory.mktemp("template") / "volume", "--integrity", "hmac-sha256")
    with Judge(path) as device:
        overwrite(device, 0, bytes(size_of(device)))
        run("mkfs.ext4", "-q", device)
    return path.read_bytes()


@pytest.fixture
def container(tmp_path: Path, template: bytes) -> Path:
    path = tmp_path / "secret.vol"
    path.write_bytes(template)
    path.with_name("key").write_bytes(PASSPHRASE)
    return path


def size_of(device: Path) -> int:
    with device.open("rb") as file:
        return file.seek(0, os.SEEK_END)


KINDS = {
    "hmac(sha256)": ("--cipher", "aes-xts-plain64", "--integrity", "hmac-sha256"),
    "hmac(sha512)": ("--cipher", "serpent-xts-plain64", "--integrity", "hmac-sha512", "--sector-size", "512"),
    "hmac(sha1)": ("--cipher", "aes-cbc-essiv:sha256", "--key-size", "256", "--integrity", "hmac-sha1"),
    "random IV": ("--cipher", "aes-xts-random", "--integrity", "hmac-sha256", "--integrity-legacy-padding"),
    "gcm": ("--cipher", "aes-gcm-random", "--key-size", "256", "--integrity", "aead"),
    "aegis": ("--cipher", "aegis128-random", "--key-size", "128", "--integrity", "aead", "--sector-size", "512"),
    "poly1305": ("--cipher", "chacha20-random", "--key-size", "256", "--integrity", "poly1305"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_cryptsetup_and_we_show_the_same_and_a_changed_byte_is_an_error(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path / "secret.vol", *KINDS[kind])
    with Judge(path) as device:
        plaintext = bytearray(os.urandom(size_of(device)))
        overwrite(device, 0, bytes(plaintext))
        theirs = table("judge"), table("judge_dif")
    written = path.read_bytes()

    record = attach(path)
    assert (record.attach_way, record.size) == ("devmapper", len(plaintext))
    assert (table("vault-secret"), table("vault-secret_dif")) == theirs
    assert record.path.read_bytes() == plaintext
    plaintext[8192 : 8192 + len(MARK)] = MARK
    overwrite(record.path, 8192, MARK)
    Engine().detach("secret")
    with Judge(path) as device:
        assert device.read_bytes() == plaintext

    changed = max(place for place, (new, old) in enumerate(zip(path.read_bytes(), written, strict=True)) if new != old)
    overwrite(path, changed, bytes([path.read_bytes()[changed] ^ 1]))
    record = attach(path)
    with record.path.open("rb", buffering=0) as device:
        assert device.read(4096) == plaintext[:4096]
        device.seek(8192)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            device.read(len(MARK))
    Engine().detach("secret")


def test_it_is_mounted_suspended_and_resumed(container: Path) -> None:
    record = mount(container)
    assert (record.attach_way, record.mount_way, record.filesystem) == ("devmapper", "kernel", "ext4")
    (container.with_name("mnt") / "file").write_bytes(MARK)
    Engine().suspend("secret")
    assert Engine().sessions()[0].state == "suspended"
    assert set(run(DMSETUP, "table", "--showkeys", "vault-secret").split()[4]) == {"0"}
    Engine().resume("secret", key(container))
    assert (container.with_name("mnt") / "file").read_bytes() == MARK
    Engine().dismount("secret")
    point = container.with_name("theirs")
    point.mkdir()
    with Judge(container) as device:
        run("mount", device, point)
        try:
            assert (point / "file").read_bytes() == MARK
        finally:
            run("umount", point)


def test_a_suspended_one_can_be_given_up(container: Path) -> None:
    mount(container)
    Engine().suspend("secret")
    Engine().dismount("secret", force=True)


def test_others_know_both_mappings(container: Path) -> None:
    attach(container)
    uuid = Engine().inspect(container).uuid.replace("-", "")
    assert {(found.name, found.uuid) for found in all_mappings()} >= {
        ("vault-secret", f"CRYPT-LUKS2-{uuid}-vault-secret"),
        ("vault-secret_dif", f"CRYPT-SUBDEV-{uuid}-vault-secret_dif"),
    }
    status = run(CRYPTSETUP, "status", "vault-secret")
    assert "integrity: hmac(sha256)" in status and str(container) in status
    run(CRYPTSETUP, "close", "vault-secret")
    assert Engine().sessions() == []


def test_what_is_left_when_others_took_the_upper_one_away_can_be_closed(container: Path) -> None:
    attach(container)
    run(DMSETUP, "remove", "vault-secret")
    assert [session.state for session in Engine().sessions()] == ["dead"]
    Engine().dismount("secret")


def test_inspect_names_the_algorithms(container: Path) -> None:
    words = [sys.executable, "-m", "vault", "inspect", str(container)]
    shown = json.loads(subprocess.check_output([*words, "--json"]))
    assert (shown["cipher"], shown["integrity"], shown["key_size"]) == ("aes-xts-plain64", "hmac(sha256)", 768)
    assert b"hmac(sha256)" in subprocess.check_output(words)


def test_discards_and_user_space_are_refused(container: Path) -> None:
    with pytest.raises(NotAvailable, match="no discards"):
        attach(container, attach_way="devmapper", allow_discards=True)
    with pytest.raises(NotAvailable, match="dm-integrity"):
        attach(container, attach_way="fusefile")


@pytest.mark.parametrize("block", [False, True], ids=["file", "device"])
def test_read_only_writes_nothing_at_all(container: Path, block: bool) -> None:
    """A copy that was made while it was open has data in its journal: it is not read, as it must be written back."""
    before = hashlib.sha256(container.read_bytes()).digest()
    place = Path(run("losetup", "--find", "--show", container).strip()) if block else container
    try:
        record = Engine().attach(given.AttachRequest(place, read_only=True), key(container))
        assert run("blockdev", "--getro", record.path).strip() == "1"
        Engine().detach(record.name)
        assert hashlib.sha256(container.read_bytes()).digest() == before

        record = Engine().attach(given.AttachRequest(place), key(container))
        data = os.urandom(1 << 16)
        overwrite(record.path, 0, data)
        crashed = container.read_bytes()
        Engine().detach(record.name)
        overwrite(container, 0, crashed)
        with pytest.raises(BackendError, match="without being written to") as caught:
            Engine().attach(given.AttachRequest(place, read_only=True), key(container))
        assert "journal" in caught.value.hint
        assert container.read_bytes() == crashed
        record = Engine().attach(given.AttachRequest(place), key(container))
        assert record.path.read_bytes()[: len(data)] == data
        Engine().detach(record.name)
    finally:
        if block:
            run("losetup", "--detach", place)


@pytest.mark.parametrize("what", ["zeros", "noise"])
def test_the_kernel_never_makes_a_new_superblock(container: Path, what: str) -> None:
    """It does where it finds zeros, and everything in the volume would be lost."""
    overwrite(container, OFFSET, bytes(4096) if what == "zeros" else os.urandom(4096))
    before = container.read_bytes()
    with pytest.raises(DamagedHeader, match="superblock"):
        attach(container)
    assert container.read_bytes() == before


def on_call(number: int, original: Callable[..., Any], instead: Callable[..., Any]) -> Callable[..., Any]:
    """``original``, in whose place its n-th call finds another function."""
    calls: list[int] = []

    def called(*arguments: Any, **more: Any) -> Any:
        calls.append(0)
        return (instead if len(calls) == number else original)(*arguments, **more)

    return called


def fails(*_: object, **_more: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("number", [1, 2], ids=["lower", "upper"])
@pytest.mark.parametrize("name", ["create", "load", "resume"])
def test_a_step_that_fails_undoes_those_before(
    container: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    monkeypatch.setattr(libdm, name, on_call(number, getattr(libdm, name), fails))
    with pytest.raises(BackendError):
        attach(container)


@pytest.mark.parametrize("name", ["vault-secret", "vault-secret_dif"])
def test_a_name_that_is_taken_gets_a_number(container: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """One of the two, and only in the last moment."""
    create = libdm.create

    def create_first(wanted: str, uuid: str) -> None:
        if wanted == name:
            create(name, "")
        create(wanted, uuid)

    monkeypatch.setattr(libdm, "create", create_first)
    try:
        assert attach(container).path == Path("/dev/mapper/vault-secret-2")
        Engine().detach("secret")
    finally:
        libdm.remove(name)


POINTS = [
    (loopdev, "_configure", 1, True, False),
    *((libdm, "create", number, after, number == 2) for number in (1, 2) for after in (False, True)),
    *((libdm, "load", number, True, True) for number in (1, 2)),
    *((libdm, "resume", number, True, True) for number in (1, 2)),
]


@pytest.mark.attack(47)
@pytest.mark.parametrize(("where", "name", "number", "after", "listed"), POINTS)
def test_a_command_that_is_killed_leaves_only_what_can_be_closed(
    container: Path, where: Any, name: str, number: int, after: bool, listed: bool
) -> None:
    """The command is a child that kills itself before or after the n-th call of a function."""
    before = open_things()
    child = os.fork()
    if child == 0:
        _attach_and_die(container, where, name, number, after)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert [session.name for session in Engine().sessions()] == ["secret"] * listed
    for session in Engine().sessions():
        Engine().dismount(session.name)
    assert open_things() == before
    attach(container)  # its lock went with the rest
    Engine().detach("secret")


def _attach_and_die(container: Path, where: Any, name: str, number: int, after: bool) -> None:
    original = getattr(where, name)

    def die(*arguments: Any, **more: Any) -> None:
        if after:
            original(*arguments, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(where, name, on_call(number, original, die))
    try:
        attach(container)
    finally:
        os._exit(1)
