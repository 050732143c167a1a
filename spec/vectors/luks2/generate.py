"""Writes headers.json: what a LUKS2 reader must do with each of these headers (see images.py for how they are made).

Run it after a change: python3 generate.py [OUTPUT]
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from images import CONTAINER, base_document, build

OPENS, DAMAGED, UNSUPPORTED, LIMIT, UNKNOWN = "ok", "damaged-header", "unsupported", "limit", "unknown-format"
GOOD = {"expect": {"read": OPENS, "open": OPENS}}
VECTORS: list[dict[str, Any]] = []


def add(rule: str, name: str, expect: str, stage: str = "read", **change: Any) -> None:
    """One more vector: ``stage`` read means that reading the header gives ``expect``, open that only opening does."""
    expected = {"read": expect} if stage == "read" else {"read": OPENS, "open": expect}
    VECTORS.append({"rule": rule, "name": name, "expect": expected} | change)


def put(rule: str, name: str, expect: str, pointer: str, value: Any, stage: str = "read") -> None:
    """A vector that sets one member."""
    add(rule, name, expect, stage, set={pointer: value})


def text_without(piece: str, instead: str) -> str:
    """The base document as text with a piece replaced."""
    text = json.dumps(base_document(), separators=(",", ":"))
    assert piece in text
    return text.replace(piece, instead, 1)


def binary_header() -> None:
    """Rules of the binary header and of the choice between its copies."""
    VECTORS.append({"rule": "-", "name": "valid", **GOOD, "copies": ["good", "good"]})
    VECTORS.append({"rule": "-", "name": "sha512-checksum", **GOOD, "binary": {"csum_alg": "sha512"}})
    VECTORS.append({"rule": "-", "name": "longest-label", **GOOD, "binary": {"label": "ä" * 23 + "x"}})
    VECTORS.append({"rule": "-", "name": "label-that-is-not-utf-8", **GOOD, "binary": {"label": "\udcff\x1b[2J"}})
    for name, state in (("primary", ["damaged", "good"]), ("secondary", ["good", "damaged"])):
        mark = {"copies": state, "warning": "damaged"}
        VECTORS.append({"rule": "W1", "name": f"{name}-is-missing", **GOOD, name: False, **mark})
        VECTORS.append({"rule": "W1", "name": f"{name}-has-a-bad-checksum", **GOOD, "unsealed": [name], **mark})
        bad = {"text": text_without('"crypt"', "1"), "binary": {"seqid": 9}}
        VECTORS.append({"rule": "W1", "name": f"{name}-is-newer-and-invalid", **GOOD, name: bad, **mark})
        old = [part.replace("damaged", "old") for part in state]
        older = {name: {"binary": {"seqid": 6}}, "copies": old, "warning": "older"}
        VECTORS.append({"rule": "W1", "name": f"{name}-is-older", **GOOD, **older})
    other = {"secondary": {"binary": {"label": "other"}}, "copies": ["good", "damaged"], "warning": "something else"}
    VECTORS.append({"rule": "W1", "name": "same-sequence-id-but-different", **GOOD, **other})
    versions = {"version-3-in-the-primary": "primary", "version-3-in-the-secondary": "secondary"}
    for name, which in versions.items():
        states = ["damaged", "good"] if which == "primary" else ["good", "damaged"]
        change = {which: {"binary": {"version": 3}}, "copies": states, "warning": "damaged"}
        VECTORS.append({"rule": "R2 W1", "name": name, **GOOD, **change})
    add("R1", "no-magic", UNKNOWN, binary={"magic": "LUKS!!"})
    add("R1", "empty-container", UNKNOWN, cut=0)
    add("R2", "version-3", UNKNOWN, binary={"version": 3})
    add("R2", "version-0-primary-and-3-secondary", UNKNOWN, primary={"binary": {"version": 0}}, secondary=False)
    for size in (0, 4096, 16383, 24576, 8388608, 2**31, 2**64 - 1):
        add("R3", f"hdr-size-{size}", DAMAGED, binary={"hdr_size": size})
    add("R4", "hdr-offset-swapped", DAMAGED, binary={"hdr_offset": 4096})
    for name in ("md5", "sha1", "SHA256", "", "crc32c"):
        add("R5", f"checksum-algorithm-{name or 'empty'}", DAMAGED, binary={"csum_alg": name})
    add("R6", "both-checksums-bad", DAMAGED, unsealed=["primary", "secondary"])
    for name, value in {
        "empty": "",
        "upper-case": "7B0E5D5A-97EE-4D0E-A3C6-8A1A2E5C2F10",
        "braces": "{7b0e5d5a-97ee-4d0e-a3c6-8a1a2e5c2f10}",
        "without-hyphens": "7b0e5d5a97ee4d0ea3c68a1a2e5c2f10",
        "path": "../../../etc/passwd",
    }.items():
        add("R7", f"uuid-{name}", DAMAGED, binary={"uuid": value})
    add("R8", "label-without-end", DAMAGED, binary={"label": "x" * 48})
    add("R8", "label-with-bytes-after-its-end", DAMAGED, binary={"label": "x\0y"})
    add("R9", "padding-not-zero", DAMAGED, padding="00000001")
    add("R10", "container-ends-in-the-keyslots", DAMAGED, cut=CONTAINER - 8704)
    add("R10", "container-ends-in-the-primary", DAMAGED, cut=8192)


def json_area() -> None:
    """Rules of the text."""
    text = json.dumps(base_document(), separators=(",", ":"))
    for name, value in {
        "array": f"[{text}]",
        "leading-space": f" {text}",
        "trailing-newline": f"{text}\n",
        "byte-order-mark": f"\ufeff{text}",
        "empty": "",
    }.items():
        add("R11", name, DAMAGED, text=value)
    add("R12", "byte-behind-zeros", DAMAGED, fill="00" * 50 + "20")
    add(
        "R12",
        "no-zero-at-the-end",
        DAMAGED,
        text=text_without('"config":{', f'"config":{{"x":"{"x" * (12288 - len(text) - 7)}",'),
    )
    add("R13", "two-documents", DAMAGED, text=f"{text}{{}}")
    add("R13", "comment", DAMAGED, text=text_without("{", "{/* */"))
    add("R13", "trailing-comma", DAMAGED, text=text_without("]", ",]"))
    add("R13", "control-character", DAMAGED, text=text_without("example", "exam\tple"))
    add("R22", "bad-utf-8-in-a-type", DAMAGED, text=text_without("example", "exam\udcffple"))
    add("R14", "name-twice", DAMAGED, text=text_without('"tokens":{', '"tokens":{},"tokens":{'))
    add("R14", "name-twice-by-escape", DAMAGED, text=text_without('"af":', '"\\u0061f":1,"af":'))
    add("R15", "33-levels", DAMAGED, set={"/tokens/0/deep": json.loads("[" * 30 + "]" * 30)})
    for name, value in {
        "float": "1000.0",
        "exponent": "1e3",
        "not-a-number": "NaN",
        "infinity": "-Infinity",
        "beyond-64-bits": "18446744073709551616",
        "minus-zero": "-0",
        "many-digits": "9" * 256,
        "nul-in-a-string": '"\\u0000"',
        "bad-utf-8": '"\udcff"',
    }.items():
        VECTORS.append({"rule": "-", "name": name, **GOOD, "text": text_without('"a":-1', f'"a":{value}')})
        add("R19", f"{name}-in-place-of-an-integer", DAMAGED, text=text_without('"cpus":4', f'"cpus":{value}'))
    add("R16", "too-many-digits", DAMAGED, text=text_without('"a":-1', f'"a":{"9" * 257}'))
    add("R16", "too-long-a-fraction", DAMAGED, text=text_without('"a":-1', f'"a":0.{"1" * 255}'))
    add("R22", "nul-in-a-type", DAMAGED, text=text_without("example", "exam\\u0000ple"))
    add("R17", "nul-in-a-name", DAMAGED, text=text_without('"a":-1', '"a\\u0000":-1'))
    add("R17", "half-a-character", DAMAGED, text=text_without('"a":-1', '"a":"\\ud800"'))
    add("R17", "half-a-character-in-a-name", DAMAGED, text=text_without('"a":-1', '"\\udc80":-1'))


def objects() -> None:
    """Rules of members in general. That each required member is required is tested by the specification's tables."""
    for name in ("keyslots", "tokens", "segments", "digests", "config"):
        add("R18", f"without-{name}", DAMAGED, remove=[f"/{name}"])
        put("R18", f"{name}-is-an-array", DAMAGED, f"/{name}", [])
    put("R19", "true-as-number", DAMAGED, "/keyslots/0/kdf/cpus", True)
    for name in ("keyslots", "digests", "segments", "tokens"):
        put("R19", f"number-in-{name}", DAMAGED, f"/{name}/0", 5)
    put("R19", "number-as-string", DAMAGED, "/keyslots/0/key_size", "32")
    for name in ("00", "32", "-1", "+1", "x", "", "1" * 30, "\u0661"):
        put(
            "R20",
            f"token-number-{ascii(name)[1:-1] or 'empty'}",
            DAMAGED,
            f"/tokens/{name}",
            {"type": "x", "keyslots": []},
        )
    for name, value in {
        "number": 294912,
        "leading-zero": "0294912",
        "sign": "+294912",
        "negative": "-512",
        "hexadecimal": "0x48000",
        "space": " 294912",
        "empty": "",
        "beyond-64-bits": "18446744073709551616",
        "other-digits": "\u0662\u0669\u0664\u0669\u0661\u0662",
    }.items():
        put("R21", f"offset-{name}", DAMAGED, "/segments/0/offset", value)
    for name, value in {"empty": "", "escape": "raw\x1b[0m", "too-long": "x" * 257, "not-ascii": "räw"}.items():
        put("R22", f"type-{name}", DAMAGED, "/tokens/0/type", value)
    for name, value in {
        "spaces": "AAAA AAAA",
        "short": "AAA",
        "not-canonical": "AAAAAAAAAAB=",
        "url-safe": "____" * 8,
    }.items():
        put("R23", f"salt-{name}", DAMAGED, "/keyslots/0/kdf/salt", value)
    put("R24", "json-size-of-another-area", DAMAGED, "/config/json_size", "28672")
    detached = {"/segments/0/offset": "0"}
    add("R25", "keyslots-size-not-aligned", DAMAGED, set=detached | {"/config/keyslots_size": "262145"})
    put("R25", "keyslots-size-too-large", DAMAGED, "/config/keyslots_size", "134221824")


