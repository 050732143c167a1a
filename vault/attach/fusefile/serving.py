"""The two servers of a FUSE file and which of them serves what."""

import importlib
from collections.abc import Callable

from vault.attach.fusefile.request import ServeRequest
from vault.crypto.secret import Secret
from vault.errors import NotAvailable, UsageError
from vault.formats.base import Plaintext, Segment

NATIVE = "native"
COMPOSED = "composed"

OnReady = Callable[[], None]
Serve = Callable[[ServeRequest, int, Secret, OnReady], None]
"""``serve(request, container_fd, key, on_ready)`` returns when the mount is gone, data flushed and keys wiped."""

_NEEDS = {
    NATIVE: ("vault.attach.fusefile._native", "build it: pip install ., or setup.py build_ext --inplace in a checkout"),
    COMPOSED: ("pyfuse3", "install the package pyfuse3"),
}


def preferred(plaintext: Plaintext | None) -> str:
    """The server for this plaintext: the native one wherever it applies, and as long as nothing is known.

    A missing compiled part never makes the slower server stand in for it: ``check`` says so then.
    """
    if plaintext is None:
        return NATIVE
    return NATIVE if isinstance(plaintext, Segment) and not plaintext.cipher.legacy else COMPOSED


def check(server: str, *, allow_discards: bool) -> None:
    """Raise NotAvailable when this server cannot run here, or cannot do what is asked of it."""
    if server not in _NEEDS:
        raise UsageError(f"there is no server named {server}")
    module, hint = _NEEDS[server]
    try:
        importlib.import_module(module)
    except ImportError as error:
        raise NotAvailable(f"the {server} server cannot be loaded: {error}", hint=hint, package=module) from error
    if allow_discards and server == COMPOSED:
        raise NotAvailable("discards need the native server", hint="attach it without discards")


def load(server: str) -> Serve:
    """The ``serve`` function of this server. Raises NotAvailable as ``check`` does."""
    check(server, allow_discards=False)
    module = importlib.import_module(f"vault.attach.fusefile.{server}")
    serve: Serve = module.serve
    return serve
