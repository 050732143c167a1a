"""One run of one part: its options, what it skipped, and its results in files."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bench import chart, figures, targets
from bench.figures import Section
from bench.targets import Outcome
from vault.errors import VaultError

RESULTS = Path(__file__).parent / "results"
Item = TypeVar("Item")


@dataclass(slots=True)
class Run:
    """What all parts are given."""

    folder: Path
    rounds: int
    quick: bool
    rows: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)

    def wants(self, row: str, reason: str) -> bool:
        """Whether a row is measured; keeps the reason when it cannot be."""
        if self.rows and not any(word in row for word in self.rows):
            return False
        if reason:
            self.skipped[row] = reason
        return not reason

    def interleaved(self, items: Sequence[Item], name: Callable[[Item], str]) -> Iterator[Item]:
        """Every item once a round, in turn forwards and backwards, so that none is always after the same other."""
        for number in range(self.rounds):
            for item in items if number % 2 == 0 else reversed(items):
                print(f"round {number + 1} of {self.rounds}: {name(item)}", file=sys.stderr, flush=True)
                yield item

    @contextmanager
    def attempt(self, section: Section, row: str) -> Iterator[None]:
        """What goes wrong inside fails this row and no other; its first reason is kept."""
        try:
            yield
        except (OSError, ValueError, subprocess.SubprocessError, VaultError) as error:
            section.failures.setdefault(row, f"{error}")


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one part."""

    part: str
    command: str
    before: dict[str, Any]
    sections: list[Section]
    outcomes: list[Outcome]
    skipped: dict[str, str]

    def markdown(self) -> str:
        """Where and when, all tables, the targets, and what was skipped."""
        about = self.before
        lines = [
            f"# {self.part.capitalize()}",
            "",
            f"{about['date']}, {about['cpu']}, {about['cpus']} CPUs, Linux {about['kernel']}, containers on "
            f"{about['filesystem']}, load average "
            f"{about['load']} before and {os.getloadavg()[0]:.2f} after; `{self.command}`. Medians.",
        ]
        for section in self.sections:
            lines += ["", *figures.markdown(section)]
        lines += ["", *targets.markdown(self.outcomes)]
        if self.skipped:
            lines += ["", "## Skipped", "", *(f"- {row}: {reason}" for row, reason in self.skipped.items())]
        return "\n".join(lines).rstrip() + "\n"

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "part": self.part,
            "command": self.command,
            "machine": self.before,
            "load_after": round(os.getloadavg()[0], 2),
            "sections": [section.as_dict() for section in self.sections],
            "targets": [{**asdict(outcome), "verdict": outcome.verdict.strip("*")} for outcome in self.outcomes],
            "skipped": self.skipped,
        }

    def write(self) -> Path:
        """The files bench/results/DATE-PART.json, .md and .svg; the second one's path."""
        RESULTS.mkdir(exist_ok=True)
        stem = RESULTS / f"{datetime.date.today().isoformat()}-{self.part}"
        stem.with_suffix(".json").write_text(json.dumps(self.as_dict(), indent=1, ensure_ascii=False) + "\n")
        stem.with_suffix(".svg").write_text(chart.svg(f"vault, {self.part}, {self.before['date']}", self.sections))
        stem.with_suffix(".md").write_text(self.markdown())
        return stem.with_suffix(".md")
