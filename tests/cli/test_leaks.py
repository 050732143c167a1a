"""``vault leaks``: tells, asks, removes, and never more than it said."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from vault.options import Leak

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def data(environment: dict[str, str], tmp_path: Path) -> Path:
    """The data folder; caches and settings have places of their own too."""
    for name in ("CACHE", "CONFIG", "DATA"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        environment[f"XDG_{name}_HOME"] = str(folder)
    return tmp_path / "data"


@pytest.fixture
def recent(data: Path, work: Path) -> Path:
    """A list with one file of the volume ``work/a`` and one of ``work/ab``, and one file of it in the trash."""
    entries = "".join(f'  <bookmark href="file://{work}/{name}/x%FF%1B.txt"/>\n' for name in ("a", "ab"))
    path = data / "recently-used.xbel"
    path.write_text(f"<xbel>\n{entries}</xbel>\n")
    for folder in ("files", "info"):
        (data / "Trash" / folder).mkdir(parents=True)
    (data / "Trash/files/y.txt").write_text("y")
    (data / "Trash/info/y.txt.trashinfo").write_text(f"[Trash Info]\nPath={work}/a/y.txt\n")
    return path


def of_volume(leaks: list[dict[str, object]]) -> list[tuple[object, object]]:
    """What tells of files; whether this machine has swap space does not matter here."""
    return [(leak["kind"], leak["file"]) for leak in leaks if leak["file"] is not None]


def test_it_tells_and_changes_nothing(vault, recent: Path, work: Path) -> None:
    before = recent.read_text()
    done = vault("leaks", "a")
    assert done.returncode == 0
    assert f"recent  {recent}" in re.sub(" +", "  ", done.stdout)
    assert f"{work}/a/x\\xff\\x1b.txt" in done.stdout
    assert "/ab/" not in done.stdout
    assert "vault leaks --clean removes 1 of these" in done.stderr
    assert recent.read_text() == before


def test_it_tells_programs_exactly(vault, recent: Path, work: Path) -> None:
    done = vault("leaks", "a", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["command"], done.stderr) == (0, "leaks", "")
    assert of_volume(found["leaks"]) == [("recent", f"{work}/a/x\udcff\x1b.txt"), ("trash", f"{work}/a/y.txt")]


def test_nothing_is_found_of_another_folder(vault, recent: Path) -> None:
    assert of_volume(json.loads(vault("leaks", "b", "--json").stdout)["leaks"]) == []


def test_it_cleans_what_it_named_and_leaves_the_trash(vault, recent: Path, data: Path) -> None:
    done = vault("leaks", "--clean", "--json", "--yes", "a")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert [leak["kind"] for leak in answer["removed"]] == ["recent"]
    assert [kind for kind, _ in of_volume(answer["left"])] == ["trash"]
    assert recent.read_text().count("<bookmark") == 1
    assert (data / "Trash/files/y.txt").exists()


def test_the_trash_is_cleaned_by_name(vault, recent: Path, data: Path) -> None:
    done = vault("leaks", "a", "--clean", "--trash", "y.txt")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "2 removed")
    assert "y.txt: was" in done.stderr
    assert not list((data / "Trash").glob("*/*"))


@pytest.mark.parametrize("answer", ["n", "y"])
def test_it_shows_what_goes_and_asks(terminal, end_code, recent: Path, answer: str) -> None:
    child = terminal("leaks", "--clean", "a")
    child.expect_exact("This is removed:")
    child.expect_exact(f"{recent}: names ")
    child.expect_exact("[y/N] ")
    child.sendline(answer)
    code, text = end_code(child)
    assert (code, "nothing was removed" in text) == ((0, False) if answer == "y" else (130, True))
    assert recent.read_text().count("<bookmark") == (1 if answer == "y" else 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("/",), "/ is no mount point of a volume"),
        (("--trash", "y.txt", "a"), "--trash goes with --clean only"),
        (("--clean", "--trash", "z", "a"), "nothing of a volume is called z in the trash"),
    ],
)
def test_what_cannot_be_meant_is_refused(vault, recent: Path, arguments: tuple[str, ...], message: str) -> None:
    done = vault("leaks", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_list_that_cannot_be_read_is_left_and_told(vault, recent: Path) -> None:
    before = recent.read_text()
    recent.write_text("<!DOCTYPE xbel>" + before)
    done = vault("leaks", "a", "--clean", "--json")
    left = [(leak["kind"], leak["path"]) for leak in json.loads(done.stdout)["left"]]
    assert ("unread", str(recent)) in left
    assert recent.read_text().endswith(before)


def test_the_documented_keys_are_those_of_the_answer() -> None:
    text = (ROOT / "spec" / "cli.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|", text.split("\n### `leak`\n")[1].split("\n###")[0], re.MULTILINE)
    assert rows == [field.name for field in fields(Leak)]
