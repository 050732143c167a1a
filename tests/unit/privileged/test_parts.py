"""The parts of the helper that need no root: records, folders, containers, and a caller who keeps it waiting."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from vault.errors import BackendError, BusyError, MountError, NotAvailable, UsageError
from vault.privileged import checks, client, mounting, places, serve, volumes
from vault.privileged.caller import Caller
from vault.privileged.protocol import Detach, Dismount, Hello, Keep, Mount, encode
from vault.privileged.records import LIMIT, OPEN, OPENING, SIZE, Record, Records

ME = Caller(os.getuid(), os.getgid(), (), "me", os.getpid())
RECORD = Record("vault-1-a", "CRYPT-LUKS2-none-vault-1-a", 1, (5, 6), read_only=False)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records(tmp_path / "records") as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_device_mapper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking the kernel for mappings would cost this process its capabilities."""
    monkeypatch.setattr(volumes, "CONTROL", tmp_path / "no-control")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        theirs.settimeout(0.05)
        yield ours, theirs


def test_a_caller_who_says_nothing_is_given_up(pair: tuple[socket.socket, socket.socket]) -> None:
    _, theirs = pair
    assert serve.serve(theirs, ME) == 1


class Watched(socket.socket):
    """Keeps the flags of what is sent and received."""

    flags: ClassVar[list[int]] = []

    def recvmsg_into(self, buffers: Any, ancillary: int = 0, flags: int = 0, /) -> Any:
        self.flags.append(flags)
        return super().recvmsg_into(buffers, ancillary, flags)

    def send(self, data: Any, flags: int = 0, /) -> int:
        self.flags.append(flags)
        return super().send(data, flags)


