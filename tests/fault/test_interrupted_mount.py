"""A command that ends in the middle of mount(2): nothing stays mounted, or what does is recorded and can be closed."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vault import CreateOptions, Engine, MountRequest, PassphraseFd
from vault.filesystem import kernel, syscalls
from vault.filesystem.kernel import KernelMounter
from vault.system.mounts import mount_at, mounts

found = KernelMounter().probe("ext4", read_only=False)
pytestmark = pytest.mark.skipif(not found.ok, reason=found.reason)
MOUNT = syscalls.mount


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A volume; what is open is closed at last."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    path = tmp_path / "a.vol"
    with_passphrase(
        lambda source: Engine().create(
            CreateOptions(path, size=32 << 20, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True), source
        )
    )
    yield path
    for mount in reversed(mounts()):
        if tmp_path in mount.mount_point.parents and not mount.filesystem.startswith("fuse"):
            syscalls.unmount(str(mount.mount_point), syscalls.MNT_DETACH)
    Engine().dismount(None, everything=True, force=True)


def with_passphrase(do: Callable[[PassphraseFd], Any]) -> Any:
    reading, writing = os.pipe()
    os.write(writing, b"of tests")
    os.close(writing)
    try:
        return do(PassphraseFd(reading))
    finally:
        os.close(reading)


def mount(container: Path, way: Any) -> Any:
    request = MountRequest(container, mount_point=container.with_name("here"), attach_way=way, mount_way="kernel")
    return with_passphrase(lambda source: Engine().mount(request, source))


@pytest.mark.parametrize("way", ["fusefile", None])
def test_a_cancellation_that_is_heard_of_when_the_mount_is_there_undoes_it(
    container: Path, way: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mounts_and_is_cancelled(*args: Any) -> None:
        MOUNT(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(kernel.syscalls, "mount", mounts_and_is_cancelled)
    with pytest.raises(KeyboardInterrupt):
        mount(container, way)
    assert mount_at(container.with_name("here")) is None
    assert Engine().sessions() == []


@pytest.mark.parametrize("way", ["fusefile", None])
def test_a_kill_leaves_a_volume_that_is_known_to_be_mounted_and_can_be_closed(
    container: Path, way: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mounts_and_is_killed(*args: Any) -> None:
        MOUNT(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    if (child := os.fork()) == 0:
        try:
            monkeypatch.setattr(kernel.syscalls, "mount", mounts_and_is_killed)
            mount(container, way)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    (session,) = Engine().sessions()
    assert session.state == "mounted"
    Engine().dismount(session.name)
    assert mount_at(container.with_name("here")) is None
    assert Engine().sessions() == []
