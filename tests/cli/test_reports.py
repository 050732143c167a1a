"""What a container or a session says of itself cannot act on the terminal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from vault.cli.app import App
from vault.cli.commands.inspect import blocks
from vault.cli.session_text import show_ended, show_session, show_sessions
from vault.options import DigestInfo, HeaderCopy, Inspection, KeyslotInfo, Policy, TokenInfo
from vault.options.watching import OpenVolume

EVIL = "\x1b]0;x\x07\n\u202e"
HARMLESS = "\\x1b]0;x\\x07\\n\\u202e"

INSPECTION = Inspection(
    container=Path(f"/{EVIL}"),
    header=None,
    format="luks2",
    size=1 << 20,
    uuid=EVIL,
    label=EVIL,
    subsystem=EVIL,
    sequence_id=3,
    cipher=EVIL,
    key_size=512,
    sector_size=4096,
    segment_offset=32768,
    segment_length=None,
    metadata_size=16384,
    keyslots_size=1 << 19,
    copies=(HeaderCopy("primary", 0, EVIL, None),),
    keyslots=(KeyslotInfo(0, "normal", "pbkdf2", EVIL, 1000, None, None, EVIL, 512, None, (1,)),),
    digests=(DigestInfo(0, (0,), (0,), EVIL, 1000),),
    tokens=(TokenInfo(1, EVIL, (0,)),),
    flags=(EVIL,),
    requirements=(EVIL,),
    warnings=(),
)
SESSION = OpenVolume(
    name=EVIL,
    container=Path(f"/c{EVIL}"),
    header=None,
    format="luks2",
    uuid="",
    attach_way="fusefile",
    path=Path(f"/p{EVIL}"),
    mount_point=Path(f"/m{EVIL}"),
    mount_way="kernel",
    filesystem="ext4",
    read_only=False,
    size=1 << 20,
    started=0,
    server=1,
    state="mounted",
    protects=False,
    policy=Policy(),
)


def test_a_header_is_shown_escaped() -> None:
    text = "\n".join(blocks(INSPECTION))
    assert text.count(HARMLESS) == 12
    assert all(line.isprintable() for line in text.split("\n"))


def test_sessions_are_shown_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    show_sessions(App(), [SESSION])
    show_session(App(), SESSION)
    show_ended(App(), [SESSION, SESSION])
    out = capsys.readouterr().out
    assert out.count(HARMLESS) == 3 + 1 + 2
    assert all(line.isprintable() for line in out.split("\n"))
    assert len(out.splitlines()) == 2 + 1 + 2


def test_a_session_is_shown_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    attached = replace(SESSION, name="a", path=Path("/run/a"), mount_point=None, mount_way=None, state="attached")
    show_session(App(), attached)
    show_session(App(), replace(attached, mount_point=Path("/mnt/a")))
    assert capsys.readouterr().out == "/run/a\n/mnt/a\n"


def test_names_are_exact_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    show_sessions(App(json=True), [SESSION])
    answer = json.loads(capsys.readouterr().out)
    assert answer["sessions"][0]["name"] == EVIL
    assert answer["sessions"][0]["mount_point"] == f"/m{EVIL}"


def test_nothing_open_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_sessions(App(), [])
    assert capsys.readouterr().out == ""
