"""A policy is the defaults, the settings and what the volume was opened with, key by key the later over the earlier."""

import json
import os
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import config
from vault.attach.base import Attachment
from vault.config import Config, is_volume_id
from vault.container import Container
from vault.engine import Engine
from vault.errors import UsageError
from vault.options import OpenOptions, Policy, PolicyPart
from vault.options.durations import LONGEST_S, format_duration, parse_duration
from vault.options.policy import ACTIONS, BUSY, KEYS, TRIGGERS, parse_part, text_of
from vault.policy import Whose, effective, explained, hidden, notes, volume_id
from vault.session import Session, SessionStore
from vault.system import folders
from vault.system.processes import start_time
from vault.testing.veracrypt import noise
from vault.volume import Volume

UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
ACTION = st.sampled_from(ACTIONS)
TEXTS = {
    **dict.fromkeys(TRIGGERS, ACTION),
    "grace": st.integers(0, LONGEST_S).map(format_duration),
    "idle-after": st.just("never") | st.integers(1, LONGEST_S).map(format_duration),
    "busy": st.sampled_from(BUSY),
    "force-after": st.integers(0, LONGEST_S).map(format_duration),
    "usb-device": st.sampled_from(["", "1050:0407", "046d:c52b:0001:A-b"]),
}
PARTS = st.fixed_dictionaries({}, optional=TEXTS)


def session(given: PolicyPart | None = None, way: str = "devmapper", **more: Any) -> Session:
    """An open volume; nothing of it is there."""
    attachment = Attachment(way, Path("/dev/mapper/x"), None, os.getpid(), 4096, False)
    made: dict[str, Any] = {"uuid": UUID, "volume_id": UUID, "key_digest": "ab", **more}
    return Session(
        name="x", container=Path("/x"), identity=(1, 2), header=None, format="luks2", attachment=attachment,
        server_start=start_time(os.getpid()), mounted=None, made_mount_point=False, started=1,
        policy=given or PolicyPart(), **made,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("10m", 600), (" 2H ", 7200), ("1d", 86400), ("30d", LONGEST_S)]
)
def test_a_duration(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "0s", "10", "m", "-1s", "1.5h", "1w", "31d", "1h30m", "٣s", "9" * 9 + "s"])
def test_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        parse_duration(text)


@given(st.integers(0, LONGEST_S))
def test_a_duration_is_read_as_it_was_written(seconds: int) -> None:
    assert parse_duration(format_duration(seconds), least_s=0) == seconds


def test_durations_are_written_in_the_largest_unit_that_counts_them() -> None:
    assert [format_duration(seconds) for seconds in (0, 59, 60, 90, 3600, 90000, 172800)] == [
        "0s", "59s", "1m", "90s", "1h", "25h", "2d",
    ]  # fmt: skip


def test_every_member_has_a_key() -> None:
    members = [field.name for field in fields(Policy)]
    assert members == [field.name for field in fields(PolicyPart)] == list(KEYS.values())


@given(PARTS)
def test_what_is_said_is_read_as_it_was_written(texts: dict[str, str]) -> None:
    part = parse_part(texts)
    assert {key: text_of(key, part.given[name]) for key, name in KEYS.items() if name in part.given} == texts


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("lock", "close", "'close' is none of dismount, suspend, nothing"),
        ("busy", "Ask", "'Ask' is none of wait, ask, force"),
        ("grace", "10", "no duration"),
        ("grace", 10, "a text in quotation marks, not 10"),
        ("sleep", True, "a text in quotation marks, not True"),
        ("idle-after", "0s", "no duration"),
        ("force-after", "never", "no duration"),
        ("usb-device", "1050", "no USB device"),
        ("usb-device", "1050:0407:", "no USB device"),
        ("usb-device", "1050:0407:a b", "no USB device"),
        ("usb-device", "1050:0407\n", "no USB device"),
    ],
)
def test_what_is_no_value_is_told_with_its_key(key: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{key}(:| is) .*{message}"):
        parse_part({key: value})


def test_usb_devices_are_compared_in_lower_case() -> None:
    assert parse_part({"usb-device": "046D:C52B:Serial"}).usb_device == "046d:c52b:Serial"


@given(PARTS, PARTS, PARTS)
def test_the_later_goes_before_the_earlier(
    file: dict[str, str], volume: dict[str, str], option: dict[str, str]
) -> None:
    settings = Config(
        policy=parse_part(file), volumes={UUID: parse_part(volume), "other": parse_part({"lock": "nothing"})}
    )
    opened = session(parse_part(option))
    found = {member.key: member for member in explained(Whose.of(opened), settings).members}
    assert list(found) == list(KEYS)
    holds = effective(opened, settings)
    for key, name in KEYS.items():
        said = {"option": option, "volume": volume, "file": file}
        origin = next((each for each, texts in said.items() if key in texts), "default")
        text = said.get(origin, {}).get(key) or text_of(key, getattr(Policy(), name))
        assert (found[key].value, found[key].origin) == (text, origin)
        assert text_of(key, getattr(holds, name)) == text


def test_the_time_of_the_settings_is_taken_back_by_never() -> None:
    settings = Config(policy=parse_part({"idle-after": "10m"}))
    assert effective(session(), settings).idle_after_s == 600
    assert effective(session(parse_part({"idle-after": "never"})), settings).idle_after_s is None


@pytest.mark.parametrize(
    ("changes", "done"),
    [
        ({}, "suspend"),
        ({"way": "fusefile"}, "dismount"),
        ({"key_digest": ""}, "dismount"),
        ({"way": "udisks"}, "dismount"),
    ],
)
def test_what_cannot_be_suspended_is_dismounted_and_that_is_said(changes: dict[str, Any], done: str) -> None:
    opened = session(PolicyPart(lock="suspend", sleep="nothing"), **changes)
    policy = effective(opened, Config())
    assert (policy.action("lock"), policy.action("sleep"), policy.action("logout")) == (done, "nothing", "dismount")
    assert [note for note in notes(opened, Config()) if "cannot be suspended" in note and "(lock)" in note] == [
        *notes(opened, Config())
    ]
    assert bool(notes(opened, Config())) == (done == "dismount")


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        ({}, 0),
        ({"idle-after": "5m"}, 1),
        ({"idle-after": "5m", "idle": "dismount"}, 0),
        ({"usb": "dismount"}, 1),
        ({"usb-device": "1050:0407"}, 1),
        ({"usb-device": "1050:0407", "usb": "dismount"}, 0),
        ({"grace": "5s"}, 0),
        ({"grace": "5s", "lock": "nothing"}, 1),
        ({"force-after": "5s"}, 1),
        ({"force-after": "5s", "busy": "force"}, 0),
    ],
)
def test_what_has_no_effect_is_said(texts: dict[str, str], count: int) -> None:
    assert len(notes(session(parse_part(texts)), Config())) == count


