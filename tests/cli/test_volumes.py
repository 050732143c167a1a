"""The main job on the command line: create, list, mount, dismount, inspect, keyslots, in pipes and on a terminal."""

import json
import os
import stat
from dataclasses import fields
from pathlib import Path

import pexpect
import pytest

from vault.options import CreateResult, Inspection, KeyslotInfo, MountPlan, SessionRecord

CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
SIZE = ("--size", "3M", "--luks2-keyslots-size", "1M")
BARE = (*SIZE, "--filesystem", "none", *CHEAP)
SLOW = (*SIZE, "--filesystem", "none", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "199000000")
PASSPHRASE = b"correct horse\n"
FD = ("--passphrase-fd", "0")
HEAD = {"version", "command"}


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.fixture(autouse=True)
def _nothing_stays_open(vault, tmp_path: Path):
    yield
    if str(tmp_path) in Path("/proc/self/mountinfo").read_text():
        vault("dismount", "--all", "--force")


@pytest.fixture
def fuse() -> None:
    """Skip where nothing can be attached."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")


@pytest.fixture
def bare(vault, work: Path) -> Path:
    """A volume without a file system."""
    done = vault("create", "bare.vol", *BARE, *FD, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    return work / "bare.vol"


@pytest.fixture
def keys(work: Path) -> dict[str, Path]:
    """Key files with the passphrase and with two others."""
    contents = {"old": PASSPHRASE.rstrip(b"\n"), "new": bytes(range(256)), "third": b"third"}
    for name, content in contents.items():
        (work / f"{name}.key").write_bytes(content)
    return {name: work / f"{name}.key" for name in contents}


def test_what_is_written_is_there_after_mounting_again(vault, work: Path, fuse) -> None:
    created = vault("create", "secret.vol", "--size", "32M", "--label", "my label", *CHEAP, *FD, data=PASSPHRASE)
    assert (created.returncode, created.stderr) == (0, "")
    assert stat.S_IMODE((work / "secret.vol").stat().st_mode) == 0o600
    point = work / "point"
    point.mkdir()

    mounted = vault("mount", "secret.vol", point, *FD, data=PASSPHRASE)
    assert (mounted.returncode, mounted.stdout) == (0, f"{point}\n")
    assert mounted.stderr.startswith("warning: the key derivation of keyslot 0 is so cheap")
    (point / "file").write_bytes(b"plaintext" * 1000)
    listed = vault("list").stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["NAME", "STATE"], ["secret", "mounted"]]
    busy = vault("mount", "secret.vol", *FD, data=PASSPHRASE)
    assert (busy.returncode, busy.stdout) == (5, "")
    gone = vault("dismount", point)
    assert (gone.returncode, gone.stdout) == (0, "secret\n")
    assert vault("list").stdout == ""
    assert b"plaintextplaintext" not in (work / "secret.vol").read_bytes()

    again = vault("mount", "secret.vol", point, "--read-only", "--json", *FD, data=PASSPHRASE)
    answer = json.loads(again.stdout)
    assert set(answer) == HEAD | names(SessionRecord)
    assert (answer["command"], answer["state"], answer["read_only"]) == ("mount", "mounted", True)
    assert (point / "file").read_bytes() == b"plaintext" * 1000
    with pytest.raises(OSError, match="Read-only"):
        (point / "other").write_bytes(b"x")
    ended = json.loads(vault("dismount", "secret.vol", "--wait", "60", "--json").stdout)
    assert set(ended) == HEAD | {"sessions"}
    assert [session["name"] for session in ended["sessions"]] == ["secret"]


def test_attach_prints_the_path_of_the_plaintext(vault, bare: Path, fuse) -> None:
    attached = vault("attach", bare, "--json", *FD, data=PASSPHRASE)
    assert attached.returncode == 0, attached.stderr
    answer = json.loads(attached.stdout)
    assert set(answer) == HEAD | names(SessionRecord)
    assert (answer["state"], answer["mount_point"]) == ("attached", None)
    path = Path(answer["path"])
    assert path.stat().st_size == answer["size"]
    with path.open("r+b") as file:
        file.write(b"hello")
    assert vault("detach", answer["name"]).stdout == "bare\n"
    assert not path.exists()

    plain = vault("attach", bare, *FD, data=PASSPHRASE)
    assert Path(plain.stdout.rstrip("\n")).read_bytes()[:5] == b"hello"


def test_the_plan_needs_no_credential_and_changes_nothing(vault, bare: Path) -> None:
    before = bare.read_bytes()
    done = vault("mount", bare, "--plan", "--json")
    if done.returncode == 0:
        assert set(json.loads(done.stdout)) == HEAD | names(MountPlan)
    else:
        assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (6, "not-available")
    assert bare.read_bytes() == before
    assert vault("list").stdout == ""


def test_create_as_json(vault, work: Path) -> None:
    done = vault("create", "a.vol", *BARE, *FD, "--json", "--label", "my label", data=PASSPHRASE)
    answer = json.loads(done.stdout)
    assert set(answer) == HEAD | names(CreateResult)
    assert (answer["label"], answer["filesystem"], answer["size"]) == ("my label", None, 3 << 20)
    assert answer["container"] == str(work / "a.vol")


def test_inspect_as_json_has_the_documented_keys(vault, bare: Path) -> None:
    answer = json.loads(vault("inspect", bare, "--json").stdout)
    assert set(answer) == HEAD | names(Inspection)
    assert (answer["format"], answer["container"]) == ("luks2", str(bare))
    assert [set(keyslot) for keyslot in answer["keyslots"]] == [names(KeyslotInfo)]
    assert [copy["state"] for copy in answer["copies"]] == ["valid", "valid"]


def test_a_detached_header_is_used_and_named_with_its_whole_path(vault, work: Path) -> None:
    done = vault("create", "data.vol", "--header", "data.hdr", *BARE, *FD, "--json", data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["header"] == str(work / "data.hdr")
    assert json.loads(vault("inspect", "data.vol", "--json").stdout)["format"] == ""
    assert vault("keyslot", "list", "data.vol", "--header", "data.hdr").returncode == 0


def test_keyslots_are_added_changed_and_removed(vault, bare: Path, keys: dict[str, Path]) -> None:
    old, new, third = (("--key-file", keys[name]) for name in ("old", "new", "third"))

    def numbers() -> list[int]:
        return [slot["number"] for slot in json.loads(vault("keyslot", "list", bare, "--json").stdout)["keyslots"]]

    def opens(key: tuple[object, ...]) -> int:
        return vault("keyslot", "test", bare, *key).returncode

    added = vault("keyslot", "add", bare, *old, "--new-key-file", keys["new"], *CHEAP, "--key-slot", "5", "--json")
    assert json.loads(added.stdout) == {"version": 1, "command": "keyslot add", "keyslot": 5}
    assert numbers() == [0, 5]
    assert (opens(new), opens(old), opens(third)) == (0, 0, 3)

    changed = vault("keyslot", "change", bare, *new, "--new-key-file", keys["third"], *CHEAP)
    assert (changed.returncode, changed.stdout) == (0, "keyslot 5 changed\n")
    assert (opens(new), opens(third)) == (3, 0)

    wrong = vault("keyslot", "remove", bare, 0, *old, "--json")
    assert (wrong.returncode, json.loads(wrong.stdout)["error"]["code"]) == (3, "wrong-credential")
    removed = vault("keyslot", "remove", bare, 0, *third)
    assert (removed.returncode, removed.stdout) == (0, "keyslot 0 removed\n")
    assert numbers() == [5]
    last = vault("keyslot", "remove", bare, 5, *third)
    assert (last.returncode, numbers()) == (4, [5])
    assert vault("keyslot", "remove", bare, 5, "--force", "--yes").returncode == 0
    assert numbers() == []


def test_both_credentials_come_from_descriptors(vault, bare: Path, descriptor) -> None:
    fd = descriptor(b"another\n")
    added = vault("keyslot", "add", bare, *FD, "--new-passphrase-fd", fd, *CHEAP, data=PASSPHRASE, pass_fds=(fd,))
    assert (added.returncode, added.stdout) == (0, "keyslot 1 added\n")


def not_a_volume(work: Path) -> None:
    (work / "noise").write_bytes(bytes(1 << 20))
    (work / "folder").mkdir()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("mount noise --passphrase-fd 0", "unknown-format"),
        ("keyslot list noise", "unknown-format"),
        ("attach bare.vol --passphrase-fd 0", "wrong-credential"),
        ("attach bare.vol --key-file missing", "credential"),
        ("attach bare.vol --key-file folder", "credential"),
        ("attach bare.vol", "no-credential"),
        ("create new.vol --size 18M", "no-credential"),
        ("create bare.vol --size 18M --passphrase-fd 0", "usage"),
        ("attach bare.vol --attach nothing --passphrase-fd 0", "usage"),
        ("keyslot remove bare.vol 7 --force --yes", "keyslot"),
    ],
)
def test_a_failure_is_one_line_with_its_code(vault, bare: Path, work: Path, line: str, code: str) -> None:
    not_a_volume(work)
    before = sorted((path.name, path.read_bytes()) for path in work.iterdir() if path.is_file())
    done = vault(*line.split(), "--json", data=b"wrong\n")
    error = json.loads(done.stdout)["error"]
    assert error["code"] == code, error
    assert done.stderr.startswith(f"vault: {error['message']}\n")
    assert done.stderr.count("\n") == 1 + bool(error["hint"])
    assert vault("list").stdout == ""
    assert sorted((path.name, path.read_bytes()) for path in work.iterdir() if path.is_file()) == before


def test_a_missing_size_is_told_before_the_passphrase_is_asked_for(vault, work: Path) -> None:
    done = vault("create", "new.vol")  # where there is no terminal, asking fails
    assert (done.returncode, done.stdout) == (2, "")
    assert "so it needs a size" in done.stderr
    assert "--size" in done.stderr


@pytest.mark.parametrize("line", ["mount missing.vol", "inspect missing.vol", "inspect folder", "dismount nothing"])
def test_what_is_not_there_is_said(vault, work: Path, line: str) -> None:
    not_a_volume(work)
    done = vault(*line.split())
    assert done.returncode in (2, 4, 6)
    assert done.stdout == ""
    assert line.split()[1] in done.stderr


def test_a_volume_is_created_and_opened_on_a_terminal(terminal, end_code, work: Path, fuse) -> None:
    child = terminal("create", "t.vol", *BARE)
    child.expect_exact("Creates t.vol: 3 MiB")
    child.expect_exact("t.vol: ")
    child.sendline("the passphrase")
    child.expect_exact("Strength: ")
    child.expect_exact("t.vol again: ")
    child.sendline("the passphrase")
    code, text = end_code(child)
    assert (code, "Created:" in text) == (0, True)

    child = terminal("attach", "t.vol")
    for typed in ("wrong", "wrong again"):
        child.expect_exact("t.vol: ")
        child.sendline(typed)
        child.expect_exact("vault: ")
    child.expect_exact("t.vol: ")
    child.sendline("the passphrase")
    code, text = end_code(child)
    assert (code, "/t" in text.splitlines()[-1]) == (0, True)


def test_a_wrong_passphrase_may_be_typed_so_often(terminal, end_code, bare: Path) -> None:
    child = terminal("attach", bare, "--tries", "2")
    for _ in range(2):
        child.expect_exact("bare.vol: ")
        child.sendline("wrong")
    assert end_code(child)[0] == 3


@pytest.mark.parametrize("command", ["create", "attach"])
def test_ctrl_c_at_the_question_changes_nothing(terminal, end_code, bare: Path, command: str) -> None:
    before = sorted(path.name for path in bare.parent.iterdir())
    arguments = ("new.vol", *BARE) if command == "create" else (bare,)
    child = terminal(command, *arguments)
    child.expect(r"\.vol: ")
    child.sendintr()
    code, text = end_code(child)
    assert (code, "vault: cancelled" in text) == (130, True)
    assert sorted(path.name for path in bare.parent.iterdir()) == before


def test_a_process_that_holds_a_passphrase_dumps_no_core(terminal, bare: Path) -> None:
    child = terminal("attach", bare)
    child.expect_exact("bare.vol: ")
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    assert [line.split()[4:6] for line in limits.splitlines() if "core file" in line] == [["0", "0"]]


def test_ctrl_c_while_the_key_is_derived_leaves_nothing(terminal, end_code, work: Path, keys: dict[str, Path]) -> None:
    before = sorted(path.name for path in work.iterdir())
    child = terminal("create", "slow.vol", *SLOW, "--key-file", keys["old"])
    child.expect_exact("deriving the key")
    child.sendintr()
    code, text = end_code(child)
    assert (code, "vault: cancelled" in text) == (130, True)
    assert sorted(path.name for path in work.iterdir()) == before


@pytest.mark.parametrize(("answer", "code"), [("n", 130), ("", 130), ("y", 0)])
def test_overwriting_asks_on_a_terminal(
    terminal, end_code, bare: Path, keys: dict[str, Path], answer: str, code: int
) -> None:
    before = bare.read_bytes()
    child = terminal("create", bare, *BARE, "--force", "--key-file", keys["new"])
    child.expect_exact("Overwrite it? [y/N] ")
    child.sendline(answer)
    assert end_code(child)[0] == code
    assert (bare.read_bytes() == before) == bool(code)


def test_removing_a_keyslot_asks_on_a_terminal(terminal, end_code, bare: Path) -> None:
    before = bare.read_bytes()
    child = terminal("keyslot", "remove", bare, 0, "--force")
    child.expect_exact("Go on? [y/N] ")
    child.sendline("no")
    assert end_code(child)[0] == 130
    assert bare.read_bytes() == before


def test_the_terminal_is_needed_only_for_questions(terminal, end_code, bare: Path, keys: dict[str, Path]) -> None:
    child = terminal("keyslot", "list", bare)
    child.expect_exact("pbkdf2-sha256")
    assert end_code(child)[0] == 0
    assert isinstance(child, pexpect.spawn)
