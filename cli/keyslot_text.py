"""Keyslots for people."""

from collections.abc import Sequence

from vault.cli.text import columns
from vault.options import KeyslotInfo

HEAD = ("KEYSLOT", "NAME", "PRIORITY", "KDF", "ITERATIONS", "MEMORY KiB", "LANES", "CIPHER", "KEY BITS", "OPENED BY")


def keyslot_table(keyslots: Sequence[KeyslotInfo]) -> str:
    """A table of keyslots with what opening each one costs."""
    return columns(HEAD, [_row(keyslot) for keyslot in keyslots])


def _row(keyslot: KeyslotInfo) -> tuple[object, ...]:
    if keyslot.unsupported:
        return (keyslot.number, keyslot.name or None, None, keyslot.kdf, *[None] * 5, "not by vault")
    kdf = f"{keyslot.kdf}-{keyslot.hash}" if keyslot.hash else keyslot.kdf
    opened_by = ", ".join([*keyslot.token_kinds, *["unbound"] * keyslot.unbound])
    cost = (keyslot.iterations, keyslot.memory_kib, keyslot.lanes)
    return (
        *(keyslot.number, keyslot.name or None, keyslot.priority, kdf),
        *(*cost, keyslot.cipher, keyslot.key_size, opened_by or None),
    )
