"""``vault header``: backups of the header, without which nothing opens a volume."""

from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential
from vault.cli.opening import format_option, opening_options
from vault.cli.params import FILE, container_argument, force_option, header_option, json_option, pass_app, yes_option
from vault.cli.prompts import confirmed
from vault.cli.root import Command, Group
from vault.cli.text import escape
from vault.errors import Cancelled
from vault.options import CredentialSource, OpenOptions


@click.group(
    cls=Group,
    examples=("vault header backup secret.vol secret.header", "vault header restore secret.vol secret.header"),
)
def command() -> None:
    """Save and restore the header of a volume.

    Without its header nobody opens a volume again, whatever he knows.
    """


@command.command("backup", cls=Command, examples=("vault header backup secret.vol secret.header",))
@container_argument
@click.argument("file", type=FILE)
@header_option
@format_option
@json_option
@pass_app
def backup(app: App, *, container: Path, file: Path, header: Path | None, format: str | None) -> None:
    """Save the header of CONTAINER in the new file FILE.

    Its keyslots are in it, so the credentials of today open the volume from it for ever. Of a VeraCrypt volume it has
    the places of both headers, that of the volume and that of a hidden one, and does not tell whether there is one.
    """
    result = app.engine().header_backup(container, file, header, OpenOptions(format=format))
    app.show(escape(result.file or ""), plain(result))


@command.command(
    "restore",
    cls=Command,
    examples=("vault header restore secret.vol secret.header", "vault header restore x.hc --pim 500"),
)
@container_argument
@click.argument("file", type=FILE, required=False)
@header_option
@opening_options(remember=False)
@takes_credential()
@force_option(help="Write a LUKS header that may be of another volume.")
@yes_option
@json_option
@pass_app
def restore(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    file: Path | None,
    header: Path | None,
    opening: OpenOptions,
    force: bool,
    yes: bool,
) -> None:
    """Write the header of CONTAINER back from FILE.

    Without FILE the header of a VeraCrypt volume is taken from the backup at the end of the container. A VeraCrypt
    header is restored by a credential that opens it, and only this one: that of the volume or that of the hidden one.

    What the credentials of the backup open, they open again; keyslots that came later are gone.
    """
    if not yes and not confirmed(f"The header of {escape(container)} will be overwritten. Go on?"):
        raise Cancelled(f"the header of {container} is kept")
    result = app.engine().header_restore(container, file, credential, header=header, opening=opening, force=force)
    app.show(f"header of {escape(result.container)} restored", plain(result))
