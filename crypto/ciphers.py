"""Cipher specs and the sector ciphers made of them: AES of libcrypto, the others of libgcrypt or of a provider.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; IEEE 1619-2018; NIST SP 800-38A
"""

from dataclasses import dataclass
from functools import cache
from typing import Self

from vault.crypto import gcrypt as gcrypt  # readies the library, before threads that decrypt would
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, NotAvailable, UnsupportedFeature

try:
    from vault.crypto._sectors import Sectors, available
except ImportError as error:
    raise NotAvailable(
        "the compiled part of vault is missing",
        hint="build it with: pip install . (it needs a C compiler, pkg-config, libssl-dev and libgcrypt20-dev)",
    ) from error

SECTOR_SIZES = (512, 1024, 2048, 4096)
KEY_SIZES = {"xts": (32, 64), "cbc": (16, 24, 32)}
"""Of AES, in the modes of today."""
IVS = ("plain", "plain64", "plain64be", "essiv:sha256")

CIPHERS = {
    "aes": (16, 24, 32),
    "serpent": (16, 24, 32),
    "twofish": (16, 24, 32),
    "camellia": (16, 24, 32),
    "kuznyechik": (32,),
    "blowfish": (16, 32, 56),
    "blowfish_le": (56,),
    "cast5": (16,),
    "des3": (24,),
}
"""The lengths of each cipher's own key, in bytes. ``blowfish_le`` has the bytes of its words in reverse order."""
SMALL_BLOCKS = ("blowfish", "blowfish_le", "cast5", "des3")
PACKAGES = {("kuznyechik", 32): "libengine-gost-openssl", ("twofish", 24): "libnettle8"}
"""What to install for a cipher and length of key that not every machine has."""
MOST_MEMBERS = 3

_KERNEL = ("aes", "serpent", "twofish", "camellia")
_WIDE = (*_KERNEL, "kuznyechik")
_MODES: dict[str, dict[str, tuple[str, ...]]] = {
    "xts": dict.fromkeys(IVS, _WIDE),
    "cbc": {
        **dict.fromkeys(IVS[:3], (*_KERNEL, *SMALL_BLOCKS)),
        "essiv:sha256": _KERNEL,
        "null": (*_KERNEL, *SMALL_BLOCKS),
        "tcw": (*_KERNEL, *SMALL_BLOCKS),
    },
    "lrw": dict.fromkeys(("benbi", "plain64"), _KERNEL),
    "cbci": {"tcw": _KERNEL},
}
"""The ciphers that each mode and IV is known with."""
_CHAINED = {"xts": "plain64", "cbc": "tcw", "lrw": "benbi", "cbci": "tcw"}
"""The one IV of each mode with which ciphers are cascaded."""
_WHITENING = 16
_MODERN = {"xts": _WIDE, "cbc": _KERNEL}


@dataclass(frozen=True, slots=True)
class CipherSpec:
    """Which cipher in which mode, and how a sector's number becomes its IV; ``str`` gives dm-crypt's text for it.

    ``cipher`` may be a cascade, such as ``aes-twofish-serpent``: decryption applies the first one first, and the key
    is the members' keys in this order, each with all that its mode wants.

    ``plain`` is the number in 32 bits little endian, so it repeats every 2 TiB; ``plain64`` and ``plain64be`` have all
    64 bits; ``essiv:sha256`` is ``plain64`` encrypted by the cipher with the SHA-256 of the key. The modes and IVs of
    old volumes are read only: ``lrw`` (its index from ``benbi`` or ``plain64``), ``null``, ``tcw`` (TrueCrypt's CBC
    with whitening; its seeds of the IV and of the whitening, 16 bytes, follow the key) and ``cbci`` (the same with one
    chain of blocks around a cascade, and one pair of seeds behind its keys).
    """

    cipher: str = "aes"
    mode: str = "xts"
    iv: str = "plain64"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The spec that reads ``cipher-mode-iv``. Raises UnsupportedFeature for all that is not on the list."""
        *members, mode, iv = text.split("-")[: MOST_MEMBERS + 3] if text.count("-") >= 2 else ("", "", "")
        known = _MODES.get(mode, {}).get(iv, ())
        chained = iv == _CHAINED.get(mode)
        good = 0 < len(members) <= (MOST_MEMBERS if chained else 1) and len(set(members)) == len(members)
        if not good or not all(member in known for member in members):
            raise UnsupportedFeature(
                f"the cipher {text!a:.80} is not supported",
                hint=f"supported are {', '.join(_WIDE)} with the modes {' and '.join(_MODERN)} "
                f"and the IVs {', '.join(IVS)}",
                cipher=text,
            )
        return cls("-".join(members), mode, iv)

    @property
    def members(self) -> tuple[str, ...]:
        """The ciphers of the cascade, or the one cipher."""
        return tuple(self.cipher.split("-"))

    @property
    def legacy(self) -> bool:
        """Whether volumes with it are only read."""
        return self.iv not in IVS or not all(member in _MODERN.get(self.mode, ()) for member in self.members)

    @property
    def key_sizes(self) -> tuple[int, ...]:
        """The lengths that a key may have, in bytes, shortest first; XTS keys are two in one, cascades take one length.

        The members of a cascade all have their longest key.
        """
        members = self.members
        if self.mode == "cbci":
            return (sum(max(CIPHERS[member]) for member in members) + self._extra(members[0], 0),)
        if len(members) > 1:
            return (sum(self._layer_sizes(member)[-1] for member in members),)
        return self._layer_sizes(self.cipher)

    def _layer_sizes(self, member: str) -> tuple[int, ...]:
        sizes = KEY_SIZES["cbc"] if member == "aes" else CIPHERS[member]
        if (member, self.mode) == ("aes", "xts"):
            return KEY_SIZES["xts"]
        return tuple(size + self._extra(member, size) for size in sizes)

    def _extra(self, member: str, key_size: int) -> int:
        """Bytes that the mode wants beside the cipher's own key."""
        if self.mode == "xts":
            return key_size
        if self.iv == "tcw":
            return _WHITENING + (8 if member in SMALL_BLOCKS else 16)
        return 16 if self.mode == "lrw" else 0

    def layers(self, key_size: int) -> tuple[tuple[str, int], ...]:
        """What is applied one after the other, and the bytes of the key that each takes."""
        if self.mode == "cbci" or len(self.members) == 1:
            return ((self.cipher, key_size),)
        return tuple((member, self._layer_sizes(member)[-1]) for member in self.members)

    def own_keys(self, key_size: int) -> tuple[tuple[str, int], ...]:
        """Each member and the bytes of its own key, without what the mode wants."""
        if len(self.members) > 1:
            return tuple((member, CIPHERS[member][-1]) for member in self.members)
        return tuple(
            (self.cipher, size) for size in CIPHERS[self.cipher] if size + self._extra(self.cipher, size) == key_size
        )

    def __str__(self) -> str:
        return f"{self.cipher}-{self.mode}-{self.iv}"


