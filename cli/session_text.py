"""Sessions for people and for programs."""

from collections.abc import Sequence

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.text import columns, escape, format_size
from vault.options import Policy, SessionRecord
from vault.options.policy import text_of
from vault.options.watching import OpenVolume

HEAD = ("NAME", "STATE", "SIZE", "ACCESS", "FILE SYSTEM", "AT LOCK", "WHERE", "CONTAINER")


def show_session(app: App, record: SessionRecord) -> None:
    """Print where the volume is now: its mount point, or the path of its plaintext."""
    where = record.mount_point if record.mount_point is not None else record.path
    app.show(escape(where), plain(record))


def show_ended(app: App, records: Sequence[SessionRecord]) -> None:
    """Print the sessions that are over."""
    app.show("\n".join(escape(record.name) for record in records), {"sessions": plain(records)})


def show_sessions(app: App, records: Sequence[OpenVolume]) -> None:
    """Print a table of open sessions, nothing when there is none."""
    text = columns(HEAD, [_row(record) for record in records]) if records else ""
    app.show(text, {"sessions": plain(records)})


def at_lock(policy: Policy) -> str:
    """What is done with a volume when the screen is locked, and how long after that."""
    if policy.lock == "nothing" or not policy.grace_s:
        return policy.lock
    return f"{policy.lock} after {text_of('grace', policy.grace_s)}"


def _row(record: OpenVolume) -> tuple[object, ...]:
    return (
        record.name,
        record.state,
        format_size(record.size),
        "read-only" if record.read_only else "read-write",
        record.filesystem,
        at_lock(record.policy),
        record.mount_point or record.path,
        record.container,
    )
