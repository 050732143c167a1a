"""The search derives each key once, stops at the first hit, and is narrowed by what is known."""

from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import Cancelled, CredentialError, WrongCredential
from vault.events import Event, KdfStarted, KeyslotTried
from vault.formats.veracrypt.layout import Kind, Location
from vault.formats.veracrypt.open import Found, VeraCryptUnlocked, Wanted, candidates, read_headers, unlock
from vault.formats.veracrypt.search import search
from vault.testing.veracrypt import PASSPHRASE, SIZE, changed, container, sealed, small_volume

TRUECRYPT_HEADER = changed(magic=b"TRUE", program_version=0x0700)


def opened(
    device: MemoryDevice, events: list[Event], passphrase: bytes = PASSPHRASE, **options: Any
) -> VeraCryptUnlocked:
    with Secret(passphrase) as secret:
        return unlock(device, secret, on_event=events.append, **options)


def derived(events: list[Event]) -> list[str]:
    return [event.kdf for event in events if isinstance(event, KdfStarted)]


def test_a_named_prf_and_cipher_need_one_derivation() -> None:
    events: list[Event] = []
    found = opened(container(sealed()), events, pim=1, prf="SHA-256", cipher="AES", hidden=False, kind=Kind.VERACRYPT)
    assert derived(events) == ["sha256"]
    assert events[-1] == KeyslotTried(0, opened=True)
    assert found.found == Found(Kind.VERACRYPT, "sha256", "aes-xts", Location.STANDARD, 5)


@pytest.mark.parametrize("hidden", [None, False])
def test_what_opened_last_is_tried_first(hidden: bool | None) -> None:
    events: list[Event] = []
    first = opened(container(sealed()), [], pim=1, prf="sha256").found
    again = opened(container(sealed()), events, pim=1, hidden=hidden, first=first)
    assert (again.found, derived(events)) == (first, ["sha256"])


def test_what_opened_last_may_be_wrong_today() -> None:
    events: list[Event] = []
    stale = Found(Kind.TRUECRYPT, "sha512", "serpent-xts", Location.STANDARD, 5)
    header = sealed(TRUECRYPT_HEADER, kind=Kind.TRUECRYPT, prf="sha512", pim=None)
    found = opened(container(header), events, kind=Kind.TRUECRYPT, prf="sha512", hidden=False, first=stale)
    assert (found.found.cipher, derived(events)) == ("aes-xts", ["sha512"] * 2)


def test_the_search_stops_at_the_hit() -> None:
    events: list[Event] = []
    header = sealed(TRUECRYPT_HEADER, kind=Kind.TRUECRYPT, prf="sha512", pim=None)
    assert opened(container(header), events, kind=Kind.TRUECRYPT, workers=1).found.kind is Kind.TRUECRYPT
    assert derived(events) == ["ripemd160"] * 3 + ["sha512"]  # at the three places of headers, then at the first


def test_candidates_are_in_the_documented_order() -> None:
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN, Location.OLD_HIDDEN))
    found = candidates(Wanted(), headers, 10)
    assert [each.kind for each in found[1:13]] == [Kind.TRUECRYPT] * 4 * 3
    assert {each.prf.name for each in found[1:13]} == {"ripemd160", "sha512", "whirlpool", "sha1"}
    newer = [(each.prf.name, each.location.slot) for each in found if each.kind is Kind.VERACRYPT]
    cheap, dear = ("sha256", "blake2s", "whirlpool"), ("argon2id", "streebog", "ripemd160")
    assert newer == [
        ("sha512", 0),
        *((name, 0) for name in cheap),
        ("sha512", 1),
        *((name, 0) for name in dear),
        *((name, 1) for name in (*cheap, *dear)),
    ]
    assert newer[0] == (found[0].prf.name, found[0].location.slot)
    assert {(each.length, len(each.chains)) for each in found if each.kind is Kind.VERACRYPT} == {(192, 15)}


def test_a_named_prf_is_derived_once_for_each_header() -> None:
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN))
    found = candidates(Wanted(Kind.VERACRYPT, prf="blake2s"), headers, 10)
    assert [(each.location.slot, each.length) for each in found] == [(0, 192), (1, 192)]


@pytest.mark.parametrize("cipher", ["serpent", "aes-twofish", "serpent-twofish-aes"])
@pytest.mark.parametrize("prf", ["sha512", "sha256", "ripemd160"])
def test_chains_of_every_length_open_with_one_derivation(prf: str, cipher: str) -> None:
    events: list[Event] = []
    header = sealed(prf=prf, cipher=cipher)
    found = opened(container(header), events, pim=1, prf=prf, hidden=False)
    assert (found.found.cipher, derived(events)) == (f"{cipher}-xts", [prf])


def test_headers_are_searched_side_by_side() -> None:
    """Both derivations have begun before the first is done, however long that takes."""
    events: list[Event] = []
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN))
    found = candidates(Wanted(Kind.VERACRYPT, pim=1, prf="sha256"), headers, 10)
    with Secret(b"wrong") as passphrase, pytest.raises(WrongCredential):
        search(headers, found, passphrase, workers=2, on_event=events.append)
    assert [type(event) for event in events] == [KdfStarted, KdfStarted, KeyslotTried, KeyslotTried]


def test_a_pim_leaves_truecrypt_out() -> None:
    headers = read_headers(container(sealed()), (Location.STANDARD,))
    assert {each.kind for each in candidates(Wanted(pim=1), headers, 10)} == {Kind.VERACRYPT}


def test_a_wrong_passphrase_counts_its_attempts() -> None:
    events: list[Event] = []
    with pytest.raises(WrongCredential) as raised:
        opened(container(sealed()), events, b"wrong", pim=1, prf="sha256", cipher="aes")
    assert raised.value.attempts == 2  # the standard and the hidden header
    assert [event.opened for event in events if isinstance(event, KeyslotTried)] == [False, False]


def test_an_empty_passphrase_needs_keyfiles() -> None:
    with pytest.raises(CredentialError):
        opened(container(sealed()), [], b"")


def test_a_search_that_is_given_up_leaves_at_once() -> None:
    def give_up(event: Event) -> None:
        if isinstance(event, KeyslotTried):
            raise Cancelled("given up")

    device = container(sealed())
    headers = read_headers(device, (Location.STANDARD,))
    few = candidates(Wanted(pim=1, prf="sha256"), headers, 10)
    with Secret(b"wrong") as passphrase, pytest.raises(Cancelled):
        search(headers, few, passphrase, workers=1, on_event=give_up)


def test_standard_and_hidden_volumes_are_found_without_being_named() -> None:
    device, volume = small_volume()
    with volume.volume_key:
        found = opened(device, [], pim=1, prf="sha256")
    assert (found.slot, found.header.hidden) == (0, False)
    place = changed(hidden_size=65536, volume_size=65536, area_size=65536, area_offset=SIZE - 131072 - 65536)
    device.write(65536, sealed(place, passphrase=b"hidden"))
    assert opened(device, [], b"hidden", pim=1, prf="sha256").slot == 1
