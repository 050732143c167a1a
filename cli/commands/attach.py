"""``vault attach``: the plaintext as a file or device, without mounting what is in it."""

from typing import Any

import click

from vault.cli.app import App
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.opening import opening_options, protect_options, remember_option
from vault.cli.params import access_options, attach_way_option, container_argument, json_option, pass_app
from vault.cli.policy_options import policy_options, warn_of_policy
from vault.cli.root import Command
from vault.cli.session_text import show_session
from vault.options import AttachRequest, CredentialSource


@click.command(cls=Command, examples=("vault attach disk.luks --read-only", "vault attach disk.luks --key-file key"))
@container_argument
@access_options
@attach_way_option
@opening_options()
@remember_option
@protect_options
@policy_options
@takes_credential(tokens="found")
@tries_option
@json_option
@pass_app
def command(app: App, credential: CredentialSource, *, tries: int, **values: Any) -> None:
    """Show the plaintext as a file or device.

    Prints its path. What is in it is not mounted; any program may read and write it. End it with "vault detach".
    """
    request, engine = AttachRequest(**values), app.engine()
    record = with_tries(app, credential, tries, lambda credential: engine.attach(request, credential))
    warn_of_policy(app, engine, record)
    show_session(app, record)
