"""``vault inspect``: what a container says of itself without a credential."""

from collections.abc import Iterable
from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.keyslot_text import keyslot_table
from vault.cli.opening import opening_options
from vault.cli.params import container_argument, header_option, json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import columns, fields, format_size
from vault.options import Inspection, OpenOptions


@click.command(cls=Command, examples=("vault inspect secret.vol", "vault inspect disk.img --header disk.header"))
@container_argument
@header_option
@opening_options(remember=False)
@json_option
@pass_app
def command(app: App, *, container: Path, header: Path | None, opening: OpenOptions) -> None:
    """Print what CONTAINER says of itself.

    Needs no credential and changes nothing. What is no encrypted volume is named too; of what looks random it can only
    be said what it may be.
    """
    found = app.engine().inspect(container, header, opening)
    for warning in found.warnings:
        app.console.say(f"warning: {warning}")
    app.show("\n\n".join(blocks(found)), plain(found))


def blocks(found: Inspection) -> Iterable[str]:
    """The blocks of the report, one blank line apart."""
    yield fields([row for row in _rows(found) if row[1] is not None])
    if found.keyslots:
        yield keyslot_table(found.keyslots)
    if found.digests:
        yield columns(
            ("DIGEST", "KEYSLOTS", "SEGMENTS", "HASH", "ITERATIONS"),
            [
                (each.number, _list(tuple(sorted(each.keyslots))), _list(each.segments), each.hash, each.iterations)
                for each in found.digests
            ],
        )
    if found.tokens:
        yield columns(
            ("TOKEN", "TYPE", "KEYSLOTS"), [(token.number, token.kind, _list(token.keyslots)) for token in found.tokens]
        )


def _rows(found: Inspection) -> Iterable[tuple[str, object]]:
    """What there is to say, row by row; None is nothing."""
    yield "Container", found.container
    yield "Header", found.header
    yield "Format", found.format or "none that is recognised"
    yield "Holds", found.holds or None
    yield "May be", ", ".join(found.may_be) or None
    yield "Size", f"{format_size(found.size)} ({found.size} bytes)"
    yield "UUID", found.uuid or None
    yield "Label", found.label or None
    yield "Subsystem", found.subsystem or None
    yield "Sequence id", found.sequence_id or None
    if found.cipher:
        yield "Cipher", f"{found.cipher}, key of {found.key_size} bits, sectors of {found.sector_size} bytes"
    yield "Integrity", found.integrity or None
    if found.cipher or found.segment_offset:
        yield "Data", f"{_length(found)} from offset {found.segment_offset}"
    yield "Metadata", f"{format_size(found.metadata_size)} in each copy" if found.metadata_size else None
    yield "Keyslot area", format_size(found.keyslots_size) if found.keyslots_size else None
    for copy in found.copies:
        yield f"{copy.name.capitalize()} header", copy.state
    yield "Flags", ", ".join(found.flags) or None
    yield "Requirements", ", ".join(found.requirements) or None


def _length(found: Inspection) -> str:
    return "all" if found.segment_length is None else f"{found.segment_length} bytes"


def _list(numbers: tuple[int, ...]) -> str | None:
    return ", ".join(map(str, numbers)) or None
