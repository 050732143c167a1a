"""Unlocking a VeraCrypt or TrueCrypt volume: which headers are read, what is tried on them, and what comes of it.

References: spec/veracrypt-format.md
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.crypto.kdf import ARGON2ID, Cost
from vault.crypto.secret import Secret
from vault.errors import (
    CredentialError,
    DamagedHeader,
    LimitExceeded,
    UnknownFormat,
    UsageError,
    WrongCredential,
    from_os,
)
from vault.events import OnEvent, ignore
from vault.formats.base import Unlocked
from vault.formats.veracrypt.chains import CHAINS, chain_named
from vault.formats.veracrypt.header import Header, check
from vault.formats.veracrypt.keyfiles import PASSPHRASE_LIMITS, mixed
from vault.formats.veracrypt.layout import HEADER_SIZE, KEYS_SIZE, Kind, Location, decode
from vault.formats.veracrypt.prf import TABLES, Prf, check_pim, cost, prf_name
from vault.formats.veracrypt.search import Candidate, Hit, search

LOCATIONS: dict[tuple[bool, bool], tuple[Location, ...]] = {
    # backup, hidden
    (False, False): (Location.STANDARD,),
    (False, True): (Location.HIDDEN, Location.OLD_HIDDEN),
    (True, False): (Location.BACKUP,),
    (True, True): (Location.HIDDEN_BACKUP,),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How a header was opened; nothing secret, so it may be stored and tried first next time."""

    kind: Kind
    prf: str
    cipher: str
    location: Location
    version: int


