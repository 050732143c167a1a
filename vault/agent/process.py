"""The agent as a process: one at a time, in the background, as long as there is something that a lock would end.

It sleeps until a bus, a signal, a volume or its one timer has something for it. What ends it drops all that is kept,
but SIGKILL: then the time-outs of the kernel do, and the next volume that is opened starts another agent.
"""

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress

from vault.agent.around import LOCKS, Around
from vault.agent.commands import Commands
from vault.agent.events import Event, LockAsked, Locked, ShuttingDown, Sleeping, Told
from vault.agent.forgetting import forget, log, look
from vault.agent.guard import Guard
from vault.agent.hearing import Hearing
from vault.agent.holding import Holding
from vault.agent.idle import IdleVolumes
from vault.agent.watch import Logind
from vault.lockdown import Lockdown
from vault.options.watching import VolumeClosed, VolumeEvent
from vault.session import SessionStore
from vault.system import agent
from vault.system.processes import start_time

LONGEST_S = 86400.0
"""Of one sleep."""
LAST_S = 4.0
"""In which volumes are closed after the agent was told to end."""
FINISH_S = 2.0
"""In which those who called the agent are answered at its end."""
A_SIGNAL = "a signal"


def main(arguments: list[str]) -> int:
    """Watch from the background until nothing is left to watch for; 1 when there is another agent.

    With ``--stay`` in the foreground, when no other agent is left, and until a signal ends it.
    """
    stay = arguments == ["--stay"]
    if not stay and os.fork() > 0:  # who starts it waits for this first process only, so that it is nobody's zombie
        os._exit(0)
    os.umask(0o077)
    with ExitStack() as held:
        if stay:
            agent.log_to_file()
        if not held.enter_context(agent.taking_over(for_ever=stay)):
            log("another agent runs already")
            return 1
        running = Agent(held, stay=stay)
        try:
            running.announce()
            running.run(_ready)
        except BaseException as error:
            forget(Told(f"an error: {error!r}"))
            raise
    return 0


