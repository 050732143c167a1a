"""The attached file: fio on what each program shows, sequential and random, direct and through the page cache."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Column, Section
from bench.machine import drop_caches
from bench.peers import PEERS, Peer
from bench.run import Run
from bench.targets import VERACRYPT, Target

NOTE = (
    "Requests of 1 MiB, O_DIRECT and buffered (cold; write with fsync), and random requests of 4 KiB, O_DIRECT. "
    "4096 and 512 are the sizes of the encryption sectors in bytes; other programs choose theirs themselves."
)


@dataclass(frozen=True, slots=True)
class Load:
    """One fio run, and the column it fills."""

    column: Column
    rw: str
    direct: bool
    jobs: int = 0
    """0: sequential, once over the file; else random with so many jobs for some time."""


SPEED, RATE = "MB/s", "k/s"
LOADS = (
    Load(Column("read", SPEED), "read", True),
    Load(Column("write", SPEED), "write", True),
    Load(Column("read, buffered", SPEED), "read", False),
    Load(Column("write, buffered", SPEED), "write", False),
    Load(Column("random read, 1 job", RATE), "randread", True, 1),
    Load(Column("random read, 4 jobs", RATE), "randread", True, 4),
    Load(Column("random write, 1 job", RATE), "randwrite", True, 1),
    Load(Column("random write, 4 jobs", RATE), "randwrite", True, 4),
)
COLUMNS = tuple(load.column for load in LOADS)
NAMES = tuple(column.name for column in COLUMNS)
SEQUENTIAL = NAMES[:4]

OURS, SMALL = "vault, 4096", "vault, 512"
OURS_RING, SMALL_RING = "vault, 4096, io_uring", "vault, 512, io_uring"


def targets(ours: str, small: str, what: str) -> tuple[Target, ...]:
    """What our rows with large and with small sectors are held against."""
    return (
        Target(f"{what}best other program, sequential", ours, SEQUENTIAL, 2.0),
        Target(f"{what}best other program, 1 job", ours, (NAMES[4], NAMES[6]), 1.0),
        Target(f"{what}best other program, 4 jobs", ours, (NAMES[5],), 1.3),
        Target(f"{what}best other program, 4 jobs", ours, (NAMES[7],), 2.0),
        Target(f"{what}same server without cipher", ours, NAMES, 0.6, ("C libfuse3, no cipher",)),
        Target(f"{what}C libfuse3 server", ours, NAMES, 1.0, ("C libfuse3, 4096",)),
        Target(f"{what}512-byte sectors, VeraCrypt's FUSE", small, NAMES, 5.0, fixed=tuple(VERACRYPT.items())),
        Target(f"{what}512-byte sectors, qemu", small, NAMES, 4.0, ("qemu-storage-daemon, LUKS1, FUSE",)),
    )


TARGETS = (
    *targets(OURS, SMALL, ""),
    *targets(OURS_RING, SMALL_RING, "io_uring: "),
    Target("busy Python thread", "vault, 4096, busy Python thread", NAMES, 0.5, (OURS,)),
)


def measure(run: Run) -> list[Section]:
    """Every load on every program, once a round; each is started anew every time."""
    chosen = [peer for peer in PEERS if run.wants(peer.name, peer.missing())]
    section = Section("The attached file", COLUMNS, NOTE, {peer.name for peer in chosen if peer.other})
    size = 64 if run.quick else 256
    for peer in run.interleaved(chosen, lambda peer: peer.name):
        with run.attempt(section, peer.name):
            serve(peer, run.folder, size, section, seconds=0.3 if run.quick else 1)
    return [section]


def serve(peer: Peer, folder: Path, size_mib: int, section: Section, *, seconds: float) -> None:
    """One round of one program."""
    with peer.serve(folder, size_mib << 20) as path:
        for load in LOADS:
            if load.rw == "read":
                drop_caches()
            section.add(peer.name, load.column.name, fio(path, load, size_mib, seconds))


def fio(path: Path, load: Load, size_mib: int, seconds: float) -> float:
    """MB/s or thousand requests per second."""
    command = [
        "fio", "--name=bench", f"--filename={path}", f"--rw={load.rw}", f"--bs={'4k' if load.jobs else '1M'}",
        f"--direct={int(load.direct)}", f"--numjobs={load.jobs or 1}", "--ioengine=psync", f"--size={size_mib}M",
        "--iomem_align=4096", "--end_fsync=1", "--overwrite=1",
        "--group_reporting", "--output-format=json", "--randseed=1",
    ]  # fmt: skip
    if load.jobs:
        command += ["--time_based=1", f"--runtime={round(seconds * 1000)}ms"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd="/")
    job = json.loads(done.stdout[done.stdout.index(b"{") :])["jobs"][0]
    side = job["write" if "write" in load.rw else "read"]
    return float(side["iops"] / 1e3 if load.jobs else side["bw_bytes"] / 1e6)
