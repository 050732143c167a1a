"""A security key in software, on a pseudo-terminal that programs open as a key's device; it can misbehave in many ways.

``with plugged_in(Authenticator(pin="1234")) as slot`` serves one by a thread; ``slot.path`` is the device. For one in a
process of its own there is ``python -m vault.testing.authenticator``, which ``separate_key`` runs for tests.
"""

from vault.testing.authenticator.ctaphid import Plugged, plugged_in
from vault.testing.authenticator.key import Authenticator
from vault.testing.authenticator.person import Person, Touch
from vault.testing.authenticator.process import SeparateKey, separate_key
from vault.testing.authenticator.traits import FAULTS, Ctap, Fault, Traits

__all__ = [
    "FAULTS",
    "Authenticator",
    "Ctap",
    "Fault",
    "Person",
    "Plugged",
    "SeparateKey",
    "Touch",
    "Traits",
    "plugged_in",
    "separate_key",
]
