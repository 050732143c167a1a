"""Header backup and restore, and new credentials for a volume.

At each moment one of the two headers opens the volume: the one that opened it is always written last.

References: VeraCrypt documentation, "Tools" (backup and restore of volume headers, change of passwords)
"""

from collections.abc import Sequence
from pathlib import Path

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnsupportedFeature, UsageError, from_os
from vault.events import OnEvent, ignore
from vault.formats.veracrypt.header import check
from vault.formats.veracrypt.layout import HEADERS_SIZE, KEYS_SIZE, Fields, Kind, Location, decode
from vault.formats.veracrypt.open import Wanted, find
from vault.formats.veracrypt.seal import DROPPED_PRF, PASSES, Recipe, Sealer, store, warn_of_low_pim
from vault.formats.veracrypt.search import Hit

COPIES = {
    Location.STANDARD: (Location.BACKUP, Location.STANDARD),
    Location.BACKUP: (Location.STANDARD, Location.BACKUP),
    Location.HIDDEN: (Location.HIDDEN_BACKUP, Location.HIDDEN),
    Location.HIDDEN_BACKUP: (Location.HIDDEN, Location.HIDDEN_BACKUP),
}
"""Both places of a header, in the order of writing, by the one that opened."""


def change_credential(
    device: BlockDevice,
    old: Secret,
    new: Secret,
    *,
    wanted: Wanted | None = None,
    recipe: Recipe | None = None,
    passes: int = PASSES,
    on_event: OnEvent = ignore,
) -> None:
    """Give the volume that ``old`` opens the new credential: passphrase, PRF, PIM and keyfiles.

    ``wanted`` says how the old one opens it, as in ``unlock``. ``recipe`` is by default the old PRF with the default
    PIM and no keyfiles. Both headers are rewritten, each after ``passes - 1`` passes of random bytes. Whoever copied a
    header before still opens the volume with the old credential. Raises WrongCredential, UnsupportedFeature for
    TrueCrypt volumes and system encryption, and as ``unlock`` and ``create``.
    """
    if passes < 1:
        raise UsageError("a header is written at least once")
    hit = find(device, old, wanted or Wanted(), on_event=on_event)
    with hit.area:
        fields = _checked(hit, device.size)
        kept = hit.candidate.prf.name
        chosen = recipe or Recipe() if kept == DROPPED_PRF else recipe or Recipe(kept)
        chosen.check_new()
        warn_of_low_pim(new, chosen, on_event)
        _write(device, hit, fields, new, chosen, COPIES[hit.candidate.location], passes, on_event)


def header_backup(device: BlockDevice) -> bytes:
    """The headers of the standard and the hidden volume, if there is one, as they are: a file that VeraCrypt restores.

    Nothing tells whether there is a hidden volume, and no credential is needed. Raises UsageError, BackendError.
    """
    if device.size < 2 * HEADERS_SIZE:
        raise UsageError(f"{device.size} bytes have no room for VeraCrypt headers")
    try:
        return bytes(device.read(0, HEADERS_SIZE))
    except OSError as error:
        raise from_os(error, "cannot read the headers") from error


def restore_header(
    device: BlockDevice,
    credential: Secret,
    *,
    source: bytes | None = None,
    wanted: Wanted | None = None,
    on_event: OnEvent = ignore,
) -> Location:
    """Write the header that ``credential`` opens back to its place, and tell which it was.

    It comes from ``source``, a header backup, and is written to both places, or without one from the container's own
    backup headers. Each header gets a fresh salt and keeps its credential; what a restored header opens it opens again,
    although its credential may have been changed since. Raises WrongCredential, DamagedHeader when the header does not
    fit the container, UsageError when ``source`` is no header backup, and as ``unlock``.
    """
    asked = wanted or Wanted()
    if source is not None and len(source) != HEADERS_SIZE:
        raise UsageError(f"a header backup has {HEADERS_SIZE} bytes, not {len(source)}")
    holder = device if source is None else MemoryDevice(HEADERS_SIZE, data=bytearray(source))
    backup = source is None
    search_for = Wanted(
        Kind.VERACRYPT, asked.hidden, backup, False, asked.pim, asked.prf, asked.cipher, tuple(asked.keyfiles)
    )
    hit = find(holder, credential, search_for, on_event=on_event)
    with hit.area:
        fields = _checked(hit, device.size)
        recipe = _same(hit, asked.pim, asked.keyfiles)
        place = COPIES[hit.candidate.location][:1] if backup else COPIES[hit.candidate.location][::-1]
        _write(device, hit, fields, credential, recipe, place, 1, on_event)
    return place[0]


def _checked(hit: Hit, size: int) -> Fields:
    """The fields, when they are of a volume whose headers are written here."""
    candidate = hit.candidate
    fields = decode(hit.area.view())
    check(candidate.kind, candidate.location, fields, size)
    if candidate.kind is not Kind.VERACRYPT or candidate.location not in COPIES:
        raise UnsupportedFeature(
            f"headers of {candidate.kind} volumes at the place {candidate.location} are not changed",
            hint="convert the volume",
        )
    return fields


def _same(hit: Hit, pim: int | None, keyfiles: Sequence[Path]) -> Recipe:
    return Recipe(hit.candidate.prf.name, pim, tuple(keyfiles))


def _write(
    device: BlockDevice,
    hit: Hit,
    fields: Fields,
    credential: Secret,
    recipe: Recipe,
    places: Sequence[Location],
    passes: int,
    on_event: OnEvent,
) -> None:
    with (
        Secret(hit.area.view()[-KEYS_SIZE:]) as keys,
        hit.chain.key_from(keys) as key,
        Sealer(credential, recipe, on_event=on_event) as sealer,
    ):
        if hit.chain.equal_halves(key):
            raise DamagedHeader("the two halves of an XTS key are equal, which makes it weak")
        # All are made before the first is written, so that nothing that may fail comes in between.
        headers = [(place, sealer.header(fields, key, hit.chain, place)) for place in places]
    for place, header in headers:
        store(device, place, header, passes=passes)
