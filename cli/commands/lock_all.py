"""``vault lock-all``: every key out of memory, now."""

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import force_option, json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import escape
from vault.errors import BackendError, BusyError
from vault.options.lockdown import Closing, LockedDown


@click.command(cls=Command, examples=("vault lock-all", "vault lock-all --force"))
@force_option(help="Close volumes although programs still use them; they may lose data.")
@json_option
@pass_app
def command(app: App, *, force: bool) -> None:
    """Close all volumes and forget what is remembered.

    As a locked screen does, for a hotkey: also volumes that a locked screen leaves open, and with or without an agent.
    A volume whose policy suspends it at a lock is suspended.

    Returns when their keys are gone. What could not be closed is named, and the exit code is 5 or 6.
    """
    found = app.engine().lock_all(force=force)
    left = [closing for closing in found.volumes if not closing.key_gone]
    if left:
        raise _error(found, left)
    app.show("\n".join(f"{closing.outcome} {escape(closing.volume.name)}" for closing in found.volumes), plain(found))


def _error(found: LockedDown, left: list[Closing]) -> BusyError | BackendError:
    """The error for what is still open; its data names everything."""
    text = "; ".join(closing.reason for closing in left)
    holders = [holder for closing in left for holder in closing.holders]
    if all(closing.outcome == "busy" for closing in left):
        return BusyError(text, holders=holders, hint="vault lock-all --force takes them away", **plain(found))
    return BackendError(text, hint="vault status shows what is open", **plain(found))
