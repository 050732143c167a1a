"""The icon in the panel: what its menu has and does, who sees it, and that nothing depends on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import passphrase_fd
from tests.gui.programs import NO_BUS, program, surroundings, until
from tests.gui.test_tasks import run, typed
from vault import Engine, MountRequest
from vault.testing.notifications import FakeNotifications
from vault.testing.services import Service
from vault.testing.udisks import Answer, private_bus

if TYPE_CHECKING:
    from PyQt6.QtGui import QAction
    from PyQt6.QtWidgets import QMenu

    from tests.gui.conftest import Desk
    from vault.gui.tray_menu import TrayMenu

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"


class FakeWatcher(Service):
    """The panel: whoever registers is an icon in it."""

    def __init__(self, address: str) -> None:
        self.items: list[str] = []
        self.host = True
        super().__init__(address, WATCHER)

    def _Get(self, _path: str, _interface: str, name: str) -> Answer:
        values: dict[str, tuple[str, Any]] = {
            "IsStatusNotifierHostRegistered": ("b", self.host),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", self.items),
        }
        return "v", (values[name],)

    def _RegisterStatusNotifierItem(self, _path: str, name: str) -> None:
        self.items.append(name)

    def ask(
        self, name: str, path: str, interface: str, method: str, signature: str = "", *values: Any, whole: bool = False
    ) -> Any:
        """What a program on the bus answers."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.address) as connection:
            message = new_method_call(DBusAddress(path, name, interface), method, signature or None, values)
            reply = connection.send_and_get_reply(message, timeout=60)
            return reply.body if whole else reply.body[0] if reply.body else None

    def member(self, name: str, what: str) -> Any:
        """What an icon says of itself."""
        return self.ask(name, "/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", "ss", ITEM, what)[1]

    def choose(self, name: str, text: str) -> None:
        """A click on an entry of an icon's menu."""
        path = self.member(name, "Menu")
        menu = "com.canonical.dbusmenu"
        _, _, entries = self.ask(name, path, menu, "GetLayout", "iias", 0, -1, [], whole=True)[1]
        number = next(number for _, (number, has, _) in entries if has.get("label") == ("s", text))
        self.ask(name, path, menu, "Event", "isvu", number, "clicked", ("i", 0), 0)

    address = ""


