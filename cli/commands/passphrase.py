"""``vault passphrase``: passphrases of random words, and how hard one is to guess."""

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential
from vault.cli.params import json_option, pass_app
from vault.cli.prompts import strength_line
from vault.cli.root import Command, Group
from vault.cli.text import escape
from vault.options import CredentialSource

FEW_BITS = 60
"""With less, somebody with many computers can try all passphrases."""


@click.group(cls=Group, examples=("vault passphrase generate", "vault passphrase estimate"))
def command() -> None:
    """Make and estimate passphrases.

    A passphrase of random words is easy to remember and hard to guess.
    """


@command.command("generate", cls=Command, examples=("vault passphrase generate", "vault passphrase generate --words 8"))
@click.option("--words", type=click.IntRange(1, 32), default=6, show_default=True, metavar="N", help="How many words.")
@click.option("--separator", default=" ", metavar="TEXT", help="What stands between two words.  [default: a blank]")
@json_option
@pass_app
def generate(app: App, *, words: int, separator: str) -> None:
    """Print a passphrase of random words.

    The words are of EFF's long list, as if five dice had been thrown for each, so that each adds 12.9 bits. Six are
    77 bits, which nobody can try against the key derivation of a volume.
    """
    made = app.engine().passphrase_generate(words, separator)
    with made.passphrase:
        text = str(made.passphrase.view(), "ascii")
        app.show(text, {"passphrase": text, "words": made.words, "entropy_bits": made.entropy_bits})
    hint = "take more words" if made.entropy_bits < FEW_BITS else ""
    app.console.say(f"{words} word{'s' * (words > 1)}, {made.entropy_bits} bits", hint)


@command.command("estimate", cls=Command, examples=("vault passphrase estimate",))
@takes_credential()
@json_option
@pass_app
def estimate(app: App, credential: CredentialSource) -> None:
    """Estimate how hard a passphrase is to guess.

    Passphrases that people choose are guessed by programs that know names, dates, quotations and habits. The estimate
    is such a program's, for somebody who can try ten thousand a second. It is no promise, and nothing depends on it.
    """
    found = app.engine().passphrase_estimate(credential)
    lines = [strength_line(found), *found.suggestions]
    app.show("\n".join(map(escape, lines)), plain(found))
