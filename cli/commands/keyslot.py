"""``vault keyslot``: the credentials that open a volume."""

from pathlib import Path
from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, takes_new_credential
from vault.cli.keyslot_text import keyslot_table
from vault.cli.opening import opening_options, veracrypt_options
from vault.cli.params import (
    SLOT,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    pass_app,
    pbkdf_options,
    yes_option,
)
from vault.cli.prompts import confirmed
from vault.cli.root import Command, Group
from vault.errors import Cancelled
from vault.options import Ask, CredentialSource, KeyslotChange, OpenOptions


@click.group(
    cls=Group,
    examples=("vault keyslot list secret.vol", "vault keyslot add secret.vol", "vault keyslot remove secret.vol 1"),
)
def command() -> None:
    """Manage the keyslots of a volume.

    Each keyslot holds the volume key for one credential.
    """


@command.command("list", cls=Command, examples=("vault keyslot list secret.vol",))
@container_argument
@header_option
@json_option
@pass_app
def list_keyslots(app: App, *, container: Path, header: Path | None) -> None:
    """List the keyslots of CONTAINER.

    Needs no credential.
    """
    keyslots = app.engine().keyslots(container, header)
    app.show(keyslot_table(keyslots), {"keyslots": plain(keyslots)})


@command.command(
    "add",
    cls=Command,
    examples=("vault keyslot add secret.vol", "vault keyslot add secret.vol --key-file old --new-key-file new"),
)
@container_argument
@header_option
@click.option(
    "-S", "--key-slot", type=SLOT, metavar="N", help="Number of the new keyslot; with --new-key-slot, the one to open."
)
@click.option("--new-key-slot", type=SLOT, metavar="N", help="Number of the new keyslot.  [default: the first free]")
@takes_new_credential()
@takes_credential()
@pbkdf_options
@kdf_limit_option
@json_option
@pass_app
def add(
    app: App,
    credential: CredentialSource,
    new_credential: CredentialSource,
    *,
    key_slot: int | None,
    new_key_slot: int | None,
    **values: Any,
) -> None:
    """Add a keyslot.

    Another credential then opens CONTAINER too.
    """
    if new_key_slot is None:
        key_slot, new_key_slot = None, key_slot  # as cryptsetup has it
    change = KeyslotChange(slot=key_slot, new_slot=new_key_slot, **values)
    number = app.engine().keyslot_add(change, credential, new_credential)
    app.show(f"keyslot {number} added", {"keyslot": number})


@command.command(
    "change",
    cls=Command,
    examples=("vault keyslot change secret.vol", "vault keyslot change x.hc --pim 500 --new-pim 600"),
)
@container_argument
@header_option
@click.option(
    "-S", "--key-slot", "slot", type=SLOT, metavar="N", help="Change this keyslot; the old credential must open it."
)
@opening_options(remember=False)
@veracrypt_options("new-", " from now on")
@takes_new_credential()
@takes_credential()
@pbkdf_options
@kdf_limit_option
@json_option
@pass_app
def change(
    app: App,
    credential: CredentialSource,
    new_credential: CredentialSource,
    *,
    new_pim: int | None,
    new_keyfiles: tuple[Path, ...],
    new_prf: str | None,
    **values: Any,
) -> None:
    """Change the credential of a keyslot.

    The old one opens CONTAINER no more.

    A VeraCrypt volume has one credential. The new one has the PIM and the keyfiles that are named for it, otherwise the
    default PIM and no keyfiles; the PRF stays unless another one is named. The old header is overwritten several times,
    but whoever has a copy of it still opens the volume with the old credential.
    """
    new = OpenOptions(pim=new_pim, keyfiles=new_keyfiles, prf=new_prf)
    number = app.engine().keyslot_change(KeyslotChange(new=new, **values), credential, new_credential)
    app.show("credential changed" if number is None else f"keyslot {number} changed", {"keyslot": number})


@command.command(
    "remove",
    cls=Command,
    examples=("vault keyslot remove secret.vol 1", "vault keyslot remove secret.vol 1 --force --yes"),
)
@container_argument
@click.argument("slot", type=SLOT)
@header_option
@takes_credential()
@click.option("--force", is_flag=True, help="Remove it without a credential, even the last one.")
@yes_option
@json_option
@pass_app
def remove(
    app: App, credential: CredentialSource, *, container: Path, slot: int, header: Path | None, force: bool, yes: bool
) -> None:
    """Remove a keyslot.

    The credential of keyslot SLOT opens CONTAINER no more.

    A credential of another keyslot proves that the volume can still be opened. Without any keyslot the volume is lost.
    """
    given = None if force and isinstance(credential, Ask) else credential
    if not yes:
        _confirm(container, slot)
    app.engine().keyslot_remove(container, header, slot, given, force)
    app.show(f"keyslot {slot} removed", {"keyslot": slot})


def _confirm(container: Path, slot: int) -> None:
    """Ask before a keyslot is destroyed; raises Cancelled."""
    if not confirmed(f"Keyslot {slot} of {container} will be destroyed. Go on?"):
        raise Cancelled(f"keyslot {slot} is kept")
