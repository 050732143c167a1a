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
from vault.options.policy import KEYS, TRIGGERS

_DEFAULT = click.option("--default", is_flag=True, help="Of every volume, where nothing else is said.")


@click.group(
    cls=Group,
    examples=(
        "vault policy show secret.vol",
        "vault policy set secret.vol idle=dismount idle-after=10m",
        "vault policy set --default grace=30s",
        "vault policy set --default --keep-open",
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
    examples=(
        "vault policy set secret.vol lock=nothing",
        "vault policy set --default idle=dismount idle-after=10m",
        "vault policy set --default --keep-open",
    ),
)
@click.argument("words", nargs=-1, metavar="[VOLUME] [KEY=VALUE...]")
@_DEFAULT
@click.option("--keep-open", is_flag=True, help="Never close it by itself: nothing at lock, sleep and all the others.")
@header_option
@json_option
@pass_app
def set_(app: App, *, words: tuple[str, ...], default: bool, keep_open: bool, header: Path | None) -> None:
    """Change the policy of VOLUME, or the default.

    It is kept in the settings, with --default for every volume of which they say nothing else, and holds for open
    volumes too. Shows what holds then.

    KEY is lock, sleep, idle, logout, shutdown or usb, each dismount, suspend or nothing; grace (the time after a lock
    in which unlocking cancels it), idle-after or force-after, each a time such as 30s, 10m, 2h; busy, which is wait,
    ask or force; or usb-device, which is VID:PID or VID:PID:SERIAL.

    With --default --keep-open no volume is closed by itself any more; "vault policy unset --default" takes that back.
    """
    volume, rest = _split(words, default=default)
    if default and rest and "=" not in rest[0] and rest[0] not in KEYS:
        raise UsageError(f"--default is every volume, and {rest[0]} one of them", hint="leave one of them out")
    texts = dict(word.split("=", 1) for word in rest if "=" in word)
    if len(texts) < len(rest):
        raise UsageError("each setting is KEY=VALUE, and each key is given once", hint="such as grace=30s")
    if keep_open:
        texts = {**dict.fromkeys(TRIGGERS, "nothing"), **_without(texts, TRIGGERS)}
    if not texts:
        raise UsageError("no setting is given", hint="such as grace=30s; vault policy set --help lists the keys")
    _show(app, app.engine().policy_set(volume, texts, header), texts)


def _without(texts: dict[str, str], keys: Collection[str]) -> dict[str, str]:
    """The settings, none of which has one of the keys. Raises UsageError."""
    both = [key for key in texts if key in keys]
    if both:
        raise UsageError(f"--keep-open sets {', '.join(both)} to nothing", hint="leave one of them out")
    return texts


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
    if not words or ("=" in words[0] and words[0].split("=")[0] in KEYS):
        raise UsageError("name a volume, or --default for every volume")
    return words[0], words[1:]


def _show(app: App, info: PolicyInfo, keys: Collection[str], head: str = "") -> None:
    """Print the members with these keys, and what has no effect."""
    rows = [(member.key, member.value or None, member.origin) for member in info.members if member.key in keys]
    blocks = [*([head] if head else []), columns(("KEY", "VALUE", "FROM"), rows), *map(escape, info.notes)]
    app.show("\n\n".join(blocks), plain(info))
