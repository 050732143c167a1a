"""What of a header is whole and what is not, and what is lost by that; nothing is written.

References: spec/header-safety.md, "Checking"
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vault.container import Container, typed
from vault.errors import BackendError, FormatError, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent
from vault.formats.luks import LuksFormat
from vault.formats.luks2.header import NAMES
from vault.formats.luks2.keyslots import name_of, open_keyslot
from vault.formats.luks2.limits import DEFAULT_LIMITS, check_kdfs
from vault.formats.luks2.model import Header, Keyslot
from vault.formats.luks2.tokens import KNOWN
from vault.formats.randomness import SAMPLE
from vault.headers.areas import overwritten
from vault.headers.copies import judged, luks2_copies
from vault.headers.kept import kept, to_restore
from vault.options import CopyCheck, ForeignSignature, HeaderCheck, KeyslotCheck, TokenCheck
from vault.system import blkid

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

LUKS = "crypto_LUKS"
OwnTokens = Callable[[Header], tuple[TokenCheck, ...]]
"""What is found of the tokens of a header."""


@dataclass(slots=True)
class Findings:
    """Sentences in the order of finding: ``flaws`` are damage, ``notes`` are not."""

    flaws: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_luks(
    container: Container, kind: LuksFormat, tokens: OwnTokens, credential: "Secret | None", on_event: OnEvent
) -> HeaderCheck:
    """What was found of the LUKS header; with the ``credential`` each keyslot is tried.

    Raises LimitExceeded, BackendError.
    """
    found = Findings()
    header, copies = _header(container, kind, found)
    signatures = _signatures(container, header, found)
    keyslots: tuple[KeyslotCheck, ...] = ()
    answers: tuple[TokenCheck, ...] = ()
    opened: dict[int, bool] | None = None if credential is None else {}
    if header is not None:
        if credential is not None:
            opened = _opened(container, header, credential, on_event)
        keyslots = tuple(_keyslot(container, header, number, opened) for number in sorted(header.keyslots))
        _tell_keyslots(header, keyslots, found)
        if opened is not None and not any(opened.values()):
            found.notes.append("no keyslot opens with this passphrase or key file")
        answers = tokens(header)
        found.notes += [_answer(container, each) for each in answers if each.reason]
        found.notes += [_foreign(slot.number, slot.reason) for slot in header.foreign_keyslots.values()]
    there, newest = kept(container), to_restore(container)
    if found.flaws and newest is not None:
        found.notes.append(f"the newest backup that was kept of the header is {newest.file}")
    return HeaderCheck(
        container.path,
        container.header_path,
        kind.name,
        not found.flaws,
        tuple(found.flaws),
        tuple(found.notes),
        copies,
        keyslots,
        answers,
        signatures,
        there,
        None if opened is None else any(opened.values()),
    )


def _answer(container: Container, token: TokenCheck) -> str:
    """What is the matter with a token, and what removes one that means nothing any more."""
    said = f"token {token.number} ({token.kind}): {token.reason}"
    if token.state != "dangling" or token.kind not in KNOWN:
        return said
    if token.kind == "vault-keyring":
        return f"{said}; vault keyring forget {typed(container.path, container.header_path)} removes it"
    where = typed(container.header_path or container.path)
    return f"{said}; cryptsetup token remove --token-id {token.number} {where} removes it"


def _foreign(number: int, reason: str) -> str:
    return f"keyslot {number} was not checked: {reason}"


def _header(container: Container, kind: LuksFormat, found: Findings) -> tuple[Header | None, tuple[CopyCheck, ...]]:
    """The header, None when no copy is valid, and what is told of each copy."""
    device = container.header_device
    header: Header | None = None
    reason = ""
    try:
        header = kind.header.read_header(device)
    except FormatError as error:
        reason = str(error)
    if kind.name == "luks2":
        copies = judged(luks2_copies(device))
    else:
        copies = (CopyCheck(NAMES[0], 0, "damaged" if reason else "valid", reason, None),)
    bad = [copy for copy in copies if copy.state != "valid"]
    if header is None:
        found.flaws.append(f"nothing opens the volume: {reason}")
    foreign = [copy for copy in bad if copy.state == "foreign"]
    if foreign:
        found.flaws.append(
            "nobody can tell which copy of the header is the one of this container: "
            + "; ".join(f"{copy.name}: {copy.reason}" for copy in foreign)
        )
    for copy in bad if header is not None and not foreign else ():
        other = next(each.name for each in copies if each is not copy)
        state = "is damaged" if copy.state == "damaged" else "is out of date"
        found.flaws.append(
            f"the {copy.name} copy {state} ({copy.reason}): the volume opens from the {other} one; "
            f"vault header repair {typed(container.path, container.header_path)} restores it"
        )
    return header, copies


def _signatures(container: Container, header: Header | None, found: Findings) -> tuple[ForeignSignature, ...]:
    """The marks of anything else that libblkid knows in the place of the header."""
    end = header.size if header is not None else min(1 << 20, container.header_device.size)
    try:
        seen = blkid.probe(container.header_device.fileno())
    except BackendError as error:
        found.notes.append(f"nobody looked for marks of other formats: {error}")
        return ()
    marks = [
        ForeignSignature(each.type, each.magic_offset)
        for each in seen
        if each.type not in ("", LUKS) and 0 <= each.magic_offset < end
    ]
    marks += [ForeignSignature(f"partition table {each.table}", 0) for each in seen if each.table]
    for mark in marks:
        found.notes.append(f"the mark of {mark.name} is in the header at {mark.offset}: something else wrote there")
    return tuple(marks)


def _opened(container: Container, header: Header, credential: "Secret", on_event: OnEvent) -> dict[int, bool]:
    """Whether the credential opens each keyslot that holds the volume key."""
    slots = [
        header.keyslots[number] for number in sorted(header.digest_of_segment().keyslots) if number in header.keyslots
    ]
    check_kdfs(slots, DEFAULT_LIMITS)
    result = {}
    for slot in slots:
        on_event(KdfStarted(slot.number, slot.kdf.cost.kind))
        try:
            open_keyslot(header, container.header_device, slot, credential).wipe()
        except WrongCredential:
            result[slot.number] = False
        else:
            result[slot.number] = True
        on_event(KeyslotTried(slot.number, opened=result[slot.number]))
    return result


def _keyslot(container: Container, header: Header, number: int, opened: dict[int, bool] | None) -> KeyslotCheck:
    slot = header.keyslots[number]
    size = _material(slot)
    return KeyslotCheck(
        number,
        name_of(header, number),
        slot.area.offset,
        size // SAMPLE,
        overwritten(container.header_device, slot.area.offset, size),
        None if opened is None else opened.get(number),
    )


def _material(slot: Keyslot) -> int:
    """Bytes of the area that the stripes take, whole sectors."""
    return -(-slot.key_size * slot.af_stripes // SAMPLE) * SAMPLE


def _tell_keyslots(header: Header, keyslots: tuple[KeyslotCheck, ...], found: Findings) -> None:
    """What the state of the keyslots means for who wants to open the volume."""
    own = header.digest_of_segment().keyslots if header.segments else ()
    lost = [slot for slot in keyslots if slot.overwritten and not slot.opened]
    for slot in lost:
        found.flaws.append(f"{_called(slot)} cannot be opened any more: {_blocks(slot)}")
    left = [slot for slot in keyslots if slot not in lost and slot.number in own]
    for slot in left if any(slot.opened for slot in left) else ():
        found.notes.append(f"{_called(slot)} {'opens the volume' if slot.opened else 'does not open with this'}")
    if lost and left and not any(slot.opened for slot in left):
        found.notes.append(f"still looking whole: {', '.join(map(_called, left))}")
    if not left:
        found.flaws.append("there is no keyslot left that could open the volume")


def _called(slot: KeyslotCheck) -> str:
    return f"keyslot {slot.number} ({slot.name})" if slot.name else f"keyslot {slot.number}"


def _blocks(slot: KeyslotCheck) -> str:
    """How much of it was overwritten, where, and with what."""
    count = sum(run.length for run in slot.overwritten) // SAMPLE
    places = "; ".join(_places(slot))
    return f"{count} of its {slot.blocks} blocks {'was' if count == 1 else 'were'} overwritten ({places})"


def _places(slot: KeyslotCheck) -> Iterator[str]:
    shown = 4
    for run in slot.overwritten[:shown]:
        yield f"{run.looks_like} from {run.offset} to {run.offset + run.length}"
    if len(slot.overwritten) > shown:
        yield f"and at {len(slot.overwritten) - shown} more places"
