"""Whether the places of key material still look like it: ciphertext is random, and what overwrites it seldom is.

References: spec/header-safety.md, "Checking"; LUKS1 On-Disk Format Specification 1.2.3, section 2.4
"""

from collections.abc import Iterator
from itertools import groupby

from vault.blockdev.base import BlockDevice
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE, looks_random
from vault.options import Overwritten

TEXT = frozenset((*range(0x20, 0x7F), 0x09, 0x0A, 0x0D))
MOSTLY = 0.9


def overwritten(device: BlockDevice, offset: int, size: int) -> tuple[Overwritten, ...]:
    """The runs of blocks within ``size`` bytes from ``offset``, whole blocks, that are no ciphertext.

    Raises BackendError.
    """
    with telling("read the keyslots"):
        data = bytes(device.read(offset, size))
    return tuple(_runs(data, offset))


def appearance(block: bytes) -> str:
    """What a block of 512 bytes looks like: ``random``, ``zeros``, ``text``, or what else."""
    if len(set(block)) == 1:
        return f"bytes {block[0]:#04x}" if block[0] else "zeros"
    if looks_random(block):
        return "random"
    if sum(byte in TEXT for byte in block) >= MOSTLY * len(block):
        return "text"
    return "mostly zeros" if block.count(0) >= MOSTLY * len(block) else "not random"


def _runs(data: bytes, offset: int) -> Iterator[Overwritten]:
    blocks = [appearance(data[start : start + SAMPLE]) for start in range(0, len(data), SAMPLE)]
    place = offset
    for looks, run in groupby(blocks):
        length = len(list(run)) * SAMPLE
        if looks != "random":
            yield Overwritten(place, length, looks)
        place += length
