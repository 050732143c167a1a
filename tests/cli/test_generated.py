"""The man pages and the completion scripts in the repository are those of the commands."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def files() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("make_man", ROOT / "scripts" / "make_man.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.files()


FILES = files()


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("man/")])
def test_the_man_page_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text() == FILES[name], "run `make man`"


def test_there_are_no_other_man_pages() -> None:
    assert {f"man/{path.name}" for path in (ROOT / "man").iterdir()} == {n for n in FILES if n.startswith("man/")}


def test_mandoc_finds_nothing_to_complain_about() -> None:
    mandoc = shutil.which("mandoc")
    if mandoc is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(
        [mandoc, "-Tlint", *sorted((ROOT / "man").glob("*.1"))],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", ["vault", "_vault", "vault.fish"])
def test_the_completion_script_calls_the_program(name: str) -> None:
    text = (ROOT / "share" / "completions" / name).read_text()
    assert "_VAULT_COMPLETE=" in text
    assert "vault" in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_program_prints_the_script_for_its_version_of_click(vault, shell: str) -> None:
    name = {"bash": "vault", "zsh": "_vault", "fish": "vault.fish"}[shell]
    done = vault("completion", shell)
    assert (done.returncode, done.stdout) == (0, FILES[f"share/completions/{name}"])


COMPLETE = {
    "bash": (
        'source "$0"; COMP_WORDS=(vault "$1"); COMP_CWORD=1; _vault_completion vault; printf "%s\\n" "${COMPREPLY[@]}"'
    ),
    # what the editor of a terminal would define
    "zsh": (
        'compdef() { :; }; _describe() { print -rl -- "${(@P)3}"; }; source "$0"; '
        'words=(vault "$1"); CURRENT=2; _vault_completion'
    ),
    "fish": 'source $argv[1]; complete -C "vault $argv[2]"',
}


@pytest.mark.parametrize(("shell", "name"), [("bash", "vault"), ("zsh", "_vault"), ("fish", "vault.fish")])
def test_the_shell_completes_a_command(environment, work, shell: str, name: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    fake = work / "vault"
    fake.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vault "$@"\n')
    fake.chmod(0o755)
    done = subprocess.run(
        [program, "-c", COMPLETE[shell], ROOT / "share" / "completions" / name, "keys"],
        env={**environment, "PATH": f"{work}:{os.environ['PATH']}"},
        cwd=work,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert re.split(r"[:\t]", done.stdout)[0].strip() == "keyslot", done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 1
