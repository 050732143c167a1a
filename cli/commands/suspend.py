"""``vault suspend``: the key of an open volume leaves memory."""

import click

from vault.cli.app import App
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command
from vault.cli.session_text import show_ended
from vault.cli.waiting import complete_name


@click.command(cls=Command, examples=("vault suspend secret", "vault suspend ~/Vaults/secret"))
@click.argument("name", shell_complete=complete_name)
@json_option
@pass_app
def command(app: App, *, name: str) -> None:
    """Hold a volume and wipe its key from memory.

    NAME is its session, its container or its mount point.

    It stays mounted, but programs that read or write it wait until "vault resume" brings the key back. Only volumes
    that root attached by "devmapper" can be suspended.
    """
    show_ended(app, [app.engine().suspend(name)])
