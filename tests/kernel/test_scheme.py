"""What is reported of guest tests when the guest dies on the way or cannot be started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kernel.uml.runner import KERNEL, ROOT

GUEST_TESTS = """
import pytest
from pathlib import Path

def test_good(): pass
def test_bad(): assert "this" == "that"
def test_skipped(): pytest.skip("for a reason")
def test_deadly(): Path("/proc/sysrq-trigger").write_text("c")
def test_never_begun(): pass
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small project with this scheme and one file of guest tests."""
    for name in ("pyproject.toml", "tests/conftest.py", "tests/kernel/conftest.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tests/kernel/uml", tmp_path / "tests/kernel/uml")
    plain = tmp_path / "tests/kernel/guest/plain"
    plain.mkdir(parents=True)
    (plain / "test_some.py").write_text(GUEST_TESTS)
    return tmp_path


def _pytest(checkout: Path, **environment: str) -> tuple[int, str]:
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "tests/kernel"]
    kept = {name: text for name, text in os.environ.items() if name != "VAULT_KERNEL" and "PYTEST" not in name}
    done = subprocess.run(
        words,
        cwd=checkout,
        env={**kept, "COLUMNS": "300", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.usefixtures("kernel")
def test_a_result_that_is_missing_is_a_failure(checkout: Path) -> None:
    code, said = _pytest(checkout)
    assert code == 1
    assert "3 failed, 1 passed, 1 skipped" in said
    assert "for a reason" in said
    assert "'this' == 'that'" in said
    for name in ("test_deadly", "test_never_begun"):
        assert f"FAILED tests/kernel/guest/plain/test_some.py::{name} - the guest ended with 125" in said
    assert "Kernel panic" in said


@pytest.mark.parametrize(
    ("environment", "code", "counted"),
    [({}, 0, "5 skipped"), ({"VAULT_KERNEL": "required"}, 1, "5 failed")],
    ids=["skipped", "required"],
)
def test_without_a_kernel(checkout: Path, environment: dict[str, str], code: int, counted: str) -> None:
    runner = checkout / "tests/kernel/uml/runner.py"
    runner.write_text(runner.read_text().replace(KERNEL, "/nonexistent/linux.uml"))
    ended, said = _pytest(checkout, **environment)
    assert ended == code
    assert counted in said
    assert "not installed: /nonexistent/linux.uml" in said
    assert ("5 tests need a real kernel and were skipped" in said) == (not environment)
