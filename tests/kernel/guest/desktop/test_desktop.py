"""The guest with a desktop's services has what the other tests need of it."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.kernel.guest.conftest import AsUser


@pytest.mark.parametrize("name", ["org.freedesktop.login1", "org.freedesktop.PolicyKit1", "org.freedesktop.UDisks2"])
def test_a_service_is_on_the_bus(name: str) -> None:
    names = subprocess.check_output(["busctl", "list", "--acquired", "--no-legend"], text=True)
    assert name in names.split()


def test_the_login_is_active_on_the_seat(as_desktop_user: AsUser) -> None:
    shown = as_desktop_user("sh", "-c", "loginctl show-session $XDG_SESSION_ID")
    lines = shown.stdout.decode().split()
    assert {"Name=alice", "Seat=seat0", "Active=yes", "State=active", "Remote=no"} <= set(lines)


def test_the_exit_code_and_input_pass(as_desktop_user: AsUser) -> None:
    done = as_desktop_user("sh", "-c", 'cat; copy=$WORD; echo "${copy}" >&2; exit 5', data=b"in\n", WORD="err")
    assert (done.returncode, done.stdout, done.stderr) == (5, b"in\n", b"err\n")


def test_the_package_is_reached(as_desktop_user: AsUser) -> None:
    assert as_desktop_user("vault", "version").returncode == 0


@pytest.mark.parametrize("seat", [True, False], ids=["seat", "remote"])
def test_udisks_asks_only_without_a_seat(as_desktop_user: AsUser, seat: bool) -> None:
    script = "truncate -s 1M image && udisksctl loop-setup --no-user-interaction -f image"
    done = as_desktop_user("sh", "-c", script, seat=seat)
    assert (done.returncode == 0) == seat, done.stderr
    assert (b"NotAuthorized" in done.stderr) != seat
    deadline = time.monotonic() + 60  # udev may still look at the device, and is not interrupted
    while backed := list(Path("/sys/block").glob("loop*/loop/backing_file")):
        assert time.monotonic() < deadline, backed
        subprocess.run(["losetup", "--detach-all"], check=False)
        time.sleep(0.1)
