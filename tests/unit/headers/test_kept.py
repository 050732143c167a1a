"""A few private copies of a header are kept before it changes, and none that shows a hidden volume."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vault.container import Container
from vault.engine import Engine
from vault.errors import BackendError, DamagedHeader, NoSpace, UsageError, VaultError
from vault.events import Event, Warned, ignore
from vault.headers.kept import keep, keep_bytes, kept, to_restore, warn_of_kept
from vault.opening import key_digest
from vault.options import AttachRequest, KeptHeader, KeyFile, OpenOptions
from vault.volume import Volume

Make = Callable[..., Path]
NAME = "luks1"
VERACRYPT = OpenOptions(format="veracrypt", pim=1, prf="sha256", cipher="aes")
GROUP = 65536


def keep_of(path: Path, what: str = "keyslot-change", options: OpenOptions | None = None, **more: bool) -> Path | None:
    with Container.open(path) as container, Volume.open(container, options or OpenOptions()) as volume:
        return keep(volume, what, ignore, **more)


def test_what_is_kept_is_the_header_in_a_private_file(make: Make, state: Path, old: KeyFile) -> None:
    path = make("luks2")
    file = keep_of(path, "recovery-create")
    assert file is not None
    with Volume.open(Container.open(path)) as volume:
        assert file.parent == state / f"{volume.uuid}-{key_digest(volume)}"
    assert path.read_bytes().startswith(file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (file.parent, state, state.parent)] == [0o700] * 3
    (found,) = Engine().header_backups(path)
    assert (found.file, found.what, found.size) == (file, "recovery create", file.stat().st_size)
    assert found.when.endswith("+00:00")
    assert Engine().header_restore(path, file, old, backup=False).comparison.same  # type: ignore[union-attr]


def test_the_oldest_of_a_volume_and_of_all_go_first(make: Make, settings: Callable[[str], Path], state: Path) -> None:
    settings("[header-backups]\nper-volume = 2\ntotal = 3")
    one, two = make(NAME, "one"), make(NAME, "two")
    first = [keep_of(one) for _ in range(3)]
    assert [each.file for each in Engine().header_backups(one)] == [first[2], first[1]]
    second = [keep_of(two) for _ in range(2)]
    assert [each.file for each in Engine().header_backups()] == [second[1], second[0], first[2]]
    assert sorted(state.rglob("*.header")) == sorted(map(Path, map(str, [first[2], *second])))


def test_what_is_removed_was_overwritten(make: Make, tmp_path: Path) -> None:
    path = make(NAME)
    files = [keep_of(path) for _ in range(2)]
    assert files[0] is not None and files[1] is not None
    aside = tmp_path / "put aside"
    aside.hardlink_to(files[0])
    with files[1].open("rb") as still_open:
        removed = Engine().header_backups_remove("all", path)
        assert not any(still_open.read())
    assert any(aside.read_bytes()), "a file with another name was put aside by the user"
    assert [each.file for each in removed] == [files[1], files[0]]
    assert Engine().header_backups(path) == []


def test_one_is_removed_by_its_name_or_path_and_no_other_file(make: Make, tmp_path: Path) -> None:
    path = make(NAME)
    files = [keep_of(path) for _ in range(3)]
    assert files[0] is not None and files[1] is not None
    for which in (files[0].name, str(files[1])):
        assert len(Engine().header_backups_remove(which, path)) == 1
    (tmp_path / "mine").write_bytes(b"mine")
    for which in (str(tmp_path / "mine"), "../../mine", files[0].name):
        with pytest.raises(UsageError, match="no kept backup"):
            Engine().header_backups_remove(which, path)
    assert [each.file for each in Engine().header_backups(path)] == [files[2]]
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_nothing_is_kept_when_the_user_wants_none(make: Make, settings: Callable[[str], Path], state: Path) -> None:
    settings("[header-backups]\nenabled = false")
    assert keep_of(make(NAME)) is None
    assert not state.exists()


@pytest.mark.attack(16)
@pytest.mark.parametrize("level", [0, 1, 2])
def test_links_and_folders_that_others_enter_are_refused(make: Make, state: Path, tmp_path: Path, level: int) -> None:
    path = make(NAME)
    file = keep_of(path)
    assert file is not None
    folder = (state.parent, state, file.parent)[level]
    folder.chmod(0o750)
    with pytest.raises(BackendError, match="not a private folder") as caught:
        keep_of(path)
    assert "--no-backup" in caught.value.hint
    folder.chmod(0o700)
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackendError, match="not a private folder"):
        keep_of(path)
    assert len(list((tmp_path / "elsewhere").rglob("*.header"))) == 1


def test_a_link_among_them_is_neither_listed_nor_followed(make: Make, tmp_path: Path) -> None:
    path = make(NAME)
    file = keep_of(path)
    assert file is not None
    (tmp_path / "mine").write_bytes(b"mine")
    link = file.with_name("20200101T000000.000000Z-keyslot-add.header")
    link.symlink_to(tmp_path / "mine")
    file.with_name("notes").write_text("not one of ours")
    Engine().header_backups_remove("all", path)
    assert sorted(each.name for each in file.parent.iterdir()) == [link.name, "notes"]
    assert (tmp_path / "mine").read_bytes() == b"mine"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with 64 KiB of room."""
    if os.getuid() != 0:
        pytest.skip("only root mounts a small tmpfs")
    folder = tmp_path / "full"
    folder.mkdir()
    done = subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", folder], check=False)
    if done.returncode:
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run(["/usr/bin/umount", folder], check=True)


