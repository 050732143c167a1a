"""Hidden volumes are made where the outer one has nothing, need its credential, and leave no trace."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from vault import hidden
from vault.container import Container
from vault.create import Around
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import BackendError, BusyError, UsageError, VaultError, WrongCredential
from vault.events import Event, Warned
from vault.options import CreateOptions, KeyFile, OpenOptions, Outer
from vault.system import folders
from vault.volume import Volume
from vault.ways import attachers

KEYS = {"outer": b"an outer passphrase of twenty bytes", "hidden": b"a hidden passphrase of twenty bytes"}
MIB = 1 << 20
SIZE = 4 * MIB
CHEAP: dict[str, Any] = {"format": "veracrypt", "pim": 1, "prf": "sha256"}
OPENING = OpenOptions(**CHEAP)


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, KeyFile]:
    for name, data in KEYS.items():
        (tmp_path / f"{name}.key").write_bytes(data)
    return {name: KeyFile(tmp_path / f"{name}.key") for name in KEYS}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outer.hc"


def make_outer(path: Path, keys: dict[str, KeyFile], program: str | None = "mkfs.fat", **more: Any) -> None:
    """An outer volume; ``program`` makes its file system."""
    Engine().create(CreateOptions(path, SIZE, None, **CHEAP, **more), keys["outer"])
    if program is None:
        return
    tool = Path("/usr/sbin") / program
    if not tool.exists():
        pytest.skip(f"{tool} is not installed")
    with (
        Volume.open(Container.open(path), OPENING) as volume,
        Secret(KEYS["outer"]) as key,
        volume.unlock(key) as outer,
    ):
        plain = outer.device()
        image = path.with_suffix(".image")
        with image.open("wb") as file:
            file.truncate(plain.size)
        quiet = ("-q", "-F") if program != "mkfs.fat" else ()
        subprocess.run([tool, *quiet, image], check=True, capture_output=True, timeout=120)
        plain.write(0, image.read_bytes()[: MIB if more.get("quick") else None])
        plain.flush()


def options(path: Path, keys: dict[str, KeyFile], size: int | None = MIB, **more: Any) -> CreateOptions:
    outer = Outer(keys["outer"], OpenOptions(pim=1, prf="sha256"))
    return CreateOptions(path, size, **{"filesystem": None, **CHEAP, "outer": outer, **more})


def hide(path: Path, keys: dict[str, KeyFile], size: int = MIB, events: list[Event] | None = None, **more: Any) -> Any:
    on_event = (lambda _: None) if events is None else events.append
    return Engine(on_event).create(options(path, keys, size, **more), keys["hidden"])


def opened(path: Path, which: str) -> bytes | None:
    """The whole plaintext that a passphrase opens, or None."""
    with Volume.open(Container.open(path), OPENING) as volume, Secret(KEYS[which]) as key:
        try:
            with volume.unlock(key) as unlocked:
                plain = unlocked.device()
                return bytes(plain.read(0, plain.size))
        except WrongCredential:
            return None


@pytest.mark.parametrize("program", ["mkfs.fat", "mke2fs"])
def test_it_opens_with_its_own_credential_and_nothing_else_has_changed(
    path: Path, keys: dict[str, KeyFile], program: str
) -> None:
    make_outer(path, keys, program)
    before, plain = path.read_bytes(), opened(path, "outer")
    trails = folders.state() / "trails.json"
    known = trails.read_bytes() if trails.exists() else None
    events: list[Event] = []
    made = hide(path, keys, events=events)
    assert (made.size, made.volume_size, made.uuid, made.header) == (SIZE, MIB, "", None)
    assert any(isinstance(event, Warned) and "--protect-hidden" in event.hint for event in events)

    after, start = path.read_bytes(), SIZE - (1 << 17) - MIB
    parts = [(0, 1 << 16), (1 << 17, start), (SIZE - (1 << 17), SIZE - (1 << 16))]
    assert all(before[begin:end] == after[begin:end] for begin, end in parts)
    assert len(after) == len(before)
    found, now = opened(path, "hidden"), opened(path, "outer")
    assert found is not None and now is not None and plain is not None
    assert len(found) == MIB and now[:-MIB] == plain[:-MIB]
    assert (trails.read_bytes() if trails.exists() else None) == known


def test_the_largest_size_that_is_named_is_taken_and_a_sector_more_is_not(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="at most") as caught:
        hide(path, keys, 3 * MIB + (MIB >> 1) + (MIB >> 2))
    largest = caught.value.data["largest"]
    assert isinstance(largest, int) and 3 * MIB < largest < SIZE
    with pytest.raises(UsageError, match="at most"):
        hide(path, keys, largest + 512)
    assert path.read_bytes() == before
    assert hide(path, keys, largest).volume_size == largest


DOUBTS: dict[str, tuple[dict[str, Any], str]] = {
    "no file system": ({"program": None}, "no files of the outer volume lie there"),
    "one that cannot be told": ({"program": "mkntfs"}, "it holds NTFS"),
    "holes": ({"quick": True}, "not filled with random data"),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_is_refused_unless_forced_and_then_told(path: Path, keys: dict[str, KeyFile], doubt: str) -> None:
    more, message = DOUBTS[doubt]
    make_outer(path, keys, **more)
    before = path.read_bytes()
    with pytest.raises(UsageError, match=message):
        hide(path, keys)
    assert path.read_bytes() == before
    events: list[Event] = []
    hide(path, keys, events=events, force=True)
    assert any(isinstance(event, Warned) and message in event.message for event in events)
    assert opened(path, "hidden") is not None


def test_an_outer_volume_that_is_open_is_left_alone(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys, None)
    with Container.open(path, read_only=True), pytest.raises(BusyError):
        hide(path, keys, force=True)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"size": None}, UsageError),
        ({"quick": False, "sector_size": 4096}, UsageError),
        ({"format": "luks2", "pim": None, "prf": None}, UsageError),
        ({"outer": Outer(KeyFile(Path("/dev/null")))}, VaultError),
        ({"filesystem": "btrfs"}, UsageError),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_changes_nothing(
    path: Path, keys: dict[str, KeyFile], more: dict[str, Any], error: type[VaultError]
) -> None:
    make_outer(path, keys)
    before = path.read_bytes()
    with pytest.raises(error):
        hide(path, keys, **more)
    assert path.read_bytes() == before


def test_the_outer_passphrase_must_be_that_of_the_outer_volume(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys)
    hide(path, keys)
    before = path.read_bytes()
    with pytest.raises(WrongCredential):
        hide(path, {"outer": keys["hidden"], "hidden": keys["outer"]})
    assert path.read_bytes() == before


def test_a_failure_behind_the_headers_leaves_no_hidden_volume(path: Path, keys: dict[str, KeyFile]) -> None:
    make_outer(path, keys)

    @contextmanager
    def refused(*_: object) -> Any:
        raise BackendError("nothing can be shown")
        yield

    if shutil.which("mke2fs", path="/usr/sbin") is None:
        pytest.skip("mke2fs is not installed")
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")
    around = Around(attachers(), refused, lambda _: None)
    wanted = CreateOptions(path, MIB, "ext2", **CHEAP, outer=Outer(keys["outer"], OpenOptions(pim=1, prf="sha256")))
    with Container.open(path) as container, pytest.raises(BackendError, match="nothing can be shown"):
        hidden.create(wanted, container, lambda: Secret(KEYS["outer"]), lambda: Secret(KEYS["hidden"]), around)
    assert opened(path, "hidden") is None
    assert opened(path, "outer") is not None


def test_the_outer_volumes_own_credential_is_refused_since_it_would_always_open_that(
    path: Path, keys: dict[str, KeyFile]
) -> None:
    make_outer(path, keys)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="credential of the outer one"):
        Engine().create(options(path, keys), keys["outer"])
    assert path.read_bytes() == before
    Engine().create(options(path, keys, pim=2), keys["outer"])
    assert path.read_bytes() != before
