"""The ciphers that LUKS2 volumes and keyslots may have here; all others, weak and rare ones, are refused.

What else a cipher spec can say is for older formats. References: spec/volume-format.md
"""

from vault.crypto.ciphers import IVS, CipherSpec
from vault.errors import UnsupportedFeature

CIPHERS = ("aes", "serpent", "twofish", "camellia")
MODES = ("xts", "cbc")


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
