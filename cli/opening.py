"""The options that say how a volume is opened whose container says nothing of itself."""

import functools
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import click

from vault.cli.credentials import takes_credential_of
from vault.cli.params import HEADER, Function, stack
from vault.errors import UsageError
from vault.options import Ask, CredentialSource, OpenOptions, Outer, Protection, Remember
from vault.options.durations import parse_duration

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


class Remembering(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    """For how long, or where, a credential is kept."""

    name = "remember"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Remember:
        """What the engine takes."""
        if isinstance(value, Remember):
            return value
        if value == "keyring":
            return Remember("keyring")
        try:
            return Remember("session", None if value == "login" else parse_duration(value))
        except ValueError as error:
            self.fail(f"{error}; nor is it login or keyring", param, ctx)


def remember_option(function: Function) -> Function:
    """Give a command ``--remember`` and call it with ``remember``; goes below ``opening_options``.

    Raises UsageError when nothing is to be remembered as well.
    """

    @functools.wraps(function)
    def checked(*args: Any, kept: Remember | None, opening: OpenOptions, **values: Any) -> Any:
        if kept is not None and not opening.remember:
            raise UsageError("--remember and --no-remember contradict each other")
        return function(*args, remember=kept, opening=opening, **values)

    return click.option(
        "--remember",
        "kept",
        type=Remembering(),
        metavar="TIME|login|keyring",
        help="Keep the credential in the kernel for TIME (10m, 2h) or until logout, in both cases until the screen is "
        "locked; or let the desktop's keyring open the volume from now on.",
    )(checked)


_NO_REMEMBER = click.option(
    "--no-remember",
    "remember",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Keep nothing for the next time, and drop what is known: a credential, and how a volume was found.",
)
_MEMBERS = tuple(field.name for field in fields(OpenOptions) if field.name != "remember")


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

        return stack(_OPTIONS, *(_NO_REMEMBER,) * remember)(collected)

    return decorate


def _other_volume(
    name: str, flag: str, described: str, help_text: str, make: Callable[[CredentialSource, OpenOptions], object]
) -> Callable[[Function], Function]:
    """Give a command ``flag`` and the options ``--NAME-...`` of another volume; the function gets it as ``name``.

    It is what ``make`` makes of its credential and of how it is opened, or None without the flag.
    """
    parameter = flag.removeprefix("--").replace("-", "_")

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def collected(*args: Any, **values: Any) -> Any:
            wanted, credential = values.pop(parameter), values.pop(f"{name}_credential")
            pim, keyfiles, prf = (values.pop(f"{name}_{member}") for member in ("pim", "keyfiles", "prf"))
            if wanted:
                other = make(credential, OpenOptions(pim=pim, keyfiles=keyfiles, prf=prf))
                return function(*args, **{name: other}, **values)
            if pim is not None or keyfiles or prf is not None or not isinstance(credential, Ask):
                raise UsageError(f"options of the {described} volume are given without {flag}")
            return function(*args, **{name: None}, **values)

        return stack(
            click.option(flag, is_flag=True, help=help_text),
            veracrypt_options(f"{name}-", f" of the {described} volume"),
            takes_credential_of(name),
        )(collected)

    return decorate


protect_options = _other_volume(
    "protect",
    "--protect-hidden",
    "protected",
    "Let no write reach the hidden volume, which has its own credential.",
    lambda credential, opening: Protection(credential, replace(opening, hidden=True)),
)
"""Gives a command ``--protect-hidden`` and what goes with it, and calls it with ``protect``."""
outer_options = _other_volume(
    "outer", "--hidden", "outer", "Make a hidden volume in CONTAINER, a VeraCrypt volume.", Outer
)
"""Gives a command ``--hidden`` and what opens the outer volume, and calls it with ``outer``."""
