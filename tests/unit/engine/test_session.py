import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from vault.attach.base import Attachment
from vault.errors import BackendError, BusyError, FormatError, NoSpace, UsageError
from vault.filesystem.base import Mounted
from vault.session import Session, SessionStore, name_for, open_header
from vault.system.processes import start_time
from vault.testing.volumes import write_volume


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "sessions")


def session(tmp_path: Path, name: str = "secret", **changes: object) -> Session:
    """An open volume whose server is this test's own process."""
    folder = tmp_path / f"attached-{name}"
    folder.mkdir(exist_ok=True)
    attachment = Attachment("fusefile", folder / "plain", folder, os.getpid(), 4096, False)
    container = tmp_path / f"{name}.vol"
    container.touch()
    found = container.stat()
    made = Session(
        name=name, container=container, identity=(found.st_dev, found.st_ino), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=start_time(os.getpid()), mounted=None, made_mount_point=False, started=5,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_what_is_added_is_found_again_whole(store: SessionStore, tmp_path: Path) -> None:
    mounted = Mounted("kernel", "ext4", tmp_path / "mnt", 0, "/dev/loop0", True)
    made = store.add(session(tmp_path, mounted=mounted, header=tmp_path / "header"))
    assert store.all() == [made]
    assert made.record().state == "attached", "nothing is mounted there any more"
    record = store.folder / "secret.json"
    assert record.stat().st_mode & 0o777 == 0o600


def test_a_second_one_of_the_same_name_gets_a_number(store: SessionStore, tmp_path: Path) -> None:
    names = [store.add(session(tmp_path)).name for _ in range(3)]
    assert names == ["secret", "secret-2", "secret-3"]


def test_a_record_of_what_is_gone_is_dropped_with_its_empty_folders(store: SessionStore, tmp_path: Path) -> None:
    point = tmp_path / "point"
    point.mkdir()
    gone = session(tmp_path, server_start=1, mounted=Mounted("userspace", "ext4", point, 0, "", False))
    store.add(replace(gone, made_mount_point=True))
    assert store.all() == []
    assert not gone.attachment.folder.exists() and not point.exists()
    assert not list(store.folder.glob("*.json"))


def test_a_folder_that_is_not_empty_or_not_ours_stays(store: SessionStore, tmp_path: Path) -> None:
    point = tmp_path / "point"
    point.mkdir()
    gone = session(tmp_path, server_start=1, mounted=Mounted("userspace", "ext4", point, 0, "", False))
    (gone.attachment.folder / "kept").touch()
    store.add(gone)
    assert store.all() == []
    assert gone.attachment.folder.exists() and point.exists()


def test_it_is_found_by_name_container_link_and_file(store: SessionStore, tmp_path: Path) -> None:
    made = store.add(session(tmp_path))
    store.add(session(tmp_path, "other"))
    link = tmp_path / "link"
    link.symlink_to(made.container)
    for name in ("secret", made.container, link, made.attachment.path, made.attachment.folder):
        assert store.find(str(name)) == made


def test_what_is_not_open_is_a_mistake_that_says_what_to_do(store: SessionStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        store.find("secret")
    assert caught.value.hint == "nothing is open"
    store.add(session(tmp_path))
    with pytest.raises(UsageError) as caught:
        store.find("other")
    assert "vault list" in caught.value.hint


def test_one_container_that_is_open_twice_must_be_named(store: SessionStore, tmp_path: Path) -> None:
    store.add(session(tmp_path))
    store.add(session(tmp_path))
    with pytest.raises(UsageError, match="more than once"):
        store.find(str(tmp_path / "secret.vol"))
    assert store.find("secret-2").name == "secret-2"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', json.dumps({"version": 1, "attachment": {}})])
def test_a_record_that_cannot_be_read_is_left_alone(store: SessionStore, text: str) -> None:
    path = store.folder / "strange.json"
    path.write_text(text)
    assert store.all() == []
    assert path.exists()


@pytest.mark.parametrize(
    ("container", "name"),
    [
        ("/a/secret.vol", "secret"),
        ("/a/.hidden", "hidden"),
        ("/a/with space\n.img", "with_space"),
        ("/a/-rf", "rf"),
        ("/a/...", "volume"),
        ("/a/" + "x" * 200, "x" * 60),
        ("/a/größe.vol", "größe"),
    ],
)
@pytest.mark.attack(16)
def test_names_are_short_and_harmless(container: str, name: str) -> None:
    assert name_for(Path(container)) == name


def test_a_record_is_replaced_by_what_is_known_later(store: SessionStore, tmp_path: Path) -> None:
    early = store.add(session(tmp_path))
    later = store.update(replace(early, mounted=Mounted("userspace", "ext4", tmp_path / "mnt", 7, "", False)))
    assert store.all() == [later]


def test_what_was_recorded_of_a_mount_stays_when_its_command_gives_up(store: SessionStore, tmp_path: Path) -> None:
    announced = store.add(replace(session(tmp_path), mounted=None, opener=os.getpid(), opener_start=1))
    mounted = Mounted("kernel", "ext4", tmp_path / "here", 0, "/dev/loop0", False)
    store.update(replace(announced, mounted=mounted))
    store.settle(announced)
    kept = json.loads(store.path(announced.name).read_text())
    assert (kept["opener"], kept["mounted"]["device"]) == (0, "/dev/loop0")


def test_a_session_that_was_closed_meanwhile_is_not_recorded_again(store: SessionStore, tmp_path: Path) -> None:
    early = store.add(session(tmp_path))
    store.remove(early)
    with pytest.raises(BackendError, match="was closed"):
        store.update(early)
    assert store.all() == []


def test_a_record_that_cannot_be_written_is_told_and_leaves_nothing(
    store: SessionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NoSpace, match="no space left"):
        store.add(session(tmp_path))
    assert [path.name for path in store.folder.iterdir()] == [".lock"]


class TestOneThatIsComing:
    """Recorded before anything of it is there."""

    def coming(self, tmp_path: Path, opener: int, opener_start: int) -> Session:
        attachment = Attachment("devmapper", Path("/dev/mapper/vault-x"), None, 0, 4096, False, "CRYPT-LUKS2-none")
        return session(
            tmp_path, attachment=attachment, server_start=0, opener=opener, opener_start=opener_start, mounted=None
        )

    def test_it_stays_as_long_as_its_opener_runs(self, store: SessionStore, tmp_path: Path) -> None:
        made = store.add(self.coming(tmp_path, os.getpid(), start_time(os.getpid())))
        assert store.all() == [made]
        assert made.state == "attached"

    def test_it_is_dropped_when_its_opener_is_gone(self, store: SessionStore, tmp_path: Path) -> None:
        store.add(self.coming(tmp_path, os.getpid(), start_time(os.getpid()) + 1))
        assert store.all() == []

    def test_it_is_judged_by_what_is_there_once_it_is_settled(self, store: SessionStore, tmp_path: Path) -> None:
        made = store.add(self.coming(tmp_path, os.getpid(), start_time(os.getpid())))
        store.settle(made)
        assert store.all() == []
        store.settle(made)
        assert store.all() == [], "a record that is gone does not come back"


@pytest.mark.parametrize(
    ("header", "changes", "told"),
    [
        (None, {"format": "veracrypt"}, "the header of a veracrypt volume"),
        (None, {"read_only": True}, "open read-only"),
        (None, {"header": "other"}, "with another header"),
        ("other", {}, "with another header"),
        ("other", {"header": "third"}, "with another header"),
    ],
)
def test_a_header_that_is_not_changed_while_its_volume_is_open_says_why(
    tmp_path: Path, header: str | None, changes: dict[str, object], told: str
) -> None:
    for name in ("other", "third"):
        (tmp_path / name).touch()
    places = {key: tmp_path / str(value) for key, value in changes.items() if key == "header"}
    opened = session(tmp_path)
    opened = replace(opened, attachment=replace(opened.attachment, read_only="read_only" in changes), **places)
    opened = replace(opened, format=str(changes.get("format", "luks2")))
    assert not opened.holds_container
    with pytest.raises(BusyError, match=told) as caught:
        open_header(opened, header and tmp_path / header)
    assert "vault detach secret" in caught.value.hint


def test_a_header_in_another_file_than_the_one_that_is_open_is_left_alone(tmp_path: Path) -> None:
    opened = session(tmp_path)
    opened.container.unlink()
    write_volume(opened.container, b"pass", size=2 << 20)
    with pytest.raises(FormatError, match="another file"):
        open_header(replace(opened, identity=(0, 0)))