def keyslots() -> None:
    """Rules of keyslots."""
    area = "/keyslots/0/area"
    for offset in ("0", "16384", "32256", "163840", "262144", "18446744073709551104"):
        rule = "R27" if offset == "163840" else "R26"
        put(rule, f"area-at-{offset}", DAMAGED, f"{area}/offset", offset)
    add("R26", "area-offset-not-aligned", DAMAGED, set={f"{area}/offset": "32769", f"{area}/size": "130560"})
    put("R26", "area-size-not-aligned", DAMAGED, f"{area}/size", "130561")
    put("R27", "area-reaches-into-the-next", DAMAGED, f"{area}/size", "131584")
    for name in (
        "cipher_null-ecb",
        "null",
        "aes-ecb",
        "capi:xts(aes)-plain64",
        "kuznyechik-xts-plain64",
        "aes-twofish-xts-plain64",
        "serpent-lrw-benbi",
        "aes-xts-random",
    ):
        put("R28", f"keyslot-cipher-{name.replace(':', '-')}", UNSUPPORTED, f"{area}/encryption", name)
    put("R29", "area-type-datashift", DAMAGED, f"{area}/type", "datashift")
    put("R29", "keyslot-key-size-16", DAMAGED, f"{area}/key_size", 16)
    put("R30", "area-too-small", DAMAGED, f"{area}/size", "127488")
    put("R31", "af-type", DAMAGED, "/keyslots/0/af/type", "luks3")
    for stripes in (1, 3999, 4001, 2**32):
        put("R31", f"stripes-{stripes}", DAMAGED, "/keyslots/0/af/stripes", stripes)
    for size in (0, -1, 513, 2**40):
        put("R32", f"key-size-{size}", DAMAGED, "/keyslots/0/key_size", size)
    for priority in (-1, 3):
        put("R33", f"priority-{priority}", DAMAGED, "/keyslots/0/priority", priority)
    for name, value in {"time": 0, "memory": 31, "cpus": 0}.items():
        put("R34", f"argon2-{name}-{value}", DAMAGED, f"/keyslots/0/kdf/{name}", value)
        put("R34", f"argon2-{name}-beyond-32-bits", DAMAGED, f"/keyslots/0/kdf/{name}", 2**32)
    for value in (0, -1, 2**32):
        put("R34", f"pbkdf2-iterations-{value}", DAMAGED, "/keyslots/1/kdf/iterations", value)
    put("R34", "kdf-salt-too-short", DAMAGED, "/keyslots/1/kdf/salt", "AAAAAAAAAA==")
    put("R34", "kdf-salt-too-long", DAMAGED, "/keyslots/1/kdf/salt", "AAAA" * 22)


