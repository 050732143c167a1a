"""``vault inspect``: what a container says of itself without a credential."""

from collections.abc import Iterable
from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.keyslot_text import keyslot_table
from vault.cli.params import container_argument, header_option, json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import columns, fields, format_size
from vault.options import Inspection


@click.command(cls=Command, examples=("vault inspect secret.vol", "vault inspect disk.img --header disk.header"))
@container_argument
@header_option
@json_option
@pass_app
def command(app: App, *, container: Path, header: Path | None) -> None:
    """Print what the header of CONTAINER says.

    Needs no credential and changes nothing.
    """
    found = app.engine().inspect(container, header)
    for warning in found.warnings:
        app.console.say(f"warning: {warning}")
    app.show("\n\n".join(blocks(found)), plain(found))


def blocks(found: Inspection) -> Iterable[str]:
    """The blocks of the report, one blank line apart."""
    yield fields(
        [
            ("Container", found.container),
            ("Header", found.header),
            ("Format", found.format),
            ("Size", f"{format_size(found.size)} ({found.size} bytes)"),
            ("UUID", found.uuid),
            ("Label", found.label),
            ("Subsystem", found.subsystem),
            ("Sequence id", found.sequence_id),
            ("Cipher", f"{found.cipher}, key of {found.key_size} bits, sectors of {found.sector_size} bytes"),
            ("Data", f"{_length(found)} from offset {found.segment_offset}"),
            ("Metadata", f"{format_size(found.metadata_size)} in each copy"),
            ("Keyslot area", format_size(found.keyslots_size)),
            *((f"{copy.name.capitalize()} header", copy.state) for copy in found.copies),
            ("Flags", ", ".join(found.flags)),
            ("Requirements", ", ".join(found.requirements)),
        ]
    )
    yield keyslot_table(found.keyslots)
    yield columns(
        ("DIGEST", "KEYSLOTS", "SEGMENTS", "HASH", "ITERATIONS"),
        [
            (digest.number, _list(digest.keyslots), _list(digest.segments), digest.hash, digest.iterations)
            for digest in found.digests
        ],
    )
    if found.tokens:
        yield columns(
            ("TOKEN", "TYPE", "KEYSLOTS"), [(token.number, token.kind, _list(token.keyslots)) for token in found.tokens]
        )


def _length(found: Inspection) -> str:
    return "all" if found.segment_length is None else f"{found.segment_length} bytes"


def _list(numbers: tuple[int, ...]) -> str | None:
    return ", ".join(map(str, numbers)) or None
