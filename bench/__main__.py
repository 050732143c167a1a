"""``python -m bench``: measure all peers that are installed, interleaved, and write bench/results/DATE-file.md."""

import argparse
import datetime
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from bench import file, peers

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all peers; medians are shown (3)")
    parser.add_argument("--size", type=int, default=300, help="size of the file in MiB (300)")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="where the containers lie (/dev/shm)")
    parser.add_argument("--peers", nargs="*", default=[], help="only peers whose names contain one of these words")
    parser.add_argument("--print", action="store_true", help="only print the table")
    options = parser.parse_args()
    if shutil.which("fio") is None:
        sys.exit("bench: fio is not installed")
    chosen, skipped = [], []
    for peer in peers.PEERS:
        if options.peers and not any(word in peer.name for word in options.peers):
            continue
        reason = peer.missing()
        skipped.append(f"- {peer.name}: {reason}") if reason else chosen.append(peer)
    with tempfile.TemporaryDirectory(prefix="vault-bench-", dir=options.folder) as folder:
        results = file.measure(chosen, Path(folder), size_mib=options.size, rounds=options.rounds)
    text = "\n".join(
        [*heading(options), "", *file.table(results), *(["", "Skipped:", "", *skipped] if skipped else [])]
    )
    print(text)
    if not options.print:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{datetime.date.today().isoformat()}-file.md"
        path.write_text(text + "\n")
        print(f"\nwritten to {path}")
    return 0


def heading(options: argparse.Namespace) -> list[str]:
    """What was measured, when and where."""
    models = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    cpu = next(models, "unknown: unknown").split(":")[1].strip()
    return [
        "# The attached file",
        "",
        f"{datetime.date.today().isoformat()}, {cpu}, {os.cpu_count()} CPUs, Linux {platform.release()}, load "
        f"{os.getloadavg()[0]:.1f}; `python -m bench --rounds {options.rounds} --size {options.size}`, containers in "
        f"`{options.folder}`, fio psync, medians.",
        "",
        "MB/s for requests of 1 MiB: O_DIRECT, and buffered (cold; write with fsync). Thousand requests per second of "
        "4 KiB: O_DIRECT, random, with 1 and 4 jobs. The last columns are the geometric means of each group's ratios "
        "to the best other program in each column.",
    ]


if __name__ == "__main__":
    sys.exit(main())
