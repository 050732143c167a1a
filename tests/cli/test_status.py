"""``vault status``: what is open and who watches over it, and the stream of what happens."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from vault.attach.base import Attachment
from vault.cli.commands.status import line, lines, word
from vault.cli.session_text import at_lock
from vault.options import Policy, PolicyPart, SessionRecord
from vault.options.policy import TRIGGERS
from vault.options.watching import AgentStatus, OpenVolume, Status, VolumeChanged, VolumeClosed, VolumeOpened
from vault.session import Session, SessionStore
from vault.system.processes import start_time

LIMIT_S = 120
SPEC = Path(__file__).resolve().parents[2] / "spec" / "cli.md"
EVIL, HARMLESS = "\x1b]0;x\x07\n", "\\x1b]0;x\\x07\\n"

Watching = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def store(environment: dict[str, str]) -> SessionStore:
    """The records of the user who runs the commands."""
    folder = Path(environment["XDG_RUNTIME_DIR"], "vault")
    folder.mkdir(mode=0o700)
    return SessionStore(folder / "sessions")


@pytest.fixture
def watching(environment: dict[str, str], work: Path) -> Iterator[Watching]:
    """Start ``vault status --watch``."""
    started: list[subprocess.Popen[str]] = []

    def start(*more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "vault", "status", "--watch", *more]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, env=environment, cwd=work, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def session(work: Path, name: str = "secret") -> Session:
    """An open volume that this process serves."""
    own = os.getpid()
    attachment = Attachment("fusefile", work / "plain", work / "attached", own, 1 << 20, False)
    return Session(
        name=name, container=work / f"{name}.vol", identity=(1, 2), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=start_time(own), mounted=None, made_mount_point=False, started=86400,
    )  # fmt: skip


def following(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next object that is printed."""
    assert process.stdout is not None
    text = process.stdout.readline()
    assert text, "it has ended"
    found: dict[str, Any] = json.loads(text)
    assert (found.pop("version"), found.pop("command")) == (1, "status")
    return found


def test_what_is_open_and_that_nobody_watches(vault, environment, store: SessionStore, work: Path) -> None:
    assert vault("status").stdout == "nothing is open\nno agent runs\n"
    store.add(session(work))
    environment["TZ"] = "UTC"
    head, row, agent = vault("status").stdout.splitlines()
    assert head.split() == ["NAME", "STATE", "SINCE", "AT", "LOCK", "WHERE"]
    assert row.split() == ["secret", "attached", "1970-01-02", "00:00", "dismount", str(work / "plain")]
    assert agent == "no agent runs, so nothing is closed by itself: vault agent start"
    found = json.loads(vault("status", "--json").stdout)
    assert found["agent"] is None
    assert found["sessions"] == json.loads(vault("list", "--json").stdout)["sessions"] != []


