"""What the agent does about commands that hold keys: when each is asked to stop, and what is said of it.

It never waits, and knows nothing of what they work on but what names it in the settings.
"""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vault.agent.events import (
    Event,
    LockAsked,
    Locked,
    SessionEnded,
    ShuttingDown,
    Sleeping,
    Told,
    Unlocked,
    UsbRemoved,
)
from vault.agent.pending import NEVER, Cause
from vault.agent.present import Present
from vault.agent.usb import is_device
from vault.lockdown import LIMIT_S, is_guarded
from vault.options.policy import Policy
from vault.system import commands
from vault.system.commands import Command
from vault.system.inotify import Inotify

LOOK_S = 0.1
"""Between two looks at a command that ends."""
Applies = Callable[[Policy], bool]


class Surroundings(Protocol):
    """What this asks of the agent around it."""

    def command_policies(self) -> Callable[[Command], Policy]:
        """What tells the policy of each, by the settings as they are now."""

    def is_locked(self) -> bool:
        """Whether the screen is known to be locked now."""

    def say(self, text: str) -> None:
        """Write a line of the log."""

    def told(self, text: str) -> None:
        """Tell the user."""


@dataclass(eq=False)
class _Known:
    """A command, when it is to stop and why, when it was asked to, and whether it was said that it does not."""

    command: Command
    process: int = -1
    """What can be read when it has ended."""
    due: dict[Cause, float] = field(default_factory=dict)
    asked: float = NEVER
    late: bool = False


class Commands:
    """The commands that run; its descriptor can be read when one comes or goes."""

    def __init__(self, around: Surroundings, clock: Callable[[], float]) -> None:
        """Begin to watch. Raises BackendError."""
        self._around = around
        self._clock = clock
        self._present = Present(around.is_locked)
        self._known: dict[Path, _Known] = {}
        self._stopped: list[Command] = []
        self._epoll = select.epoll()
        self._follow()
        self.policies: list[Policy] = []
        """Of those that run, where they stop one; by the settings when ``look`` was called, or one came or went."""
        self.look()

    def fileno(self) -> int:
        """What can be read when a command comes or goes, until ``turn`` is called."""
        return self._epoll.fileno()

    @property
    def at_rest(self) -> bool:
        """Whether none is to be stopped, and all that were have been told of."""
        return not (self._stopped or any(known.due for known in self._known.values()))

    @property
    def settled(self) -> bool:
        """Whether none is just ending, or about to be asked to."""
        now = self._clock()
        return not any(min(known.due.values()) <= now and not known.late for known in self._wanted())

    def hear(self, event: Event) -> None:
        """Begin what the event asks for."""
        self._present.hear(event)
        match event:
            case Locked(elsewhere=False):
                self._trigger("lock")
            case Unlocked() if self._present.unlocked:
                self._give_up("lock")
            case Sleeping():
                self._trigger("sleep")
            case ShuttingDown():
                self._trigger("shutdown")
            case SessionEnded(last=True) | Told():
                self._trigger("logout")
            case UsbRemoved(device=device):
                self._trigger("usb", lambda policy: is_device(device, policy.usb_device))
            case LockAsked():
                self._trigger("asked")

    def look(self) -> None:
        """Look anew at what runs, and what stops it."""
        self._take_in()
        self._read_policies()

    def _read_policies(self) -> None:
        those = [known.command for known in self._known.values() if known.command.resumable]
        policy_of = self._around.command_policies() if those else lambda _: Policy()
        self.policies = [policy for policy in map(policy_of, those) if is_guarded(policy)]

    def _take_in(self) -> None:
        """See which commands have come and gone."""
        running = {command.file: command for command in commands.running()}
        gone = self._known.keys() - running.keys()
        for path in gone:
            known = self._known.pop(path)
            if known.process >= 0:
                os.close(known.process)
            if known.asked < NEVER:
                self._stopped.append(known.command)
        new = [self._meet(command) for path, command in running.items() if path not in self._known]
        if gone or new:
            self._read_policies()
        for cause in self._present.holds() if new else ():
            self._due(cause, new)

    def turn(self) -> None:
        """Ask those to stop whose time has come, and tell which have ended."""
        if self._inotify.lost():
            self._inotify.close()
            self._follow()
        now = self._clock()
        for known in self._wanted():
            if min(known.due.values()) <= now and known.asked == NEVER:
                known.asked = now
                known.command.stop()
        self._take_in()
        for known in self._known.values():
            if not known.late and now - known.asked >= LIMIT_S:
                known.late = True
                self._around.say("a command has not ended although it was asked to stop")
                self._around.told(f"vault {known.command.what} (process {known.command.pid}) still has its keys")
        self._report()

    def left_s(self) -> float | None:
        """In how many seconds ``turn`` has something to do, if nothing happens."""
        now = self._clock()
        waits = [
            min(known.due.values()) - now if known.asked == NEVER else LOOK_S
            for known in self._wanted()
            if not known.late
        ]
        return max(0.0, min(waits)) if waits else None

    def _wanted(self) -> list[_Known]:
        """Those that are to stop, sooner or later."""
        return [known for known in self._known.values() if known.due]

    def _follow(self) -> None:
        """Hear of commands that begin and end."""
        self._inotify = Inotify(commands.folder())
        self._epoll.register(self._inotify, select.EPOLLIN)

    def _meet(self, command: Command) -> _Known:
        """The command, whose end is heard of from now on, however that comes about."""
        self._known[command.file] = known = _Known(command)
        with suppress(ProcessLookupError):  # it is gone already, which the next look tells
            known.process = os.pidfd_open(command.pid)
            self._epoll.register(known.process, select.EPOLLIN)
        return known

    def _trigger(self, cause: Cause, applies: Applies = lambda _: True) -> None:
        """Stop what has a policy for this, at once where nothing is to be waited for."""
        self._take_in()
        self._due(cause, list(self._known.values()), applies)
        self.turn()

    def _due(self, cause: Cause, those: list[_Known], applies: Applies = lambda _: True) -> None:
        now, policy_of = self._clock(), self._around.command_policies()
        for known in those:
            begins = now
            if cause != "asked":
                policy = policy_of(known.command)
                if policy.action(cause) == "nothing" or not applies(policy) or not known.command.resumable:
                    continue
                begins += policy.grace_s if cause == "lock" else 0
            known.due[cause] = min(begins, known.due.get(cause, NEVER))

    def _give_up(self, cause: Cause) -> None:
        """This is no reason any more, unless it was followed already."""
        for known in self._known.values():
            if known.asked == NEVER:
                known.due.pop(cause, None)

    def _report(self) -> None:
        """Say what was stopped, when nothing is left to be waited for."""
        if not self._stopped or not self.settled:
            return
        stopped, self._stopped = self._stopped, []
        left = sum(known.asked < NEVER for known in self._known.values())
        self._around.say(f"commands with keys stopped: {len(stopped)}; still running: {left}")
        for command in stopped:
            more = ", and with --resume it goes on" if command.resumable else ""
            self._around.told(f"vault {command.what} was stopped to take its keys away{more}")
