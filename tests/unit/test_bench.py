import importlib
import itertools
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2]))  # bench is no part of what is installed

from bench import chart, figures, mounts, peers, targets
from bench.__main__ import PARTS
from bench.figures import Column, Section
from bench.machine import User, clear, scratch, user, wait_until
from bench.run import Run
from bench.targets import Target
from vault.errors import VaultError
from vault.system.mounts import mount_at

SPEED = Column("read", "MB/s")
TIME = Column("copy", "s", more_is_better=False)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def section() -> Section:
    made = Section("Files <1>", (SPEED, TIME), "A note.", {"fast", "slow"})
    for row, speeds, times in (
        ("vault", (100, 900, 200), (4, 1, 2)),
        ("fast", (50, 100), (1.0,)),
        ("slow", (20,), (8.0,)),
        ("limit", (1000,), ()),
    ):
        for value in speeds:
            made.add(row, "read", value)
        for value in times:
            made.add(row, "copy", value)
    return made


def test_medians_are_of_all_rounds(section):
    assert section.median("vault", "read") == 200
    assert section.median("fast", "read") == 75
    assert section.median("limit", "copy") is None
    assert section.median("nobody", "read") is None


def test_the_best_is_the_most_or_the_least(section):
    assert section.best(SPEED, {"fast", "slow"}) == ("fast", 75)
    assert section.best(TIME, {"slow", "vault"}) == ("vault", 2)
    assert section.best(TIME, {"limit"}) is None


def test_ratios_are_above_one_when_better(section):
    assert section.ratio("vault", SPEED, section.others) == pytest.approx(200 / 75)
    assert section.ratio("vault", TIME, section.others) == 0.5
    assert section.ratio("slow", SPEED, {"slow", "fast"}) == pytest.approx(20 / 75)
    assert section.ratio("limit", TIME, section.others) is None
    assert section.ratio("fast", SPEED, {"fast"}) is None


def test_a_ratio_to_nothing_is_infinite_and_shown_as_unknown():
    assert figures.better(3, 0, more=True) == float("inf")
    assert figures.number(figures.better(3, 0, more=True)) == "–"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.123, "0.12"), (9.999, "10.00"), (12.34, "12.3"), (123.4, "123"), (2666, "2666"), (None, "–")],
)
def test_numbers_are_short(value, shown):
    assert figures.number(value) == shown


def test_markdown_holds_every_row_and_the_mean_ratio(section):
    section.failures["broken"] = "it ended"
    lines = figures.markdown(section)
    assert lines[0] == "## Files <1>"
    assert "| vault | 200 | 2.00 | 1.15 |" in lines  # the geometric mean of 200/75 and 1/2
    assert "| limit | 1000 | – | 13.3 |" in lines
    assert "| slow | 20.0 | 8.00 | 0.18 |" in lines
    assert "- broken: it ended" in lines
    rows = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in rows} == {5}


def test_a_bar_in_a_name_does_not_break_the_table():
    assert figures.table(["", "a"], [["x|y", "1"]])[-1] == "| x\\|y | 1 |"


def test_json_keeps_every_value(section):
    data = section.as_dict()
    assert data["rows"]["vault"]["read"] == {"median": 200, "values": [100, 900, 200]}
    assert data["rows"]["limit"] == {"read": {"median": 1000, "values": [1000]}}
    assert data["columns"][1] == {"name": "copy", "unit": "s", "more_is_better": False}


def test_targets_hold_or_are_missed_or_not_measured(section):
    outcomes = targets.judge(
        section,
        (
            Target("best", "vault", ("read", "copy"), 2.0),
            Target("known", "vault", ("read",), 5.0, fixed=(("read", 40.0),)),
            Target("limit", "vault", ("copy",), 0.5, ("limit",)),
            Target("how far", "vault", ("read",), None, ("fast",)),
            Target("another section's", "elsewhere", ("read",), 1.0),
        ),
    )
    assert [(o.text, o.column, o.rival if o.theirs else None, o.verdict) for o in outcomes] == [
        ("best", "read", "fast", "holds"),
        ("best", "copy", "fast", "**missed**"),
        ("best", "together", None, "**missed**"),
        ("known", "read", "figures given", "holds"),
        ("limit", "copy", None, "not measured"),
        ("how far", "read", "fast", "a limit"),
    ]
    table = targets.markdown(outcomes)
    assert "| best: read | 200 | 75.0 fast | 2.67 | 2.00 | holds |" in table
    assert targets.markdown([]) == []


