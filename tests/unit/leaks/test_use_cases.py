"""The use cases choose what to look for when nothing is named."""

import os
from pathlib import Path

import pytest

from vault.attach.base import Attachment
from vault.engine import Engine
from vault.errors import UsageError
from vault.filesystem.base import Mounted
from vault.leaks import find
from vault.leaks.places import Places
from vault.session import Session, SessionStore
from vault.system.processes import start_time


@pytest.fixture
def engine(tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("vault.system.folders.home", lambda: places.home)
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    return Engine(store=SessionStore(tmp_path / "sessions"))


def test_all_volumes_in_the_users_folder_count_unless_others_are_named(engine: Engine, places: Places) -> None:
    places.data.mkdir(parents=True)
    path = places.data / "recently-used.xbel"
    hrefs = [f"file://{places.home}/Vaults/gone/x", "file:///media/u/stick/y", "file:///etc/motd"]
    path.write_text("<xbel>" + "".join(f'<bookmark href="{href}"/>' for href in hrefs) + "</xbel>")
    recent = [leak for leak in engine.leaks() if leak.kind == "recent"]
    assert [leak.file for leak in recent] == [places.home / "Vaults/gone/x"]
    stick = [Path("/media/u/stick")]
    named = [leak for leak in engine.leaks(stick) if leak.kind == "recent"]
    assert [leak.file for leak in named] == [Path("/media/u/stick/y")]
    assert engine.clean_leaks(recent, stick).left == tuple(recent)
    assert engine.clean_leaks(recent).removed == tuple(recent)
    assert engine.clean_leaks(named, stick).removed == tuple(named)
    assert path.read_text() == '<xbel><bookmark href="file:///etc/motd"/></xbel>'


def test_what_is_mounted_elsewhere_now_counts_too(engine: Engine, places: Places, tmp_path: Path) -> None:
    point, folder = tmp_path / "mnt", tmp_path / "attached"
    folder.mkdir()
    places.data.mkdir(parents=True)
    (places.data / "recently-used.xbel").write_text(f'<xbel><bookmark href="file://{point}/x"/></xbel>')
    assert not [leak for leak in engine.leaks() if leak.kind == "recent"]
    SessionStore(tmp_path / "sessions").add(
        Session(
            name="a", container=tmp_path / "a.vol", identity=(0, 0), header=None, format="luks2", uuid="u",
            attachment=Attachment("fusefile", folder / "plain", folder, os.getpid(), 4096, False),
            server_start=start_time(os.getpid()), mounted=Mounted("userspace", "ext4", point, 0, "", False),
            made_mount_point=False, started=5,
        )
    )  # fmt: skip
    assert [leak.file for leak in engine.leaks() if leak.kind == "recent"] == [point / "x"]


def test_the_environment_says_where_the_users_own_folders_are(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    own = Places.of()
    assert (own.cache, own.data) == (Path("/elsewhere"), own.home / ".local/share")
    assert Places.of(Path("/home/other")).cache == Path("/home/other/.cache")


def test_a_working_folder_that_is_gone_hides_no_leak(
    engine: Engine, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    (places.proc / "sys/kernel").mkdir(parents=True)
    (places.proc / "sys/kernel/core_pattern").write_text("core\n")
    assert find([tmp_path / "a"], places=places) == ()
    with pytest.raises(UsageError, match="working folder is gone"):
        engine.leaks([Path("a")])
