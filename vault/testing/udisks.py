"""A private D-Bus with a small udisks2 and polkit on it that keep the real protocol, without any device behind them."""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.fds import FileDescriptor
from jeepney.io.blocking import DBusConnection, prep_socket

UDISKS, POLKIT = "org.freedesktop.UDisks2", "org.freedesktop.PolicyKit1"
BLOCKS = "/org/freedesktop/UDisks2/block_devices"
LOOP, CLEARTEXT = f"{BLOCKS}/loop7777", f"{BLOCKS}/dm_2d77"
DEVICES = {LOOP: "/dev/loop7777", CLEARTEXT: "/dev/dm-77"}
FAILED = f"{UDISKS}.Error.Failed"
NO_INTERFACE = "org.freedesktop.DBus.Error.UnknownInterface"
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>
"""
SERVICE_FILE = "[D-BUS Service]\nName={name}\nExec=/bin/false\n"

Answer = tuple[str, tuple[Any, ...]]
"""The signature and the values of a reply."""


class Error(Exception):
    """A reply that is an error: its D-Bus name and its text."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


@dataclass
class Daemon:
    """A bus in a process of its own, and its address."""

    address: str
    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """Take the bus away from everybody."""
        self.process.kill()
        self.process.wait()


@contextmanager
def private_bus(folder: Path, *activatable: str) -> Iterator[Daemon]:
    """A bus for this user alone, on which the services named can be started, as far as anybody can see.

    Raises FileNotFoundError where no dbus-daemon is installed.
    """
    program = shutil.which("dbus-daemon")
    if program is None:
        raise FileNotFoundError("dbus-daemon is not installed")
    services = folder / "services"
    services.mkdir()
    for name in activatable:
        (services / f"{name}.service").write_text(SERVICE_FILE.format(name=name))
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(folder=folder))
    command = [program, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address, "the bus has not started"
        daemon = Daemon(address, process)
        try:
            yield daemon
        finally:
            daemon.end()


@dataclass
class FakeUDisks:
    """Udisks2 with one loop device and one plaintext device, and a polkit that allows everything but ``forbidden``.

    ``calls`` are the methods that were called, ``answers`` takes the place of what it would answer (an ``Error`` for
    an error), ``silent`` methods get no answer, at ``vanish`` it leaves the bus, and ``on_call`` hears of each call
    before it is answered.
    """

    passphrase: bytes = b"passphrase"
    contents: list[str] = field(default_factory=lambda: ["ext4"])
    """What the devices hold, as it is found out: the last one stays."""
    forbidden: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, Answer | Error] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    vanish: str = ""
    on_call: Callable[[str], None] = lambda _: None
    cleared: bool = False
    """Whether the loop device shows nothing (any more)."""
    files: list[tuple[int, int]] = field(default_factory=list)
    """Device and inode of the files that were handed over."""

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer:
        """What a method answers. Raises Error."""
        if method in self.answers:
            for argument in body:
                if isinstance(argument, FileDescriptor):
                    argument.close()
            found = self.answers[method]
            if isinstance(found, Error):
                raise found
            return found
        for argument in body:
            if isinstance(argument, dict):
                self.options[method] = argument
        found = getattr(self, f"_{method}")(path, *body)
        return ("", ()) if found is None else found

    def _CheckAuthorization(self, _path: str, _subject: Any, action: str, *_more: Any) -> Answer:  # noqa: N802
        allowed = action not in self.forbidden
        return "(bba{ss})", ((allowed, not allowed, {}),)

    def _LoopSetup(self, _path: str, descriptor: Any, _options: Any) -> Answer:  # noqa: N802
        with descriptor.to_file("rb") as file:
            found = os.fstat(file.fileno())
        self.files.append((found.st_dev, found.st_ino))
        return "o", (LOOP,)

    def _Unlock(self, _path: str, passphrase: str, options: dict[str, Any]) -> Answer:  # noqa: N802
        key = options.get("keyfile_contents", ("", passphrase.encode()))[1]
        if bytes(key) != self.passphrase:
            text = "Error unlocking /dev/loop7: Failed to activate device: Operation not permitted"
            raise Error(FAILED, text)
        return "o", (CLEARTEXT,)

    def _Lock(self, _path: str, _options: Any) -> None:  # noqa: N802
        return None

    _Rescan = _Unmount = _Lock

    def _Delete(self, _path: str, _options: Any) -> None:  # noqa: N802
        self.cleared = True

    def _SetAutoclear(self, _path: str, _value: bool, _options: Any) -> None:  # noqa: N802
        return None

    def _Mount(self, _path: str, _options: Any) -> Answer:  # noqa: N802
        return "s", ("/media/nobody/volume",)

    def _Check(self, _path: str, _options: Any) -> Answer:  # noqa: N802
        return "b", (True,)

    _Repair = _Check

    def _ResolveDevice(self, _path: str, device: dict[str, Any], _options: Any) -> Answer:  # noqa: N802
        wanted = device["path"][1]
        return "ao", ([block for block, name in DEVICES.items() if name == wanted],)

    def _Get(self, path: str, _interface: str, name: str) -> Answer:  # noqa: N802
        if name == "IdType":
            return "v", (("s", self.contents.pop(0) if len(self.contents) > 1 else self.contents[0]),)
        if name == "MountPoints":
            return "v", (("aay", [b"/media/nobody/other\0"]),)
        if name == "CryptoBackingDevice":
            return "v", (("o", LOOP if path == CLEARTEXT else "/"),)
        return "v", (("ay", DEVICES[path].encode() + b"\0"),)

    def _GetAll(self, path: str, interface: str) -> Answer:  # noqa: N802
        if (interface == f"{UDISKS}.Encrypted") != (path == LOOP):
            raise Error(NO_INTERFACE, f"no interface {interface}")
        return "a{sv}", ({"Size": ("t", 1)},)


@contextmanager
def serving(fake: FakeUDisks, address: str, *names: str) -> Iterator[threading.Thread]:
    """The fake on the bus under these names, served by a thread until the end of the block."""
    connection = DBusConnection(prep_socket(get_bus(address), enable_fds=True), enable_fds=True)
    for name in names:
        connection.bus_proxy._connection.send_and_get_reply(message_bus.RequestName(name))
    thread = threading.Thread(target=_serve, args=(fake, connection), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        _hang_up(connection)
        thread.join(60)
        connection.close()


def _hang_up(connection: DBusConnection) -> None:
    try:
        connection.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has gone already


def _serve(fake: FakeUDisks, connection: DBusConnection) -> None:
    while True:
        try:
            message = connection.receive()
        except (OSError, ValueError):
            return None
        if message.header.message_type is not MessageType.method_call:
            continue
        method = message.header.fields[HeaderFields.member]
        fake.calls.append(method)
        fake.on_call(method)
        if method == fake.vanish:
            return _hang_up(connection)
        if method not in fake.silent:
            try:
                connection.send(_reply(fake, method, message))
            except OSError:
                return None


def _reply(fake: FakeUDisks, method: str, message: Message) -> Message:
    try:
        signature, values = fake.answer(method, message.header.fields[HeaderFields.path], message.body)
    except Error as error:
        return new_error(message, error.name, "s", (str(error),))
    return new_method_return(message, signature or None, values)


def interrupt_main_thread() -> None:
    """What a signal to the process does when it comes just now."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