class Agent:
    """What it listens to, and ``held``: what makes it the only one, given back at the end of its work."""

    def __init__(self, held: ExitStack, *, stay: bool = False) -> None:
        self._held = held
        self._stay = stay
        self._ended = self._asked = self._nudged = False
        self._wake, writable = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, self._told)
        clock = time.monotonic
        self._clock = clock
        self._hearing = Hearing(clock, log, LOCKS)
        self._around = Around(SessionStore(), self._hearing, self._volume)
        self._holding = Holding(clock, log)
        self._work = Lockdown(self._around.store, self._around.warned)
        self._guard = Guard(self._around, self._work, self._around, clock=clock, hurry_s=self._holding.allowed_s)
        self._commands = Commands(self._around, clock)
        self._idle = IdleVolumes(clock)
        self._hearing.want(self._around.makers())
        self._guarded = self._around.guarded()
        self._look_at_volumes()
        self._announced: agent.Status | None = None

    def announce(self) -> None:
        """Say who this is and what it hears, where that is not said yet."""
        watching, missing = self._around.watching()
        status = agent.Status(os.getpid(), start_time(os.getpid()), watching, missing)
        if status != self._announced:
            agent.announce(status)
            log(f"watching: {', '.join(watching) or 'nothing'}; {'; '.join(missing) or 'nothing is missing'}")
            self._announced = status

    def run(self, ready: Callable[[], object]) -> None:
        """Watch, until told to end or nothing is left; ``ready`` when sleep is held up and all is heard."""
        kept_s = self._turn()
        ready()
        while not self._ended:
            if not self._is_needed(kept_s) and self._leave():
                return
            self._sleep(kept_s)
            kept_s = self._turn()
        self._hear(Told(A_SIGNAL))
        limit = self._clock() + LAST_S
        while not self._settled and self._clock() < limit:
            self._sleep(limit - self._clock())
            self._guard.turn()
            self._commands.turn()
        self._leave(anyway=True)

    def _is_needed(self, kept_s: float | None) -> bool:
        """Whether there is something to watch for, to close, or to tell."""
        something = self._stay or kept_s is not None or self._guarded or self._commands.policies
        return bool(something) or not (self._guard.at_rest and self._commands.at_rest and self._around.all_told)

    @property
    def _settled(self) -> bool:
        """Whether nothing more can be done within the time that the machine waits."""
        return self._guard.settled and self._commands.settled

    def _turn(self) -> float | None:
        """Do all that is to be done now; in how many seconds a kept credential is to be looked at, None without one."""
        for event in self._hearing.events():
            self._hear(event)
        for event in self._idle.events():
            self._hear(event)
        if self._asked:
            self._asked = False
            self._hear(LockAsked(A_SIGNAL))
        if self._nudged:
            self._nudged = False
            self._look_at_volumes()  # their policies may be others
            if self._around.is_locked():  # a credential that is kept from now on is so too late
                forget(Locked("whoever locked it before"))
        self._guard.turn()
        self._commands.turn()
        self._hearing.look_again()
        self.announce()
        kept_s = look()
        self._holding.keep(
            self._hearing.find(Logind),
            wanted=kept_s is not None or bool(self._guarded or self._commands.policies),
            settled=self._settled,
        )
        return kept_s

    def _hear(self, event: Event) -> None:
        """Keys first, which takes no time, then volumes."""
        forget(event)
        if isinstance(event, Sleeping | ShuttingDown):
            self._holding.begin()
        self._commands.hear(event)
        self._guard.hear(event)
        self._holding.hear(event)

    def _volume(self, event: VolumeEvent) -> None:
        """Something happened to a volume."""
        self._look_at_volumes()
        if isinstance(event, VolumeClosed):
            self._guard.gone(event.volume.name)
        else:
            self._guard.opened(event.volume.name)

    def _look_at_volumes(self) -> None:
        """Look anew at what is open, and what closes it."""
        self._commands.look()
        self._guarded = self._around.guarded()
        if self._guarded:
            self._around.preload()
        watched = ((s, p.idle_after_s) for s, p in self._guarded if p.idle != "nothing")
        self._idle.watch((session, after_s) for session, after_s in watched if after_s is not None)
        policies = [*self._commands.policies, *(policy for _, policy in self._guarded)]
        self._hearing.want(self._around.makers(usb=any(policy.usb != "nothing" for policy in policies)))

    def _sleep(self, kept_s: float | None) -> None:
        if self._ended and kept_s is None:
            return
        readable = select.poll()
        own = (self._wake, self._work.fileno(), self._commands.fileno())
        for fd in (*own, *(source.fileno() for source in self._hearing.sources())):
            readable.register(fd, select.POLLIN)
        timed = (self._guard, self._commands, self._idle, self._hearing, self._holding)
        times = (kept_s, *(each.left_s() for each in timed))
        readable.poll(min((LONGEST_S, *(left_s for left_s in times if left_s is not None))) * 1000)
        with suppress(BlockingIOError):
            os.read(self._wake, 1 << 10)

    def _leave(self, *, anyway: bool = False) -> bool:
        """Whether nothing was opened or kept meanwhile, so that this is no agent any more and the next may start."""
        with agent.starting():
            if anyway:
                forget(Told(A_SIGNAL))
            elif look() is not None or self._around.guarded() or self._is_to_stop():
                return False
            log("nothing is left to watch for")
            self._around.finish(FINISH_S)
            self._hearing.close()
            self._held.close()
            return True

    def _is_to_stop(self) -> bool:
        """Whether a command runs that something stops."""
        self._commands.look()
        return bool(self._commands.policies)

    def _told(self, number: int, _frame: object) -> None:
        match number:
            case signal.SIGUSR1:
                self._asked = True
            case signal.SIGHUP:
                self._nudged = True
            case _:
                self._ended = True


def _ready() -> None:
    """Close the pipe to who started this."""
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    os.dup2(null, 1)
    os.close(null)
