"""What the engine says is known by its form and told in the user's language; what is from outside stays."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PyQt6.QtCore import QTranslator
from PyQt6.QtWidgets import QApplication

from tests.gui.translations import GERMAN
from vault.gui.engine_text import CONTEXT, LONGEST, PLACE, is_typed, translated, without_commands
from vault.gui.sentences import SENTENCES
from vault.gui.text import engine_sentence

SCRIPT = Path(__file__).parents[2] / "scripts" / "engine_sentences.py"
LETTERS = re.compile("[a-zA-Z]+")


class Shouting(QTranslator):
    """A language in which everything of the engine is in capitals."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        del disambiguation, n
        return text.upper() if context == CONTEXT else None


@pytest.fixture
def shouting(qt: QApplication) -> Iterator[None]:
    language = Shouting()
    qt.installTranslator(language)
    yield
    qt.removeTranslator(language)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("engine_sentences", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_templates_are_those_of_the_engine(script: ModuleType) -> None:
    assert (SCRIPT.parent.parent / "gui" / "sentences.py").read_text("utf-8") == script.source(), "make translations"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("raise VaultError(f\"{path} is {'not' if no else 'well'} made\")", ["{0} is not made", "{0} is well made"]),
        ('WHY = "there is no reason"', ["there is no reason"]),
        (
            'def f(x):\n    more = f" for {x}" if x else ""\n    say(f"nothing{more} is left")',
            ["nothing for {0} is left"],
        ),
        ('say(f"{a}{b} is alike")', ["{0} is alike"]),
        ('say(f"the {name} copy is damaged ({why}); vault header repair mends it")', ["the {0} copy is damaged"]),
        ('VaultError("the first cause", hint="vault list shows them")', ["the first cause"]),
        ('def f():\n    yield "nothing is left"', ["nothing is left"]),
        ('VERSION = 1\nraise VaultError(f"version {VERSION} is needed")', ["version {0} is needed"]),
        ('NAMES = "first second third".split()', []),
        ('"""What it is for."""', []),
        ('re.compile("a pattern for it")', []),
        ('def f(x: "This | None"): ...', []),
    ],
)
def test_templates_are_found_in_sources(source: str, found: list[str], script: ModuleType) -> None:
    import ast

    module = script.Module(script.ROOT / "x.py", ast.parse(source), {"VERSION": ["0.1"]}, set())
    texts = [each for each in module.texts() if not (each.is_hint and is_typed(each.template))]
    kept = [template for each in texts if script.is_sentence(template := script.normal(each.template))]
    assert [each for each in kept if each in found] == found
    assert not found or found[0] in kept
    assert found or not kept


def test_every_template_is_known_by_what_is_made_of_it(shouting: None) -> None:
    """Nothing of it is left, whichever template is taken for it."""
    for template in SENTENCES:
        said = PLACE.sub("17", template)
        assert translated(said) == said.upper(), template


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("there is no container /a/b.vol", "THERE IS NO CONTAINER /a/b.vol"),
        ("cannot write /a: b: no space left on device", "CANNOT WRITE /a: b: NO SPACE LEFT ON DEVICE"),
        ("/a/b.vol is missing: permission denied", "/a/b.vol IS MISSING: PERMISSION DENIED"),
        ("x is in use: it is mounted on /mnt/x", "x IS IN USE: IT IS MOUNTED ON /mnt/x"),
        (
            "/a is in use by cat (process 7, root), vi (process 8, x)",
            "/a IS IN USE BY cat (PROCESS 7, ROOT), vi (PROCESS 8, x)",
        ),
        ("a name of somebody else", "a name of somebody else"),
        ("Tom and Jerry.vol is missing", "Tom and Jerry.vol IS MISSING"),
        ("header and token", "HEADER AND TOKEN"),
        ("{0} {1} is missing", "{0} {1} IS MISSING"),
        ("is missing", "is missing"),
        ("", ""),
    ],
)
def test_what_is_known_is_translated_and_the_rest_stays(said: str, expected: str, shouting: None) -> None:
    assert translated(said) == expected


def test_without_a_catalogue_it_is_as_the_engine_says_it(qt: QApplication) -> None:
    assert translated("there is no container /a/b.vol") == "there is no container /a/b.vol"


@pytest.fixture
def german(qt: QApplication) -> Iterator[None]:
    language = QTranslator()
    assert language.load(str(GERMAN.with_suffix(".qm")))
    qt.installTranslator(language)
    yield
    qt.removeTranslator(language)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "cannot write /a/b: no space left on device",
            "/a/b lässt sich nicht schreiben: kein Platz mehr auf dem Gerät",
        ),
        ("cannot write keyslot 3: permission denied", "Schlüsselfach 3 lässt sich nicht schreiben: keine Berechtigung"),
        ("cannot read the header: input/output error", "der Header lässt sich nicht lesen: Ein-/Ausgabefehler"),
    ],
)
def test_a_reason_stays_behind_what_it_is_the_reason_of(said: str, expected: str, german: None) -> None:
    assert translated(said) == expected


@pytest.mark.parametrize("piece", [" is in use by ", "; ", " (", ": no ", " and ", "the header of ", "\0", "é", "{0}"])
def test_hostile_sentences_are_read_to_their_end(piece: str, shouting: None) -> None:
    for length in (LONGEST, LONGEST + 1, 1 << 20):
        said = (piece * length)[:length]
        assert translated(said).lower() == said.lower()


def test_a_sentence_is_translated_without_its_commands(shouting: None) -> None:
    found = (
        "the primary copy is damaged (no magic): the volume opens from the other one; vault header repair x mends it"
    )
    assert engine_sentence(found) == "THE PRIMARY COPY IS DAMAGED: THE VOLUME OPENS FROM THE OTHER ONE."


def test_no_template_has_what_is_taken_out_before() -> None:
    assert [each for each in SENTENCES if without_commands(each) != each] == []


def test_every_command_is_known_as_one() -> None:
    import click

    from vault.cli.root import root

    names = root.list_commands(click.Context(root))
    assert names
    assert [name for name in names if not is_typed(f"vault {name} shows it")] == []
