"""The kernel's device-mapper through libdevmapper, which makes the nodes and waits for udev as other programs do.

The library says nothing on the terminal; what failed is an OSError with the errno of the ioctl.

References: lvm2, libdm/libdevmapper.h; Linux, Documentation/admin-guide/device-mapper
"""

import ctypes
import errno
import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from vault.errors import NotAvailable

LIBRARY = "libdevmapper.so.1.02.1"
PACKAGE = "libdevmapper1.02.1"
CREATE, RELOAD, REMOVE, SUSPEND, RESUME, TARGET_MSG = 0, 1, 2, 4, 5, 17
"""Kinds of tasks, from the enumeration in the header."""
PRIVATE = 0x0002 | 0x0004 | 0x0008
"""DM_UDEV_DISABLE_SUBSYSTEM_RULES_FLAG, DISABLE_DISK_RULES_FLAG and DISABLE_OTHER_RULES_FLAG."""

_LOG = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_char_p)
_lock = threading.Lock()  # the library keeps its work in variables of its own


def _say_nothing(_level: int, _file: bytes, _line: int, _errno: int, _format: bytes) -> None:
    """Take the place of the library's printing on standard error."""


_silent = _LOG(_say_nothing)  # kept here: the library calls it as long as it lives


@functools.cache
def _library() -> ctypes.CDLL:
    """The library, loaded when it is first needed. Raises NotAvailable."""
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise NotAvailable(f"{LIBRARY} is not installed", hint=f"install the package {PACKAGE}") from error
    library.dm_task_create.restype = ctypes.c_void_p
    text, number, task = ctypes.c_char_p, ctypes.c_uint64, ctypes.c_void_p
    for name, arguments in {
        "dm_task_destroy": (task,),
        "dm_task_set_name": (task, text),
        "dm_task_set_uuid": (task, text),
        "dm_task_set_ro": (task,),
        "dm_task_secure_data": (task,),
        "dm_task_deferred_remove": (task,),
        "dm_task_skip_lockfs": (task,),
        "dm_task_add_target": (task, number, number, text, text),
        "dm_task_set_sector": (task, number),
        "dm_task_set_message": (task, text),
        "dm_task_set_cookie": (task, ctypes.POINTER(ctypes.c_uint32), ctypes.c_uint16),
        "dm_task_run": (task,),
        "dm_task_get_errno": (task,),
        "dm_udev_wait": (ctypes.c_uint32,),
    }.items():
        getattr(library, name).argtypes = arguments
    library.dm_log_with_errno_init(_silent)
    return library


def check() -> None:
    """Raises NotAvailable when the library is not there."""
    _library()


def create(name: str, uuid: str) -> None:
    """A new mapping, still without a table. Raises OSError: EBUSY when the name or the UUID is taken."""
    with _task(CREATE, name) as task:
        task.set("uuid", uuid.encode())
        task.run()


def load(name: str, table: str, *, read_only: bool = False) -> None:
    """Load a table of one line, which ``resume`` puts in place of the present one. Raises OSError."""
    with _task(RELOAD, name) as task:
        if read_only:
            task.set("ro")
        task.set_table(table)
        task.run()


def remove(name: str, *, deferred: bool = False) -> None:
    """Take the mapping away, ``deferred``: once nobody uses it any more. Raises OSError: EBUSY, ENXIO when gone."""
    with _task(REMOVE, name) as task:
        if deferred:
            task.call("dm_task_deferred_remove")
        task.run(udev=True)


def remove_uuid(uuid: str) -> None:
    """As ``remove``, of the mapping with this UUID, which has no node yet. Raises OSError: ENXIO when there is none."""
    with _task(REMOVE) as task:
        task.set("uuid", uuid.encode())
        task.run(udev=True)


def suspend(name: str, *, freeze: bool = True) -> None:
    """Write back and ``freeze`` the file system on the mapping and hold all its input and output.

    Raises OSError: EBUSY when it is frozen already.
    """
    with _task(SUSPEND, name) as task:
        if not freeze:
            task.call("dm_task_skip_lockfs")
        task.run()


def resume(name: str, *, private: bool = False) -> None:
    """Let input and output go on, through a table that was loaded meanwhile. Raises OSError.

    Udev makes the nodes of a ``private`` mapping and looks no further into it.
    """
    with _task(RESUME, name) as task:
        task.run(udev=True, flags=PRIVATE if private else 0)


def message(name: str, text: str) -> None:
    """Send a message to the target at the start of the mapping. Raises OSError."""
    with _task(TARGET_MSG, name) as task:
        task.set("sector", 0)
        task.set("message", text.encode())
        task.run()


class _Task:
    """One request to the kernel, with everything in it wiped afterwards."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library = library
        self._handle = handle

    def call(self, name: str, *values: object) -> None:
        if not getattr(self._library, name)(self._handle, *values):
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))  # nothing else can go wrong before the run

    def set(self, what: str, *values: object) -> None:
        self.call(f"dm_task_set_{what}", *values)

    def set_table(self, line: str) -> None:
        start, size, kind, parameters = line.split(" ", 3)
        self.call("dm_task_add_target", int(start), int(size), kind.encode(), parameters.encode())

    def run(self, *, udev: bool = False, flags: int = 0) -> None:
        """Send it; with ``udev`` wait until the nodes in /dev are as they are to be, ``flags`` are for its rules."""
        cookie = ctypes.c_uint32(0)
        if udev:
            self.set("cookie", ctypes.byref(cookie), flags)
        done = self._library.dm_task_run(self._handle)
        number = self._library.dm_task_get_errno(self._handle)
        self._library.dm_udev_wait(cookie)
        if not done:
            number = number or errno.EIO
            raise OSError(number, os.strerror(number))


@contextmanager
def _task(kind: int, name: str = "") -> Iterator[_Task]:
    library = _library()
    with _lock:
        handle = library.dm_task_create(kind)
        if not handle:
            raise OSError(errno.ENODEV, "the kernel's device-mapper does not answer")
        try:
            task = _Task(library, handle)
            task.call("dm_task_secure_data")
            if name:
                task.set("name", name.encode())
            yield task
        finally:
            library.dm_task_destroy(handle)