def digests_and_segments() -> None:
    """Rules of digests and segments."""
    put("R35", "digest-type", UNSUPPORTED, "/digests/0/type", "argon2id")
    put("R35", "digest-hash", UNSUPPORTED, "/digests/0/hash", "md5")
    put("R36", "digest-of-another-length", DAMAGED, "/digests/0/digest", "A" * 28)
    put("R36", "digest-too-short", DAMAGED, "/digests/0/digest", "AAAA")
    put("R36", "digest-salt-length", DAMAGED, "/digests/0/salt", "AAAA" * 8)
    put("R37", "digest-iterations", LIMIT, "/digests/0/iterations", 20_000_001)
    put("R37", "digest-iterations-0", DAMAGED, "/digests/0/iterations", 0)
    put("R38", "digest-of-missing-keyslot", DAMAGED, "/digests/0/keyslots", ["0", "1", "2"])
    put("R38", "digest-of-missing-segment", DAMAGED, "/digests/0/segments", ["0", "1"])
    put("R38", "digest-names-a-keyslot-twice", DAMAGED, "/digests/0/keyslots", ["0", "1", "1"])
    put("R38", "digest-keyslot-as-number", DAMAGED, "/digests/0/keyslots", [0, 1])
    put("R39", "keyslot-without-digest", DAMAGED, "/digests/0/keyslots", ["1"])
    second = base_document()["digests"]["0"] | {"keyslots": ["1"], "segments": []}
    put("R39", "keyslot-with-two-digests", DAMAGED, "/digests/1", second)
    mixed = {"/segments/0/encryption": "aes-cbc-plain64", "/keyslots/1/key_size": 16}
    add("R40", "keyslots-of-different-key-sizes", DAMAGED, set=mixed)
    segment = base_document()["segments"]["0"]
    add("R41", "no-segments", DAMAGED, set={"/segments": {}, "/digests/0/segments": []})
    behind = segment | {"offset": "299008"}
    gap = {"/segments/0/size": "4096", "/segments/2": behind, "/digests/0/segments": ["0", "2"]}
    add("R41", "segment-gap", DAMAGED, set=gap)
    put("R42", "offset-not-aligned", DAMAGED, "/segments/0/offset", "294913")
    for size in ("0", "511", "Dynamic", ""):
        put("R42", f"segment-size-{size or 'empty'}", DAMAGED, "/segments/0/size", size)
    for size in (0, 513, 8192, 256):
        put("R43", f"sector-size-{size}", DAMAGED, "/segments/0/sector_size", size)
    add("R43", "size-not-whole-sectors", DAMAGED, set={"/segments/0/sector_size": 4096, "/segments/0/size": "4608"})
    put("R44", "iv-offset-that-wraps", DAMAGED, "/segments/0/iv_tweak", "9223372036854775808")
    put("R45", "segment-without-digest", DAMAGED, "/digests/0/segments", [])
    add("R46", "volume-key-too-short", DAMAGED, set={"/keyslots/0/key_size": 31, "/keyslots/1/key_size": 31})
    add("R46", "volume-key-without-that-of-the-tag", DAMAGED, set=integrity("aes-xts-plain64", type="hmac(sha256)"))
    put("R47", "data-inside-the-keyslots", DAMAGED, "/segments/0/offset", "163840")
    two = {"/segments/1": behind, "/digests/0/segments": ["0", "1"]}
    add("R48", "segments-overlap", DAMAGED, set=two | {"/segments/0/size": "8192"})
    add("R48", "dynamic-size-before-a-later-one", DAMAGED, set=two)
    swapped = two | {"/segments/0/offset": "299008", "/segments/1": segment | {"size": "4096"}}
    add("R48", "dynamic-size-before-an-earlier-one", DAMAGED, set=swapped)
    backup = {"/segments/0/flags": ["backup-final"], "/segments/0/size": "4096"}
    add("R48", "regular-segment-after-backup", DAMAGED, set=two | backup)
    put("R48", "only-backup-segments", DAMAGED, "/segments/0/flags", ["backup-final"])


