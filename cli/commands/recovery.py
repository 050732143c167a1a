"""``vault recovery``: a key on paper, for when nobody knows a passphrase any more."""

import os
import shlex
import signal
import sys
from contextlib import suppress
from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import is_terminal
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.params import (
    FILE,
    SLOT,
    backup_option,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    new_slot_option,
    pass_app,
)
from vault.cli.root import Command, Group
from vault.errors import UsageError, VaultError, os_reason
from vault.options import CredentialSource, KeyslotChange, RecoveryKey, RecoveryRequest


@click.group(
    cls=Group,
    examples=("vault recovery create secret.vol --pdf key.pdf", "vault recovery test secret.vol"),
)
def command() -> None:
    """Make and test recovery keys.

    A recovery key is a long random key on paper that opens a LUKS2 volume when its passphrase is lost.
    """


@command.command(
    "create",
    cls=Command,
    examples=("vault recovery create secret.vol", "vault recovery create secret.vol --pdf key.pdf --title Laptop"),
)
@container_argument
@header_option
@click.option("-S", "--key-slot", "slot", type=SLOT, metavar="N", help="The credential must open this keyslot.")
@new_slot_option
@takes_credential(tokens="named")
@click.option("--svg", type=FILE, metavar="FILE", help="Write a page to print into this new file, as SVG.")
@click.option("--pdf", type=FILE, metavar="FILE", help="Write a page to print into this new file, as PDF.")
@click.option("--title", default="", metavar="TEXT", help="What stands at the top of the page.")
@click.option("--qr/--no-qr", default=None, help="Show a QR code on standard error.  [default: on a terminal]")
@kdf_limit_option
@backup_option
@json_option
@pass_app
def create(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    header: Path | None,
    slot: int | None,
    new_slot: int | None,
    raise_kdf_limit: bool,
    backup: bool,
    svg: Path | None,
    pdf: Path | None,
    title: str,
    qr: bool | None,
) -> None:
    """Add a keyslot with a new recovery key.

    The key is printed once, as eight groups of letters, and kept nowhere. Whoever has it and CONTAINER reads all that
    is in the volume. It has the form of systemd's recovery keys, and opens the volume wherever the passphrase does:
    with dashes or without, in small letters or capitals.

    With --svg or --pdf there is a page to print, with the key, a QR code and what to do with it. Its file is private
    and never overwrites another one; delete it when it is printed.

    When the paper is lost, "vault keyslot remove" takes the key back: "vault keyslot list" tells the number of its
    keyslot. A backup of the header that was made meanwhile still opens with it.
    """
    change = KeyslotChange(
        container, header, slot=slot, new_slot=new_slot, raise_kdf_limit=raise_kdf_limit, backup=backup
    )
    request = RecoveryRequest(change, svg=svg, pdf=pdf, title=title)
    if svg is None and pdf is None and not _is_read():
        raise UsageError("nobody would see the recovery key", hint="let standard output go somewhere, or use --pdf")
    app.engine().recovery_create(request, credential, lambda made: _show(app, made, qr))


def _is_read() -> bool:
    """Whether what is printed arrives anywhere: standard output is open, and not the null device."""
    return sys.stdout is not None and not os.path.samestat(os.fstat(sys.stdout.fileno()), Path(os.devnull).stat())


def _show(app: App, made: RecoveryKey, qr: bool | None) -> None:
    """Print the key. Raises VaultError when it cannot be written, so that no keyslot is left that nobody can open."""
    text = str(made.key.view(), "ascii")
    content: dict[str, object] = {
        "container": made.container,
        "header": made.header,
        "uuid": made.uuid,
        "keyslot": made.keyslot,
        "recovery_key": text,
        "svg": made.svg,
        "pdf": made.pdf,
    }
    try:
        app.show(text, content)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError as error:  # which click would take for a failure like any other
        raise click.exceptions.Exit(128 + signal.SIGPIPE) from error
    except OSError as error:
        raise VaultError(f"cannot write the recovery key: {os_reason(error)}") from error
    if qr or (qr is None and is_terminal() and sys.stdout.isatty()):
        _show_code(text, anyway=bool(qr))
    test = ["vault", "recovery", "test", str(made.container), *(["--header", str(made.header)] if made.header else [])]
    app.console.say(
        f"keyslot {made.keyslot} opens with this recovery key, which is kept nowhere: write it down, or print it",
        hint=f"{shlex.join(test)} proves that what was written down is right",
    )


def _show_code(text: str, *, anyway: bool) -> None:
    """Draw the QR code on standard error, if it has room there or ``anyway``.

    The key is printed already, so that no failure of this counts.
    """
    from vault.sheets.qr import for_terminal

    if sys.stderr is None:
        return
    code, columns = for_terminal(text, unicode=sys.stderr.encoding.lower() == "utf-8")
    with suppress(OSError):
        if anyway or os.get_terminal_size(sys.stderr.fileno()).columns >= columns:
            print(code, end="", file=sys.stderr, flush=True)


@command.command(
    "test",
    cls=Command,
    examples=("vault recovery test secret.vol", "vault recovery test secret.vol --echo"),
)
@container_argument
@header_option
@takes_credential()
@tries_option
@click.option("--echo", is_flag=True, help="Show what is typed.")
@kdf_limit_option
@json_option
@pass_app
def test(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    header: Path | None,
    tries: int,
    echo: bool,
    raise_kdf_limit: bool,
) -> None:
    """Prove that a recovery key opens CONTAINER.

    It is to be typed from the paper. Capitals, blanks and dashes do not matter, and a mistake is told by the number of
    its group. Nothing is changed, and keyslots that are not of recovery keys are not tried.
    """
    from vault.cli.prompts import TerminalPrompt
    from vault.engine import Engine

    engine = Engine(app.console.on_event, TerminalPrompt(app.console, echo=echo))
    slot = with_tries(
        app, credential, tries, lambda given: engine.recovery_test(container, header, given, raise_kdf_limit)
    )
    app.show(f"keyslot {slot} opens with this recovery key", {"keyslot": slot})
