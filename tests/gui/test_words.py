"""What the engine says is shown without advice for the command line."""

from __future__ import annotations

import pytest

from vault.errors import UsageError, WrongCredential


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("", ""),
        ("load the kernel module fuse", "Load the kernel module fuse."),
        ("it is no volume that vault knows", "It is no volume that vault knows."),
        ("check the path, or make one with vault create", "Check the path."),
        ("name its PIM, --backup-header if its header is damaged", ""),
        ("choose another name, or use --force to overwrite it", "Choose another name."),
        ("vault list shows the state of each volume", ""),
        ("--force writes it nevertheless", ""),
    ],
)
def test_a_hint_names_no_command_and_no_option(hint: str, said: str) -> None:
    from vault.gui.text import hint_text

    assert hint_text(hint) == said


def test_a_sentence_of_the_engine_is_told_without_commands() -> None:
    from vault.gui.text import engine_sentence

    found = (
        "the primary copy is damaged (no magic): the volume opens from the other one; vault header repair x mends it"
    )
    assert engine_sentence(found) == "The primary copy is damaged: the volume opens from the other one."


def test_what_was_asked_for_wrongly_needs_no_heading() -> None:
    from vault.gui.dialogs.unlock_text import wrong_text
    from vault.gui.text import error_sentences

    assert error_sentences(UsageError("there is no folder")) == "There is no folder."
    error = WrongCredential("wrong", hint="name its PIM, or use --backup-header")
    assert (
        wrong_text(error, "") == "This does not open the volume. If it has key files or a PIM, say so in the options."
    )