def integrity(encryption: str = "aes-gcm-random", **change: Any) -> dict[str, Any]:
    """What makes the segment one with integrity; the keys of the base document fit this cipher."""
    members = {"type": "aead", "journal_encryption": "none", "journal_integrity": "none"}
    return {"/segments/0/encryption": encryption, "/segments/0/integrity": members | change}


def opening() -> None:
    """Headers that are valid, can be shown, and must not be opened."""
    for requirement in ("brand-new-feature", "opal", "inline-hw-tags"):
        put("O1", f"requires-{requirement}", UNSUPPORTED, "/config/requirements", {"mandatory": [requirement]}, "open")
    for requirement in ("online-reencrypt-v2", "offline-reencrypt"):
        put("O2", f"requires-{requirement}", UNSUPPORTED, "/config/requirements", {"mandatory": [requirement]}, "open")
    area = {"type": "none", "offset": "163840", "size": "131072"}
    slot = {"type": "reencrypt", "key_size": 1, "area": area, "mode": "reencrypt", "direction": "forward"}
    add(
        "O2",
        "reencrypt-keyslot-without-requirement",
        UNSUPPORTED,
        "open",
        set={"/keyslots/1": slot, "/digests/0/keyslots": ["0"]},
        foreign=[1],
    )
    for kind in ("linear", "some_type"):
        put("O3", f"segment-type-{kind}", UNSUPPORTED, "/segments/0/type", kind, "open")
    linear = {"type": "linear", "offset": "299008", "size": "dynamic"}
    add("O3", "linear-behind-the-data", UNSUPPORTED, "open", set={"/segments/0/size": "4096", "/segments/1": linear})
    for name in ("cipher_null-ecb", "aes-ecb", "capi:xts(aes)-plain64", "kuznyechik-xts-plain64"):
        put("O3", f"data-cipher-{name.replace(':', '-')}", UNSUPPORTED, "/segments/0/encryption", name, "open")
    for name, encryption, change in (
        ("integrity-of-unknown-type", "aes-xts-plain64", {"type": "cmac(aes)"}),
        ("integrity-without-tags", "aes-xts-random", {"type": "none"}),
        ("integrity-that-does-not-fit-the-cipher", "aes-gcm-random", {"type": "poly1305"}),
        ("integrity-of-an-unknown-iv", "aes-gcm-plain", {}),
        ("integrity-of-cbc-with-a-random-iv", "aes-cbc-random", {"type": "hmac(sha256)"}),
        ("integrity-of-a-null-cipher", "cipher_null-ecb", {"type": "hmac(sha256)"}),
        ("integrity-with-an-encrypted-journal", "aes-gcm-random", {"journal_encryption": "ctr(aes)"}),
        ("integrity-with-a-protected-journal", "aes-gcm-random", {"journal_integrity": "hmac(sha256)"}),
        ("integrity-with-a-key-of-its-own", "aes-gcm-random", {"key_size": 16}),
    ):
        add("O4", name, UNSUPPORTED, "open", set=integrity(encryption, **change))
    put("O4", "in-reencryption", UNSUPPORTED, "/segments/0/flags", ["in-reencryption"], "open")
    second = base_document()["segments"]["0"] | {"offset": "299008"}
    add(
        "O5",
        "two-segments",
        UNSUPPORTED,
        "open",
        set={"/segments/0/size": "4096", "/segments/1": second, "/digests/0/segments": ["0", "1"]},
    )
    add("O6", "no-keyslots", "keyslot", "open", set={"/keyslots": {}, "/digests/0/keyslots": [], "/tokens": {}})
    add(
        "O6",
        "only-unknown-kdfs",
        UNSUPPORTED,
        "open",
        set={"/keyslots/0/kdf/type": "argon2", "/keyslots/1/kdf/type": "scrypt"},
        foreign=[0, 1],
    )
    kdf = "/keyslots/0/kdf"
    for name, change in {
        "argon2-memory": {f"{kdf}/memory": 4 * 2**20 + 1},
        "argon2-lanes": {f"{kdf}/cpus": 17},
        "argon2-passes": {f"{kdf}/memory": 4 * 2**20, f"{kdf}/time": 65},
        "argon2-time": {f"{kdf}/time": 2**32 - 1},
        "pbkdf2-iterations": {"/keyslots/1/kdf/iterations": 200_000_001},
    }.items():
        add("O7 W3", f"{name}-over-the-limit", LIMIT, "open", set=change, warning="the limit is")

    detached = {"read": OPENS, "open": OPENS, "placed": DAMAGED}
    change = {"/segments/0/offset": "0"}
    VECTORS.append({"rule": "O8", "name": "data-over-the-header", "expect": detached, "set": change})


