"""What assistive programs see of the window, on AT-SPI's own bus: names, roles and states, and no passphrase.

References: AT-SPI 2 (at-spi2-core, xml/*.xml)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.gui.conftest import PASSPHRASE
from tests.gui.programs import surroundings, until
from vault.testing.udisks import private_bus
from vault.testing.volumes import write_volume

PLACES = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
LAUNCHER = next(filter(Path.exists, PLACES), None)
SCRIPT = """
import sys
from pathlib import Path
from PyQt6.QtCore import QSocketNotifier
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from vault.gui.app import App, prepare
qt = QApplication(["vault-gui", "-style", "fusion"])
prepare(qt)
app = App()
app.settings.add_recent(Path(sys.argv[1]))
app.show_main()
dialog = app.unlock(Path(sys.argv[1]))
dialog.form.fold.unfold()
QTest.keyClicks(dialog.passphrase.field, sys.argv[2])
print(dialog.passphrase.field.count(), flush=True)
end = QSocketNotifier(0, QSocketNotifier.Type.Read)
end.activated.connect(app.leave)
qt.exec()
app.tasks.close()
"""
ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
PASSWORD, BUTTON, LABEL, LIST, ITEM, CHECK, CHOICE = 40, 43, 29, 31, 32, 7, 11
"""AtspiRole."""


@dataclass(frozen=True)
class Node:
    """What an assistive program is told of a control."""

    role: int
    name: str
    description: str
    text: str


class Tree:
    """All controls of all programs on a bus."""

    def __init__(self, address: str) -> None:
        self._address = address

    def nodes(self) -> list[Node]:
        """Those that are there now."""
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self._address) as connection:
            return list(self._below(connection, "org.a11y.atspi.Registry", ROOT))

    def _below(self, connection: Any, program: str, path: str) -> Iterator[Node]:
        for child, place in _ask(connection, program, path, ACCESSIBLE, "GetChildren") or []:
            text = _ask(connection, child, place, "org.a11y.atspi.Text", "GetText", "ii", 0, -1)
            yield Node(
                _ask(connection, child, place, ACCESSIBLE, "GetRole") or 0,
                _property(connection, child, place, "Name"),
                _property(connection, child, place, "Description"),
                text or "",
            )
            yield from self._below(connection, child, place)


def _property(connection: Any, program: str, path: str, name: str) -> str:
    found = _ask(connection, program, path, "org.freedesktop.DBus.Properties", "Get", "ss", ACCESSIBLE, name)
    return found[1] if found else ""


def _ask(connection: Any, program: str, path: str, interface: str, method: str, kinds: str = "", *given: Any) -> Any:
    """What is answered; None for an error."""
    from jeepney import DBusAddress, MessageType, new_method_call

    message = new_method_call(DBusAddress(path, program, interface), method, kinds or None, given)
    reply = connection.send_and_get_reply(message, timeout=60)
    is_error = reply.header.message_type == MessageType.error
    return None if is_error or not reply.body else reply.body[0]


@contextmanager
def _bus_of_atspi(environment: dict[str, str]) -> Iterator[str]:
    """The address of its bus."""
    from jeepney.io.blocking import open_dbus_connection

    words = [str(LAUNCHER), "--launch-immediately", "--a11y=1"]
    quiet = subprocess.DEVNULL
    launcher = subprocess.Popen(words, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)

    def address() -> str:
        found = _ask(connection, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        return str(found or "")

    try:
        with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            yield until(address, "the bus of AT-SPI")
    finally:
        launcher.terminate()
        launcher.wait()


@pytest.mark.skipif(LAUNCHER is None, reason="at-spi2-core is not installed")
def test_assistive_programs_see_controls_and_no_passphrase(display: str, tmp_path: Path) -> None:
    write_volume(tmp_path / "secret.vol", PASSPHRASE.encode(), size=2 << 20)
    pipe = subprocess.PIPE
    with tempfile.TemporaryDirectory() as folder, private_bus(Path(folder)) as bus:
        more = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        environment = surroundings(display, tmp_path, **more)
        with _bus_of_atspi(environment) as address:
            words = [sys.executable, "-P", "-c", SCRIPT, str(tmp_path / "secret.vol"), PASSPHRASE]
            window = subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, text=True)
            try:
                assert window.stdout is not None and window.stdout.readline() == f"{len(PASSPHRASE)}\n"
                tree = Tree(address)
                nodes = until(lambda: _with(tree.nodes(), BUTTON, "Mount"), "the window on the bus")
            finally:
                window.communicate()
    assert window.returncode == 0
    known = {(node.role, node.name) for node in nodes}
    buttons = {"New volume", "Open volume", "Dismount all", "More", "Details", "Keys", "Mount", "Cancel"}
    assert buttons <= {name for role, name in known if role == BUTTON}
    assert {(LIST, "Volumes"), (CHECK, "Read-only"), (CHECK, "Options"), (CHECK, "Show the passphrase")} <= known
    assert {name for role, name in known if role == LABEL} >= {"Passphrase:", "Remember:", "Format:", "Mount with:"}
    assert {name for role, name in known if role == CHOICE} >= {"Nothing", "As the container shows", "The best one"}
    assert any(node.role == ITEM and "secret.vol, Locked" in node.name for node in nodes)
    fields = {node.name: node for node in nodes if node.role == PASSWORD}
    assert "Passphrase" in fields
    assert not [node for node in nodes if PASSPHRASE in f"{node.name} {node.description} {node.text}"]


def _with(nodes: list[Node], role: int, name: str) -> list[Node]:
    """The nodes, once this one is among them."""
    return nodes if any(node.role == role and node.name == name for node in nodes) else []