def test_a_caller_cannot_make_the_kernel_wait_on_their_common_socket(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    ours.send(encode(Hello()).view())
    with Watched(fileno=os.dup(theirs.fileno())) as watched:
        watched.settimeout(0.05)
        assert serve.serve(watched, ME) == 0
    assert [flags & socket.MSG_DONTWAIT for flags in Watched.flags] == [socket.MSG_DONTWAIT] * 2


def test_a_caller_who_is_gone_is_given_up(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    ours.close()
    assert serve.serve(theirs, ME) == 1


def test_a_caller_who_does_not_wait_for_the_answer_is_no_harm(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    ours.send(encode(Hello()).view())
    ours.close()
    assert serve.serve(theirs, ME) == 0


@pytest.mark.parametrize("end", ["silent", "gone", "something else"])
def test_what_was_done_is_undone_unless_the_caller_takes_the_answer(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    done = []

    def mount(_request: object, _descriptors: object, _caller: object, undo: ExitStack) -> serve.Done:
        undo.callback(done.append, "undone")
        return serve.Done(serve.Answer(path="/x"), lambda: done.append("kept"))

    monkeypatch.setattr(serve, "_done", mount)
    ours, theirs = pair
    ours.send(encode(Mount("volume", "folder", "ext4", 0)).view())
    if end == "gone":
        ours.close()
    elif end == "something else":
        ours.send(encode(Hello()).view())
    assert serve.serve(theirs, ME) == 1
    assert done == ["undone"]


def test_what_was_done_stays_once_the_caller_has_the_answer(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def mount(_request: object, _descriptors: object, _caller: object, undo: ExitStack) -> serve.Done:
        undo.callback(done.append, "undone")
        return serve.Done(serve.Answer(path="/x"), lambda: done.append("kept"))

    monkeypatch.setattr(serve, "_done", mount)
    ours, theirs = pair
    ours.send(encode(Mount("volume", "folder", "ext4", 0)).view())
    ours.send(encode(Keep()).view())
    assert serve.serve(theirs, ME) == 0
    assert done == ["kept"]


def test_descriptors_of_a_refused_request_are_closed(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    before = os.listdir("/proc/self/fd")
    for packet in (b"nonsense", bytes(encode(Hello()).view())):
        socket.send_fds(ours, [packet], [ours.fileno(), theirs.fileno()])
        with pytest.raises(UsageError), serve.received(theirs):
            pass
    assert os.listdir("/proc/self/fd") == before


# --- records ------------------------------------------------------------------------------------------------


def test_a_record_is_kept_for_its_user_alone(records: Records) -> None:
    with records.new(RECORD) as held:
        held.write(state=OPEN)
    with records.held(RECORD.name, 1) as held:
        assert held.record == replace(RECORD, state=OPEN)
    with pytest.raises(UsageError, match="of this user"):
        records.held(RECORD.name, 2)


def test_one_container_is_mapped_once(records: Records) -> None:
    with records.new(RECORD), pytest.raises(BusyError, match="in use"):
        records.new(replace(RECORD, name="vault-1-b"))
    with pytest.raises(BusyError, match="already"):
        records.new(replace(RECORD, container=(7, 8)))


def test_a_user_has_so_many_volumes_and_no_more(records: Records) -> None:
    with ExitStack() as stack:
        for number in range(LIMIT):
            stack.enter_context(records.new(replace(RECORD, name=f"vault-1-{number}", container=(1, number))))
        with pytest.raises(BusyError, match="volumes are attached"):
            records.new(RECORD)


def test_two_commands_do_not_work_on_one_volume(records: Records) -> None:
    with records.new(RECORD):
        with pytest.raises(BusyError, match="another command"):
            records.held(RECORD.name, 1)
        with records.left() as left:
            assert left == []


def test_a_name_that_is_a_link_is_not_followed(records: Records, tmp_path: Path) -> None:
    (tmp_path / "records" / "vault-1-link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackendError):
        records.held("vault-1-link", 1)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff" * SIZE, b'{"name": "vault-1-a"}'])
def test_what_a_killed_helper_had_begun_is_forgotten_when_nothing_of_it_is_there(
    records: Records, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "records" / RECORD.name).write_bytes(data)
    assert mounting.tidy(records) == []
    assert list((tmp_path / "records").glob("vault-*")) == []


@pytest.mark.parametrize("state", [OPENING, OPEN])
def test_a_volume_whose_mapping_is_gone_is_forgotten(records: Records, tmp_path: Path, state: str) -> None:
    with records.new(RECORD) as held:
        held.write(state=state, folder=str(tmp_path / "mount"))
        (tmp_path / "mount").mkdir()
        assert mounting.tidy(records) == []  # somebody is at work on it
        assert (tmp_path / "records" / RECORD.name).exists()
    assert mounting.tidy(records) == []
    assert not (tmp_path / "records" / RECORD.name).exists()
    assert not (tmp_path / "mount").exists()


@pytest.mark.attack(45)
@pytest.mark.parametrize("trap", ["link", "mode"])
def test_a_folder_of_records_that_is_not_private_is_refused(tmp_path: Path, trap: str) -> None:
    folder = tmp_path / "records"
    if trap == "link":
        folder.symlink_to(tmp_path)
    else:
        folder.mkdir(mode=0o755)
    with pytest.raises((BackendError, OSError)):
        Records(folder)


def test_nothing_is_known_of_a_volume_that_was_not_attached(records: Records) -> None:
    for act in (
        lambda: mounting.volumes.detach(Detach("a"), ME, records),
        lambda: mounting.dismount(Dismount("a", 0), ME, records),
        lambda: mounting.mount(Mount("a", "a", "ext4", 0), ME, records, ExitStack()),
    ):
        with pytest.raises(UsageError, match="of this user"):
            act()


# --- folders to mount on ------------------------------------------------------------------------------------

PLACE = Path("/run/media/me/volume")


def test_a_mount_point_and_the_way_to_it_are_made(tmp_path: Path) -> None:
    with places.made(PLACE, os.getuid(), tmp_path) as folder:
        found = tmp_path / "run" / "media" / "me" / "volume"
        assert os.readlink(f"/proc/self/fd/{folder}") == str(found)
        assert found.parent.stat().st_mode & 0o777 in (0o700, 0o750)
        assert found.stat().st_mode & 0o777 == 0o700
    with places.made(PLACE, os.getuid(), tmp_path):
        pass  # it may be there already


@pytest.mark.attack(39)
@pytest.mark.attack(43)
@pytest.mark.parametrize("part", ["run", "run/media", "run/media/me", "run/media/me/volume"])
def test_a_link_on_the_way_is_not_followed(tmp_path: Path, part: str) -> None:
    target = tmp_path / "target"
    (target / "media" / "me").mkdir(parents=True)
    base = tmp_path / "base"
    link = base / part
    link.parent.mkdir(parents=True)
    if part == "run/media/me/volume":
        link.parent.chmod(0o700)
    link.symlink_to(target)
    before = sorted(target.rglob("*"))
    with pytest.raises(MountError), places.made(PLACE, os.getuid(), base):
        pass
    assert sorted(target.rglob("*")) == before


@pytest.mark.parametrize("part", ["run", "run/media", "run/media/me", "run/media/me/volume"])
@pytest.mark.parametrize("trap", ["group", "others", "owner", "file"])
def test_a_way_that_another_user_can_change_is_refused(tmp_path: Path, part: str, trap: str) -> None:
    folder = tmp_path / part
    folder.mkdir(parents=True)
    if trap == "file":
        folder.rmdir()
        folder.touch()
    elif trap == "owner":
        if os.getuid() != 0:
            pytest.skip("only root can give a folder away")
        os.chown(folder, 4711, 4711)
    else:
        folder.chmod(0o770 if trap == "group" else 0o707)
    with pytest.raises(MountError), places.made(PLACE, os.getuid(), tmp_path):
        pass


@pytest.mark.parametrize("trap", ["not empty", "open to all"])
def test_a_folder_that_is_used_or_open_to_all_is_refused(tmp_path: Path, trap: str) -> None:
    folder = tmp_path / "run/media/me/volume"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o700 if trap == "not empty" else 0o755)
    if trap == "not empty":
        (folder / "file").touch()
    with pytest.raises(MountError), places.made(PLACE, os.getuid(), tmp_path):
        pass


# --- containers, and the helper itself ----------------------------------------------------------------------


def test_a_container_on_a_file_system_that_is_not_trusted_is_refused() -> None:
    with Path("/proc/self/comm").open("r+b", buffering=0) as file:
        owner = os.fstat(file.fileno()).st_uid
        with pytest.raises(UsageError, match="does not trust"):
            checks.container(file.fileno(), owner, read_only=False)


def test_a_container_that_another_program_has_locked_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "container"
    path.touch()
    with path.open("r+b") as first, path.open("r+b") as second:
        fcntl.flock(first, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            checks.lock(second.fileno(), read_only=True)
        checks.lock(first.fileno(), read_only=False)


def test_a_helper_that_is_not_there_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="not installed") as caught:
        client.check_trust(tmp_path / "helper")
    assert "make install-helper" in caught.value.hint


@pytest.mark.attack(40)
@pytest.mark.parametrize("trap", ["program", "folder", "link"])
def test_a_helper_that_others_than_root_can_change_is_not_used(tmp_path: Path, trap: str) -> None:
    folder = tmp_path / "libexec"
    folder.mkdir()
    helper = folder / "helper"
    helper.touch()
    if trap == "program":
        helper.chmod(0o775)
    elif trap == "folder":
        folder.chmod(0o777)
    else:
        helper.unlink()
        (tmp_path / "other").touch()
        (tmp_path / "other").chmod(0o777)
        helper.symlink_to(tmp_path / "other")
    with pytest.raises(NotAvailable, match="others than root can change"):
        client.check_trust(helper)
    client.check_trust(Path("/usr/bin/env"))


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        ("exit 0", BackendError, "it gave no reason"),
        ("echo one >&2; echo two >&2; exit 1", BackendError, "ended without an answer: two"),
        ("echo sudo: a password is required >&2; exit 1", NotAvailable, "sudo does not start the helper: a password"),
        ("kill -9 $$", BackendError, "ended without an answer"),
    ],
)
def test_a_helper_that_ends_without_an_answer_is_an_error(words: str, kind: type[Exception], reason: str) -> None:
    way = client.Way("sudo", ("/bin/sh", "-c", words))
    with pytest.raises(kind, match=reason):
        client._ask(way, Hello(), (), 60)


def test_a_helper_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "END_S", 60.0)
    way = client.Way("sudo", ("/bin/sh", "-c", "read line; read line"))  # until the caller has gone
    with pytest.raises(BackendError, match="does not answer"):
        client._ask(way, Hello(), (), 0.05)
