"""Write the man pages into man/ and the completion scripts into share/completions/, from the command tree.

The exit codes come from spec/cli.md.

References: man(7)
"""

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from vault.cli.commands.completion import script
from vault.cli.root import Command, Group, root

ROOT = Path(__file__).resolve().parents[1]
DATE = "2026-11-21"
WIDTH = 72
COMPLETIONS = {"bash": "vault", "zsh": "_vault", "fish": "vault.fish"}
"""The names under which the shells look for their scripts."""
SPEC = ROOT / "spec" / "cli.md"
CREDENTIALS = """\
A credential is bytes. It is typed on the terminal (at most 512 bytes), read from a descriptor to its end with
--passphrase-fd (at most 512 bytes, less one newline at the end), or the content of a file with --key-file (at most
8 MiB, nothing is dropped). It is never taken from the command line or the environment.

A size is a number of bytes, or has a unit: 64M and 64MiB count in 1024s, 64MB in 1000s."""


def main() -> None:
    """Write all files below the folder given as argument, the checkout without one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    for name, text in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def files() -> dict[str, str]:
    """All files: their path within the checkout and their text."""
    scripts = {f"share/completions/{name}": f"{script(shell)}\n" for shell, name in COMPLETIONS.items()}
    return {f"man/{name}": text for name, text in pages().items()} | scripts


def pages() -> dict[str, str]:
    """The pages by file name."""
    return {f"{'-'.join(names)}.1": "\n".join(_page(names, command)) + "\n" for names, command in tree()}


def tree(
    names: tuple[str, ...] = ("vault",), command: click.Command = root
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands with the words that call them, the outermost first."""
    yield names, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from tree((*names, name), below)


def _page(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    """The lines of one page."""
    title = "-".join(names)
    summary, _, rest = (command.help or "").partition("\n\n")
    yield f'.TH {title.upper()} 1 {DATE} vault "User Commands"'
    yield ".SH NAME"
    yield f"{_text(title)} \\- {_text(_sentence(summary))}"
    yield ".SH SYNOPSIS"
    yield from _synopsis(names, command)
    yield ".SH DESCRIPTION"
    yield from _paragraphs(f"{summary}\n\n{rest}".strip())
    if isinstance(command, click.Group):
        yield ".SH COMMANDS"
        for words, below in tree(names, command):
            if len(words) == len(names) + 1:
                yield from _item(f"\\fB{_text(' '.join(words))}\\fR", below.get_short_help_str(200))
    yield ".SH OPTIONS"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from _item(_option(parameter), _option_help(parameter))
    yield from _item("\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Show the usage and exit.")
    if command is root:
        yield ".SH CREDENTIALS AND SIZES"
        yield from _paragraphs(CREDENTIALS)
    yield ".SH EXAMPLES"
    yield ".nf"
    assert isinstance(command, (Command, Group))
    yield from (_text(example) for example in command.examples)
    yield ".fi"
    yield ".SH EXIT STATUS"
    if command is root:
        for code, meaning in exit_codes():
            yield from _item(code, meaning)
    else:
        yield "0 when it is done; the other codes are listed in"
        yield ".BR vault (1)."
    yield ".SH SEE ALSO"
    yield from _see_also(names, command)


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")


def _synopsis(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    words = [f"\\fB{_text(' '.join(names))}\\fR", "[\\fIOPTIONS\\fR]"]
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            word = f"\\fI{_text(_metavar(parameter))}\\fR"
            words.append(word if parameter.required else f"[{word}]")
    if isinstance(command, click.Group):
        words.append("\\fICOMMAND\\fR ...")
    yield " ".join(words)


def _option(option: click.Option) -> str:
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} \\fI{_text(_metavar(option))}\\fR"


def _option_help(option: click.Option) -> str:
    text = re.sub(r" +\[default: (.*)\]$", r" Default: \1.", option.help or "")
    return f"{text} Default: {option.default}." if option.show_default and not option.is_flag else text


def _metavar(parameter: click.Parameter) -> str:
    if parameter.metavar:
        return parameter.metavar
    if isinstance(parameter.type, click.Choice):
        return "|".join(parameter.type.choices)
    if isinstance(parameter, click.Argument):
        return (parameter.name or "").upper()
    return {"size": "SIZE", "float range": "SECONDS"}.get(parameter.type.name, parameter.type.name.upper())


def _item(head: str, text: str) -> list[str]:
    return [".TP", head, *_filled(text)]


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield from _filled(paragraph)


def _see_also(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    related = ["-".join(words) for words, _ in tree(names, command) if len(words) == len(names) + 1]
    if len(names) > 1:
        related.insert(0, "-".join(names[:-1]))
    related.append("cryptsetup" if command is root else "")
    kept = [name for name in related if name]
    for name in kept:
        section = "8" if name == "cryptsetup" else "1"
        yield f".BR {_text(name)} ({section})" + ("," if name != kept[-1] else "")


def exit_codes() -> list[tuple[str, str]]:
    """The rows of the table under "Exit codes" in the specification: the code and its meaning."""
    section = SPEC.read_text().split("## Exit codes\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| (\d+) \| (.*) \|$", section, re.MULTILINE)


def _filled(text: str) -> list[str]:
    """Text in lines of less than 80 characters."""
    lines = textwrap.wrap(" ".join(text.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    return [_text(line) for line in lines]


def _text(text: str) -> str:
    """Text as roff has it: no character of it is a command."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace('"', "\\(dq").replace("`", "")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    main()
