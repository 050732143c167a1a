"""``vault detach``: the end of ``vault attach``."""

import click

from vault.cli.app import App
from vault.cli.params import json_option, pass_app
from vault.cli.session_text import show_ended
from vault.cli.waiting import WaitingCommand, busy_options, complete_name


@click.command(cls=WaitingCommand, examples=("vault detach disk", "vault detach disk.luks --wait 30"))
@click.argument("name", shell_complete=complete_name)
@busy_options
@json_option
@pass_app
def command(app: App, *, name: str, force: bool, wait_s: float | None) -> None:
    """End an attachment.

    NAME is its session, its container or the path of its plaintext.

    Returns when all data is in the container and the key is gone.
    """
    show_ended(app, app.engine().detach(name, force=force, wait_s=wait_s))
