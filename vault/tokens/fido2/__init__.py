"""The token of type ``systemd-fido2``: a security key computes a keyslot's secret from what the header says."""

from vault.tokens.fido2.asking import Asking
from vault.tokens.fido2.key import plugged_in
from vault.tokens.fido2.record import KIND, Record, read
from vault.tokens.fido2.token import SecurityKeys

__all__ = ["KIND", "Asking", "Record", "SecurityKeys", "plugged_in", "read"]
