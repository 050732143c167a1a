"""cryptsetup opens the VeraCrypt volumes that the commands make, and each program reads the files of the other."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = [pytest.mark.usefixtures("nothing_stays"), pytest.mark.timeout(120)]
CRYPTSETUP = "/usr/sbin/cryptsetup"
KEYS = {"outer": b"an outer passphrase of tests", "hidden": b"a hidden passphrase of tests"}
WAY = ("--pim", "1", "--prf", "sha512")
NAME = "judged-veracrypt"


@pytest.fixture
def container(tmp_path: Path) -> Path:
    """Where a volume is to be; its key files are beside it."""
    for name, data in KEYS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "x.hc"


def vault(*words: object) -> str:
    command = [sys.executable, "-m", "vault", *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().rstrip("\n")


def create(container: Path, which: str, *more: object) -> None:
    key = ("--key-file", container.with_name(which))
    vault("create", container, "--format", "veracrypt", *WAY, "--yes", *more, *key)


@contextmanager
def by_vault(container: Path, which: str, *more: object) -> Iterator[Path]:
    """The folder that vault mounts it on."""
    vault("mount", container, container.with_name("mnt"), *WAY, *more, "--key-file", container.with_name(which))
    yield container.with_name("mnt")
    vault("dismount", container)


@contextmanager
def by_cryptsetup(container: Path, which: str, *more: str) -> Iterator[Path]:
    """The folder that the kernel mounts it on, mapped by cryptsetup."""
    options = ["--type", "tcrypt", "--veracrypt", "--veracrypt-pim", "1", *more]
    command = [CRYPTSETUP, "open", *options, str(container), NAME]
    done = subprocess.run(command, input=KEYS[which], capture_output=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr.decode()
    point = container.with_name("theirs")
    point.mkdir(exist_ok=True)
    try:
        subprocess.run(["/usr/bin/mount", f"/dev/mapper/{NAME}", point], check=True, timeout=60)
        try:
            yield point
        finally:
            subprocess.run(["/usr/bin/umount", point], check=True, timeout=60)
    finally:
        subprocess.run([CRYPTSETUP, "close", NAME], check=True, timeout=60)


@pytest.mark.parametrize(("cipher", "system"), [("aes-twofish-serpent", "ext4")])
def test_a_standard_volume_is_read_and_written_both_ways(container: Path, cipher: str, system: str) -> None:
    create(container, "outer", "--size", "6M", "--cipher", cipher, "--filesystem", system)
    for backup in ((), ("--tcrypt-backup",)):
        with by_cryptsetup(container, "outer", *backup) as point:
            (point / "theirs").write_bytes(b"by the kernel" * 1000)
    with by_vault(container, "outer") as point:
        assert (point / "theirs").read_bytes() == b"by the kernel" * 1000
        (point / "ours").write_bytes(b"by vault" * 1000)
    with by_cryptsetup(container, "outer") as point:
        assert (point / "ours").read_bytes() == b"by vault" * 1000


def test_a_hidden_volume_is_too_and_so_is_the_outer_one_around_it(container: Path) -> None:
    create(container, "outer", "--size", "8M", "--filesystem", "vfat")
    outer = ("--outer-pim", 1, "--outer-prf", "sha512", "--outer-key-file", container.with_name("outer"))
    create(container, "hidden", "--size", "3M", "--filesystem", "ext4", "--hidden", "--cipher", "twofish", *outer)
    with by_cryptsetup(container, "hidden", "--tcrypt-hidden") as point:
        (point / "theirs").write_bytes(b"by the kernel" * 1000)
    with by_cryptsetup(container, "outer") as point:
        (point / "harmless").write_bytes(b"in the outer one" * 1000)
    with by_vault(container, "hidden", "--hidden") as point:
        assert (point / "theirs").read_bytes() == b"by the kernel" * 1000
        (point / "ours").write_bytes(b"by vault" * 1000)
    with by_cryptsetup(container, "hidden", "--tcrypt-hidden", "--tcrypt-backup") as point:
        assert (point / "ours").read_bytes() == b"by vault" * 1000
    with by_vault(container, "outer") as point:
        assert (point / "harmless").read_bytes() == b"in the outer one" * 1000


def test_a_changed_credential_and_a_restored_header_are_known_to_cryptsetup(container: Path) -> None:
    create(container, "outer", "--size", "4M", "--filesystem", "vfat")
    vault("header", "backup", container, container.with_name("saved"))
    keys = ("--key-file", container.with_name("outer"), "--new-key-file", container.with_name("hidden"))
    vault("keyslot", "change", container, *WAY, "--new-pim", 1, *keys)
    with by_cryptsetup(container, "hidden") as point:
        (point / "file").write_bytes(b"after the change")
    key = ("--key-file", container.with_name("outer"))
    vault("header", "restore", container, container.with_name("saved"), *WAY, *key, "--yes")
    with by_cryptsetup(container, "outer") as point:
        assert (point / "file").read_bytes() == b"after the change"
