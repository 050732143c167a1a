"""The server for any composed block device: one file served through pyfuse3.

All work is done where the request arrives: a thread per request costs more than it gains, and as nothing is awaited
in between, a sector that is only partly written is read, changed and written back before any other request runs.

pyfuse3 has no FALLOCATE, so the kernel answers discards and zero-ranges with EOPNOTSUPP itself.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar, cast

import pyfuse3
import trio

from vault.attach.fusefile import counters
from vault.attach.fusefile.request import ServeRequest
from vault.attach.fusefile.serving import OnReady
from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.blockdev.unaligned import read_at, write_at
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader
from vault.formats.veracrypt.protect import ProtectedSegment

FILE_INODE = pyfuse3.InodeT(pyfuse3.ROOT_INODE + 1)
READ_INODE, WRITTEN_INODE = FILE_INODE + 1, FILE_INODE + 2
ATTRIBUTES_TIMEOUT_S = 3600
MODE = 0o600
READ_ONLY_MODE = 0o400
"""What the file gets when its device stops taking writes, so that whoever lists what is open can tell."""
P = ParamSpec("P")
T = TypeVar("T")


def serve(request: ServeRequest, container_fd: int, key: Secret, on_ready: OnReady) -> None:
    """Serve the plaintext of a raw container; the key is wiped as soon as the cipher has it."""
    image = ImageFile(container_fd, read_only=request.read_only)
    try:
        if request.plaintext.size_within(image.size) < request.size:
            raise DamagedHeader("the container is shorter than its header says")
        device = request.plaintext.device(image, key)
        key.wipe()
        try:
            serve_device(request, device, on_ready)
        finally:
            device.close()
    finally:
        image.close()


def serve_device(request: ServeRequest, device: BlockDevice, on_ready: OnReady) -> None:
    """Serve ``device`` until the mount is gone, then flush it; it stays its owner's to close."""
    options = {*pyfuse3.default_options, "default_permissions", "nosuid", "nodev", "fsname=vault", "subtype=vault"}
    if request.read_only:
        options.add("ro")
    if request.allow_root:
        options.add("allow_root")
    pyfuse3.init(OneFile(request, device), request.folder, options)
    try:
        on_ready()
        trio.run(pyfuse3.main)
    finally:
        pyfuse3.close(unmount=True)
        device.flush()


