"""libblkid in its process: what it is asked and answers, what that process gave up, and how it may end."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.errors import BackendError, NotAvailable
from vault.system import blkid, blkid_child, programs

SQUASHFS = b"hsqs" + bytes(24) + b"\4\0\0\0"


@pytest.fixture
def image(tmp_path: Path) -> Iterator[int]:
    """A descriptor of a file with swap space, open for writing as well."""
    path = tmp_path / "image"
    path.write_bytes(bytes(1 << 20))
    made = programs.run("mkswap", ["-L", "Two words", "-U", "11111111-2222-3333-4444-555555555555", path])
    assert made.code == 0, made.output
    descriptor = os.open(path, os.O_RDWR)
    yield descriptor
    os.close(descriptor)


def test_a_signature_has_blkids_words_and_the_place_of_its_mark(image: int) -> None:
    (found,) = blkid.probe(image)
    assert (found.type, found.usage, found.label) == ("swap", "other", "Two words")
    assert (found.uuid, found.table, found.magic_offset) == ("11111111-2222-3333-4444-555555555555", "", 4086)


def test_signatures_that_contradict_each_other_are_all_told(image: int) -> None:
    os.pwrite(image, bytes(4096), 0)
    os.ftruncate(image, 2 << 20)  # on less than a floppy disk the first one decides
    done = programs.run("mke2fs", ["-q", "-F", "-t", "ext2", f"/proc/self/fd/{image}"], pass_fds=[image])
    assert done.code == 0, done.output
    os.pwrite(image, SQUASHFS, 0)
    assert {found.type for found in blkid.probe(image)} == {"squashfs", "ext2"}


def test_nothing_recognised_is_no_signature(image: int) -> None:
    os.ftruncate(image, 0)
    assert blkid.probe(image) == ()
    os.ftruncate(image, 1 << 20)
    assert blkid.probe(image) == ()


def test_what_is_odd_in_a_label_is_replaced_and_stays_on_one_line(image: int) -> None:
    os.pwrite(image, b"a\n\x1b[2J\xff", 1052)
    (found,) = blkid.probe(image)
    assert found.label.isprintable()
    assert found.label.startswith("a?")


def test_the_descriptors_own_place_is_left_alone(image: int) -> None:
    os.lseek(image, 4711, os.SEEK_SET)
    blkid.probe(image)
    assert os.lseek(image, 0, os.SEEK_CUR) == 4711


def test_the_process_gives_up_root_processes_and_new_rights() -> None:
    script = (
        "import runpy, os, sys, resource\n"
        "child = runpy.run_path(sys.argv[1])\n"
        "child['confine']()\n"
        "print(*os.getresuid(), *os.getresgid(), *os.getgroups())\n"
        "print(*(resource.getrlimit(limit)[1] for limit in child['LIMITS']))\n"
        "print(open('/proc/self/status').read())\n"
    )
    command = [sys.executable, "-I", "-c", script, str(Path(blkid_child.__file__))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    ids, limits, status = done.stdout.split("\n", 2)
    if os.geteuid() == 0:
        assert ids == " ".join(["65534"] * 6)
        assert "CapEff:\t0000000000000000" in status
        assert "CapPrm:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    for (limit, value), given in zip(blkid_child.LIMITS.items(), limits.split(), strict=True):
        hard = resource.getrlimit(limit)[1]
        assert int(given) == (value if hard == resource.RLIM_INFINITY else min(value, hard))


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("import os; os.abort()", BackendError),
        ("import os; os._exit(74)", BackendError),
        ("import os; os.write(1, b'swap')", BackendError),
        ("import os; os.write(1, b'swap\\0other\\0')", BackendError),
        ("import os; os._exit(69)", NotAvailable),
    ],
    ids=["crash", "failure", "no end", "too few", "no library"],
)
def test_a_process_that_does_not_end_well_is_an_error(
    script: str, error: type[BackendError], image: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "child.py").write_text(script)
    monkeypatch.setattr(blkid_child, "__file__", str(tmp_path / "child.py"))
    with pytest.raises(BackendError) as caught:
        blkid.probe(image)
    assert type(caught.value) is error


def test_a_process_that_does_not_end_is_killed(image: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "child.py").write_text("import signal; signal.pause()")
    monkeypatch.setattr(blkid_child, "__file__", str(tmp_path / "child.py"))
    monkeypatch.setattr(blkid, "TIMEOUT_S", 0.2)
    with pytest.raises(BackendError, match="more than"):
        blkid.probe(image)
