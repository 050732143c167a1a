"""``vault keyring``: volumes that the desktop's keyring opens, and credentials that are remembered for a while."""

from pathlib import Path
from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.opening import opening_options
from vault.cli.params import (
    FILE,
    SLOT,
    backup_option,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    opened_slot_option,
    pass_app,
    yes_option,
)
from vault.cli.prompts import confirmed
from vault.cli.root import Command, Group
from vault.cli.text import columns, escape
from vault.errors import Cancelled, UsageError
from vault.options import CredentialSource, Forgotten, KeyringStatus, KeyslotChange

ITSELF = "The keyring will hold the passphrase itself, which opens {} and every copy of it for ever. Go on?"


@click.group(
    cls=Group,
    examples=("vault keyring enroll secret.vol", "vault keyring status secret.vol", "vault keyring forget secret.vol"),
)
def command() -> None:
    """Let the desktop's keyring open volumes.

    The keyring gets a random secret with a keyslot of its own, and never the passphrase: once the keyslot is removed,
    what the keyring has opens nothing but copies that were made of the header before.
    """


@command.command("enroll", cls=Command, examples=("vault keyring enroll secret.vol",))
@container_argument
@header_option
@opened_slot_option
@click.option("--new-key-slot", "new_slot", type=SLOT, metavar="N", help="Number of the keyring's keyslot.")
@click.option("--name", default="", metavar="NAME", help="Name of the keyring's keyslot, for people.")
@click.option(
    "--store-passphrase",
    is_flag=True,
    help="For a volume without keyslots: let the keyring hold the passphrase itself.",
)
@opening_options(remember=False)
@takes_credential(tokens="named")
@tries_option
@backup_option
@kdf_limit_option
@yes_option
@json_option
@pass_app
def enroll(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    store_passphrase: bool,
    tries: int,
    yes: bool,
    **values: Any,
) -> None:
    """Let the desktop's keyring open CONTAINER from now on.

    A VeraCrypt volume has no keyslots. With --store-passphrase the keyring holds its passphrase itself.
    """
    if store_passphrase and not yes and not confirmed(ITSELF.format(escape(container))):
        raise Cancelled("nothing was stored")
    change = KeyslotChange(container, **values)
    engine = app.engine()
    number = with_tries(
        app, credential, tries, lambda given: engine.keyring_enroll(change, given, itself=store_passphrase)
    )
    if number is not None:
        text = f"keyslot {number} is opened by the desktop keyring"
    elif store_passphrase:
        text = "the desktop keyring has the passphrase"
    else:
        text = "the desktop keyring opens it already"
    app.show(text, {"keyslot": number})


@command.command(
    "forget", cls=Command, examples=("vault keyring forget secret.vol", "vault keyring forget --remembered")
)
@click.argument("container", type=FILE, required=False)
@header_option
@click.option("-S", "--key-slot", type=SLOT, metavar="N", help="Remove this keyslot, be it another keyring's.")
@click.option(
    "--left-over", is_flag=True, help="Remove also what the keyring has for this UUID and the header does not speak of."
)
@click.option("--force", is_flag=True, help="Remove the keyslot even if it is the last one.")
@click.option("--remembered", is_flag=True, help="Drop all remembered credentials, and nothing else.")
@backup_option
@json_option
@pass_app
def forget(
    app: App,
    *,
    container: Path | None,
    header: Path | None,
    key_slot: int | None,
    left_over: bool,
    force: bool,
    remembered: bool,
    backup: bool,
) -> None:
    """Let the keyring open CONTAINER no more.

    Its keyslot is removed, then what the keyring has; what is remembered of CONTAINER is dropped too. Needs no
    credential, and the keyring may be locked.
    """
    if remembered == (container is not None):
        raise UsageError("name one container, or --remembered for all that is remembered")
    engine = app.engine()
    if container is None:
        number = engine.forget_remembered()
        app.show(_dropped(number), {"dropped": number})
        return
    done = engine.keyring_forget(container, header, slot=key_slot, left_over=left_over, force=force, backup=backup)
    app.show("\n".join(_told(done)), plain(done))


def _dropped(number: int) -> str:
    if not number:
        return "nothing was remembered"
    return f"{number} remembered credential{'s were' if number > 1 else ' was'} dropped"


def _told(done: Forgotten) -> list[str]:
    lines = [f"keyslot {slot} removed" for slot in done.keyslots]
    if done.tokens:
        which = "1 token" if done.tokens == 1 else f"{done.tokens} tokens"
        lines.append(f"{which} without a keyslot removed")
    if done.secrets:
        lines.append("the desktop keyring has nothing of it any more")
    if done.remembered:
        lines.append("the remembered credential was dropped")
    return lines


@command.command("status", cls=Command, examples=("vault keyring status secret.vol",))
@container_argument
@header_option
@json_option
@pass_app
def status(app: App, *, container: Path, header: Path | None) -> None:
    """Tell what opens CONTAINER without typing.

    Needs no credential, and asks the keyring for nothing secret.
    """
    found = app.engine().keyring_status(container, header)
    app.show("\n\n".join(_report(found)), plain(found))


def _report(found: KeyringStatus) -> list[str]:
    blocks = []
    if found.tokens:
        rows = [(each.number, each.keyslot, each.state, each.reason or None) for each in found.tokens]
        blocks.append(columns(("TOKEN", "KEYSLOT", "STATE", "REASON"), rows))
    else:
        blocks.append("the desktop keyring does not open it")
    if found.reason:
        blocks.append(escape(found.reason))
    if found.remembered:
        blocks.append("its credential is remembered")
    return blocks
