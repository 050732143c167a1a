"""Recovery keys: made, recognised in every way that people type them, and told what is wrong with the others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto.secret import Secret
from vault.errors import NoCredential, TokenUnavailable, WrongCredential
from vault.testing.token_contract import TokenContract
from vault.tokens import recovery
from vault.tokens.base import RANDOM_COST, Enrolled, TokenType, Whose

KEY = "cbdefghi-jklnrtuv-vutrnlkj-ihgfedbc-cccccccc-vvvvvvvv-cvcvcvcv-bdbdbdbd"
LETTERS = KEY.replace("-", "")
WHOSE = Whose("uuid", 3)
SPEC = (Path(__file__).resolve().parents[3] / "spec" / "tokens.md").read_text()
SECTION = SPEC.split("## Recovery key\n")[1].split("\n## ")[0]


class Typist:
    """A prompt that types one text and remembers what it was asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.questions: list[str] = []

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        assert not confirm
        assert not may_be_empty
        self.questions.append(question)
        if not self.text:
            raise NoCredential("no passphrase was typed")
        return Secret(self.text.encode())


def text(secret: Secret | None) -> str | None:
    return None if secret is None else bytes(secret.view()).decode()


def test_a_new_key_has_eight_groups_of_eight_letters_and_is_canonical() -> None:
    with recovery.make() as key:
        made = text(key)
        assert re.fullmatch(r"(?:[cbdefghijklnrtuv]{8}-){7}[cbdefghijklnrtuv]{8}", made or "")
        assert text(recovery.normalised(key)) == made


def test_all_letters_come_up_and_no_key_twice() -> None:
    made = [text(recovery.make()) or "" for _ in range(20)]
    assert len(set(made)) == 20
    assert set("".join(made)) == {*"cbdefghijklnrtuv-"}


def test_the_letters_are_the_random_bits_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = bytes.fromhex("0123456789abcdeffedcba9876543210 00000000ffffffff0f0f0f0f12121212".replace(" ", ""))
    monkeypatch.setattr(recovery, "random_secret", lambda length: Secret(octets[:length]))
    assert text(recovery.make()) == KEY


@pytest.mark.parametrize(
    "typed",
    [
        KEY,
        KEY.upper(),
        KEY.title(),
        LETTERS,
        LETTERS.upper(),
        KEY.replace("-", " "),
        f"{KEY[:36]}\n{KEY[36:]}\n",
        f"  {KEY[:36]}\r\n\t{KEY[36:]}\r\n\r\n",
        " ".join(LETTERS[at : at + 4] for at in range(0, 64, 4)),
        "--".join(LETTERS),
    ],
)
def test_a_key_is_known_however_it_is_typed(typed: str) -> None:
    assert text(recovery.normalised(Secret(typed.encode()))) == KEY
    assert text(recovery.canonical(Secret(typed.encode()))) == KEY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (LETTERS[:-1], "the recovery key is too short by one letter"),
        (LETTERS[:20], "the recovery key is too short by 44 letters"),
        (LETTERS + "c", "the recovery key is too long by one letter"),
        (LETTERS * 2, "the recovery key is too long by 64 letters"),
        (KEY.replace("jkl", "jk", 1), "group 2 has 7 letters instead of 8"),
        (KEY.replace("cccccccc", "ccccccccb"), "group 5 has 9 letters instead of 8"),
        (KEY.replace("n", "m", 1), "letter 4 of group 2 is none of a recovery key's letters"),
        (LETTERS.replace("n", "m", 1), "letter 4 of group 2 is none of a recovery key's letters"),
        (KEY[:-1] + "1", "letter 8 of group 8 is none of a recovery key's letters"),
        (KEY.replace("d", "ä", 1), "letter 3 of group 1 is none of a recovery key's letters"),
        (KEY.replace("-", "\N{EN DASH}"), "letter 1 of group 2 is none of a recovery key's letters"),
        (KEY.replace("c", "\0", 1), "letter 1 of group 1 is none of a recovery key's letters"),
        ("correct horse battery staple", "letter 2 of group 1 is none of a recovery key's letters"),
        ("", "the recovery key is too short by 64 letters"),
        ("-- -", "the recovery key is too short by 64 letters"),
    ],
)
def test_a_mistake_is_told_by_its_place_and_not_by_what_was_typed(typed: str, said: str) -> None:
    assert recovery.normalised(Secret(typed.encode())) is None
    with pytest.raises(WrongCredential) as caught:
        recovery.canonical(Secret(typed.encode()))
    assert str(caught.value) == said
    assert "cbdefghijklnrtuv" in caught.value.hint


@pytest.mark.parametrize("typed", re.findall(r"^\| `([A-Za-z -]{64,})` \|$", SECTION, re.MULTILINE))
def test_the_spellings_of_the_specification(typed: str) -> None:
    assert text(recovery.normalised(Secret(typed.encode()))) == KEY


