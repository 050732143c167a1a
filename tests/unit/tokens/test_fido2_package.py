"""The package fido2: missing, too old, or silent about what it is given."""

import importlib.metadata
import logging
import sys

import pytest

from vault.errors import NotAvailable, TokenUnavailable
from vault.tokens.fido2.package import NOWHERE, REFUSALS, answering, check_package, status_of


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fido2", None)
    with pytest.raises(
        TokenUnavailable, match="the package fido2, which speaks to security keys, is missing"
    ) as caught:
        check_package()
    assert "vault-otfe[fido2]" in caught.value.hint


@pytest.mark.parametrize(("version", "told"), [("0.9.1", "0.9.1"), ("1.1.3", "1.1.3"), ("odd", "odd")])
def test_an_older_package_is_told(version: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fido2", reason="the package fido2 is not installed")
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: version)
    with pytest.raises(TokenUnavailable, match=f"too old: version 2 is needed, {told} is there"):
        check_package()


def test_what_the_package_logs_goes_nowhere(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fido2", reason="the package fido2 is not installed")
    heard: list[logging.LogRecord] = []
    listener = logging.Handler()
    monkeypatch.setattr(listener, "emit", heard.append)
    monkeypatch.setattr(logging.root, "handlers", [listener])
    for _ in range(2):
        check_package()
    for name in ("fido2", "fido2.hid", "fido2.ctap2.pin"):
        logging.getLogger(name).critical("a secret")
    assert capfd.readouterr() == ("", "") and not heard
    assert logging.getLogger("fido2").handlers.count(NOWHERE) == 1


def test_all_that_a_key_may_raise_is_one_line() -> None:
    ctap = pytest.importorskip("fido2.ctap", reason="the package fido2 is not installed")
    for status in range(1, 256):
        with pytest.raises(TokenUnavailable) as refused, answering("Solo"):
            raise ctap.CtapError(status)
        assert status_of(refused.value) == status
        assert "Solo" in str(refused.value) and str(refused.value).isprintable()
    for error in (
        ValueError("a secret"),
        KeyError(2),
        RecursionError(),
        AssertionError(),
        IndexError(),
        OSError(5, "x"),
    ):
        with pytest.raises(TokenUnavailable) as told, answering("Solo"):
            raise error
        assert str(told.value) == f"Solo answered what no security key does ({type(error).__name__})"
    with pytest.raises(TokenUnavailable, match=r"^Solo was pulled out$"), answering("Solo"):
        raise NotAvailable("Solo was pulled out")
    with pytest.raises(KeyboardInterrupt), answering("Solo"):
        raise KeyboardInterrupt


def test_each_refusal_names_the_key_once() -> None:
    for line, hint in REFUSALS.values():
        assert line.count("{}") == 1 and not line.endswith(".") and not hint.endswith(".")
