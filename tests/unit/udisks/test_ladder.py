"""Which volumes go to an attacher that unlocks by itself, and how such a mount is undone."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault import desktop
from vault.attach.base import Attachment, AttachOptions, Availability
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import MountError, NotAvailable, VaultError
from vault.events import OnEvent, ignore
from vault.filesystem.base import Mounted, MountOptions
from vault.opening import describe
from vault.options import MountRequest
from vault.plan import Wishes, choose, choose_unlocking, taking_keys
from vault.session import SessionStore
from vault.testing.fakes import FakeAttacher, FakeMounter
from vault.testing.volumes import write_volume
from vault.volume import Volume

YES, NO = Availability(True, "it can"), Availability(False, "it cannot here")


class FakeUnlocking(FakeAttacher):
    """An attacher that is handed the credential."""

    def attach_locked(
        self, volume: Volume, credential: Secret, options: AttachOptions, on_event: OnEvent
    ) -> Attachment:
        self.calls.append(f"attach {bytes(credential.view()).decode()}")
        return Attachment(self.name, Path("/dev/mapper/none"), None, 0, volume.size, options.read_only, mapping="none")


class Failing(FakeMounter):
    def mount(self, *_arguments: Any) -> Mounted:
        raise MountError("it cannot be mounted")


@pytest.fixture
def volume(tmp_path: Path) -> Any:
    path = tmp_path / "secret.vol"
    write_volume(path, b"passphrase", size=4 << 20)
    with Volume.open(Container.open(path)) as volume:
        yield volume


def ways(udisks: Availability = YES, mounting: Availability = YES, fuse: Availability = YES) -> Any:
    attachers = [FakeUnlocking("udisks", udisks), FakeAttacher("fusefile", fuse)]
    both = frozenset({"udisks", "fusefile"})
    mounters = [FakeMounter("udisks", {"ext4": mounting}, "desktop", both), FakeMounter("userspace", {"ext4": YES})]
    return attachers, mounters


@pytest.mark.parametrize(
    ("given", "wishes", "chosen"),
    [
        (ways(), Wishes(), ("udisks", "udisks")),
        (ways(udisks=NO), Wishes(), None),
        (ways(mounting=NO), Wishes(), None),
        (ways(), Wishes(attach_way="fusefile"), None),
        (ways(), Wishes(mount_way="userspace"), None),
        (ways(), Wishes(has_mount_point=True), None),
        (ways(), Wishes(attach_way="udisks"), ("udisks", "udisks")),
    ],
)
def test_a_volume_goes_there_where_the_plan_says_so(volume: Volume, given: Any, wishes: Wishes, chosen: Any) -> None:
    found = choose_unlocking(*given, volume, wishes)
    assert (found and (found[0].name, found[1].name)) == chosen
    shown = choose(*given, volume, None, wishes).shown
    assert ((shown.attach.name, shown.mount.name) == ("udisks", "udisks")) == (chosen is not None)


@pytest.mark.parametrize("refusing", [{"udisks": NO}, {"mounting": NO}])
def test_a_way_that_was_asked_for_is_not_replaced_by_another(volume: Volume, refusing: dict[str, Availability]) -> None:
    with pytest.raises(VaultError, match="it cannot here") as caught:
        choose_unlocking(*ways(**refusing), volume, Wishes(attach_way="udisks"))
    assert isinstance(caught.value, MountError | NotAvailable)


def test_a_volume_that_is_unlocked_goes_to_those_that_take_keys(volume: Volume) -> None:
    attachers, mounters = ways()
    chosen = choose(taking_keys(attachers), mounters, volume, "ext4", Wishes())
    assert (chosen.attacher.name, chosen.mounter.name) == ("fusefile", "udisks")


def test_what_is_passed_over_has_its_reason_in_the_plan(volume: Volume) -> None:
    shown = choose(*ways(mounting=NO), volume, None, Wishes()).shown
    assert ("udisks", "it cannot here") in [(choice.name, choice.reason) for choice in shown.rejected]
    shown = choose(*ways(), volume, None, Wishes(has_mount_point=True)).shown
    assert any("chooses the mount point itself" in choice.reason for choice in shown.rejected)


def test_an_attacher_is_told_which_keyslot_alone_is_meant(volume: Volume) -> None:
    assert Wishes(key_slot=3, dm_flags=("a",)).options("desktop") == AttachOptions(
        consumer="desktop", dm_flags=("a",), key_slot=3
    )


@pytest.mark.parametrize("fails", [False, True])
def test_the_session_is_recorded_and_undone_on_failure(volume: Volume, tmp_path: Path, fails: bool) -> None:
    store = SessionStore(tmp_path / "sessions")
    attachers, mounters = ways()
    mounter = Failing("udisks", {}) if fails else mounters[0]
    described = describe(MountRequest(volume.container.path), volume)
    how = (AttachOptions(consumer="desktop"), MountOptions())
    with ExitStack() as stack, Secret(b"passphrase") as secret:
        try:
            session = desktop.mount(stack, store, (attachers[0], mounter), volume, secret, *how, described, ignore)
        except MountError:
            assert fails
        else:
            assert session.mounted is not None and replace(session, mounted=None).attachment.way == "udisks"
            stack.pop_all()
    assert attachers[0].calls == ["attach passphrase", *["detach"] * fails]
    if fails:
        assert store.all() == []
