"""Keyrings for tests: GNOME Keyring's own daemon on a private bus, a backend in memory, and what crosses a bus."""

import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from vault.testing.secretservice import PATH, PREFIX, SERVICE
from vault.testing.udisks import Daemon, private_bus

PROGRAM = "gnome-keyring-daemon"
HANG_S = 60.0


class MemoryBackend(KeyringBackend):
    """A backend of the package keyring that forgets everything with its process."""

    priority = 0.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@contextmanager
def session_bus(set_variable: Callable[[str, str], object], *activatable: str) -> Iterator[tuple[Daemon, Path]]:
    """A private bus and a folder with a short name; ``set_variable`` makes them this process's session."""
    with tempfile.TemporaryDirectory(prefix="vault-") as name, private_bus(Path(name), *activatable) as bus:
        folder = Path(name)
        for variable, value in session_environment(folder, bus.address).items():
            set_variable(variable, value)
        yield bus, folder


def session_environment(folder: Path, address: str) -> dict[str, str]:
    """The variables of a session on that bus, with its home and its other folders below the folder."""
    for name in ("home", "run"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    home = str(folder / "home")
    return {
        **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_CURRENT_DESKTOP": "",
        "PYTHON_KEYRING_BACKEND": "",
        "DBUS_SESSION_BUS_ADDRESS": address,
    }


@dataclass
class GnomeKeyring:
    """GNOME Keyring's daemon with a home of its own, unlocked by a password when it starts."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes] | None = None

    def start(self, password: str = "of the keyring") -> None:
        """Start it and wait until it has its name on the bus."""
        program = shutil.which(PROGRAM)
        assert program is not None
        command = [program, "--foreground", "--unlock", "--components=secrets"]
        self.process = subprocess.Popen(
            [*command, f"--control-directory={self.folder / 'run'}"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(password.encode())
        self.process.stdin.close()
        deadline = time.monotonic() + HANG_S
        while not has_name(self.address, SERVICE):
            assert self.process.poll() is None and time.monotonic() < deadline, "the daemon has not started"
            time.sleep(0.005)

    @property
    def environment(self) -> dict[str, str]:
        """What its clients need."""
        return {**session_environment(self.folder, self.address), "PATH": os.defpath, "LANG": "C.UTF-8"}

    def lock(self) -> None:
        """Lock the default collection."""
        from secretstorage.util import DBusAddressWrapper

        with open_dbus_connection(self.address) as connection:
            service = DBusAddressWrapper(PATH, f"{PREFIX}Service", connection)
            service.call("Lock", "ao", [f"{PATH}/aliases/default"])

    def end(self) -> None:
        """Kill it, as a crash does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def has_name(address: str, name: str) -> bool:
    """Whether somebody on the bus has the name."""
    with open_dbus_connection(address) as connection:
        return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])


@dataclass
class Tap:
    """A socket in front of a bus that hands everything on and keeps a copy; ``address`` is what clients use."""

    address: str
    heard: bytearray = field(default_factory=bytearray)


@contextmanager
def tapped(address: str, folder: Path) -> Iterator[Tap]:
    """A tap on the bus, for the clients of this process."""
    path = folder / "tap"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        tap = Tap(f"unix:path={path}")
        accepting = threading.Thread(target=_accept, args=(listener, get_bus(address), tap), daemon=True)
        accepting.start()
        try:
            yield tap
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(HANG_S)


def _accept(listener: socket.socket, target: str, tap: Tap) -> None:
    """One client after the other, each served by a thread, until the listener is shut; all have ended then."""
    threads = []
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            break
        threads.append(threading.Thread(target=_relay, args=(client, target, tap), daemon=True))
        threads[-1].start()
    for thread in threads:
        thread.join(HANG_S)


def _relay(client: socket.socket, target: str, tap: Tap) -> None:
    """Both directions, until either end closes."""
    with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
        server.connect(target)
        other = {client: server, server: client}
        while True:
            for source in select.select([client, server], [], [])[0]:
                data = source.recv(65536)
                if not data:
                    return
                tap.heard += data
                other[source].sendall(data)
