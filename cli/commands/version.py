"""``vault version``: which program this is."""

import platform

import click

from vault._version import VERSION
from vault.cli.app import App
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command


@click.command(cls=Command, examples=("vault version",))
@json_option
@pass_app
def command(app: App) -> None:
    """Print the version."""
    app.show(f"vault {VERSION}", {"vault": VERSION, "python": platform.python_version()})
