"""Plain dm-crypt and cryptoloop as a format of volumes: nothing of it is in the container."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vault.blockdev.base import BlockDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import OnEvent
from vault.formats.base import Place, Plaintext, Unlocked
from vault.formats.checks import no_detached_header
from vault.formats.plain import key
from vault.formats.plain.options import PlainOptions
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class PlainLocked:
    """What the user said of it."""

    options: PlainOptions
    uuid: str = ""
    flags: tuple[str, ...] = ()
    needs_credential: bool = True

    @property
    def plaintext(self) -> Plaintext:
        """The segment."""
        return key.plaintext(self.options)

    @property
    def read_only_reason(self) -> str:
        """Ciphers of another age are only read."""
        return key.read_only_reason(self.options.cipher)

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The key that the credential gives, right or wrong; ``raw`` bytes of a key file are not hashed."""
        del slot, trail
        return key.unlock(self.options, credential, key_file=raw, on_event=on_event)


class PlainFormat:
    """Named by the user, since nothing tells it."""

    name = "plain"
    mapping = "CRYPT-PLAIN"
    takes = frozenset({"cipher", "key_size", "hash", "offset", "skip", "size", "sector_size"})

    def probe(self, device: BlockDevice) -> bool:
        """Never: it has no magic."""
        del device
        return False

    def read(self, place: Place, options: OpenOptions, limits: object) -> PlainLocked:
        """What the options say, checked."""
        del limits
        no_detached_header(place, self.name)
        wanted = _options(options)
        end = wanted.offset + (wanted.size or wanted.sector_size)
        if end > place.device.size:
            raise UsageError(f"the container has {place.device.size} bytes, and the volume is to reach to {end}")
        return PlainLocked(wanted)

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """What the options say."""
        wanted = _options(options)
        segment = wanted.segment()
        return Inspection(
            place.path,
            None,
            self.name,
            place.device.size,
            cipher=str(segment.cipher),
            key_size=segment.key_size * 8,
            sector_size=segment.sector_size,
            segment_offset=segment.offset,
            segment_length=segment.length,
            warnings=("all this is what was said of it: nothing in the container tells",),
        )


def _options(given: OpenOptions) -> PlainOptions:
    """What was given, and cryptsetup's defaults for the rest. Raises UsageError, UnsupportedFeature."""
    named = {
        "hash": given.hash,
        "offset": given.offset,
        "skip": given.skip,
        "size": given.size,
        "sector_size": given.sector_size,
        "cipher": None if given.cipher is None else CipherSpec.parse(given.cipher),
        "key_size": None if given.key_size is None else given.key_size // 8,
    }
    return replace(PlainOptions(), **{name: value for name, value in named.items() if value is not None})  # type: ignore[arg-type]
