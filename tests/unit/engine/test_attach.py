"""What a failed command attached is detached again."""

from pathlib import Path

import pytest

from vault.attach import base
from vault.attach.base import Attachment, Availability, detach_after_failure
from vault.errors import BusyError
from vault.testing.fakes import FakeAttacher

ATTACHMENT = Attachment("fake", Path("/nowhere/file"), Path("/nowhere"), 0, 4096, False)


class BusyAttacher(FakeAttacher):
    """Busy so many times."""

    def __init__(self, times: int) -> None:
        super().__init__("fake", Availability(True, ""))
        self.times = times

    def detach(self, attachment: Attachment, *, timeout_s: float) -> None:
        """Busy, or detached."""
        self.times -= 1
        if self.times >= 0:
            raise BusyError("in use")
        super().detach(attachment, timeout_s=timeout_s)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "POLL_S", 0)


def test_a_program_that_is_just_ending_is_waited_for() -> None:
    attacher = BusyAttacher(3)
    detach_after_failure(attacher, ATTACHMENT, timeout_s=1)
    assert attacher.calls == ["detach"]


def test_somebody_who_stays_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "ENDING_S", 0)
    with pytest.raises(BusyError):
        detach_after_failure(BusyAttacher(10), ATTACHMENT, timeout_s=1)
