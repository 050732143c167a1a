"""Runs the selected guest tests of one variant in one guest and gives back their reports."""

import io
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .runner import KERNEL, NO_RESULT, ROOT, SCRATCH, Job, Result, run

REPORTS = "reports"
OUT = Path("/run/vault-guest")  # in the guest only: the folder that the machine reads
LIMIT = 900
PROGRAMS = {
    "plain": (KERNEL, "/usr/bin/cc", "/usr/sbin/modprobe", "/usr/sbin/dmsetup"),
    "desktop": ("/lib/systemd/systemd", "/usr/libexec/udisks2/udisksd", "/usr/lib/polkit-1/polkitd", "/usr/bin/pkexec"),
}


def variant_of(path: Path) -> str | None:
    """The kind of guest that a test file runs in (the name of its folder), None for tests of the machine."""
    guest = ROOT / "tests" / "kernel" / "guest"
    return path.relative_to(guest).parts[0] if path.is_relative_to(guest) else None


@cache
def missing(variant: str) -> str:
    """Why there is no such guest here, empty if there is one: programs that lack, or a trial boot that failed twice."""
    lacking = [name for name in {*PROGRAMS["plain"], *PROGRAMS[variant]} if not Path(name).exists()]
    if lacking:
        return "not installed: " + ", ".join(sorted(lacking))
    return _trial()


@cache
def _trial() -> str:
    reason = ""
    for _ in range(2):
        try:
            result = run(Job(["true"], seconds=120), io.BytesIO())
        except OSError as error:
            return f"no guest can be started: {error}"
        if result.code == 0:
            return ""
        reason = f"a trial boot gave {result.code}: ...{' '.join(result.log[-400:].split())}"
    return reason


def reports_of(variant: str, tests: Sequence[str]) -> tuple[dict[str, list[dict[str, Any]]], str]:
    """Boot one guest for these node ids: the serialized reports of each, and what to tell about one that has none."""
    output = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="vault-guest-", dir=SCRATCH) as folder:
        wanted = Path(folder) / "tests"
        wanted.write_text("\n".join(tests))
        # All of the guest's disk is memory: folders of tests that passed are removed at once.
        options = ("timeout=240", "tmp_path_retention_policy=failed")
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"-o{each}" for each in options), f"@{wanted}"]
        job = Job([sys.executable, *words], directory=ROOT, variant=variant, seconds=LIMIT)
        try:
            result = run(job, output, Path(folder) / "out")
        except OSError as error:
            result = Result(NO_RESULT, str(error))
        reports = Path(folder) / "out" / REPORTS
        lines = reports.read_text(errors="replace").splitlines() if reports.exists() else []
    said = output.getvalue().decode(errors="replace")[-6000:]
    return _by_test(lines), f"the guest ended with {result.code} and no result of this test\n{said}\n{result.log}"


def _by_test(lines: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Group the reports; the last line of a guest that died may be torn, and ends them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        try:
            data = json.loads(line)
        except ValueError:
            break
        found.setdefault(data["nodeid"], []).append(data)
    return found
