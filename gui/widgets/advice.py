"""What makes a passphrase weak or strong, in the user's language: the estimator says it in English."""

from PyQt6.QtCore import QCoreApplication

from vault.options import PassphraseStrength

MINUTE, HOUR, DAY = 60, 3600, 86400
MONTH, YEAR = 30 * DAY, 365 * DAY
SLOW_GUESSES_LOG10 = 4.0
"""Guesses a second that a slow key derivation allows, as a power of ten."""


def strength_word(score: int) -> str:
    """The word for a score from 0 to 4."""
    return (
        QCoreApplication.translate("text", "Very weak"),
        QCoreApplication.translate("text", "Weak"),
        QCoreApplication.translate("text", "Fair"),
        QCoreApplication.translate("text", "Good"),
        QCoreApplication.translate("text", "Strong"),
    )[score]


def guessing_time(strength: PassphraseStrength) -> str:
    """How long guessing it takes, as a sentence."""
    seconds = 10.0 ** min(strength.guesses_log10 - SLOW_GUESSES_LOG10, 12)
    for limit, said in (
        (MINUTE, QCoreApplication.translate("text", "A computer guesses it within a minute.")),
        (HOUR, QCoreApplication.translate("text", "A computer guesses it within an hour.")),
        (DAY, QCoreApplication.translate("text", "A computer guesses it within a day.")),
        (MONTH, QCoreApplication.translate("text", "A computer guesses it within a month.")),
        (YEAR, QCoreApplication.translate("text", "A computer guesses it within a year.")),
        (100 * YEAR, QCoreApplication.translate("text", "Guessing it takes a computer years.")),
    ):
        if seconds < limit:
            return said
    return QCoreApplication.translate("text", "Guessing it takes a computer centuries.")


def advice(strength: PassphraseStrength) -> list[str]:
    """The warning, if there is one, and what would be better."""
    known = {**_warnings(), **_suggestions()}
    said = [strength.warning, *strength.suggestions]
    return [known.get(each, each) for each in said if each]


def _warnings() -> dict[str, str]:
    return {
        "This passphrase is easy to guess.": QCoreApplication.translate("text", "This passphrase is easy to guess."),
        "Straight rows of keys are easy to guess.": QCoreApplication.translate(
            "text", "Straight rows of keys are easy to guess."
        ),
        "Short keyboard patterns are easy to guess.": QCoreApplication.translate(
            "text", "Short patterns on the keyboard are easy to guess."
        ),
        'Repeats like "aaa" are easy to guess.': QCoreApplication.translate(
            "text", "Repeats such as “aaa” are easy to guess."
        ),
        'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': QCoreApplication.translate(
            "text", "Repeats such as “abcabcabc” are hardly better than “abc”."
        ),
        'Sequences like "abc" or "6543" are easy to guess.': QCoreApplication.translate(
            "text", "Sequences such as “abc” or “6543” are easy to guess."
        ),
        "Recent years are easy to guess.": QCoreApplication.translate("text", "Recent years are easy to guess."),
        "Dates are often easy to guess.": QCoreApplication.translate("text", "Dates are often easy to guess."),
        "This is a top-10 common password.": QCoreApplication.translate(
            "text", "This is one of the ten commonest passphrases."
        ),
        "This is a top-100 common password.": QCoreApplication.translate(
            "text", "This is one of the hundred commonest passphrases."
        ),
        "This is a very common password.": QCoreApplication.translate("text", "This is a very common passphrase."),
        "This is similar to a commonly used password.": QCoreApplication.translate(
            "text", "This is similar to a common passphrase."
        ),
        "A word by itself is easy to guess.": QCoreApplication.translate("text", "A word by itself is easy to guess."),
        "Names and surnames by themselves are easy to guess.": QCoreApplication.translate(
            "text", "Names by themselves are easy to guess."
        ),
        "Common names and surnames are easy to guess.": QCoreApplication.translate(
            "text", "Common names are easy to guess."
        ),
    }


def _suggestions() -> dict[str, str]:
    return {
        "Use a few words, avoid common phrases.": QCoreApplication.translate(
            "text", "Use a few words, but no common phrase."
        ),
        "No need for symbols, digits, or uppercase letters.": QCoreApplication.translate(
            "text", "Symbols, digits and capitals are not needed."
        ),
        "Add another word or two. Uncommon words are better.": QCoreApplication.translate(
            "text", "Add another word or two; uncommon words are better."
        ),
        "Use a longer keyboard pattern with more turns.": QCoreApplication.translate(
            "text", "Use words in place of patterns."
        ),
        "Avoid repeated words and characters.": QCoreApplication.translate(
            "text", "Avoid repeated words and characters."
        ),
        "Avoid sequences.": QCoreApplication.translate("text", "Avoid sequences."),
        "Avoid recent years.": QCoreApplication.translate("text", "Avoid recent years."),
        "Avoid years that are associated with you.": QCoreApplication.translate(
            "text", "Avoid years that have to do with you."
        ),
        "Avoid dates and years that are associated with you.": QCoreApplication.translate(
            "text", "Avoid dates and years that have to do with you."
        ),
        "Capitalization doesn't help very much.": QCoreApplication.translate("text", "Capitals do not help much."),
        "All-uppercase is almost as easy to guess as all-lowercase.": QCoreApplication.translate(
            "text", "All capitals are almost as easy to guess as none."
        ),
        "Reversed words aren't much harder to guess.": QCoreApplication.translate(
            "text", "Words written backwards are not much harder to guess."
        ),
        "Predictable substitutions like '@' instead of 'a' don't help very much.": QCoreApplication.translate(
            "text", "An “@” in place of an “a” and the like do not help much."
        ),
    }
