"""The agent's smaller parts: idle volumes, USB devices, sources that come and go, sleep held up, files installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.agent.world import volume
from vault.agent import installing
from vault.agent.events import Awake, Event, SourceLost, Told, UsbRemoved, VolumeIdle
from vault.agent.forgetting import log
from vault.agent.hearing import LONGEST_S, Hearing
from vault.agent.holding import Holding
from vault.agent.idle import NAME, IdleVolumes
from vault.agent.usb import UsbDevices
from vault.agent.watch import Logind
from vault.errors import NotAvailable, UsageError
from vault.system import iocounters, usb
from vault.system.listening import Listener
from vault.testing.logind import FakeLogind
from vault.testing.logind import Session as Login
from vault.testing.udisks import Daemon
from vault.usage import used


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def idle_at(idle: IdleVolumes, clock: Clock, end: float) -> list[float]:
    """When it says that the volume is idle; it is asked when it wants to be."""
    found = []
    while (left_s := idle.left_s()) is not None and clock.now + left_s <= end:
        clock.now += left_s
        found += [clock.now for event in idle.events() if event == VolumeIdle(NAME, "one")]
    clock.now = end
    return found


def test_a_volume_without_use_is_idle_after_its_time_and_again(clock: Clock) -> None:
    counts = {"one": 5}
    idle = IdleVolumes(clock, lambda session: counts[session.name])
    assert idle.left_s() is None
    idle.watch([(volume("one"), 60.0)])
    assert idle.left_s() == 15
    assert idle_at(idle, clock, 44) == []
    counts["one"] += 1
    assert idle_at(idle, clock, 104) == []
    assert idle_at(idle, clock, 300) == [105.0, 165.0, 225.0, 285.0]


def test_a_volume_that_is_still_watched_is_not_begun_anew(clock: Clock) -> None:
    idle = IdleVolumes(clock, lambda _: 1)
    idle.watch([(volume("one"), 60.0)])
    clock.now = 50
    idle.watch([(volume("two", 2), 600.0), (volume("one"), 60.0)])
    assert idle_at(idle, clock, 61) == []  # looked at at 50, and at 65
    assert idle_at(idle, clock, 66) == [65.0]
    idle.watch([])
    assert idle.left_s() is None


def test_a_process_that_waits_for_something_is_used() -> None:
    before = iocounters.of_process(os.getpid())
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reading, 1)
        os._exit(0)
    os.write(writing, b"x")
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    after = iocounters.of_process(os.getpid())
    assert before is not None and after is not None and after >= before
    assert iocounters.of_process(child) is None
    assert used(volume("one", 1 << 22)) is None


def test_a_mapping_is_used_by_each_request(tmp_path: Path) -> None:
    folder = tmp_path / "dm-7"
    folder.mkdir()
    (folder / "stat").write_text("  3 0 24 0 4 0 32 0 0 0 0 5 0 40 0 0 0\n")
    assert iocounters.of_mapping("254:7", tmp_path) == 12
    assert iocounters.of_mapping("254:8", tmp_path) is None
    assert iocounters.total([None, 3, 4]) == 7
    assert iocounters.total([None]) is None


class Pipe:
    """What wakes, in place of the kernel's socket."""

    def __init__(self) -> None:
        self.told = True

    def fileno(self) -> int:
        return 0

    def about_usb(self) -> bool:
        return self.told

    def close(self) -> None:
        self.told = False


def plug(sysfs: Path, place: str, number: int, serial: str = "") -> None:
    folder = sysfs / place
    folder.mkdir(exist_ok=True)
    values = {"idVendor": "1050", "idProduct": "0407", "devnum": str(number)} | ({"serial": serial} if serial else {})
    for name, value in values.items():
        (folder / name).write_text(f"{value}\n")


def unplug(sysfs: Path, place: str) -> None:
    for path in (sysfs / place).iterdir():
        path.unlink()
    (sysfs / place).rmdir()


def test_a_device_that_is_removed_is_told_with_what_it_was(tmp_path: Path) -> None:
    plug(tmp_path, "1-1", 4, "77")
    plug(tmp_path, "1-2", 5)
    (tmp_path / "1-1:1.0").mkdir()  # an interface
    wakes = Pipe()
    source = UsbDevices(wakes, tmp_path)
    assert source.events() == []
    unplug(tmp_path, "1-1")
    wakes.told = False
    assert source.events() == [], "something else has happened"
    wakes.told = True
    assert source.events() == [UsbRemoved(source.name, "1050:0407:77")]
    plug(tmp_path, "1-2", 6)  # out and in again between two looks
    assert source.events() == [UsbRemoved(source.name, "1050:0407")]
    source.close()


def test_everybody_may_hear_of_devices() -> None:
    try:
        uevents = usb.Uevents()
    except NotAvailable as error:
        pytest.skip(f"no netlink here: {error}")
    assert uevents.about_usb() in (True, False)
    uevents.close()
    assert isinstance(usb.devices(), dict)


class Flaky:
    """A source that is there when it is said to be."""

    tells = True

    def __init__(self, there: dict[str, bool], name: str) -> None:
        if not there[name]:
            raise NotAvailable(f"no {name}")
        self.name, self._there, self.is_closed = name, there, False

    def fileno(self) -> int:
        return 0

    def events(self) -> list[Event]:
        if not self._there[self.name]:
            raise NotAvailable(f"{self.name} has gone")
        return [Told(self.name)]

    def close(self) -> None:
        self.is_closed = True


