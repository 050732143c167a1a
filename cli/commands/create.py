"""``vault create``: a new encrypted volume."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential
from vault.cli.opening import outer_options, veracrypt_options
from vault.cli.params import (
    HEADER,
    SIZE,
    container_argument,
    json_option,
    pass_app,
    pbkdf_options,
    stack,
    yes_option,
)
from vault.cli.prompts import confirmed, is_interactive
from vault.cli.root import Command
from vault.cli.text import escape, fields, format_size
from vault.errors import Cancelled
from vault.options import NEW_FORMATS, Ask, CreateOptions, CredentialSource

FILE_SYSTEMS = ("ext4", "ext3", "ext2", "exfat", "ntfs", "vfat", "btrfs", "xfs", "none")

volume_options = stack(
    click.option(
        "-s", "--size", type=SIZE, help="Size of the container, or of the hidden volume, such as 64M or 1.5G."
    ),
    click.option(
        "--format", type=click.Choice(NEW_FORMATS), default="luks2", show_default=True, help="Format of the volume."
    ),
    click.option(
        "--filesystem",
        type=click.Choice(FILE_SYSTEMS),
        default="ext4",
        show_default=True,
        help="File system to make in it.",
    ),
    click.option("--label", default="", metavar="TEXT", help="Label of the volume, at most 47 bytes."),
    click.option(
        "-c",
        "--cipher",
        metavar="SPEC",
        help="Cipher spec, or VeraCrypt's ciphers such as aes-twofish.  [default: aes-xts-plain64, or aes]",
    ),
    click.option("--key-size", type=click.IntRange(1), metavar="BITS", help="Volume key size (LUKS).  [default: 512]"),
    click.option(
        "--sector-size",
        type=click.Choice(["512", "1024", "2048", "4096"]),
        help="Encryption sector size in bytes.  [default: 4096 where it fits; 512 for veracrypt]",
    ),
)
veracrypt_only = stack(
    veracrypt_options(),
    click.option("--quick", is_flag=True, help="Do not fill a VeraCrypt volume with random data: shows what is used."),
)
layout_options = stack(
    click.option("--header", type=HEADER, metavar="FILE", help="Put the header in this new file (detached header)."),
    click.option("--luks2-metadata-size", "metadata_size", type=SIZE, help="Size of one header copy, 16K to 4M."),
    click.option("--luks2-keyslots-size", "keyslots_size", type=SIZE, help="Size of the keyslot area."),
    click.option("--sparse", is_flag=True, help="Leave holes in the container: smaller, but shows what is in use."),
    click.option(
        "--force",
        is_flag=True,
        help="Overwrite the container if it exists, or with --hidden what files may lie there; they are lost.",
    ),
)


@click.command(
    cls=Command,
    examples=(
        "vault create secret.vol --size 64M",
        "vault create /media/stick/x.vol --size 4G --filesystem exfat",
        "vault create x.hc --size 1G --format veracrypt --filesystem exfat",
        "vault create x.hc --size 200M --format veracrypt --hidden",
    ),
)
@container_argument
@volume_options
@pbkdf_options
@layout_options
@veracrypt_only
@outer_options
@takes_credential(confirm=True)
@yes_option
@json_option
@pass_app
def command(app: App, credential: CredentialSource, *, yes: bool, **values: Any) -> None:
    """Create a volume in the new file CONTAINER.

    It is a LUKS2 volume, which other programs open too, unless another format is named. With --hidden it is a hidden
    volume in the VeraCrypt volume that CONTAINER holds: it has a passphrase of its own, and is put where the outer
    volume has no files. A hidden volume that is there already is lost: nobody can tell that there is one.

    An existing file or device is only overwritten with --force. On a terminal the passphrase is asked for twice and its
    strength is estimated.
    """
    filesystem, sector_size = values.pop("filesystem"), values.pop("sector_size")
    options = CreateOptions(
        filesystem=None if filesystem == "none" else filesystem,
        sector_size=int(sector_size) if sector_size else None,
        **values,
    )
    if isinstance(credential, Ask) and is_interactive():
        app.console.say(_intention(options))
    if options.outer is None and options.force and not yes:
        _confirm(options.container, options.header)
    result = app.engine().create(options, credential)
    text = fields(
        [
            ("Created", result.container),
            ("Header", result.header),
            ("UUID", result.uuid or None),
            ("Size", f"{format_size(result.size)}, of which {format_size(result.volume_size)} for data"),
            ("File system", result.filesystem or "none"),
        ]
    )
    app.show(text, plain(asdict(result)))


def _intention(options: CreateOptions) -> str:
    size = "all" if options.size is None else format_size(options.size)
    inside = f"{options.filesystem} in it" if options.filesystem else "nothing in it"
    if options.format == "veracrypt":
        what = "hidden VeraCrypt" if options.outer else "VeraCrypt"
        how = f"{options.cipher or 'aes'}, {options.prf or 'sha512'}"
    else:
        what, kdf = options.format.upper(), "pbkdf2" if options.format == "luks1" else "argon2id"
        cipher = options.cipher or "aes-xts-plain64"
        how = f"{cipher} with a key of {options.key_size or 512} bits, {options.pbkdf or kdf}"
    verb = "Creates in" if options.outer else "Creates"
    return f"{verb} {options.container}: {size}, {what}, {how}, {inside}."


def _confirm(*paths: Path | None) -> None:
    """Ask before anything that exists is overwritten; raises Cancelled."""
    doomed = [path for path in paths if path is not None and path.exists()]
    for path in doomed:
        if not confirmed(f"{escape(path)} exists, and all in it will be lost. Overwrite it?"):
            raise Cancelled(f"{path} is kept")
