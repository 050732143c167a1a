"""All that the agent hears from: each source is made when it can be, dropped when it fails, and tried again later."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from vault.agent.events import Event, SourceLost
from vault.agent.watch import Source
from vault.errors import VaultError
from vault.system.bus import Refused

FIRST_S, LONGEST_S = 1.0, 300.0
"""Before a source that is not there is looked for again; each time twice as long."""
S = TypeVar("S")

Makers = Mapping[str, Callable[[], Source]]


@dataclass
class _Missing:
    reason: str
    due: float
    pause: float = FIRST_S


class Hearing:
    """The sources by the names that ``want`` gives them; ``say`` hears of those that come and go.

    One of ``locks`` that fails is an event: a lock may be missed from then on.
    """

    def __init__(self, clock: Callable[[], float], say: Callable[[str], object], locks: Collection[str]) -> None:
        self._locks = locks
        self._clock = clock
        self._say = say
        self._makers: dict[str, Callable[[], Source]] = {}
        self._sources: dict[str, Source] = {}
        self._missing: dict[str, _Missing] = {}

    def want(self, makers: Makers) -> None:
        """Hear from these from now on, and from no others."""
        for name in set(self._makers) - set(makers):
            self._missing.pop(name, None)
            if name in self._sources:
                self._sources.pop(name).close()
        new = [name for name in makers if name not in self._makers]
        self._makers = dict(makers)
        for name in new:
            self._make(name)

    def sources(self) -> list[Source]:
        """Those that are there."""
        return [self._sources[name] for name in self._makers if name in self._sources]

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Why those of these names are not there that are not."""
        return tuple(self._missing[name].reason for name in names if name in self._missing)

    def find(self, kind: type[S]) -> S | None:
        """The source of this kind, if it is there."""
        return next((source for source in self._sources.values() if isinstance(source, kind)), None)

    def events(self) -> Iterator[Event]:
        """What has happened by now; a source that fails is lost."""
        for name, source in list(self._sources.items()):
            if name not in self._sources:  # it is not wanted any more, since an event of another one
                continue
            try:
                yield from source.events()
            except (VaultError, Refused) as error:
                source.close()
                del self._sources[name]
                self._missing[name] = _Missing(str(error), self._clock() + FIRST_S)
                if name in self._locks:
                    yield SourceLost(name, str(error))
                else:
                    self._say(f"not heard any more: {name}: {error}")

    def look_again(self) -> None:
        """Look for the sources whose time has come."""
        for name, missing in list(self._missing.items()):
            if missing.due <= self._clock():
                self._make(name, missing.pause * 2)

    def left_s(self) -> float | None:
        """In how many seconds to look again; None when all are there."""
        times = [missing.due for missing in self._missing.values()]
        return max(0.0, min(times) - self._clock()) if times else None

    def close(self) -> None:
        """Hear nothing more."""
        self.want({})

    def _make(self, name: str, pause: float = FIRST_S) -> None:
        try:
            source = self._makers[name]()
        except (VaultError, Refused) as error:
            if name not in self._missing:
                self._say(f"not heard: {name}: {error}")
            pause = min(pause, LONGEST_S)
            self._missing[name] = _Missing(str(error), self._clock() + pause, pause)
        else:
            self._missing.pop(name, None)
            self._sources[name] = source
