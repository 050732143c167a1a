"""The ciphers and hashes that LUKS2 volumes may have here; all others, weak and rare ones, are refused.

What else a cipher spec can say is for older formats. References: spec/volume-format.md
"""

from vault.crypto.ciphers import IVS, CipherSpec
from vault.crypto.digest import hash_name
from vault.errors import UnsupportedFeature

CIPHERS = ("aes", "serpent", "twofish", "camellia")
MODES = ("xts", "cbc")
HASHES = (
    *("sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "sha3-512"),
    *("blake2b-512", "blake2s-256", "ripemd160", "whirlpool"),
)


def parse(text: str) -> CipherSpec:
    """The spec that the text says. Raises UnsupportedFeature."""
    spec = CipherSpec.parse(text)
    check(spec)
    return spec


def check(spec: CipherSpec) -> None:
    """Raise UnsupportedFeature for what is not on the list."""
    if spec.cipher not in CIPHERS or spec.mode not in MODES or spec.iv not in IVS:
        raise UnsupportedFeature(
            f"LUKS2 has no {spec} here",
            hint=f"supported are {', '.join(CIPHERS)} in the modes {', '.join(MODES)} with the IVs {', '.join(IVS)}",
            cipher=str(spec),
        )


def check_hash(name: str) -> None:
    """Raise UnsupportedFeature for a hash that is not on the list or that this machine's libraries lack."""
    if name not in HASHES:
        raise UnsupportedFeature(
            f"the hash {name!a:.80} is not supported", hint=f"supported are {', '.join(HASHES)}", hash=name
        )
    hash_name(name)
