"""The options that say how a volume is opened whose container says nothing of itself."""

import functools
from collections.abc import Callable
from typing import Any

import click

from vault.cli.credentials import takes_outer_credential, takes_protecting_credential
from vault.cli.params import HEADER, Function, stack
from vault.errors import UsageError
from vault.options import Ask, CredentialSource, OpenOptions, Outer, Protection

SECTOR = 512
FORMATS = ("luks2", "luks1", "veracrypt", "truecrypt", "bitlocker", "fvault2", "freeotfe", "plain")


class Sectors(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    """A number of 512-byte sectors, which the engine takes in bytes."""

    name = "sectors"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes."""
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and len(value) < 18):
            self.fail(f"{value!a:.40} is no number of sectors", param, ctx)
        return int(value) * SECTOR


SECTORS = Sectors()


def veracrypt_options(prefix: str = "", which: str = "") -> Callable[[Function], Function]:
    """What goes with VeraCrypt's passphrase, as options whose names begin with ``prefix``."""
    name = prefix.replace("-", "_")
    return stack(
        click.option(f"--{prefix}pim", f"{name}pim", type=int, metavar="N", help=f"VeraCrypt's PIM{which}."),
        click.option(
            f"--{prefix}keyfile",
            f"{name}keyfiles",
            type=HEADER,
            multiple=True,
            metavar="FILE",
            help=f"Mix this file, or all in this folder, into the passphrase{which}, as VeraCrypt does; repeatable.",
        ),
        click.option(
            f"--{prefix}prf",
            f"{name}prf",
            metavar="NAME",
            help=f"VeraCrypt's key derivation{which}, such as sha512 or argon2id.",
        ),
    )


format_option = click.option(
    "--format", type=click.Choice(FORMATS), help="Take it for a volume of this format.  [default: what it shows]"
)
_OPTIONS = stack(
    format_option,
    veracrypt_options(),
    click.option(
        "-c",
        "--cipher",
        metavar="SPEC",
        help="VeraCrypt's cipher, such as aes-twofish, or a plain volume's spec (aes-xts-plain64 by default).",
    ),
    click.option("--hidden", is_flag=True, help="Open the hidden volume and no other."),
    click.option("--backup-header", is_flag=True, help="Use VeraCrypt's backup of the header."),
    click.option("--system", is_flag=True, help="It is a drive, or a partition, of VeraCrypt's system encryption."),
    click.option(
        "-o", "--offset", type=SECTORS, metavar="SECTORS", help="Where it begins (plain, freeotfe, --system)."
    ),
    click.option("--skip", type=click.IntRange(0), metavar="SECTORS", help="Added to a sector's number (plain)."),
    click.option("--hash", metavar="NAME", help="Hash of the passphrase (plain).  [default: sha256]"),
    click.option(
        "--key-size", type=click.IntRange(8), metavar="BITS", help="Size of the volume key (plain).  [default: 256]"
    ),
    click.option("--volume-size", "size", type=SECTORS, metavar="SECTORS", help="Size of the volume (plain)."),
    click.option(
        "--sector-size", type=click.Choice(["512", "1024", "2048", "4096"]), help="Encryption sector size (plain)."
    ),
)
_REMEMBER = click.option(
    "--remember/--no-remember",
    default=True,
    help="Keep how a VeraCrypt volume was found, nothing secret, for the next time.  [default: remember]",
)
_MEMBERS = (
    "format",
    "pim",
    "keyfiles",
    "prf",
    "cipher",
    "hidden",
    "backup_header",
    "system",
    "offset",
    "skip",
    "hash",
    "key_size",
    "size",
    "sector_size",
)


def _opening(values: dict[str, Any]) -> OpenOptions:
    found = {name: values.pop(name) for name in _MEMBERS}
    if found["sector_size"] is not None:
        found["sector_size"] = int(found["sector_size"])
    if "remember" in values:
        found["remember"] = values.pop("remember")
    if found["key_size"] is not None and found["key_size"] % 8:
        raise UsageError(f"a key of {found['key_size']} bits is no whole number of bytes")
    return OpenOptions(**found)


def opening_options(*, remember: bool = True) -> Callable[[Function], Function]:
    """Give a command these options and call it with ``opening``; ``remember`` adds the switch for trails."""

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def collected(*args: Any, **values: Any) -> Any:
            return function(*args, opening=_opening(values), **values)

        return stack(_OPTIONS, *(_REMEMBER,) * remember)(collected)

    return decorate


def protect_options(function: Function) -> Function:
    """Give a command ``--protect-hidden`` and what goes with it, and call it with ``protect``."""

    @functools.wraps(function)
    def collected(*args: Any, protect_hidden: bool, protect_credential: CredentialSource, **values: Any) -> Any:
        pim, keyfiles, prf = (values.pop(f"protect_{name}") for name in ("pim", "keyfiles", "prf"))
        if not protect_hidden:
            if pim is not None or keyfiles or prf is not None or not isinstance(protect_credential, Ask):
                raise UsageError("options of the protected volume are given without --protect-hidden")
            return function(*args, protect=None, **values)
        opening = OpenOptions(hidden=True, pim=pim, keyfiles=keyfiles, prf=prf)
        return function(*args, protect=Protection(protect_credential, opening), **values)

    return stack(
        click.option(
            "--protect-hidden", is_flag=True, help="Let no write reach the hidden volume, which has its own credential."
        ),
        veracrypt_options("protect-", " of the protected volume"),
        takes_protecting_credential,
    )(collected)


def outer_options(function: Function) -> Function:
    """Give a command ``--hidden`` and what opens the outer volume, and call it with ``outer``."""

    @functools.wraps(function)
    def collected(*args: Any, hidden: bool, outer_credential: CredentialSource, **values: Any) -> Any:
        pim, keyfiles, prf = (values.pop(f"outer_{name}") for name in ("pim", "keyfiles", "prf"))
        if not hidden:
            if pim is not None or keyfiles or prf is not None or not isinstance(outer_credential, Ask):
                raise UsageError("options of the outer volume are given without --hidden")
            return function(*args, outer=None, **values)
        return function(
            *args, outer=Outer(outer_credential, OpenOptions(pim=pim, keyfiles=keyfiles, prf=prf)), **values
        )

    return stack(
        click.option("--hidden", is_flag=True, help="Make a hidden volume in CONTAINER, a VeraCrypt volume."),
        veracrypt_options("outer-", " of the outer volume"),
        takes_outer_credential,
    )(collected)
