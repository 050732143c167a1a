"""What a header says of a security key: read as systemd writes it, anything else refused in one line."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import TokenUnavailable
from vault.testing.token_contract import check_refusal
from vault.tokens.fido2.record import Record, read

OURS = Record(b"c" * 80, b"s" * 32, pin=True, touch=True, verify=False)
SYSTEMD = {
    "type": "systemd-fido2",
    "keyslots": ["1"],
    "fido2-credential": "kVQL2/LMzgLZExIPqbEkA7BgnimijbYdVpdbRUUKJCHRpwBlpEt+7ZVAwC/idecYy8UaxRJEBv5R/ZktpR8=",
    "fido2-salt": "D3nO8dSliPHP08B/Ln38c0mNw9ePVTe0VFxk3WRv8QA=",
    "fido2-rp": "io.systemd.cryptsetup",
    "fido2-clientPin-required": True,
    "fido2-up-required": True,
    "fido2-uv-required": False,
}
"""Written by systemd-cryptenroll 252."""
FLAGS = ("fido2-clientPin-required", "fido2-up-required", "fido2-uv-required")


def test_what_systemd_wrote_is_read_and_written_alike() -> None:
    found = read(SYSTEMD)
    assert (found.pin, found.touch, found.verify, found.asks) == (True, True, False, (True, True))
    assert {"type": "systemd-fido2", "keyslots": ["1"], **found.members} == SYSTEMD
    assert list(found.members) == list(SYSTEMD)[2:]


def test_what_is_written_is_read_again() -> None:
    assert read(OURS.members) == OURS


def test_what_systemd_248_left_out_is_left_to_the_key() -> None:
    old = {name: value for name, value in SYSTEMD.items() if name not in (*FLAGS, "fido2-rp")}
    found = read(old)
    assert (found.pin, found.touch, found.verify, found.asks) == (None, None, None, (False, True))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


ODD: dict[str, list[Any]] = {
    "fido2-credential": [
        None,
        "",
        5,
        [],
        "====",
        "AAA",
        "AA==\n",
        " AAAA",
        "AAAA====",
        "é",
        b64(bytes(1024)),
        "A" * 10**6,
    ],
    "fido2-salt": [None, "", b64(bytes(31)), b64(bytes(33)), b64(bytes(65)), b64(bytes(96)), {}, True],
    "fido2-rp": [None, "", "github.com", 5, "io.systemd.cryptsetup\0", "IO.systemd.cryptsetup", []],
    FLAGS[0]: ["true", 1, 0, [], {}],
    FLAGS[1]: ["false", 1, 0, [], {}],
    FLAGS[2]: ["", 1, 0, [], {}],
}


@pytest.mark.attack(15)
@pytest.mark.parametrize(
    ("name", "value"),
    [pytest.param(name, value, id=f"{name} {at}") for name, values in ODD.items() for at, value in enumerate(values)],
)
def test_odd_members_are_refused_in_one_line(name: str, value: object) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        read({**OURS.members, name: value})
    check_refusal(caught.value)


@pytest.mark.parametrize("name", ["fido2-credential", "fido2-salt"])
def test_a_token_without_what_it_needs_is_refused(name: str) -> None:
    with pytest.raises(TokenUnavailable, match=name):
        read({each: value for each, value in OURS.members.items() if each != name})


def test_two_salts_are_taken_and_the_longest_credential() -> None:
    found = read({**OURS.members, "fido2-salt": b64(bytes(64)), "fido2-credential": b64(bytes(1023))})
    assert (len(found.salt), len(found.credential)) == (64, 1023)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=80).map(b64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.attack(15)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(OURS.members, json_values)))
def test_whatever_a_header_says_is_a_record_or_one_line(said: dict[str, Any]) -> None:
    try:
        found = read({**OURS.members, **said})
    except TokenUnavailable as error:
        check_refusal(error)
    else:
        assert 0 < len(found.credential) <= 1023 and len(found.salt) in (32, 64)
        assert {found.pin, found.touch, found.verify} <= {True, False, None}
