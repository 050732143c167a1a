"""Volumes that the kernel's dm-crypt shows: what they look like to others, their flags, and their ends."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.guest import judge
from vault import options as given
from vault.attach.devmapper import attacher
from vault.engine import Engine
from vault.errors import BusyError, FormatError, NotAvailable, UsageError, WrongCredential
from vault.events import Event, Warned
from vault.system.mounts import mount_at
from vault.testing.volumes import small_options, write_volume

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]
PASSPHRASE = b"a passphrase"
PATIENCE_S = 60
SIZE = 32 << 20


class Volume:
    """A container with ext4 in it, an engine, and what the engine said."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "secret.vol"
        self.point = folder / "mnt"
        self.events: list[Event] = []
        self.engine = Engine(self.events.append)
        self.key = given.KeyFile(folder / "key")
        self.key.path.write_bytes(PASSPHRASE)

    def mount(self, **more: object) -> given.SessionRecord:
        request = given.MountRequest(**{"container": self.path, "mount_point": self.point, **more})  # type: ignore[arg-type]
        return self.engine.mount(request, self.key)

    def attach(self, **more: object) -> given.SessionRecord:
        return self.engine.attach(given.AttachRequest(**{"container": self.path, **more}), self.key)  # type: ignore[arg-type]

    @property
    def state(self) -> str:
        return self.engine.sessions()[0].state

    def warnings(self) -> str:
        return "\n".join(f"{event.message} ({event.hint})" for event in self.events if isinstance(event, Warned))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A container with ext4, made once."""
    path = tmp_path_factory.mktemp("template") / "volume"
    path.with_name("key").write_bytes(PASSPHRASE)
    options = given.CreateOptions(path, SIZE, pbkdf="pbkdf2", pbkdf_iterations=1000)
    Engine().create(options, given.KeyFile(path.with_name("key")))
    return path.read_bytes()


@pytest.fixture
def volume(disk: Path, tmp_path: Path, template: bytes) -> Iterator[Volume]:
    """On a disk with direct I/O."""
    folder = disk / tmp_path.name
    folder.mkdir()
    made = Volume(folder)
    made.path.write_bytes(template)
    yield made
    made.path.unlink()


def output(*words: object, data: bytes = b"") -> str:
    done = subprocess.run([str(word) for word in words], input=data, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


def table(name: str) -> str:
    return output("/usr/sbin/dmsetup", "table", "--showkeys", name)


def volume_key(path: Path) -> bytes:
    key = path.with_name("volume-key")
    words = ["luksDump", "--disable-locks", "--dump-volume-key", "-q", "--volume-key-file", key, "--key-file=-", path]
    output("/usr/sbin/cryptsetup", *words, data=PASSPHRASE)
    found = key.read_bytes()
    key.unlink()
    return found


def eventually(true: object) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_others_know_the_mapping_and_nobody_sees_the_key(volume: Volume) -> None:
    record = volume.mount()
    assert (record.attach_way, record.mount_way) == ("devmapper", "kernel")
    name = record.path.name
    status = output("/usr/sbin/cryptsetup", "status", name)
    assert "type:    LUKS2" in status and "key location: keyring" in status and str(volume.path) in status
    key = volume_key(volume.path)
    assert len(key) == 64
    loop = re.search(r"/dev/loop\d+", status)
    assert loop
    assert output("losetup", "-l", "-n", "-O", "AUTOCLEAR,DIO,LOG-SEC,RO", loop[0]).split() == ["1", "1", "4096", "0"]
    assert key.hex() not in table(name) and ":64:logon:cryptsetup:" in table(name)
    for process in Path("/proc").glob("[0-9]*"):
        for part in ("cmdline", "environ"):
            try:
                seen = process.joinpath(part).read_bytes()
            except OSError:
                continue
            assert key not in seen and key.hex().encode() not in seen and PASSPHRASE not in seen
    assert "logon" not in re.sub(r"^\w+ I?-?R.*$", "", Path("/proc/keys").read_text(), flags=re.MULTILINE)
    volume.engine.dismount("secret")
    eventually(lambda: "logon" not in Path("/proc/keys").read_text())


def test_a_session_whose_mapping_others_took_away_is_over(volume: Volume) -> None:
    for close in (["cryptsetup", "close"], ["/usr/sbin/dmsetup", "remove"]):
        record = volume.attach()
        assert subprocess.run([*close, record.path.name], check=False).returncode == 0
        assert volume.engine.sessions() == []


def test_a_name_that_is_taken_gets_a_number(volume: Volume) -> None:
    subprocess.run(["/usr/sbin/dmsetup", "create", "vault-secret", "--table", "0 8 error"], check=True)
    try:
        assert volume.attach().path == Path("/dev/mapper/vault-secret-2")
        volume.engine.detach("secret")
    finally:
        subprocess.run(["/usr/sbin/dmsetup", "remove", "vault-secret"], check=True)


FLAGS = {
    "same_cpu_crypt": "same-cpu-crypt",
    "submit_from_crypt_cpus": "submit-from-crypt-cpus",
    "no_read_workqueue": "no-read-workqueue",
    "no_write_workqueue": "no-write-workqueue",
}


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_that_was_asked_for_is_in_the_table(volume: Volume, flag: str) -> None:
    name = volume.attach(dm_flags=(flag,)).path.name
    assert flag in table(name).split() and "allow_discards" not in table(name)
    volume.engine.detach("secret")


def test_a_flag_of_dm_crypt_is_refused_by_other_ways(volume: Volume) -> None:
    with pytest.raises(NotAvailable, match="no_read_workqueue"):
        volume.attach(dm_flags=("no_read_workqueue",), attach_way="fusefile")


@pytest.mark.attack(19)
def test_persistent_flags_are_taken_on_request_only(volume: Volume) -> None:
    options = ["--allow-discards", "--perf-same_cpu_crypt", "--perf-submit_from_crypt_cpus", "--persistent"]
    options += ["--perf-no_read_workqueue", "--perf-no_write_workqueue"]
    output("cryptsetup", "open", *options, "--key-file=-", volume.path, "judge", data=PASSPHRASE)
    theirs = table("judge").split()
    assert output("cryptsetup", "close", "judge") == ""
    asked = {"allow-discards", *FLAGS.values()}
    assert set(volume.engine.inspect(volume.path).flags) == asked

    name = volume.attach().path.name
    assert not {"allow_discards", *FLAGS} & set(table(name).split())
    assert all(flag in volume.warnings() for flag in asked) and "--persistent-flags" in volume.warnings()
    volume.engine.detach("secret")
    volume.events.clear()

    name = volume.attach(header_flags=True).path.name
    assert set(table(name).split()[7:]) == set(theirs[7:]) and {"allow_discards", *FLAGS} <= set(theirs)
    assert "persistent" not in volume.warnings()
    volume.engine.detach("secret")


@pytest.mark.attack(19)
@pytest.mark.parametrize("allowed", [True, False])
def test_discards_give_space_back_when_they_are_allowed(volume: Volume, allowed: bool) -> None:
    volume.mount(allow_discards=allowed)
    (volume.point / "large").write_bytes(os.urandom(6 << 20))
    os.sync()
    before = volume.path.stat().st_blocks
    (volume.point / "large").unlink()
    os.sync()
    done = subprocess.run(["fstrim", volume.point], capture_output=True, check=False)
    os.sync()
    assert (done.returncode == 0) == allowed
    freed = (before - volume.path.stat().st_blocks) * 512
    assert freed >= 5 << 20 if allowed else freed == 0
    volume.engine.dismount("secret")


def test_a_read_only_mount_changes_nothing(volume: Volume) -> None:
    before = volume.path.read_bytes()
    volume.path.chmod(0o400)
    name = volume.mount(read_only=True, noexec=True).path.name
    found = mount_at(volume.point)
    assert found is not None and {"ro", "nosuid", "nodev", "noexec"} <= found.options
    assert "read-only" in output("/usr/sbin/dmsetup", "info", name).lower()
    assert output("losetup", "-l", "-n", "-O", "RO", "-j", volume.path).split() == ["1"]
    with pytest.raises(OSError, match="Read-only"):
        (volume.point / "file").touch()
    volume.engine.dismount("secret")
    assert volume.path.read_bytes() == before


def test_cryptsetup_reads_what_was_written_in_the_mount(volume: Volume) -> None:
    volume.mount()
    (volume.point / "file").write_bytes(b"x" * 100_000)
    volume.engine.dismount("secret")
    with judge.opened(volume.path, "judge", PASSPHRASE) as device:
        assert " clean," in output("e2fsck", "-fn", device) or "non-contiguous" in output("e2fsck", "-fn", device)
        assert output("/usr/sbin/debugfs", "-R", "cat file", device).count("x") >= 100_000


@pytest.mark.parametrize("mount_way", ["kernel", "userspace"])
def test_a_block_device_is_the_lower_device_itself(volume: Volume, mount_way: str) -> None:
    device = Path(output("losetup", "--find", "--show", volume.path).strip())
    shown = volume.path
    try:
        volume.path = device
        record = volume.mount(mount_way=mount_way, attach_way="devmapper")
        assert (record.attach_way, record.mount_way) == ("devmapper", mount_way)
        major_minor = f"{os.major(device.stat().st_rdev)}:{os.minor(device.stat().st_rdev)}"
        assert table(record.path.name).split()[6] == major_minor
        with pytest.raises(BusyError):
            Engine().attach(given.AttachRequest(device), volume.key)
        (volume.point / "file").write_bytes(b"y")
        volume.engine.dismount(str(device))
        assert output("losetup", "-n", "-O", "NAME", "-j", shown).strip() == str(device), "it was there before us"
    finally:
        volume.path = shown
        subprocess.run(["losetup", "--detach", device], check=True)


@pytest.mark.parametrize("allowed", ["dismount", "detach"])
def test_who_is_busy_is_named_and_keeps_the_volume(volume: Volume, allowed: str) -> None:
    record = volume.mount() if allowed == "dismount" else volume.attach()
    where = volume.point if allowed == "dismount" else record.path
    if allowed == "dismount":
        (where / "file").touch()
        where = where / "file"
    with where.open("rb") as held, subprocess.Popen(["sleep", "1000"], stdin=held) as user:
        held.close()
        with pytest.raises(BusyError) as caught:
            volume.engine.dismount("secret")
        assert any(f"process {user.pid}" in holder for holder in caught.value.holders)
        user.kill()
    volume.engine.dismount("secret")


def test_force_says_first_whom_it_takes_the_mount_from(volume: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacher, "SETTLING_S", 0.1)
    volume.mount()
    with subprocess.Popen(["sleep", "1000"], cwd=volume.point) as user:
        with pytest.raises(BusyError, match=f"process {user.pid}"):
            volume.engine.dismount("secret", force=True)
        assert f"process {user.pid}" in volume.warnings()
        assert mount_at(volume.point) is None
        assert volume.state == "attached", "the program keeps the file system"
        user.kill()
    volume.engine.dismount("secret")


class TestSuspending:
    @pytest.mark.attack(46, 47)
    def test_the_key_is_gone_and_writers_wait_until_it_comes_back(self, volume: Volume) -> None:
        name = volume.mount().path.name
        (volume.point / "before").write_bytes(b"1" * 5000)
        key = volume_key(volume.path)
        assert volume.engine.suspend("secret").state == "suspended"
        assert volume.state == "suspended"
        assert "SUSPENDED" in output("/usr/sbin/dmsetup", "info", name)
        assert table(name).split()[4] == "0" * 128, "the key is wiped"
        assert key.hex() not in table(name)
        with subprocess.Popen(["/bin/sh", "-c", f"echo 2 > {volume.point}/during"]) as writer:
            wrong = volume.path.with_name("wrong")
            wrong.write_bytes(b"something else")
            with pytest.raises(WrongCredential):
                volume.engine.resume("secret", given.KeyFile(wrong))
            assert volume.state == "suspended" and table(name).split()[4] == "0" * 128
            assert writer.poll() is None
            assert volume.engine.resume("secret", volume.key).state == "mounted"
            assert writer.wait(PATIENCE_S) == 0
        assert ":64:logon:" in table(name)
        eventually(lambda: "logon" not in Path("/proc/keys").read_text())
        volume.engine.dismount("secret")
        with judge.opened(volume.path, "judge", PASSPHRASE) as device:
            assert output("/usr/sbin/debugfs", "-R", "cat during", device).startswith("2\n")

    def test_cryptsetup_resumes_ours_and_we_resume_its(self, volume: Volume) -> None:
        name = volume.mount().path.name
        volume.engine.suspend("secret")
        output("/usr/sbin/cryptsetup", "luksResume", name, data=PASSPHRASE)
        assert volume.state == "mounted"
        output("/usr/sbin/cryptsetup", "luksSuspend", name)
        assert volume.state == "suspended"
        volume.engine.resume("secret", volume.key)
        (volume.point / "file").write_bytes(b"z")
        volume.engine.dismount("secret")

    def test_what_is_or_is_not_suspended_stays_so(self, volume: Volume) -> None:
        volume.attach()
        with pytest.raises(UsageError, match="not suspended"):
            volume.engine.resume("secret", volume.key)
        volume.engine.suspend("secret")
        with pytest.raises(UsageError, match="already"):
            volume.engine.suspend("secret")
        with pytest.raises(BusyError, match="suspended") as caught:
            volume.engine.detach("secret")
        assert "vault resume" in caught.value.hint
        volume.engine.resume("secret", volume.key)
        volume.engine.detach("secret")

    @pytest.mark.attack(4, 47)
    @pytest.mark.parametrize("change", ["other file", "other volume key", "other uuid"])
    def test_only_the_volume_that_was_opened_is_resumed(self, volume: Volume, change: str) -> None:
        volume.mount()
        volume.engine.suspend("secret")
        original = volume.path.read_bytes()[: 4 << 20]
        other = volume.path.with_name("other.vol")
        write_volume(other, PASSPHRASE, size=20 << 20, options=small_options())
        if change == "other file":
            volume.path.rename(moved := volume.path.with_name("moved"))
            other.rename(volume.path)
        elif change == "other volume key":
            uuid = volume.engine.inspect(volume.path).uuid
            output("cryptsetup", "luksUUID", "-q", "--uuid", uuid, other)
            overwrite(volume.path, other.read_bytes()[: 1 << 20])
        else:
            output(
                "cryptsetup",
                "luksUUID",
                "-q",
                "--disable-locks",
                "--uuid",
                "8" * 8 + "-8888" * 3 + "-" + "8" * 12,
                volume.path,
            )
        with pytest.raises(FormatError):
            volume.engine.resume("secret", volume.key)
        assert volume.state == "suspended"
        if change == "other file":
            moved.rename(volume.path)
        else:
            overwrite(volume.path, original)
        assert volume.engine.resume("secret", volume.key).state == "mounted"
        volume.engine.dismount("secret")

    def test_a_suspended_volume_can_be_given_up(self, volume: Volume) -> None:
        volume.mount()
        (volume.point / "kept").write_bytes(b"k" * 5000)
        volume.engine.suspend("secret")
        with subprocess.Popen(
            ["/bin/sh", "-c", f"echo 2 > {volume.point}/during"], stderr=subprocess.DEVNULL
        ) as writer:
            volume.engine.dismount("secret", force=True)
            writer.wait(PATIENCE_S)
        assert "not written" in volume.warnings()
        eventually(lambda: not list(Path("/sys/block").glob("dm-*")))
        volume.mount()
        assert (volume.point / "kept").read_bytes() == b"k" * 5000
        volume.engine.dismount("secret")

    def test_other_ways_cannot_and_say_why(self, volume: Volume) -> None:
        volume.attach(attach_way="fusefile")
        with pytest.raises(NotAvailable, match="fusefile"):
            volume.engine.suspend("secret")
        with pytest.raises(NotAvailable, match="fusefile"):
            volume.engine.resume("secret", volume.key)
        volume.engine.detach("secret")


def overwrite(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
