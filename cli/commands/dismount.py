"""``vault dismount``: the end of ``vault mount``."""

import click

from vault.cli.app import App
from vault.cli.params import json_option, pass_app
from vault.cli.session_text import show_ended
from vault.cli.waiting import WaitingCommand, busy_options, complete_name


@click.command(
    cls=WaitingCommand,
    examples=("vault dismount secret", "vault dismount ~/Vaults/secret --wait", "vault dismount --all"),
)
@click.argument("name", required=False, shell_complete=complete_name)
@click.option("-a", "--all", "everything", is_flag=True, help="Dismount all volumes of this user.")
@busy_options
@json_option
@pass_app
def command(app: App, *, name: str | None, everything: bool, force: bool, wait_s: float | None) -> None:
    """Dismount a volume.

    NAME is its session, its container or its mount point.

    Returns when all data is in the container and the key is gone.
    """
    if everything == (name is not None):
        raise click.UsageError("give either NAME or --all", click.get_current_context())
    show_ended(app, app.engine().dismount(name, everything=everything, force=force, wait_s=wait_s))
