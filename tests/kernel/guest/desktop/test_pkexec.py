"""A user in a session mounts by the privileged helper, which polkit's rule of the example allows, beside udev."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.kernel.guest.conftest import AsUser
from vault.privileged.client import ACTION

PASSPHRASE = b"a passphrase of the tests"
RULE = Path("/etc/polkit-1/rules.d/60-vault.rules")


@pytest.fixture
def allowed() -> Iterator[None]:
    """The helper is installed, and the rule allows it to alice."""
    subprocess.run(["sh", ROOT / "scripts" / "install_helper.sh"], check=True)
    subprocess.run(["groupadd", "--force", "--system", "vault"], check=True)
    subprocess.run(["usermod", "--append", "--groups", "vault", "alice"], check=True)
    RULE.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "share" / "polkit" / "vault.rules.example", RULE)
    subprocess.run(["systemctl", "restart", "polkit"], check=True)
    assert ACTION in subprocess.check_output(["pkaction"], text=True).split()
    yield
    RULE.unlink()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of alice's on a file system that the helper trusts."""
    path = Path("/run/vault-alice")
    path.mkdir(mode=0o700)
    alice = pwd.getpwnam("alice")
    os.chown(path, alice.pw_uid, alice.pw_gid)
    yield path
    shutil.rmtree(path)


def test_it_mounts_and_dismounts_without_a_password_of_root_s(
    allowed: None, folder: Path, as_desktop_user: AsUser
) -> None:
    volume = folder / "secret.vol"
    costs = ["--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--sector-size", "512"]
    words = ["vault", "create", volume, "--size", "32M", *costs]
    done = as_desktop_user(*words, "--passphrase-fd", "0", data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    plan = as_desktop_user("vault", "mount", volume, "--plan", "--attach", "helper", seat=False)
    assert b"polkit would ask" in plan.stdout + plan.stderr
    done = as_desktop_user("vault", "mount", volume, "--attach", "helper", "--passphrase-fd", "0", data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    try:
        point = Path(done.stdout.decode().strip())
        assert point == Path("/run/media/alice/secret")
        assert as_desktop_user("sh", "-c", f"echo kept > {point}/file").returncode == 0
        assert (point / "file").read_bytes() == b"kept\n"
        (node,) = Path("/dev/mapper").glob("vault-*")
        assert node.stat().st_uid == 0
    finally:
        done = as_desktop_user("vault", "dismount", "secret")
    assert done.returncode == 0, done.stderr
    assert not point.exists()
    assert not list(Path("/dev/mapper").glob("vault-*"))
    assert not list(Path("/run/vault-helper").glob("*/vault-*"))
    assert not list(Path("/sys/block").glob("loop*/loop/backing_file"))
    journal = subprocess.check_output(["journalctl", "--identifier", "vault-helper", "--output", "cat"], text=True)
    assert "mount secret" in journal
