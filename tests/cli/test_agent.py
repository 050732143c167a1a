"""``vault agent`` and ``vault lock-all``: what is said of volumes that nobody closes, and of those that were closed."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.attach.base import Attachment
from vault.cli.commands import agent as command
from vault.cli.commands import lock_all
from vault.cli.main import run
from vault.errors import BackendError, BusyError
from vault.options.lockdown import Closing, LockedDown, Outcome
from vault.options.policy import TRIGGERS, parse_part
from vault.session import Session, SessionStore
from vault.system import agent
from vault.system.processes import start_time

QUIET = parse_part(dict.fromkeys(TRIGGERS, "nothing"))


@pytest.fixture(autouse=True)
def config(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the settings, of this process; there is no bus."""
    for name in ("XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, environment[name])
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(agent, "SYSTEM_BUS", ("/nowhere/bus",))
    return Path(environment["XDG_CONFIG_HOME"])


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    code = run(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def session(name: str = "secret", **more: Any) -> Session:
    """An open volume that this process serves."""
    own = os.getpid()
    attachment = Attachment("fusefile", Path("/nowhere/plain"), None, own, 1 << 20, False)
    return Session(
        name=name, container=Path("/nowhere/c"), identity=(1, 2), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=start_time(own), mounted=None, made_mount_point=False, started=1, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "bus", "warning", "hint"),
    [
        ({}, False, "nothing closes secret when the screen is locked", "there is no D-Bus here"),
        ({}, True, "nothing closes secret when the screen is locked", "vault agent start"),
        ({"policy": QUIET}, False, "", ""),
    ],
)
def test_what_stays_open_without_an_agent_is_said(
    capsys, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any], bus: bool, warning: str, hint: str
) -> None:
    SessionStore().add(session(**more))
    if bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    code, out, err = told(capsys, "agent", "status")
    assert (code, out) == (0, "no agent runs\n")
    assert warning in err and hint in err and bool(err) == bool(warning)


def test_settings_that_are_none_are_told_with_the_agent(capsys, config: Path) -> None:
    (config / "vault").mkdir(parents=True)
    (config / "vault" / "config.toml").write_text("[policy]\nlock = 1\n")
    assert "the defaults hold" in told(capsys, "agent", "status")[2]


def test_an_agent_is_started_only_where_it_would_do_something(capsys) -> None:
    assert told(capsys, "agent", "start") == (0, "no agent is needed\n", "")
    SessionStore().add(session())
    code, out, err = told(capsys, "agent", "start", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (6, "not-available")
    assert "an agent would hear of nothing: there is no D-Bus here" in err


@pytest.mark.parametrize(("there", "hint"), [(True, "systemctl --user daemon-reload"), (False, "--autostart")])
def test_what_starts_the_agent_comes_and_goes(
    capsys, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, hint: str
) -> None:
    monkeypatch.setattr(command, "SYSTEMD", tmp_path if there else tmp_path / "nowhere")
    config.mkdir()
    code, out, err = told(capsys, "agent", "install")
    assert (code, len(out.splitlines()), hint in err) == (0, 2, True)
    assert told(capsys, "agent", "uninstall")[1] == "\n".join(reversed(out.splitlines())) + "\n"
    assert list((config / "systemd" / "user").iterdir()) == [], "nor an empty folder of links"
    assert told(capsys, "agent", "uninstall") == (0, "", "nothing was installed\n")
    assert told(capsys, "agent", "install", "--json")[2] == ""


@pytest.mark.parametrize(
    ("outcomes", "kind", "lines"),
    [
        (["busy", "closed"], BusyError, ["busy a", "closed b", "forgotten 2 remembered credentials"]),
        (["failed", "busy"], BackendError, ["failed a", "busy b", "forgotten 2 remembered credentials"]),
    ],
)
def test_each_volume_is_told_of_also_when_one_is_left(
    outcomes: list[Outcome], kind: type[Exception], lines: list[str]
) -> None:
    record = session().record()
    closings = [
        Closing(replace(record, name=name), outcome, ("cat (process 7, me)",), f"{name} is left")
        for name, outcome in zip("ab", outcomes, strict=True)
    ]
    found = LockedDown(volumes=tuple(closings), commands=(), forgotten=2)
    assert list(lock_all._lines(found)) == lines
    error = lock_all._error(found, [each for each in closings if not each.key_gone], [])
    assert type(error) is kind and "a is left" in str(error)
