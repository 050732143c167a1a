"""Places in a text: Qt counts UTF-16 units, of which a character may take two, and Python characters."""

SMALL = "\uffff"
"""The last character that is one unit."""


def units(text: str, place: int) -> int:
    """How many units the first ``place`` characters of the text take."""
    return place + sum(character > SMALL for character in text[:place])


def characters(text: str, place: int) -> int:
    """How many whole characters there are in the first ``place`` units of the text."""
    taken = 0
    for number, character in enumerate(text):
        taken += 2 if character > SMALL else 1
        if taken > place:
            return number
    return len(text)


def has_half(text: str) -> bool:
    """Whether there is half a surrogate pair in it, which is no character and has no UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def without_halves(text: str) -> str:
    """The text without what is half a surrogate pair."""
    return "".join(character for character in text if not "\ud800" <= character <= "\udfff")