AGENT = """
import os, sys
from vault.system import agent
from vault.system.processes import start_time
with agent.taking():
    agent.announce(agent.Status(os.getpid(), start_time(os.getpid()), ("a", "b"), ("c is not there",)))
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""


def test_the_agent_that_runs_is_named(vault, environment: dict[str, str], store: SessionStore) -> None:
    del store
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", AGENT], env=environment, stdin=pipe, stdout=pipe, text=True) as agent:
        assert agent.stdout is not None
        pid = int(agent.stdout.readline())
        answer = json.loads(vault("status", "--json").stdout)["agent"]
        assert answer == {"pid": pid, "watching": ["a", "b"], "missing": ["c is not there"]}
        text = vault("status").stdout
        agent.communicate()
    assert text == f"nothing is open\nthe agent (process {pid}) watches: a, b\n  c is not there\n"


def test_each_event_is_an_object_on_a_line(store: SessionStore, work: Path, watching: Watching) -> None:
    made = store.add(session(work))
    process = watching("--json")
    first = following(process)
    assert first["event"] == "opened"
    assert set(first["volume"]) == {field.name for field in fields(SessionRecord)}
    other = store.add(session(work, "other"))
    opened = following(process)
    assert (opened["event"], opened["volume"]["name"]) == ("opened", "other")
    store.remove(made)
    assert following(process) == {"event": "closed", "volume": first["volume"]}
    store.remove(other)
    assert following(process)["event"] == "closed"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=LIMIT_S)
    assert json.loads(out)["error"]["code"] == "cancelled"
    assert (process.returncode, err) == (143, "vault: cancelled\n")


def test_without_json_they_are_lines_for_people(store: SessionStore, work: Path, watching: Watching) -> None:
    made = store.add(session(work))
    process = watching()
    assert process.stdout is not None
    assert process.stdout.readline() == "secret: opened, attached\n"
    store.remove(made)
    assert process.stdout.readline() == "secret: closed\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT_S) == 130


def test_it_ends_when_nobody_reads_any_more(store: SessionStore, work: Path, watching: Watching) -> None:
    store.add(session(work))
    process = watching("--json")
    assert following(process)["event"] == "opened"
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(LIMIT_S) == 141
    assert process.stderr.read() == ""


def test_a_volume_is_watched_from_attaching_to_detaching(vault, work: Path, watching: Watching) -> None:
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")
    process = watching("--json")
    cheap = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--filesystem", "none", "--passphrase-fd", "0")
    size = ("--size", "3M", "--luks2-keyslots-size", "1M")
    assert vault("create", "real.vol", *size, *cheap, data=b"pass").returncode == 0
    attached = vault("attach", "real.vol", "--json", "--attach", "fusefile", "--passphrase-fd", "0", data=b"pass")
    assert attached.returncode == 0, attached.stderr
    opened = following(process)
    assert vault("detach", "real").returncode == 0
    assert opened["event"] == "opened"
    assert opened["volume"] == {k: v for k, v in json.loads(attached.stdout).items() if k in opened["volume"]}
    assert following(process) == {"event": "closed", "volume": opened["volume"]}


RECORD = OpenVolume(
    *(
        EVIL,
        Path("/c"),
        None,
        "luks2",
        "",
        "fusefile",
        Path(f"/{EVIL}"),
        None,
        None,
        None,
        False,
        1,
        0,
        1,
        "suspended",
        False,
    ),
    policy=Policy(),
)


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        (Policy(), "dismount"),
        (Policy(grace_s=90), "dismount after 90s"),
        (Policy(lock="suspend", grace_s=120), "suspend after 2m"),
        (Policy(lock="nothing", grace_s=120), "nothing"),
    ],
)
def test_what_the_next_lock_does_is_said_of_each_volume(policy: Policy, says: str) -> None:
    assert at_lock(policy) == says
    _, row, _ = "\n".join(lines(Status((replace(RECORD, name="a", policy=policy),), None))).split("\n")
    assert f"  {says}  " in row


def test_settings_and_options_decide_what_the_next_lock_does(
    vault, environment: dict[str, str], store: SessionStore, work: Path
) -> None:
    settings = Path(environment["XDG_CONFIG_HOME"], "vault", "config.toml")
    settings.parent.mkdir(parents=True)
    settings.write_text('[policy]\ngrace = "30s"\nlock = "suspend"\n')
    store.add(session(work))
    store.add(replace(session(work, "other"), policy=PolicyPart(lock="nothing"), started=90000))
    first, second = json.loads(vault("list", "--json").stdout)["sessions"]
    assert (first["policy"]["lock"], first["policy"]["grace_s"]) == ("dismount", 30), "it cannot be suspended"
    assert second["policy"] == {**first["policy"], "lock": "nothing"}
    _, row, other = vault("list").stdout.splitlines()
    assert "  dismount after 30s  " in row and "  nothing  " in other
    settings.write_text("[policy]\nlock = 1\n")
    done = vault("list", "--json")
    assert "the defaults hold" in done.stderr
    assert json.loads(done.stdout)["sessions"][0]["policy"]["grace_s"] == 0


def test_without_an_agent_only_what_would_be_closed_is_a_reason_to_say_so() -> None:
    quiet = Policy(**dict.fromkeys(TRIGGERS, "nothing"))  # type: ignore[arg-type]
    said = [list(lines(Status((replace(RECORD, policy=policy),), None)))[-1] for policy in (Policy(), quiet)]
    assert said == ["no agent runs, so nothing is closed by itself: vault agent start", "no agent runs"]


def test_nothing_of_it_acts_on_the_terminal() -> None:
    agent = AgentStatus(1, (EVIL,), (EVIL,))
    text = [*lines(Status((RECORD,), agent)), line(VolumeOpened(RECORD)), line(VolumeClosed(RECORD))]
    assert "\n".join(text).count(HARMLESS) == 6
    assert all(part.isprintable() for one in text for part in one.split("\n"))


def test_an_event_says_what_is_now() -> None:
    record = replace(RECORD, name="a")
    events = (VolumeOpened(record), VolumeChanged(record, "mounted"), VolumeClosed(record))
    assert [(word(event), line(event)) for event in events] == [
        ("opened", "a: opened, suspended"),
        ("changed", "a: suspended"),
        ("closed", "a: closed"),
    ]


def test_the_keys_of_an_event_are_documented() -> None:
    section = SPEC.read_text().split("### `status --watch`\n", 1)[1].split("\n### ", 1)[0]
    keys = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert keys == ["event", *(field.name for field in fields(VolumeChanged))]
    assert (
        {field.name for field in fields(VolumeOpened)} == {field.name for field in fields(VolumeClosed)} == {"volume"}
    )
    assert all(f"`{word}`" in section for word in ("opened", "changed", "closed"))
