"""Adding, changing and removing keyslots so that no cut loses the volume.

New key material is written and flushed before the header speaks of it; old key material is overwritten and flushed
before the header forgets it, and never before another keyslot is safe on the medium.

References: LUKS2 On-Disk Format Specification 1.1.4, section 4; spec/volume-format.md, "Keyslots".
"""

from collections.abc import Callable

from vault.blockdev.base import BlockDevice
from vault.crypto.kdf import Cost
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, UsageError
from vault.events import OnEvent, Warned, ignore
from vault.formats.luks2 import documents
from vault.formats.luks2.areas import area_cipher, is_intact, plan_keyslot, wipe_area, write_area
from vault.formats.luks2.documents import Document, edited, fitting, put
from vault.formats.luks2.limits import DEFAULT_LIMITS, KEY_SIZE_MAX, Limits
from vault.formats.luks2.lookup import (
    check_exists,
    digest_of,
    free_slot,
    is_unbound,
    is_volume_key,
    named,
    verify_key,
    ways_in,
)
from vault.formats.luks2.model import PRIORITY_IGNORE, PRIORITY_NORMAL, PRIORITY_PREFER, Header, Keyslot
from vault.formats.luks2.opening import open_unbound, unlock
from vault.formats.luks2.tokens import (
    NAME,
    Token,
    answering,
    answers,
    check_name,
    drop_stale,
    move_name,
    put_new,
    release_tokens,
    tokens_of,
)
from vault.formats.luks2.validate import check_openable
from vault.formats.luks2.write import check_current, write_header

ANOTHER = "vault keyslot add CONTAINER adds one for a passphrase"


def add_keyslot(
    header: Header,
    device: BlockDevice,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    slot: int | None = None,
    priority: int = PRIORITY_NORMAL,
    token: Token | None = None,
    name: str = "",
    on_event: OnEvent = ignore,
) -> tuple[Header, int]:
    """The header with a further keyslot for ``credential``, as stored, and the keyslot's number, free or the given one.

    ``token`` is type and members of a token for it; token and name come with the same update of the header. Raises
    KeyslotError when the number is taken or there is no room, UsageError for a name or token that cannot be,
    LimitExceeded, BackendError.
    """
    check_openable(header)
    check_name(name)
    own = header.digest_of_segment()
    verify_key(header, own, volume_key)

    def bind(document: Document, number: int) -> None:
        documents.digest_member(document, own)["keyslots"].append(str(number))
        put_new(document, number, token=token, name=name)

    return _insert(header, device, volume_key, credential, cost, bind, slot=slot, priority=priority, on_event=on_event)


def add_unbound(
    header: Header,
    device: BlockDevice,
    key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    slot: int | None = None,
    priority: int = PRIORITY_NORMAL,
    name: str = "",
    on_event: OnEvent = ignore,
) -> tuple[Header, int]:
    """The header with a keyslot that holds ``key``, which opens nothing here, as stored, and the keyslot's number.

    The key has a digest of its own, of as many iterations as the volume key's. Raises as ``add_keyslot``, and
    UsageError for the volume key itself or a key of an impossible length.
    """
    check_openable(header)
    check_name(name)
    if not 0 < len(key) <= KEY_SIZE_MAX:
        raise UsageError(f"a key of its own has 1 to {KEY_SIZE_MAX} bytes, not {len(key)}")
    if is_volume_key(header, key):
        raise UsageError("the volume key is no key of its own", hint="add a keyslot that opens the volume")
    proof = documents.digest_json(key, header.digest_of_segment().iterations)

    def bind(document: Document, number: int) -> None:
        put(document["digests"], documents.free_number(header.digests, "digests"), {**proof, "keyslots": [str(number)]})
        put_new(document, number, name=name)

    return _insert(header, device, key, credential, cost, bind, slot=slot, priority=priority, on_event=on_event)


def change_keyslot(
    header: Header,
    device: BlockDevice,
    slot: int,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    new_slot: int | None = None,
    on_event: OnEvent = ignore,
) -> Header:
    """The header, as stored, with a keyslot for ``credential`` in place of ``slot``, under its number or a new one.

    The new key material goes to a free keyslot first, then the old is overwritten, then the new takes the old number;
    at each moment the old or the new credential opens the volume. The name stays with the keyslot. Raises KeyslotError
    when there is no room for that, or when a token stands for the old credential; a token of an unknown type is warned
    of. ``volume_key`` is what the keyslot holds, also where that is a key of its own.
    """
    check_openable(header)
    old = named(header, slot)
    if kind := answering(header, slot):
        raise KeyslotError(
            f"keyslot {slot} is opened by a token of type {kind}, which would not fit another credential",
            hint="remove that keyslot, and add another",
            keyslot=slot,
        )
    for number, kind in tokens_of(header, slot):
        if kind != NAME:
            on_event(Warned(f"token {number} of type {kind} may no longer fit keyslot {slot}"))
    return _replace(header, device, old, volume_key, credential, cost, new_slot=new_slot, on_event=on_event)


def convert_keyslot(
    header: Header,
    device: BlockDevice,
    slot: int,
    credential: Secret,
    cost: Cost,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_event: OnEvent = ignore,
) -> Header:
    """The header, as stored, where the keyslot has another KDF or cost; the same credential opens it at each moment.

    Tokens stay, since they still fit. Raises WrongCredential, KeyslotError when there is no room, LimitExceeded,
    UnsupportedFeature, BackendError.
    """
    old = named(header, slot)
    if is_unbound(header, slot):
        key = open_unbound(header, device, slot, credential, limits=limits, on_event=on_event)
    else:
        _, key = unlock(header, device, credential, slot=slot, limits=limits, on_event=without_warnings(on_event))
    with key:
        return _replace(header, device, old, key, credential, cost, on_event=on_event)


