"""``vault convert``: a volume in another format, in a new container or in its own."""

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, takes_new_credential
from vault.cli.opening import opening_options, veracrypt_options
from vault.cli.params import (
    FILE,
    HEADER,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    key_slot_option,
    pass_app,
    pbkdf_options,
    stack,
    yes_option,
)
from vault.cli.prompts import confirmed
from vault.cli.root import Command
from vault.cli.text import escape, fields, format_size
from vault.errors import Cancelled, UsageError
from vault.options import Ask, ConvertRequest, CredentialSource, OpenOptions

IN_PLACE = {"container", "to", "header", "backup", "yes", "json", "raise_kdf_limit"}
"""What can be said where no new container is named."""
ONLY = {
    "veracrypt": {"new_pim", "new_keyfiles", "new_prf"},
    "luks2": {
        "label",
        "new_key_size",
        "pbkdf",
        "pbkdf_memory_kib",
        "pbkdf_parallel",
        "pbkdf_iterations",
        "iter_time_ms",
    },
}
"""What can be said of a new volume of one format only."""

new_volume_options = stack(
    click.option("--label", default="", metavar="TEXT", help="Label of the new volume (luks2)."),
    click.option(
        "--new-cipher",
        metavar="SPEC",
        help="Cipher of the new volume.  [default: aes-xts-plain64, or aes for veracrypt]",
    ),
    click.option(
        "--new-key-size",
        type=click.IntRange(1),
        default=512,
        show_default=True,
        metavar="BITS",
        help="Volume key size of the new volume (luks2).",
    ),
    click.option(
        "--new-sector-size",
        type=click.Choice(["512", "1024", "2048", "4096"]),
        help="Encryption sector size of the new volume.  [default: that of the old one]",
    ),
    pbkdf_options,
    veracrypt_options("new-", " of the new volume"),
)
copy_options = stack(
    click.option("--resume", is_flag=True, help="Go on with a conversion that was interrupted."),
    click.option(
        "--journal", type=HEADER, metavar="FILE", help="Keep the journal here.  [default: NEW.partial.journal]"
    ),
    click.option("--force", is_flag=True, help="Overwrite NEW if it is a device; all in it is lost."),
    click.option("--backup", type=HEADER, metavar="FILE", help="Save the header here first (conversion in place)."),
)


@click.command(
    cls=Command,
    examples=(
        "vault convert old.tc new.vol --to luks2",
        "vault convert old.tc new.vol --to luks2 --resume",
        "vault convert secret.vol --to luks1 --backup secret.header",
    ),
)
@container_argument
@click.argument("new", type=FILE, required=False)
@click.option("--to", type=click.Choice(["luks2", "veracrypt", "luks1"]), required=True, help="The format to have.")
@header_option
@key_slot_option
@kdf_limit_option
@new_volume_options
@copy_options
@opening_options()
@takes_new_credential()
@takes_credential()
@yes_option
@json_option
@pass_app
def command(app: App, *, container: Path, new: Path | None, **values: Any) -> None:
    """Copy a volume into another container, or convert its header.

    CONTAINER may be a volume of any format. It is only read. All it holds is copied into NEW, then compared, and only
    then NEW has its name; until then it is NEW.partial. After an interruption --resume goes on.

    Without NEW the header of CONTAINER itself is converted, between luks1 and luks2. The data, the volume key and the
    credentials stay.
    """
    _check_given(values["to"], in_place=new is None)
    if new is None:
        _convert_header(app, container, **values)
    else:
        _copy(app, container, new, **values)


def _check_given(to: str, *, in_place: bool) -> None:
    """Raise UsageError for options that would be ignored."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name, option = parameter.name or "", parameter.opts[-1]
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        if in_place and name not in IN_PLACE:
            raise UsageError(f"{option} is for a copy, and no new container is named", hint="name one")
        if not in_place and name == "backup":
            raise UsageError(f"{option} is for a conversion in place", hint="a copy leaves the old header as it is")
        for kind, names in ONLY.items():
            if name in names and kind != to:
                raise UsageError(f"{option} means nothing to a new {to} volume")


def _copy(
    app: App,
    container: Path,
    new: Path,
    *,
    credential: CredentialSource,
    new_credential: CredentialSource,
    yes: bool,
    backup: Path | None,
    **values: Any,
) -> None:
    del backup
    request = _request(container, new, values)
    if request.resume and isinstance(new_credential, Ask):
        new_credential = Ask()
    if request.force and not request.resume and not yes and new.exists():
        _confirm(f"{escape(new)} exists, and all in it will be lost. Overwrite it?", f"{new} is kept")
    result = app.engine().convert(request, credential, new_credential)
    text = fields(
        [
            ("Copied", f"{result.container} ({result.container_format})"),
            ("To", f"{result.new} ({result.format})"),
            ("UUID", result.uuid),
            ("Size", f"{format_size(result.volume_size)} ({result.volume_size} bytes), the same in both"),
            ("SHA-256", result.sha256),
        ]
    )
    app.show(text, plain(result))


def _request(container: Path, new: Path, values: dict[str, Any]) -> ConvertRequest:
    cipher, sector_size = values.pop("new_cipher"), values.pop("new_sector_size")
    recipe = OpenOptions(
        pim=values.pop("new_pim"),
        keyfiles=values.pop("new_keyfiles"),
        prf=values.pop("new_prf"),
        cipher=cipher if values["to"] == "veracrypt" else None,
    )
    luks2 = {"cipher": cipher} if cipher and values["to"] == "luks2" else {}
    return ConvertRequest(
        container,
        new,
        key_size=values.pop("new_key_size"),
        sector_size=int(sector_size) if sector_size else None,
        recipe=recipe,
        **luks2,
        **values,
    )


def _convert_header(
    app: App, container: Path, *, to: str, header: Path | None, backup: Path | None, yes: bool, **values: Any
) -> None:
    if not yes:
        _confirm(
            f"The header of {escape(container)} will be converted to {to}. Go on?", f"{container} is kept as it is"
        )
    limit = values["raise_kdf_limit"]
    result = app.engine().convert_header(container, header, to, backup=backup, raise_kdf_limit=limit)
    app.show(f"{escape(container)} is {result.format} now", plain(result))


def _confirm(question: str, otherwise: str) -> None:
    """Ask before something cannot be undone; raises Cancelled."""
    if not confirmed(question):
        raise Cancelled(otherwise)
