"""New VeraCrypt volumes, standard and hidden, that look random everywhere.

References: spec/veracrypt-format.md; VeraCrypt documentation, "VeraCrypt Volume Format Specification"
"""

from collections.abc import Iterator

from vault.blockdev.base import BlockDevice
from vault.crypto.ciphers import CipherSpec, SectorCipher, sector_cipher
from vault.crypto.random import random_secret
from vault.crypto.secret import Secret
from vault.errors import UsageError, from_os
from vault.events import OnEvent, Progress, Step, Warned, ignore
from vault.formats.veracrypt.chains import Chain
from vault.formats.veracrypt.header import DATA_UNIT, LAST_VERSION, SECTOR_SIZES, Header, check
from vault.formats.veracrypt.layout import GROUP_SIZE, HEADERS_SIZE, Fields, Kind, Location
from vault.formats.veracrypt.open import Found, VeraCryptUnlocked
from vault.formats.veracrypt.seal import Recipe, Sealer, creatable, store, warn_of_low_pim

PROGRAM_VERSION = 0x010B
"""The oldest VeraCrypt that opens the volume."""
MIN_VOLUME_SIZE = 36 * 1024
"""Bytes of the smallest volume: room for VeraCrypt's smallest file system."""
FILL_STEP = 1 << 20
DEFAULT = Recipe()


