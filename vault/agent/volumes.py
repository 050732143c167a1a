"""What happens to volumes, for the agent's loop: a thread waits for it, since looking at volumes may take its time."""

import os
import select
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from vault.agent.events import Event
from vault.errors import VaultError
from vault.options.watching import VolumeEvent
from vault.session import SessionStore
from vault.watching import Watch

ENDING_S = 5.0
"""How long the thread is waited for; one that hangs in a look at a volume ends with the process."""


class Volumes:
    """Hands on what happens to volumes, in the thread of the loop; a source of no events."""

    name = "the volumes"
    tells = False
    """It says nothing of a locked screen."""

    def __init__(self, store: SessionStore, listeners: Sequence[Callable[[VolumeEvent], object]]) -> None:
        """Begin to watch; the volumes that are open are told as well. Raises BackendError."""
        self._listeners = listeners
        self._heard: SimpleQueue[VolumeEvent | VaultError] = SimpleQueue()
        self._watch = Watch(store)
        self._wake, self._stop = (os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK) for _ in range(2))
        self._thread = threading.Thread(target=self._listen, name="vault-volumes", daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        """What can be read when something has happened."""
        return self._wake

    def events(self) -> list[Event]:
        """Nothing, ever; the listeners are told what has happened by now. Raises VaultError when no more is heard."""
        try:
            os.eventfd_read(self._wake)
        except BlockingIOError:
            return []
        while True:
            try:
                found = self._heard.get_nowait()
            except Empty:
                return []
            if isinstance(found, VaultError):
                raise found
            for listener in self._listeners:
                listener(found)

    def close(self) -> None:
        """Watch nothing more."""
        os.eventfd_write(self._stop, 1)
        self._thread.join(ENDING_S)
        if not self._thread.is_alive():
            self._watch.close()
            os.close(self._wake)
            os.close(self._stop)

    def _listen(self) -> None:
        waiting = select.poll()
        for fd in (self._watch.fileno(), self._stop):
            waiting.register(fd, select.POLLIN)
        try:
            while True:
                for event in self._watch.events():
                    self._tell(event)
                if any(fd == self._stop for fd, _ in waiting.poll()):
                    return
        except VaultError as error:
            self._tell(error)

    def _tell(self, found: VolumeEvent | VaultError) -> None:
        self._heard.put(found)
        os.eventfd_write(self._wake, 1)
