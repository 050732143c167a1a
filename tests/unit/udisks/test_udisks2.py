"""What udisks2 and polkit answer, as this program's own words."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.crypto.secret import Secret
from vault.errors import BackendError, BusyError, NotAvailable, VaultError, WrongCredential
from vault.system import udisks2
from vault.system.udisks2 import LOOP_SETUP, MOUNT, UNLOCK, Disks
from vault.testing.udisks import CLEARTEXT, FAILED, LOOP, POLKIT, UDISKS, Daemon, Error, FakeUDisks, serving


@pytest.fixture
def disks(fake: FakeUDisks) -> Iterator[Disks]:
    with udisks2.disks() as found:
        yield found


class TestProbe:
    def test_it_is_available_where_polkit_allows_all_of_it(self, fake: FakeUDisks) -> None:
        assert udisks2.why_not(LOOP_SETUP, UNLOCK, MOUNT) is None
        assert set(fake.calls) == {"CheckAuthorization"}, "nothing but a question is asked"

    @pytest.mark.parametrize("action", [LOOP_SETUP, UNLOCK, MOUNT])
    def test_it_names_what_would_need_a_password(self, fake: FakeUDisks, action: str) -> None:
        fake.forbidden = {action}
        error = udisks2.why_not(LOOP_SETUP, UNLOCK, MOUNT)
        assert "an administrator's password" in str(error) and action in str(error)

    def test_without_udisks2_it_says_so(self, bus: Daemon) -> None:
        error = udisks2.why_not(MOUNT)
        assert error is not None and str(error) == "udisks2 is not installed" and error.hint

    def test_without_polkit_it_says_so(self, bus: Daemon) -> None:
        with serving(FakeUDisks(), bus.address, UDISKS):
            assert POLKIT in str(udisks2.why_not(MOUNT))

    def test_a_silent_polkit_is_given_up(self, fake: FakeUDisks, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(udisks2, "PROBE_S", 0.3)
        fake.silent = {"CheckAuthorization"}
        assert re.search("did not answer|cannot be reached", str(udisks2.why_not(MOUNT)))

    def test_a_polkit_that_refuses_to_tell_allows_nothing(self, fake: FakeUDisks) -> None:
        fake.answers["CheckAuthorization"] = Error("org.freedesktop.PolicyKit1.Error.Failed", "no such action")
        assert "no such action" in str(udisks2.why_not(MOUNT))

    def test_an_answer_that_is_none_allows_nothing(self, fake: FakeUDisks) -> None:
        fake.answers["CheckAuthorization"] = ("b", (True,))
        assert "in place of" in str(udisks2.why_not(MOUNT))

    def test_without_a_bus_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus")
        assert "cannot be reached" in str(udisks2.why_not(MOUNT))


def test_the_open_file_itself_is_handed_over(fake: FakeUDisks, disks: Disks, tmp_path: Path) -> None:
    path = tmp_path / "container"
    path.touch()
    with path.open() as file:
        assert disks.loop_setup(file.fileno(), read_only=True) == LOOP
    found = path.stat()
    assert fake.files == [(found.st_dev, found.st_ino)]
    assert fake.options["LoopSetup"]["read-only"] == ("b", True)


class TestRemovingALoopDevice:
    def test_it_is_gone_afterwards(self, fake: FakeUDisks, disks: Disks) -> None:
        disks.loop_remove(LOOP)
        assert fake.cleared

    def test_one_that_is_gone_may_be_somebody_elses_by_now(self, fake: FakeUDisks, disks: Disks) -> None:
        fake.cleared = True
        disks.loop_remove(LOOP)
        assert "Delete" not in fake.calls

    @pytest.mark.parametrize("goes", [True, False])
    def test_one_that_goes_by_itself_just_now_needs_no_permission(
        self, fake: FakeUDisks, disks: Disks, goes: bool
    ) -> None:
        def clear(method: str) -> None:
            fake.cleared = goes and method == "Delete"

        fake.on_call = clear
        fake.answers["Delete"] = Error(f"{UDISKS}.Error.NotAuthorizedCanObtain", "Not authorized")
        if goes:
            disks.loop_remove(LOOP)
        else:
            with pytest.raises(NotAvailable):
                disks.loop_remove(LOOP)


def unlock(disks: Disks, passphrase: bytes) -> str:
    with Secret(passphrase) as secret:
        return disks.unlock(LOOP, secret, read_only=False)


def test_every_byte_of_a_credential_counts(fake: FakeUDisks, disks: Disks) -> None:
    fake.passphrase = b"\0\xff not UTF-8 \n"
    assert unlock(disks, b"\0\xff not UTF-8 \n") == CLEARTEXT
    with pytest.raises(WrongCredential):
        unlock(disks, b"\0\xff not UTF-8 ")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (FAILED, "Error unlocking /dev/loop7: Failed to activate device: Operation not permitted", WrongCredential),
        (FAILED, "Error unlocking /dev/loop7: Failed to activate device: Incorrect passphrase.", WrongCredential),
        (FAILED, "Error unlocking /dev/loop7: Failed to activate device: Invalid argument", BackendError),
        (f"{UDISKS}.Error.NotAuthorizedCanObtain", "Not authorized to perform operation", NotAvailable),
        (f"{UDISKS}.Error.NotAuthorized", "Not authorized to perform operation", NotAvailable),
    ],
)
def test_an_unlock_that_fails_says_why(
    fake: FakeUDisks, disks: Disks, name: str, text: str, kind: type[VaultError]
) -> None:
    fake.answers["Unlock"] = Error(name, text)
    with pytest.raises(kind) as caught:
        unlock(disks, b"passphrase")
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"{UDISKS}.Error.DeviceBusy", "Error unmounting /dev/dm-77: target is busy"),
        (FAILED, "Error locking /dev/dm-77 (/dev/loop7): Failed to deactivate device: Device or resource busy"),
    ],
)
def test_what_is_in_use_is_busy(fake: FakeUDisks, disks: Disks, name: str, text: str) -> None:
    fake.answers["Lock"] = fake.answers["Unmount"] = Error(name, text)
    with pytest.raises(BusyError):
        disks.lock(LOOP)
    with pytest.raises(BusyError):
        disks.unmount(CLEARTEXT, lazy=False)


def test_every_call_forbids_questions(fake: FakeUDisks, disks: Disks) -> None:
    with Path("/dev/null").open() as file:
        disks.loop_setup(file.fileno(), read_only=False)
    unlock(disks, b"passphrase")
    disks.mount(CLEARTEXT, "nosuid,nodev")
    disks.unmount(CLEARTEXT, lazy=False)
    disks.is_consistent(CLEARTEXT)
    disks.repair(CLEARTEXT)
    disks.lock(LOOP)
    disks.loop_autoclear(LOOP)
    disks.loop_delete(LOOP)
    called = {"LoopSetup", "Unlock", "Mount", "Unmount", "Check", "Repair", "Lock", "SetAutoclear", "Delete"}
    assert called == set(fake.options) == set(fake.calls)
    assert all(options["auth.no_user_interaction"] == ("b", True) for options in fake.options.values())


class TestContents:
    def test_it_is_waited_for_while_the_system_finds_out(
        self, fake: FakeUDisks, disks: Disks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(udisks2, "RESCAN_S", 1000.0)
        fake.contents = ["", "", "vfat"]
        assert disks.contents(CLEARTEXT) == "vfat" and "Rescan" not in fake.calls

    def test_nothing_is_believed_after_a_second_look(
        self, fake: FakeUDisks, disks: Disks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(udisks2, "RESCAN_S", 0.0)
        fake.contents = [""]
        assert disks.contents(CLEARTEXT) == "" and fake.calls.count("Rescan") == 1

    def test_a_second_look_may_be_forbidden(
        self, fake: FakeUDisks, disks: Disks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(udisks2, "RESCAN_S", 0.0)
        fake.contents = ["", "", "", "", "ext4"]
        fake.answers["Rescan"] = Error(f"{UDISKS}.Error.NotAuthorized", "no")
        assert disks.contents(CLEARTEXT) == "ext4"


def test_a_mount_that_somebody_else_was_quicker_with_is_found(fake: FakeUDisks, disks: Disks) -> None:
    fake.answers["Mount"] = Error(f"{UDISKS}.Error.AlreadyMounted", "Device /dev/dm-77 is already mounted")
    assert disks.mount(CLEARTEXT, "nosuid") == Path("/media/nobody/other")
    fake.answers["Get"] = ("v", (("aay", []),))
    with pytest.raises(BackendError):
        disks.mount(CLEARTEXT, "nosuid")


def test_an_interface_is_there_or_not(fake: FakeUDisks, disks: Disks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(udisks2, "SETTLE_S", 0.1)
    assert disks.has(LOOP, "Encrypted") and not disks.has(CLEARTEXT, "Encrypted")


def test_devices_and_objects_are_found_in_both_directions(disks: Disks) -> None:
    assert disks.device(CLEARTEXT) == Path("/dev/dm-77")
    assert disks.block(Path("/dev/dm-77")) == CLEARTEXT
    assert disks.block(Path("/dev/none")) is None
    assert (disks.encrypted(CLEARTEXT), disks.encrypted(LOOP)) == (LOOP, None)


@pytest.mark.parametrize(
    ("method", "answer", "call"),
    [
        ("Get", ("v", (("s", "/dev/dm-77"),)), lambda disks: disks.device(CLEARTEXT)),
        ("Get", ("v", (("ay", b"/etc/passwd\0"),)), lambda disks: disks.device(CLEARTEXT)),
        ("Get", ("v", (("ay", b"/dev/../etc\0"),)), lambda disks: disks.device(CLEARTEXT)),
        ("Get", ("v", (("u", 7),)), lambda disks: disks.contents(CLEARTEXT)),
        ("Get", ("s", ("ext4",)), lambda disks: disks.contents(CLEARTEXT)),
        ("Mount", ("s", ("media",)), lambda disks: disks.mount(CLEARTEXT, "")),
        ("Mount", ("o", (LOOP,)), lambda disks: disks.mount(CLEARTEXT, "")),
        ("Unlock", ("s", ("/",)), lambda disks: unlock(disks, b"passphrase")),
        ("Check", ("u", (1,)), lambda disks: disks.is_consistent(CLEARTEXT)),
        ("LoopSetup", ("", ()), lambda disks: disks.loop_setup(0, read_only=True)),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    fake: FakeUDisks, disks: Disks, method: str, answer: Any, call: Any
) -> None:
    fake.answers[method] = answer
    with pytest.raises(BackendError):
        call(disks)
