"""``vault policy``, and what mount and attach are told about policies."""

import json
import re
from pathlib import Path

import pytest

from vault.cli.main import run
from vault.options.policy import TRIGGERS
from vault.testing.volumes import write_volume

PASSPHRASE = b"correct horse"
FD = ("--passphrase-fd", "0")
SPEC = (Path(__file__).resolve().parents[2] / "spec" / "cli.md").read_text()


@pytest.fixture(autouse=True)
def file(environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings, which are not there, of commands and of this process."""
    environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    for name in ("XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, environment[name])
    return tmp_path / "config" / "vault" / "config.toml"


@pytest.fixture
def secret(work: Path) -> Path:
    write_volume(work / "secret.vol", PASSPHRASE, size=2 << 20)
    return work / "secret.vol"


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command that opens nothing."""
    code = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def documented(heading: str) -> list[str]:
    """The JSON keys that the specification names below a heading."""
    section = SPEC.split(f"### {heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)`", section, re.MULTILINE)


def members(out: str) -> dict[str, tuple[str, str]]:
    return {each["key"]: (each["value"], each["origin"]) for each in json.loads(out)["members"]}


def test_the_default_is_shown_set_and_unset(capsys, file: Path) -> None:
    code, out, _err = told(capsys, "policy", "show")
    assert (code, out.splitlines()[0]) == (0, f"Settings: {file}")
    assert re.search(r"^lock +dismount +default$", out, re.MULTILINE)
    assert re.search(r"^usb-device +- +default$", out, re.MULTILINE)
    code, out, _err = told(capsys, "policy", "set", "--default", "idle-after=10m", "grace=30s")
    assert code == 0
    assert [line.split() for line in out.splitlines()[:3]] == [
        ["KEY", "VALUE", "FROM"], ["grace", "30s", "file"], ["idle-after", "10m", "file"],
    ]  # fmt: skip
    assert "idle-after has no effect while idle is nothing" in out
    assert file.read_text() == '[policy]\nidle-after = "10m"\ngrace = "30s"\n'
    code, out, _err = told(capsys, "policy", "unset", "--default", "grace")
    assert (code, file.read_text()) == (0, '[policy]\nidle-after = "10m"\n')
    assert told(capsys, "policy", "unset", "--default")[0] == 0
    assert file.read_text() == ""


def test_all_that_closes_volumes_is_turned_off_at_once_and_back(capsys, file: Path) -> None:
    code, out, _err = told(capsys, "policy", "set", "--default", "--keep-open", "grace=30s", "--json")
    assert (code, {members(out)[trigger] for trigger in TRIGGERS}) == (0, {("nothing", "file")})
    assert json.loads(out)["notes"] == ["grace has no effect while lock is nothing"]
    assert told(capsys, "policy", "unset", "--default")[0] == 0
    assert file.read_text() == ""


def test_a_bad_value_is_mended_as_its_hint_says(capsys, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("# mine\n[policy]\nlock = 'dismuont'\n")
    code, _out, err = told(capsys, "policy", "show")
    assert (code, f"{file} (line 3): policy.lock: 'dismuont' is none of" in err) == (2, True)
    hint = err.splitlines()[1].partition("take it out: vault ")[2]
    assert told(capsys, *hint.split())[0] == 0
    assert file.read_text() == "# mine\n"


def test_a_closed_volume_is_named_by_its_container_or_uuid(capsys, secret: Path, file: Path) -> None:
    code, out, _err = told(capsys, "policy", "set", secret, "lock=nothing", "--json")
    assert code == 0
    found = json.loads(out)
    assert list(found) == ["version", "command", *documented("`policy show`, `policy set`, `policy unset`")]
    assert list(found["members"][0]) == documented("`policy member`")
    assert (found["volume"], found["file"], found["notes"]) == ("", str(file), [])
    assert members(out)["lock"] == ("nothing", "volume")
    code, out, _err = told(capsys, "policy", "show", found["id"].upper(), "--json")
    assert (code, json.loads(out)["id"], members(out)["lock"]) == (0, found["id"], ("nothing", "volume"))
    assert told(capsys, "policy", "unset", found["id"])[0] == 0
    assert file.read_text() == ""


def test_what_it_was_opened_with_goes_before_the_settings(vault, secret: Path) -> None:
    given = ("--on-lock", "suspend", "--usb-device", "1050:0407", "--grace", "1m", "--busy", "wait")
    done = vault("attach", secret, *given, *FD, data=PASSPHRASE)
    try:
        assert done.returncode == 0, done.stderr
        assert (
            "warning: secret cannot be suspended as it is attached: it will be dismounted instead (lock)" in done.stderr
        )
        done = vault("policy", "set", "secret", "grace=5s", "logout=nothing", "--json")
        assert (done.returncode, json.loads(done.stdout)["volume"]) == (0, "secret")
        assert json.loads(done.stdout)["notes"][0] == "grace is 1m until secret is closed: it was opened with that"
        locks = [each["policy"]["lock"] for each in json.loads(vault("list", "--json").stdout)["sessions"]]
        assert locks == ["dismount"]
        found = {key: value for key, value in members(done.stdout).items() if value[1] != "default"}
        assert found == {
            "lock": ("suspend", "option"),
            "logout": ("nothing", "volume"),
            "usb": ("dismount", "option"),
            "grace": ("1m", "option"),
            "busy": ("wait", "option"),
            "usb-device": ("1050:0407", "option"),
        }
        shown = vault("policy", "show", json.loads(done.stdout)["id"], "--json")
        assert members(shown.stdout) == members(done.stdout)
    finally:
        vault("detach", "--force", "secret")


def test_settings_that_are_none_keep_no_volume_closed(vault, secret: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[policy]\nlok = 'nothing'\n")
    done = vault("attach", secret, "--keep-open", *FD, data=PASSPHRASE)
    try:
        assert done.returncode == 0, done.stderr
        assert f"warning: {file} (line 2) has a setting that there is not: policy.'lok'; the defaults" in done.stderr
    finally:
        vault("detach", "--force", "secret")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("policy show nowhere.vol", "there is no volume nowhere.vol"),
        ("policy set", "name a volume, or --default"),
        ("policy set grace=30s", "name a volume, or --default"),
        ("policy set --default", "no setting is given"),
        ("policy set secret.vol", "no setting is given"),
        ("policy set --default secret.vol grace=30s", "--default is every volume, and secret.vol one of them"),
        ("policy set --default --keep-open lock=dismount", "--keep-open sets lock to nothing"),
        ("policy set --default grace", "each setting is KEY=VALUE"),
        ("policy set --default grace=1s grace=2s", "each key is given once"),
        ("policy set --default shape=round", "a policy has no key 'shape'"),
        ("policy set --default lock=close", "lock: 'close' is none of dismount"),
        ("policy unset --default shape", "a policy has no key 'shape'"),
        ("attach x --on-lock close", "'close' is not one of"),
        ("attach x --grace soon", "'soon' is no duration"),
        ("mount x --idle-after 0s", "'0s' is no duration"),
        ("mount x --usb-device 1050", "'1050' is no USB device"),
        ("mount x --keep-open --grace 1s", "--keep-open goes with no other option of this kind"),
        ("mount x --busy ask --force-after 1s", "--force-after goes with --busy force"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(capsys, file: Path, arguments: str, message: str) -> None:
    code, out, err = told(capsys, *arguments.split())
    assert (code, out) == (2, "")
    assert message in err
    assert not file.exists()