def test_the_chart_is_xml_with_a_bar_per_figure_sorted_best_first(section):
    root = ET.fromstring(chart.svg("a & b", [section]))
    bars = root.findall(f"{SVG}rect")[1:]
    assert len(bars) == 4 + 3
    widths = [float(bar.get("width")) for bar in bars[:4]]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == chart.BAR
    assert widths[1] == pytest.approx(chart.BAR * 200 / 1000)
    texts = [element.text for element in root.findall(f"{SVG}text")]
    assert texts[0] == "a & b"
    assert [text for text in texts if text in ("vault", "fast", "slow")][-3:] == ["fast", "vault", "slow"]
    assert max(float(bar.get("y")) for bar in bars) < float(root.get("height"))


def test_colours_tell_ours_from_others_and_limits(section):
    assert [chart.colour(section, row) for row in ("vault", "fast", "limit")] == [chart.OURS, chart.OTHER, chart.LIMIT]


def test_a_section_without_figures_draws_nothing():
    assert "<rect" not in chart.svg("empty", [Section("none", (SPEED,))]).replace("<rect width", "", 1)


def test_rounds_are_interleaved_back_and_forth(tmp_path, capsys):
    run = Run(tmp_path, 3, quick=False)
    order = list(run.interleaved("abc", str))
    assert order == list(itertools.chain("abc", "cba", "abc"))
    assert "round 2 of 3: c" in capsys.readouterr().err


def test_what_is_skipped_keeps_its_reason(tmp_path):
    run = Run(tmp_path, 1, quick=True, rows=("vault", "go"))
    assert run.wants("vault, 4096", "")
    assert not run.wants("gocryptfs", "not installed")
    assert not run.wants("securefs", "not installed")
    assert run.skipped == {"gocryptfs": "not installed"}


@pytest.mark.parametrize(
    "error",
    [
        FileExistsError(17, "File exists"),
        ValueError("no figures"),
        subprocess.CalledProcessError(1, "fio"),
        VaultError("it is damaged"),
    ],
)
def test_a_row_that_fails_keeps_its_first_reason_and_stops_no_other(tmp_path, section, error):
    run = Run(tmp_path, 2, quick=False)
    measured = []
    for row in run.interleaved(["broken", "whole"], str):
        with run.attempt(section, row), scratch(tmp_path) as folder:
            (folder / "container").touch()
            if row == "broken":
                raise OSError("later") if section.failures else error
            measured.append(row)
    assert measured == ["whole", "whole"]
    assert section.failures == {"broken": str(error)}
    assert not list(tmp_path.iterdir())


def test_each_row_has_a_folder_of_its_own_whatever_was_left(tmp_path):
    with scratch(tmp_path) as first, scratch(tmp_path) as second:
        assert first != second
    with user() as someone, someone.scratch(someone.home) as folder:
        assert folder.stat().st_uid == someone.uid
    assert not list(tmp_path.iterdir())
    assert not someone.home.exists()


def test_a_folder_is_cleared_while_a_program_still_writes_into_it(tmp_path):
    script = 'n=0; while [ $n -lt 300 ] && mkdir -p "$1"; do n=$((n+1)); : > "$1/$n" || break; done 2> /dev/null'
    with scratch(tmp_path) as folder:
        writer = subprocess.Popen(["sh", "-c", script, "sh", folder / "deep"])
        wait_until((folder / "deep" / "1").exists)
    writer.wait()
    clear(folder)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_a_folder_is_cleared_of_what_is_mounted_in_it(tmp_path):
    with scratch(tmp_path) as folder:
        (folder / "mounted").mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "vault-test", folder / "mounted"], check=True)
        (folder / "mounted" / "file").touch()
    assert mount_at(folder / "mounted") is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("part", PARTS)
def test_targets_name_columns_and_rows_that_exist(part):
    module = importlib.import_module(f"bench.{part}")
    known = {column.name for value in vars(module).values() for column in (value if type(value) is tuple else [value])
             if isinstance(column, Column)}  # fmt: skip
    assert module.TARGETS
    for target in module.TARGETS:
        assert target.columns
        assert set(target.columns) <= known
    if part == "file":
        rows = {peer.name for peer in peers.PEERS}
        assert {row for target in module.TARGETS for row in (target.row, *target.against)} <= rows
    if part == "stacks":
        rows = {stack.name for stack in (*mounts.ROOT, *mounts.rootless(User(0, 0, Path("/"))))}
        assert {row for target in module.TARGETS for row in (target.row, *target.against)} <= rows
