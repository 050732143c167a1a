"""``vault status``: what is open and who watches over it, now or as it changes."""

import sys
import time
from collections.abc import Iterator

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command
from vault.cli.session_text import at_lock
from vault.cli.text import columns, escape
from vault.options.policy import TRIGGERS
from vault.options.watching import Status, VolumeChanged, VolumeClosed, VolumeEvent, VolumeOpened

HEAD = ("NAME", "STATE", "SINCE", "AT LOCK", "WHERE")


@click.command(cls=Command, examples=("vault status", "vault status --watch --json"))
@click.option("--watch", is_flag=True, help="Go on, with a line for each volume that opens, changes or closes.")
@json_option
@pass_app
def command(app: App, watch: bool) -> None:
    """Show what is open, what a lock closes, and who watches.

    With --watch the volumes that are open already come first, and it ends when it is stopped.
    """
    engine = app.engine()
    if not watch:
        found = engine.status()
        app.show("\n".join(lines(found)), plain(found))
        return
    for event in engine.watch(reader=None if sys.stdout is None else sys.stdout.fileno()):
        app.show(line(event), {"event": word(event), **plain(event)})
        if sys.stdout is not None:
            sys.stdout.flush()
    raise BrokenPipeError


def lines(status: Status) -> Iterator[str]:
    """What is open as a table, and a sentence about the agent."""
    if status.sessions:
        rows = [
            (found.name, found.state, _time(found.started), at_lock(found.policy), found.mount_point or found.path)
            for found in status.sessions
        ]
        yield columns(HEAD, rows)
    else:
        yield "nothing is open"
    yield from _watched(status)


def _watched(status: Status) -> Iterator[str]:
    agent = status.agent
    if agent is None:
        closing = any(found.policy.action(trigger) != "nothing" for found in status.sessions for trigger in TRIGGERS)
        yield "no agent runs, so nothing is closed by itself: vault agent start" if closing else "no agent runs"
        return
    yield f"the agent (process {agent.pid}) watches: {escape(', '.join(agent.watching)) or 'nothing'}"
    for reason in agent.missing:
        yield f"  {escape(reason)}"


def line(event: VolumeEvent) -> str:
    """The event on a line: the name, and ``opened`` or ``closed``, with the state that it has now."""
    state = "closed" if isinstance(event, VolumeClosed) else event.volume.state
    return f"{escape(event.volume.name)}: {'opened, ' if isinstance(event, VolumeOpened) else ''}{state}"


def word(event: VolumeEvent) -> str:
    """What JSON has for the kind of event."""
    if isinstance(event, VolumeClosed):
        return "closed"
    return "changed" if isinstance(event, VolumeChanged) else "opened"


def _time(seconds: int) -> str:
    """A moment in local time, to the minute."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
