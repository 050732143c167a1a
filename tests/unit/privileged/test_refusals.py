"""The helper, running as root, refuses whatever its caller could not have done without it."""

import os
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vault.privileged import confine
from vault.privileged.protocol import Detach, Dismount, Hello, Keep, Mount, encode

from .conftest import SIZE, MakeAttach, Start

pytestmark = pytest.mark.attack(42)


@pytest.fixture
def own(folder: Path, ordinary_uid: int) -> Path:
    """A container of the caller's own."""
    path = folder / "container"
    path.write_bytes(bytes(SIZE))
    os.chown(path, ordinary_uid, ordinary_uid)
    return path


@pytest.fixture
def opened() -> Iterator[Callable[..., int]]:
    descriptors: list[int] = []

    def open_(path: Path | str, flags: int) -> int:
        descriptors.append(os.open(path, flags))
        return descriptors[-1]

    yield open_
    for descriptor in descriptors:
        os.close(descriptor)


def test_it_answers_a_caller(start: Start) -> None:
    helper = start()
    assert helper.say(encode(Hello()).view()).code == ""
    assert helper.end() == 0


def test_a_path_in_place_of_a_descriptor_is_refused(start: Start, attach: MakeAttach, own: Path) -> None:
    answer = start().say(encode(attach()).view())
    assert "0 descriptors" in answer.message
    data = bytearray(encode(attach()).view())
    data[8:72] = str(own).encode().ljust(64, b"\0")
    assert "a name" in start().say(bytes(data)).message


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (os.O_RDONLY, "not open for what is asked"),
        (os.O_WRONLY, "not open for what is asked"),
        (os.O_RDWR | os.O_APPEND, "not open for what is asked"),
        (os.O_PATH, "not open"),
    ],
)
def test_a_descriptor_that_is_not_open_for_reading_and_writing_is_refused(
    start: Start, attach: MakeAttach, own: Path, opened: Callable[..., int], flags: int, reason: str
) -> None:
    helper = start()
    answer = helper.say(encode(attach()).view(), opened(own, flags))
    assert answer.code == "usage"
    assert reason in answer.message
    assert helper.end() == 1


@pytest.mark.attack(43)
def test_a_file_of_another_user_is_refused_even_if_everybody_may_write_it(
    start: Start, attach: MakeAttach, own: Path, opened: Callable[..., int]
) -> None:
    os.chown(own, 0, 0)
    own.chmod(0o666)
    assert "another user" in start().say(encode(attach()).view(), opened(own, os.O_RDWR)).message


def test_a_file_that_its_owner_may_not_write_is_refused(
    start: Start, attach: MakeAttach, own: Path, opened: Callable[..., int]
) -> None:
    own.chmod(0o400)  # opened by somebody who could, and handed on
    assert "may not open" in start().say(encode(attach()).view(), opened(own, os.O_RDWR)).message


def test_a_block_device_that_the_user_may_not_open_is_refused(
    start: Start, attach: MakeAttach, folder: Path, opened: Callable[..., int]
) -> None:
    device = next((path for path in Path("/dev").glob("loop[0-9]*") if path.is_block_device()), None)
    if device is None:
        pytest.skip("there is no block device to try")
    assert not device.stat().st_mode & stat.S_IRWXO
    assert "may not open" in start().say(encode(attach()).view(), opened(device, os.O_RDWR)).message


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "terminal"])
def test_what_is_no_file_and_no_block_device_is_refused(
    start: Start, attach: MakeAttach, folder: Path, opened: Callable[..., int], kind: str
) -> None:
    flags = os.O_RDWR
    if kind == "folder":
        path, flags = folder, os.O_RDONLY
    elif kind == "pipe":
        path = folder / "pipe"
        os.mkfifo(path)
    elif kind == "terminal":
        path = Path("/dev/null")
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as other:
            answer = start().say(encode(attach()).view(), other.fileno())
    else:
        answer = start().say(encode(attach(flags=1)).view(), opened(path, flags))
    assert answer.code == "usage"
    assert "neither a file nor a block device" in answer.message


def test_a_file_without_a_name_is_refused(start: Start, attach: MakeAttach, ordinary_uid: int) -> None:
    descriptor = os.memfd_create("container")
    try:
        os.truncate(descriptor, SIZE)
        os.chown(descriptor, ordinary_uid, ordinary_uid)
        assert "no name" in start().say(encode(attach()).view(), descriptor).message
    finally:
        os.close(descriptor)


def test_a_segment_outside_the_container_is_refused(
    start: Start, attach: MakeAttach, own: Path, opened: Callable[..., int]
) -> None:
    answer = start().say(encode(attach(length=SIZE)).view(), opened(own, os.O_RDWR))
    assert "outside the container" in answer.message


