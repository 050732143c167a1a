"""How time and memory grow: with the size of a volume, the number of mounted volumes, and the number of keyslots."""

import time
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Column, Section
from bench.machine import User, memory_kib, parsed, user, vault
from bench.mounts import create, mounted, ours_missing
from bench.run import Run
from bench.targets import Target
from vault.container import Container
from vault.crypto.kdf import Argon2Cost, derive
from vault.crypto.secret import Secret
from vault.formats.luks2.keyslots import add_keyslot
from vault.testing.volumes import small_options, write_volume
from vault.volume import Volume

SIZES = {"64 MiB": 1 << 26, "1 GiB": 1 << 30, "16 GiB": 1 << 34, "128 GiB": 1 << 37, "1 TiB": 1 << 40}
COUNTS = (1, 8, 32)
KEYSLOTS = tuple(range(1, 9))
COST = Argon2Cost("argon2id", 4, 16 << 10, 1)


def seconds(name: str) -> Column:
    return Column(name, "s", more_is_better=False)


SIZE_COLUMNS = tuple(map(seconds, ("create, no file system", "create, ext4", "inspect", "mount", "dismount")))
MEMORY_COLUMNS = (
    Column("server, per volume", "MiB", more_is_better=False),
    Column("with driver, per volume", "MiB", more_is_better=False),
)
KEYSLOT_COLUMNS = tuple(map(seconds, ("first passphrase", "last passphrase", "last passphrase, keyslot named")))
TARGETS = (
    Target("1 TiB against 64 MiB", "1 TiB", tuple(column.name for column in SIZE_COLUMNS), 0.5, ("64 MiB",)),
    Target("32 volumes against 1", "32 volumes", tuple(column.name for column in MEMORY_COLUMNS), 0.9, ("1 volume",)),
    Target("8 keyslots against 1", "8 keyslots", ("first passphrase", KEYSLOT_COLUMNS[2].name), 0.8, ("1 keyslot",)),
)


def measure(run: Run) -> list[Section]:
    """All three, without root."""
    sections = []
    with user() as someone:
        if not run.wants("volumes of growing size and number", ours_missing(someone)):
            return []
        sections.append(sizes(run, someone))
        sections.append(volumes(run, someone))
    sections.append(keyslots(run))
    return sections


def sizes(run: Run, someone: User) -> Section:
    section = Section("Volume size", SIZE_COLUMNS, "Sparse containers; the KDF costs next to nothing; without root.")
    chosen = list(SIZES)[:2] if run.quick else list(SIZES)
    for name in run.interleaved(chosen, str):
        with run.attempt(section, name), someone.scratch(run.folder) as top:
            one_size(someone, top, name, section)
    return section


def one_size(someone: User, top: Path, name: str, section: Section) -> None:
    times = []
    for file, filesystem in (("empty", "none"), ("container", "ext4")):
        begin = time.monotonic()
        create(someone, top / file, SIZES[name], "--sparse", "--filesystem", filesystem)
        times.append(time.monotonic() - begin)
    times.append(someone.timed(*vault("inspect", top / "container")))
    begin = time.monotonic()
    with mounted(someone, top / "container"):
        times.append(time.monotonic() - begin)
        begin = time.monotonic()
    times.append(time.monotonic() - begin)
    for column, value in zip(SIZE_COLUMNS, times, strict=True):
        section.add(name, column.name, value)


def volumes(run: Run, someone: User) -> Section:
    """Memory is the proportional set size: pages that the processes share count once."""
    section = Section("Volumes at once", MEMORY_COLUMNS, f"{volumes.__doc__} Volumes of 64 MiB, mounted without root.")
    for count in COUNTS[:2] if run.quick else COUNTS:
        row = f"{count} volume{'s' * (count > 1)}"
        with run.attempt(section, row), someone.scratch(run.folder) as top, ExitStack() as stack:
            for number in range(count):
                create(someone, top / f"{number}", 64 << 20)
                stack.enter_context(mounted(someone, top / f"{number}"))
            for column, pids in zip(MEMORY_COLUMNS, processes(someone), strict=True):
                section.add(row, column.name, memory_kib(pids) / 1024 / count)
    return section


def processes(someone: User) -> tuple[list[int], list[int]]:
    """The servers of this user's sessions, and these with the drivers that hold what they serve."""
    sessions = parsed(someone.run(*vault("list", "--json")))["sessions"]
    servers = [int(session["server"]) for session in sessions]
    paths = {str(session["path"]).encode() for session in sessions}
    drivers = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if paths & set(words):
            drivers.append(int(folder.name))
    return servers, servers + drivers


def keyslots(run: Run) -> Section:
    """Unlocking in this process; each keyslot has a passphrase of its own."""
    note = f"{keyslots.__doc__} Argon2id with {COST.memory_kib // 1024} MiB and {COST.time} passes."
    section = Section("Keyslots", KEYSLOT_COLUMNS, note)
    counts = KEYSLOTS[:2] if run.quick else KEYSLOTS
    options = small_options(keyslots=len(KEYSLOTS), cost=COST)
    with Secret(b"warm") as secret:
        derive(COST, secret, bytes(16), 32)  # the self-test and the library's start are no part of it
    path = run.folder / "keyslots"
    for count in counts:
        write_volume(path, b"0", size=8 << 20, options=options)
        for slot in range(1, count):
            add(path, slot)
        row = f"{count} keyslot{'s' * (count > 1)}"
        for _ in range(run.rounds):
            for column, word, named in zip(
                KEYSLOT_COLUMNS, ("0", str(count - 1), str(count - 1)), (None, None, count - 1), strict=True
            ):
                section.add(row, column.name, unlock_time(path, word.encode(), named))
        path.unlink()
    return section


def add(path: Path, slot: int) -> None:
    """One more keyslot, whose passphrase is its number."""
    with (
        Container.open(path) as container,
        Secret(b"0") as first,
        Secret(str(slot).encode()) as secret,
        Volume.open(container).unlock(first, key_slot=0) as unlocked,
    ):
        add_keyslot(unlocked.volume.luks.header, container.header_device, unlocked.volume_key, secret, COST, slot=slot)


def unlock_time(path: Path, credential: bytes, slot: int | None) -> float:
    """Seconds from the closed container to the volume key."""
    with Secret(credential) as secret:
        begin = time.monotonic()
        with Container.open(path) as container, Volume.open(container).unlock(secret, key_slot=slot):
            return time.monotonic() - begin
