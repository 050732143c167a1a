"""The policies in the settings are read strictly, and changed without touching the rest of the file."""

import os
import re
import shlex
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import config
from vault.config import Config, is_volume_id
from vault.configedit import Changes, change_policy
from vault.errors import BackendError, UsageError
from vault.options import PolicyPart
from vault.options.policy import KEYS, TRIGGERS

UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
OTHER = "ab" * 32
LAID_OUT = f"""# all of mine

[header-backups] # few
total = 7   # of all

[policy]
# the cat walks over the keyboard
grace = "30s"
lock  =  'dismount'	# tab

[volume.'{UUID}']  # the archive
lock = "nothing"
# end
"""
Settings = Callable[[str], Path]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    def write(text: str) -> Path:
        file = tmp_path / "config" / "vault" / "config.toml"
        file.parent.mkdir(parents=True)
        file.write_text(text)
        return file

    return write


def test_policies_are_read(settings: Settings) -> None:
    settings(LAID_OUT + f"idle = 'suspend'\n[volume.{OTHER}]\nbusy = 'force'")
    found = config.read()
    assert found.policy == PolicyPart(grace_s=30, lock="dismount")
    assert found.volumes == {UUID: PolicyPart(lock="nothing", idle="suspend"), OTHER: PolicyPart(busy="force")}
    assert found.header_backups.total == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policy = 1", "a setting that there is not: 'policy'"),
        ("[polcy]", "a setting that there is not: 'polcy'"),
        ("[policy]\nlok = 'nothing'", "a setting that there is not: policy.'lok'"),
        ("[policy]\nlock = 'close'", "policy.lock: 'close' is none of"),
        ("[policy]\ngrace = 10", "policy.grace is a text in quotation marks, not 10"),
        (f"[volume.'{UUID}']\nx = 1", f"a setting that there is not: volume.'{UUID}'.'x'"),
        (f"[volume.'{UUID}']\nusb-device = 'x'", f"volume.'{UUID}'.usb-device: 'x' is no USB device"),
        (f"[volume.'{UUID.upper()}']", "neither a UUID nor a SHA-256 in lower case"),
        ("[volume]\nlock = 'nothing'", "volume.'lock' is neither a UUID"),
        ("[volume.'']", "neither a UUID"),
        (f"[volume]\n{OTHER} = 1", f"volume.'{OTHER}' is a table, not 1"),
    ],
)
def test_what_is_none_is_told_with_file_table_and_key(settings: Settings, text: str, message: str) -> None:
    file = settings(text)
    with pytest.raises(UsageError) as caught:
        config.read()
    assert str(file) in str(caught.value) and message in str(caught.value)
    with pytest.raises(UsageError, match=re.escape(str(file))):
        change_policy("", {"busy": "wait"})
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("\n[policy]\ngrace = '1s'\nlock = 'close'", 4, "vault policy unset --default lock"),
        (f"[policy]\n[volume.{UUID}]\n\n lock = 1", 4, f"vault policy unset {UUID} lock"),
        (f"[volume]\n'{UUID}'.lock = 'close'", 2, f"vault policy unset {UUID} lock"),
        ("[volume.'s']\nlock = 'nothing'", 1, "take the table out; vault policy set"),
        ("[header-backups]\ntotal = 0", 2, "by hand"),
        ("[policy]\ngrace = [\n]", 0, "vault policy unset --default grace"),
    ],
)
def test_where_it_is_and_what_mends_it_is_told(settings: Settings, text: str, line: int, hint: str) -> None:
    file = settings(text)
    with pytest.raises(UsageError) as caught:
        config.read()
    assert str(caught.value).startswith(f"{file} (line {line}): " if line else f"{file}: ")
    assert hint in caught.value.hint


