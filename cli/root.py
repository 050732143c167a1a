"""The command tree: ``vault`` and the commands below it, each imported when it is used."""

from importlib import import_module
from typing import Any

import click

from vault.cli.app import App

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _write_examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    """Write the examples as they are, each on a line."""
    with formatter.section("Examples" if len(examples) > 1 else "Example"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *args: Any, examples: tuple[str, ...], **more: Any) -> None:
        more.setdefault("context_settings", SETTINGS)
        super().__init__(*args, **more)
        self.examples = examples

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the run's ``App`` learns its name first."""
        ctx.ensure_object(App).command = " ".join(ctx.command_path.split()[1:])
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        _write_examples(formatter, self.examples)


class Group(click.Group):
    """A group whose commands keep the order of their definition and whose help ends with examples."""

    def __init__(self, *args: Any, examples: tuple[str, ...], **more: Any) -> None:
        more.setdefault("context_settings", SETTINGS)
        more.setdefault("no_args_is_help", False)
        super().__init__(*args, **more)
        self.examples = examples

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of definition."""
        return list(self.commands)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        _write_examples(formatter, self.examples)


class Ended(Exception):
    """A signal ended the command: the KeyboardInterrupt that is the cause of this."""


class LazyGroup(Group):
    """A group that knows the names of its commands, by heading, and imports one when it is asked for.

    The command ``lock-all`` is the object ``command`` in ``vault.cli.commands.lock_all``.
    """

    def __init__(self, *args: Any, sections: dict[str, tuple[str, ...]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the headings."""
        return [name for names in self.sections.values() for name in names]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what ended it reaches ``main`` as it is, click would report it in its own way."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Ended from error

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"vault.cli.commands.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for heading, names in self.sections.items():
            found = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in found if command])


@click.group(
    cls=LazyGroup,
    sections={
        "Volumes": ("create", "mount", "dismount", "suspend", "resume", "list", "convert"),
        "Locking": ("lock-all", "agent", "policy", "status", "leaks"),
        "Plaintext without a file system": ("attach", "detach"),
        "Headers and keyslots": ("inspect", "keyslot", "keyring", "security-key", "header", "recovery", "passphrase"),
        "Program": ("benchmark", "version", "completion"),
    },
    examples=(
        "vault create secret.vol --size 64M",
        "vault mount secret.vol",
        "vault dismount secret.vol",
    ),
)
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback when something fails.")
def root() -> None:
    """Encrypted volumes in ordinary files.

    Create, mount and manage LUKS containers, with or without root.
    """
