"""``python -m bench``: measure vault beside other programs, with results in bench/results/DATE-PART.md, .json, .svg."""

import argparse
import importlib
import shlex
import signal
import sys
import tempfile
from pathlib import Path

from bench import reference, targets
from bench.machine import PACKAGES, description, needs
from bench.run import Report, Run

FOLDERS = [Path("/dev/shm"), Path("/var/tmp")]
ON_DISK = ("file",)
"""What is measured in further folders as well."""
PARTS = {
    "file": "the attached file: sequential and random reads and writes by fio",
    "stacks": "whole file systems: copying, unpacking, finding, reading, removing",
    "growth": "how time and memory grow with volume size, number of volumes and keyslots",
    "unlock": "time to unlock against cryptsetup, and from command to mounted without the KDF",
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n"
        + "\n".join(f"  {part:7} {what}" for part, what in PARTS.items())
        + "\n\nNothing is installed; programs that are missing are skipped. On Debian, all of them:\n"
        + f"  apt-get install {' '.join(sorted({*PACKAGES.values(), *reference.HEADER_PACKAGES}))}\n"
        + "Root measures rootless rows as the user nobody, and needs the others: loop devices, cold caches.",
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="only these parts")
    parser.add_argument("--quick", action="store_true", help="one round of small files: does it work at all?")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all rows; medians are shown (3)")
    parser.add_argument("--rows", nargs="+", default=[], help="only rows whose names contain one of these words")
    parser.add_argument(
        "--folder", type=Path, nargs="+", default=FOLDERS,
        help="where the containers lie, in turn (/dev/shm, then /var/tmp for the attached file)",
    )  # fmt: skip
    parser.add_argument("--print", action="store_true", help="write no files")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # everything is cleaned up then, too
    if reason := needs("fio") if "file" in options.only else "":
        sys.exit(f"bench: {reason}")
    first, *others = options.folder
    jobs = [(part, first) for part in options.only]
    jobs += [(part, folder) for folder in others for part in options.only if part in ON_DISK]
    for part, place in jobs:
        report = measured(part, place, options)
        print(report.markdown())
        if not options.print:
            print(f"written to {report.write()}\n", flush=True)
    return 0


def measured(part: str, place: Path, options: argparse.Namespace) -> Report:
    """One part with its containers below ``place``."""
    module = importlib.import_module(f"bench.{part}")
    before = description(place)
    # what a row could not clear away is no reason to lose the others' results: it has failed and says so
    with tempfile.TemporaryDirectory(prefix="vault-bench-", dir=place, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        run = Run(Path(folder), 1 if options.quick else options.rounds, options.quick, tuple(options.rows))
        sections = [section for section in module.measure(run) if section.values or section.failures]
    outcomes = [outcome for section in sections for outcome in targets.judge(section, module.TARGETS)]
    command = shlex.join(["python", "-m", "bench", *sys.argv[1:]])
    name = part if before["filesystem"] == "tmpfs" else f"{part}-{before['filesystem']}"
    return Report(name, command, before, sections, outcomes, run.skipped)


if __name__ == "__main__":
    sys.exit(main())
