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
"""Bytes of a cipher's own key, but for those of old volumes."""
OLD_KEY_SIZES = {"blowfish": 56, "cast5": 16, "des3": 24}
"""Ciphers with blocks of 8 bytes, which were dropped with TrueCrypt 5."""
SEED_SIZE = 32
"""Bytes before the keys in headers of the modes LRW and CBC: tweak key, or seeds of IVs and of whitening."""
TWEAK_KEY_SIZE = 16
WHITENING_SIZE = 16

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
OLD_CHAINS = ("blowfish", "cast5", "des3", "aes-blowfish", "aes-blowfish-serpent")
"""Those of old volumes that are in CBC mode only."""
_SPEC_NAMES = {"blowfish": "blowfish_le"}
"""TrueCrypt has the words of Blowfish in another byte order than all others."""


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
        names = (_SPEC_NAMES.get(cipher, cipher) for cipher in self.ciphers)
        return CipherSpec.parse("-".join((*names, self._spec_mode)))

    @property
    def _spec_mode(self) -> str:
        if self.mode == "cbc":
            return "cbci-tcw" if self.outer_cbc and len(self.ciphers) > 1 else "cbc-tcw"
        return {"xts": "xts-plain64", "lrw": "lrw-benbi"}[self.mode]

    @property
    def outer_cbc(self) -> bool:
        """Whether one CBC goes around all ciphers; with ciphers of small blocks each has a CBC of its own."""
        return self.mode == "cbc" and not any(cipher in OLD_KEY_SIZES for cipher in self.ciphers)

    @property
    def keys_size(self) -> int:
        """Bytes of its keys in a header, from the start of the key area, and so of the derived header key."""
        own = sum(map(key_size, self.ciphers))
        return 2 * own if self.mode == "xts" else SEED_SIZE + own

    @property
    def key_size(self) -> int:
        """Bytes of the key as a cipher spec has it."""
        return sum(size for _, size in self._parts())

    def key_from(self, keys: Secret) -> Secret:
        """The key as a cipher spec has it: each cipher's whole key, in the order of the name."""
        result = Secret.zeros(self.key_size)
        position = 0
        for start, size in self._parts():
            result.view()[position : position + size] = keys.view()[start : start + size]
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

    def places(self) -> dict[str, int]:
        """The offset of each cipher's own key in the header's key area, by the cipher in the order of the name."""
        place = 0 if self.mode == "xts" else SEED_SIZE
        found = {}
        for cipher in reversed(self.ciphers):
            found[cipher] = place
            place += key_size(cipher)
        return {cipher: found[cipher] for cipher in self.ciphers}

    def _parts(self) -> Iterator[tuple[int, int]]:
        """Offset in the header's key area and size of each piece of the cipher spec's key."""
        for cipher, place in self.places().items():
            yield place, key_size(cipher)
            if self.mode == "xts":
                yield KEY_SIZE * len(self.ciphers) + place, KEY_SIZE
            elif self.mode == "lrw":
                yield 0, TWEAK_KEY_SIZE
            elif not self.outer_cbc:
                yield 0, block_size(cipher) + WHITENING_SIZE
        if self.outer_cbc:
            yield 0, SEED_SIZE


def key_size(cipher: str) -> int:
    """Bytes of a cipher's own key."""
    return OLD_KEY_SIZES.get(cipher, KEY_SIZE)


def block_size(cipher: str) -> int:
    """Bytes of a cipher's block."""
    return 8 if cipher in OLD_KEY_SIZES else 16


def cbc_spec(cipher: str) -> CipherSpec:
    """CBC of one cipher whose IV in sector 0 is zero."""
    return CipherSpec.parse(f"{_SPEC_NAMES.get(cipher, cipher)}-cbc-plain64")


def _chains(names: tuple[str, ...], mode: str) -> tuple[Chain, ...]:
    return tuple(Chain(tuple(name.split("-")), mode) for name in names)


CHAINS = {
    Kind.VERACRYPT: _chains(VERACRYPT_CHAINS, "xts"),
    Kind.TRUECRYPT: (
        *_chains(TRUECRYPT_CHAINS, "xts"),
        *_chains(TRUECRYPT_CHAINS, "lrw"),
        *_chains(TRUECRYPT_CHAINS + OLD_CHAINS, "cbc"),
    ),
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
