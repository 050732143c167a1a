"""What the figures are held against: a row against other rows, and the least ratio wanted."""

from dataclasses import dataclass
from statistics import geometric_mean

from bench.figures import Section, better, number, table

VERACRYPT = {"read": 280.0, "write": 282.0, "read, buffered": 282.0, "write, buffered": 59.0,
             "random read, 1 job": 14.0, "random read, 4 jobs": 34.0,
             "random write, 1 job": 14.0, "random write, 4 jobs": 11.0}  # fmt: skip
"""VeraCrypt 1.26.3 through FUSE without kernel crypto, on another day: MB/s and thousand requests a second."""


@dataclass(frozen=True, slots=True)
class Target:
    """``row`` shall be at least ``wanted`` times as good as the best of ``against`` in each of these columns.

    Several columns are also taken together, as the geometric mean of their ratios. ``wanted`` None asks for nothing:
    the ratio says what a limit is. ``against`` are rows, or nothing for all other programs' rows; ``fixed`` are known
    figures instead.
    """

    text: str
    row: str
    columns: tuple[str, ...]
    wanted: float | None
    against: tuple[str, ...] = ()
    fixed: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One column of a target: the ratio found, None when it could not be measured."""

    text: str
    column: str
    mine: float | None
    theirs: float | None
    rival: str
    ratio: float | None
    wanted: float | None

    @property
    def verdict(self) -> str:
        if self.ratio is None:
            return "not measured"
        if self.wanted is None:
            return "a limit"
        return "holds" if self.ratio >= self.wanted else "**missed**"


def judge(section: Section, targets: tuple[Target, ...]) -> list[Outcome]:
    """Every column of every target whose row belongs to the section."""
    outcomes = []
    for target in targets:
        if target.row not in section.values and target.row not in section.failures:
            continue
        found_here = []
        for column in section.columns:
            if column.name not in target.columns:
                continue
            mine = section.median(target.row, column.name)
            rivals = set(target.against) or section.others
            found = section.best(column, rivals - {target.row})
            fixed = dict(target.fixed).get(column.name)
            rival, theirs = found if found and fixed is None else ("figures given", fixed)
            ratio = None
            if mine is not None and theirs is not None:
                ratio = better(mine, theirs, more=column.more_is_better)
            found_here.append(Outcome(target.text, column.name, mine, theirs, rival, ratio, target.wanted))
        outcomes += [*found_here, *_together(target, found_here)]
    return outcomes


def _together(target: Target, outcomes: list[Outcome]) -> list[Outcome]:
    ratios = [outcome.ratio for outcome in outcomes if outcome.ratio is not None]
    if len(ratios) < 2 or len(ratios) < len(outcomes):
        return []
    return [Outcome(target.text, "together", None, None, "", geometric_mean(ratios), target.wanted)]


def markdown(outcomes: list[Outcome]) -> list[str]:
    """A table of what was wanted and what was found."""
    if not outcomes:
        return []
    rows = [
        [
            f"{outcome.text}: {outcome.column}",
            number(outcome.mine),
            f"{number(outcome.theirs)} {outcome.rival if outcome.theirs is not None else ''}".strip(),
            number(outcome.ratio),
            number(outcome.wanted),
            outcome.verdict,
        ]
        for outcome in outcomes
    ]
    return ["## Targets", "", *table(["", "vault", "held against", "ratio", "wanted", ""], rows)]
