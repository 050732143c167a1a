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
    assert "\x1b" not in done.stdout
    assert str(tmp_path) not in Path("/proc/mounts").read_text()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can look into."""
    with tempfile.TemporaryDirectory(prefix="vault-packages-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


PACKAGES = (
    "sudo apt-get update && sudo apt-get install --no-install-recommends -y no-such-package-one no-such-package-two"
)


def packages(folder: Path, when: str, *, as_root: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run the script with a list of packages that no machine has, and ``mtab`` in the folder for that in /etc."""
    table = folder / "packages.tsv"
    table.write_text("when\twhy\tdebian\nrun\ttest\tno-such-package-one\nrun\ttest\tno-such-package-two\n")
    script = folder / "packages.sh"
    script.write_text((ROOT / "scripts" / "packages.sh").read_text().replace("/etc/mtab", str(folder / "mtab")))
    command = ["/bin/sh", script, when]
    if os.getuid() == 0 and not as_root:
        command = ["/usr/bin/setpriv", "--reuid", "65534", "--clear-groups", *command]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def test_without_root_the_missing_packages_are_one_line(reachable: Path) -> None:
    (reachable / "mtab").touch()
    done = packages(reachable, "run")
    assert (done.returncode, done.stdout, done.stderr.splitlines()[1:]) == (1, "", [f"  {PACKAGES}"])
    done = packages(reachable, "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_root_a_missing_table_of_mounts_is_in_the_same_line(reachable: Path) -> None:
    link = f"sudo ln -s ../proc/self/mounts {reachable}/mtab"
    assert packages(reachable, "run").stderr.splitlines()[1:] == [f"  {link} && {PACKAGES}"]
    assert packages(reachable, "test").stderr.splitlines()[1:] == [f"  {link}"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root installs")
def test_root_gets_the_table_of_mounts_made(reachable: Path) -> None:
    for _ in range(2):
        done = packages(reachable, "test", as_root=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (reachable / "mtab").readlink() == Path("../proc/self/mounts")


def test_the_interpreter_is_known_before_it_is_installed(tmp_path: Path) -> None:
    """make reads the whole Makefile first, and installs Python after that."""
    copy = tmp_path / "Makefile"
    copy.write_text((ROOT / "Makefile").read_text().replace("/usr/", f"{tmp_path}/usr/"))
    environment = tmp_path / "environment"
    done = subprocess.run(
        ["/usr/bin/make", "-n", "-f", copy, f"VENV={environment}", environment / ".run"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
        cwd=ROOT,
        check=False,
    )
    assert f"{tmp_path}/usr/bin/python3 -m venv {environment}" in done.stdout.splitlines(), done.stdout + done.stderr
