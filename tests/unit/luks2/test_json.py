"""The JSON area: one object and zeros, nothing of which is lost, and no input that takes long."""

import json

import pytest

from vault.errors import DamagedHeader, LimitExceeded
from vault.formats.luks2.fields import Fields
from vault.formats.luks2.jsontext import Number, decode, encode
from vault.formats.luks2.limits import JSON_DEPTH_MAX, JSON_NUMBER_MAX, METADATA_SIZES

LARGEST = METADATA_SIZES[-1] - 4096

DOCUMENTS = [
    {},
    {"a": [1, -1, 0, 2**64 - 1, -(2**63)], "b": {"c": [True, False, None, ""]}},
    {"text": 'ä€😀\\"/\n\u007f\u2028', "ключ": {}},
    {"[{": "]}", "\\": "\\[", '"': '"{'},
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_survives_the_way_to_bytes_and_back(document: dict[str, object]) -> None:
    area = encode(document, 4096)
    assert len(area) == 4096
    assert decode(area) == document
    assert encode(decode(area), 4096) == area


@pytest.mark.parametrize("document", DOCUMENTS)
def test_escapes_and_white_space_of_others_are_read(document: dict[str, object]) -> None:
    assert decode(json.dumps(document, indent=2).encode() + b"\0") == document


def test_the_order_of_members_is_kept() -> None:
    area = b'{"b":1,"a":{"9":0,"10":0}}' + bytes(9)
    assert encode(decode(area), len(area)) == area


def test_a_document_needs_room_for_one_zero() -> None:
    assert decode(encode({"a": 1}, 8)) == {"a": 1}
    with pytest.raises(LimitExceeded, match="needs 7 bytes, its area has room for 6"):
        encode({"a": 1}, 7)


def test_nesting_is_counted_outside_of_strings() -> None:
    levels = JSON_DEPTH_MAX - 1
    assert decode(b'{"[[[[":' + b"[" * levels + b"]" * levels + b',"b":"' + b"[{" * 50 + b'"}\0')
    with pytest.raises(DamagedHeader, match="nested"):
        decode(b'{"a":' + b"[" * (levels + 1) + b"]" * (levels + 1) + b"}\0")


@pytest.mark.attack(12, 25)
@pytest.mark.parametrize(
    ("before", "repeated", "after"),
    [
        (b'{"a":', b"[", b"}"),
        (b"{", b"]", b"}"),
        (b'{"a":"', b'\\"', b"}"),
        (b"{", b'"', b"}"),
        (b"{", b'"a', b"}"),
        (b"{", b"\\", b"}"),
        (b'{"a":', b"9", b"}"),
        (b'{"a":', b"-", b"}"),
        (b'{"a":1', b" ", b",}"),
        (b'{"a":[', b"{},", b"}"),
        (b'{"a":"', b"\\u0041", b"}"),
        (b'{"a":"', b"\\ud83d\\ude00", b'\\ud83d"}'),
        (b'{"a":"', b"\xff", b"}"),
        (b'{"a":[', b"1e5,", b"}"),
    ],
)
def test_the_largest_area_of_nonsense_is_refused(before: bytes, repeated: bytes, after: bytes) -> None:
    room = LARGEST - len(before) - len(after) - 1
    with pytest.raises(DamagedHeader):
        decode((before + repeated * (room // len(repeated)) + after).ljust(LARGEST, b"\0"))


@pytest.mark.attack(11)
@pytest.mark.parametrize(
    "number",
    [
        *("18446744073709551616", "-9223372036854775809", "-0", "9" * JSON_NUMBER_MAX),
        *("1.0", "1.50", "1E2", "-1.7976931348623157e+308", "1e400", "NaN", "Infinity", "-Infinity"),
    ],
)
def test_a_number_of_others_keeps_its_digits_and_is_none_that_is_used(number: str) -> None:
    area = f'{{"a":[{number}],"b":{number}}}\0'.encode()
    document = decode(area)
    assert document == {"a": [Number(number)], "b": Number(number)}
    assert encode(document, len(area)) == area
    fields = Fields(document, "it")
    for get in (fields.text, fields.u64, lambda name: fields.number(name, -(10**300), 10**300)):
        with pytest.raises(DamagedHeader, match="b is not"):
            get("b")


@pytest.mark.attack(11)
@pytest.mark.parametrize("number", ["0x1", "01", "+1", "1.", ".1", "nan", "9" * 257, "0." + "1" * 255])
def test_a_number_that_is_none_or_too_long_is_refused(number: str) -> None:
    with pytest.raises(DamagedHeader):
        decode(f'{{"a":{number}}}\0'.encode())


@pytest.mark.attack(12)
@pytest.mark.parametrize(
    "text", [b"a\\u0000b", b"\\u0000", b"\xff\xfe", b"\xe2\x82", b"\xed\xa0\x80", b"\\\\ud800\xff"], ids=repr
)
def test_text_of_others_is_written_back_as_it_was_and_is_none_that_is_used(text: bytes) -> None:
    area = b'{"a":["%s"],"b":"%s"}\0' % (text, text)
    document = decode(area)
    assert encode(document, len(area)) == area
    with pytest.raises(DamagedHeader, match="b is not"):
        Fields(document, "it").text("b")


@pytest.mark.attack(12)
@pytest.mark.parametrize("text", ["\\ud800", "\\udc00\\ud800", "\\ud83d\\\\ude00", "\\uDCff", "\x01", "\\x41", "\n"])
def test_a_string_that_others_would_read_differently_is_refused(text: str) -> None:
    for document in (f'{{"a":["{text}"]}}', f'{{"{text}":1}}'):
        with pytest.raises(DamagedHeader):
            decode(document.encode() + b"\0")


@pytest.mark.attack(12)
def test_a_name_that_ends_earlier_for_others_is_refused() -> None:
    with pytest.raises(DamagedHeader, match="NUL"):
        decode(b'{"a":[{"b\\u0000":1}]}\0')


def test_a_pair_of_escapes_is_one_character() -> None:
    assert decode(b'{"a":"\\ud83d\\ude00\\\\ud83d"}\0') == {"a": "😀\\ud83d"}
