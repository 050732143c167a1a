"""A medium that fails or is full at any step of any change of a header: a typed error, and the volume still opens.

Covers attack 30.
"""

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.errors import BackendError, KeyslotError, NoSpace, VaultError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.testing.faulty import Fault, FaultyDevice
from vault.testing.headerwork import OPERATIONS, Operation, check_done, check_opens, image_before

AGAIN = ("create", "add", "change", "remove")
FAULTS = {
    "eio once": (Fault.EIO, False),
    "eio from then on": (Fault.EIO, True),
    "enospc": (Fault.ENOSPC, False),
    "short": (Fault.SHORT, False),
}


def _cases() -> list[object]:
    """Every fault in every operation; those that fail like another one where the writes have the same order: soak."""
    return [
        pytest.param(
            operation,
            *FAULTS[fault],
            id=f"{operation}-{fault}",
            marks=[pytest.mark.soak] if fault in ("eio from then on", "short") and operation.name not in AGAIN else [],
        )
        for operation in OPERATIONS
        for fault in FAULTS
    ]


def _calls(operation: Operation) -> list[str]:
    image = bytearray(image_before(operation))
    device = FaultyDevice(MemoryDevice(len(image), data=image))
    operation.run(device)
    return device.calls


@pytest.mark.attack(30)
@pytest.mark.parametrize(("operation", "fault", "lasting"), _cases())
def test_a_fault_at_any_step_is_reported_and_loses_nothing(operation: Operation, fault: Fault, lasting: bool) -> None:
    calls = _calls(operation)
    reported = 0
    kinds: set[type[VaultError]] = set()
    for step, call in enumerate(calls):
        if call == "read" and (fault is not Fault.EIO or lasting):
            continue
        image = bytearray(image_before(operation))
        device = FaultyDevice(MemoryDevice(len(image), data=image), at=step, fault=fault, lasting=lasting)
        try:
            operation.run(device)
        except VaultError as error:
            kinds.add(type(error))
            reported += 1
        else:
            # One copy of the header that cannot be read is made up for by the other.
            assert call == "read", f"step {step}, a {call}, failed in silence"
            check_done(image, operation)
        assert device.struck
        if image != image_before(operation):
            check_opens(image, operation)
    assert reported >= sum(call != "read" for call in calls)
    # A keyslot is not removed where it cannot be read whether another one is sound.
    refused: set[type[VaultError]] = {KeyslotError} if operation.name.startswith("remove") else set()
    assert kinds <= ({NoSpace} if fault is Fault.ENOSPC else {BackendError} | refused)


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.name in AGAIN], ids=str)
def test_after_a_fault_the_operation_can_be_done_again(operation: Operation) -> None:
    for step, call in enumerate(_calls(operation)):
        if call == "read":
            continue
        image = bytearray(image_before(operation))
        lower = MemoryDevice(len(image), data=image)
        with pytest.raises(BackendError):
            operation.run(FaultyDevice(lower, at=step, fault=Fault.SHORT))
        check_opens(image, operation)
        if operation.name == "remove" and 0 not in read_header(lower).keyslots:
            write_header(lower, read_header(lower))
        else:
            operation.run(lower)
        check_done(image, operation)
