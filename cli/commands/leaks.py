"""``vault leaks``: what stayed outside of volumes."""

from collections.abc import Sequence
from pathlib import Path

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.params import FILE, json_option, pass_app, yes_option
from vault.cli.prompts import confirmed
from vault.cli.root import Command
from vault.cli.text import columns, escape
from vault.errors import Cancelled, UsageError
from vault.options.leaks import Leak

HEAD = ("KIND", "WHERE", "WHAT")


@click.command(cls=Command, examples=("vault leaks", "vault leaks --clean", "vault leaks /media/me/old-stick"))
@click.argument("mount_points", metavar="[PATH]...", nargs=-1, type=FILE)
@click.option("--clean", is_flag=True, help="Remove thumbnails and entries of recent files; asks on a terminal.")
@click.option(
    "--trash", multiple=True, metavar="NAME", help="With --clean: remove this from the trash too; may be repeated."
)
@yes_option
@json_option
@pass_app
def command(app: App, *, mount_points: tuple[Path, ...], clean: bool, trash: tuple[str, ...], yes: bool) -> None:
    """Look for what stayed outside of a volume.

    PATH is where a volume is or was mounted. Without it, all that is or was in ~/Vaults counts, and what is mounted
    now.

    Finds thumbnails, entries of recent files, files in the trash, indexes, programs that still have files of a
    dismounted volume open, core dumps, and swap space and hibernation without encryption. Best after the volume was
    dismounted: what is open on a mounted one is no leak.
    """
    if trash and not clean:
        raise UsageError("--trash goes with --clean only")
    engine = app.engine()
    found = engine.leaks(mount_points)
    if not clean:
        app.show(_text(found), {"leaks": plain(found)})
        number = sum(leak.can_clean for leak in found)
        if number and not app.json:
            app.console.say(f"vault leaks --clean removes {number} of these")
        return
    chosen = _chosen(found, trash)
    if chosen and not yes:
        app.console.say("This is removed:")
        for leak in chosen:
            app.console.say(f"  {leak.path}: {leak.tells}")
        if not confirmed(f"Remove these {len(chosen)}?"):
            raise Cancelled("nothing was removed")
    done = engine.clean_leaks(chosen, mount_points)
    left = [leak for leak in found if leak not in done.removed]
    text = "\n\n".join(part for part in (f"{len(done.removed)} removed", _text(left) if left else "") if part)
    app.show(text, {"removed": plain(done.removed), "left": plain(left)})


def _chosen(found: Sequence[Leak], trash: tuple[str, ...]) -> list[Leak]:
    """What is to be removed. Raises UsageError for a name that nothing of a volume has in the trash."""
    names = {leak.path.name for leak in found if leak.kind == "trash"}
    for name in trash:
        if name not in names:
            raise UsageError(
                f"nothing of a volume is called {name} in the trash", hint="vault leaks lists what is there"
            )
    return [leak for leak in found if leak.can_clean or (leak.kind == "trash" and leak.path.name in trash)]


def _text(found: Sequence[Leak]) -> str:
    """A table, and below it once each what can be done about what vault does not clean."""
    if not found:
        return "nothing was found"
    table = columns(HEAD, [(leak.kind, leak.path, leak.tells) for leak in found])
    hints = dict.fromkeys(f"{leak.kind}: {leak.hint}" for leak in found if leak.hint)
    return "\n".join([table, *([""] if hints else []), *map(escape, hints)])
