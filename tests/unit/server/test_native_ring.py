"""When requests come through rings: where the kernel offers it and the system allows it, and else the usual way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.testing.served import served

DISABLED = Path("/proc/sys/kernel/io_uring_disabled")

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")


def bound(pid: int) -> list[str]:
    """The processor of each thread that keeps to one."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        fields = dict(line.split(":\t", 1) for line in (thread / "status").read_text().splitlines())
        if fields["Cpus_allowed_list"].isdigit():
            found.append(fields["Cpus_allowed_list"])
    return sorted(found)


def round_trip(tmp_path: Path) -> list[str]:
    """The processors that threads of a server keep to, after it has shown that it serves."""
    folder, container, data = tmp_path / "attached", tmp_path / "container", os.urandom(100_000)
    folder.mkdir()
    container.write_bytes(bytes(1 << 20))
    with served(container, folder, consumer="loop") as file:
        with file.path.open("r+b", buffering=0) as stream:
            assert os.pwrite(stream.fileno(), data, 777) == len(data)
            assert os.pread(stream.fileno(), len(data), 777) == data
        found = bound(file.process.pid)
        assert file.finish() == ""
    return found


@pytest.mark.skipif(
    len(os.sched_getaffinity(0)) != os.sysconf("SC_NPROCESSORS_CONF"), reason="not all processors are ours"
)
@pytest.mark.skipif((os.cpu_count() or 1) not in range(2, 5), reason="threads keep to their processors with 2 to 4")
def test_each_processor_has_two_threads_where_the_kernel_offers_rings(tmp_path: Path, way: str) -> None:
    wanted = sorted(str(number) for number in range(os.cpu_count() or 1) for _ in range(2))
    assert round_trip(tmp_path) == (wanted if way == "ring" else [])


@pytest.fixture
def refused() -> Iterator[None]:
    """The system makes no rings for anybody."""
    if not os.access(DISABLED, os.W_OK):
        pytest.skip("only root can have the system refuse rings")
    before = DISABLED.read_text()
    DISABLED.write_text("2")
    yield
    DISABLED.write_text(before)


@pytest.mark.usefixtures("refused")
def test_a_system_that_makes_no_rings_is_served_all_the_same(tmp_path: Path) -> None:
    assert round_trip(tmp_path) == []
