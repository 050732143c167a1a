"""Sessions for people and for programs."""

from collections.abc import Sequence

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.text import columns, escape, format_size
from vault.options import SessionRecord

HEAD = ("NAME", "STATE", "SIZE", "ACCESS", "FILE SYSTEM", "WHERE", "CONTAINER")


def show_session(app: App, record: SessionRecord) -> None:
    """Print where the volume is now: its mount point, or the path of its plaintext."""
    where = record.mount_point if record.mount_point is not None else record.path
    app.show(escape(where), plain(record))


def show_ended(app: App, records: Sequence[SessionRecord]) -> None:
    """Print the sessions that are over."""
    app.show("\n".join(escape(record.name) for record in records), {"sessions": plain(records)})


def show_sessions(app: App, records: Sequence[SessionRecord]) -> None:
    """Print a table of open sessions, nothing when there is none."""
    text = columns(HEAD, [_row(record) for record in records]) if records else ""
    app.show(text, {"sessions": plain(records)})


def _row(record: SessionRecord) -> tuple[object, ...]:
    return (
        record.name,
        record.state,
        format_size(record.size),
        "read-only" if record.read_only else "read-write",
        record.filesystem,
        record.mount_point or record.path,
        record.container,
    )