def create(
    device: BlockDevice,
    credential: Secret,
    *,
    recipe: Recipe = DEFAULT,
    cipher: str = "aes",
    sector_size: int = DATA_UNIT,
    quick: bool = False,
    filled: bool = False,
    blank: bool = False,
    on_event: OnEvent = ignore,
) -> VeraCryptUnlocked:
    """The new standard volume over the whole container, whose contents are lost; it holds no file system yet.

    Everything is overwritten with random-looking bytes, but with ``quick`` only the places of the headers: then what
    was in between stays and shows which sectors were written since. ``filled`` is for a caller who then writes every
    sector of the volume: what is in between is left to that. ``blank`` says that the container holds zeros. Raises
    UsageError when the container is too small or an option cannot be, CredentialError, LimitExceeded,
    UnsupportedFeature, NoSpace, BackendError.
    """
    size = device.size - 2 * HEADERS_SIZE
    recipe.check_new()
    chain = creatable(cipher)
    fields = _fields(HEADERS_SIZE, size // _checked(sector_size) * sector_size, 0, sector_size)
    _check_size(fields.volume_size, f"a container of {device.size} bytes")
    warn_of_low_pim(credential, recipe, on_event)
    with Sealer(credential, recipe, on_event=on_event) as sealer, new_key(chain) as key:
        if quick or filled:
            if not filled:
                _tell_of_quick(on_event, blank=blank)
            _fill(device, 0, HEADERS_SIZE, on_event)
            _fill(device, device.size - HEADERS_SIZE, HEADERS_SIZE, on_event)
        else:
            _fill(device, 0, device.size, on_event)
        return _finish(device, fields, key, chain, sealer, recipe, (Location.STANDARD, Location.BACKUP))


def _tell_of_quick(on_event: OnEvent, *, blank: bool) -> None:
    what = "holds zeros" if blank else "keeps what it held before"
    on_event(
        Warned(
            f"the container {what} wherever nothing is written: it shows how much of the volume is used, and where",
            hint="leave out --quick to fill it with random data, which a hidden volume needs",
        )
    )


def create_hidden(
    device: BlockDevice,
    credential: Secret,
    size: int,
    *,
    outer: VeraCryptUnlocked,
    recipe: Recipe = DEFAULT,
    cipher: str = "aes",
    quick: bool = False,
    on_event: OnEvent = ignore,
) -> VeraCryptUnlocked:
    """The new hidden volume of ``size`` bytes at the end of the outer volume, which was unlocked and is not in use.

    What the outer volume's file system has there is lost, so the caller sees to it that it has nothing. An earlier
    hidden volume is lost too. ``quick`` keeps the bytes there are, which is right when the outer volume was not made
    quickly. Raises UsageError when it does not fit, and as ``create``.
    """
    recipe.check_new()
    chain = creatable(cipher)
    around = outer.header
    if around.hidden or around.kind is not Kind.VERACRYPT or around.location is Location.SYSTEM:
        raise UsageError("a hidden volume needs a standard VeraCrypt volume around it")
    if size % around.sector_size:
        raise UsageError(f"{size} bytes are not whole sectors of {around.sector_size} bytes")
    _check_size(size, f"a hidden volume of {size} bytes")
    offset = around.area_offset + around.area_size - size
    if offset < around.area_offset + MIN_VOLUME_SIZE:
        raise UsageError(
            f"the outer volume has {around.area_size} bytes, too few for a hidden volume of {size}",
            hint=f"a hidden volume leaves at least {MIN_VOLUME_SIZE} bytes",
        )
    fields = _fields(offset, size, size, around.sector_size)
    warn_of_low_pim(credential, recipe, on_event)
    with Sealer(credential, recipe, on_event=on_event) as sealer, new_key(chain) as key:
        if not quick:
            _fill(device, offset, size, on_event)
        for start in (GROUP_SIZE, device.size - GROUP_SIZE):
            _fill(device, start, GROUP_SIZE, on_event)
        return _finish(device, fields, key, chain, sealer, recipe, (Location.HIDDEN, Location.HIDDEN_BACKUP))


def new_key(chain: Chain) -> Secret:
    """A random volume key for the chain, as a cipher spec has it."""
    while True:
        key = random_secret(chain.key_size)
        if not chain.equal_halves(key):
            return key
        key.wipe()


def _finish(
    device: BlockDevice,
    fields: Fields,
    key: Secret,
    chain: Chain,
    sealer: Sealer,
    recipe: Recipe,
    places: tuple[Location, Location],
) -> VeraCryptUnlocked:
    """Store both headers; what they promise is checked as when they are read."""
    header: Header = check(Kind.VERACRYPT, places[0], fields, device.size)
    segment = header.segment(chain, device.size)
    for location in places:
        store(device, location, sealer.header(fields, key, chain, location))
    found = Found(Kind.VERACRYPT, recipe.derivation().name, str(chain), places[0], fields.version)
    return VeraCryptUnlocked(places[0].slot, Secret(key.view()), segment, header, found)


def _fields(offset: int, size: int, hidden_size: int, sector_size: int) -> Fields:
    return Fields(
        magic=Kind.VERACRYPT.value,
        version=LAST_VERSION,
        program_version=PROGRAM_VERSION,
        hidden_size=hidden_size,
        volume_size=size,
        area_offset=offset,
        area_size=size,
        flags=0,
        sector_size=sector_size,
    )


def _checked(sector_size: int) -> int:
    if sector_size not in SECTOR_SIZES:
        raise UsageError(f"{sector_size} is not a sector size", hint="it is 512, 1024, 2048 or 4096")
    return sector_size


def _check_size(size: int, what: str) -> None:
    if size < MIN_VOLUME_SIZE:
        raise UsageError(
            f"{what} is too small for a VeraCrypt volume",
            hint=f"a container has at least {MIN_VOLUME_SIZE + 2 * HEADERS_SIZE} bytes, a hidden volume "
            f"{MIN_VOLUME_SIZE}",
        )


def _fill(device: BlockDevice, offset: int, length: int, on_event: OnEvent) -> None:
    """Overwrite with zeros encrypted by a key that nobody keeps, durably. Raises NoSpace, BackendError."""
    on_event(Step("overwriting the container with random data"))
    spec = CipherSpec.parse("aes-xts-plain64")
    with random_secret(64) as key:
        cipher = sector_cipher(spec, key, DATA_UNIT)
    try:
        for start, data in _noise(cipher, offset, offset + length, device.sector_size):
            device.write(start, data)
            on_event(Progress("overwriting", start + len(data) - offset, length))
        device.flush()
    except OSError as error:
        raise from_os(error, "cannot overwrite the container") from error
    finally:
        cipher.close()


def _noise(cipher: SectorCipher, start: int, end: int, sector: int) -> Iterator[tuple[int, bytearray]]:
    end -= (end - start) % sector
    for offset in range(start, end, FILL_STEP):
        data = bytearray(min(FILL_STEP, end - offset))
        cipher.encrypt(offset // DATA_UNIT, data)
        yield offset, data
