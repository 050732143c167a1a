"""Horizontal bars as SVG text."""

from dataclasses import dataclass
from html import escape

from bench.figures import Column, Section, number

WIDTH, LABEL, BAR, LINE, TOP = 900, 330, 470, 18, 34
OURS, OTHER, LIMIT = "#2a6fb0", "#9a9a9a", "#d8c58a"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, length in the group's unit, and colour."""

    label: str
    value: float
    colour: str


def colour(section: Section, row: str) -> str:
    """Ours, other programs', or a limit."""
    if row in section.others:
        return OTHER
    return OURS if row.startswith("vault") else LIMIT


def bars(section: Section, column: Column) -> list[Bar]:
    """The medians of a column, the best first."""
    found = [(row, value) for row in section.values if (value := section.median(row, column.name)) is not None]
    found.sort(key=lambda item: item[1], reverse=column.more_is_better)
    return [Bar(row, value, colour(section, row)) for row, value in found]


def svg(title: str, sections: list[Section]) -> str:
    """A picture with a group of bars per column of each section."""
    parts: list[str] = []
    y = TOP + LINE
    for section in sections:
        for column in section.columns:
            found = bars(section, column)
            if not found:
                continue
            sense = "more is better" if column.more_is_better else "less is better"
            heading = f"{section.title}: {column.name}, {column.unit} ({sense})"
            parts.append(text(10, y, heading, 'font-weight="bold"'))
            y += 6
            longest = max(bar.value for bar in found) or 1.0
            for bar in found:
                parts += drawn(bar, y, BAR * max(bar.value, 0) / longest)
                y += LINE
            y += 2 * LINE
    size = f'width="{WIDTH}" height="{y}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    background = f'<rect {size} fill="#ffffff"/>'
    return "\n".join([head, background, text(10, 22, title, 'font-size="16"'), *parts, "</svg>", ""])


def drawn(bar: Bar, y: float, length: float) -> list[str]:
    """The label, the bar and its number."""
    return [
        text(LABEL - 6, y + 13, bar.label, 'text-anchor="end"'),
        f'<rect x="{LABEL}" y="{y + 2}" width="{max(length, 1):.1f}" height="{LINE - 4}" fill="{bar.colour}"/>',
        text(LABEL + max(length, 1) + 5, y + 13, number(bar.value)),
    ]


def text(x: float, y: float, words: str, more: str = "") -> str:
    """A text element."""
    return f'<text x="{x:.1f}" y="{y:.1f}"{" " * bool(more)}{more}>{escape(words)}</text>'