def test_a_bad_value_is_mended_and_another_one_is_not(settings: Settings) -> None:
    file = settings("[policy]\nlock = 'close'\nbusy = 1\n")
    with pytest.raises(UsageError, match=r"line 3\): policy.busy"):
        change_policy("", {"lock": "nothing"})
    assert change_policy("", {"lock": "nothing", "busy": None}).policy == PolicyPart(lock="nothing")
    assert file.read_text() == '[policy]\nlock = "nothing"\n'


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.mkdir, "is no regular file"),
        (os.mkfifo, "is no regular file"),
        (lambda path: path.write_bytes(b"#" * 70000), "is too large: 70000 bytes"),
        (lambda path: path.write_bytes(b"# a\n# \xff\n"), r"is no text in UTF-8 \(line 2\)"),
        (lambda path: path.write_bytes(b"a = "), "is no TOML"),
    ],
)
def test_what_is_no_file_of_settings_is_told(settings: Settings, make: Callable[[Path], object], message: str) -> None:
    file = settings("")
    file.unlink()
    make(file)
    for call in (config.read, lambda: change_policy("", {"lock": "nothing"})):
        with pytest.raises(UsageError, match=message):
            call()


def test_the_command_that_mends_the_mode_can_be_pasted(tmp_path: Path) -> None:
    file = tmp_path / "a b" / "config.toml"
    file.parent.mkdir()
    file.touch()
    file.chmod(0o666)
    with pytest.raises(UsageError) as caught:
        config.read(file)
    assert shlex.split(caught.value.hint) == ["chmod", "go-w", str(file)]


@pytest.mark.parametrize("name", [f"{UUID}\n", UUID[1:], "g" * 64, "AB" * 32, "a" * 63, ""])
def test_no_name_of_a_volume(name: str) -> None:
    assert not is_volume_id(name)


def test_the_first_setting_makes_a_private_file(tmp_path: Path) -> None:
    found = change_policy(UUID, {"lock": "nothing"})
    file = config.path()
    assert found == config.read() == Config(volumes={UUID: PolicyPart(lock="nothing")})
    assert file.read_text() == f'[volume.{UUID}]\nlock = "nothing"\n'
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    assert sorted(path.name for path in file.parent.iterdir()) == [".config.toml.lock", "config.toml"]


def test_comments_order_and_layout_stay(settings: Settings) -> None:
    file = settings(LAID_OUT)
    change_policy("", {"lock": "suspend", "grace": None})
    change_policy(UUID, {"lock": "dismount"})
    changed = LAID_OUT.replace('grace = "30s"\n', "").replace("'dismount'", '"suspend"')
    assert file.read_text() == changed.replace('"nothing"', '"dismount"')


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o400])
def test_the_mode_stays_and_a_link_too(settings: Settings, tmp_path: Path, mode: int) -> None:
    file = settings(LAID_OUT)
    target = file.rename(tmp_path / "dotfile")
    target.chmod(mode)
    file.symlink_to(target)
    change_policy("", {"grace": "1m"})
    assert file.is_symlink() and config.read().policy.grace_s == 60
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"[volume.{UUID}]\nlock = 'nothing'\n", ""),
        (f"[volume]\n[volume.{UUID}]\nlock = 'nothing'\n", ""),
        (f"[volume.{UUID}] # mine\nlock = 'nothing'\n", f"[volume.{UUID}] # mine\n"),
        (f"[volume.{UUID}]\n# mine\nlock = 'nothing'\n", f"[volume.{UUID}]\n# mine\n"),
        (
            f"[volume.{UUID}]\nlock = 'nothing'\n[volume.{OTHER}]\nlock = 'nothing'\n",
            f"[volume.{OTHER}]\nlock = 'nothing'\n",
        ),
        (f"volume.{UUID}.lock = 'nothing'\n", ""),
        ("[policy]\nlock = 'nothing'\n", "[policy]\nlock = 'nothing'\n"),
        ("", ""),
    ],
)
def test_a_table_goes_when_nothing_is_left_in_it(settings: Settings, text: str, left: str) -> None:
    file = settings(text)
    change_policy(UUID, dict.fromkeys(KEYS, None))
    assert file.read_text() == left


