"""The README's first command, without the part that installs."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_demonstration_shows_the_main_job_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "demo.sh"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the copy is the same, byte for byte" in done.stdout
    assert str(tmp_path) not in Path("/proc/mounts").read_text()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can look into."""
    with tempfile.TemporaryDirectory(prefix="vault-packages-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_without_root_the_missing_packages_are_one_line(reachable: Path) -> None:
    table = reachable / "packages.tsv"
    table.write_text("when\twhy\tdebian\nrun\ttest\tno-such-package-one\nrun\ttest\tno-such-package-two\n")
    script = reachable / "packages.sh"
    script.write_bytes((ROOT / "scripts" / "packages.sh").read_bytes())
    command = ["/bin/sh", script, "run"]
    if os.getuid() == 0:
        command = ["/usr/bin/setpriv", "--reuid", "65534", "--clear-groups", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 1
    assert "  sudo apt-get install --no-install-recommends -y no-such-package-one no-such-package-two" in done.stderr
    assert subprocess.run(["/bin/sh", script, "test"], check=False).returncode == 0
