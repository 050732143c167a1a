"""What every type of token must do, as tests for an implementation's test class to inherit."""

import json
from collections.abc import Iterator
from traceback import walk_tb
from typing import Any

import pytest

from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.tokens.base import Enrolled, TokenType, Whose

WHOSE = Whose("6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f", 2)
ODD_MEMBERS: tuple[dict[str, Any], ...] = (
    {},
    {"id": 5, "key_description": 5},
    {"id": "", "key_description": ""},
    {"id": "../" * 10 + "ab", "key_description": "a\nb"},
    {"id": "0" * 31 + "\0", "key_description": "a\0b"},
    {"id": ["0" * 32], "key_description": ["a"]},
    {"id": "0" * 5000, "key_description": "a" * 5000},
)


class TokenContract:
    """Inherit as ``class TestX(TokenContract)`` with a fixture ``token``.

    A type that is enrolled by others, or answers through a person, overrides ``enrol``.
    """

    @pytest.fixture
    def token(self) -> TokenType:
        """The token type under test."""
        raise NotImplementedError

    def enrol(self, token: TokenType, whose: Whose) -> Enrolled:
        """Enrolled for the keyslot, so that ``answer`` can give it."""
        return token.enrol(whose)

    @pytest.fixture
    def enrolled(self, token: TokenType) -> Iterator[Enrolled]:
        """Enrolled for WHOSE."""
        enrolled = self.enrol(token, WHOSE)
        yield enrolled
        enrolled.secret.wipe()

    def test_it_says_what_it_is(self, token: TokenType) -> None:
        """Words."""
        assert token.kind.isascii() and token.kind.isprintable() and " " not in token.kind
        assert token.name.isprintable() and not token.name.endswith(".")
        assert isinstance(token.cost, Argon2Cost | Pbkdf2Cost)
        assert token.asks in (True, False)

    def test_it_answers_with_what_it_enrolled_each_time(self, token: TokenType, enrolled: Enrolled) -> None:
        """Round trip; the caller's wiping of one answer is nothing to the next."""
        assert len(enrolled.secret) >= 16 and any(enrolled.secret.view())
        for _ in range(2):
            with token.answer(enrolled.members, WHOSE) as secret:
                assert secret == enrolled.secret
        assert token.status(enrolled.members, WHOSE).state == "ready"

    def test_its_members_are_json_and_tell_nothing_secret(self, token: TokenType, enrolled: Enrolled) -> None:
        """What goes into the header is public."""
        text = json.dumps(dict(enrolled.members))
        assert not {"type", "keyslots"} & enrolled.members.keys()
        with token.answer(json.loads(text), WHOSE) as secret:
            assert secret == enrolled.secret
        for shown in (
            text,
            repr(enrolled),
            str(enrolled.members),
            repr(vars(token) if hasattr(token, "__dict__") else ""),
        ):
            assert not told(shown, enrolled.secret)

    def test_forgetting_twice_is_harmless(self, token: TokenType, enrolled: Enrolled) -> None:
        """Whether there was anything to forget or not."""
        token.forget(enrolled.members, WHOSE)
        token.forget(enrolled.members, WHOSE)


class ReadingTokenContract(TokenContract):
    """For a type that looks at what the header says."""

    @pytest.mark.attack(15)
    @pytest.mark.parametrize("members", ODD_MEMBERS, ids=range(len(ODD_MEMBERS)))
    def test_odd_members_are_refused_in_one_line(self, token: TokenType, members: dict[str, Any]) -> None:
        """A header may say anything."""
        with pytest.raises(TokenUnavailable) as caught:
            token.answer(members, WHOSE)
        check_refusal(caught.value)
        status = token.status(members, WHOSE)
        assert status.state != "ready" and status.reason


class KeepingTokenContract(ReadingTokenContract):
    """For a type that keeps the secret for one keyslot, and can forget it."""

    def test_two_enrolments_have_secrets_of_their_own(self, token: TokenType, enrolled: Enrolled) -> None:
        """Nothing is derived, and neither takes the other's place."""
        with self.enrol(token, WHOSE).secret as other:
            assert other != enrolled.secret
        with token.answer(enrolled.members, WHOSE) as secret:
            assert secret == enrolled.secret

    @pytest.mark.parametrize(
        "whose",
        [Whose(WHOSE.uuid, 3), Whose(WHOSE.uuid[::-1], 2), Whose("", 2), Whose("\0" * 36, 2), Whose("é" * 36, 2)],
    )
    def test_another_keyslot_gets_no_answer(self, token: TokenType, enrolled: Enrolled, whose: Whose) -> None:
        """The secret is found for its own keyslot only."""
        with pytest.raises(TokenUnavailable) as caught:
            token.answer(enrolled.members, whose)
        check_refusal(caught.value, enrolled.secret)
        assert token.status(enrolled.members, whose).state in ("missing", "unavailable")

    def test_what_was_forgotten_is_gone_and_nothing_else(self, token: TokenType, enrolled: Enrolled) -> None:
        """Forgetting twice is harmless."""
        other = self.enrol(token, Whose(WHOSE.uuid, 3))
        for _ in range(2):
            token.forget(enrolled.members, WHOSE)
        assert token.status(enrolled.members, WHOSE).state == "missing"
        with pytest.raises(TokenUnavailable) as caught:
            token.answer(enrolled.members, WHOSE)
        check_refusal(caught.value, enrolled.secret)
        with token.answer(other.members, Whose(WHOSE.uuid, 3)) as secret, other.secret:
            assert secret == other.secret


def check_refusal(error: TokenUnavailable, secret: Secret | None = None) -> None:
    """That it is one line as all errors are, and that nothing that goes with it holds the secret."""
    text = str(error)
    assert text and text.isprintable() and not text.endswith(".") and len(text) < 400
    assert error.hint.isprintable()
    if secret is not None:
        assert not told(text + error.hint + repr(error.data), secret)
        for frame in _frames(error):
            for value in frame.values():
                if isinstance(value, bytes | bytearray | str | tuple | list | dict):
                    assert not told(repr(value), secret)


def told(text: str, secret: Secret) -> bool:
    """Whether the text, perhaps somebody's repr, has the secret in it."""
    known = bytes(secret.view())
    return any(each in text for each in (known.decode("latin-1"), repr(known)[2:-1], known.hex()))


def _frames(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """The variables of every frame below the test's own, of the error and of those it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for frame, _line in walk_tb(error.__traceback__):
            if not frame.f_code.co_name.startswith("test_"):
                yield dict(frame.f_locals)
        error = error.__cause__ or error.__context__
