"""A FreeOTFE volume in the words of a frontend: without a passphrase it says nothing."""

from pathlib import Path

from vault.formats.freeotfe.image import READ_ONLY_REASON
from vault.formats.freeotfe.unlock import KDF, Header
from vault.options import Inspection, KeyslotInfo


def describe(container: Path, container_size: int, header: Header) -> Inspection:
    """What was assumed, and that the rest cannot be known; ``uuid``, ``cipher`` and sizes of keys are empty."""
    keyslot = KeyslotInfo(
        number=0,
        priority="normal",
        kdf=KDF,
        hash=None,
        iterations=header.iterations,
        memory_kib=None,
        lanes=None,
        cipher="",
        key_size=0,
        digest=None,
        tokens=(),
    )
    return Inspection(
        container=container,
        header=None,
        format="freeotfe",
        size=container_size,
        segment_offset=header.data_offset,
        metadata_size=len(header.block),
        keyslots=(keyslot,),
        warnings=(
            "this may be a FreeOTFE volume: its header cannot be told from noise without the passphrase",
            READ_ONLY_REASON,
        ),
    )
