"""Random operations on the attached file against a model, with both servers and every consumer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vault.attach.fusefile.attacher import FuseFile
from vault.testing.attach_contract import SEGMENT, SEGMENTS, Opened, WithVolumes
from vault.testing.fileops import FileTorture
from vault.testing.reference_ciphers import crypt
from vault.testing.served import KEY, served
from vault.testing.soak import Budget, budgets

CONSUMERS = ("any", "loop", "driver")
OPERATIONS = 60
"""Operations on a volume before it is detached, compared, and followed by another one."""


class TestAttachedFile(WithVolumes):
    @pytest.fixture(params=["native", "composed"])
    def attacher(self, request: pytest.FixtureRequest) -> FuseFile:
        return FuseFile(request.param)

    @pytest.mark.parametrize("budget", budgets(short=6))
    def test_random_operations_leave_what_a_byte_array_would_hold(
        self, volumes: Callable[..., Opened], request: pytest.FixtureRequest, budget: Budget
    ) -> None:
        chance = budget.chance()
        native = request.node.callspec.params["attacher"] == "native"
        for turn in budget.turns():
            opened = volumes(SEGMENT if turn < 3 else SEGMENTS[chance.choice(list(SEGMENTS))])
            consumer, discards = CONSUMERS[turn % 3], native and chance.random() < 0.7
            attachment = opened.attach(consumer=consumer, allow_discards=discards)
            torture = FileTorture(
                attachment.path, chance, consumer=consumer, discards=discards,
                stored=lambda opened=opened, size=attachment.size: opened.read(0, size),
            )  # fmt: skip
            for _ in range(OPERATIONS):
                torture.step()
            torture.close()
            opened.detach(attachment)
            assert opened.read(0, attachment.size) == torture.model
            opened.path.unlink()


@pytest.mark.parametrize("budget", budgets(short=1))
@pytest.mark.parametrize("server", ["native", "composed"])
def test_a_python_thread_that_computes_stops_neither_server(tmp_path: Path, server: str, budget: Budget) -> None:
    chance = budget.chance()
    folder, container = tmp_path / "attached", tmp_path / "container"
    folder.mkdir()
    container.write_bytes(chance.randbytes(256 << 10))

    def stored() -> bytes:
        return crypt("aes-xts-plain64", KEY, 4096, 0, container.read_bytes(), encrypt=False)

    consumer = chance.choice(CONSUMERS)
    with served(container, folder, server=server, busy=True, consumer=consumer) as file:
        torture = FileTorture(file.path, chance, consumer=consumer, discards=False, stored=stored)
        for _ in budget.turns():
            for _ in range(OPERATIONS):
                torture.step()
        torture.close()
        assert file.finish() == ""
    assert stored() == torture.model
