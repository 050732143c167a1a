"""What is remembered of how volumes were found, what is not, and that it never stands in the way."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.formats.veracrypt.create import create_hidden
from vault.options import OpenOptions
from vault.testing.veracrypt import CHEAP, PASSPHRASE, small_volume
from vault.trails import MOST, Trails
from vault.volume import NO_TRAIL, UnlockedVolume, Volume

TRAIL = {"kind": "VERACRYPT", "prf": "sha512"}
OTHER = {"kind": "TRUECRYPT"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "vault" / "trails.json"


def container(tmp_path: Path, name: str = "container", size: int = 512) -> Container:
    path = tmp_path / name
    path.write_bytes(bytes(size))
    return Container.open(path, read_only=True)


def test_a_trail_is_kept_and_replaced(tmp_path: Path, file: Path) -> None:
    with container(tmp_path) as one, container(tmp_path, "other") as two:
        assert Trails(file).of(one) == {}
        Trails(file).keep(one, TRAIL)
        Trails(file).keep(two, OTHER)
        assert (Trails(file).of(one), Trails(file).of(two)) == (TRAIL, OTHER)
        Trails(file).keep(one, OTHER)
        assert (Trails(file).of(one), Trails(file).of(two)) == (OTHER, OTHER)


def test_what_leaves_no_trail_changes_nothing(tmp_path: Path, file: Path) -> None:
    with container(tmp_path) as opened:
        Trails(file).keep(opened, {})
        assert not file.parent.exists()
        Trails(file).keep(opened, TRAIL)
        before = file.stat()
        Trails(file).keep(opened, {})
        assert file.stat() == before
        assert Trails(file).of(opened) == TRAIL


def test_it_is_private_and_names_no_file(tmp_path: Path, file: Path) -> None:
    with container(tmp_path, "my secret volume") as opened:
        Trails(file).keep(opened, TRAIL)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "secret" not in file.read_text()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_container_of_another_size_is_another_one(tmp_path: Path, file: Path) -> None:
    with container(tmp_path) as opened:
        Trails(file).keep(opened, TRAIL)
    with (tmp_path / "container").open("ab") as grown:
        grown.write(bytes(512))
    with Container.open(tmp_path / "container", read_only=True) as opened:
        assert Trails(file).of(opened) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'["version"]', b"7", b'"version"', b"null", b"\xff\xfe", b"{}", b'{"version": 2}',
     b'{"version": 1, "1:2:3": 7}', b'{"version": 1, "1:2:3": ["kind"]}', b"[" * 100_000],
    ids=repr,
)  # fmt: skip
def test_a_damaged_file_is_as_none_and_is_written_anew(tmp_path: Path, file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with container(tmp_path) as opened:
        assert Trails(file).of(opened) == {}
        Trails(file).keep(opened, TRAIL)
        assert Trails(file).of(opened) == TRAIL
    assert len(json.loads(file.read_text())) == 2


def test_those_opened_longest_ago_make_room(tmp_path: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"version": 1, **{f"0:{number}:512": TRAIL for number in range(MOST)}}))
    with container(tmp_path) as opened:
        Trails(file).keep(opened, TRAIL)
        assert Trails(file).of(opened) == TRAIL
    names = list(json.loads(file.read_text()))[1:]
    assert (len(names), names[0], names[-2]) == (MOST, "0:1:512", f"0:{MOST - 1}:512")


def test_a_pipe_in_its_place_is_as_none_and_does_not_hang(tmp_path: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    os.mkfifo(file)
    with container(tmp_path) as opened:
        assert Trails(file).of(opened) == {}


def test_one_that_is_opened_again_goes_last(tmp_path: Path, file: Path) -> None:
    with container(tmp_path) as one, container(tmp_path, "other") as two:
        for opened in (one, two, one):
            Trails(file).keep(opened, TRAIL)
        names = [name for name in json.loads(file.read_text()) if name != "version"]
        assert [int(name.split(":")[1]) for name in names] == [two.identity[1], one.identity[1]]


def test_switched_off_nothing_is_looked_up_and_what_was_known_is_dropped(tmp_path: Path, file: Path) -> None:
    with container(tmp_path) as one, container(tmp_path, "other") as two:
        Trails(file).keep(one, TRAIL)
        Trails(file).keep(two, OTHER)
        off = Trails(file, enabled=False)
        assert off.of(one) == {}
        off.keep(one, TRAIL)
        assert (Trails(file).of(one), Trails(file).of(two)) == ({}, OTHER)
    (file.parent / "again").mkdir()
    with container(tmp_path) as opened:
        Trails(file.parent / "again" / "none.json", enabled=False).keep(opened, TRAIL)
    assert list((file.parent / "again").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "trails.json").mkdir()
    with container(tmp_path) as opened:
        for path in (tmp_path / "file" / "trails.json", tmp_path / "trails.json", Path("/proc/1/nothing/trails.json")):
            Trails(path).keep(opened, TRAIL)
            assert Trails(path).of(opened) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["container", "file", "trails.json"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VeraCrypt container with a hidden volume, whose passphrase is ``hidden``."""
    path = tmp_path_factory.mktemp("veracrypt") / "container"
    device, outer = small_volume()
    with outer.volume_key, Secret(b"hidden") as passphrase:
        create_hidden(device, passphrase, 65536, outer=outer, recipe=CHEAP).volume_key.wipe()
    path.write_bytes(device.data)
    return path


def opened(path: Path, passphrase: bytes, trail: Mapping[str, str] = NO_TRAIL, **options: bool) -> UnlockedVolume:
    found = OpenOptions(format="veracrypt", pim=CHEAP.pim, prf=CHEAP.prf, **options)  # type: ignore[arg-type]
    with Volume.open(Container.open(path, read_only=True), found) as volume, Secret(passphrase) as credential:
        unlocked = volume.unlock(credential, trail=trail)
        unlocked.close()
        return unlocked


def test_a_hidden_volume_leaves_no_trail(both: Path) -> None:
    trail = opened(both, PASSPHRASE).trail
    assert trail["location"] == "STANDARD"
    assert set(trail) == {"kind", "prf", "cipher", "location", "version"}
    for options in ({}, {"hidden": True}):
        found = opened(both, b"hidden", trail, **options)
        assert found.slot == 1
        assert found.trail == {}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "LUKS"},
        {"prf": "none"},
        {"cipher": "rot13"},
        {"location": "NOWHERE"},
        {"version": "x"},
        {"location": ""},
    ],
    ids=str,
)
def test_a_trail_that_leads_nowhere_costs_only_time(both: Path, change: dict[str, str]) -> None:
    trail = opened(both, PASSPHRASE).trail
    assert opened(both, PASSPHRASE, {**trail, **change}).trail == trail
