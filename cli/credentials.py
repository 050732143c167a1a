"""The options that say where a credential comes from."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from vault.cli.app import App
from vault.cli.params import FILE, HEADER, SIZE, Function, stack
from vault.errors import UsageError, WrongCredential
from vault.options import Ask, CredentialSource, FromToken, KeyFile, Outer, PassphraseFd, Protection

Result = TypeVar("Result")

STANDARD_INPUT = 0
_WHICH = {
    "new-": "new credential",
    "protect-": "credential of the protected volume",
    "outer-": "credential of the outer volume",
}


def takes_credential(
    *, confirm: bool = False, tokens: Literal["", "named", "found"] = ""
) -> Callable[[Function], Function]:
    """Give a command the credential options and call it with ``credential``, a ``CredentialSource``.

    With ``tokens`` what is remembered, or a token, may open the volume: when it is ``named``, or else wherever it is
    ``found``, and then nothing is asked.
    """
    plain = _takes("", "credential", Ask(confirm))
    return stack(plain, _takes_tokens(look_first=tokens == "found")) if tokens else plain


def takes_new_credential() -> Callable[[Function], Function]:
    """Give a command the ``--new-...`` options and call it with ``new_credential``; goes above ``takes_credential``.

    Raises UsageError when both credentials were to be read from the same descriptor.
    """
    return _takes("new-", "new_credential", Ask(confirm=True))


def takes_credential_of(which: str) -> Callable[[Function], Function]:
    """Give a command the options of another volume's credential, ``--WHICH-...``, and call it with
    ``WHICH_credential``; goes above ``takes_credential``.
    """
    return _takes(f"{which}-", f"{which}_credential", Ask())


tries_option = click.option(
    "-T",
    "--tries",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="How often a wrong passphrase may be typed.",
)


def with_tries(
    app: App, credential: CredentialSource, tries: int, action: Callable[[CredentialSource], Result]
) -> Result:
    """What ``action`` returns for the credential; a wrong passphrase is asked for again until ``tries`` are over."""
    while True:
        try:
            return action(credential)
        except WrongCredential as error:
            tries -= 1
            if not isinstance(credential, Ask) or tries < 1:
                raise
            app.console.say(f"vault: {error}")
            credential = Ask()


def _takes_tokens(*, look_first: bool) -> Callable[[Function], Function]:
    """Give a command ``--token-only``, ``--token-id`` and ``--security-key``, and with ``look_first`` ``--no-token``;
    goes below ``_takes``.
    """

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def wrapper(*args: Any, token_only: bool, token_id: int | None, **values: Any) -> Any:
            device = values.pop("security_key_device")
            security_key = values.pop("security_key") or device is not None
            asked, named = isinstance(values["credential"], Ask), token_only or token_id is not None or security_key
            no_token = values.pop("no_token", not look_first)
            if named and (not asked or (look_first and no_token)):
                raise UsageError("a token cannot be used and not used, or besides another credential")
            if named:
                values["credential"] = FromToken(token_id, security_key, device)
            elif asked and not no_token:
                values["credential"] = Ask(look_first=True)
            return function(*args, **values)

        return stack(*(_NO_TOKEN,) * look_first, *_TOKEN)(wrapper)

    return decorate


_NO_TOKEN = click.option("--no-token", is_flag=True, help="Do not look for what is remembered, nor for tokens: ask.")
_TOKEN = (
    click.option("--token-only", is_flag=True, help="Ask for no passphrase: take what is remembered or a token has."),
    click.option("--token-id", type=click.IntRange(0, 31), metavar="N", help="Use this token and nothing else."),
    click.option("--security-key", is_flag=True, help="Let a security key open it, and ask for no passphrase."),
    click.option(
        "--security-key-device", type=HEADER, metavar="PATH", help="Let the security key at this device open it."
    ),
)


def _takes(prefix: str, parameter: str, ask: Ask) -> Callable[[Function], Function]:
    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def wrapper(*args: Any, **values: Any) -> Any:
            from vault.system.processes import forbid_core_dumps

            file, offset, size, fd = (values.pop(f"{parameter}_{part}") for part in ("file", "offset", "size", "fd"))
            values[parameter] = source(file, offset, size, fd, ask=ask)
            _check_descriptors(values)
            forbid_core_dumps()
            return function(*args, **values)

        return _options(prefix, parameter)(wrapper)

    return decorate


def _options(prefix: str, parameter: str) -> Callable[[Function], Function]:
    which = _WHICH.get(prefix, "credential")
    return stack(
        click.option(
            f"--{prefix}key-file",
            f"{parameter}_file",
            type=FILE,
            metavar="FILE",
            help=f"The {which} is the content of this file, at most 8 MiB; - is standard input.",
        ),
        click.option(
            f"--{prefix}keyfile-offset",
            f"{parameter}_offset",
            type=click.IntRange(0),
            default=0,
            metavar="BYTES",
            help="Skip so many bytes of the key file.",
        ),
        click.option(
            f"--{prefix}keyfile-size",
            f"{parameter}_size",
            type=SIZE,
            metavar="BYTES",
            help="Take only so many bytes of the key file.",
        ),
        click.option(
            f"--{prefix}passphrase-fd",
            f"{parameter}_fd",
            type=click.IntRange(0),
            metavar="N",
            help=f"Read the {which} from this descriptor to its end, less one newline.",
        ),
    )


def source(key_file: Path | None, offset: int, size: int | None, fd: int | None, *, ask: Ask) -> CredentialSource:
    """Where the credential comes from; raises UsageError when the options contradict each other."""
    if key_file is not None and fd is not None:
        raise UsageError("a credential is either a key file or read from a descriptor, not both")
    if key_file is None and (offset or size is not None):
        raise UsageError("an offset and a size are for a key file, and none is given")
    if key_file is not None:
        return KeyFile(key_file, offset, size)
    return ask if fd is None else PassphraseFd(fd)


def _check_descriptors(values: dict[str, Any]) -> None:
    """Raise UsageError when two credentials would be read from one stream: the second would be empty."""
    streams = [stream(value) for value in values.values()]
    read = [number for number in streams if number is not None]
    if len(read) != len(set(read)):
        raise UsageError(
            "both credentials cannot be read from the same descriptor",
            hint="give one of them as a key file or on another descriptor",
        )


def stream(credential: object) -> int | None:
    """The descriptor that the credential is read from to its end, None for key files and questions.

    It may be that of an outer or of a protected volume.
    """
    if isinstance(credential, Outer | Protection):
        return stream(credential.credential)
    if isinstance(credential, PassphraseFd):
        return credential.fd
    if isinstance(credential, KeyFile) and str(credential.path) == "-":
        return STANDARD_INPUT
    return None
