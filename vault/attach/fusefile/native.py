"""The server for the common case: one segment of a raw container, served by native threads over libfuse3.

Python builds, mounts, waits and cleans up; no request ever waits for the interpreter.
"""

import errno
import os
import select
from pathlib import Path

from vault.attach.fusefile._native import Server
from vault.attach.fusefile.request import ServeRequest
from vault.attach.fusefile.serving import NATIVE, OnReady, preferred
from vault.attach.fusefile.unmount import unmount
from vault.crypto.ciphers import sector_cipher
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature, from_os
from vault.formats.base import Segment
from vault.system.mounts import mount_at
from vault.system.programs import ENVIRONMENT

MAX_READ = 1 << 20
CONNECTIONS = Path("/sys/fs/fuse/connections")
RING_OFFERED = Path("/sys/module/fuse/parameters/enable_uring")
OPTIONS = ("nosuid", "nodev", "default_permissions", "fsname=vault", "subtype=vault", f"max_read={MAX_READ}")


def serve(request: ServeRequest, container_fd: int, key: Secret, on_ready: OnReady) -> None:
    """Serve until the mount is gone; then everything is flushed, the keys are wiped and ``container_fd`` is closed.

    The process should be the server's own: a program that libfuse starts to mount is found through its environment.
    Raises DamagedHeader for a key or container that does not fit, BackendError when mounting fails, the connection
    breaks, or data could not be written and nobody has heard of it yet.
    """
    lost = 0
    try:
        os.environ["PATH"] = ENVIRONMENT["PATH"]
        os.set_inheritable(container_fd, False)
        segment = request.segment
        if segment is None or preferred(segment) != NATIVE:
            raise UnsupportedFeature("the native server does not serve this plaintext")
        if segment.offset + request.size > os.lseek(container_fd, 0, os.SEEK_END):
            raise DamagedHeader("the container is shorter than its header says")
        server = _server(request, segment, container_fd, key)
        try:
            _run(server, request, on_ready)
        finally:
            lost = server.close()
    finally:
        lost = _close(container_fd) or lost
    if lost:
        raise from_os(OSError(lost, os.strerror(lost)), "data of the volume could not be written")


def _close(container_fd: int) -> int:
    """The errno with which closing failed, 0 otherwise: some file systems tell only then that data is lost."""
    try:
        os.close(container_fd)
    except OSError as error:
        return error.errno or errno.EIO
    return 0


def _server(request: ServeRequest, segment: Segment, container_fd: int, key: Secret) -> Server:
    """The native server; the key is wiped once its ciphers have it."""
    spec = segment.cipher
    sector_cipher(spec, key, segment.sector_size).close()  # checks the key, and the library by its self-test
    server = Server(
        container_fd,
        key.view(),
        name=os.fsencode(request.file_name),
        layers=spec.layers(len(key)),
        mode=spec.mode,
        iv=spec.iv,
        sector_size=segment.sector_size,
        iv_large_sectors=segment.iv_large_sectors,
        iv_offset=segment.iv_offset,
        base=segment.offset,
        size=request.size,
        read_only=request.read_only,
        allow_discards=request.allow_discards,
        consumer=request.consumer,
        uid=request.owner_uid,
        gid=request.owner_gid,
        queues=_queues(),
    )
    key.wipe()
    return server


def _queues() -> int:
    """Queues for requests through io_uring, one for each processor; 0 where the kernel does not offer that."""
    try:
        offered = RING_OFFERED.read_text().strip() == "Y"
    except OSError:
        return 0
    return os.sysconf("SC_NPROCESSORS_CONF") if offered else 0


def _run(server: Server, request: ServeRequest, on_ready: OnReady) -> None:
    """Mount, say so, and return when the mount is gone, one way or the other."""
    folder = Path(request.folder)
    options = OPTIONS + ("ro",) * request.read_only + ("allow_root",) * request.allow_root
    try:
        server.mount(os.fsencode(folder), ",".join(options).encode())
    except OSError as error:
        raise BackendError(
            f"the FUSE file cannot be mounted on {folder}: {error}",
            hint="see that the package fuse3 is installed and that this user can open /dev/fuse",
        ) from error
    try:
        server.start()
        on_ready()
        ended = select.poll()
        ended.register(server.ended, select.POLLIN)
        ended.poll()
        if server.stranded:
            _abort(folder)
        if server.broken:
            raise from_os(OSError(server.broken, os.strerror(server.broken)), "the connection to FUSE broke")
    except BaseException:
        if mount_at(folder) is not None:
            unmount(folder, lazy=True)  # the workers end when its last user has gone
        raise


def _abort(folder: Path) -> None:
    """Have the kernel refuse what nobody serves any more: its users, and our own workers, would wait for ever."""
    mount = mount_at(folder)  # none after a lazy unmount, although it may be in use
    try:
        number = mount.device.partition(":")[2] if mount else ""
        (CONNECTIONS / number / "abort").write_text("1")
    except OSError:
        os._exit(os.EX_IOERR)  # the kernel does it then; nothing that was acknowledged is lost with this process
