"""Write the completion scripts of all shells into share/completions/."""

import sys
from pathlib import Path

from vault.cli.commands.completion import SHELLS, script

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"bash": "vault", "zsh": "_vault", "fish": "vault.fish"}
"""The names under which the shells look for them."""


def main() -> None:
    """Write the scripts into the folder given as argument, share/completions/ without one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "share" / "completions"
    for shell in SHELLS:
        (folder / NAMES[shell]).write_text(script(shell) + "\n")


if __name__ == "__main__":
    main()
