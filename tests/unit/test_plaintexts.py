"""What one process tells another of a plaintext arrives as it was, and nothing else is taken for one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from vault.crypto.ciphers import CipherSpec
from vault.errors import UnsupportedFeature, UsageError
from vault.formats.base import Plaintext, Segment
from vault.formats.bitlocker.extents import VolumeMap
from vault.formats.bitlocker.model import METHODS
from vault.formats.freeotfe.ciphers import Cipher, IvRule
from vault.formats.freeotfe.image import Image
from vault.formats.plaintexts import HOMES, from_json, to_json
from vault.formats.readonly import ReadOnlySegment
from vault.formats.veracrypt.protect import ProtectedSegment

SEGMENT = Segment(1 << 20, 1 << 62, CipherSpec(), 64, 4096, iv_offset=8, iv_large_sectors=True)
CASCADE = Segment(131072, 1 << 20, CipherSpec.parse("aes-twofish-serpent-xts-plain64"), 192, 512, 256)
TO_THE_END = Segment(0, None, CipherSpec.parse("aes-cbc-essiv:sha256"), 32, 512)
CHAINED = Segment(512, 1024, CipherSpec.parse("serpent-twofish-aes-cbci-tcw"), 128, 512)
MAPS = [
    VolumeMap(method, 512, 1 << 20, 8192, ((65536, 65536), (1 << 18, 65536)), boundary, 1 << 22)
    for method in METHODS.values()
    for boundary in (None, 1 << 21)
]
IMAGE = Image(512, 1 << 20, Cipher("aes", "cbc", 32), IvRule(4, "sha512", bytes(range(16))), 3)
ONE_EACH = [SEGMENT, ReadOnlySegment(CASCADE, "why"), ProtectedSegment(TO_THE_END, 512, 1024), MAPS[1], IMAGE]


@pytest.mark.parametrize("plaintext", [SEGMENT, CASCADE, TO_THE_END, CHAINED, *ONE_EACH[1:3], *MAPS, IMAGE], ids=repr)
def test_a_plaintext_survives_json(plaintext: Plaintext) -> None:
    found = from_json(json.loads(json.dumps(to_json(plaintext))))
    assert type(found) is type(plaintext)
    assert found == plaintext


def test_these_are_all_kinds_of_plaintexts() -> None:
    assert {type(each).__name__ for each in ONE_EACH} == set(HOMES)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each member and each element anywhere in a JSON value, as its holder and its key or index."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def spoilt(plaintext: Plaintext) -> Iterator[tuple[str, Any]]:
    """The JSON of a plaintext with one thing wrong in it, and what that is."""
    for number in range(len(list(places(to_json(plaintext))))):
        for what in ({"another": "type"}, 1.5, None, "remove", "add"):
            whole = to_json(plaintext)
            holder, key = list(places(whole))[number]
            old = holder[key]
            if what == "remove":
                del holder[key]
            elif what == "add":
                if not isinstance(old, dict | list):
                    continue
                old.append(old[0]) if isinstance(old, list) else old.update(more=1)
            else:
                holder[key] = what
            optional = what is None and key in ("boundary", "length")
            if not optional and not (key == "hidden" or (isinstance(holder, list) and what == "remove")):
                yield f"{key}: {what}", whole


@pytest.mark.parametrize("plaintext", ONE_EACH, ids=lambda plaintext: type(plaintext).__name__)
def test_a_member_that_is_missing_added_or_of_another_type_is_refused(plaintext: Plaintext) -> None:
    tried = 0
    for what, value in spoilt(plaintext):
        with pytest.raises(UsageError):
            raise AssertionError(f"{what} became {from_json(json.loads(json.dumps(value)))}")
        tried += 1
    assert tried > 15


@pytest.mark.parametrize(
    "value",
    [
        None,
        "Segment",
        7,
        [],
        ["type"],
        {},
        {"type": None},
        {"type": ["Segment"]},
        {"type": "Segment"},
        {"type": "CipherSpec", "cipher": "aes", "mode": "xts", "iv": "plain64"},
        {"type": "Method", "cipher": "aes-xts-plain64", "key_size": 32, "stored_size": 32},
        {"type": "system"},
        {"type": "MappedDevice"},
        {**to_json(SEGMENT), "more": 1},
        {**to_json(SEGMENT), "offset": True},
        {**to_json(SEGMENT), "offset": "0"},
        {**to_json(SEGMENT), "iv_large_sectors": 1},
        {**to_json(SEGMENT), "type": "ReadOnlySegment"},
        {**to_json(MAPS[0]), "hidden": [[1, 2, 3]]},
        {**to_json(MAPS[0]), "hidden": {"0": [1, 2]}},
        {**to_json(IMAGE), "iv_rule": {"method": 4, "hash": "", "volume_iv": "0"}},
    ],
    ids=repr,
)
def test_what_is_no_plaintext_is_refused(value: Any) -> None:
    with pytest.raises(UsageError):
        from_json(value)


@pytest.mark.parametrize("cipher", ["", "aes", "aes-ecb-plain64", "cipher_null-ecb-", "aes-aes-xts-plain64", "a" * 999])
def test_a_cipher_that_there_is_not_is_refused(cipher: str) -> None:
    with pytest.raises(UnsupportedFeature):
        from_json({**to_json(SEGMENT), "cipher": cipher})
