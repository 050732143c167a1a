"""What needs no volume: version, help, usage errors, an empty list, closed and broken streams."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from vault._version import VERSION
from vault.cli.main import run
from vault.cli.root import root


def tree(names=("vault",), command=root):
    yield names, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from tree((*names, name), command.get_command(click.Context(command), name))


COMMANDS = dict(tree())


def test_version(vault) -> None:
    done = vault("version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"vault {VERSION}\n", "")


def test_version_as_json(vault) -> None:
    answer = json.loads(vault("version", "--json").stdout)
    assert answer == {"version": 1, "command": "version", "vault": VERSION, "python": answer["python"]}


def test_an_empty_list_prints_nothing(vault) -> None:
    done = vault("list")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_empty_list_as_json(vault) -> None:
    assert json.loads(vault("list", "--json").stdout) == {"version": 1, "command": "list", "sessions": []}


def test_completion_has_an_example_for_every_shell() -> None:
    shells = {example.split()[2] for example in COMMANDS["vault", "completion"].examples}
    assert shells == {"bash", "zsh", "fish"}


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_that_parses(names) -> None:
    command = COMMANDS[names]
    text = command.get_help(click.Context(command, info_name=" ".join(names)))
    assert command.examples
    for example in command.examples:
        assert example in text
        words = re.split(" >>? ", example)[0].split()
        assert words[0] == "vault"
        inner, context = root, click.Context(root, info_name="vault")
        rest = words[1:]
        while isinstance(inner, click.Group):
            inner = inner.get_command(context, rest.pop(0))
            context = click.Context(inner, parent=context, info_name=inner.name)
        inner.parse_args(context, rest)


def test_the_help_names_all_commands(vault) -> None:
    done = vault("--help")
    assert done.returncode == 0
    for names in COMMANDS:
        if len(names) == 2:
            assert f"  {names[1]} " in done.stdout


@pytest.mark.parametrize("name", ["mount", "keyslot add"])
def test_help_of_a_command_in_a_pipe(vault, name: str) -> None:
    done = vault(*name.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: vault {name} [OPTIONS] CONTAINER")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "missing command"),
        ("nothing", "no such command 'nothing'"),
        ("keyslot", "missing command"),
        ("mount", "missing argument 'CONTAINER'"),
        ("mount a b c", "unexpected extra argument"),
        ("mount a --password x", "no such option"),
        ("mount a --key-file k --passphrase-fd 0", "not both"),
        ("mount a --keyfile-size 3", "for a key file"),
        ("create", "missing argument"),
        ("create a --size 3X", "is not a size"),
        ("create a --size 1M --key-size -1", "key-size"),
        ("create a --size 1M --pbkdf md5", "pbkdf"),
        ("create a --size 1M --sector-size 100", "sector-size"),
        ("create a --size 1M --filesystem zfs", "filesystem"),
        ("attach a --key-slot 32", "key-slot"),
        ("dismount", "either NAME or --all"),
        ("dismount a --all", "either NAME or --all"),
        ("dismount a --wait=soon", "wait"),
        ("dismount a --wait=-1", "wait"),
        ("keyslot remove a", "missing argument"),
        ("keyslot add a --passphrase-fd 0 --new-passphrase-fd 0", "same descriptor"),
        ("keyslot add a --key-file - --new-passphrase-fd 0", "same descriptor"),
        ("keyslot change a --key-file - --new-key-file -", "same descriptor"),
        ("benchmark --seconds 0", "seconds"),
        ("completion csh", "csh"),
    ],
)
def test_a_wrong_command_line_ends_with_2(capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    code = run(line.split())
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert captured.err.count("vault: ") == 1


def test_a_wrong_command_line_with_json(vault) -> None:
    done = vault("mount", "--json")
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert (answer["version"], answer["command"], answer["error"]["code"]) == (1, "mount", "usage")


def test_escape_sequences_in_arguments_are_not_passed_on(vault) -> None:
    done = vault("\x1b]0;title\x07")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("name", ["version", "list"])
def test_start_up_loads_nothing_heavy(environment, name: str) -> None:
    code = (
        "import sys; from vault.cli.main import run; assert run([sys.argv[1]]) == 0; "
        "heavy = {'cryptography', 'argon2', 'rich', 'pyfuse3', 'trio', 'zxcvbn', 'asyncio', 'fractions', 'fido2'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, name], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stderr == "[]\n"


def test_a_reader_that_went_away_ends_it_quietly(vault) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = vault("version", stdout=pipe)
    assert (done.returncode, done.stderr) == (141, "")


def test_broken_standard_error_changes_no_exit_code(environment, work) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "vault", "mount", "--json"],
            env=environment,
            cwd=work,
            stdout=subprocess.PIPE,
            stderr=pipe,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "usage"


def test_a_full_disk_is_said(vault) -> None:
    with Path("/dev/full").open("wb") as full:
        done = vault("version", stdout=full)
    assert (done.returncode, done.stderr) == (1, "vault: cannot write the result: no space left on device\n")


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_standard_streams_are_survived(environment, work, closed: str) -> None:
    command = f'exec "$@" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, "sh", sys.executable, "-m", "vault", "version"],
        env=environment,
        cwd=work,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--debug"], []])
def test_only_debug_shows_a_traceback(environment, words: list[str]) -> None:
    code = (
        "import sys; from vault.cli import main; import vault.cli.commands.version as module\n"
        "def boom(*_): raise RuntimeError('private')\n"
        "module.platform.python_version = boom\n"
        "sys.exit(main.run([*sys.argv[1:], 'version']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert ("Traceback" in done.stderr) == bool(words)
    assert ("private" in done.stderr) == bool(words)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--wait", "name"], (float("inf"), "name")),
        (["name", "--wait"], (float("inf"), "name")),
        (["--wait", "5", "name"], (5.0, "name")),
        (["name", "--wait", "2.5"], (2.5, "name")),
        (["--wait=0", "7"], (0.0, "7")),
        (["--wait", "--", "--wait"], (float("inf"), "--wait")),
        (["name"], (None, "name")),
    ],
)
def test_wait_stands_alone_or_with_seconds(arguments: list[str], expected: tuple[float | None, str]) -> None:
    command = COMMANDS["vault", "dismount"]
    context = click.Context(command)
    command.parse_args(context, list(arguments))
    assert (context.params["wait_s"], context.params["name"]) == expected
