"""Swap, hibernation, indexes and core dumps, as the system's tables and files tell of them."""

import os
import struct
from pathlib import Path

import pytest

from vault.leaks import find
from vault.leaks.places import Places

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


def put(path: Path, content: str | bytes = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def block(places: Places, name: str, number: str, *, uuid: str = "", slaves: tuple[str, ...] = ()) -> None:
    folder = places.sys / "class/block" / name
    folder.mkdir(parents=True)
    if uuid:
        put(folder / "dm/uuid", uuid + "\n")
    for slave in slaves:
        (folder / "slaves" / slave).mkdir(parents=True)
    (places.sys / "dev/block").mkdir(parents=True, exist_ok=True)
    (places.sys / "dev/block" / number).symlink_to(folder)


@pytest.fixture
def disks(places: Places) -> Places:
    """An ordinary partition, dm-crypt, volumes of LVM above either and above both."""
    block(places, "vltdisk1", "8:1")
    block(places, "dm-91", "253:91", uuid="CRYPT-PLAIN-swap")
    block(places, "dm-92", "253:92", uuid="LVM-x", slaves=("dm-91",))
    block(places, "dm-93", "253:93", uuid="LVM-y", slaves=("vltdisk1",))
    block(places, "dm-94", "253:94", uuid="LVM-z", slaves=("dm-91", "vltdisk1"))
    return places


def kinds(places: Places) -> list[tuple[str, str]]:
    return [(leak.kind, str(leak.path)) for leak in find([places.home / "Vaults"], places=places)]


@pytest.mark.parametrize(
    ("name", "leaks"),
    [
        ("/dev/vltdisk1", True),
        ("/dev/dm-91", False),
        ("/dev/dm-92", False),
        ("/dev/dm-93", True),
        ("/dev/dm-94", True),
        ("/dev/nothing-known", True),
        ("/dev/zram0", False),
    ],
)
def test_swap_is_told_unless_it_is_encrypted_below_or_stays_in_memory(disks: Places, name: str, leaks: bool) -> None:
    put(disks.proc / "swaps", f"{HEAD}{name} partition\t1048572\t\t20\t\t-2\n")
    assert kinds(disks) == ([("swap", name)] if leaks else [])


@pytest.mark.parametrize(("backing", "leaks"), [("none", False), ("/dev/vltdisk1", True), ("/dev/dm-91", False)])
def test_compressed_memory_counts_where_it_is_written_back(disks: Places, backing: str, leaks: bool) -> None:
    put(disks.sys / "class/block/zram0/backing_dev", f"{backing}\n")
    put(disks.proc / "swaps", f"{HEAD}/dev/zram0 partition\t1048572\t0\t100\n")
    assert kinds(disks) == ([("swap", "/dev/zram0")] if leaks else [])


@pytest.mark.parametrize(("source", "leaks"), [("/dev/vltdisk1", True), ("/dev/dm-91", False), ("overlay", True)])
def test_a_swap_file_counts_by_the_device_below(
    disks: Places, monkeypatch: pytest.MonkeyPatch, source: str, leaks: bool
) -> None:
    table = "1 0 8:9 / / rw - ext4 /dev/nothing rw\n2 1 8:1 / /swap\\040here rw - ext4 SOURCE rw\n"
    monkeypatch.setattr("vault.system.mounts.MOUNTINFO", put(disks.proc / "table", table.replace("SOURCE", source)))
    put(disks.proc / "swaps", f"{HEAD}/swap\\040here/file file\t1048572\t0\t-2\n")
    assert kinds(disks) == ([("swap", "/swap here/file")] if leaks else [])


@pytest.mark.parametrize(
    ("state", "disk", "resume", "swap", "found"),
    [
        ("freeze mem disk", "[platform] shutdown", "8:1", "", ["/dev/vltdisk1"]),
        ("freeze mem disk", "[platform] shutdown", "253:91", "", []),
        ("freeze mem disk", "[platform] shutdown", "99:9", "", ["SYS/power/resume"]),
        ("freeze mem disk", "[platform] shutdown", "0:0", "", []),
        ("freeze mem disk", "[platform] shutdown", "0:0", "/dev/vltdisk1", ["/dev/vltdisk1"]),
        ("freeze mem disk", "[platform] shutdown", "0:0", "/dev/dm-91", []),
        ("freeze mem disk", "[disabled]", "8:1", "", []),
        ("freeze mem", "[platform] shutdown", "8:1", "", []),
    ],
)
def test_hibernation_is_told_where_an_image_would_be_readable(
    disks: Places, state: str, disk: str, resume: str, swap: str, found: list[str]
) -> None:
    for name, text in (("state", state), ("disk", disk), ("resume", resume)):
        put(disks.sys / "power" / name, f"{text}\n")
    put(disks.proc / "swaps", HEAD + (f"{swap} partition\t1\t0\t-2\n" if swap else ""))
    wanted = [path.replace("SYS", str(disks.sys)) for path in found]
    assert [path for kind, path in kinds(disks) if kind == "hibernation"] == wanted


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", True),
        ('PRUNEPATHS="/mnt/other /media"\n', True),
        ('# PRUNEPATHS="HOME"\n', True),
        ('PRUNEPATHS = "/mnt/other HOME/Vaults"\n', False),
        ('PRUNEPATHS="HOME"\n', False),
        ('PRUNEPATHS="HOME/Vault"\n', True),
    ],
)
def test_the_index_of_locate_is_told_unless_the_folder_is_pruned(places: Places, settings: str, told: bool) -> None:
    index = put(places.var / "lib/plocate/plocate.db")
    put(places.etc / "updatedb.conf", settings.replace("HOME", str(places.home)))
    assert kinds(places) == ([("index", str(index))] if told else [])


