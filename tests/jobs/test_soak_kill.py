"""A server that is killed at random moments under load: nothing that was synced is lost, nothing else is harmed."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from vault.attach.fusefile.attacher import FuseFile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError
from vault.system.processes import wait_for_end
from vault.testing.attach_contract import DEADLINE_S, SEGMENT, Opened, WithVolumes
from vault.testing.soak import Budget, budgets
from vault.testing.synced import Load
from vault.testing.volumes import small_options, write_volume
from vault.volume import UnlockedVolume, Volume

PASSPHRASE = b"a passphrase of tests only"
SIZE = 3 << 20


@dataclass
class Luks(Opened):
    """A LUKS2 volume, unlocked with its passphrase each time."""

    @contextmanager
    def unlocked(self, *, read_only: bool = False) -> Iterator[UnlockedVolume]:
        with (
            Volume.open(Container.open(self.path, read_only=read_only)) as volume,
            Secret(PASSPHRASE) as credential,
            volume.unlock(credential) as unlocked,
        ):
            yield unlocked

    def content(self) -> bytes:
        """All of the plaintext, read in this process."""
        with self.unlocked(read_only=True) as unlocked:
            device = unlocked.device()
            try:
                return bytes(device.read(0, device.size))
            finally:
                device.close()


class TestKilledServer(WithVolumes):
    @pytest.fixture(params=["native", "composed"])
    def attacher(self, request: pytest.FixtureRequest) -> FuseFile:
        return FuseFile(request.param)

    @pytest.fixture
    def luks(self, runtime: Path, tmp_path: Path, attacher: FuseFile) -> Iterator[Callable[[int], Luks]]:
        """A maker of LUKS2 volumes with that sector size, full of noise."""
        made: list[Luks] = []

        def make(sector_size: int) -> Luks:
            path = tmp_path / f"{sector_size}.vol"
            write_volume(path, PASSPHRASE, size=SIZE, options=small_options(sector_size=sector_size))
            made.append(Luks(path, SEGMENT, b"", attacher))
            return made[-1]

        yield make
        for volume in made:
            volume.clean_up()

    @pytest.mark.attack(31)
    @pytest.mark.parametrize("budget", budgets(short=3, long=100))
    def test_what_was_synced_is_in_the_container(self, luks: Callable[[int], Luks], budget: Budget) -> None:
        chance = budget.chance()
        volumes = [luks(4096), luks(512)]
        synced = 0
        for turn in budget.turns():
            volume = volumes[turn % 2]
            before = volume.content()
            attachment = volume.attach(consumer=("loop", "driver", "any")[turn % 3])
            load = Load(attachment.path, before, chance)
            load.start()
            assert load.wait_for(chance.randrange(20, 400), DEADLINE_S)
            os.kill(attachment.server, signal.SIGKILL)
            load.join(DEADLINE_S)
            assert wait_for_end(attachment.server, DEADLINE_S)
            with pytest.raises(BackendError, match="had ended before"):
                volume.detach(attachment)
            assert load.losses(volume.content()) == []
            synced += load.synced
        assert synced, "the kills came before anything was synced"
