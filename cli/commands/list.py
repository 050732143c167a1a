"""``vault list``: what is open."""

import click

from vault.cli.app import App
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command
from vault.cli.session_text import show_sessions


@click.command(cls=Command, examples=("vault list",))
@json_option
@pass_app
def command(app: App) -> None:
    """List open volumes, and what a lock does with each."""
    show_sessions(app, app.engine().sessions())