class SectorCipher:
    """Encrypts and decrypts runs of whole sectors in place; threads may share it.

    ``sector`` is the number of the first sector in units of 512 bytes, below 2**64, with any offset of the IV already
    added. Data of a length that is not whole sectors, and use after ``close``, raise ValueError. Long runs of the
    slower ciphers are shared between the processors.
    """

    def __init__(self, sectors: Sectors, sector_size: int, *, read_only: bool = False) -> None:
        self.sector_size = sector_size
        self.read_only = read_only
        self._sectors = sectors

    def encrypt(self, sector: int, data: bytearray | memoryview) -> None:
        """Turn plaintext into ciphertext. Raises BackendError when a library fails; the data is worthless then.

        Raises UnsupportedFeature for a cipher spec that is legacy.
        """
        if self.read_only:
            raise UnsupportedFeature("volumes with this cipher and mode are only read")
        self._crypt(True, sector, data)

    def decrypt(self, sector: int, data: bytearray | memoryview) -> None:
        """Turn ciphertext into plaintext. Raises BackendError when a library fails; the data is worthless then."""
        self._crypt(False, sector, data)

    def _crypt(self, encrypt: bool, sector: int, data: bytearray | memoryview) -> None:
        try:
            self._sectors.crypt(encrypt, sector, data)
        except RuntimeError as error:
            raise BackendError(f"cannot {'en' if encrypt else 'de'}crypt sectors: {error}") from error

    def close(self) -> None:
        """Wipe the keys; closing twice is harmless."""
        self._sectors.close()


def sector_cipher(spec: CipherSpec, key: Secret, sector_size: int, *, iv_large_sectors: bool = False) -> SectorCipher:
    """A sector cipher with a key of its own, so ``key`` may be wiped; ``sector_size`` is bytes.

    With ``iv_large_sectors`` the IV counts sectors of ``sector_size``, else always 512-byte units. Raises DamagedHeader
    when the length of the key or the sector size does not fit or the halves of an XTS key are equal, UnsupportedFeature
    when this machine's libraries lack the cipher, BackendError when a library fails or gives wrong answers.
    """
    if len(key) not in spec.key_sizes:
        raise DamagedHeader(f"a key of {len(key)} bytes does not fit the cipher {spec}")
    if sector_size not in SECTOR_SIZES:
        raise DamagedHeader(f"{sector_size} is not a sector size", sector_size=sector_size)
    layers = spec.layers(len(key))
    if spec.mode == "xts" and _halves_are_equal(key, layers):
        raise DamagedHeader("the two halves of the XTS key are equal, which makes it weak")
    from vault.crypto import selftest  # here, because KDFs come with it

    for member, size in spec.own_keys(len(key)):
        need_cipher(member, size)
        selftest.check_cipher(Sectors, member, size)
    if spec.legacy:
        selftest.check_cipher(Sectors, "aes", 32)  # and the modes
    try:
        sectors = Sectors(layers, spec.mode, spec.iv, key.view(), sector_size, iv_large_sectors)
    except ValueError as error:
        raise BackendError(f"the cipher {spec} cannot be used: {error}") from error
    return SectorCipher(sectors, sector_size, read_only=spec.legacy)


@cache
def need_cipher(cipher: str, key_size: int) -> None:
    """Return when the libraries of this machine have the cipher with this length of key; raise UnsupportedFeature."""
    if not available(cipher, key_size):
        package = PACKAGES.get((cipher, key_size))
        raise UnsupportedFeature(
            f"the libraries of this machine lack the cipher {cipher} with keys of {key_size * 8} bits",
            hint=f"install the package {package}" if package else "repair or update OpenSSL and libgcrypt",
            cipher=cipher,
        )


def _halves_are_equal(key: Secret, layers: tuple[tuple[str, int], ...]) -> bool:
    """Whether the two keys of any member are the same."""
    from hmac import compare_digest

    start, found = 0, False
    for _, size in layers:
        with key.view()[start : start + size] as own:
            found |= compare_digest(own[: size // 2], own[size // 2 :])
        start += size
    return found
