"""Options of the commands that end something that may be in use."""

from typing import Any

import click

from vault.cli.params import stack
from vault.cli.root import Command

FOREVER = float("inf")


class WaitingCommand(Command):
    """A command whose ``--wait`` stands alone or with a number of seconds, also before a name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join ``--wait 5`` to ``--wait=5`` and make ``--wait`` alone endless, then parse."""
        end = args.index("--") if "--" in args else len(args)
        options, rest = args[:end], args[end:]
        joined: list[str] = []
        while options:
            word = options.pop(0)
            if word == "--wait":
                seconds = options.pop(0) if options and _is_number(options[0]) else FOREVER
                word = f"--wait={seconds}"
            joined.append(word)
        return super().parse_args(ctx, joined + rest)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def complete_name(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The names of open sessions that begin like this, and files for containers and mount points."""
    from click.shell_completion import CompletionItem

    from vault.engine import Engine
    from vault.errors import VaultError

    try:
        names = [record.name for record in Engine().sessions()]
    except VaultError:
        names = []  # a completion has no place to say why
    found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


busy_options = stack(
    click.option("--force", is_flag=True, help="End it although programs still use it; they may lose data."),
    click.option(
        "--wait",
        "wait_s",
        type=click.FloatRange(min=0),
        metavar="[SECONDS]",
        help="Wait until nobody uses it any more, so long at most.",
    ),
)
