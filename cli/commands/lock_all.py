"""``vault lock-all``: every key out of memory, now."""

from collections.abc import Iterator

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import force_option, json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import escape
from vault.errors import BackendError, BusyError
from vault.options.lockdown import Closing, LockedDown, Stopped


@click.command(cls=Command, examples=("vault lock-all", "vault lock-all --force"))
@force_option(help="Close volumes although programs still use them; they may lose data.")
@json_option
@pass_app
def command(app: App, *, force: bool) -> None:
    """Close all volumes and forget what is remembered.

    As a locked screen does, for a hotkey: also volumes that a locked screen leaves open, and with or without an agent.
    A volume whose policy suspends it at a lock is suspended. A conversion is stopped, and --resume goes on with it; a
    volume that is just being created is given up.

    Returns when their keys are gone. What could not be closed is named, and the exit code is 5 or 6.
    """
    found = app.engine().lock_all(force=force)
    left = [closing for closing in found.volumes if not closing.key_gone]
    running = [command for command in found.commands if not command.ended]
    failure = _error(found, left, running) if left or running else None
    if failure is None or not app.json:
        app.show("\n".join(_lines(found)), plain(found))
    if failure is not None:
        raise failure


def _lines(found: LockedDown) -> Iterator[str]:
    """What became of each volume and of each command, and that something remembered is no more."""
    for closing in found.volumes:
        yield f"{closing.outcome} {escape(closing.volume.name)}"
    yield from (_stopped(command) for command in found.commands if command.ended)
    if found.forgotten:
        yield f"forgotten {found.forgotten} remembered {'credential' if found.forgotten == 1 else 'credentials'}"


def _stopped(command: Stopped) -> str:
    more = f"; vault {command.what} with --resume goes on" if command.resumable else ""
    return f"stopped vault {command.what} (process {command.process}){more}"


def _error(found: LockedDown, left: list[Closing], running: list[Stopped]) -> BusyError | BackendError:
    """The error for what is still open or runs; its data names everything."""
    late = [f"vault {command.what} (process {command.process}) has not ended yet" for command in running]
    text = "; ".join([*(closing.reason for closing in left), *late])
    holders = [holder for closing in left for holder in closing.holders]
    if not running and all(closing.outcome == "busy" for closing in left):
        return BusyError(text, holders=holders, hint="vault lock-all --force closes them all the same", **plain(found))
    hint = "vault status shows what is open" if left else "vault lock-all again tells whether it has"
    return BackendError(text, hint=hint, **plain(found))
