"""fuse2fs under its guard: after a crash at any write the journal mends all, and what was synced is there."""

import hashlib
import json
import os
import random
import re
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vault.filesystem import fuse2fs

pytestmark = pytest.mark.skipif(
    not os.access("/dev/fuse", os.W_OK) or shutil.which("fuse2fs") is None,
    reason="needs a usable /dev/fuse and fuse2fs",
)

HERE = Path(__file__).parent
DEADLINE_S = 120
NOTE = struct.Struct("<cqq")
SECTOR = 512
JBD2_MAGIC = bytes.fromhex("c03b3998")
KINDS = {
    "ext4": ["-t", "ext4", "-b", "4096", "-J", "size=4", "-O", "metadata_csum,64bit", "-N", "2048"],
    "ext3": ["-t", "ext3", "-b", "1024", "-J", "size=1", "-N", "2048"],
}


def run(*words: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    words = tuple(map(str, words))
    return subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=DEADLINE_S, **more)  # type: ignore[call-overload,no-any-return]


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def make(path: Path, *options: str, size_mib: int = 24) -> Path:
    with path.open("wb") as file:
        file.truncate(size_mib << 20)
    done = run("/usr/sbin/mke2fs", "-q", "-F", *options, path)
    assert done.returncode == 0, done.stderr
    return path


def check(image: Path) -> int:
    return run("/usr/sbin/e2fsck", "-fp", image).returncode


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("recorder") / "recorder.so"
    done = run("gcc", "-O1", "-shared", "-fPIC", HERE / "recorder.c", "-o", library)
    assert done.returncode == 0, done.stderr
    return library


class Driver:
    """fuse2fs in the foreground, guarded unless told otherwise."""

    def __init__(self, image: Path, folder: Path, *, preload: str, options: str = "", **environment: str) -> None:
        self.image, self.folder = image, folder
        folder.mkdir(exist_ok=True)
        words = ["fuse2fs", str(image), str(folder), "-f", "-o", "fakeroot" + options]
        self.process = subprocess.Popen(
            words,
            env={"PATH": os.environ["PATH"], "LD_PRELOAD": preload, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        until(lambda: folder.is_mount() or self.process.poll() is not None)

    def stop(self) -> tuple[int, str]:
        if self.folder.is_mount():
            run("fusermount3", "-u", self.folder)
        _, complaint = self.process.communicate(timeout=DEADLINE_S)
        return self.process.returncode, complaint.decode()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=DEADLINE_S)
        run("fusermount3", "-u", "-z", self.folder)


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Driver]]:
    drivers: list[Driver] = []

    def start(image: Path, *, guarded: bool = True, recorder: Path | None = None, **more: str) -> Driver:
        preload = ":".join(map(str, filter(None, (recorder, fuse2fs.library() if guarded else None))))
        drivers.append(Driver(image, tmp_path_factory.mktemp("mount"), preload=preload, **more))
        return drivers[-1]

    yield start
    for driver in drivers:
        if driver.process.stderr and not driver.process.stderr.closed:
            driver.kill()


# What was written, and what was promised