def tolerated() -> None:
    """What a reader keeps or ignores."""
    dangling = {"set": {"/tokens/0/keyslots": ["7"]}, "warning": "token 0 names keyslot 7"}
    VECTORS.append({"rule": "W2", "name": "dangling-token", **GOOD, **dangling})
    foreign = {"set": {"/keyslots/0/kdf/type": "argon2"}, "foreign": [0]}
    VECTORS.append({"rule": "-", "name": "keyslot-with-unknown-kdf", **GOOD, **foreign})
    af_hash = {"set": {"/keyslots/0/af/hash": "streebog512"}, "foreign": [0]}
    VECTORS.append({"rule": "-", "name": "keyslot-with-unknown-hash", **GOOD, **af_hash})
    mac = integrity("aes-xts-random", type="hmac(sha256)", key_size=32)
    longer = {"/keyslots/0/key_size": 64, "/keyslots/0/area/size": "258048", "/digests/0/keyslots": ["0"]}
    without = {"remove": ["/keyslots/1", "/tokens/0"]}
    VECTORS.append({"rule": "-", "name": "integrity-by-a-mac", **GOOD, "set": mac | longer, **without})
    for name, change in {
        "unknown-members": {"/x": {"y": [1]}, "/config/x": "y", "/segments/0/x": 0, "/keyslots/0/kdf/x": None},
        "unknown-flags": {"/config/flags": ["allow-discards", "brand-new-hint"]},
        "largest-segment": {"/segments/0/size": "18446744073709551104"},
        "digest-of-20-bytes": {"/digests/0/digest": "A" * 27 + "="},
        "aes-cbc-essiv": {"/segments/0/encryption": "aes-cbc-essiv:sha256", "/segments/0/sector_size": 4096},
        "integrity": integrity(),
        "32-levels": {"/tokens/0/deep": json.loads("[" * 29 + "]" * 29)},
    }.items():
        VECTORS.append({"rule": "-", "name": name, **GOOD, "set": change})


def main() -> None:
    """Write headers.json beside this file, or the file that is named."""
    for group in (binary_header, json_area, objects, keyslots, digests_and_segments, opening, tolerated):
        group()
    names = [vector["name"] for vector in VECTORS]
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    for vector in VECTORS:
        vector["sha256"] = hashlib.sha256(build(vector)).hexdigest()
    lines = ",\n".join(json.dumps(vector) for vector in VECTORS)
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("headers.json")
    output.write_text(f"[\n{lines}\n]\n", encoding="ascii")


if __name__ == "__main__":
    main()
