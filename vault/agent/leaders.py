"""The processes that lead login sessions: a session whose leader has ended is over, whatever still runs in it.

logind itself keeps such a session, as "closing", as long as any process is left in it, and tells nobody. The agent
and what serves volumes may be such processes.

References: org.freedesktop.login1(5), State and Leader; pidfd_open(2)
"""

import os
import select
from contextlib import suppress


class Leaders:
    """Leaders by what is known of them elsewhere, beside one more descriptor that is waited for with them."""

    def __init__(self, other: int) -> None:
        self._poll = select.epoll()
        self._poll.register(other, select.EPOLLIN)
        self._fds: dict[str, int] = {}

    def fileno(self) -> int:
        """What can be read when a leader has ended, or when the other descriptor can be read."""
        return self._poll.fileno()

    def follow(self, path: str, pid: int) -> bool:
        """Whether the leader still runs, so that its end is heard; one that is not known, 0, runs for ever."""
        self.drop(path)
        if pid <= 0:
            return True
        try:
            fd = os.pidfd_open(pid)
        except ProcessLookupError:
            return False
        self._fds[path] = fd
        self._poll.register(fd, select.EPOLLIN)
        return True

    def drop(self, path: str) -> None:
        """Forget this one."""
        fd = self._fds.pop(path, None)
        if fd is not None:
            self._poll.unregister(fd)
            os.close(fd)

    def ended(self) -> list[str]:
        """Those that have ended, which are forgotten then."""
        ready = {fd for fd, _ in self._poll.poll(0)}
        found = [path for path, fd in self._fds.items() if fd in ready]
        for path in found:
            self.drop(path)
        return found

    def close(self) -> None:
        """Forget all."""
        for path in list(self._fds):
            self.drop(path)
        with suppress(OSError):
            self._poll.close()
