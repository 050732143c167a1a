"""What can be told of VeraCrypt headers: whether their places look random, and which of them a credential opens.

References: spec/header-safety.md, "Checking"; spec/veracrypt-format.md
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vault.container import Container, typed
from vault.errors import DamagedHeader, UsageError, WrongCredential
from vault.events import OnEvent
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.header import check
from vault.formats.veracrypt.layout import HEADER_SIZE, HEADERS_SIZE, Kind, Location, decode
from vault.formats.veracrypt.open import Wanted, find
from vault.formats.veracrypt.search import Hit
from vault.headers.areas import appearance
from vault.headers.kept import kept
from vault.headers.remains import GUESS, GUESS_HINT
from vault.headers.saved import VERACRYPT
from vault.options import CopyCheck, HeaderCheck

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

PLACES = {Location.STANDARD: "primary", Location.BACKUP: "secondary"}
HIDDEN = {Location.HIDDEN: "primary", Location.HIDDEN_BACKUP: "secondary"}
OTHER = {"primary": "secondary", "secondary": "primary"}


@dataclass(frozen=True, slots=True)
class Copies:
    """Which of the two copies of a header a credential opens, and how: ``good`` by name, ``bad`` with the reason."""

    places: dict[Location, str]
    good: dict[str, Location]
    bad: dict[str, str]
    narrowed: Wanted


def check_veracrypt(
    locked: VeraCryptLocked,
    container: Container,
    credential: "Callable[[], Secret] | None",
    on_event: OnEvent,
    *,
    guessed: bool = False,
) -> HeaderCheck:
    """What was found; with the ``credential`` of the volume, or of a hidden one, both copies of its header are opened.

    ``guessed`` says that nobody named the format, so that nothing but the container's looks speaks for VeraCrypt.
    Raises UsageError for what has no such headers, BackendError.
    """
    if locked.options.system or container.device.size < 2 * HEADERS_SIZE:
        raise UsageError("there are no copies of the header that could be checked")
    flaws, notes = [], []
    looks = {place: _looks(container, place) for place in (*PLACES, *HIDDEN)}
    for place, look in looks.items():
        if look != "random":
            flaws.append(f"there is no header at {_offset(container, place)} any more: there are {look}")
    copies = [_unknown(container, place, name, looks[place]) for place, name in PLACES.items()]
    found, opened = None, None
    if credential is not None:
        with credential() as secret:
            try:
                found = open_copies(locked, container, secret, on_event)
            except WrongCredential as error:
                notes += [str(error), error.hint]
        opened = found is not None
    if found is not None:
        copies = [_tried(container, place, name, found) for place, name in found.places.items()]
        flaws += [
            f"the {name} header is damaged ({reason}): the volume opens from the {OTHER[name]} one; "
            f"vault header repair {typed(container.path)} restores it"
            for name, reason in found.bad.items()
        ]
    else:
        notes += ["only a credential tells a header from noise", *((GUESS, GUESS_HINT) if guessed else ())]
    return HeaderCheck(
        container.path,
        None,
        VERACRYPT,
        False if flaws else opened or None,
        tuple(flaws),
        tuple(notes),
        tuple(copies),
        kept=kept(container),
        opened=opened,
    )


def open_copies(locked: VeraCryptLocked, container: Container, secret: "Secret", on_event: OnEvent) -> Copies:
    """Which copies of a header the credential opens, that of the volume or that of the hidden one in it.

    Raises WrongCredential when it opens none.
    """
    wanted = replace(locked.wanted(), kind=Kind.VERACRYPT, system=False)
    try:
        hit = find(container.device, secret, replace(wanted, backup=False), on_event=on_event)
    except (WrongCredential, DamagedHeader):
        hit = find(container.device, secret, replace(wanted, backup=True), on_event=on_event)
    hit.area.wipe()
    location = hit.candidate.location
    places = HIDDEN if location.hidden else PLACES
    narrowed = replace(wanted, hidden=location.hidden, prf=hit.candidate.prf.name, cipher=str(hit.chain), backup=False)
    good, bad = {}, {}
    for place, name in places.items():
        try:
            again = find(container.device, secret, replace(narrowed, backup=name == "secondary"), on_event=on_event)
            _check(again, container)
        except WrongCredential:
            bad[name] = "the credential does not open it"
        except DamagedHeader as error:
            bad[name] = str(error)
        else:
            good[name] = place
    if not good:
        raise DamagedHeader(f"no copy of the header is good: {'; '.join(bad.values())}")
    return Copies(places, good, bad, narrowed)


def _check(hit: Hit, container: Container) -> None:
    with hit.area:
        check(hit.candidate.kind, hit.candidate.location, decode(hit.area.view()), container.device.size)


def _looks(container: Container, place: Location) -> str:
    offset = _offset(container, place)
    with telling("read the headers"):
        return appearance(bytes(container.device.read(offset, SAMPLE)))


def _offset(container: Container, place: Location) -> int:
    offset = place.offset_in(container.device.size)
    assert offset is not None and SAMPLE == HEADER_SIZE, "there is room for both headers"
    return offset


def _unknown(container: Container, place: Location, name: str, look: str) -> CopyCheck:
    damaged = look != "random"
    reason = f"there are {look}" if damaged else ""
    return CopyCheck(name, _offset(container, place), "damaged" if damaged else "unknown", reason, None)


def _tried(container: Container, place: Location, name: str, found: Copies) -> CopyCheck:
    state = "valid" if name in found.good else "damaged"
    return CopyCheck(name, _offset(container, place), state, found.bad.get(name, ""), None)  # type: ignore[arg-type]
