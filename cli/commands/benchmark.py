"""``vault benchmark``: what ciphers and KDFs cost here."""

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import json_option, pass_app
from vault.cli.root import Command
from vault.cli.text import columns


@click.command(cls=Command, examples=("vault benchmark",))
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Time for each measurement.",
)
@json_option
@pass_app
def command(app: App, *, seconds: float) -> None:
    """Measure ciphers and KDFs in memory."""
    found = app.engine().benchmark(seconds=seconds)
    ciphers = [
        (speed.name, speed.key_bits, speed.sector_size, f"{speed.encrypt_mib_s:.0f}", f"{speed.decrypt_mib_s:.0f}")
        for speed in found.ciphers
    ]
    kdfs = [(kdf.name, kdf.iterations, kdf.memory_kib, kdf.lanes, f"{kdf.time_ms:.0f}") for kdf in found.kdfs]
    text = "\n\n".join(
        [
            columns(("CIPHER", "KEY BITS", "SECTOR", "ENCRYPT MiB/s", "DECRYPT MiB/s"), ciphers),
            columns(("KDF", "ITERATIONS", "MEMORY KiB", "LANES", "MS"), kdfs),
        ]
    )
    app.show(text, plain(found))
