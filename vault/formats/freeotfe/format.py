"""FreeOTFE and LibreCrypt as a format of volumes, which nothing in the container tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.crypto.secret import Secret
from vault.errors import from_os
from vault.events import OnEvent
from vault.formats.base import Place, Unlocked
from vault.formats.freeotfe import describe as description
from vault.formats.freeotfe import unlock
from vault.formats.freeotfe.image import READ_ONLY_REASON
from vault.formats.freeotfe.layout import BLOCK_SIZE
from vault.formats.freeotfe.unlock import Header
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class FreeOtfeLocked:
    """The block that may be a header."""

    header: Header
    uuid: str = ""
    flags: tuple[str, ...] = ()
    plaintext: None = None
    read_only_reason: str = READ_ONLY_REASON
    needs_credential: bool = True

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The master key and the image."""
        del raw, slot, trail
        return unlock.unlock(self.header, credential, on_event=on_event)


class FreeOtfeFormat:
    """Read only; a detached header is what FreeOTFE calls a keyfile."""

    name = "freeotfe"
    mapping = "CRYPT-FREEOTFE"
    takes = frozenset({"offset"})

    def probe(self, device: BlockDevice) -> bool:
        """Never: it has no magic."""
        del device
        return False

    def read(self, place: Place, options: OpenOptions, limits: object) -> FreeOtfeLocked:
        """The block, which only a passphrase can tell from noise."""
        del limits
        return FreeOtfeLocked(_header(place, options))

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """What is assumed of it."""
        return description.describe(place.path, place.device.size, _header(place, options))


def _header(place: Place, options: OpenOptions) -> Header:
    key_file = None
    if place.header is not place.device:
        try:  # one byte more than there may be, so that a longer file is refused
            key_file = bytes(read_at(place.header, 0, min(place.header.size, BLOCK_SIZE + 1)))
        except OSError as error:
            raise from_os(error, "cannot read the header") from error
    return unlock.read_header(place.device, offset=options.offset or 0, key_file=key_file)