def test_a_full_disk_stops_the_command_before_it_writes(
    make: Make, old: KeyFile, full_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make("luks2")
    Engine().header_backup(path, tmp_path / "saved")
    before = path.read_bytes()
    monkeypatch.setenv("XDG_STATE_HOME", str(full_disk))
    with pytest.raises(NoSpace, match="no backup of the header can be kept") as caught:
        Engine().header_restore(path, tmp_path / "saved", old)
    assert "--no-backup" in caught.value.hint
    assert path.read_bytes() == before
    assert not list(full_disk.rglob("*.header"))
    assert Engine().header_restore(path, tmp_path / "saved", old, backup=False).kept is None


@pytest.mark.attack(16)
def test_a_veracrypt_header_is_kept_without_the_place_of_a_hidden_one(make: Make, state: Path) -> None:
    path = make("veracrypt")
    files = [keep_of(path, options=VERACRYPT) for _ in range(2)]
    data = [file.read_bytes() for file in files if file is not None]
    whole = path.read_bytes()
    assert [each[:GROUP] for each in data] == [whole[:GROUP]] * 2
    assert len({whole[GROUP : 2 * GROUP], *(each[GROUP:] for each in data)}) == 3
    assert {len(each) for each in data} == {2 * GROUP}
    assert str(path) not in str(files[0]) and files[0] is not None and len(files[0].parent.name) == 64


@pytest.mark.attack(16)
def test_nothing_is_kept_when_a_hidden_header_changes(make: Make, state: Path) -> None:
    events: list[Event] = []
    with Container.open(make("veracrypt")) as container, Volume.open(container, VERACRYPT) as volume:
        assert keep(volume, "keyslot-change", events.append, hidden=True) is None
    assert not state.exists()
    assert [event.message for event in events if isinstance(event, Warned)] == [
        "no backup of the header is kept, for it would show that there is a hidden volume"
    ]


def test_a_volume_is_known_by_what_is_left_of_its_header(
    make: Make, overwrite: Callable[[Path, int, bytes], None]
) -> None:
    path = make("luks2")
    file = keep_of(path)
    overwrite(path, 0, bytes(4096))
    with Container.open(path, read_only=True) as container:
        assert [each.file for each in kept(container)] == [file]
    overwrite(path, 0, bytes(1 << 15))
    assert [each.file for each in Engine().header_backups(path)] == [file], "its key material is left"
    overwrite(path, 1 << 15, bytes(512))
    assert Engine().header_backups(path) == []
    assert [each.file for each in Engine().header_backups()] == [file]


def test_who_changes_a_credential_is_told_that_the_old_one_is_kept() -> None:
    events: list[Event] = []
    warn_of_kept(Path("secret.vol"), None, events.append)
    assert not events
    warn_of_kept(Path("secret.vol"), Path("/x"), events.append)
    (event,) = events
    assert isinstance(event, Warned) and "vault header backups secret.vol --remove all" in event.hint
    warn_of_kept(Path("my vol"), Path("/x"), events.append, header=Path("a & b"))
    assert isinstance(events[1], Warned)
    assert "vault header backups 'my vol' --header 'a & b' --remove all" in events[1].hint


@pytest.mark.soak
@pytest.mark.parametrize(("name", "lost"), [("luks2", 1 << 15), ("luks1", 4096)])
def test_a_lost_header_comes_back_from_what_was_kept(
    make: Make, overwrite: Callable[[Path, int, bytes], None], old: KeyFile, name: str, lost: int
) -> None:
    path = make(name, "my volume")
    file = keep_of(path)
    overwrite(path, 0, os.urandom(lost))
    found = Engine().header_check(path)
    assert (found.format, found.whole) == (name, False)
    command = f"vault header restore '{path}' '{file}'".replace(f"'{file}'", str(file))
    with pytest.raises(DamagedHeader) as damaged:
        Engine().header_repair(path)
    assert command in damaged.value.hint
    with pytest.raises(VaultError) as caught:
        Engine().attach(AttachRequest(path), old)
    assert command in caught.value.hint
    Engine().header_restore(path, file, old)
    assert Engine().header_check(path, credential=old).opened
    overwrite(path, 0, os.urandom(lost))
    assert to_restore_of(path) == file, "the newer one has the header that was overwritten"


def test_what_has_key_material_of_another_volume_is_another_volume(
    make: Make, overwrite: Callable[[Path, int, bytes], None]
) -> None:
    keep_of(make("luks1"))
    path = make("luks1", "other")
    overwrite(path, 0, os.urandom(4096))
    assert Engine().header_backups(path) == []
    assert Engine().header_check(path).format == "veracrypt"


@pytest.mark.parametrize("place", [0, 16384, 32768])
def test_a_backup_of_a_damaged_header_is_not_recommended(
    make: Make, overwrite: Callable[[Path, int, bytes], None], old: KeyFile, place: int
) -> None:
    path = make("luks2")
    good = keep_of(path)
    overwrite(path, place, bytes(512))
    with Container.open(path) as container:
        keep_bytes(container, path.read_bytes()[: 1 << 20], "header-restore")
    assert len(Engine().header_backups(path)) == 2
    assert to_restore_of(path) == good


def test_a_repair_names_a_detached_header(make: Make, overwrite: Callable[[Path, int, bytes], None]) -> None:
    head = make("luks2", "my head")
    data = head.with_name("data")
    data.write_bytes(bytes(1 << 20))
    file = keep_of(head)
    overwrite(head, 32768, bytes(512))
    with pytest.raises(DamagedHeader) as caught:
        Engine().header_repair(data, head)
    assert f"vault header restore {data} --header '{head}' {file}" in caught.value.hint


def to_restore_of(path: Path) -> Path | None:
    with Container.open(path, read_only=True) as container:
        found = to_restore(container)
        return None if found is None else found.file


def test_nothing_kept_is_nothing_listed(make: Make) -> None:
    assert Engine().header_backups() == [] == Engine().header_backups(make(NAME))
    assert Engine().header_backups_remove("all") == list[KeptHeader]()
