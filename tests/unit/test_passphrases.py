"""Passphrases of random words, and what is said of those that people choose."""

import math
from itertools import pairwise

import pytest

from vault import passphrases
from vault.crypto.secret import Secret
from vault.errors import UsageError


def made(words: int, separator: str = " ") -> str:
    with passphrases.generate(words, separator).passphrase as secret:
        return bytes(secret.view()).decode()


def test_the_list_is_that_of_five_dice() -> None:
    words = passphrases.word_list()
    assert len(set(words)) == 6**5
    assert (words[0], words[-1]) == (b"abacus", b"zoom")


def test_no_word_begins_with_another() -> None:
    """So that each choice of words gives another passphrase, whatever stands between them."""
    assert not [pair for pair in pairwise(sorted(passphrases.word_list())) if pair[1].startswith(pair[0])]


@pytest.mark.parametrize("words", [1, 6, 32])
def test_a_passphrase_has_so_many_words_of_the_list(words: int) -> None:
    found = made(words).split(" ")
    assert len(found) == words
    assert {word.encode() for word in found} <= set(passphrases.word_list())


def test_the_longest_passphrase_can_be_typed() -> None:
    longest = max(map(len, passphrases.word_list()))
    assert passphrases.MOST_WORDS * (longest + passphrases.LONGEST_SEPARATOR) <= 1024
    assert len(made(passphrases.MOST_WORDS)) <= 512


def test_the_entropy_is_that_of_the_dice() -> None:
    found = passphrases.generate()
    assert (found.words, found.entropy_bits) == (6, round(30 * math.log2(6), 1))


def test_the_words_are_independent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number from the system's generator is one word, and the same word may come twice."""

    class Dice:
        def randrange(self, count: int) -> int:
            assert count == 6**5
            return next(numbers)

    numbers = iter([0, 7775, 0])
    monkeypatch.setattr(passphrases, "SystemRandom", Dice)
    assert made(3, "-") == "abacus-zoom-abacus"


def test_no_two_are_the_same() -> None:
    assert len({made(6) for _ in range(50)}) == 50


@pytest.mark.parametrize(("words", "separator"), [(0, " "), (33, " "), (-1, " "), (6, "\n"), (6, "ü"), (6, "x" * 9)])
def test_what_cannot_be_made_is_refused(words: int, separator: str) -> None:
    with pytest.raises(UsageError):
        passphrases.generate(words, separator)


def test_an_empty_separator_is_allowed() -> None:
    assert made(2, "").isalpha() or "-" in made(2, "")


@pytest.mark.parametrize(
    ("text", "score", "strength", "warned"),
    [
        (b"password", 0, "very weak", True),
        (b"x", 0, "very weak", True),
        (b"", 0, "very weak", True),
        ("pässwörd".encode(), 2, "fair", False),
        (b"\xff\xfe\x00", 0, "very weak", True),
        (b"wolkig Tretboot 71 nagen Zwirn quer", 4, "strong", False),
    ],
)
def test_an_estimate(text: bytes, score: int, strength: str, warned: bool) -> None:
    with Secret(text) as secret:
        found = passphrases.estimate(secret)
        assert secret.view() == text
    assert (found.score, found.strength, bool(found.warning)) == (score, strength, warned)
    assert found.guesses_log10 >= 0
    assert found.guessed_in


def test_a_generated_passphrase_is_strong() -> None:
    with passphrases.generate().passphrase as secret:
        assert passphrases.estimate(secret).strength == "strong"


def test_only_the_beginning_of_a_long_one_is_looked_at() -> None:
    with Secret(b"a1B" * 5000) as long, Secret(b"a1B" * 24) as short:
        assert passphrases.estimate(long) == passphrases.estimate(short)
