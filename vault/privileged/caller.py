"""Who asks: told by the kernel on the socket, and by the program that made us root.

References: unix(7), SO_PEERCRED; sudo(8), SUDO_UID; pkexec(1), PKEXEC_UID
"""

import os
import pwd
import socket
import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from vault.errors import UsageError

SO_PEERGROUPS = 59
_CREDENTIALS = struct.Struct("3i")
_GROUPS_LIMIT = 1024
"""Bytes: 256 groups. Who is in more is refused."""
STARTED_BY = ("SUDO_UID", "PKEXEC_UID")


@dataclass(frozen=True, slots=True)
class Caller:
    """The user who made the socket, with the groups that he had then."""

    uid: int
    gid: int
    groups: tuple[int, ...]
    name: str
    pid: int


def channel_on(descriptor: int) -> socket.socket:
    """The socket that the descriptor is, not a copy. Raises UsageError when it is not such as a command makes."""
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        raise UsageError("standard input is no socket")
    channel = socket.socket(fileno=descriptor)
    if (channel.family, channel.type) != (socket.AF_UNIX, socket.SOCK_SEQPACKET):
        channel.close()
        raise UsageError("standard input is no socket of packets")
    return channel


def identify(channel: socket.socket, environment: Mapping[str, str]) -> Caller:
    """The user at the other end, whom sudo or pkexec must name as well. Raises UsageError."""
    pid, uid, gid = _CREDENTIALS.unpack(channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    told = [environment[name] for name in STARTED_BY if name in environment]
    if told != [str(uid)]:
        raise UsageError("the socket belongs to somebody else than the user who started the helper")
    if uid == 0:
        raise UsageError("root needs no helper")
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError as error:
        raise UsageError(f"there is no user {uid}") from error
    if not name.isprintable() or "/" in name or name in ("", ".", ".."):
        raise UsageError(f"the name of user {uid} is no name for a folder")
    return Caller(uid, gid, _groups(channel), name, pid)


def _groups(channel: socket.socket) -> tuple[int, ...]:
    data = channel.getsockopt(socket.SOL_SOCKET, SO_PEERGROUPS, _GROUPS_LIMIT)
    return struct.unpack(f"{len(data) // 4}I", data)
