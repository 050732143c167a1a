"""The commands, from the shell's side, where root's volumes go through dm-crypt."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from vault import options as given
from vault.engine import Engine

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(90)]
SIZE = 20 << 20


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A container with ext4, made once."""
    path = tmp_path_factory.mktemp("template") / "volume"
    path.with_name("key").write_bytes(b"a passphrase")
    options = given.CreateOptions(path, SIZE, pbkdf="pbkdf2", pbkdf_iterations=1000)
    Engine().create(options, given.KeyFile(path.with_name("key")))
    return path.read_bytes()


@pytest.fixture
def container(tmp_path: Path, template: bytes) -> Path:
    """A volume with ext4; its key file is ``key`` beside it."""
    path = tmp_path / "secret.vol"
    path.write_bytes(template)
    path.with_name("key").write_bytes(b"a passphrase")
    return path


def vault(*words: object, data: bytes = b"", code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "vault", *map(str, words)], input=data, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout if code == 0 else done.stderr).decode()


def test_mount_suspend_resume_and_dismount(container: Path) -> None:
    point = container.with_name("mnt")
    assert "devmapper" in vault("mount", container, "--plan").splitlines()[1]
    flags = ["--noexec", "--no-read-workqueue", "--no-write-workqueue", "--submit-from-crypt-cpus", "--same-cpu-crypt"]
    assert vault("mount", container, point, *flags, "--passphrase-fd", 0, data=b"a passphrase\n") == f"{point}\n"
    table = subprocess.check_output(["/usr/sbin/dmsetup", "table", "vault-secret"], text=True)
    asked = {"same_cpu_crypt", "submit_from_crypt_cpus", "no_read_workqueue", "no_write_workqueue"}
    assert asked <= set(table.split())
    (point / "program").write_text("#!/bin/sh\n")
    (point / "program").chmod(0o755)
    with pytest.raises(PermissionError):
        subprocess.run([point / "program"], check=False)

    assert json.loads(vault("suspend", "secret", "--json"))["sessions"][0]["state"] == "suspended"
    assert "resume" in vault("dismount", "secret", code=5)
    assert "no keyslot" in vault("resume", "secret", "--passphrase-fd", 0, data=b"wrong\n", code=3)
    assert vault("resume", "secret", "--key-file", container.with_name("key")) == f"{point}\n"
    assert vault("dismount", "secret") == "secret\n"
    assert not point.exists()


def test_attach_prints_the_device_and_a_pinned_way_is_kept(container: Path) -> None:
    key = container.with_name("key")
    assert vault("attach", container, "--key-file", key) == "/dev/mapper/vault-secret\n"
    assert json.loads(vault("list", "--json"))["sessions"][0]["attach_way"] == "devmapper"
    vault("detach", "/dev/mapper/vault-secret")
    assert vault("attach", container, "--key-file", key, "--attach", "fusefile").endswith("/secret\n")
    assert "fusefile" in vault("suspend", "secret", code=6)
    vault("detach", "secret")
