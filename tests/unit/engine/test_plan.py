from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from vault import CreateOptions, Engine
from vault.attach.base import Availability
from vault.errors import MountError, NotAvailable, UsageError
from vault.filesystem.udisks import UDisksMounter
from vault.options import Choice, KeyFile
from vault.plan import Wishes, check_here, choose, mountable
from vault.testing.fakes import FakeAttacher, FakeMounter
from vault.volume import Volume

VOLUME = cast(Volume, None)  # the fakes do not look at it
YES = Availability(True, "it can")
KERNEL = FakeMounter("kernel", {"ext4": YES, "xfs": YES}, "loop")
USER = FakeMounter("userspace", {"ext4": Availability(True, "by fuse2fs")}, "driver")
NO_KERNEL = FakeMounter("kernel", {"ext4": Availability(False, "needs root")})
FUSE = FakeAttacher("fusefile", YES)
NO_FUSE = FakeAttacher("fusefile", Availability(False, "/dev/fuse is not there"))


def test_the_first_way_that_is_open_is_taken_and_the_others_say_why_not() -> None:
    chosen = choose([FUSE], [NO_KERNEL, USER], VOLUME, "ext4", Wishes())
    assert chosen.mounter is USER
    assert chosen.shown.mount == Choice("userspace", "by fuse2fs")
    assert chosen.shown.rejected == (Choice("kernel", "needs root"),)
    assert chosen.shown.filesystem == "ext4"


def test_before_it_is_unlocked_a_volume_is_taken_for_ext4_and_the_plan_says_so() -> None:
    chosen = choose([FUSE], [KERNEL, USER], VOLUME, None, Wishes())
    assert chosen.shown.filesystem is None
    assert "known once it is unlocked" in chosen.shown.mount.reason


def test_a_way_that_was_asked_for_is_taken_or_nothing_is() -> None:
    chosen = choose([FUSE], [KERNEL, USER], VOLUME, "ext4", Wishes(mount_way="userspace"))
    assert chosen.mounter is USER
    assert chosen.shown.rejected == (Choice("kernel", "userspace was asked for"),)
    with pytest.raises(MountError, match="userspace: no driver for xfs"):
        choose([FUSE], [KERNEL, USER], VOLUME, "xfs", Wishes(mount_way="userspace"))


def test_a_way_that_does_not_exist_is_a_mistake_of_the_command() -> None:
    with pytest.raises(UsageError, match="called magic"):
        choose([FUSE], [KERNEL], VOLUME, "ext4", Wishes(mount_way="magic"))
    with pytest.raises(UsageError, match="called magic"):
        choose([FUSE], [KERNEL], VOLUME, "ext4", Wishes(attach_way="magic"))


def test_when_nothing_is_open_every_reason_is_told() -> None:
    with pytest.raises(NotAvailable, match="/dev/fuse is not there"):
        choose([NO_FUSE], [KERNEL], VOLUME, "ext4", Wishes())
    with pytest.raises(MountError, match="kernel: no driver for zfs; userspace: no driver for zfs"):
        choose([FUSE], [KERNEL, USER], VOLUME, "zfs", Wishes())


def test_what_can_be_mounted_takes_a_mounter_and_an_attacher_for_the_format() -> None:
    helper = FakeAttacher("helper", YES, frozenset({"luks2"}))
    by_helper = FakeMounter("helper", {"exfat": YES}, attachers=frozenset({"helper"}))
    formats, names = ("luks2", "veracrypt"), ("ext4", "exfat", "vfat")
    found = mountable([helper, FUSE], [NO_KERNEL, by_helper, USER], names, formats)
    assert found == {"ext4": formats, "exfat": ("luks2",), "vfat": ()}
    assert not any(mountable([NO_FUSE], [KERNEL, by_helper, USER], names, formats).values())


def test_the_bus_is_asked_once_for_all_file_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("vault.filesystem.udisks.os.geteuid", lambda: 1000)
    monkeypatch.setattr("vault.filesystem.udisks.udisks2.why_not", lambda *actions: asked.append(actions))
    mountable([FUSE], [UDisksMounter()], ("ext4", "exfat", "vfat"), ("luks2", "veracrypt"))
    assert len(asked) == 1


def test_what_is_yet_to_be_made_needs_one_way_that_takes_a_key() -> None:
    check_here([NO_FUSE, FakeAttacher("devmapper", YES)])
    with pytest.raises(NotAvailable, match="fusefile: /dev/fuse is not there") as caught:
        check_here([NO_FUSE])
    assert caught.value.data["ways"] == ["fusefile"]


def test_a_file_system_that_cannot_be_made_here_is_refused_before_anything_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vault.engine.containers.attachers", lambda: [NO_FUSE])
    options = CreateOptions(tmp_path / "new", 64 << 20)
    with pytest.raises(NotAvailable, match="/dev/fuse is not there"):
        Engine().create_check(options)
    with pytest.raises(NotAvailable, match="/dev/fuse is not there"):
        Engine().create(options, KeyFile(tmp_path / "missing"))
    Engine().create_check(replace(options, filesystem=None))
    assert not list(tmp_path.iterdir())
