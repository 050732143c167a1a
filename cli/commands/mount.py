"""``vault mount``: the file system of a volume on a folder."""

from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.opening import opening_options, protect_options, remember_option
from vault.cli.params import (
    FILE,
    access_options,
    attach_way_option,
    container_argument,
    json_option,
    mount_way_option,
    pass_app,
)
from vault.cli.policy_options import policy_options, warn_of_policy
from vault.cli.root import Command
from vault.cli.session_text import show_session
from vault.cli.text import columns
from vault.options import CredentialSource, MountPlan, MountRequest


@click.command(
    cls=Command,
    examples=(
        "vault mount secret.vol",
        "vault mount secret.vol /mnt/secret --read-only",
        "vault mount secret.vol --plan",
    ),
)
@container_argument
@click.argument("mount_point", type=FILE, required=False)
@access_options
@attach_way_option
@mount_way_option
@click.option("--noexec", is_flag=True, help="Let no program on it be executed.")
@click.option("--owner", type=click.IntRange(0), metavar="UID", help="Owner of the files where they have none.")
@click.option("--plan", is_flag=True, help="Only print how it would be done and why; needs no credential.")
@opening_options()
@remember_option
@protect_options
@policy_options
@takes_credential(tokens="found")
@tries_option
@json_option
@pass_app
def command(app: App, credential: CredentialSource, *, plan: bool, tries: int, **values: Any) -> None:
    """Mount the volume in CONTAINER.

    Prints the mount point. MOUNT_POINT is an empty folder of yours; without it, ~/Vaults/NAME is made for CONTAINER
    NAME.vol. End it with "vault dismount".
    """
    request = MountRequest(**values)
    if plan:
        _show_plan(app, app.engine().plan(request))
    else:
        engine = app.engine()
        record = with_tries(app, credential, tries, lambda credential: engine.mount(request, credential))
        warn_of_policy(app, engine, record)
        show_session(app, record)


def _show_plan(app: App, plan: MountPlan) -> None:
    rows = [
        ("attach", plan.attach.name, plan.attach.reason),
        ("mount", plan.mount.name, plan.mount.reason),
        *(("not", choice.name, choice.reason) for choice in plan.rejected),
    ]
    app.show(columns(("STEP", "WAY", "REASON"), rows), plain(plan))