def _errors_by_number(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """The handler with failures of the medium handed on as they are, and anything unforeseen as EIO."""

    @wraps(method)
    async def handler(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await method(*args, **kwargs)
        except pyfuse3.FUSEError:
            raise
        except OSError as error:
            raise pyfuse3.FUSEError(error.errno or errno.EIO) from error
        except Exception as error:
            raise pyfuse3.FUSEError(errno.EIO) from error

    return handler


def _refuse(number: int) -> NoReturn:
    raise pyfuse3.FUSEError(number)


class OneFile(pyfuse3.Operations):
    """A folder that holds one file of fixed size: the device."""

    supports_dot_lookup = False

    def __init__(self, request: ServeRequest, device: BlockDevice) -> None:
        super().__init__()
        self._device = device
        self._request = request
        self._name = os.fsencode(request.file_name)
        self._inodes = {
            os.fsencode(counters.READ): READ_INODE,
            os.fsencode(counters.WRITTEN): WRITTEN_INODE,
            self._name: FILE_INODE,
        }
        self._counted = {READ_INODE: 0, WRITTEN_INODE: 0}
        self._read_only = request.read_only
        self._modified_ns = time.time_ns()
        self._unflushed = False
        self._stopped = False
        # A write that a hidden volume is protected from must fail in the program that wrote, not some time later.
        protected = isinstance(request.plaintext, ProtectedSegment)
        self.enable_writeback_cache = request.consumer == "driver" and not (request.read_only or protected)

    def _attributes(self, inode: int) -> pyfuse3.EntryAttributes:
        entry = pyfuse3.EntryAttributes()
        entry.st_ino = pyfuse3.InodeT(inode)
        entry.st_uid, entry.st_gid = self._request.owner_uid, self._request.owner_gid
        entry.st_atime_ns = entry.st_mtime_ns = entry.st_ctime_ns = self._modified_ns
        entry.attr_timeout = entry.entry_timeout = ATTRIBUTES_TIMEOUT_S
        entry.st_blksize = 4096
        if inode == FILE_INODE:
            entry.st_mode = pyfuse3.ModeT(stat.S_IFREG | (READ_ONLY_MODE if self._stopped else MODE))
            entry.st_nlink = 1
            entry.st_size = self._device.size
            entry.st_blocks = self._device.size // 512
        elif inode in self._counted:
            entry.st_mode = pyfuse3.ModeT(stat.S_IFSOCK | READ_ONLY_MODE)
            entry.st_nlink = 1
            entry.st_size = self._counted[inode]
            entry.attr_timeout = entry.entry_timeout = 0
        else:
            entry.st_mode = pyfuse3.ModeT(stat.S_IFDIR | 0o500)
            entry.st_nlink = 2
        return entry

    async def lookup(self, parent_inode: int, name: bytes, ctx: object) -> pyfuse3.EntryAttributes:
        """The file, or what went through it, by its name."""
        if parent_inode != pyfuse3.ROOT_INODE or name not in self._inodes:
            _refuse(errno.ENOENT)
        return self._attributes(self._inodes[name])

    async def getattr(self, inode: int, ctx: object) -> pyfuse3.EntryAttributes:
        """Attributes of the folder or the file."""
        return self._attributes(inode)

    async def setattr(
        self, inode: int, attr: pyfuse3.EntryAttributes, fields: pyfuse3.SetattrFields, fh: object, ctx: object
    ) -> pyfuse3.EntryAttributes:
        """Times may be set; the size is the volume's, and mode and owner are the server's."""
        if fields.update_size and attr.st_size != self._device.size:
            _refuse(errno.EPERM)
        if fields.update_mode or fields.update_uid or fields.update_gid:
            _refuse(errno.EPERM)
        if fields.update_mtime:
            self._modified_ns = attr.st_mtime_ns
        return self._attributes(inode)

    async def opendir(self, inode: int, ctx: object) -> pyfuse3.FileHandleT:
        """The folder."""
        return pyfuse3.FileHandleT(inode)

    async def readdir(self, fh: int, start_id: int, token: pyfuse3.ReaddirToken) -> None:
        """One entry."""
        if start_id == 0:
            pyfuse3.readdir_reply(token, pyfuse3.FileNameT(self._name), self._attributes(FILE_INODE), 1)

    async def open(self, inode: int, flags: int, ctx: object) -> pyfuse3.FileInfo:
        """The file: without page cache for a loop device, which has its own, else with a cache that outlives it."""
        if self._read_only and flags & os.O_ACCMODE != os.O_RDONLY:
            _refuse(errno.EROFS)
        if flags & os.O_TRUNC:  # the kernel leaves cutting to the server and believes that it was done
            _refuse(errno.EPERM)
        direct = self._request.consumer == "loop"
        return pyfuse3.FileInfo(fh=pyfuse3.FileHandleT(inode), direct_io=direct, keep_cache=not direct)

    @_errors_by_number
    async def read(self, fh: int, off: int, size: int) -> bytes:
        """Up to ``size`` bytes: fewer only at the end of the volume."""
        length = max(0, min(size, self._device.size - off))
        data = cast(bytes, read_at(self._device, off, length)) if length else b""  # any buffer will do
        self._counted[READ_INODE] += length
        return data

    @_errors_by_number
    async def write(self, fh: int, off: int, buf: bytes) -> int:
        """All of ``buf``, or ENOSPC when it does not fit into the volume."""
        if self._read_only:
            _refuse(errno.EROFS)
        if off + len(buf) > self._device.size:
            _refuse(errno.ENOSPC)
        self._unflushed = True
        try:
            write_at(self._device, off, buf)
        finally:
            self._notice_protection()
        self._modified_ns = time.time_ns()
        self._counted[WRITTEN_INODE] += len(buf)
        return len(buf)

    def _notice_protection(self) -> None:
        """Show by the file's mode that the device takes no writes any more, which it did when it was attached."""
        if not self._stopped and not self._read_only and self._device.read_only:
            self._stopped = True
            with suppress(OSError):  # the kernel does not know the file, and asks anew
                pyfuse3.invalidate_inode(FILE_INODE, attr_only=True)

    @_errors_by_number
    async def fsync(self, fh: int, datasync: bool) -> None:
        """Returns only when the medium has it all."""
        self._device.flush()
        self._unflushed = False

    fsyncdir = fsync

    async def flush(self, fh: int) -> None:
        """On closing: what a medium reports late reaches at least the caller of close."""
        if self._unflushed:
            await self.fsync(fh, True)

    async def release(self, fh: int) -> None:
        """Nothing is kept per open file."""

    async def releasedir(self, fh: int) -> None:
        """Nothing is kept per open folder."""

    async def forget(self, inode_list: object) -> None:
        """The file is always known."""

    async def statfs(self, ctx: object) -> pyfuse3.StatvfsData:
        """A full file system with one file."""
        found = pyfuse3.StatvfsData()
        found.f_bsize = found.f_frsize = 512
        found.f_blocks = self._device.size // 512
        found.f_bfree = found.f_bavail = 0
        found.f_files, found.f_ffree, found.f_favail = 1, 0, 0
        found.f_namemax = 255
        return found
