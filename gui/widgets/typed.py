"""The characters that are typed into a passphrase field, in memory of our own that is locked and wiped."""

from array import array

from vault.crypto.secret import Secret

MOST = 512
"""Characters that are kept."""


class TypedText:
    """A text of which parts are replaced; only what comes in, or is asked for, is ever a ``str``."""

    def __init__(self) -> None:
        self._memory = Secret.zeros(MOST * array("I").itemsize)
        self._characters = self._memory.view().cast("I")
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def replace(self, start: int, end: int, text: str) -> None:
        """Put ``text`` in the place of the characters from ``start`` up to ``end``; what is too much is dropped.

        Half a surrogate pair is no character, and must not be in it.
        """
        text = text[: MOST - (self._length - (end - start))]
        tail = self._length - end
        begin = start + len(text)
        view = self._characters
        view[begin : begin + tail] = view[end : self._length]
        for place, character in enumerate(text, start):
            view[place] = ord(character)
        before, self._length = self._length, begin + tail
        for place in range(self._length, before):
            view[place] = 0

    def clear(self) -> None:
        """Overwrite all of it."""
        self.replace(0, self._length, "")

    def text(self) -> str:
        """All of it, for who asked to see it."""
        return "".join(map(chr, self._characters[: self._length]))

    def size(self) -> int:
        """Bytes that it has in UTF-8."""
        return sum(_size(character) for character in self._characters[: self._length])

    def secret(self) -> Secret:
        """It in UTF-8; the caller wipes that. Raises UnicodeEncodeError for half a surrogate pair."""
        found = Secret.zeros(self.size())
        view, place = found.view(), 0
        for character in self._characters[: self._length]:
            for byte in chr(character).encode():
                view[place] = byte
                place += 1
        return found


def _size(character: int) -> int:
    return 1 if character < 0x80 else 2 if character < 0x800 else 3 if character < 0x10000 else 4
