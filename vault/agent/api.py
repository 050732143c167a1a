"""The agent on the session's D-Bus: what other programs of the user may ask of it, and what it tells them.

References: spec/agent-dbus.md
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from vault._version import VERSION
from vault.agent.events import Event
from vault.options import SessionRecord
from vault.options.watching import VolumeChanged, VolumeClosed, VolumeEvent, VolumeOpened
from vault.system.interfaces import Interface, Method, Property, Values
from vault.system.serving import Server, as_text

NAME = "io.github.vault.Agent"
PATH = "/io/github/vault/Agent"
INTERFACE = f"{NAME}1"
ERRORS = "io.github.vault.Error"
"""What the names of errors begin with; the rest is made of the code of a VaultError."""

ListVolumes = Callable[[], Iterable[SessionRecord]]
Dismount = Callable[[str, bool], object]
"""Close the volume with this name, container or mount point; True takes it away from programs that use it."""
LockAll = Callable[[], tuple[Sequence[str], Sequence[str]]]
"""Close all volumes: the names of those that were closed, and of those that were not."""


class Api:
    """The three functions for programs of this user; a source of no events.

    Each is called in a thread of its own, so that it may wait, and may raise VaultError. A loop has to turn it by
    ``events`` when ``fileno`` can be read.
    """

    name = "the agent's D-Bus name"
    tells = False
    """It says nothing of a locked screen."""

    def __init__(self, list_volumes: ListVolumes, dismount: Dismount, lock_all: LockAll) -> None:
        """Take the name. Raises NotAvailable, also when another program has it."""
        self._server = Server.publish(NAME, PATH, interface(list_volumes, dismount, lock_all), ERRORS)

    def fileno(self) -> int:
        """What can be read when there is something to do."""
        return self._server.fileno()

    def events(self) -> list[Event]:
        """Nothing, ever; what programs have called by now is begun, and what is done by now answered.

        Raises NotAvailable when the bus is gone.
        """
        self._server.turn()
        return []

    @property
    def all_told(self) -> bool:
        """Whether each call is answered, and each signal sent."""
        return self._server.all_told

    def finish(self, limit_s: float) -> None:
        """Give up the name, and answer what was called before, for at most so many seconds."""
        self._server.finish(limit_s)

    def close(self) -> None:
        """Give up the name; calls that are not answered yet never are."""
        self._server.close()

    def hear(self, event: VolumeEvent) -> None:
        """Tell everybody what happened to a volume; from any thread."""
        name = as_text(event.volume.name)
        match event:
            case VolumeOpened():
                self._server.tell("VolumeOpened", name)
            case VolumeChanged():
                self._server.tell("VolumeChanged", name, event.volume.state)
            case VolumeClosed():
                self._server.tell("VolumeClosed", name)

    def locked(self, closed: Iterable[str], left: Iterable[str]) -> None:
        """Tell everybody which volumes a lock closed, and which it could not; from any thread."""
        self._server.tell("Locked", *_names((closed, left)))


def interface(list_volumes: ListVolumes, dismount: Dismount, lock_all: LockAll) -> Interface:
    """What the object offers, done by these functions."""

    def listed() -> Values:
        return ([described(record) for record in list_volumes()],)

    def dismounted(name: str, force: bool) -> Values:
        dismount(name, force)
        return ()

    name, names = ("name", "s"), (("closed", "as"), ("left", "as"))
    return Interface(
        INTERFACE,
        (
            Method("ListVolumes", (), (("volumes", "aa{sv}"),), listed),
            Method("Dismount", (name, ("force", "b")), (), dismounted),
            Method("LockAll", (), names, lambda: _names(lock_all())),
        ),
        (
            ("VolumeOpened", (name,)),
            ("VolumeChanged", (name, ("state", "s"))),
            ("VolumeClosed", (name,)),
            ("Locked", names),
        ),
        (Property("Version", "s", VERSION),),
    )


def described(record: SessionRecord) -> dict[str, tuple[str, object]]:
    """The record as D-Bus has it, a{sv}; what does not apply is left out."""
    found: dict[str, tuple[str, object]] = {}
    for field in fields(record):
        match getattr(record, field.name):
            case None:
                continue
            case bool(value):
                found[field.name] = "b", value
            case int(value):
                found[field.name] = "t", value
            case value:
                found[field.name] = "s", as_text(value)
    return found


def _names(lists: Iterable[Iterable[str]]) -> Values:
    return tuple([as_text(name) for name in names] for names in lists)
