"""Giving up what the helper does not need: capabilities, signals, descriptors, environment, limits.

The capabilities that are left are not in effect but inside ``raised``, so that no request is read and no descriptor
looked at with them.

References: capabilities(7), capget(2), prctl(2), credentials(7)
"""

import ctypes
import os
import resource
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

CHOWN, SETGID, SETUID, SETPCAP, SYS_ADMIN, MKNOD = 0, 6, 7, 8, 21, 27
KEPT = (CHOWN, SETGID, SETUID, SYS_ADMIN, MKNOD)
"""To give the mapping's node to the caller, to look with the caller's eyes, to map and mount, to make nodes."""
LAST = 63
OPEN_FILES = 64
HIGHEST_DESCRIPTOR = 1 << 20
ADDRESS_SPACE = 1 << 30

_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 4, 24, 38, 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_VERSION_3 = 0x20080522
_LEFT_ALONE = frozenset({signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD})


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


_libc = ctypes.CDLL(None, use_errno=True)


def confine() -> None:
    """Keep standard input, the capabilities ``KEPT`` (out of effect) and nothing else. Raises OSError."""
    for number in set(signal.Signals) - _LEFT_ALONE:
        signal.signal(number, signal.SIG_IGN)  # what is half done is undone, not left; only root can kill us
    os.chdir("/")
    os.umask(0o077)
    os.environ.clear()
    os.closerange(3, HIGHEST_DESCRIPTOR)
    nothing = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, ADDRESS_SPACE),
    ):
        resource.setrlimit(limit, (value, value))
    for limit in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):  # the caller's may be there to stop us half way
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    os.setgroups([])
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(LAST + 1):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # the kernel knows no more of them
    _set_effective(())


@contextmanager
def raised(*capabilities: int) -> Iterator[None]:
    """These capabilities are in effect inside the block, none outside."""
    _set_effective(capabilities)
    try:
        yield
    finally:
        _set_effective(())


@contextmanager
def eyes_of(uid: int, gid: int, groups: Sequence[int]) -> Iterator[None]:
    """Inside the block files are looked at with the rights of that user, who is not root."""
    with raised(SETUID, SETGID):
        os.setgroups(groups)
        _libc.setfsgid(gid)
        _libc.setfsuid(uid)
    try:
        if (_libc.setfsuid(-1), _libc.setfsgid(-1)) != (uid, gid):  # each answers what is in effect
            raise PermissionError("the helper could not take the caller's place")
        yield
    finally:
        with raised(SETUID, SETGID):
            _libc.setfsuid(0)
            _libc.setfsgid(0)
            os.setgroups([])


def _set_effective(capabilities: Sequence[int]) -> None:
    """Keep what there is of ``KEPT`` and put these of them into effect."""
    header = _Header(_VERSION_3, 0)
    data = (_Data * 2)()
    if _libc.capget(ctypes.byref(header), data) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for index, half in enumerate(data):
        half.permitted &= _bits(KEPT, index)
        half.effective = half.permitted & _bits(capabilities, index)
        half.inheritable = 0
    if _libc.capset(ctypes.byref(header), data) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _bits(capabilities: Sequence[int], index: int) -> int:
    return sum(1 << number % 32 for number in capabilities if number // 32 == index)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
