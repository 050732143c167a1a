"""The agent on the session's bus: what programs of its user may ask, what others may not, and what it tells."""

import os
import re
import select
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jeepney import HeaderFields, MessageFlag, MessageType, new_method_return

from vault import errors
from vault._version import VERSION
from vault.agent.api import ERRORS, INTERFACE, NAME, PATH, Api, described, interface
from vault.errors import BusyError, NotAvailable, UsageError, VaultError
from vault.options import SessionRecord
from vault.options.watching import VolumeChanged, VolumeClosed, VolumeOpened
from vault.system import serving
from vault.system.bus import Bus, Refused, Target, connected, message_of
from vault.system.exchange import Answer, Exchange
from vault.system.interfaces import error_name
from vault.system.listening import THE_BUS, Listener, Signal
from vault.testing.udisks import Daemon

SPEC = (Path(__file__).resolve().parents[3] / "spec" / "agent-dbus.md").read_text()
LIMIT_S = 60.0
API = Target(NAME, PATH, INTERFACE)
DBUS = "org.freedesktop.DBus"
PEER, PROPERTIES, INTROSPECTABLE = (f"{DBUS}.{name}" for name in ("Peer", "Properties", "Introspectable"))
VOLUME = SessionRecord(
    name="secret",
    container=Path("/home/a/secr\udcfft.vol"),
    header=None,
    format="luks2",
    uuid="",
    attach_way="fusefile",
    path=Path("/run/plain"),
    mount_point=Path("/mnt"),
    mount_way="kernel",
    filesystem="ext4",
    read_only=False,
    size=1 << 40,
    started=5,
    server=7,
    state="mounted",
    protects=False,
)


class Work:
    """What the agent would do, and a loop that turns the object; ``failure`` is raised in its place."""

    def __init__(self) -> None:
        self.dismounted: list[tuple[str, bool]] = []
        self.failure: Exception | None = None
        self.held = threading.Event()
        self.begun = threading.Semaphore(0)
        self.api = Api(lambda: [VOLUME], self._dismount, self._lock_all)
        self.lost: NotAvailable | None = None
        self._stop = os.eventfd(0)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _dismount(self, name: str, force: bool) -> None:
        if self.failure is not None:
            raise self.failure
        self.dismounted.append((name, force))

    def _lock_all(self) -> tuple[list[str], list[str]]:
        self.begun.release()
        assert self.held.wait(LIMIT_S)
        return ["one", "t\udcffo"], ["three"]

    def _run(self) -> None:
        waiting = select.poll()
        for fd in (self.api.fileno(), self._stop):
            waiting.register(fd, select.POLLIN)
        try:
            while all(fd != self._stop for fd, _ in waiting.poll()):
                assert self.api.events() == []
        except NotAvailable as error:
            self.lost = error

    def join(self) -> None:
        """Wait for the end of the loop."""
        self._thread.join(LIMIT_S)
        assert not self._thread.is_alive()

    def end(self) -> None:
        """End it."""
        self.held.set()
        os.eventfd_write(self._stop, 1)
        self.join()
        self.api.close()
        os.close(self._stop)


@pytest.fixture
def work(session_bus: Daemon) -> Iterator[Work]:
    del session_bus
    found = Work()
    yield found
    found.end()


@pytest.fixture
def bus(session_bus: Daemon) -> Iterator[Bus]:
    """A program of the same user."""
    del session_bus
    with Bus(connected("session")) as bus:
        yield bus


def test_volumes_are_listed(work: Work, bus: Bus) -> None:
    (volumes,) = bus.call(API, "ListVolumes", answer="aa{sv}")
    assert volumes == [described(VOLUME)]
    assert volumes[0]["container"] == ("s", "/home/a/secr\\xfft.vol")
    assert volumes[0]["read_only"] == ("b", False)
    assert "header" not in volumes[0]
    assert set(volumes[0]) <= {field.name for field in fields(SessionRecord)}


def test_a_volume_is_dismounted(work: Work, bus: Bus) -> None:
    for force in (False, True):
        bus.call(API, "Dismount", "sb", "secret", force)
    assert work.dismounted == [("secret", False), ("secret", True)]


