"""``vault keyslot``: the credentials that open a volume."""

from pathlib import Path
from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, takes_new_credential, tries_option, with_tries
from vault.cli.keyslot_text import keyslot_table
from vault.cli.opening import opening_options, veracrypt_options
from vault.cli.params import (
    FILE,
    SLOT,
    backup_option,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    key_slot_option,
    pass_app,
    pbkdf_options,
    yes_option,
)
from vault.cli.prompts import confirmed
from vault.cli.root import Command, Group
from vault.cli.text import escape
from vault.errors import Cancelled
from vault.options import Ask, CredentialSource, KeyslotChange, OpenOptions, Priority

PRIORITY = click.Choice(["ignore", "normal", "prefer"])


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
@click.option("--name", default="", metavar="NAME", help="Name of the new keyslot, for people.")
@click.option("--priority", type=PRIORITY, default="normal", show_default=True, help="When it is tried.")
@click.option("--unbound", is_flag=True, help="Let it hold a key of its own that decrypts nothing of the volume.")
@click.option(
    "--unbound-key-size",
    "key_size",
    default=512,
    show_default=True,
    type=click.IntRange(8),
    metavar="BITS",
    help="Size of that key.",
)
@click.option("--unbound-key-file", "key_file", type=FILE, metavar="FILE", help="Take that key from this file.")
@takes_new_credential()
@takes_credential(tokens="named")
@tries_option
@pbkdf_options
@backup_option
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
    tries: int,
    **values: Any,
) -> None:
    """Add a keyslot.

    Another credential then opens CONTAINER too.

    With --unbound the keyslot holds another key, random or from a file, which "vault keyslot extract" gives back.
    """
    if new_key_slot is None:
        key_slot, new_key_slot = None, key_slot  # as cryptsetup has it
    change = KeyslotChange(slot=key_slot, new_slot=new_key_slot, **values)
    engine = app.engine()
    number = with_tries(app, credential, tries, lambda given: engine.keyslot_add(change, given, new_credential))
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
@takes_credential(tokens="named")
@tries_option
@pbkdf_options
@backup_option
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
    tries: int,
    **values: Any,
) -> None:
    """Change the credential of a keyslot.

    The old one opens CONTAINER no more.

    A VeraCrypt volume has one credential. The new one has the PIM and the keyfiles that are named for it, otherwise the
    default PIM and no keyfiles; the PRF stays unless another one is named. The old header is overwritten several times,
    but whoever has a copy of it still opens the volume with the old credential.
    """
    engine = app.engine()
    change = KeyslotChange(new=OpenOptions(pim=new_pim, keyfiles=new_keyfiles, prf=new_prf), **values)
    number = with_tries(app, credential, tries, lambda given: engine.keyslot_change(change, given, new_credential))
    app.show("credential changed" if number is None else f"keyslot {number} changed", {"keyslot": number})


@command.command(
    "test", cls=Command, examples=("vault keyslot test secret.vol", "vault keyslot test secret.vol -S 1 --key-file k")
)
@container_argument
@header_option
@key_slot_option
@takes_credential(tokens="found")
@tries_option
@kdf_limit_option
@json_option
@pass_app
def test(app: App, credential: CredentialSource, *, key_slot: int | None, tries: int, **values: Any) -> None:
    """Tell which keyslot a credential opens.

    Changes nothing and works while CONTAINER is open.
    """
    engine = app.engine()
    change = KeyslotChange(slot=key_slot, **values)
    number = with_tries(app, credential, tries, lambda given: engine.keyslot_test(change, given))
    app.show("the credential opens it" if number is None else f"keyslot {number} opens", {"keyslot": number})


@command.command(
    "convert", cls=Command, examples=("vault keyslot convert secret.vol --pbkdf argon2id --iter-time 4000",)
)
@container_argument
@header_option
@click.option("-S", "--key-slot", "slot", type=SLOT, metavar="N", help="Convert this keyslot.")
@takes_credential(tokens="named")
@tries_option
@pbkdf_options
@backup_option
@kdf_limit_option
@json_option
@pass_app
def convert(app: App, credential: CredentialSource, *, tries: int, **values: Any) -> None:
    """Give a keyslot another KDF or cost.

    The credential stays. Without options the cost is measured anew on this machine.
    """
    engine = app.engine()
    number = with_tries(app, credential, tries, lambda given: engine.keyslot_convert(KeyslotChange(**values), given))
    app.show(f"keyslot {number} converted", {"keyslot": number})


