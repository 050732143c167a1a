"""``vault policy``: when open volumes are closed by themselves."""

from collections.abc import Collection
from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import header_option, json_option, pass_app
from vault.cli.root import Command, Group
from vault.cli.text import columns, escape, fields
from vault.errors import UsageError
from vault.options import PolicyInfo

_DEFAULT = click.option("--default", is_flag=True, help="Of every volume, where nothing else is said.")


@click.group(
    cls=Group,
    examples=(
        "vault policy show secret.vol",
        "vault policy set secret.vol idle=dismount idle-after=10m",
        "vault policy set --default grace=30s",
        "vault policy unset secret.vol grace",
    ),
)
def command() -> None:
    """Say when open volumes are closed by themselves.

    A policy names what is done when the screen is locked, the machine sleeps, and so on: dismount, suspend or nothing.
    VOLUME is a session, a container, a mount point, or the ID that "vault policy show" tells.
    """


@command.command("show", cls=Command, examples=("vault policy show", "vault policy show secret.vol"))
@click.argument("volume", required=False)
@header_option
@json_option
@pass_app
def show(app: App, *, volume: str | None, header: Path | None) -> None:
    """Show the policy of VOLUME, or that of every volume.

    FROM says where each part comes from: nobody (default), the settings (file, volume), or the command that opened it
    (option).
    """
    info = app.engine().policy(volume, header)
    head = fields([("Volume", info.volume), ("ID", info.id), ("Settings", info.file)])
    _show(app, info, [member.key for member in info.members], head)


@command.command(
    "set",
    cls=Command,
    examples=("vault policy set secret.vol lock=nothing", "vault policy set --default idle=dismount idle-after=10m"),
)
@click.argument("words", nargs=-1, metavar="[VOLUME] KEY=VALUE...")
@_DEFAULT
@header_option
@json_option
@pass_app
def set_(app: App, *, words: tuple[str, ...], default: bool, header: Path | None) -> None:
    """Change the policy of VOLUME, or the default.

    It is kept in the settings, with --default for every volume of which they say nothing else. Shows what holds then;
    "vault policy show" lists the keys.
    """
    volume, rest = _split(words, default=default)
    texts = dict(word.split("=", 1) for word in rest if "=" in word)
    if not rest or len(texts) < len(rest):
        raise UsageError("each setting is KEY=VALUE, and each key is given once", hint="such as grace=30s")
    _show(app, app.engine().policy_set(volume, texts, header), texts)


@command.command("unset", cls=Command, examples=("vault policy unset secret.vol grace", "vault policy unset --default"))
@click.argument("words", nargs=-1, metavar="[VOLUME] [KEY...]")
@_DEFAULT
@header_option
@json_option
@pass_app
def unset(app: App, *, words: tuple[str, ...], default: bool, header: Path | None) -> None:
    """Take keys out of the policy of VOLUME.

    Without KEY all that the settings say of it goes, or with --default what they say of every volume. Shows what holds
    then.
    """
    volume, keys = _split(words, default=default)
    info = app.engine().policy_unset(volume, keys, header)
    _show(app, info, keys or [member.key for member in info.members])


def _split(words: tuple[str, ...], *, default: bool) -> tuple[str | None, tuple[str, ...]]:
    """The volume, None for all, and what follows. Raises UsageError when none is named."""
    if default:
        return None, words
    if not words:
        raise UsageError("name a volume, or --default for every volume")
    return words[0], words[1:]


def _show(app: App, info: PolicyInfo, keys: Collection[str], head: str = "") -> None:
    """Print the members with these keys, and what has no effect."""
    rows = [(member.key, member.value or None, member.origin) for member in info.members if member.key in keys]
    blocks = [*([head] if head else []), columns(("KEY", "VALUE", "FROM"), rows), *map(escape, info.notes)]
    app.show("\n\n".join(blocks), plain(info))