@dataclass
class Work:
    """Changes of all kinds in a mounted folder; every promise about what was synced is noted in the log."""

    folder: Path
    log: Path
    dice: random.Random
    files: dict[str, bytearray] = field(default_factory=dict)

    def note(self, **promises: str | None) -> None:
        text = json.dumps(promises).encode()
        with self.log.open("ab") as log:
            log.write(NOTE.pack(b"M", 0, len(text)) + text)

    def names(self, name: str) -> list[str]:
        return [other for other, data in self.files.items() if data is self.files.get(name)] or [name]

    def touch(self, *names: str) -> None:
        self.note(**{other: "?" for name in names for other in self.names(name)})

    def sync(self, name: str, path: Path | None = None) -> None:
        descriptor = os.open(path or self.folder / name, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        data = self.files.get(name)
        digest = hashlib.sha256(data).hexdigest() if data is not None else None
        self.note(**dict.fromkeys(self.names(name), digest))

    def store(self, name: str, data: bytes, offset: int = 0) -> None:
        self.touch(name)
        with os.fdopen(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT, 0o644), "wb") as file:
            file.seek(offset)
            file.write(data)
        held = self.files.setdefault(name, bytearray())
        held.extend(bytes(max(0, offset - len(held))))
        held[offset : offset + len(data)] = data

    def step(self, number: int) -> None:
        dice, old = self.dice, self.dice.choice(sorted(self.files) or ["d0/none"])
        new = f"d{number % 4}/f{number}"
        action = dice.choice(
            ["create"] * 3 + ["overwrite"] * 2 + ["append", "cut", "rename", "remove", "link", "folder"]
        )
        if action == "create" or old not in self.files:
            self.store(new, dice.randbytes(dice.choice([0, 100, 5000, 70000, 300000])))
        elif action == "overwrite":
            block = dice.randrange(len(self.files[old]) // 4096 + 1) * 4096
            self.store(new := old, JBD2_MAGIC + dice.randbytes(dice.choice([20, 4092, 40000])), block)
        elif action == "append":
            self.store(new := old, dice.randbytes(9000), len(self.files[old]))
        elif action == "cut":
            self.touch(new := old)
            os.truncate(self.folder / old, length := len(self.files[old]) // 3)
            del self.files[old][length:]
        elif action == "rename":
            self.touch(old, new := dice.choice([new, *sorted(self.files)]))
            (self.folder / old).rename(self.folder / new)
            if self.files.get(new) is not self.files[old]:
                self.files[new] = self.files.pop(old)
        elif action == "remove":
            self.touch(old)
            (self.folder / old).unlink()
            del self.files[old]
            return self.sync(old, (self.folder / old).parent)
        elif action == "link":
            self.touch(new)
            (self.folder / new).hardlink_to(self.folder / old)
            self.files[new] = self.files[old]
        else:
            (self.folder / f"more{number}" / "deep").mkdir(parents=True)
            (self.folder / f"more{number}" / "link").symlink_to("x" * dice.randrange(1, 200))
            return shutil.rmtree(self.folder / f"more{number - dice.randrange(20)}", ignore_errors=True)
        return self.sync(new) if dice.random() < 0.6 else None

    def do(self, steps: int) -> None:
        for number in range(4):
            (self.folder / f"d{number}").mkdir()
        for _ in range(4):  # so that the log soon goes round
            self.store("round", self.dice.randbytes(800000))
            self.sync("round")
        for number in range(steps):
            self.step(number)


def torn(offset: int, data: bytes, dice: random.Random) -> int:
    """How much of the last write happened. The superblock, written alone when mounting and dismounting, is whole."""
    return len(data) if offset <= 1024 else dice.randrange(len(data) // SECTOR + 1) * SECTOR


@dataclass
class Recording:
    base: bytes
    notes: list[tuple[bytes, int, bytes]]

    def promises(self, end: int) -> dict[str, str | None]:
        """What must be there when only the notes before ``end`` happened; None: must not be there."""
        found: dict[str, str | None] = {}
        for kind, _, data in self.notes[:end]:
            found.update(json.loads(data) if kind == b"M" else {})
        return {name: digest for name, digest in found.items() if digest != "?"}

    def writes(self) -> list[int]:
        return [number for number, note in enumerate(self.notes) if note[0] == b"W"]

    def killed(self, end: int, dice: random.Random) -> bytearray:
        """All writes before ``end``, the last one perhaps only begun."""
        image = bytearray(self.base)
        for number, (kind, offset, data) in enumerate(self.notes[:end]):
            if kind == b"W":
                length = torn(offset, data, dice) if number == end - 1 else len(data)
                image[offset : offset + length] = data[:length]
        return image

    def power_lost(self, end: int, dice: random.Random, *, honest: bool = True) -> bytearray:
        """All that was synced, and any later blocks, one of them torn; not honest: the latter half was not synced."""
        image = bytearray(self.base)
        syncs = [number for number in range(end) if self.notes[number][0] == b"S"]
        synced = max(syncs, default=0) if honest else end // 2
        loose = []
        for number, (kind, offset, data) in enumerate(self.notes[:end]):
            if kind == b"W" and number < synced:
                image[offset : offset + len(data)] = data
            elif kind == b"W":
                loose += [(offset + at, data[at : at + 4096]) for at in range(0, len(data), 4096)]
        chance = dice.choice([0.2, 0.5, 0.9])
        kept = [block for block in loose if dice.random() < chance]
        for number, (offset, data) in enumerate(kept, 1):
            length = torn(offset, data, dice) if number == len(kept) else len(data)
            image[offset : offset + length] = data[:length]
        return image


def read_notes(log: Path) -> list[tuple[bytes, int, bytes]]:
    content, notes, at = log.read_bytes(), [], 0
    while at < len(content):
        kind, offset, length = NOTE.unpack_from(content, at)
        at += NOTE.size
        notes.append((kind, offset, content[at : at + length]))
        at += length
    return notes


def record(drive: Callable[..., Driver], recorder: Path, folder: Path, kind: str, *, guarded: bool = True) -> Recording:
    image, log = make(folder / "image", *KINDS[kind]), folder / "log"
    base = image.read_bytes()
    log.touch()
    driver = drive(image, guarded=guarded, recorder=recorder, RECORDED=str(image), RECORD=str(log))
    Work(driver.folder, log, random.Random(kind)).do(120)
    driver.stop()
    assert check(image) == 0
    return Recording(base, read_notes(log))


def verdict(image: bytearray, promises: dict[str, str | None], folder: Path) -> str:
    """What is wrong with a file system after a crash and e2fsck -p; empty: nothing."""
    folder.mkdir()
    (folder / "image").write_bytes(image)
    for mode, well in ("-p", (0, 1)), ("-fn", (0,)):
        done = run("/usr/sbin/e2fsck", mode, folder / "image")
        if done.returncode not in well:
            return f"e2fsck {mode} ended with {done.returncode}: {done.stdout.decode()[-200:]}"
    script = "".join(f"dump /{name} {folder}/out{n}\n" for n, name in enumerate(promises))
    (folder / "script").write_text(script)
    run("/usr/sbin/debugfs", "-f", folder / "script", folder / "image")
    wrong = []
    for number, (name, digest) in enumerate(promises.items()):
        out = folder / f"out{number}"
        found = hashlib.sha256(out.read_bytes()).hexdigest() if out.exists() else None
        if found != digest:
            wrong.append(name)
    shutil.rmtree(folder)
    return f"wrong after the crash: {wrong}" if wrong else ""


def verdicts(
    recording: Recording, folder: Path, crash: Callable[[int, random.Random], bytearray], samples: int
) -> list[str]:
    """What went wrong at some crash points: half of them any write, half of them the last one before a sync."""
    dice = random.Random(samples)
    last = [
        number
        for number in recording.writes()
        if recording.notes[number + 1 :][:1] and recording.notes[number + 1][0] == b"S"
    ]
    points = {*dice.sample(last, min(samples // 2, len(last)))}
    points |= {*dice.sample(recording.writes(), min(samples // 2, len(recording.writes())))}

    def one(point: int) -> str:
        image = crash(point + 1, random.Random(point))
        found = verdict(image, recording.promises(point), folder / str(point))
        return found and f"write {point} of {len(recording.notes)}: {found}"

    with ThreadPoolExecutor(2) as pool:
        return [found for found in pool.map(one, sorted(points)) if found]


@pytest.fixture(scope="module", params=list(KINDS))
def recording(
    request: pytest.FixtureRequest,
    drive: Callable[..., Driver],
    recorder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Recording:
    return record(drive, recorder, tmp_path_factory.mktemp("recording"), request.param)


def test_a_kill_at_any_write_loses_nothing_that_was_synced(recording: Recording, tmp_path: Path) -> None:
    assert verdicts(recording, tmp_path, recording.killed, 80) == []


def test_a_power_loss_at_any_write_loses_nothing_that_was_synced(recording: Recording, tmp_path: Path) -> None:
    assert verdicts(recording, tmp_path, recording.power_lost, 80) == []


def test_a_device_that_does_not_sync_is_noticed_by_the_same_check(recording: Recording, tmp_path: Path) -> None:
    def dishonest(end: int, dice: random.Random) -> bytearray:
        return recording.power_lost(end, dice, honest=False)

    assert verdicts(recording, tmp_path, dishonest, 20)


def test_without_the_guard_the_same_check_fails(drive: Callable[..., Driver], recorder: Path, tmp_path: Path) -> None:
    bare = record(drive, recorder, tmp_path, "ext4", guarded=False)
    assert verdicts(bare, tmp_path, bare.killed, 40)


def test_the_log_goes_round_and_holds_no_foreign_block_that_looks_like_its_own(
    recording: Recording, tmp_path: Path
) -> None:
    (tmp_path / "image").write_bytes(recording.base)
    size = struct.unpack_from("<I", recording.base, 1024 + 24)[0]
    block = 1024 << size
    listing = run("/usr/sbin/debugfs", "-R", "blocks <8>", tmp_path / "image").stdout
    journal = {int(word) * block for word in listing.split()}
    types, places = set(), []
    for kind, offset, data in recording.notes:
        for at in range(0, len(data), block) if kind == b"W" else ():
            if offset + at in journal:
                places.append(offset + at)
                types |= {data[at + 4 : at + 8]} if data[at : at + 4] == JBD2_MAGIC else set()
    assert {int.from_bytes(found, "big") for found in types} == {1, 2, 4}
    assert len(places) > len(journal)


def test_the_superblock_is_written_in_place_only_when_mounting_and_dismounting(recording: Recording) -> None:
    # A torn superblock would stop e2fsck before it replays the journal.
    writes = [recording.notes[number] for number in recording.writes()]
    found = [number for number, (_, offset, data) in enumerate(writes) if offset <= 1024 < offset + len(data)]
    assert found == [0, len(writes) - 3, len(writes) - 1]


# One mount


def promise(driver: Driver, name: str, data: bytes) -> None:
    with (driver.folder / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_back(image: Path, name: str) -> bytes:
    return run("/usr/sbin/debugfs", "-R", f"cat /{name}", image).stdout


def test_a_kill_in_the_middle_of_a_copy(drive: Callable[..., Driver], tmp_path: Path) -> None:
    image = make(tmp_path / "image", "-t", "ext4", size_mib=128)
    driver = drive(image)
    promise(driver, "before", b"synced" * 1000)
    with pytest.raises(OSError), (driver.folder / "copy").open("wb", buffering=0) as file:  # noqa: PT012
        for number in range(1 << 20):
            if number == 50:
                driver.process.kill()
            file.write(bytes(1 << 20))
    driver.kill()
    assert check(image) in (0, 1)
    assert read_back(image, "before") == b"synced" * 1000


def test_a_dismount_leaves_the_journal_empty_and_as_it_was_found(drive: Callable[..., Driver], tmp_path: Path) -> None:
    image = make(tmp_path / "image", *KINDS["ext4"])
    before = run("/usr/sbin/dumpe2fs", "-h", image).stdout.decode()
    driver = drive(image)
    promise(driver, "file", b"content")
    assert "needs_recovery" in run("/usr/sbin/dumpe2fs", "-h", image).stdout.decode()
    assert driver.stop() == (0, "")
    after = run("/usr/sbin/dumpe2fs", "-h", image).stdout.decode()
    wanted = ("Filesystem features", "Filesystem state", "Journal features", "Journal start", "Journal size")
    assert [line for line in after.splitlines() if line.startswith(wanted)] == [
        line for line in before.splitlines() if line.startswith(wanted)
    ]
    assert run("/usr/sbin/e2fsck", "-fn", image).returncode == 0
    assert read_back(image, "file") == b"content"


@pytest.mark.parametrize("what", ["sync", "write"])
@pytest.mark.parametrize("mounted", [True, False], ids=["mounted", "mounting"])
def test_after_a_failure_nothing_is_written(
    drive: Callable[..., Driver], recorder: Path, tmp_path: Path, what: str, mounted: bool
) -> None:
    image, log, trouble = make(tmp_path / "image", *KINDS["ext4"]), tmp_path / "log", tmp_path / "trouble"
    log.touch()
    environment = {"RECORDED": str(image), "RECORD": str(log), f"FAIL_{what.upper()}": str(trouble)}
    if not mounted:
        trouble.touch()
        code, text = drive(image, recorder=recorder, **environment).stop()
        assert (code, text.splitlines()[-1]) == (4, "fuse2fs: refused to write: the volume cannot be written")
        return
    driver = drive(image, recorder=recorder, **environment)
    promise(driver, "kept", b"kept")
    trouble.touch()
    with pytest.raises(OSError, match="Input/output error"):
        promise(driver, "lost", b"lost")
    trouble.unlink()
    written = len(read_notes(log))
    with pytest.raises(OSError, match="Input/output error"):
        (driver.folder / "more").mkdir()
    assert (driver.folder / "kept").read_bytes() == b"kept"
    code, text = driver.stop()
    assert (code, len(read_notes(log))) == (1, written)
    assert "could not be" in text
    assert check(image) in (0, 1)
    assert read_back(image, "kept") == b"kept"


def test_half_an_operation_is_never_committed(drive: Callable[..., Driver], tmp_path: Path) -> None:
    image = make(tmp_path / "image", *KINDS["ext4"])
    driver = drive(image)
    with (driver.folder / "holes").open("wb") as file:
        for number in range(12):  # more extents than the inode itself has room for
            file.seek(number * 8192)
            file.write(b"data")
    driver.stop()
    block = re.search(rb"\(ETB0\):(\d+)", run("/usr/sbin/debugfs", "-R", "stat /holes", image).stdout)
    assert block
    with image.open("r+b") as file:
        file.seek(int(block[1]) * 4096)
        file.write(bytes(4096))
    driver = drive(image)
    with pytest.raises(OSError, match="Input/output error"):
        (driver.folder / "holes").unlink()
    with pytest.raises(OSError, match="Input/output error"):
        (driver.folder / "more").mkdir()
    code, text = driver.stop()
    assert (code, "the file system has an error, run e2fsck -f; nothing more is written" in text) == (1, True)
    assert b"holes" in run("/usr/sbin/debugfs", "-R", "ls /", image).stdout


REFUSED = {
    "bigalloc": (["-O", "bigalloc"], "it has clusters (bigalloc)"),
    "quota": (["-O", "quota"], "it has quotas"),
    "mmp": (["-O", "mmp"], "it has multiple mount protection"),
    "fast_commit": (["-O", "fast_commit"], "its journal has fast commits"),
}


@pytest.mark.parametrize("feature", list(REFUSED))
def test_what_cannot_be_guarded_is_refused_untouched(
    drive: Callable[..., Driver], tmp_path: Path, feature: str
) -> None:
    options, reason = REFUSED[feature]
    image = make(tmp_path / "image", "-t", "ext4", *options, size_mib=64)
    before = image.read_bytes()
    assert drive(image).stop() == (fuse2fs.REFUSED, f"fuse2fs: refused to write: {reason}\n")
    assert image.read_bytes() == before


def test_a_journal_that_must_be_replayed_is_refused(drive: Callable[..., Driver], tmp_path: Path) -> None:
    image = make(tmp_path / "image", *KINDS["ext4"])
    first = drive(image)
    promise(first, "file", b"content")
    first.kill()
    again = drive(image).stop()
    assert again == (fuse2fs.REFUSED, "fuse2fs: refused to write: the journal is not empty, run e2fsck -p first\n")
    assert check(image) in (0, 1)
    assert read_back(image, "file") == b"content"
    assert drive(image).stop() == (0, "")


def test_a_file_system_without_a_journal_is_written_as_fuse2fs_does_it(
    drive: Callable[..., Driver], tmp_path: Path
) -> None:
    image = make(tmp_path / "image", "-t", "ext2")
    driver = drive(image)
    promise(driver, "file", b"content")
    assert driver.stop() == (0, "")
    assert check(image) == 0
    assert read_back(image, "file") == b"content"


def test_a_read_only_mount_changes_nothing(drive: Callable[..., Driver], tmp_path: Path) -> None:
    image = make(tmp_path / "image", *KINDS["ext4"])
    before = image.read_bytes()
    driver = drive(image, options=",ro")
    assert [path.name for path in driver.folder.iterdir()] == ["lost+found"]
    assert driver.stop() == (0, "")
    assert image.read_bytes() == before


def test_what_fuse2fs_starts_is_not_preloaded() -> None:
    assert b"LD_PRELOAD" not in run("/usr/bin/env", env={**fuse2fs.environment(), "A": "b"}).stdout


def test_a_program_that_did_not_open_its_file_system_through_the_guard_is_stopped() -> None:
    program = (
        "import ctypes; ctypes.CDLL('libfuse.so.2', 2 | 256); ctypes.CDLL(None).fuse_main_real(0, None, None, 8, 1)"
    )
    done = run("/usr/bin/python3", "-c", program, env=fuse2fs.environment())
    assert done.returncode == fuse2fs.REFUSED
    assert done.stderr == b"fuse2fs: refused to write: this version of fuse2fs cannot be guarded\n"


def test_the_guard_is_available() -> None:
    assert fuse2fs.available().ok