@command.command("priority", cls=Command, examples=("vault keyslot priority secret.vol 1 prefer",))
@container_argument
@click.argument("slot", type=SLOT)
@click.argument("priority", type=PRIORITY)
@header_option
@backup_option
@json_option
@pass_app
def priority(app: App, *, container: Path, slot: int, priority: Priority, header: Path | None, backup: bool) -> None:
    """Say when a keyslot is tried.

    Keyslots to prefer are tried first; one to ignore is only tried when it is named.
    """
    app.engine().keyslot_priority(container, header, slot, priority, backup=backup)
    app.show(f"keyslot {slot} has priority {priority}", {"keyslot": slot, "priority": priority})


@command.command(
    "name",
    cls=Command,
    examples=("vault keyslot name secret.vol 1 laptop",),
)
@container_argument
@click.argument("slot", type=SLOT)
@click.argument("name")
@header_option
@backup_option
@json_option
@pass_app
def name(app: App, *, container: Path, slot: int, name: str, header: Path | None, backup: bool) -> None:
    """Name a keyslot, for people.

    An empty NAME removes it. Whoever has CONTAINER can read it.

    systemd-cryptenroll (252) lists a keyslot with a name as "other", and a recovery key with one as "conflict". Its
    --wipe-slot=password leaves a named passphrase in place; --wipe-slot=N does not. What opens the volume stays the
    same.
    """
    app.engine().keyslot_name(container, header, slot, name, backup=backup)
    app.show(
        f"keyslot {slot} is named {escape(name)}" if name else f"keyslot {slot} has no name",
        {"keyslot": slot, "name": name},
    )


@command.command("extract", cls=Command, examples=("vault keyslot extract secret.vol 3 other.key",))
@container_argument
@click.argument("slot", type=SLOT)
@click.argument("file", type=FILE)
@header_option
@takes_credential()
@tries_option
@kdf_limit_option
@json_option
@pass_app
def extract(app: App, credential: CredentialSource, *, slot: int, file: Path, tries: int, **values: Any) -> None:
    """Write the key of an unbound keyslot to FILE.

    FILE is new and private. The volume key is never written.
    """
    engine = app.engine()
    change = KeyslotChange(slot=slot, **values)
    result = with_tries(app, credential, tries, lambda given: engine.keyslot_extract(change, file, given))
    app.show(escape(result), {"keyslot": slot, "file": str(result)})


@command.command(
    "remove",
    cls=Command,
    examples=("vault keyslot remove secret.vol 1", "vault keyslot remove secret.vol 1 --force --yes"),
)
@container_argument
@click.argument("slot", type=SLOT)
@header_option
@takes_credential()
@tries_option
@click.option("--force", is_flag=True, help="Remove it without a credential, even the last one.")
@backup_option
@yes_option
@json_option
@pass_app
def remove(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    slot: int,
    header: Path | None,
    tries: int,
    force: bool,
    backup: bool,
    yes: bool,
) -> None:
    """Remove a keyslot.

    The credential of keyslot SLOT opens CONTAINER no more.

    A credential of another keyslot proves that the volume can still be opened. Without any keyslot the volume is lost.
    """
    unproved = force and isinstance(credential, Ask)
    if not yes:
        _confirm(container, slot)
    engine = app.engine()

    def remove_one(given: CredentialSource) -> None:
        engine.keyslot_remove(container, header, slot, None if unproved else given, force, backup)

    with_tries(app, credential, tries, remove_one)
    app.show(f"keyslot {slot} removed", {"keyslot": slot})


def _confirm(container: Path, slot: int) -> None:
    """Ask before a keyslot is destroyed; raises Cancelled."""
    if not confirmed(f"Keyslot {slot} of {container} will be destroyed. Go on?"):
        raise Cancelled(f"keyslot {slot} is kept")
