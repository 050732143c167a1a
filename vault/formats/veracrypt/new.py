"""A new standard VeraCrypt volume, as the role that containers are created by."""

from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import OnEvent
from vault.formats.luks2.create import LAST_STALE_COPY
from vault.formats.luks2.keyslots import wipe_area
from vault.formats.veracrypt.create import DEFAULT, MIN_VOLUME_SIZE, create
from vault.formats.veracrypt.header import DATA_UNIT, SECTOR_SIZES
from vault.formats.veracrypt.layout import HEADERS_SIZE
from vault.formats.veracrypt.open import VeraCryptUnlocked
from vault.formats.veracrypt.seal import Recipe, creatable

DEFAULT_CIPHER = "aes"


@dataclass(frozen=True, slots=True)
class NewVeraCrypt:
    """A standard volume; ``sector_size`` is what it shows as its own, its data is always encrypted in 512 bytes.

    Its container is filled with random data unless it is made ``quick``, or will be ``filled`` by its maker.
    """

    recipe: Recipe = DEFAULT
    cipher: str = DEFAULT_CIPHER
    sector_size: int = DATA_UNIT
    quick: bool = False
    filled: bool = False

    @property
    def format(self) -> str:
        """The name of this format."""
        return "veracrypt"

    @property
    def header_size(self) -> int:
        """Bytes of the headers at one end."""
        return HEADERS_SIZE

    @property
    def overhead(self) -> int:
        """Bytes of the headers at both ends."""
        return 2 * HEADERS_SIZE

    @property
    def smallest(self) -> int:
        """Bytes of the smallest volume."""
        return MIN_VOLUME_SIZE

    def with_detached_header(self) -> "NewVeraCrypt":
        """Refuse."""
        raise UsageError("a veracrypt volume has no detached header", hint="leave out the header option")

    def check(self) -> None:
        """Raise UsageError for what VeraCrypt makes no volumes with."""
        self.recipe.check_new()
        creatable(self.cipher)
        if self.sector_size not in SECTOR_SIZES:
            raise UsageError(f"{self.sector_size} is not a sector size: {SECTOR_SIZES}")

    def make(
        self, data: BlockDevice, header: BlockDevice, credential: Secret, *, blank: bool, on_event: OnEvent
    ) -> VeraCryptUnlocked:
        """The new volume; see ``create``."""
        assert header is data, "the headers lie in the container"
        if self.quick and not blank:
            # What earlier headers left would be taken for the volume that is no more.
            wipe_area(data, 0, min(data.size, LAST_STALE_COPY), on_event=on_event)
        return create(
            data,
            credential,
            recipe=self.recipe,
            cipher=self.cipher,
            sector_size=self.sector_size,
            quick=self.quick,
            blank=blank,
            on_event=on_event,
        )
