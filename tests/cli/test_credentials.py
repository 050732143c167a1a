"""The options name one source for each credential."""

from pathlib import Path

import pytest

from vault.cli.app import App
from vault.cli.credentials import source, with_tries
from vault.errors import UsageError, WrongCredential
from vault.options import Ask, CredentialSource, KeyFile, PassphraseFd

ASK = Ask(confirm=True)


def test_each_option_gives_its_source() -> None:
    assert source(None, 0, None, None, ask=ASK) is ASK
    assert source(None, 0, None, 7, ask=ASK) == PassphraseFd(7)
    assert source(Path("key"), 3, 32, None, ask=ASK) == KeyFile(Path("key"), 3, 32)


@pytest.mark.parametrize("values", [(Path("key"), 0, None, 0), (None, 1, None, None), (None, 0, 32, 0)])
def test_options_that_contradict_each_other_are_refused(
    values: tuple[Path | None, int, int | None, int | None],
) -> None:
    with pytest.raises(UsageError):
        source(*values, ask=ASK)


@pytest.mark.parametrize(("credential", "calls"), [(Ask(), 3), (PassphraseFd(0), 1), (KeyFile(Path("key")), 1)])
def test_only_a_typed_passphrase_may_be_tried_again(credential: CredentialSource, calls: int) -> None:
    made = []

    def fail(given: CredentialSource) -> None:
        made.append(given)
        raise WrongCredential("no keyslot opens with this passphrase")

    with pytest.raises(WrongCredential):
        with_tries(App(), credential, 3, fail)
    assert len(made) == calls and made[0] is credential


def test_the_second_try_counts() -> None:
    outcomes = iter([WrongCredential("wrong"), "opened"])

    def act(_given: CredentialSource) -> str:
        outcome = next(outcomes)
        if isinstance(outcome, WrongCredential):
            raise outcome
        return outcome

    assert with_tries(App(), Ask(), 3, act) == "opened"


def test_what_was_found_is_not_looked_for_again() -> None:
    given = []

    def act(credential: CredentialSource) -> None:
        given.append(credential)
        raise WrongCredential("wrong")

    with pytest.raises(WrongCredential):
        with_tries(App(), Ask(look_first=True), 2, act)
    assert given == [Ask(look_first=True), Ask()]
