"""The helper itself: one request, checked, done, answered, and undone unless the caller takes the answer."""

import os
import socket
import struct
import sys
import syslog
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType

from vault.crypto.secret import Secret
from vault.errors import UsageError, VaultError, from_os
from vault.privileged import mounting, volumes
from vault.privileged.caller import STARTED_BY, Caller, channel_on, identify
from vault.privileged.confine import confine
from vault.privileged.protocol import (
    MESSAGE_LIMIT,
    Answer,
    Attach,
    Detach,
    Dismount,
    Hello,
    Keep,
    Mount,
    Request,
    decode,
)
from vault.privileged.records import of_user
from vault.privileged.volumes import Done

TIMEOUT_S = 10.0
"""How long the caller may take for a message. The caller can make the socket wait in the kernel instead, without a
limit, so that nothing is ever asked of it that waits there."""
DESCRIPTORS = 4
"""How many descriptors are looked for; what comes beyond one is refused, and beyond these the kernel closes it."""


def main() -> int:
    """Serve the caller on standard input; 0 when the request was done, 1 when not, 2 without a caller."""
    try:
        channel = channel_on(0)
    except (UsageError, OSError) as error:
        print(f"vault-helper: {error}; vault starts this program itself", file=sys.stderr)
        return 2
    sys.excepthook = _log_failure
    syslog.openlog("vault-helper", syslog.LOG_PID, syslog.LOG_AUTHPRIV)
    told = {name: os.environ[name] for name in STARTED_BY if name in os.environ}
    with channel:
        channel.settimeout(TIMEOUT_S)
        try:
            if os.geteuid() != 0:
                raise UsageError("the helper works as root only")
            confine()
            caller = identify(channel, told)
        except (VaultError, OSError) as error:
            _log(syslog.LOG_WARNING, f"refused: {error}")
            with suppress(OSError):
                # A request that nobody took would take the answer's place at the other end.
                channel.recv(1, socket.MSG_DONTWAIT)
            _send(channel, Answer.of(error if isinstance(error, VaultError) else from_os(error, "the helper failed")))
            return 1
        return serve(channel, caller)


def serve(channel: socket.socket, caller: Caller) -> int:
    """Answer one request of the caller; 0 when it was done and is to stay."""
    what = "nothing"
    try:
        with received(channel) as (request, descriptors), ExitStack() as undo:
            what = _words(request)
            done = _done(request, descriptors, caller, undo)
            if not isinstance(request, Hello):
                _log(syslog.LOG_NOTICE, f"user {caller.uid} ({caller.name}): {what}: done {done.answer.path}".rstrip())
            told = _send(channel, done.answer)
            if done.keep is not None:
                if not told:
                    raise EOFError
                with received(channel) as (keep, _):
                    if not isinstance(keep, Keep):
                        raise UsageError("the answer was not taken")
                done.keep()
            undo.pop_all()
            return 0
    except (EOFError, TimeoutError, ConnectionError):
        _log(syslog.LOG_WARNING, f"user {caller.uid} ({caller.name}): {what}: the caller is gone; nothing is kept")
    except (VaultError, OSError) as error:
        refusal = error if isinstance(error, VaultError) else from_os(error, "the helper failed")
        _log(syslog.LOG_WARNING, f"user {caller.uid} ({caller.name}): {what}: refused: {refusal}")
        _send(channel, Answer.of(refusal))
    return 1


@contextmanager
def received(channel: socket.socket) -> Iterator[tuple[Request, list[int]]]:
    """The next request and the descriptors that came with it, closed, as its key is wiped, when the block ends.

    Raises UsageError for anything that is no request, EOFError when the caller is gone, TimeoutError.
    """
    with Secret.zeros(MESSAGE_LIMIT) as packet, ExitStack() as opened:
        view = packet.view()
        size, ancillary, flags, _ = channel.recvmsg_into(
            [view], socket.CMSG_SPACE(DESCRIPTORS * 4), socket.MSG_CMSG_CLOEXEC | socket.MSG_DONTWAIT
        )
        descriptors = [number for level, kind, data in ancillary for number in _descriptors(level, kind, data)]
        for number in descriptors:
            opened.callback(os.close, number)
        if size == 0 and not flags:
            raise EOFError
        if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            raise UsageError("the request is too long")
        request = decode(view[:size])
        if isinstance(request, Attach):
            opened.enter_context(request.key)
        if len(descriptors) != request.descriptors:
            raise UsageError(f"{len(descriptors)} descriptors came with the request in place of {request.descriptors}")
        yield request, descriptors


def _done(request: Request, descriptors: list[int], caller: Caller, undo: ExitStack) -> Done:
    if isinstance(request, Hello):
        return Done(Answer())
    records = undo.enter_context(of_user(caller.uid))
    for problem in mounting.tidy(records):
        _log(syslog.LOG_WARNING, f"cannot tidy up {problem}")
    match request:
        case Attach():
            return volumes.attach(request, descriptors[0], caller, records, undo)
        case Detach():
            return volumes.detach(request, caller, records)
        case Mount():
            return mounting.mount(request, caller, records, undo)
        case Dismount():
            return mounting.dismount(request, caller, records)
        case _:
            raise UsageError("there is nothing to keep")


def _descriptors(level: int, kind: int, data: bytes) -> list[int]:
    if (level, kind) != (socket.SOL_SOCKET, socket.SCM_RIGHTS):
        return []
    return list(struct.unpack(f"{len(data) // 4}i", data[: len(data) // 4 * 4]))


def _send(channel: socket.socket, answer: Answer) -> bool:
    """Whether the caller was there to be told."""
    with suppress(OSError):
        channel.send(answer.encode(), socket.MSG_DONTWAIT)
        return True
    return False


def _words(request: Request) -> str:
    """The request for the log: only what was checked, and no key."""
    match request:
        case Attach():
            ways = "read-only" if request.read_only else "read and write"
            return f"attach {request.name} ({request.cipher}, {request.length} bytes, {ways})"
        case Mount():
            return f"mount {request.name} ({request.filesystem}) on {request.folder}"
        case Detach() | Dismount():
            return f"{type(request).__name__.lower()} {request.name}"
        case _:
            return type(request).__name__.lower()


def _log(priority: int, text: str) -> None:
    syslog.syslog(priority, text.encode("ascii", "backslashreplace").decode("ascii"))


def _log_failure(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody foresaw, in one line without any value."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    _log(syslog.LOG_ERR, f"failed: {kind.__name__}{where}")
