"""The options that say when a volume is closed by itself, before what the settings say."""

import functools
from typing import TYPE_CHECKING, Any

import click

from vault.cli.app import App
from vault.cli.params import Function, stack
from vault.errors import UsageError, VaultError
from vault.options import PolicyPart, SessionRecord
from vault.options.policy import ACTIONS, BUSY, TRIGGERS, parse_part

if TYPE_CHECKING:
    from vault.engine import Engine

_ON = {
    "lock": "When the screen is locked.",
    "sleep": "Before the machine sleeps.",
    "idle": "When nobody uses it; see --idle-after.",
    "logout": "When the login session ends.",
    "shutdown": "Before the machine goes off.",
    "usb": "When the USB device is removed; see --usb-device.",
}
"""Triggers that have an option, and when they are."""


class Member(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    """The text of a key of the settings."""

    def __init__(self, key: str) -> None:
        self.name = key

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, once it is known to be a value of the key."""
        try:
            parse_part({self.name: value})
        except ValueError as error:
            self.fail(str(error).removeprefix(f"{self.name}: "), param, ctx)
        return str(value)


_OPTIONS = stack(
    *(click.option(f"--on-{trigger}", trigger, type=click.Choice(ACTIONS), help=when) for trigger, when in _ON.items()),
    click.option(
        "--idle-after", type=Member("idle-after"), metavar="TIME", help="Idle is no input and output for TIME (10m)."
    ),
    click.option(
        "--grace", type=Member("grace"), metavar="TIME", help="Wait so long after a lock; unlocking cancels it."
    ),
    click.option("--busy", type=click.Choice(BUSY), help="What is done while programs use it."),
    click.option(
        "--force-after",
        type=Member("force-after"),
        metavar="TIME",
        help="With --busy force: take it away from them after TIME.",
    ),
    click.option(
        "--usb-device",
        type=Member("usb-device"),
        metavar="VID:PID[:SERIAL]",
        help="The USB device whose removal closes it.",
    ),
    click.option("--keep-open", is_flag=True, help="Never close it by itself, whatever happens."),
)


def policy_options(function: Function) -> Function:
    """Give a command these options and call it with ``policy``."""

    @functools.wraps(function)
    def collected(*args: Any, keep_open: bool, **values: Any) -> Any:
        texts = {name.replace("_", "-"): values.pop(name) for name in _NAMES}
        given = {key: text for key, text in texts.items() if text is not None}
        return function(*args, policy=_part(given, keep_open=keep_open), **values)

    return _OPTIONS(collected)


_NAMES = (*_ON, "idle_after", "grace", "busy", "force_after", "usb_device")


def _part(given: dict[str, str], *, keep_open: bool) -> PolicyPart:
    """What the options say together: who names a time or a device wants something done then."""
    if keep_open:
        if given:
            raise UsageError(f"--keep-open goes with no other option of this kind, and not with {', '.join(given)}")
        return parse_part(dict.fromkeys(TRIGGERS, "nothing"))
    if "force-after" in given and given.get("busy", "force") != "force":
        raise UsageError("--force-after goes with --busy force")
    if given.get("idle-after", "never") != "never":
        given.setdefault("idle", "dismount")
    if given.get("usb-device"):
        given.setdefault("usb", "dismount")
    return parse_part(given)


def warn_of_policy(app: App, engine: "Engine", record: SessionRecord) -> None:
    """Say what in the policy of a volume that was just opened has no effect, or that the settings cannot be read."""
    try:
        notes = engine.policy(record.name).notes
    except VaultError as error:
        app.console.say(f"warning: {error}; the defaults hold", error.hint)
    else:
        for note in notes:
            app.console.say(f"warning: {note}")