@dataclass(frozen=True, slots=True)
class VeraCryptUnlocked(Unlocked):
    """An unlocked volume with its checked header and how it was found."""

    header: Header
    found: Found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the search; None leaves it open. ``pim`` is None for the default."""

    kind: Kind | None = None
    hidden: bool | None = None
    backup: bool = False
    system: bool = False
    pim: int | None = None
    prf: str | None = None
    cipher: str | None = None
    keyfiles: Sequence[Path] = ()

    def locations(self) -> tuple[Location, ...]:
        """Where headers may lie, in the order of trial. Raises UsageError."""
        if self.system:
            if self.hidden or self.backup:
                raise UsageError("system encryption has neither hidden nor backup headers here")
            return (Location.SYSTEM,)
        kinds = (False, True) if self.hidden is None else (self.hidden,)
        return tuple(place for hidden in kinds for place in LOCATIONS[self.backup, hidden])


def unlock(
    device: BlockDevice,
    credential: Secret,
    *,
    kind: Kind | None = None,
    hidden: bool | None = None,
    backup: bool = False,
    system: bool = False,
    pim: int | None = None,
    prf: str | None = None,
    cipher: str | None = None,
    keyfiles: Sequence[Path] = (),
    first: Found | None = None,
    disk: BlockDevice | None = None,
    disk_offset: int = 0,
    workers: int | None = None,
    on_event: OnEvent = ignore,
) -> VeraCryptUnlocked:
    """The volume that the credential opens: the standard or the hidden one, from its own header or from the backup.

    ``kind``, ``hidden``, ``prf`` and ``cipher`` narrow the search, ``first`` is what opened the last time and is tried
    before all else. ``system`` reads the header of system encryption from ``disk``, which is ``device`` itself by
    default, and then ``device`` begins ``disk_offset`` bytes into the disk. An empty credential needs keyfiles.

    Raises WrongCredential, CredentialError for keyfiles, UsageError for a PIM, PRF or cipher that does not exist,
    LimitExceeded for a passphrase that is too long, UnknownFormat when there is no room for a header, DamagedHeader,
    UnsupportedFeature, BackendError.
    """
    wanted = Wanted(kind, hidden, backup, system, pim, prf, cipher, keyfiles)
    whole = disk if disk is not None and system else device
    hit = find(whole, credential, wanted, first=first, workers=workers, on_event=on_event)
    with hit.area as area:
        location = hit.candidate.location
        fields = decode(area.view())
        header = check(hit.candidate.kind, location, fields, whole.size)
        segment = header.segment(hit.chain, device.size, disk_offset=disk_offset if system else 0)
        segment.size_within(device.size)
        with Secret(area.view()[-KEYS_SIZE:]) as keys:
            key = hit.chain.key_from(keys)
    if hit.chain.equal_halves(key):
        key.wipe()
        raise DamagedHeader("the two halves of an XTS key are equal, which makes it weak")
    found = Found(hit.candidate.kind, hit.candidate.prf.name, str(hit.chain), location, header.version)
    return VeraCryptUnlocked(location.slot, key, segment, header, found)


def find(
    device: BlockDevice,
    credential: Secret,
    wanted: Wanted,
    *,
    first: Found | None = None,
    workers: int | None = None,
    on_event: OnEvent = ignore,
) -> Hit:
    """The header that opens, decrypted and not yet checked, and how it was found; see ``unlock`` for errors."""
    check_wanted(wanted)
    if not credential and not wanted.keyfiles:
        raise CredentialError("an empty passphrase opens nothing without keyfiles")
    headers = read_headers(device, wanted.locations())
    if not headers:
        raise UnknownFormat(f"{device.size} bytes have no room for a VeraCrypt header")
    tried = candidates(wanted, headers, len(credential))
    if not tried:
        raise UsageError(
            "no VeraCrypt or TrueCrypt volume is opened with these options together",
            hint="TrueCrypt knows no PIM; Argon2id is not used for system encryption",
        )
    with mixed(credential, wanted.keyfiles) as passphrase:
        if first is not None:
            known = [each for each in (_narrowed(one, first) for one in tried) if each]
            try:
                return search(headers, known, passphrase, workers=workers, on_event=on_event)
            except WrongCredential:
                pass
        return search(headers, tried, passphrase, workers=workers, on_event=on_event)


def check_wanted(wanted: Wanted) -> None:
    """Raise UsageError for a PIM, PRF or cipher that does not exist, or places that exclude each other."""
    check_pim(wanted.pim, system=wanted.system)
    wanted.locations()
    if wanted.prf is not None:
        prf_name(wanted.prf)
    if wanted.cipher is not None:
        chain_named(wanted.cipher)


def read_headers(device: BlockDevice, locations: Sequence[Location]) -> dict[Location, bytes | bytearray]:
    """Each header that the container has room for, encrypted. Raises BackendError."""
    found: dict[Location, bytes | bytearray] = {}
    for location in locations:
        offset = location.offset_in(device.size)
        if offset is None:
            continue
        try:
            found[location] = read_at(device, offset, HEADER_SIZE)
        except OSError as error:
            raise from_os(error, "cannot read the header") from error
    return found


def candidates(wanted: Wanted, headers: Mapping[Location, object], passphrase_size: int) -> list[Candidate]:
    """All that may open one of the headers, in the order of trial. Raises UsageError, LimitExceeded.

    The PRF that was named or is most likely comes first, for the first header. TrueCrypt's derivations, which cost
    little, run beside it. Then come the other PRFs for the first header, but before the dear ones the first PRF for the
    other headers, and at last what is left for those.
    """
    dear = [each.name for each in TABLES[Kind.VERACRYPT]].index(ARGON2ID)
    chain = None if wanted.cipher is None else chain_named(wanted.cipher)
    ranked: list[tuple[tuple[int, int, int], Candidate]] = []
    for kind, prf, derivation in _derivations(wanted, passphrase_size):
        newer = kind is Kind.VERACRYPT
        chains = tuple(one for one in CHAINS[kind] if chain in (None, one))
        order = [each.name for each in TABLES[kind]].index(prf.name)
        favourite = newer and (wanted.prf is not None or order == 0)
        for number, location in enumerate(headers):
            if not chains or (newer and location is Location.OLD_HIDDEN):
                continue
            if not newer:
                rank = (1, order, number)
            elif favourite:
                rank = (2, dear, 0) if number else (0, order, 0)
            else:
                rank = (3, number, order) if number else (2, order, 1)
            ranked.append((rank, Candidate(kind, location, prf, derivation, chains)))
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def _derivations(wanted: Wanted, passphrase_size: int) -> Iterator[tuple[Kind, Prf, Cost]]:
    name = None if wanted.prf is None else prf_name(wanted.prf)
    kinds = [kind for kind in Kind if wanted.kind in (None, kind)]
    if not any(passphrase_size <= PASSPHRASE_LIMITS[kind] for kind in kinds):
        raise LimitExceeded(f"the passphrase has more than {max(PASSPHRASE_LIMITS[kind] for kind in kinds)} bytes")
    for kind in kinds:
        for prf in TABLES[kind]:
            derivation = cost(kind, prf, wanted.pim, system=wanted.system)
            fits = passphrase_size <= PASSPHRASE_LIMITS[kind] and name in (None, prf.name)
            if fits and derivation is not None:
                yield kind, prf, derivation


def _narrowed(candidate: Candidate, found: Found) -> Candidate | None:
    """The candidate with the one chain that opened before, or None when it was another candidate."""
    if (candidate.kind, candidate.location, candidate.prf.name) != (found.kind, found.location, found.prf):
        return None
    chains = tuple(chain for chain in candidate.chains if str(chain) == found.cipher)
    if not chains:
        return None
    return replace(candidate, chains=chains)