def test_the_index_of_kde_is_told_unless_the_folder_is_excluded(places: Places) -> None:
    index = put(places.data / "baloo/index")
    assert kinds(places) == [("index", str(index))]
    put(places.config / "baloofilerc", "[General]\nexclude folders[$e]=$HOME/tmp/,$HOME/Vaults/\n")
    assert kinds(places) == []


def test_the_index_of_gnome_is_told_unless_the_folder_is_excluded(places: Places) -> None:
    index = places.cache / "tracker3/files"
    index.mkdir(parents=True)
    (leak,) = find([places.home / "Vaults", places.home / "Vaults/a"], places=places)
    assert (leak.kind, leak.path) == ("index", index)
    assert f"touch {places.home}/Vaults/.trackerignore" in leak.hint
    put(places.home / "Vaults/.trackerignore")
    assert find([places.home / "Vaults/a"], places=places) == ()
    assert find([places.home / "Vaults/a", Path("/media/u/stick")], places=places) == ()


BOOT = "0123456789abcdef0123456789abcdef"


def test_core_dumps_of_this_user_are_told(places: Places) -> None:
    folder = places.var / "lib/systemd/coredump"
    mine = put(folder / f"core.gedit.{os.getuid()}.{BOOT}.4711.1790000000000000.zst")
    put(folder / f"core.gedit.{os.getuid() + 1}.{BOOT}.4711.1790000000000000.zst")
    put(folder / "something.else")
    crash = put(places.var / f"crash/_usr_bin_eog.{os.getuid()}.crash")
    assert kinds(places) == [("core", str(mine)), ("core", str(crash))]


def elf(kind: int, order: str = "<") -> bytes:
    return (
        b"\x7fELF\x02" + (b"\x01" if order == "<" else b"\x02") + bytes(10) + struct.pack(f"{order}H", kind) + bytes(46)
    )


@pytest.mark.parametrize(
    ("pattern", "name", "content", "told"),
    [
        ("core", "core", elf(4), True),
        ("core", "core", elf(4, ">"), True),
        ("core", "core.4711", elf(4), True),
        ("core", "core", elf(2), False),
        ("core", "core", b"# notes on the core\n", False),
        ("core", "core.py", elf(4), False),
        ("%e-%p.core", "edit-11.core", elf(4), True),
        ("100%%.%p", "100%.7", elf(4), True),
        ("|/usr/share/apport/apport -p%p", "core", elf(4), False),
        ("", "core", elf(4), False),
    ],
)
def test_core_files_that_the_kernel_wrote_are_told(
    places: Places, pattern: str, name: str, content: bytes, told: bool
) -> None:
    put(places.proc / "sys/kernel/core_pattern", f"{pattern}\n")
    path = put(places.home / name, content)
    assert kinds(places) == ([("core", str(path))] if told else [])


def test_the_folder_that_the_pattern_names_is_looked_into(places: Places, tmp_path: Path) -> None:
    put(places.proc / "sys/kernel/core_pattern", f"{tmp_path}/cores/%e.%p\n")
    path = put(tmp_path / "cores/edit.1", elf(4))
    (tmp_path / "cores/link.2").symlink_to(path)
    put(places.home / "edit.1", elf(4))
    assert kinds(places) == [("core", str(path))]
