"""Tokens: what else the header knows of a keyslot, such as its name and what opens it without being typed.

A token of an unknown type is data that belongs to another program: it loses the number of a keyslot that is removed,
and nothing else of it changes.

References: LUKS2 On-Disk Format Specification 1.1.4, section 3.5; spec/volume-format.md, "Tokens".
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.errors import DamagedHeader, KeyslotError, LimitExceeded, UsageError
from vault.formats.luks2 import jsontext
from vault.formats.luks2.documents import Document, edited, free_number, put
from vault.formats.luks2.lookup import check_exists
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_openable
from vault.formats.luks2.write import write_header

NAME = "vault-name"
KEYRING = "luks2-keyring"
NAME_MAX = 64
"""Characters of a keyslot's name."""
RANDOM_SECRETS = frozenset(("vault-keyring", "systemd-recovery", "systemd-fido2", "systemd-tpm2", "systemd-pkcs11"))
"""Types whose secret is random, so that it is not guessed however cheap the key derivation is."""
KNOWN = RANDOM_SECRETS | {NAME}
"""Types that mean nothing without a keyslot; exactly these, as others may begin like them."""

Token = Mapping[str, Any]


def tokens_of(header: Header, slot: int) -> Iterator[tuple[int, str]]:
    """Number and type of each token of the keyslot."""
    for number, token in sorted(header.tokens.items()):
        if str(slot) in token["keyslots"]:
            yield number, token["type"]


def name_of(header: Header, slot: int) -> str:
    """The keyslot's name, or nothing; a name that could not have been given is none."""
    for number, kind in tokens_of(header, slot):
        name = header.tokens[number].get("name")
        if kind == NAME and isinstance(name, str) and _is_name(name):
            return name
    return ""


def answers(kind: str) -> bool:
    """Whether a token of this type stands for one credential of its keyslot, as far as it is known here."""
    return kind == KEYRING or kind in RANDOM_SECRETS


def answering(header: Header, slot: int) -> str:
    """The type of a known token that stands for the keyslot's credential, or nothing."""
    return next((kind for _, kind in tokens_of(header, slot) if answers(kind)), "")


def has_random_secret(header: Header, slot: int) -> bool:
    """Whether the keyslot's credential is known to be random."""
    return any(kind in RANDOM_SECRETS for _, kind in tokens_of(header, slot))


def add_token(header: Header, device: BlockDevice, token: Token, slots: tuple[int, ...] = ()) -> tuple[Header, int]:
    """The header with a further token for these keyslots, as stored, and the token's number.

    ``token`` is its type and its members; ``keyslots`` among them is replaced. Raises KeyslotError for a keyslot that
    is not there or when all tokens are taken, UsageError for what the header's JSON cannot say, LimitExceeded,
    BackendError.
    """
    check_openable(header)
    for slot in slots:
        check_exists(header, slot)
    number = free_number(header.tokens, "tokens")
    checked = _checked(token)
    changed = edited(header, lambda document: put(document["tokens"], number, _for(checked, slots)))
    return write_header(device, changed), number


def remove_token(header: Header, device: BlockDevice, number: int) -> Header:
    """The header without the token, as stored; its keyslots stay. Raises KeyslotError when there is none."""
    check_openable(header)
    if number not in header.tokens:
        there = ", ".join(map(str, sorted(header.tokens)))
        raise KeyslotError(f"there is no token {number}", hint=f"there are: {there or 'none'}", token=number)

    def take(document: Document) -> None:
        del document["tokens"][str(number)]

    return write_header(device, edited(header, take))


def set_name(header: Header, device: BlockDevice, slot: int, name: str) -> Header:
    """The header where the keyslot has this name, or none when it is empty, as stored.

    Raises UsageError for a name that is too long or not printable, KeyslotError, LimitExceeded, BackendError.
    """
    check_openable(header)
    check_exists(header, slot)
    check_name(name)

    def rename(document: Document) -> None:
        _drop(document, slot, (NAME,))
        put_new(document, slot, name=name)

    return write_header(device, edited(header, rename))


def check_name(name: str) -> None:
    """Raise UsageError for a name that a keyslot cannot have."""
    if name and not _is_name(name):
        raise UsageError(f"a keyslot's name has at most {NAME_MAX} characters, all of them printable")


def put_new(document: Document, slot: int, *, token: Token | None = None, name: str = "") -> None:
    """Give the keyslot a token and a name, if there are any. Raises as ``add_token`` and ``check_name``."""
    check_name(name)
    wanted = [token] if token is not None else []
    wanted += [{"type": NAME, "name": name}] if name else []
    for each in wanted:
        number = free_number(map(int, document["tokens"]), "tokens")
        put(document["tokens"], number, _for(_checked(each), (slot,)))


def drop_stale(document: Document, slot: int) -> None:
    """Have tokens of known types no longer name a keyslot that is not there, before another one has its number."""
    _drop(document, slot)


def release_tokens(document: Document, slot: int) -> None:
    """Take the keyslot out of every token; those that mean nothing without one go with their last."""
    _drop(document, slot)
    for token in document["tokens"].values():
        if str(slot) in token["keyslots"]:
            token["keyslots"].remove(str(slot))


def move_name(document: Document, slot: int, new: int) -> None:
    """Have the keyslot ``new`` the names of ``slot``."""
    for token in document["tokens"].values():
        if token["type"] == NAME and str(slot) in token["keyslots"]:
            token["keyslots"] = [str(new) if each == str(slot) else each for each in token["keyslots"]]


def _drop(document: Document, slot: int, kinds: Container[str] = KNOWN) -> None:
    """Take the keyslot out of the tokens of known types, or of these, and the tokens away that it was the last of."""
    for number, token in list(document["tokens"].items()):
        kind = token["type"]
        if kind in kinds and str(slot) in token["keyslots"]:
            token["keyslots"].remove(str(slot))
            if not token["keyslots"]:
                del document["tokens"][number]


def _for(token: Token, slots: tuple[int, ...]) -> Document:
    rest = {name: value for name, value in token.items() if name not in ("type", "keyslots")}
    return {"type": token["type"], "keyslots": [str(slot) for slot in slots], **rest}


def _checked(token: Token) -> Token:
    """The token as it will be read. Raises UsageError when that is impossible or not the same."""
    try:
        read = jsontext.decode(jsontext.encode(dict(token), 1 << 20))
    except (DamagedHeader, LimitExceeded, TypeError, ValueError) as error:
        raise UsageError(f"the token is nothing that a header can hold: {error}") from error
    if read != dict(token) or not isinstance(read.get("type"), str):
        raise UsageError("the token is nothing that a header can hold")
    return read


def _is_name(name: str) -> bool:
    return 0 < len(name) <= NAME_MAX and name.isprintable()