def test_long_work_keeps_nobody_waiting_but_who_asked(work: Work, bus: Bus) -> None:
    asked: list[tuple[Any, ...]] = []
    with Bus(connected("session")) as another:
        waiting = threading.Thread(target=lambda: asked.append(another.call(API, "LockAll", answer="asas")))
        waiting.start()
        assert work.begun.acquire(timeout=LIMIT_S)
        bus.call(API, "Dismount", "sb", "secret", False)
        bus.call(Target(NAME, PATH, PEER), "Ping")
        assert asked == []
        work.held.set()
        waiting.join(LIMIT_S)
    assert asked == [(["one", "t\\xffo"], ["three"])]


def test_too_many_calls_at_once_are_refused(work: Work, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_CALLS", 2)
    with ExitStack() as stack:
        for _ in range(2):
            another = stack.enter_context(Bus(connected("session")))
            thread = threading.Thread(target=another.call, args=(API, "LockAll"), kwargs={"answer": "asas"})
            thread.start()
            stack.callback(thread.join, LIMIT_S)
            assert work.begun.acquire(timeout=LIMIT_S)
        with pytest.raises(Refused, match="too many") as caught:
            bus.call(API, "ListVolumes", answer="aa{sv}")
        assert caught.value.name == f"{DBUS}.Error.LimitsExceeded"
        work.held.set()
    bus.call(API, "ListVolumes", answer="aa{sv}")


def test_who_wants_no_answer_gets_none(work: Work) -> None:
    connection = connected("session")
    silent = message_of(API, "Dismount", "sb", ("secret", False))
    silent.header.flags = MessageFlag.no_reply_expected
    wrong = message_of(API, "Dismount", "", ())
    wrong.header.flags = MessageFlag.no_reply_expected
    for message in (silent, wrong, message_of(Target(NAME, PATH, PEER), "Ping", "", ())):
        connection.send(message)
    heard = connection.receive(timeout=LIMIT_S)
    while heard.header.message_type is MessageType.signal:  # the bus tells of the connection's own name
        heard = connection.receive(timeout=LIMIT_S)
    assert heard.header.fields[HeaderFields.reply_serial] == next(connection.outgoing_serial) - 1
    connection.close()


@pytest.mark.attack(46)
def test_nobody_else_says_whose_program_calls(session_bus: Daemon) -> None:
    """The bus is kept from answering, so that a false answer would be the first."""
    exchange = Exchange.connect("session")
    answers: list[Answer] = []
    serial = next(exchange._connection.outgoing_serial) + 1
    liar = connected("session")
    exchange.ask(THE_BUS, "GetConnectionUnixUser", "s", str(liar.unique_name), answer="u", then=answers.append)
    false = new_method_return(message_of(THE_BUS, "GetConnectionUnixUser", "s", ("x",)), "u", (4711,))
    false.header.fields[HeaderFields.reply_serial] = serial
    false.header.fields[HeaderFields.sender] = str(liar.unique_name)
    exchange._take(false, lambda _: None)
    assert answers == []
    waiting = select.poll()
    waiting.register(exchange.fileno(), select.POLLIN)
    while not answers:
        assert waiting.poll(LIMIT_S * 1000)
        exchange.turn(lambda _: None)
    assert answers == [Answer("org.freedesktop.DBus", (os.getuid(),))]
    exchange.close()
    liar.close()


@pytest.mark.parametrize(
    ("failure", "name", "text"),
    [
        (BusyError("it is in use", holders=["vi"]), f"{ERRORS}.Busy", "it is in use"),
        (UsageError("x is not open", hint="nothing is open"), f"{ERRORS}.Usage", "x is not open; nothing is open"),
        (errors.NoSpace("a\udcff is full"), f"{ERRORS}.NoSpace", "a\\xff is full"),
        (VaultError("no"), f"{ERRORS}.Error", "no"),
        (ValueError("/secret/path"), f"{DBUS}.Error.Failed", "internal error: ValueError"),
    ],
)
def test_what_fails_is_an_error_with_a_name(work: Work, bus: Bus, failure: Exception, name: str, text: str) -> None:
    work.failure = failure
    with pytest.raises(Refused) as caught:
        bus.call(API, "Dismount", "sb", "x", False)
    assert (caught.value.name, caught.value.text) == (name, text)


@pytest.mark.parametrize(
    ("target", "call", "error"),
    [
        (API, ("Dismount", "s", "x"), "InvalidArgs"),
        (API, ("Dismount", "ss", "x", "y"), "InvalidArgs"),
        (API, ("ListVolumes", "s", "x"), "InvalidArgs"),
        (API, ("Unlock",), "UnknownMethod"),
        (API, ("_dismount", "sb", "x", True), "UnknownMethod"),
        (Target(NAME, PATH, "io.github.vault.Agent2"), ("ListVolumes",), "UnknownInterface"),
        (Target(NAME, "/io/github", INTERFACE), ("ListVolumes",), "UnknownInterface"),
        (Target(NAME, f"{PATH}/x", INTERFACE), ("ListVolumes",), "UnknownObject"),
        (Target(NAME, "/io/git", INTROSPECTABLE), ("Introspect",), "UnknownObject"),
        (Target(NAME, PATH, PROPERTIES), ("Get", "ss", INTERFACE, "Key"), "UnknownProperty"),
        (Target(NAME, PATH, PROPERTIES), ("Get", "ss", "x.y", "Version"), "UnknownInterface"),
        (Target(NAME, PATH, PROPERTIES), ("Set", "ssv", INTERFACE, "Version", ("s", "2")), "PropertyReadOnly"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    work: Work, bus: Bus, target: Target, call: tuple[Any, ...], error: str
) -> None:
    with pytest.raises(Refused) as caught:
        bus.call(target, *call)
    assert caught.value.name == f"{DBUS}.Error.{error}"
    assert work.dismounted == []


def test_the_standard_interfaces(work: Work, bus: Bus) -> None:
    properties, peer = Target(NAME, PATH, PROPERTIES), Target(NAME, "/any/where", PEER)
    version = ("s", VERSION)
    assert bus.call(properties, "Get", "ss", INTERFACE, "Version", answer="v") == (version,)
    assert bus.call(properties, "GetAll", "s", INTERFACE, answer="a{sv}") == ({"Version": version},)
    assert bus.call(peer, "Ping") == ()
    if Path("/etc/machine-id").is_file():
        assert bus.call(peer, "GetMachineId", answer="s") == (Path("/etc/machine-id").read_text().strip(),)


@pytest.mark.attack(46)
def test_another_user_may_not_call(work: Work, session_bus: Daemon) -> None:
    if os.getuid() != 0:
        pytest.skip("another user can only be had by root")
    calls = (f"{INTERFACE}.ListVolumes", f"{INTERFACE}.Dismount string:secret boolean:true", f"{PEER}.Ping")
    for call in (*calls, f"{INTROSPECTABLE}.Introspect"):
        done = subprocess.run(
            [
                "/usr/bin/dbus-send",
                "--print-reply",
                f"--bus={session_bus.address}",
                f"--dest={NAME}",
                PATH,
                *call.split(),
            ],
            user=65534,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert done.returncode == 1
        assert f"{DBUS}.Error.AccessDenied" in done.stderr
        assert done.stdout == ""
    assert work.dismounted == []


@pytest.mark.parametrize(
    ("tell", "member", "values"),
    [
        (lambda api: api.hear(VolumeOpened(VOLUME)), "VolumeOpened", ("secret",)),
        (lambda api: api.hear(VolumeChanged(VOLUME, "attached")), "VolumeChanged", ("secret", "mounted")),
        (lambda api: api.hear(VolumeClosed(VOLUME)), "VolumeClosed", ("secret",)),
        (lambda api: api.locked(["a", "b"], ["c"]), "Locked", (["a", "b"], ["c"])),
    ],
)
def test_what_happens_is_told_to_everybody(
    work: Work, tell: Callable[[Api], None], member: str, values: tuple[Any, ...]
) -> None:
    signals = dict(interface(list, lambda *_: None, lambda: ([], [])).signals)
    with Listener.connect("session") as listener:
        listener.follow(NAME, INTERFACE, member, "".join(kind for _, kind in signals[member]))
        tell(work.api)
        heard: list[Signal] = []
        while not heard:
            assert select.select([listener], [], [], LIMIT_S)[0], "nothing was told"
            heard = listener.signals()
        assert [(signal.path, signal.values) for signal in heard] == [(PATH, values)]


def test_a_name_that_is_taken_is_not_waited_for(work: Work, bus: Bus) -> None:
    with pytest.raises(NotAvailable, match="another program has the name"):
        Api(list, lambda *_: None, lambda: ([], []))
    bus.call(API, "ListVolumes", answer="aa{sv}")


def test_a_bus_that_goes_is_lost(work: Work, session_bus: Daemon) -> None:
    session_bus.end()
    work.join()
    assert work.lost is not None and "the session's D-Bus has gone" in str(work.lost)
    work.api.locked([], [])
    with pytest.raises(NotAvailable):
        Api(list, lambda *_: None, lambda: ([], []))


def test_it_leaves_with_its_name(session_bus: Daemon) -> None:
    work = Work()
    work.end()
    work.api.locked(["a"], [])
    work.api.close()
    again = Work()
    again.end()


@pytest.mark.parametrize(
    ("program", "arguments", "expected"),
    [
        ("busctl", ["--address={bus}", "tree", NAME], PATH),
        ("busctl", ["--address={bus}", "introspect", NAME, PATH], "LockAll"),
        ("gdbus", ["introspect", "--address", "{bus}", "--dest", NAME, "--object-path", PATH], "VolumeClosed(s name)"),
        (
            "gdbus",
            [
                "call",
                "--address",
                "{bus}",
                "--dest",
                NAME,
                "--object-path",
                PATH,
                "--method",
                f"{INTERFACE}.ListVolumes",
            ],
            "'name': <'secret'>",
        ),
    ],
)
def test_common_programs_understand_it(
    work: Work, session_bus: Daemon, program: str, arguments: list[str], expected: str
) -> None:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    command = [path, *(argument.format(bus=session_bus.address) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert expected in " ".join(done.stdout.split()), done.stderr


# --- the specification


def described_by_the_object(work: Work, bus: Bus, path: str) -> ElementTree.Element:
    (text,) = bus.call(Target(NAME, path, INTROSPECTABLE), "Introspect", answer="s")
    return ElementTree.fromstring(text)


def test_the_specification_has_the_object_s_own_description(work: Work, bus: Bus) -> None:
    found = re.search(r"```xml\n(.*?)```", SPEC, re.DOTALL)
    assert found
    own = described_by_the_object(work, bus, PATH).find(f"interface[@name='{INTERFACE}']")
    assert own is not None
    assert ElementTree.canonicalize(found[1], strip_text=True) == ElementTree.canonicalize(
        ElementTree.tostring(own, encoding="unicode"), strip_text=True
    )


def test_the_way_to_the_object_is_described(work: Work, bus: Bus) -> None:
    path = "/"
    while path != PATH:
        (below,) = described_by_the_object(work, bus, path).findall("node")
        path = f"{path.rstrip('/')}/{below.get('name')}"


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, cells without backticks."""
    section = SPEC.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)
    return [[cell.strip().strip("`") for cell in row.split(" | ")] for row in rows[2:]]


def shown(name: str, parameters: tuple[tuple[str, str], ...]) -> str:
    return f"{name}({', '.join(f'{kind} {parameter}' for parameter, kind in parameters)})"


def test_the_tables_name_every_method_signal_and_key() -> None:
    offered = interface(list, lambda *_: None, lambda: ([], []))
    assert table("Methods") and [(row[0], row[1]) for row in table("Methods")] == [
        (shown(method.name, method.takes), ", ".join(f"{kind} {name}" for name, kind in method.gives) or "-")
        for method in offered.methods
    ]
    assert [row[0] for row in table("Signals")] == [shown(name, parameters) for name, parameters in offered.signals]
    every = SessionRecord(
        *("x", Path("x"), Path("x"), "x", "x", "x", Path("x"), Path("x"), "x", "x", False, 1, 1, 1, "mounted", False)
    )
    assert [(row[0], row[1]) for row in table("A volume")] == [
        (name, kind) for name, (kind, _) in described(every).items()
    ]


def test_the_errors_are_named_by_the_codes() -> None:
    kinds = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, VaultError)}
    own = {row[0]: row[1] for row in table("Errors") if row[0].startswith(ERRORS)}
    assert own and all(error_name(ERRORS, code) == name for name, code in own.items())
    assert set(own.values()) <= kinds
    standard = {row[0].rpartition(".")[2] for row in table("Errors") if not row[0].startswith(ERRORS)}
    named = set(re.findall(r'Unanswerable\("(\w+)"', Path(serving.__file__).read_text()))
    assert standard == named