def test_more_descriptors_than_one_are_refused(start: Start, attach: MakeAttach, own: Path) -> None:
    with own.open("r+b") as file:
        numbers = [file.fileno()] * 2
        assert "2 descriptors" in start().say(encode(attach()).view(), *numbers).message
        assert "too long" in start().say(encode(attach()).view(), *(numbers * 8)).message
        assert "1 descriptors" in start().say(encode(Hello()).view(), file.fileno()).message


@pytest.mark.parametrize("packet", [b"x", b"GET / HTTP/1.1\r\n", b"VLTH" + bytes(2000)])
def test_what_is_no_request_is_refused(start: Start, packet: bytes) -> None:
    helper = start()
    assert helper.say(packet).code == "usage"
    assert helper.end() == 1


@pytest.mark.parametrize("request_", [Detach("none"), Dismount("none", 0), Mount("none", "none", "ext4", 0), Keep()])
def test_a_volume_that_it_did_not_make_is_refused(start: Start, request_: Detach | Dismount | Mount | Keep) -> None:
    assert start().say(encode(request_).view()).code == "usage"


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"SUDO_UID": "0"},
        {"SUDO_UID": "4294967295"},
        {"SUDO_UID": "nobody"},
        {"SUDO_UID": "{uid}", "PKEXEC_UID": "{uid}"},
        {"SUDO_UID": "+{uid}"},
        {"SUDO_UID": " {uid}"},
    ],
)
def test_a_caller_whom_sudo_does_not_name_is_refused(
    start: Start, ordinary_uid: int, environment: dict[str, str]
) -> None:
    told = {name: value.format(uid=ordinary_uid) for name, value in environment.items()}
    helper = start(told)
    assert "somebody else" in helper.say(encode(Hello()).view()).message
    assert helper.end() == 1


def test_root_is_refused(start: Start) -> None:
    assert "root needs no helper" in start({"SUDO_UID": "0"}, uid=0).say(encode(Hello()).view()).message


def test_a_stream_is_no_channel(start: Start) -> None:
    helper = start(kind=socket.SOCK_STREAM)
    assert helper.process.wait(120) == 2


@pytest.mark.parametrize("stdin", [os.devnull, __file__])
def test_without_a_channel_it_does_nothing(installed: Path, stdin: str) -> None:
    descriptor = os.open(stdin, os.O_RDONLY)
    try:
        done = subprocess.run([installed], stdin=descriptor, capture_output=True, timeout=120, check=False)
    finally:
        os.close(descriptor)
    assert done.returncode == 2
    assert b"no socket" in done.stderr


def test_without_root_it_refuses(installed: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("this is root")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        ours.send(encode(Hello()).view())
        done = subprocess.run([installed], stdin=theirs, env={"SUDO_UID": str(os.getuid())}, timeout=120, check=False)
        assert done.returncode == 1


def test_a_caller_who_is_gone_ends_it(start: Start) -> None:
    assert start().end() == 1


def _status(pid: int) -> dict[str, str]:
    return dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())


def test_it_has_given_up_what_it_does_not_need_before_it_reads_anything(start: Start) -> None:
    helper = start()
    pid = helper.process.pid
    _wait_until_confined(pid)
    found = _status(pid)
    own = int(_status(os.getpid())["CapPrm"], 16)
    assert int(found["CapEff"], 16) == 0
    assert int(found["CapPrm"], 16) == own & sum(1 << number for number in confine.KEPT)
    assert int(found["CapInh"], 16) == int(found["CapAmb"], 16) == 0
    assert found["NoNewPrivs"] == "1"
    assert found["Groups"].split() == []
    assert found["Umask"] == "0077"
    assert os.readlink(f"/proc/{pid}/cwd") == "/"
    assert helper.say(encode(Hello()).view()).code == ""


def _wait_until_confined(pid: int) -> None:
    """Until the last thing that it gives up is given up."""
    deadline = time.monotonic() + 120
    while int(_status(pid)["CapEff"], 16) or _status(pid)["NoNewPrivs"] != "1":
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_is_whole_without_anything_but_the_standard_library(installed: Path) -> None:
    lib = installed.parent / "lib"
    script = (
        f"import sys; sys.path.insert(0, {str(lib)!r}); import vault.privileged.serve; "
        "print(*(m.__file__ for m in list(sys.modules.values()) if getattr(m, '__file__', None)), sep='\\n')"
    )
    done = subprocess.run(["/usr/bin/python3", "-IBS", "-c", script], capture_output=True, text=True, check=True)
    for name in done.stdout.split():
        assert name.startswith(f"{lib}/") or ("/lib/python3" in name and "-packages" not in name), name
    assert installed.read_text().startswith("#!/usr/bin/python3 -IBS\n")
    for path in lib.rglob("*"):
        assert not path.stat().st_mode & 0o022