@pytest.mark.parametrize(
    ("case", "typed"),
    [
        ("a group with another letter", KEY.replace("n", "m", 1)),
        ("8 groups, one not of 8 letters", KEY.replace("jkl", "jk", 1)),
        ("fewer than 64 letters", LETTERS[1:]),
        ("more than 64 letters", LETTERS + "cc"),
    ],
)
def test_the_mistakes_of_the_specification(case: str, typed: str) -> None:
    with pytest.raises(WrongCredential) as caught:
        recovery.canonical(Secret(typed.encode()))
    assert f"| {case} | {caught.value} |" in SECTION


def test_the_specification_has_the_alphabet() -> None:
    assert f"`{recovery.ALPHABET.decode()}`" in SECTION
    assert f"{recovery.SIZE} bytes of ASCII" in SECTION


def test_bytes_that_are_no_text_are_no_key() -> None:
    assert recovery.normalised(Secret(b"\xff\xfe" * 32)) is None
    with pytest.raises(WrongCredential, match="letter 1 of group 1"):
        recovery.canonical(Secret(b"\xff\xfe" * 32))


@given(st.text("cbdefghijklnrtuvCBDE- \n\tx", max_size=90).map(str.encode) | st.binary(max_size=90))
def test_whatever_is_typed_is_a_key_or_has_a_mistake(typed: bytes) -> None:
    with Secret(typed) as secret:
        found = recovery.normalised(secret)
        if found is None:
            with pytest.raises(WrongCredential) as caught:
                recovery.canonical(secret)
            assert caught.value.attempts == 0
        else:
            assert recovery.normalised(found) == found == recovery.canonical(secret)
        assert secret.view() == typed


TOKENS = {
    0: {"type": "systemd-tpm2", "keyslots": ["1"]},
    1: {"type": recovery.KIND, "keyslots": ["12"]},
    2: {"type": recovery.KIND, "keyslots": []},
    5: {"type": recovery.KIND, "keyslots": ["3", "12"]},
}


def test_the_keyslots_of_recovery_tokens_are_found() -> None:
    assert recovery.recovery_slots(TOKENS) == (3, 12)
    assert recovery.recovery_slots({0: TOKENS[0]}) == ()


@pytest.mark.parametrize(
    ("typed", "tokens", "slot", "slots"),
    [
        (LETTERS.upper(), TOKENS, None, (3, 12)),
        (KEY, TOKENS, 12, (12,)),
        (KEY, TOKENS, 1, None),
        (KEY, {}, None, None),
        ("a passphrase", TOKENS, None, None),
    ],
)
def test_what_looks_like_a_key_is_tried_as_one_where_a_token_says_so(typed, tokens, slot, slots) -> None:
    found = recovery.as_recovery_key(Secret(typed.encode()), tokens, slot)
    if slots is None:
        assert found is None
    else:
        assert found is not None
        assert (text(found[0]), found[1]) == (KEY, slots)


class TestContract(TokenContract):
    """What every type of token does; this one keeps nothing, and answers with what is typed."""

    keeps = False
    reads = False

    @pytest.fixture
    def typist(self) -> Typist:
        return Typist("")

    @pytest.fixture
    def token(self, typist: Typist) -> TokenType:
        return recovery.RecoveryKeys(typist)

    @pytest.fixture
    def enrolled(self, token: TokenType, typist: Typist) -> Iterator[Enrolled]:
        enrolled = token.enrol(WHOSE)
        typist.text = (text(enrolled.secret) or "").upper()
        yield enrolled
        enrolled.secret.wipe()


def test_the_token_enrols_a_new_key_at_systemds_cost() -> None:
    kind = recovery.RecoveryKeys(None)
    enrolled = kind.enrol(WHOSE)
    assert (kind.kind, kind.cost, kind.asks, enrolled.members) == ("systemd-recovery", RANDOM_COST, True, {})
    assert recovery.normalised(enrolled.secret) == enrolled.secret
    kind.forget(enrolled.members, WHOSE)


def test_the_token_answers_with_what_is_typed() -> None:
    typist = Typist(LETTERS.upper())
    kind = recovery.RecoveryKeys(typist)
    assert text(kind.answer({}, WHOSE)) == KEY
    assert typist.questions == ["Recovery key of keyslot 3"]
    assert kind.status({}, WHOSE).state == "ready"


@pytest.mark.parametrize(("typed", "said"), [("", "no passphrase was typed"), ("cbd", "too short by 61 letters")])
def test_an_answer_that_is_none_says_why(typed: str, said: str) -> None:
    with pytest.raises(TokenUnavailable, match=said):
        recovery.RecoveryKeys(Typist(typed)).answer({}, WHOSE)


def test_with_nobody_to_ask_there_is_no_answer() -> None:
    kind = recovery.RecoveryKeys(None)
    assert kind.status({}, WHOSE).state == "unavailable"
    with pytest.raises(TokenUnavailable, match="nobody to ask"):
        kind.answer({}, WHOSE)
