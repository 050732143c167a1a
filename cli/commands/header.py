"""``vault header``: the header, without which nothing opens a volume: saved, restored, checked, repaired."""

from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential
from vault.cli.header_text import check_text, comparison_text, counted, destroyed_text, kept_text, plan_text
from vault.cli.opening import opening_options
from vault.cli.params import (
    FILE,
    backup_option,
    container_argument,
    force_option,
    header_option,
    json_option,
    pass_app,
    yes_option,
)
from vault.cli.prompts import confirmed
from vault.cli.root import Command, Group
from vault.cli.text import escape
from vault.errors import CredentialError, DamagedHeader, UsageError
from vault.options import Ask, CredentialSource, HeaderComparison, HeaderRepairPlan, KeptHeader, OpenOptions

test_option = click.option(
    "--test", is_flag=True, help="Ask for a credential and open with it; one that is given is always used."
)


@click.group(
    cls=Group,
    examples=(
        "vault header backup secret.vol secret.header",
        "vault header restore secret.vol secret.header",
        "vault header check secret.vol",
    ),
)
def command() -> None:
    """Save, restore, check and repair the header of a volume.

    Without its header nobody opens a volume again, whatever he knows.
    """


def _given(credential: CredentialSource, *, test: bool) -> CredentialSource | None:
    """The credential if one is to be used."""
    return credential if test or not isinstance(credential, Ask) else None


@command.command(
    "backup",
    cls=Command,
    examples=("vault header backup secret.vol secret.header", "vault header backup secret.vol secret.header --test"),
)
@container_argument
@click.argument("file", type=FILE)
@header_option
@test_option
@opening_options(remember=False)
@takes_credential()
@json_option
@pass_app
def backup(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    file: Path,
    header: Path | None,
    test: bool,
    opening: OpenOptions,
) -> None:
    """Save the header of CONTAINER in the new file FILE.

    The file is read back and compared, and with a credential opened.

    Its keyslots are in it, so the credentials of today open the volume from it for ever. Of a VeraCrypt volume it has
    the places of both headers, that of the volume and that of a hidden one, and does not tell whether there is one.
    """
    result = app.engine().header_backup(container, file, header, opening, _given(credential, test=test))
    app.show(escape(result.file), plain(result))


@command.command(
    "restore",
    cls=Command,
    examples=("vault header restore secret.vol secret.header", "vault header restore x.hc --pim 500"),
)
@container_argument
@click.argument("file", type=FILE, required=False)
@header_option
@opening_options(remember=False)
@takes_credential()
@force_option(help="Write a LUKS header that may be of another volume.")
@backup_option
@yes_option
@json_option
@pass_app
def restore(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    file: Path | None,
    header: Path | None,
    opening: OpenOptions,
    force: bool,
    backup: bool,
    yes: bool,
) -> None:
    """Write the header of CONTAINER back from FILE.

    What differs is shown first. Without FILE the header of a VeraCrypt volume is taken from the backup at the end of
    the container. A VeraCrypt header is restored by a credential that opens it, and only this one: that of the volume
    or that of the hidden one.

    What the credentials of the backup open, they open again; keyslots that came later are gone.
    """

    def agree(found: HeaderComparison | None) -> bool:
        if found is not None and not app.json:
            _say_lines(app, comparison_text(found))
        return yes or confirmed(f"The header of {escape(container)} will be overwritten. Go on?")

    result = app.engine().header_restore(
        container, file, credential, header=header, opening=opening, force=force, backup=backup, agree=agree
    )
    _say_kept(app, result.kept)
    app.show(f"header of {escape(result.container)} restored", plain(result))


@command.command("check", cls=Command, examples=("vault header check secret.vol", "vault header check x.hc --test"))
@container_argument
@header_option
@test_option
@opening_options(remember=False)
@takes_credential()
@json_option
@pass_app
def check(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    header: Path | None,
    test: bool,
    opening: OpenOptions,
) -> int:
    """Tell what of a header is whole, and what is lost.

    Changes nothing, and the volume may be open. With a credential each keyslot is really tried.

    Ends with 4 when the header is damaged, with 3 when the credential opens nothing or when only one could tell, as
    with VeraCrypt.
    """
    found = app.engine().header_check(container, header, opening, _given(credential, test=test))
    app.show(check_text(found), plain(found))
    if found.whole is False:
        return DamagedHeader.exit_code
    return CredentialError.exit_code if found.whole is None or found.opened is False else 0


@command.command("repair", cls=Command, examples=("vault header repair secret.vol",))
@container_argument
@header_option
@opening_options(remember=False)
@takes_credential()
@backup_option
@yes_option
@json_option
@pass_app
def repair(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    header: Path | None,
    opening: OpenOptions,
    backup: bool,
    yes: bool,
) -> None:
    """Mend what can be mended of a header.

    A copy that is damaged or old is written anew from the good one. The plan is shown first. What no sound part of the
    header says is not guessed, but taken from a backup: vault header restore. A VeraCrypt header is repaired by its
    credential.
    """

    def agree(plan: HeaderRepairPlan) -> bool:
        if not app.json:
            _say_lines(app, plan_text(plan))
        return yes or confirmed(f"This will be written to {escape(plan.header or container)}. Go on?")

    result = app.engine().header_repair(container, header, opening, credential, backup=backup, agree=agree)
    _say_kept(app, result.kept)
    text = f"header of {escape(result.container)} repaired" if result.steps else "nothing has to be repaired"
    app.show(text, plain(result))


@command.command(
    "backups", cls=Command, examples=("vault header backups secret.vol", "vault header backups secret.vol --remove all")
)
@click.argument("container", type=FILE, required=False)
@header_option
@click.option("--remove", "which", metavar="FILE", help="Destroy this one, by name or path, or all.")
@yes_option
@json_option
@pass_app
def backups(app: App, *, container: Path | None, header: Path | None, which: str | None, yes: bool) -> None:
    """List the backups kept of a header.

    Each command that changes keys or headers keeps one first, unless it is told --no-backup or the settings have
    enabled = false in [header-backups]. What opened the volume at the time opens it from there.
    """
    if header is not None and container is None:
        raise UsageError("a header is named, and no container")
    engine = app.engine()

    def agree(found: list[KeptHeader]) -> bool:
        if yes:
            return True
        if not app.json:
            _say_lines(app, kept_text(found, volumes=container is None))
        return confirmed(f"{counted(found)} will be destroyed. Go on?")

    if which is None:
        found = engine.header_backups(container, header)
        text = kept_text(found, volumes=container is None)
    else:
        found = engine.header_backups_remove(which, container, header, agree=agree)
        text = destroyed_text(found)
    if not found:
        _say_none(app, container)
    app.show(text if found else "", {"backups": plain(found)})


def _say_none(app: App, container: Path | None) -> None:
    if container is None:
        app.console.say("no backup of a header is kept")
        return
    others = "without the container, vault header backups lists those of all volumes"
    app.console.say("no backup of this header is kept", hint=others)


def _say_kept(app: App, kept: Path | None) -> None:
    if kept is not None:
        app.console.say(f"the header that was there before is in {kept}")


def _say_lines(app: App, text: str) -> None:
    """Show what the user is about to be asked of, which is escaped already, beside the result."""
    for line in text.split("\n"):
        app.console.say(line)
