"""What is written into the JSON document of a header: keyslots, digests, and their way in and out.

References: LUKS2 On-Disk Format Specification 1.1.4, section 3; spec/volume-format.md, "JSON".
"""

import copy
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vault.crypto import digest
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import KeyslotError
from vault.formats.luks2 import jsontext
from vault.formats.luks2.limits import DIGEST_SALT_SIZE, OBJECTS_MAX
from vault.formats.luks2.model import PRIORITY_NORMAL, Digest, Header, Kdf, Keyslot

Document = dict[str, Any]
DIGEST_HASH = "sha256"
DIGEST_SIZE = 32


def edited(header: Header, edit: Callable[[Document], None]) -> Header:
    """The header with a changed copy of its document, validated again; all unknown fields are kept."""
    document = copy.deepcopy(dict(header.document))
    edit(document)
    return header.with_document(document)


def fitting(header: Header) -> Header:
    """The same; raises LimitExceeded when its JSON does not fit, before anything of it is written."""
    jsontext.encode(header.document, header.json_size)
    return header


def put(objects: Document, number: int, value: Document) -> None:
    """Insert by number, so that a header looks the same whatever its history."""
    objects[str(number)] = value
    ordered = sorted(objects.items(), key=lambda item: int(item[0]))
    objects.clear()
    objects.update(ordered)


def free_number(taken: Iterable[int], what: str) -> int:
    """The lowest number that no other object has. Raises KeyslotError; ``what`` names the objects in it."""
    free = sorted(set(range(OBJECTS_MAX)).difference(taken))
    if not free:
        raise KeyslotError(f"all {what} are taken", hint="remove one first")
    return free[0]


def release(document: Document, slot: int) -> None:
    """Take a keyslot out of the document, and out of its digest, which goes too when it has nothing left to prove."""
    del document["keyslots"][str(slot)]
    for number, holder in list(document["digests"].items()):
        if str(slot) in holder["keyslots"]:
            holder["keyslots"].remove(str(slot))
            if not holder["keyslots"] and not holder["segments"]:
                del document["digests"][number]


def keyslot_json(keyslot: Keyslot) -> Document:
    """The keyslot as cryptsetup writes it."""
    area = keyslot.area
    result: Document = {
        "type": "luks2",
        "key_size": keyslot.key_size,
        "af": {"type": "luks1", "stripes": keyslot.af_stripes, "hash": keyslot.af_hash},
        "area": {
            "type": "raw",
            "offset": str(area.offset),
            "size": str(area.size),
            "encryption": str(area.cipher),
            "key_size": area.key_size,
        },
        "kdf": _kdf_json(keyslot.kdf),
    }
    set_priority_json(result, keyslot.priority)
    return result


def set_priority_json(keyslot: Document, priority: int) -> None:
    """Have the keyslot's object say its priority, as cryptsetup does: the normal one by saying nothing."""
    keyslot.pop("priority", None)
    if priority != PRIORITY_NORMAL:
        keyslot["priority"] = priority


def digest_json(
    key: Secret, iterations: int, *, keyslots: Iterable[int] = (), segments: Iterable[int] = ()
) -> Document:
    """A new digest of the key, as cryptsetup writes it."""
    salt = random_bytes(DIGEST_SALT_SIZE)
    value = digest.pbkdf2_digest(key, salt, DIGEST_HASH, iterations, DIGEST_SIZE)
    return {
        "type": "pbkdf2",
        "keyslots": [str(number) for number in keyslots],
        "segments": [str(number) for number in segments],
        "hash": DIGEST_HASH,
        "iterations": iterations,
        "salt": b64encode(salt).decode(),
        "digest": b64encode(value).decode(),
    }


def digest_member(document: Mapping[str, Any], own: Digest) -> Document:
    """The object of the digest in a document."""
    found: Document = document["digests"][str(own.number)]
    return found


def _kdf_json(kdf: Kdf) -> Document:
    cost = kdf.cost
    salt = b64encode(kdf.salt).decode()
    if isinstance(cost, Pbkdf2Cost):
        return {"type": cost.kind, "hash": cost.hash, "iterations": cost.iterations, "salt": salt}
    return {"type": cost.kind, "time": cost.time, "memory": cost.memory_kib, "cpus": cost.lanes, "salt": salt}
