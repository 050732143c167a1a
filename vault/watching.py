"""What happens to open volumes, as it happens: told by the folder of the records, the mount table and the processes.

Nothing is looked at over and over. What only the volume itself knows (a mapping that was suspended, a write towards a
hidden volume that was refused) changes none of these, unless its record is touched, and is told with the next event.

References: inotify(7); proc(5), /proc/[pid]/mountinfo; pidfd_open(2)
"""

import os
import select
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import Self

from vault.errors import from_os
from vault.options import SessionRecord
from vault.options.watching import VolumeChanged, VolumeClosed, VolumeEvent, VolumeOpened
from vault.session import Session, SessionStore
from vault.system import mounts
from vault.system.inotify import Inotify
from vault.system.processes import start_time

Key = tuple[object, ...]
Process = tuple[int, int]
"""A process and when it began."""


def events(store: SessionStore, reader: int | None = None) -> Iterator[VolumeEvent]:
    """What is open now as ``VolumeOpened``, and then what happens, each as soon as it does.

    It ends when whoever reads the other end of the descriptor ``reader`` goes away. Raises BackendError.
    """
    waiting = select.poll()
    if reader is not None:
        waiting.register(reader, 0)  # its errors only
    with Watch(store) as watch:
        waiting.register(watch, select.POLLIN)
        while True:
            yield from watch.events()
            if any(fd == reader for fd, _ in waiting.poll()):
                return


def touch(store: SessionStore, name: str) -> None:
    """Have all who watch look anew, for a change of this session that nothing else tells of: it was suspended."""
    with suppress(FileNotFoundError):  # it was closed meanwhile, which is told
        os.utime(store.path(name))


class Watch:
    """What happened to the volumes since the last look, for who waits for several things; closed after a ``with``."""

    def __init__(self, store: SessionStore) -> None:
        """Begin to watch. Raises BackendError."""
        self._store = store
        self._known: dict[Key, SessionRecord] = {}
        self._processes: dict[Process, int] = {}
        with _as_vault_error(), ExitStack() as stack:
            self._epoll = stack.enter_context(select.epoll())
            table = stack.enter_context(mounts.MOUNTINFO.open("rb"))
            self._epoll.register(table, select.EPOLLPRI)
            self._folder = Inotify(store.folder)
            self._epoll.register(self._folder, select.EPOLLIN)
            self._held = stack.pop_all()

    def fileno(self) -> int:
        """What can be read when something may have happened, until ``events`` is called."""
        return self._epoll.fileno()

    def close(self) -> None:
        """Watch nothing more."""
        for process in list(self._processes):
            os.close(self._processes.pop(process))
        self._folder.close()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def events(self) -> list[VolumeEvent]:
        """What has happened by now, without waiting; at first what is open. Raises BackendError."""
        with _as_vault_error():
            if self._folder.lost():  # the folder is made anew by who needs it
                self._folder.close()
                self._folder = Inotify(self._store.folder)
                self._epoll.register(self._folder, select.EPOLLIN)
            now = self._open()
        before, self._known = self._known, now
        closed = [VolumeClosed(record) for key, record in before.items() if key not in now]
        opened = [VolumeOpened(record) for key, record in now.items() if key not in before]
        changed = [
            VolumeChanged(record, before[key].state)
            for key, record in now.items()
            if key in before and before[key] != record
        ]
        return [*reversed(closed), *changed, *opened]

    def _open(self) -> dict[Key, SessionRecord]:
        """What is open, looked at when the end of each process behind it would be heard of."""
        while True:
            sessions = self._store.all()
            heard_of_late = self._follow(set(_behind(sessions)))
            found = {_key(session): session.record() for session in sessions if not session.is_coming}
            if not heard_of_late and not any(session.is_gone for session in sessions):  # it may have gone meanwhile
                return found

    def _follow(self, wanted: set[Process]) -> bool:
        """Whether there are processes whose end is only heard of from now on; those not wanted are let go."""
        for process in set(self._processes) - wanted:
            os.close(self._processes.pop(process))
        new = wanted - set(self._processes)
        for pid, start in new:
            try:
                self._processes[pid, start] = fd = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            self._epoll.register(fd, select.EPOLLIN)
        return bool(new)


@contextmanager
def _as_vault_error() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise from_os(error, "the volumes cannot be watched") from error


def _key(session: Session) -> Key:
    """What tells one opening of a volume from the next under the same name."""
    attachment = session.attachment
    return session.name, session.started, attachment.server, session.server_start, attachment.mapping


def _behind(sessions: Iterable[Session]) -> Iterator[Process]:
    """The processes that run, and whose end changes what the volumes are."""
    for session in sessions:
        for pid, start in ((session.attachment.server, session.server_start), (session.opener, session.opener_start)):
            if pid and start_time(pid) == start:
                yield pid, start
        driver = session.mounted.driver if session.mounted else 0
        if driver and (start := start_time(driver)):
            yield driver, start
