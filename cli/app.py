"""What one run of ``vault`` holds: its console, its engine, and how it says that it failed."""

import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault.cli.console import Console
from vault.errors import UsageError, VaultError

if TYPE_CHECKING:
    from vault.engine import Engine

INTERNAL = 1


class App:
    """One run; click hands it to the commands as the context's object."""

    def __init__(self, *, json: bool = False, debug: bool = False) -> None:
        self.json = json
        self.debug = debug
        self.console = Console()
        self.command = ""

    def engine(self) -> "Engine":
        """The engine, reporting to the console and asking on the terminal."""
        from vault.cli.prompts import TerminalPrompt
        from vault.engine import Engine

        return Engine(self.console.on_event, TerminalPrompt(self.console))

    def show(self, text: str, content: dict[str, object]) -> None:
        """Print the result: ``content`` with ``--json``, else ``text``, which is escaped already."""
        if self.json:
            self.console.result_json(self.command, content)
        elif text:
            self.console.result(text)

    def failed(self, error: VaultError) -> int:
        """Say why the command failed; returns its exit code."""
        self._trace(error)
        self.console.say(f"vault: {error}", error.hint)
        if self.json:
            report = {"code": error.code, "message": str(error), "hint": error.hint, "data": error.data}
            self.console.result_json(self.command, {"error": report})
        return error.exit_code

    def usage_failed(self, error: click.ClickException) -> int:
        """Say how the command is used and what is wrong; returns the exit code for it."""
        context = error.ctx if isinstance(error, click.UsageError) else None
        if context is not None:
            self.command = self.command or " ".join(context.command_path.split()[1:])
            self.console.say(context.get_usage().replace("\n", " "))
            self.console.say(f"Try '{context.command_path} --help' for help.")
        message = error.format_message().rstrip(".")
        return self.failed(UsageError(message[:1].lower() + message[1:]))

    def cancelled(self, code: int) -> int:
        """Say that the user or the system stopped the command; returns ``code``."""
        self.console.say("vault: cancelled")
        if self.json:
            report = {"code": "cancelled", "message": "cancelled", "hint": "", "data": {}}
            self.console.result_json(self.command, {"error": report})
        return code

    def broke(self, error: Exception) -> int:
        """Say that the program itself failed, without what its values were; returns the exit code for it."""
        self._trace(error)
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f": {error}" if isinstance(error, OSError) else ""
        message = f"internal error: {type(error).__name__} in {Path(where.filename).name}:{where.lineno}{reason}"
        return self.failed(VaultError(message, hint="run again with --debug for the traceback, and report it"))

    def _trace(self, error: BaseException) -> None:
        """With ``--debug`` the traceback, without the values of variables."""
        if self.debug and sys.stderr is not None:
            self.console.clear()
            traceback.print_exception(error)