def test_what_one_volume_leaves_unused_of_the_settings_of_all_is_not_said() -> None:
    settings = Config(
        policy=parse_part(
            {"grace": "5s", "busy": "force", "force-after": "1s", "idle": "dismount", "idle-after": "1m"}
        ),
        volumes={UUID: parse_part({"lock": "nothing", "busy": "wait"})},
    )
    assert notes(session(parse_part({"idle": "nothing"})), settings) == ()


@pytest.mark.parametrize(("key", "said"), [("lock", 1), ("sleep", 0), ("grace", 1), ("busy", 0)])
def test_what_holds_only_after_it_is_closed_is_said(key: str, said: int) -> None:
    opened = session(parse_part({"lock": "nothing", "sleep": "nothing", "grace": "5s"}))
    settings = Config(volumes={UUID: parse_part({"lock": "suspend", "sleep": "nothing", "busy": "wait"})})
    assert len(hidden(Whose.of(opened), settings, [key])) == said


def test_what_is_shown_is_what_was_said_and_not_what_is_done_instead() -> None:
    opened = session(way="fusefile")
    info = explained(Whose.of(opened), Config(volumes={UUID: PolicyPart(lock="suspend")}))
    assert ("lock", "suspend", "volume") in [(each.key, each.value, each.origin) for each in info.members]
    assert info.notes == ("x cannot be suspended as it is attached: it will be dismounted instead (lock)",)


@pytest.mark.parametrize("uuid", [UUID.upper(), UUID])
def test_a_volume_is_named_by_its_uuid_in_lower_case(uuid: str) -> None:
    settings = Config(volumes={UUID: PolicyPart(lock="nothing")})
    assert effective(session(uuid=uuid, volume_id=""), settings).lock == "nothing", "as in a record of before"


def test_a_volume_without_uuid_is_named_by_its_header_and_a_plain_one_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(noise(1 << 20))
    with Volume.open(Container.open(path), OpenOptions(format="veracrypt")) as volume:
        named = volume_id(volume)
    assert named == sha256(path.read_bytes()[:512]).hexdigest()
    assert is_volume_id(named)
    with Volume.open(Container.open(path), OpenOptions(format="plain")) as volume:
        assert volume_id(volume) == ""


def test_what_cannot_be_named_is_never_taken_for_every_volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    store = SessionStore(tmp_path / "sessions")
    for uuid in ("", "no UUID"):
        opened = store.add(session(uuid=uuid, volume_id=""))
        with pytest.raises(UsageError, match="the settings cannot name"):
            Engine(store=store).policy_set(opened.name, {"lock": "nothing"})
    assert not config.path().exists()


def test_volumes_that_were_opened_with_the_other_runtime_folder_are_found_and_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login, plain, elsewhere = (tmp_path / name for name in ("login", "plain", "elsewhere"))
    for folder in (login, elsewhere):
        folder.mkdir(mode=0o700)
    for name in ("OF_ROOT", "OF_OTHERS"):
        monkeypatch.setattr(folders, name, str(plain))
    monkeypatch.setattr(folders, "OF_LOGIN", str(login / "vault"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    first = SessionStore().add(session())
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(elsewhere))
    assert SessionStore().all() == [], "a folder of another place stands alone"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(login))
    store = SessionStore()
    second = store.add(replace(session(), started=2))
    assert (first.name, second.name, store.folder) == ("x", "x-2", login / "vault" / "sessions")
    assert store.all() == [first, second] and store.find("x") == first
    changed = store.update(replace(first, uuid="other"))
    assert store.path("x") == plain / "sessions" / "x.json", "a record stays where it is"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert SessionStore().all() == [changed, second]
    SessionStore().remove(second)
    plain.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(login))
    assert store.all() == [], "what others may look into is not looked at"


def test_a_record_keeps_what_was_given_and_one_of_before_has_nothing(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "sessions")
    given = PolicyPart(lock="nothing", grace_s=0, idle_after_s=600, usb_device="1050:0407")
    made = store.add(session(given))
    assert store.all() == [made]
    record = store.folder / "x.json"
    content = json.loads(record.read_text())
    del content["policy"], content["volume_id"]
    record.write_text(json.dumps(content))
    (old,) = store.all()
    assert (old.policy, old.volume_id) == (PolicyPart(), "")
