"""The package fido2: whether it is there and new enough, and what it raises said in one line."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from vault.errors import NotAvailable, TokenUnavailable, VaultError

LEAST = 2
HINT = "pip install 'vault-otfe[fido2]' has all that it takes"
NOWHERE = logging.NullHandler()
RESET = "only a reset makes the key usable again, and it opens nothing of before then"

UNSUPPORTED_OPTION, NO_CREDENTIALS, INVALID_CREDENTIAL, REQUEST_TOO_LARGE = 0x2B, 0x2E, 0x22, 0x39
PIN_INVALID, PIN_BLOCKED, PIN_AUTH_BLOCKED = 0x31, 0x32, 0x34
NEEDS_PIN, NEEDS_TOUCH, UV_BLOCKED, UV_INVALID = 0x36, 0x3B, 0x3C, 0x3F
REFUSALS = {
    0x05: ("{} was not touched in time", ""),
    0x26: ("{} makes no credential of the usual kind", ""),
    0x27: ("{} was told to refuse", ""),
    0x28: ("{} is full", ""),
    0x2D: ("{} was told to stop", ""),
    NO_CREDENTIALS: ("{} is not the security key of this keyslot", ""),
    0x2F: ("{} was not touched in time", ""),
    PIN_INVALID: ("that is not the PIN of {}", ""),
    PIN_BLOCKED: ("the PIN of {} is blocked, as it was wrong too often", RESET),
    PIN_AUTH_BLOCKED: ("{} takes no PIN now, as it was wrong three times", "pull the key out and plug it in again"),
    0x35: ("{} has no PIN", ""),
    NEEDS_PIN: ("{} does nothing without its PIN", ""),
    0x37: ("the PIN of {} has to be changed before it is taken", ""),
    0x3A: ("{} was not touched in time", ""),
    NEEDS_TOUCH: ("{} insists on being touched", ""),
    UV_BLOCKED: ("{} recognises nobody now, as it did not too often", "pull the key out and plug it in again"),
    UV_INVALID: ("{} did not recognise its user", ""),
}
"""What a key answers, by CTAP's number of it: a line about the key, and a hint."""


def refused(name: str, status: int) -> TokenUnavailable:
    """That the key refused, with CTAP's number of why."""
    line, hint = REFUSALS.get(status, (f"{{}} refused with CTAP's error 0x{status:02x}", ""))
    return TokenUnavailable(line.format(name), hint=hint, status=status)


def status_of(error: TokenUnavailable) -> object:
    """CTAP's number of why a key refused, None for every other reason."""
    return error.data.get("status")


def lost(error: TokenUnavailable) -> bool:
    """Whether the key cannot be spoken to any more: pulled out, silent, or at work for too long."""
    return isinstance(error.__cause__, NotAvailable)


def check_package() -> None:
    """Raise TokenUnavailable where the package is missing or too old. What it logs goes nowhere from then on."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        import fido2  # noqa: F401

        found = version("fido2")
    except (ImportError, PackageNotFoundError) as error:
        raise TokenUnavailable("the package fido2, which speaks to security keys, is missing", hint=HINT) from error
    major = re.match(r"\d+", found)
    if major is None or int(major[0]) < LEAST:
        raise TokenUnavailable(f"the package fido2 is too old: version {LEAST} is needed, {found} is there", hint=HINT)
    log = logging.getLogger("fido2")
    log.propagate = False
    log.addHandler(NOWHERE)


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Within it a key that refuses, is silent, or answers what none does is a TokenUnavailable."""
    from fido2.ctap import CtapError

    try:
        yield
    except NotAvailable as error:
        raise TokenUnavailable(str(error), hint=error.hint) from error
    except VaultError:
        raise
    except CtapError as error:
        raise refused(name, int(error.code)) from error
    except Exception as error:  # whatever a wrong answer makes the package raise
        raise TokenUnavailable(f"{name} answered what no security key does ({type(error).__name__})") from error
