"""``vault status``: what is open and who watches over it, now or as it changes."""

import sys
import time
from collections.abc import Iterator

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import columns, escape
from vault.options import SessionRecord
from vault.options.watching import AgentStatus, Status, VolumeChanged, VolumeClosed, VolumeEvent

HEAD = ("NAME", "STATE", "SINCE", "WHERE")


@click.command(cls=Command, examples=("vault status", "vault status --watch --json"))
@click.option("--watch", is_flag=True, help="Go on, with a line for each volume that opens, changes or closes.")
@json_option
@pass_app
def command(app: App, watch: bool) -> None:
    """Show what is open and who watches over it.

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
            (found.name, found.state, _time(found.started), found.mount_point or found.path)
            for found in status.sessions
        ]
        yield columns(HEAD, rows)
    else:
        yield "nothing is open"
    yield from _watched(status.agent)


def _row(record: SessionRecord) -> tuple[object, ...]:
    return record.name, record.state, _time(record.started), record.mount_point or record.path


def _watched(agent: AgentStatus | None) -> Iterator[str]:
    if agent is None:
        yield "no agent runs"
        return
    yield f"the agent (process {agent.pid}) watches: {escape(', '.join(agent.watching)) or 'nothing'}"
    for reason in agent.missing:
        yield f"  {escape(reason)}"


def line(event: VolumeEvent) -> str:
    """The event on a line: the name, and the state that it has now."""
    state = "closed" if isinstance(event, VolumeClosed) else event.volume.state
    return f"{escape(event.volume.name)}: {state}"


def word(event: VolumeEvent) -> str:
    """What JSON has for the kind of event."""
    if isinstance(event, VolumeClosed):
        return "closed"
    return "changed" if isinstance(event, VolumeChanged) else "opened"


def _time(seconds: int) -> str:
    """A moment in local time, to the minute."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
