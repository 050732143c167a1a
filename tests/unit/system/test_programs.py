import os
import subprocess
from pathlib import Path

import pytest

from vault.errors import NotAvailable
from vault.system import programs


def test_a_program_in_path_alone_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "vault-planted"
    planted.write_text("#!/bin/sh\n")
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(NotAvailable, match="vault-planted is not installed"):
        programs.run("vault-planted", [])


def test_a_missing_program_names_its_package() -> None:
    assert programs.find("no-such-driver") is None
    programs.PACKAGES["no-such-driver"] = "some-package"
    try:
        with pytest.raises(NotAvailable) as caught:
            programs.need("no-such-driver")
    finally:
        del programs.PACKAGES["no-such-driver"]
    assert caught.value.hint == "install the package some-package"


def test_the_environment_is_clean_and_the_streams_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    result = programs.run("env", [], environment={"EXTRA": "1"})
    assert set(result.output.splitlines()) == {
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "EXTRA=1",
    }  # fmt: skip
    assert programs.run("ls", ["/no/such/folder"]).last_line.endswith("No such file or directory")


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        programs.run("sleep", ["600"], timeout_s=0.05)


def test_a_program_that_says_nothing_is_told_by_its_code() -> None:
    assert programs.run("false", []).last_line == "exit code 1"
