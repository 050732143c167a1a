"""What is handed to udisks2, what is not and why, and that nothing is left of what fails."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.attach import udisks
from vault.attach.base import Attachment, AttachOptions, UnlockingAttacher
from vault.attach.udisks import UDisksAttacher
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError, FileSystemDamaged, MountError, NotAvailable, WrongCredential
from vault.events import ignore
from vault.filesystem.base import CheckingMounter, Mounted, MountOptions
from vault.filesystem.udisks import UDisksMounter
from vault.formats.luks2.limits import Limits
from vault.formats.luks2.model import ForeignKeyslot
from vault.system.mappings import Mapping
from vault.system.mounts import Mount
from vault.testing.udisks import FAILED, UDISKS, Error, FakeUDisks
from vault.testing.volumes import write_volume
from vault.volume import Volume

OPTIONS = AttachOptions(consumer="desktop")
PASSPHRASE = b"passphrase"


@pytest.fixture
def volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Volume]:
    """A volume as an ordinary user opens it."""
    monkeypatch.setattr(udisks, "geteuid", lambda: 1000)
    path = tmp_path / "secret.vol"
    write_volume(path, PASSPHRASE, size=4 << 20)
    with Volume.open(Container.open(path)) as volume:
        yield volume


def with_header(volume: Volume, **changes: Any) -> Volume:
    return replace(volume, locked=replace(volume.luks, header=replace(volume.luks.header, **changes)))


def flagged(volume: Volume) -> Volume:
    return with_header(volume, flags=("allow-discards",))


def with_foreign_keyslot(volume: Volume) -> Volume:
    slot = ForeignKeyslot(7, "argon2", 0, 0, "its KDF is unknown")
    return with_header(volume, foreign_keyslots={7: slot})


def of_other_format(volume: Volume) -> Volume:
    return replace(volume, format="other")


def with_limit(volume: Volume) -> Volume:
    return replace(volume, locked=replace(volume.luks, limits=Limits(pbkdf2_iterations=999)))


@pytest.mark.parametrize(
    ("change", "options", "reason"),
    [
        (lambda volume: volume, replace(OPTIONS, consumer="any"), "only udisks2 can mount"),
        (lambda volume: volume, replace(OPTIONS, consumer="loop"), "only udisks2 can mount"),
        (lambda volume: volume, replace(OPTIONS, dm_flags=("same_cpu_crypt",)), "same_cpu_crypt"),
        (lambda volume: volume, replace(OPTIONS, allow_discards=True), "discards"),
        (lambda volume: volume, replace(OPTIONS, key_slot=1), "all keyslots"),
        (flagged, OPTIONS, "allow-discards"),
        (with_foreign_keyslot, OPTIONS, "were not checked"),
        (of_other_format, OPTIONS, "cannot unlock other"),
        (with_limit, OPTIONS, "the limit is 999"),
    ],
)
def test_what_udisks_must_not_have_is_not_asked_for(
    volume: Volume, fake: FakeUDisks, change: Callable[[Volume], Volume], options: AttachOptions, reason: str
) -> None:
    found = UDisksAttacher().probe(change(volume), options)
    assert not found.ok and reason in found.reason
    with Secret(PASSPHRASE) as secret, pytest.raises(NotAvailable, match=reason):
        UDisksAttacher().attach_locked(change(volume), secret, options, ignore)
    assert fake.calls == []


def test_root_does_without(volume: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(udisks, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not UDisksAttacher().probe(volume, OPTIONS).ok
    assert not UDisksMounter().probe("ext4", read_only=False).ok


def test_a_header_that_would_be_mended_is_not_handed_over(volume: Volume) -> None:
    with volume.container.path.open("r+b") as file:
        file.seek(volume.luks.header.metadata_size)
        file.write(bytes(16))
    with Volume.open(Container.open(volume.container.path, read_only=True, locked=False)) as damaged:
        found = UDisksAttacher().probe(damaged, OPTIONS)
    assert not found.ok and "mend it unasked" in found.reason


def test_a_detached_header_is_not_handed_over(volume: Volume, tmp_path: Path) -> None:
    header = tmp_path / "header"
    header.write_bytes(volume.container.path.read_bytes())
    with Volume.open(Container.open(volume.container.path, read_only=True, header=header, locked=False)) as detached:
        found = UDisksAttacher().probe(detached, OPTIONS)
    assert not found.ok and "detached header" in found.reason


@pytest.mark.parametrize(("options", "fine"), [({"rw"}, False), ({"rw", "allow_other"}, True)])
def test_a_container_that_root_cannot_read_is_not_handed_over(
    volume: Volume, fake: FakeUDisks, monkeypatch: pytest.MonkeyPatch, options: set[str], fine: bool
) -> None:
    place = volume.container.path.stat().st_dev
    number = f"{os.major(place)}:{os.minor(place)}"
    mount = Mount(Path("/cloud"), "fuse.cloud", "cloud", frozenset(), frozenset(options), number)
    monkeypatch.setattr(udisks, "mounts", lambda: [mount])
    found = UDisksAttacher().probe(volume, OPTIONS)
    assert found.ok == fine and ("fuse.cloud" in found.reason) != fine


def test_a_second_copy_of_an_open_volume_is_not_handed_over(
    volume: Volume, fake: FakeUDisks, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert UDisksAttacher().probe(volume, OPTIONS).ok
    other = Mapping(f"luks-{volume.uuid}", "CRYPT-LUKS2-x", "254:9", False)
    monkeypatch.setattr(udisks, "all_mappings", lambda: [other])
    found = UDisksAttacher().probe(volume, OPTIONS)
    assert not found.ok and volume.uuid in found.reason


def attach(volume: Volume, passphrase: bytes = PASSPHRASE, **more: Any) -> Attachment:
    with Secret(passphrase) as secret:
        return UDisksAttacher().attach_locked(volume, secret, replace(OPTIONS, **more), ignore)


def changes(fake: FakeUDisks) -> list[str]:
    """The calls that change something."""
    return [call for call in fake.calls if not call.startswith("Get") and call != "ResolveDevice"]


def test_a_wrong_passphrase_removes_the_loop_device(volume: Volume, fake: FakeUDisks) -> None:
    with pytest.raises(WrongCredential):
        attach(volume, b"wrong")
    assert changes(fake) == ["LoopSetup", "Unlock", "Delete"]
    assert fake.files == [volume.container.identity]


def test_the_volume_is_announced_before_it_is_unlocked_and_not_left_when_it_is_no_mapping(
    volume: Volume, fake: FakeUDisks
) -> None:
    announced = []

    def announce(attachment: Attachment) -> None:
        announced.append((attachment.mapping, "Unlock" in fake.calls))

    with pytest.raises(BackendError, match="no encrypted mapping"):
        attach(volume, announce=announce)
    assert changes(fake) == ["LoopSetup", "Unlock", "SetAutoclear", "Lock", "Delete"]
    uuid = volume.uuid
    assert announced == [(f"CRYPT-LUKS2-{uuid.replace('-', '')}-luks-{uuid}", False)]


@pytest.mark.parametrize("method", ["LoopSetup", "Unlock", "SetAutoclear"])
def test_a_refusal_at_any_step_undoes_those_before(volume: Volume, fake: FakeUDisks, method: str) -> None:
    fake.answers[method] = Error(f"{UDISKS}.Error.NotAuthorizedCanObtain", "Not authorized to perform operation")
    with pytest.raises(NotAvailable) as caught:
        attach(volume)
    assert "fusefile" in caught.value.hint
    undone = {"LoopSetup": [], "Unlock": ["Delete"], "SetAutoclear": ["Lock", "Delete"]}[method]
    assert changes(fake)[changes(fake).index(method) + 1 :] == undone


def test_a_service_that_vanishes_while_it_unlocks_is_an_error_of_its_own(volume: Volume, fake: FakeUDisks) -> None:
    fake.vanish = "Unlock"
    with pytest.raises(NotAvailable):
        attach(volume)


def test_a_read_only_container_is_handed_over_as_such(volume: Volume, fake: FakeUDisks) -> None:
    container = Container.open(volume.container.path, read_only=True, locked=False)
    with Volume.open(container) as read_only, pytest.raises(BackendError):
        attach(read_only)
    assert fake.options["LoopSetup"]["read-only"] == fake.options["Unlock"]["read-only"] == ("b", True)


def test_the_ways_keep_their_roles() -> None:
    assert isinstance(UDisksAttacher(), UnlockingAttacher) and isinstance(UDisksMounter(), CheckingMounter)


class TestMounter:
    """Its kernel's part needs a kernel; here is what it asks for, and what it undoes when the mount is none."""

    @pytest.fixture
    def attached(self, tmp_path: Path) -> Attachment:
        path = tmp_path / "plaintext"
        path.touch()
        return Attachment("fusefile", path, tmp_path, 1, 4096, False)

    @pytest.mark.parametrize(
        ("contents", "options", "words"),
        [
            ("ext4", MountOptions(), "nosuid,nodev"),
            ("vfat", MountOptions(noexec=True), "nosuid,nodev,noexec"),
            ("ext4", MountOptions(read_only=True), "nosuid,nodev,ro,noload"),
            ("vfat", MountOptions(read_only=True), "nosuid,nodev,ro"),
        ],
    )
    def test_a_mount_that_is_none_leaves_no_loop_device(
        self, fake: FakeUDisks, attached: Attachment, contents: str, options: MountOptions, words: str
    ) -> None:
        fake.contents = [contents]
        # The loop device is in place of the plaintext: it has a file system, and no other interface.
        fake.answers["GetAll"] = ("a{sv}", ({"MountPoints": ("aay", [])},))
        with pytest.raises(MountError, match="nothing is mounted"):
            UDisksMounter().mount(attached, "", Path(), options)
        assert changes(fake) == ["LoopSetup", "Mount", "Delete"]
        assert fake.options["Mount"]["options"] == ("s", words)
        assert fake.files == [(attached.path.stat().st_dev, attached.path.stat().st_ino)]

    @pytest.mark.parametrize("contents", ["swap", "LVM2_member", "crypto_LUKS"])
    def test_what_is_no_file_system_is_not_mounted(self, fake: FakeUDisks, attached: Attachment, contents: str) -> None:
        fake.contents = [contents]
        with pytest.raises(MountError, match=contents):
            UDisksMounter().mount(attached, "", Path(), MountOptions())
        assert changes(fake) == ["LoopSetup", "Delete"]

    def test_a_file_system_without_a_log_is_checked_and_mended(self, fake: FakeUDisks) -> None:
        mapped = Attachment("udisks", Path("/dev/dm-77"), None, 0, 4096, False, mapping="CRYPT-x")
        fake.contents = ["vfat"]
        events: list[object] = []

        def check(**more: Any) -> None:
            fake.calls.clear()
            UDisksMounter().check(mapped, on_event=events.append, **{"read_only": False, **more})

        check()
        assert changes(fake) == ["Check"]
        check(read_only=True)
        assert changes(fake) == []
        fake.answers["Check"] = ("b", (False,))
        check()
        assert changes(fake) == ["Check", "Repair"]
        fake.answers["Repair"] = ("b", (False,))
        with pytest.raises(FileSystemDamaged):
            check()
        fake.answers["Check"] = Error(FAILED, "executable fsck.vfat not found")
        check()
        assert "fsck.vfat not found" in str(events[-1])
        fake.contents = ["ext4"]
        check()
        assert changes(fake) == []

    def test_a_device_that_was_ejected_is_dismounted_already(self, fake: FakeUDisks) -> None:
        gone = Mounted("udisks", "ext4", Path("/media/nobody/volume"), 0, "/dev/mapper/luks-gone", False)
        UDisksMounter().dismount(gone, force=False, timeout_s=1)
        UDisksMounter().dismount(replace(gone, device="/dev/loop7777"), force=False, timeout_s=1)
        assert fake.calls == []
