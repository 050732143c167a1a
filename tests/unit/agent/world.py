"""A world for what the agent does about volumes: a clock, volumes and a closing part in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vault.agent.events import Locked, Unlocked
from vault.agent.guard import Guard
from vault.attach.base import Attachment
from vault.lockdown import LIMIT_S, Key, Order, Result, key_of
from vault.options.policy import Policy
from vault.session import Session

SAVER, SEAT, OTHER = "org.freedesktop.ScreenSaver", "/login/2", "/login/3"
LOCK, UNLOCK = Locked("logind", SEAT), Unlocked("logind", SEAT)
HOLDERS = ("editor (process 7, ann)",)


def volume(name: str, number: int = 1) -> Session:
    attachment = Attachment("fusefile", Path("/run/file"), Path("/run"), 1000 + number, 4096, False)
    return Session(
        name=name, container=Path(f"/{name}.vol"), identity=(1, number), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=number, mounted=None, made_mount_point=False, started=number,
    )  # fmt: skip


@dataclass
class World:
    """Volumes with policies, a clock that tests advance, and what was said; closing ends when ``finish`` says."""

    now: float = 0.0
    open: dict[Key, Session] = field(default_factory=dict)
    policy: dict[str, Policy] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    locked_now: bool = False
    working: dict[Key, tuple[Order, float]] = field(default_factory=dict)
    late: set[Key] = field(default_factory=set)
    ended: list[Result] = field(default_factory=list)
    began: list[Order] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    reports: list[tuple[list[str], list[str]]] = field(default_factory=list)

    def mount(self, name: str, policy: Policy | None = None) -> Session:
        session = volume(name, len(self.policy) + 1)
        self.open[key_of(session)] = session
        self.policy[name] = policy or Policy()
        return session

    def names(self) -> set[str]:
        return {session.name for session in self.open.values()}

    # what the guard asks
    def sessions(self) -> list[Session]:
        return list(self.open.values())

    def policies(self) -> Callable[[Session], Policy]:
        return lambda session: self.policy[session.name]

    def is_locked(self) -> bool:
        return self.locked_now

    def say(self, text: str) -> None:
        self.lines.append(text)

    def locked(self, closed: Sequence[str], left: Sequence[str]) -> None:
        assert not self.names() & {name for name in closed if self.policy[name].lock != "suspend"}, "it says locked"
        self.reports.append((list(closed), list(left)))

    # the notes
    def busy(self, volume: str, holders: Sequence[str]) -> None:
        self.notes[volume] = tuple(holders)

    def closed(self, volume: str) -> None:
        self.notes.pop(volume, None)

    def told(self, text: str) -> None:
        self.texts.append(text)

    # the closing part
    @property
    def idle(self) -> bool:
        return not self.working

    def works_on(self, session: Session) -> bool:
        return key_of(session) in self.working

    def begin(self, orders: Iterable[Order]) -> None:
        for order in orders:
            assert not self.works_on(order.session)
            self.began.append(order)
            self.working[key_of(order.session)] = (order, self.now)

    def results(self) -> list[Result]:
        found, self.ended = self.ended, []
        for key, (order, since) in list(self.working.items()):
            name = order.session.name
            if name in self.hanging:
                if key not in self.late and self.now - since >= LIMIT_S:
                    self.late.add(key)
                    found.append(Result(order.session, "stuck", reason="it hangs"))
                continue
            del self.working[key]
            self.late.discard(key)
            if name in self.used and not order.force:
                found.append(Result(order.session, "busy", HOLDERS, "in use"))
                continue
            if order.action == "dismount":
                self.open.pop(key, None)
            found.append(Result(order.session, "suspended" if order.action == "suspend" else "closed"))
        return found

    def answer(self, result: Result) -> None:
        """What is being closed ends so, next."""
        del self.working[key_of(result.session)]
        self.ended.append(result)

    def left_s(self) -> float | None:
        waits = [since + LIMIT_S - self.now for key, (_, since) in self.working.items() if key not in self.late]
        return max(0.0, min(waits)) if waits else None


def run(world: World, guard: Guard, for_s: float = 0.0) -> None:
    """Let time pass, and the guard do what is due; never more often than it asks for."""
    end = world.now + for_s
    guard.turn()
    for _ in range(10_000):
        if world.working and not all(order.session.name in world.hanging for order, _ in world.working.values()):
            guard.turn()
            continue
        left_s = guard.left_s()
        if left_s is None or world.now + left_s > end:
            break
        world.now += left_s
        guard.turn()
    else:
        pytest.fail("the guard finds no rest")
    world.now = end
