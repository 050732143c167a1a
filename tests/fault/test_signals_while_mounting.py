"""A command that ends in the middle of a mount: nothing is left and the container is free again at once, or, after a
kill, what is left is recorded and can be closed.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from vault import CreateOptions, Engine, MountRequest, PassphraseFd
from vault.container import Container
from vault.errors import VaultError
from vault.filesystem import syscalls
from vault.filesystem.kernel import KernelMounter
from vault.filesystem.userspace import UserSpaceMounter
from vault.system import agent, loopdev
from vault.system.mounts import mount_at, mounts

MOUNTERS = {"kernel": KernelMounter, "userspace": UserSpaceMounter}
MOMENTS: list[tuple[str, object, str]] = [
    ("kernel", loopdev, "attach_open"),
    ("kernel", syscalls, "mount"),
    ("kernel", KernelMounter, "mount"),
    ("userspace", subprocess, "Popen"),
    ("userspace", UserSpaceMounter, "mount"),
    ("userspace", agent, "has_bus"),
]
"""The way to mount, and what the signal follows on."""
MOUNT = syscalls.mount
kernel = KernelMounter().probe("ext4", read_only=False)
needs_kernel = pytest.mark.skipif(not kernel.ok, reason=kernel.reason)


def given(do: Callable[[PassphraseFd], object]) -> None:
    """Do it with a passphrase."""
    reading, writing = os.pipe()
    os.write(writing, b"of tests")
    os.close(writing)
    try:
        do(PassphraseFd(reading))
    finally:
        os.close(reading)


def is_driver(arguments: tuple[Any, ...]) -> bool:
    """Whether the call starts the driver, where it starts a program: others do before it."""
    words = arguments[0] if arguments else ()
    return not isinstance(words, list) or "-f" in words


def by_the_kernel(container: Path, way: str | None) -> MountRequest:
    """The mount that the kernel makes of what is attached in this way."""
    return MountRequest(container, mount_point=container.with_name("here"), attach_way=way, mount_way="kernel")


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A volume; what is open is closed at last."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    path = tmp_path / "a.vol"
    options = CreateOptions(path, size=32 << 20, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True)
    given(partial(Engine().create, options))
    yield path
    monkeypatch.undo()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    for mount in reversed(mounts()):
        if mount.mount_point == tmp_path / "here":
            syscalls.unmount(str(mount.mount_point), syscalls.MNT_DETACH)
    Engine().dismount(None, everything=True, force=True)


@pytest.mark.parametrize(("way", "owner", "name"), MOMENTS, ids=[f"{way}-{name}" for way, _, name in MOMENTS])
def test_a_signal_leaves_nothing(
    container: Path, way: str, owner: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = MOUNTERS[way]().probe("ext4", read_only=False)
    if not found.ok:
        pytest.skip(found.reason)
    real, came = getattr(owner, name), []

    def followed(*arguments: Any, **more: Any) -> Any:
        result = real(*arguments, **more)
        if not came and is_driver(arguments):
            came.append(True)
            signal.raise_signal(signal.SIGINT)
        return result

    monkeypatch.setattr(owner, name, followed)
    here = container.with_name("here")
    request = MountRequest(container, mount_point=here, attach_way="fusefile", mount_way=way)
    with pytest.raises(KeyboardInterrupt):
        given(partial(Engine().mount, request))
    assert came
    assert all(container.parent not in mount.mount_point.parents for mount in mounts())
    assert Engine().sessions() == [] and not here.exists()
    try:
        Container.open(container).close()
    except VaultError as error:
        pytest.fail(f"the container is still held: {error}")


@needs_kernel
@pytest.mark.parametrize("way", ["fusefile", None])
def test_a_cancellation_that_is_heard_of_when_the_mount_is_there_undoes_it(
    container: Path, way: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mounts_and_is_cancelled(*args: Any) -> None:
        MOUNT(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(syscalls, "mount", mounts_and_is_cancelled)
    with pytest.raises(KeyboardInterrupt):
        given(partial(Engine().mount, by_the_kernel(container, way)))
    assert mount_at(container.with_name("here")) is None
    assert Engine().sessions() == []


@needs_kernel
@pytest.mark.parametrize("way", ["fusefile", None])
def test_a_kill_leaves_a_volume_that_is_known_to_be_mounted_and_can_be_closed(
    container: Path, way: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mounts_and_is_killed(*args: Any) -> None:
        MOUNT(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    if (child := os.fork()) == 0:
        try:
            monkeypatch.setattr(syscalls, "mount", mounts_and_is_killed)
            given(partial(Engine().mount, by_the_kernel(container, way)))
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    (session,) = Engine().sessions()
    assert session.state == "mounted"
    Engine().dismount(session.name)
    assert mount_at(container.with_name("here")) is None
    assert Engine().sessions() == []
