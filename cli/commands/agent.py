"""``vault agent``: the process that closes volumes when the screen is locked."""

from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import force_option, json_option, pass_app
from vault.cli.root import Command, Group
from vault.cli.text import escape
from vault.options.lockdown import AgentFiles
from vault.options.watching import AgentStatus

SYSTEMD = Path("/run/systemd/system")
"""Which is there where systemd runs; sd_booted(3)."""
RELOAD = "systemd takes it up at the next login, or now:"
NOW = "systemctl --user daemon-reload && systemctl --user start vault-agent"
NO_SYSTEMD = "systemd does not run here, so nothing starts the agent yet"
OTHERWISE = "vault agent install --autostart is for desktops without it"


@click.group(cls=Group, examples=("vault agent status", "vault agent install", "vault agent uninstall"))
def command() -> None:
    """Close volumes when the screen is locked.

    The first volume that is opened starts the agent, and it ends with the last one. What closes a volume says its
    policy: vault policy show. So that none is closed by itself: vault policy set --default --keep-open.

    What the agent hears and does is in its log, agent.log in $XDG_RUNTIME_DIR/vault, or where that variable is not
    set in /tmp/vault-UID, for root in /run/vault.
    """


@command.command("start", cls=Command, examples=("vault agent start",))
@json_option
@pass_app
def start(app: App) -> None:
    """Start the agent where there is none.

    Opening a volume does so by itself; this is for one that was stopped or killed while volumes are open that it would
    close.
    """
    found = app.engine().agent_start()
    app.show(_text(found) if found else "no agent is needed", {"agent": plain(found) if found else None})


@command.command("status", cls=Command, examples=("vault agent status",))
@json_option
@pass_app
def status(app: App) -> None:
    """Show whether an agent runs, and what it hears from.

    Says which volumes stay open when the screen is locked because there is none.
    """
    found = app.engine().agent_status()
    app.show(_text(found), {"agent": plain(found) if found else None})


@command.command("stop", cls=Command, examples=("vault agent stop",))
@json_option
@pass_app
def stop(app: App) -> None:
    """End the agent.

    It first closes what a logout would close, and forgets what is remembered.
    """
    found = app.engine().agent_stop()
    text = f"the agent (process {found.pid}) has ended" if found else "no agent runs"
    app.show(text, {"agent": plain(found) if found else None})


@command.command("install", cls=Command, examples=("vault agent install", "vault agent install --autostart"))
@click.option("--autostart", is_flag=True, help="For sessions that systemd does not start: use XDG autostart.")
@json_option
@pass_app
def install(app: App, *, autostart: bool) -> None:
    """Start the agent with each session.

    Writes a unit of systemd's and the link that has it started, or an entry of XDG autostart.
    """
    found = app.engine().agent_install(autostart=autostart)
    _show(app, found)
    if not autostart and not app.json:
        app.console.say(*((RELOAD, NOW) if SYSTEMD.is_dir() else (NO_SYSTEMD, OTHERWISE)))


@command.command("uninstall", cls=Command, examples=("vault agent uninstall",))
@force_option(help="Remove the files although somebody changed them.")
@json_option
@pass_app
def uninstall(app: App, *, force: bool) -> None:
    """Remove what install wrote; an agent that runs goes on."""
    found = app.engine().agent_uninstall(force=force)
    _show(app, found)
    if not found.files and not app.json:
        app.console.say("nothing was installed")


def _show(app: App, found: AgentFiles) -> None:
    app.show("\n".join(map(escape, found.files)), plain(found))


def _text(found: AgentStatus | None) -> str:
    if found is None:
        return "no agent runs"
    lines = [f"process {found.pid}, watching: {', '.join(found.watching) or 'nothing'}"]
    return "\n".join([*lines, *map(escape, found.missing)])
