"""Where output goes: results on standard output, all the rest on standard error, progress on terminals only."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vault.cli.text import escape
from vault.events import Event, KdfStarted, Progress, Step, Touch, Waiting, Warned

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

JSON_VERSION = 1
CLEAR_LINE = "\r\x1b[K"


class Console:
    """Standard output and standard error of one command."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._status_shown = False

    def result(self, text: str) -> None:
        """Print a result; what it holds from elsewhere is escaped already."""
        self.clear()
        print(text)

    def result_json(self, command: str, content: dict[str, object]) -> None:
        """Print a result as one line of ASCII JSON; dataclasses become objects with the same names."""
        self.clear()
        print(json.dumps({"version": JSON_VERSION, "command": command, **plain(content)}))

    def say(self, text: str, hint: str = "") -> None:
        """Print a line for the user beside the result, and a hint below it; both are escaped."""
        self.clear()
        _tell(f"{escape(text)}\n" + (f"  hint: {escape(hint)}\n" if hint else ""))

    def on_event(self, event: Event) -> None:
        """Show what the engine reports."""
        match event:
            case Warned(message, hint):
                self.say(f"warning: {message}", hint)
            case Waiting(what, holders):
                self.say(f"waiting for {what}, in use by {', '.join(holders)}" if holders else f"waiting for {what}")
            case Touch(device):
                self.say(f"touch the security key {device}")
            case Progress(what, done, total):
                self._progress(what, done, total)
            case Step(what):
                self._status(what)
            case KdfStarted(slot, kdf):
                self._status(f"deriving the key of keyslot {slot} ({kdf})")

    def clear(self) -> None:
        """Take the progress bar or the status line away before other output or a question."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        if self._status_shown:
            _tell(CLEAR_LINE)
            self._status_shown = False

    def _status(self, what: str) -> None:
        """Say what goes on, on a line that the next output replaces."""
        self.clear()
        if is_terminal():
            width = os.get_terminal_size(sys.stderr.fileno()).columns
            _tell(f"{escape(what)} ..."[: width - 1])
            self._status_shown = True

    def _progress(self, what: str, done: int, total: int) -> None:
        """Draw how much is done as a bar; a new name begins a new bar."""
        if not is_terminal():
            return
        if self._bar is None or self._bar.tasks[0].description != escape(what):
            self.clear()
            self._bar = _new_bar()
            self._bar.add_task(escape(what), total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)


def _tell(text: str) -> None:
    """Write on standard error; when that fails there is nobody left to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(text, end="", file=sys.stderr, flush=True)


def is_terminal() -> bool:
    """Whether standard error is a terminal that can redraw a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _new_bar() -> "Bar":
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Description(ProgressColumn):
        def render(self, task: Any) -> Text:
            return Text(task.description)  # as it is: names are no markup

    percent = TextColumn("{task.percentage:>3.0f}%")
    bar = Bar(
        Description(), BarColumn(), percent, TimeElapsedColumn(), console=RichConsole(stderr=True), transient=True
    )
    bar.start()
    return bar


def plain(value: Any) -> Any:
    """The value as JSON has it: dataclasses become objects, paths strings, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(name): plain(content) for name, content in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    return str(value) if isinstance(value, PurePath) else escape(value)
