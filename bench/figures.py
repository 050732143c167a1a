"""Tables of figures: values of all rounds, medians, ratios, Markdown and JSON."""

from dataclasses import dataclass, field
from math import isfinite
from statistics import geometric_mean, median
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """What is measured, in which unit, and whether more of it is better."""

    name: str
    unit: str
    more_is_better: bool = True


@dataclass(slots=True)
class Section:
    """A table: per row (what was measured) and column all values, one a round. ``others`` are other programs' rows."""

    title: str
    columns: tuple[Column, ...]
    note: str = ""
    others: set[str] = field(default_factory=set)
    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, row: str, column: str, value: float) -> None:
        self.values.setdefault(row, {}).setdefault(column, []).append(value)

    def median(self, row: str, column: str) -> float | None:
        values = self.values.get(row, {}).get(column)
        return median(values) if values else None

    def best(self, column: Column, rows: set[str]) -> tuple[str, float] | None:
        """The best of these rows in a column, and its median; None when none of them was measured."""
        found = [(row, value) for row in sorted(rows) if (value := self.median(row, column.name)) is not None]
        if not found:
            return None
        return (max if column.more_is_better else min)(found, key=lambda item: item[1])

    def ratio(self, row: str, column: Column, rows: set[str]) -> float | None:
        """How many times better a row is than the best of ``rows``; below 1 it is worse."""
        mine, best = self.median(row, column.name), self.best(column, rows - {row})
        if mine is None or best is None:
            return None
        return better(mine, best[1], more=column.more_is_better)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "title": self.title,
            "note": self.note,
            "columns": [{"name": c.name, "unit": c.unit, "more_is_better": c.more_is_better} for c in self.columns],
            "rows": {
                row: {name: {"median": median(values), "values": values} for name, values in cells.items() if values}
                for row, cells in self.values.items()
            },
            "others": sorted(self.others),
            "failures": self.failures,
        }


def better(mine: float, theirs: float, *, more: bool) -> float:
    """The ratio that is above 1 when mine is better; infinite when the divisor is 0."""
    above, below = (mine, theirs) if more else (theirs, mine)
    return above / below if below else float("inf")


def number(value: float | None) -> str:
    """Three significant digits, whole numbers from 100 on; a dash for nothing."""
    if value is None or not isfinite(value):
        return "–"
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; the first column is text, the others are numbers."""
    head = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    return head + ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]


def markdown(section: Section) -> list[str]:
    """The section's heading, note, and medians; the last column holds each row against the best other program."""
    compared = bool(section.others)
    header = ["", *(f"{column.name} ({column.unit})" for column in section.columns), *["÷ best"] * compared]
    rows = []
    for row in section.values:
        cells = [number(section.median(row, column.name)) for column in section.columns]
        if compared:
            ratios = [section.ratio(row, column, section.others) for column in section.columns]
            known = [ratio for ratio in ratios if ratio and isfinite(ratio)]
            cells.append(number(geometric_mean(known)) if known else "–")
        rows.append([row, *cells])
    lines = [f"## {section.title}", ""]
    if section.note:
        lines += [section.note, ""]
    lines += table(header, rows)
    if compared:
        lines += [
            "",
            "÷ best: geometric mean of the ratios to the best other program in each column; more is better.",
        ]
    if section.failures:
        lines += ["", "Failed:", "", *(f"- {row}: {reason}" for row, reason in section.failures.items())]
    return lines
