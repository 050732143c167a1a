"""LUKS2 header images from readable descriptions, by nothing but the standard library, to test readers with.

A vector starts from the valid header below. ``set`` and ``remove`` change its JSON document by JSON pointers, ``text``
replaces the whole document, ``fill`` (hex) goes after it. ``binary`` changes fields of the binary header and
``padding`` (hex) what its second padding begins with. All of that is for both copies unless it stands under
``primary`` or ``secondary``; ``false`` there leaves that copy out, ``unsealed`` lists copies whose checksum is broken,
and ``cut`` is the size that the container is cut to.
"""

import base64
import copy
import hashlib
import json
import struct
from typing import Any

METADATA_SIZE = 16384
KEYSLOT_AREA = 131072
CONTAINER = 2 * METADATA_SIZE + 2 * KEYSLOT_AREA + 8192
FIELDS = {  # name: (offset, size)
    "magic": (0, 6),
    "version": (6, 2),
    "hdr_size": (8, 8),
    "seqid": (16, 8),
    "label": (24, 48),
    "csum_alg": (72, 32),
    "salt": (104, 64),
    "uuid": (168, 40),
    "subsystem": (208, 48),
    "hdr_offset": (256, 8),
    "csum": (448, 64),
}


def _bytes(seed: str, length: int) -> str:
    return base64.b64encode(hashlib.shake_256(seed.encode()).digest(length)).decode()


def base_document() -> dict[str, Any]:
    """The valid document that vectors change."""
    area = {"type": "raw", "encryption": "aes-xts-plain64", "key_size": 64, "size": str(KEYSLOT_AREA)}
    slot = {"type": "luks2", "key_size": 32, "af": {"type": "luks1", "hash": "sha256", "stripes": 4000}}
    argon2 = {"type": "argon2id", "time": 4, "memory": 65536, "cpus": 4, "salt": _bytes("slot 0", 32)}
    pbkdf2 = {"type": "pbkdf2", "hash": "sha512", "iterations": 200000, "salt": _bytes("slot 1", 32)}
    document: dict[str, Any] = {
        "keyslots": {
            "0": slot | {"area": area | {"offset": "32768"}, "kdf": argon2},
            "1": slot | {"area": area | {"offset": "163840"}, "kdf": pbkdf2, "priority": 2},
        },
        "tokens": {"0": {"type": "example", "keyslots": ["1"], "example_data": [True, None, {"a": -1}]}},
        "segments": {
            "0": {
                "type": "crypt",
                "offset": "294912",
                "size": "dynamic",
                "iv_tweak": "0",
                "encryption": "aes-xts-plain64",
                "sector_size": 512,
            }
        },
        "digests": {
            "0": {
                "type": "pbkdf2",
                "keyslots": ["0", "1"],
                "segments": ["0"],
                "hash": "sha256",
                "iterations": 1000,
                "salt": _bytes("digest salt", 32),
                "digest": _bytes("digest", 32),
            }
        },
        "config": {"json_size": "12288", "keyslots_size": "262144", "flags": ["allow-discards"]},
    }
    return json.loads(json.dumps(document))  # so that no two parts are one object


def _parent(document: Any, pointer: str) -> tuple[Any, str]:
    *names, last = pointer.lstrip("/").split("/")
    for name in names:
        document = document[int(name) if isinstance(document, list) else name]
    return document, last


def changed_document(change: dict[str, Any]) -> dict[str, Any]:
    """The valid document with what a vector sets and removes."""
    document = base_document()
    for pointer in change.get("remove", ()):
        parent, name = _parent(document, pointer)
        del parent[name]
    for pointer, value in change.get("set", {}).items():
        parent, name = _parent(document, pointer)
        parent[name] = copy.deepcopy(value)
    return document


def _document(change: dict[str, Any]) -> bytes:
    if "text" in change:
        return change["text"].encode("utf-8", "surrogateescape")
    return json.dumps(changed_document(change), separators=(",", ":"), ensure_ascii=False).encode()


def copy_bytes(change: dict[str, Any], *, secondary: bool, sealed: bool = True, size: int = METADATA_SIZE) -> bytes:
    """One header copy of ``size`` bytes with a fitting checksum, or with one bit of it changed."""
    values: dict[str, Any] = {
        "magic": b"SKUL\xba\xbe" if secondary else b"LUKS\xba\xbe",
        "version": 2,
        "hdr_size": size,
        "seqid": 7,
        "label": "example",
        "csum_alg": "sha256",
        "salt": hashlib.shake_256(f"salt {secondary}".encode()).digest(64),
        "uuid": "7b0e5d5a-97ee-4d0e-a3c6-8a1a2e5c2f10",
        "subsystem": "",
        "hdr_offset": size if secondary else 0,
    }
    values |= change.get("binary", {})
    block = bytearray(4096)
    for name, value in values.items():
        offset, room = FIELDS[name]
        if isinstance(value, int):
            value = struct.pack(f">{'H' if room == 2 else 'Q'}", value)
        elif isinstance(value, str):
            value = value.encode("utf-8", "surrogateescape")
        block[offset : offset + len(value[:room])] = value[:room]
    padding = bytes.fromhex(change.get("padding", ""))
    block[512 : 512 + len(padding)] = padding
    area = (_document(change) + bytes.fromhex(change.get("fill", ""))).ljust(size - 4096, b"\0")
    area = area[: size - 4096]
    name = values["csum_alg"] if values["csum_alg"] in ("sha384", "sha512") else "sha256"
    digest = bytearray(hashlib.new(name, bytes(block) + area).digest())
    digest[0] ^= not sealed
    block[448 : 448 + len(digest)] = digest
    return bytes(block) + area


def build(vector: dict[str, Any]) -> bytes:
    """The whole container of a vector; keyslot areas and data are zeros."""
    image = bytearray(CONTAINER)
    for name, start in (("primary", 0), ("secondary", METADATA_SIZE)):
        own = vector.get(name, {})
        if own is False:
            continue
        change = {key: value for key, value in vector.items() if key not in ("primary", "secondary")} | own
        sealed = name not in vector.get("unsealed", ())
        image[start : start + METADATA_SIZE] = copy_bytes(change, secondary=start > 0, sealed=sealed)
    return bytes(image[: vector.get("cut", CONTAINER)])
