"""Volumes without input and output for a while, each looked at a few times within that while."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vault.agent.events import VolumeIdle
from vault.lockdown import Key, key_of
from vault.session import Session
from vault.usage import used

LOOKS = 4
"""Within the time after which a volume is idle."""
NAME = "the counters of volumes"


@dataclass
class _Watched:
    session: Session
    after_s: float
    count: int | None
    since: float
    """When the count was first seen as it is."""
    look_at: float


class IdleVolumes:
    """The volumes that are closed when nobody uses them."""

    def __init__(self, clock: Callable[[], float], count: Callable[[Session], int | None] | None = None) -> None:
        self._clock = clock
        self._count = count or used
        self._watched: dict[Key, _Watched] = {}

    def watch(self, wanted: Iterable[tuple[Session, float]]) -> None:
        """Watch these volumes, each for so many seconds without use, and no others."""
        now, before, self._watched = self._clock(), self._watched, {}
        for session, after_s in wanted:
            key = key_of(session)
            known = before.get(key)
            if known is None or known.after_s != after_s:
                known = _Watched(session, after_s, self._count(session), now, now + after_s / LOOKS)
            self._watched[key] = known

    def events(self) -> list[VolumeIdle]:
        """The volumes that are idle by now; each is told again when it has been for as long once more."""
        now, found = self._clock(), []
        for watched in self._watched.values():
            if now < watched.look_at:
                continue
            count = self._count(watched.session)
            if count != watched.count:
                watched.count, watched.since = count, now
            elif now - watched.since >= watched.after_s:
                found.append(VolumeIdle(NAME, watched.session.name))
                watched.since = now
            watched.look_at = now + watched.after_s / LOOKS
        return found

    def left_s(self) -> float | None:
        """In how many seconds to look; None when no volume is watched."""
        times = [watched.look_at for watched in self._watched.values()]
        return max(0.0, min(times) - self._clock()) if times else None
