"""``vault resume``: the key of a suspended volume comes back."""

import click

from vault.cli.app import App
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.params import json_option, kdf_limit_option, key_slot_option, pass_app
from vault.cli.root import Command
from vault.cli.session_text import show_session
from vault.cli.waiting import complete_name
from vault.options import CredentialSource


@click.command(cls=Command, examples=("vault resume secret", "vault resume secret --key-file key"))
@click.argument("name", shell_complete=complete_name)
@key_slot_option
@kdf_limit_option
@takes_credential(tokens="found")
@tries_option
@json_option
@pass_app
def command(
    app: App, credential: CredentialSource, *, name: str, key_slot: int | None, raise_kdf_limit: bool, tries: int
) -> None:
    """Bring the key of a suspended volume back.

    NAME is its session, its container or its mount point. Prints where the volume is.

    What waited for it goes on. A wrong passphrase leaves it suspended.
    """
    engine = app.engine()
    show_session(
        app,
        with_tries(
            app,
            credential,
            tries,
            lambda credential: engine.resume(name, credential, key_slot=key_slot, raise_kdf_limit=raise_kdf_limit),
        ),
    )