def test_sources_come_and_go_and_are_looked_for_again(clock: Clock) -> None:
    there, lines = {"lock": True, "other": False}, list[str]()
    hearing = Hearing(clock, lines.append, ("lock",))
    hearing.want({name: lambda name=name: Flaky(there, name) for name in there})  # type: ignore[misc]
    assert [source.name for source in hearing.sources()] == ["lock"]
    assert hearing.missing(iter(["lock", "other"])) == ("no other",)
    assert list(hearing.events()) == [Told("lock")]
    there.update(lock=False, other=True)
    assert list(hearing.events()) == [SourceLost("lock", "lock has gone")]
    assert list(hearing.events()) == [] and hearing.left_s() == 1.0
    clock.now = 1.0
    hearing.look_again()
    assert [source.name for source in hearing.sources()] == ["other"]
    waits = []
    for _ in range(12):
        waits.append(hearing.left_s() or 0.0)
        clock.now += waits[-1]
        hearing.look_again()
    assert waits[:4] == [2.0, 4.0, 8.0, 16.0] and waits[-1] == LONGEST_S
    there.update(lock=True, other=False)
    assert list(hearing.events()) == [], "one that tells of no lock is not missed as such"
    clock.now += LONGEST_S
    hearing.look_again()
    assert [source.name for source in hearing.sources()] == ["lock"]
    assert lines == ["not heard: other: no other", "not heard any more: other: other has gone"]
    hearing.close()
    assert hearing.sources() == [] and hearing.left_s() is None


@pytest.fixture
def logind(system_bus: Daemon) -> Iterator[FakeLogind]:
    with FakeLogind(system_bus.address, Login("2", os.getuid()), delay_s=3.0) as service:
        yield service


@pytest.fixture
def source(logind: FakeLogind) -> Iterator[Logind]:
    del logind
    made = Logind(Listener.connect("system", descriptors=True))
    yield made
    made.close()


def test_sleep_is_held_up_until_it_is_settled_or_its_time_is_over(
    clock: Clock, logind: FakeLogind, source: Logind
) -> None:
    lines: list[str] = []
    holding = Holding(clock, lines.append)
    holding.keep(source, wanted=False, settled=True)
    assert logind.held == 0
    for settled, later_s in ((True, 0.0), (False, 2.0)):
        holding.keep(source, wanted=True, settled=True)
        logind.wait_until_held(1)
        assert holding.allowed_s() == 2.0, "less a second than logind waits"
        holding.begin()
        holding.keep(source, wanted=True, settled=False)
        assert logind.held == 1 and holding.left_s() == 2.0
        clock.now += later_s
        holding.keep(source, wanted=True, settled=settled)
        logind.wait_until_held(0)
        holding.keep(source, wanted=True, settled=True)
        assert logind.held == 0, "not before it is awake again"
        holding.hear(Awake("logind"))
    assert lines == ["the machine is let go", "the machine is let go although not all is closed"]


def test_what_may_not_hold_up_sleep_goes_on(clock: Clock, source: Logind, logind: FakeLogind) -> None:
    lines: list[str] = []
    holding = Holding(clock, lines.append)
    logind.leave()
    holding.keep(source, wanted=True, settled=True)
    holding.keep(source, wanted=True, settled=True)
    assert len(lines) == 1 and lines[0].startswith("sleep cannot be held up: ")
    holding.keep(None, wanted=True, settled=True)
    holding.begin()
    assert holding.left_s() == 4.0


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("autostart", [False, True], ids=["systemd", "xdg"])
def test_what_is_installed_is_removed_and_nothing_else(settings: Path, autostart: bool) -> None:
    other = settings / "autostart" / "other.desktop"
    other.parent.mkdir()
    other.touch()
    written = installing.install(autostart=autostart)
    assert len(written) == 2 - autostart
    text = written[0].read_text()
    assert f"{sys.executable} -P -m vault.agent --stay\n" in text
    assert installing.installed() == written[:1]
    if not autostart:
        assert written[1].readlink() == written[0]
    assert installing.install(autostart=autostart) == written[:1], "written anew"
    assert sorted(installing.uninstall()) == sorted(written)
    assert [path for path in settings.rglob("*") if not path.is_dir()] == [other]
    assert installing.uninstall() == []


def test_a_changed_file_is_told_and_stays(settings: Path) -> None:
    (path, link) = installing.install()
    path.write_text(path.read_text().replace("on-failure", "always"))
    for work in (installing.install, installing.uninstall):
        with pytest.raises(UsageError, match=r"vault-agent\.service is"):
            work()
    assert path.exists() and link.is_symlink()
    assert sorted(installing.uninstall(force=True)) == sorted([path, link])
    path.symlink_to("/nowhere")
    with pytest.raises(UsageError, match="there already"):
        installing.install()


@pytest.mark.parametrize(
    ("word", "systemd", "desktop"),
    [
        ("/usr/bin/python3", "/usr/bin/python3", "/usr/bin/python3"),
        ("/a b/py", '"/a b/py"', '"/a b/py"'),
        ("/50%/$x", '"/50%%/$$x"', '"/50%%/\\\\$x"'),
        ('/a"b', '"/a\\"b"', '"/a\\\\"b"'),
    ],
)
def test_paths_are_quoted_as_each_reader_has_it(word: str, systemd: str, desktop: str) -> None:
    assert installing._for_systemd(word) == systemd
    assert installing.quoted(word) == desktop


@pytest.mark.attack(46)
def test_a_line_of_the_log_is_one_line_of_printable_text(capsys: pytest.CaptureFixture[str]) -> None:
    log("in use by a\n\x1b[2J\u202eb\udcff\N{LATIN SMALL LETTER U WITH DIAERESIS}")
    said = capsys.readouterr().err
    assert said.endswith("in use by a\\n\\x1b[2J\\u202eb\\udcff\N{LATIN SMALL LETTER U WITH DIAERESIS}\n")
    assert said.count("\n") == 1
