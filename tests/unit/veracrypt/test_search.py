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
    assert opened(container(header), events, workers=1).found.kind is Kind.TRUECRYPT
    assert derived(events) == ["ripemd160"] * 3 + ["sha512"]  # at the three places of headers, then at the first


def test_candidates_are_in_the_documented_order() -> None:
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN, Location.OLD_HIDDEN))
    found = candidates(Wanted(), headers, 10)
    older = [each for each in found if each.kind is Kind.TRUECRYPT]
    assert found[: len(older)] == older and len(older) == 4 * 3
    assert {each.prf.name for each in older} == {"ripemd160", "sha512", "whirlpool", "sha1"}
    newer = [(each.prf.name, each.location.slot, each.length, each.alone) for each in found[len(older) :]]
    rest = ["sha256", "blake2s", "whirlpool", "argon2id", "streebog", "ripemd160"]
    assert newer == [
        ("sha512", 0, 64, True),
        ("sha512", 0, 192, True),
        ("sha512", 1, 64, True),
        *((name, 0, 192, False) for name in rest),
        ("sha512", 1, 192, True),
        *((name, 1, 192, False) for name in rest),
    ]
    assert {len(each.chains) for each in found if each.prf.name == "streebog"} == {15}


def test_a_named_prf_is_tried_alone_with_single_ciphers_first() -> None:
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN))
    found = candidates(Wanted(Kind.VERACRYPT, prf="blake2s"), headers, 10)
    places = [(each.location.slot, each.length) for each in found]
    assert places == [(0, 64), (0, 192), (1, 64), (1, 192)]
    assert all(each.alone for each in found)


def test_nothing_runs_beside_a_candidate_that_is_alone() -> None:
    events: list[Event] = []
    headers = read_headers(container(sealed()), (Location.STANDARD, Location.HIDDEN))
    found = candidates(Wanted(Kind.VERACRYPT, pim=1, prf="sha256"), headers, 10)
    with Secret(b"wrong") as passphrase, pytest.raises(WrongCredential):
        search(headers, found, passphrase, workers=4, on_event=events.append)
    assert [type(event) for event in events] == [KdfStarted, KeyslotTried] * 4


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
