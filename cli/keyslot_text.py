"""Keyslots for people."""

from collections.abc import Sequence

from vault.cli.text import columns
from vault.options import KeyslotInfo

HEAD = ("KEYSLOT", "PRIORITY", "KDF", "ITERATIONS", "MEMORY KiB", "LANES", "CIPHER", "KEY BITS", "TOKENS")


def keyslot_table(keyslots: Sequence[KeyslotInfo]) -> str:
    """A table of keyslots with what opening each one costs."""
    return columns(HEAD, [_row(keyslot) for keyslot in keyslots])


def _row(keyslot: KeyslotInfo) -> tuple[object, ...]:
    kdf = f"{keyslot.kdf}-{keyslot.hash}" if keyslot.hash else keyslot.kdf
    tokens = ", ".join(map(str, keyslot.tokens)) or None
    cost = (keyslot.iterations, keyslot.memory_kib, keyslot.lanes)
    return (keyslot.number, keyslot.priority, kdf, *cost, keyslot.cipher, keyslot.key_size, tokens)