@pytest.mark.parametrize(
    "text",
    [
        f"volume = {{ {UUID} = {{ lock = 'nothing' }} }}\n",
        "policy.lock = 'nothing' # dotted\n",
        f"[volume]\n{UUID}.idle = 'nothing'\n",
        f"[volume.{OTHER}]\n[policy]\n[volume.{UUID}]\nlock = 'suspend'\n",
        "[policy]\r\nlock = 'nothing'\r\n",
        "policy = {}\n[header-backups]\ntotal = 3",
    ],
)
def test_whatever_way_it_is_written(settings: Settings, text: str) -> None:
    settings(text)
    before = config.read()
    change_policy(UUID, {"grace": "5s"})
    found = change_policy("", {"lock": None, "busy": "wait"})
    assert found == config.read()
    assert found.header_backups == before.header_backups
    assert found.policy == PolicyPart(busy="wait")
    part = before.volumes.get(UUID, PolicyPart())
    assert found.volumes[UUID].given == {**part.given, "grace_s": 5}


TABLE = st.sampled_from(["", UUID, OTHER])
CHANGES = st.dictionaries(st.sampled_from(TRIGGERS), st.sampled_from(["suspend", "nothing", None]), min_size=1)


@given(st.lists(st.tuples(TABLE, CHANGES), max_size=6))
def test_any_changes_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Changes]]
) -> None:
    file = tmp_path_factory.mktemp("steps") / "config.toml"
    file.write_text(LAID_OUT)
    said = {"": {"grace_s": 30, "lock": "dismount"}, UUID: {"lock": "nothing"}, OTHER: {}}
    for table, changes in steps:
        change_policy(table, changes, file)
        merged = {**said[table], **changes}
        said[table] = {key: value for key, value in merged.items() if value is not None}
    found = config.read(file)
    parts = {"": found.policy, UUID: PolicyPart(), OTHER: PolicyPart(), **found.volumes}
    assert {name: part.given for name, part in parts.items()} == said
    for comment in ("# all of mine", "# few", "# of all", "# the cat walks", "# the archive", "# end"):
        assert comment in file.read_text()


def test_of_changes_at_the_same_time_none_is_lost() -> None:
    with ThreadPoolExecutor(len(TRIGGERS)) as pool:
        list(pool.map(lambda trigger: change_policy(UUID, {trigger: "suspend"}), TRIGGERS))
    assert config.read().volumes[UUID].given == dict.fromkeys(TRIGGERS, "suspend")


def test_what_is_no_value_changes_nothing(settings: Settings) -> None:
    file = settings(LAID_OUT)
    with pytest.raises(ValueError, match="grace"):
        change_policy("", {"lock": "nothing", "grace": "soon"})
    assert file.read_text() == LAID_OUT


def test_a_file_that_others_write_to_is_not_changed(settings: Settings) -> None:
    file = settings(LAID_OUT)
    file.chmod(0o664)
    with pytest.raises(UsageError, match="others may write"):
        change_policy("", {"lock": "nothing"})
    assert file.read_text() == LAID_OUT


def test_a_file_that_would_be_too_large_is_not_written(settings: Settings) -> None:
    text = "# " + "x" * (config.LARGEST - 4) + "\n"
    file = settings(text)
    with pytest.raises(UsageError, match="more than 65536 bytes"):
        change_policy("", {"lock": "nothing"})
    assert file.read_text() == text


def test_a_write_that_fails_leaves_the_file_and_nothing_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settings(LAID_OUT)

    def full(_fd: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackendError, match="no space left"):
        change_policy("", {"lock": "nothing"})
    assert file.read_text() == LAID_OUT
    assert sorted(path.name for path in file.parent.iterdir()) == [".config.toml.lock", "config.toml"]
