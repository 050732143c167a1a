"""``vault completion``: what a shell needs to complete the command line."""

import click

from vault.cli.app import App
from vault.cli.params import pass_app
from vault.cli.root import Command, root

PROGRAM = "vault"
VARIABLE = "_VAULT_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Command,
    examples=(
        "vault completion bash >> ~/.bashrc",
        "vault completion zsh >> ~/.zshrc",
        "vault completion fish > ~/.config/fish/completions/vault.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@pass_app
def command(app: App, *, shell: str) -> None:
    """Print the completion script for SHELL."""
    app.console.result(script(shell))


def script(shell: str) -> str:
    """The completion script that click has for ``shell``, without a final newline."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    completion = kind(root, {}, PROGRAM, VARIABLE)
    return (completion.source_template % completion.source_vars()).rstrip("\n")
