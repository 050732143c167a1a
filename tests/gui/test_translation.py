"""The German catalogue has every text of the window, nothing else, and the compiled one is what was written."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QTranslator
from PyQt6.QtWidgets import QApplication

from tests.gui.translations import GERMAN, messages
from vault.gui import app

SOURCES = Path(app.__file__).parent
PLACE = re.compile(r"{[^}]*}")


def test_the_catalogue_has_what_the_sources_have(tmp_path: Path) -> None:
    update = Path(sys.executable).with_name("pylupdate6")
    found = tmp_path / "found.ts"
    subprocess.run([update, "--no-summary", "--ts", found, SOURCES], check=True, capture_output=True, timeout=60)
    missing, left = messages(found).keys() - messages().keys(), messages().keys() - messages(found).keys()
    assert not missing and not left, "make translations, and translate what is new"


def test_everything_is_translated_and_keeps_its_places() -> None:
    assert all(messages().values())
    for (context, text), german in messages().items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(german)), (context, text)
        assert text[:1].isspace() == german[:1].isspace() and text[-1:].isspace() == german[-1:].isspace(), text
        assert "..." not in german and "…" not in german.replace(" …", ""), german
        assert german.count("&") == text.count("&"), (context, text)
        assert text[-1:] not in ".:" or german[-1:] == text[-1:], (context, text)
    assert 'type="unfinished"' not in GERMAN.read_text("utf-8")


def test_the_compiled_catalogue_is_the_written_one(qt: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(GERMAN.with_suffix(".qm"))), "make translations"
    qt.installTranslator(translator)
    try:
        wrong = [key for key, german in messages().items() if QCoreApplication.translate(*key) != german]
    finally:
        qt.removeTranslator(translator)
    assert not wrong, "make translations"


def test_texts_belong_to_classes_that_are_made_themselves(qt: QApplication) -> None:
    """``self.tr`` looks under the name of the object's own class: a subclass would find nothing."""
    for found in pkgutil.walk_packages([str(SOURCES)], "vault.gui."):
        for name, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
            if kind.__module__ == found.name and kind.__subclasses__():
                assert "self.tr(" not in inspect.getsource(kind), f"{name} has texts and subclasses"
