"""The details window: what a container says of itself, drawn and in words, and what goes through an open one."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gui.test_tasks import run, typed
from vault import MountRequest
from vault.options import HeaderCopy, Inspection, KeyslotInfo, SessionRecord

if TYPE_CHECKING:
    from tests.gui.conftest import Desk, Watchdog
    from vault.gui.dialogs.details import DetailsWindow

KIB, MIB = 1024, 1 << 20
SLOT = KeyslotInfo(3, "normal", "pbkdf2", "sha256", 1000, None, None, "aes-xts-plain64", 512, 0, ())
LUKS2 = Inspection(
    Path("/c.vol"),
    None,
    "luks2",
    64 * MIB,
    segment_offset=16 * MIB,
    metadata_size=16 * KIB,
    keyslots_size=16 * MIB - 64 * KIB,
    copies=(HeaderCopy("primary", 0, "damaged", None), HeaderCopy("secondary", 16 * KIB, "valid", 1)),
    keyslots=(SLOT,),
)
RANDOM = Inspection(Path("/c.vol"), None, "", 8 * MIB, may_be=("VeraCrypt",))
RECORD = SessionRecord(
    "c",
    Path("/c.vol"),
    None,
    "veracrypt",
    "",
    "fusefile",
    Path("/p"),
    None,
    None,
    None,
    False,
    0,
    1,
    1,
    "attached",
    False,
)


@pytest.fixture
def container(desk: Desk) -> Path:
    """A container, made before the watchdog watches."""
    return desk.volume(label="label")


def details(desk: Desk, container: Path) -> DetailsWindow:
    """The window, once it knows what there is to know."""
    from vault.gui.dialogs.details import DetailsWindow

    window = desk.app.details(container)
    assert isinstance(window, DetailsWindow)
    desk.until(lambda: window.policy.text() and (window.found or window.problem.text()), "what is known")
    return window


def mounted(desk: Desk, container: Path) -> SessionRecord:
    """The record of a volume that a driver in user space has mounted."""
    request = MountRequest(container, attach_way="fusefile", mount_way="userspace", mount_point=desk.folder / "mnt")
    done, failed = run(desk, "mount", request, typed())
    assert not failed, failed
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    found: SessionRecord = done[0]
    return found


def write(path: Path, size: int) -> None:
    """A new file that the disk has."""
    with path.open("wb") as file:
        file.write(bytes(size))
        os.fsync(file.fileno())


def test_a_container_is_described_drawn_and_copied(desk: Desk, container: Path, watchdog: Watchdog) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtGui import QGuiApplication

    window = details(desk, container)
    assert [band.region.kind for band in window.structure.bands] == ["header", "backup", "keyslots", "data"]
    assert "1 of 32 keyslots used" in window.structure.accessibleDescription()
    assert all(band.accessibleName() and band.toolTip() for band in window.structure.bands)
    assert not window.throughput.isVisible()
    first, second = window.structure.bands[:2]
    desk.press(first, Qt.Key.Key_Down)
    assert second.focusPolicy() == Qt.FocusPolicy.StrongFocus != first.focusPolicy()
    assert window.focusWidget() is second
    desk.click(window.copy_button)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and window.found is not None
    for said in (
        "LUKS2",
        window.found.uuid,
        "Label: label",
        "Header, second copy",
        "Closes when the screen is locked.",
    ):
        assert said in clipboard.text()


def test_the_header_is_checked(desk: Desk, container: Path) -> None:
    window = details(desk, container)
    desk.click(window.check_button)
    desk.until(window.checked.text, "the result")
    assert "is whole" in window.checked.text()


def test_what_is_not_there_is_told_in_the_window(desk: Desk) -> None:
    window = details(desk, desk.folder / "gone.vol")
    desk.until(window.problem.text, "the error")
    assert "There is no container" in window.problem.text()


def test_an_open_volume_is_measured_as_long_as_it_is_seen(desk: Desk, container: Path) -> None:
    from vault.gui.listing.words import sentences

    window = details(desk, container)
    record = mounted(desk, container)
    desk.until(lambda: window.usage, "the first measurement")
    write(desk.folder / "mnt" / "file", 4 * MIB)
    desk.until(lambda: any(sample.rates[1] > 0.5 * MIB for sample in window.throughput.samples), "what was written")
    assert window.throughput.plot.names == ("Reading", "Writing")
    assert "Free space: " in window.text() and str(desk.folder / "mnt") in window.text()
    main = desk.app.show_main()
    desk.until(lambda: any(row.policy for row in main.model.rows), "its policy in the list")
    said = [sentence for row in main.model.rows for sentence in sentences(row)]
    desk.until(lambda: window.policy.text() == f"{said[0]}.", "the same in both")
    window.hide()
    assert not window.throughput.timer.isActive()
    window.show()
    assert window.throughput.timer.isActive()
    run(desk, "dismount", record.name)
    desk.until(lambda: not window.throughput.isVisible(), "the end")
    assert not window.throughput.timer.isActive() and "Locked" in window.text()


def test_being_looked_at_does_not_use_a_volume(desk: Desk, container: Path) -> None:
    """Else none would be closed for being idle while the window is open."""
    from vault.session import SessionStore
    from vault.usage import used

    window, main = details(desk, container), desk.app.show_main()
    window.throughput.timer.setInterval(50)
    mounted(desk, container)
    (session,) = SessionStore().all()
    answers: list[object] = []
    window.throughput.measured.connect(lambda _: answers.append(used(session)))

    def is_unused() -> bool:
        main.model.measure()
        return len(answers) > 20 and len(set(answers[-20:])) == 1

    desk.until(is_unused, "twenty looks that change nothing")


def test_a_volume_that_hangs_is_not_asked_again(desk: Desk, container: Path, watchdog: Watchdog) -> None:
    from vault.session import SessionStore

    window = details(desk, container)
    window.throughput.late.setInterval(100)
    record = mounted(desk, container)
    desk.until(lambda: window.usage, "the first measurement")
    session = SessionStore().find(record.name)
    assert session.mounted is not None
    asked = [job for job in desk.app.tasks.running if job.method == "usage"]
    desk.until(lambda: not [job for job in asked if job.is_running], "the last answer")
    os.kill(session.mounted.driver, signal.SIGSTOP)
    try:
        window.throughput.timer.timeout.emit()
        first = [job for job in desk.app.tasks.running if job.method == "usage"]
        desk.until(lambda: "does not answer" in window.throughput.said.text(), "the sentence")
        window.throughput.timer.timeout.emit()
        assert [job for job in desk.app.tasks.running if job.method == "usage"] == first and len(first) == 1
    finally:
        os.kill(session.mounted.driver, signal.SIGCONT)
    desk.until(lambda: "does not answer" not in window.throughput.said.text(), "an answer")


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ((0.0, 0.0), "Nothing is read or written."),
        ((12.0 * MIB, 0.0), "Reading 12.00 MiB/s, writing nothing."),
        ((0.0, 5.0 * KIB), "Reading nothing, writing 5.00 KiB/s."),
        ((1.0 * MIB, 2.0 * MIB), "Reading 1.00 MiB/s, writing 2.00 MiB/s."),
        ((3.0 * MIB,), "Reading and writing 3.00 MiB/s."),
    ],
)
def test_a_plot_is_said_in_words(desk: Desk, rates: tuple[float, ...], said: str) -> None:
    from vault.gui.widgets.plot import Sample
    from vault.gui.widgets.throughput import Throughput

    shown = Throughput(desk.app)
    shown.add(Sample(0, (7.0,) * len(rates)), ("a", "b")[: len(rates)])
    shown.add(Sample(61, rates), ("a", "b")[: len(rates)])
    assert shown.plot.accessibleDescription() == said
    assert [sample.at_s for sample in shown.samples] == [61]
    assert not shown.grab().isNull()


@pytest.mark.parametrize(
    ("found", "record", "kinds"),
    [
        (LUKS2, None, ["header", "backup", "keyslots", "unused", "data"]),
        (replace(LUKS2, header=Path("/h"), segment_offset=0), None, ["header", "backup", "keyslots", "data"]),
        (replace(LUKS2, segment_length=16 * MIB), None, ["header", "backup", "keyslots", "unused", "data", "unused"]),
        (replace(RANDOM, format="bitlocker", segment_offset=MIB), None, ["header", "data"]),
        (RANDOM, None, ["unknown"]),
        (RANDOM, replace(RECORD, size=8 * MIB), ["data"]),
        (RANDOM, replace(RECORD, size=8 * MIB - 256 * KIB), ["header", "header", "data", "backup", "backup"]),
        (RANDOM, replace(RECORD, size=MIB), ["header", "header", "data", "hidden", "backup", "backup"]),
    ],
)
def test_regions_lie_where_the_format_has_them(
    found: Inspection, record: SessionRecord | None, kinds: list[str]
) -> None:
    from vault.gui.widgets.regions import regions

    shown = regions(found, record)
    assert [region.kind for region in shown] == kinds
    placed = [(region.place, region.offset, region.size) for region in shown if region.offset is not None]
    for (place, offset, size), (next_place, start, _) in pairwise(placed):
        assert place != next_place or (size is not None and offset + size == start)
    if shown[0].kind == "header" and found.copies:
        assert shown[0].flaw == "damaged" and "damaged" in shown[0].text and shown[2].slots == (3,)