@pytest.fixture
def bus() -> Iterator[str]:
    """A session bus's address."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield stack.enter_context(private_bus(folder)).address


def texts(menu: QMenu | None) -> list[str]:
    assert menu is not None
    return [each.text() for each in menu.actions() if not each.isSeparator()]


def action(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if each.text() == text)


def menu_of(desk: Desk) -> TrayMenu:
    from vault.gui.tray_menu import TrayMenu

    return TrayMenu(desk.app)


ALWAYS = ["&Dismount all", "Show &window", "S&ettings…", "&Quit"]


def test_the_menu_follows_what_is_open_and_the_favourites(desk: Desk) -> None:
    from vault.gui.dialogs.unlock import UnlockDialog
    from vault.gui.favourites import Favourite
    from vault.gui.tray import state

    container = desk.volume("a&b\N{RIGHT-TO-LEFT OVERRIDE}.vol")
    menu = menu_of(desk)
    assert texts(menu) == ALWAYS
    desk.app.favourites.add(Favourite(MountRequest(container)))
    assert texts(menu) == ["&Mount", *ALWAYS]
    mount = action(menu, "&Mount").menu()
    assert mount is not None and texts(mount) == ["a&&b\\u202e.vol"]
    mount.actions()[0].trigger()
    desk.shown(UnlockDialog).close()
    assert state(desk.app.volumes.records.values()) == "locked"

    record = run(desk, "mount", MountRequest(container), typed())[0][0]
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    assert texts(menu) == ["a&&b\\u202e.vol", *ALWAYS]
    assert state(desk.app.volumes.records.values()) == "open"
    volume = menu.actions()[0].menu()
    assert volume is not None and texts(volume) == ["Open &folder", "&Dismount"]
    action(volume, "&Dismount").trigger()
    desk.until(lambda: desk.app.volumes.of(container) is None, "it is closed")
    assert texts(menu) == ["&Mount", *ALWAYS]
    assert record.name


def test_lock_all_closes_what_it_can_and_shows_the_rest(desk: Desk) -> None:
    container = desk.volume()
    menu = menu_of(desk)
    record = run(desk, "mount", MountRequest(container), typed())[0][0]
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    with (record.mount_point / "used").open("w"):
        menu.lock_all.trigger()
        desk.until(menu.lock_all.isEnabled, "it was tried")
        main = desk.app._main
        assert main is not None and main.isVisible() and "still open" in main.line.text()
    menu.lock_all.trigger()
    desk.until(lambda: desk.app.volumes.of(container) is None, "it is closed")


@pytest.mark.parametrize(
    ("states", "expected"),
    [((), "locked"), (("suspended",), "locked"), (("mounted", "suspended"), "open"), (("mounted", "dead"), "warning")],
)
def test_the_icon_has_a_shape_for_each_state(desk: Desk, states: tuple[str, ...], expected: str) -> None:
    from types import SimpleNamespace

    from vault.gui.tray import state

    records: Any = [SimpleNamespace(state=each) for each in states]
    assert state(records) == expected


@pytest.mark.parametrize("switch", ["true", "false"])
def test_without_a_panel_the_window_is_shown_and_its_end_is_that_of_the_program(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, switch: str
) -> None:
    from vault.gui import tray
    from vault.gui.main_window import MainWindow

    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
    monkeypatch.setattr(tray, "PATIENCE_MS", 1)
    desk.app.settings.set_switch("tray", switch == "true")
    desk.app.tray = tray.Tray(desk.app)
    desk.app.tray.or_else(desk.app.show_main)
    window = desk.shown(MainWindow)
    assert not desk.app.tray.is_shown
    ended: list[int] = []
    monkeypatch.setattr(type(desk.app), "leave", lambda _app: ended.append(0))
    window.close()
    desk.app._last_window_closed()  # Qt tells it only while it runs the loop itself
    assert ended


def test_the_panel_has_the_icon_and_the_desktop_is_told(
    bus: str, display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = surroundings(display, tmp_path, DBUS_SESSION_BUS_ADDRESS=bus)
    with FakeWatcher(bus) as panel, FakeNotifications(bus) as desktop:
        panel.address = bus
        with program(environment, "--tray") as process:
            until(lambda: panel.items, "the icon")
            name = panel.items[0]

            def tooltip() -> str:
                return str(panel.member(name, "ToolTip")[2])

            until(lambda: tooltip() == "No volume is open", "the tooltip")
            locked = panel.member(name, "IconPixmap")
            assert locked
            for key, value in environment.items():
                if key.startswith("XDG") or key == "HOME":
                    monkeypatch.setenv(key, value)
            record = _mounted(tmp_path)
            until(lambda: tooltip() == "Open volumes: 1", "the tooltip with a volume")
            assert panel.member(name, "IconPixmap") not in ([], locked)
            Engine().dismount(record.name)
            desktop.wait(lambda: bool(desktop.shown))
            (shown,) = desktop.shown.values()
            assert (shown.application, shown.summary, shown.body) == ("Vault", f"{record.name} was closed", "")
            assert process.poll() is None
            panel.choose(name, "_Quit")
            assert process.wait(60) == 0


def test_a_watch_that_begins_anew_closes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from vault.errors import BackendError
    from vault.gui.tray import Tray

    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
    notices = Tray(desk.app).notices
    record = run(desk, "mount", MountRequest(desk.volume()), typed())[0][0]
    volumes = desk.app.volumes
    desk.until(lambda: volumes.records, "the watch")
    volumes.broke_off.emit(BackendError("it broke off"))
    volumes.closed.emit(record)
    assert notices._closed == []
    volumes.opened.emit(record)
    volumes.closed.emit(record)
    assert notices._closed == [record.name]


def _mounted(folder: Path) -> Any:
    from vault import CreateOptions

    options = CreateOptions(folder / "secret.vol", 32 << 20, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True)
    with passphrase_fd() as source:
        Engine().create(options, source)
    with passphrase_fd() as source:
        return Engine().mount(MountRequest(folder / "secret.vol"), source)
