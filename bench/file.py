"""fio on the file that a peer shows: sequential and random, direct and through the page cache."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median

from bench.peers import Peer

SECONDS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One fio run: what it does, and in which unit it is shown."""

    name: str
    rw: str
    block: str
    direct: int
    jobs: int = 1

    @property
    def sequential(self) -> bool:
        return self.block == "1M"


COLUMNS = (
    Column("read", "read", "1M", 1),
    Column("write", "write", "1M", 1),
    Column("buf rd", "read", "1M", 0),
    Column("buf wr", "write", "1M", 0),
    Column("rr1", "randread", "4k", 1),
    Column("rr4", "randread", "4k", 1, 4),
    Column("rw1", "randwrite", "4k", 1),
    Column("rw4", "randwrite", "4k", 1, 4),
)

Results = dict[Peer, dict[Column, list[float]]]


def measure(peers: list[Peer], folder: Path, *, size_mib: int, rounds: int) -> Results:
    """Every column of every peer, once a round; a peer is started anew each time."""
    results: Results = {peer: {column: [] for column in COLUMNS} for peer in peers}
    for number in range(rounds):
        for peer in peers:
            print(f"round {number + 1} of {rounds}: {peer.name}", file=sys.stderr, flush=True)
            with peer.serve(folder, size_mib << 20) as path:
                for column in COLUMNS:
                    results[peer][column].append(run(path, column, size_mib))
    return results


def run(path: Path, column: Column, size_mib: int) -> float:
    """MB/s or thousand requests per second."""
    command = [
        "fio", "--name=bench", f"--filename={path}", f"--rw={column.rw}", f"--bs={column.block}",
        f"--direct={column.direct}", f"--numjobs={column.jobs}", "--ioengine=psync", f"--size={size_mib}M",
        "--end_fsync=1", "--overwrite=1", "--group_reporting", "--output-format=json", "--randseed=1",
    ]  # fmt: skip
    if not column.sequential:
        command += ["--time_based=1", f"--runtime={SECONDS}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    job = json.loads(done.stdout[done.stdout.index(b"{") :])["jobs"][0]
    side = job["write" if "write" in column.rw else "read"]
    return float(side["bw_bytes"] / 1e6 if column.sequential else side["iops"] / 1e3)


def table(results: Results) -> list[str]:
    """Markdown: a row per peer."""
    medians = {peer: {column: median(values) for column, values in row.items()} for peer, row in results.items()}
    best = {column: max((row[column] for peer, row in medians.items() if peer.other), default=0) for column in COLUMNS}
    lines = [
        "| | " + " | ".join(column.name for column in COLUMNS) + " | seq ÷ best | 4K ÷ best |",
        "|---|" + "---:|" * (len(COLUMNS) + 2),
    ]
    for peer, row in medians.items():
        cells = [f"{row[column]:.0f}" for column in COLUMNS]
        for sequential in (True, False):
            ratios = [
                row[column] / best[column] for column in COLUMNS if column.sequential is sequential and best[column]
            ]
            cells.append(f"{geometric_mean(ratios):.1f}" if ratios else "–")
        lines.append(f"| {peer.name} | " + " | ".join(cells) + " |")
    return lines
