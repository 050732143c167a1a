"""The tables of spec/policy.md are what the code does."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from vault.cli.commands import attach, mount
from vault.config import Config, HeaderBackups, parse
from vault.configedit import MODE
from vault.options import Policy
from vault.options.durations import parse_duration
from vault.options.policy import ACTIONS, BUSY, KEYS, TRIGGERS, parse_part, text_of

TEXT = (Path(__file__).parents[2] / "spec/policy.md").read_text()


def rows(head: str) -> list[list[str]]:
    """The cells of the table with this first line, without marks."""
    found = re.search(rf"^\| {re.escape(head)} \|$\n^\|[ -|]+\|$\n((?:^\|.*\n)+)", TEXT, re.MULTILINE)
    assert found, head
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in found[1].splitlines()]


SETTINGS = rows("Table | Key | Type | Default | Meaning")


def test_the_triggers_and_actions() -> None:
    assert [row[0] for row in rows("Key | When")] == list(TRIGGERS)
    assert [row[0] for row in rows("Action | What is done")] == list(ACTIONS)


def test_the_keys_of_a_policy_their_types_and_defaults() -> None:
    listed = [row[1:4] for row in SETTINGS if row[0] == "policy"]
    assert [(key, default) for key, _type, default in listed] == [
        (key, text_of(key, getattr(Policy(), name))) for key, name in KEYS.items()
    ]
    types = {key: kind.replace("`", "") for key, kind, _default in listed}
    assert [key for key, kind in types.items() if kind == "action"] == list(TRIGGERS)
    assert types["busy"] == f"{', '.join(BUSY[:-1])} or {BUSY[-1]}"
    for key, kind in types.items():
        if kind.startswith("time"):
            assert (parse_part({key: "1s"}), "0s" in kind, "never" in kind) == (
                parse_part({key: "1s"}), accepts(key, "0s"), accepts(key, "never"),
            )  # fmt: skip


def accepts(key: str, text: str) -> bool:
    try:
        parse_part({key: text})
    except ValueError:
        return False
    return True


def test_the_keys_of_the_other_tables() -> None:
    listed = [(row[1], row[3]) for row in SETTINGS if row[0] == "header-backups"]
    assert listed == [
        (field.name.replace("_", "-"), str(getattr(HeaderBackups(), field.name)).lower())
        for field in fields(HeaderBackups)
    ]
    assert {row[0] for row in SETTINGS} | {"volumes"} == {field.name.replace("_", "-") for field in fields(Config)}


def test_the_example_and_the_times() -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert example
    assert list(parse(example[1].encode(), Path("x")).volumes) == list(tomllib.loads(example[1])["volume"])
    for text in re.findall(r"`(\d+[smhd])`", TEXT):
        parse_duration(text, least_s=0)
    assert f"{MODE:04o} if there was none" in TEXT


@pytest.mark.parametrize("command", [mount.command, attach.command])
def test_the_options_are_those_of_the_commands(command: click.Command) -> None:
    options = {name for parameter in command.params for name in parameter.opts}
    listed = {row[0]: row[1] for row in rows("Option | Key")}
    assert listed.keys() <= options
    assert set(listed.values()) == set(KEYS)
