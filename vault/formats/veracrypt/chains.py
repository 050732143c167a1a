"""The cipher chains, the modes they were used in, and the order of their keys in a header.

A chain named A-B-C encrypts with C first and decrypts with A first; a header holds the keys of C, B, A.

References: VeraCrypt documentation, "Cascades of ciphers", "Modes of Operation"; spec/veracrypt-format.md
"""

from collections.abc import Iterator
from dataclasses import dataclass

from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.formats.veracrypt.layout import Kind

KEY_SIZE = 32
"""Bytes of every cipher's own key."""
LEGACY_SEED_SIZE = 32
"""Bytes before the keys in headers of the modes LRW and CBC: tweak key, or seed of IVs and whitening."""
TWEAK_KEY_SIZE = 16

TRUECRYPT_CHAINS = (
    "aes",
    "serpent",
    "twofish",
    "aes-twofish",
    "aes-twofish-serpent",
    "serpent-aes",
    "serpent-twofish-aes",
    "twofish-serpent",
)
VERACRYPT_CHAINS = (
    *TRUECRYPT_CHAINS,
    "camellia",
    "kuznyechik",
    "camellia-kuznyechik",
    "camellia-serpent",
    "kuznyechik-aes",
    "kuznyechik-serpent-camellia",
    "kuznyechik-twofish",
)
MODES = {"xts": "xts-plain64", "lrw": "lrw-benbi", "cbc": "cbc-tcw"}
"""Each mode with the rest of its cipher spec."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Ciphers in the order of their name, and the mode; ``str`` is such as ``aes-twofish-serpent-xts``."""

    ciphers: tuple[str, ...]
    mode: str = "xts"

    def __str__(self) -> str:
        return "-".join((*self.ciphers, self.mode))

    @property
    def spec(self) -> CipherSpec:
        """The cipher spec of the data. Raises UnsupportedFeature where there is none."""
        return CipherSpec.parse("-".join((*self.ciphers, MODES[self.mode])))

    @property
    def keys_size(self) -> int:
        """Bytes of its keys in a header, from the start of the key area, and so of the derived header key."""
        own = KEY_SIZE * len(self.ciphers)
        return 2 * own if self.mode == "xts" else LEGACY_SEED_SIZE + own

    def key_from(self, keys: Secret) -> Secret:
        """The key as a cipher spec has it: each cipher's whole key, in the order of the name."""
        result = Secret.zeros(self.key_size)
        with memoryview(result.view()) as out:
            position = 0
            for start, size in self._parts():
                out[position : position + size] = keys.view()[start : start + size]
                position += size
        return result

    def keys_from(self, key: Secret, size: int) -> Secret:
        """The other way round: a key area of ``size`` bytes that holds the key, filled up with zeros."""
        result = Secret.zeros(size)
        position = 0
        for start, length in self._parts():
            result.view()[start : start + length] = key.view()[position : position + length]
            position += length
        return result

    @property
    def key_size(self) -> int:
        """Bytes of the key as a cipher spec has it."""
        return sum(size for _, size in self._parts())

    def equal_halves(self, key: Secret) -> bool:
        """Whether a cipher of the chain would have the same primary and secondary key, which makes XTS weak."""
        if self.mode != "xts":
            return False
        from hmac import compare_digest

        view, whole = key.view(), 2 * KEY_SIZE
        return any(
            compare_digest(view[at : at + KEY_SIZE], view[at + KEY_SIZE : at + whole])
            for at in range(0, len(key), whole)
        )

    def _parts(self) -> Iterator[tuple[int, int]]:
        """Offset in the header's key area and size of each piece of the cipher spec's key."""
        count = len(self.ciphers)
        for index in range(count):
            place = count - 1 - index
            if self.mode == "xts":
                yield KEY_SIZE * place, KEY_SIZE
                yield KEY_SIZE * (count + place), KEY_SIZE
                continue
            yield LEGACY_SEED_SIZE + KEY_SIZE * place, KEY_SIZE
            yield 0, TWEAK_KEY_SIZE if self.mode == "lrw" else LEGACY_SEED_SIZE


def _chains(names: tuple[str, ...], modes: tuple[str, ...]) -> tuple[Chain, ...]:
    return tuple(Chain(tuple(name.split("-")), mode) for mode in modes for name in names)


CHAINS = {
    Kind.VERACRYPT: _chains(VERACRYPT_CHAINS, ("xts",)),
    Kind.TRUECRYPT: _chains(TRUECRYPT_CHAINS, ("xts", "lrw", "cbc")),
}


def chain_named(text: str) -> Chain:
    """The chain that a user means, such as ``aes-twofish`` (XTS) or ``serpent-lrw``. Raises UsageError."""
    plain = text.lower().removesuffix("-plain64")
    for chain in CHAINS[Kind.VERACRYPT] + CHAINS[Kind.TRUECRYPT]:
        if plain in (str(chain), str(chain).removesuffix("-xts")):
            return chain
    raise UsageError(
        f"there is no cipher {text!a:.80} in VeraCrypt", hint=f"there are: {', '.join(VERACRYPT_CHAINS)}", cipher=text
    )