def without_warnings(on_event: OnEvent) -> OnEvent:
    """A listener that is told of everything but warnings: what is wrong with the present cost is mended now."""
    return lambda event: None if isinstance(event, Warned) else on_event(event)


def set_priority(
    header: Header, device: BlockDevice, slot: int, priority: int, *, on_event: OnEvent = ignore
) -> Header:
    """The header where the keyslot has this priority, as stored; warns when none is left that is tried unnamed.

    Raises KeyslotError, UnsupportedFeature for a keyslot that cannot be opened, BackendError.
    """
    assert priority in (PRIORITY_IGNORE, PRIORITY_NORMAL, PRIORITY_PREFER)
    check_openable(header)
    named(header, slot)
    changed = edited(header, lambda document: documents.set_priority_json(document["keyslots"][str(slot)], priority))
    if all(changed.keyslots[number].priority == PRIORITY_IGNORE for number in ways_in(changed)):
        on_event(Warned("no keyslot is tried any more unless it is named", hint="name it when the volume is opened"))
    return write_header(device, changed)


def remove_keyslot(
    header: Header, device: BlockDevice, slot: int, *, force: bool = False, on_event: OnEvent = ignore
) -> Header:
    """The header without the keyslot, as stored; its area is overwritten with random bytes.

    Nothing revokes what others copied before: an old copy of the header still opens with the old credential. Raises
    KeyslotError when there is no such keyslot, or when ``force`` is not given and it is the last that opens the data,
    others whose key material is visibly overwritten not counted; warns when those are all opened by tokens.
    """
    check_openable(header)
    check_exists(header, slot)
    _check_others(header, device, slot, force=force, on_event=on_event)
    check_current(device, header)
    wipe_area(device, *_area_of(header, slot), on_event=on_event)
    return write_header(device, edited(header, lambda document: _forget(document, slot)))


def _check_others(header: Header, device: BlockDevice, slot: int, *, force: bool, on_event: OnEvent) -> None:
    """Raise KeyslotError when the keyslot is the last sound way in; warn when only tokens are left as such."""
    ways = ways_in(header)
    left = [number for number in ways if number != slot]
    if slot not in ways:
        return
    if not left and not force:
        raise KeyslotError(
            f"keyslot {slot} is the last one, without it the data is lost for ever",
            hint="add another keyslot first",
            keyslot=slot,
        )
    if left and not force and not any(is_intact(device, header.keyslots[number]) for number in left):
        which = f"keyslot {left[0]} is" if len(left) == 1 else f"keyslots {', '.join(map(str, left))} are"
        raise KeyslotError(
            f"{which} damaged, without keyslot {slot} the data is lost for ever",
            hint="add another keyslot first; vault header check tells what is overwritten",
            keyslot=slot,
            damaged=left,
        )
    if left and not answering(header, slot) and all(answering(header, number) for number in left):
        kinds = sorted({kind for number in left for _, kind in tokens_of(header, number) if answers(kind)})
        on_event(Warned(f"only keyslots of tokens are left to open the volume: {', '.join(kinds)}", hint=ANOTHER))


def _insert(
    header: Header,
    device: BlockDevice,
    key: Secret,
    credential: Secret,
    cost: Cost,
    bind: Callable[[Document, int], None],
    *,
    slot: int | None,
    priority: int,
    on_event: OnEvent,
) -> tuple[Header, int]:
    """The header with a keyslot for ``key``, as stored, and its number; ``bind`` has the document say what for."""
    check_current(device, header)
    number = free_slot(header, slot)
    cipher, area_key_size = area_cipher(header)
    keyslot = plan_keyslot(header, number, cipher, len(key), cost, priority, area_key_size=area_key_size)

    def insert(document: Document) -> None:
        drop_stale(document, number)
        put(document["keyslots"], number, documents.keyslot_json(keyslot))
        bind(document, number)

    changed = fitting(edited(header, insert))
    write_area(device, keyslot, key, credential, on_event=on_event)
    return write_header(device, changed), number


def _replace(
    header: Header,
    device: BlockDevice,
    old: Keyslot,
    key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    new_slot: int | None = None,
    on_event: OnEvent,
) -> Header:
    """The header, as stored, with a keyslot for ``key`` in place of ``old``; see ``change_keyslot``."""
    slot, stays = old.number, new_slot in (None, old.number)
    own = digest_of(header, slot)
    verify_key(header, own, key)

    def bind(document: Document, number: int) -> None:
        documents.digest_member(document, own)["keyslots"].append(str(number))

    target = None if stays else new_slot
    header, number = _insert(
        header, device, key, credential, cost, bind, slot=target, priority=old.priority, on_event=on_event
    )
    wipe_area(device, old.area.offset, old.area.size, on_event=on_event)

    def take_place(document: Document) -> None:
        moved = document["keyslots"][str(number)]
        documents.release(document, number)
        document["keyslots"][str(slot)] = moved

    def take_over(document: Document) -> None:
        move_name(document, slot, number)
        _forget(document, slot)

    return write_header(device, edited(header, take_place if stays else take_over))


def _forget(document: Document, slot: int) -> None:
    """Take the keyslot out of the document, and out of every digest and token that names it."""
    documents.release(document, slot)
    release_tokens(document, slot)


def _area_of(header: Header, slot: int) -> tuple[int, int]:
    if slot in header.keyslots:
        area = header.keyslots[slot].area
        return area.offset, area.size
    foreign = header.foreign_keyslots[slot]
    return foreign.offset, foreign.size
