"""Security keys on USB as the kernel shows them: which hidraw devices are one, and a connection that speaks in reports.

A key is found by what its report descriptor says, in sysfs, which everybody may read; so one that may not be opened is
told of. A pseudo-terminal that is named, or a hidraw device that sysfs does not know, is taken for a key with reports
of the usual size; no other device is opened.

References: Linux, Documentation/hid/hidraw.rst; HID 1.11, 6.2.2; FIDO CTAP 2.1, 11.2 (USB HID)
"""

import errno
import os
import select
import stat
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vault.errors import NotAvailable, UsageError, VaultError, os_reason

SYSFS = Path("/sys/class/hidraw")
DEVICES = Path("/dev")
MAJORS = Path("/proc/devices")
TERMINALS = range(136, 144)
"""The major numbers of pseudo-terminals, as the kernel has them for good."""
FIDO_PAGE, FIDO_USAGE = 0xF1D0, 0x01
REPORT_SIZE = 64
LEAST_REPORT, MOST_REPORT = 16, 1024
MOST_NAME = 64
"""Characters of a name, which the key itself says."""

USAGE_PAGE, USAGE, ITEM_SIZE, ITEM_COUNT, INPUT, OUTPUT, LONG = 0x04, 0x08, 0x74, 0x94, 0x80, 0x90, 0xFE
KIND, LENGTH = 0xFC, 0x03

BEGINS = 0x80
CANCEL, KEEPALIVE, ERROR = 0x91, 0xBB, 0xBF
CHANNEL_BUSY = 6
WAITS_FOR_TOUCH = 2
"""What a keepalive says of a key that waits for its user."""
SILENCE_S = 30.0
"""How long a key may say nothing; one that works or waits says so every tenth of a second."""
LOOK_S = 8.0
"""How long a key may take for what needs nobody, keepalives or not."""
TOUCH_S = 75.0
"""How long a touch is waited for; keys themselves give up after some 30 seconds."""
CANCEL_S = 1.0
SLICE_S = 0.2
"""How late a signal is heard that comes just before the wait begins."""
MOST_BUSY = 100
MOST_STALE = 256
PERMISSION_HINT = (
    "who sits at this computer gets it from udev, which knows security keys; over SSH a rule for a group is needed"
)


@dataclass(frozen=True, slots=True)
class HidDevice:
    """A device that says it is a security key, and the sizes of its reports in bytes."""

    path: Path
    name: str
    report_in: int = REPORT_SIZE
    report_out: int = REPORT_SIZE


def fido_devices(sysfs: Path | None = None) -> tuple[HidDevice, ...]:
    """All that are plugged in, by path; names that are the same tell the path as well."""
    found = [each for folder in sorted((sysfs or SYSFS).glob("*")) if (each := _described(folder)) is not None]
    names = [each.name for each in found]
    return tuple(
        replace(each, name=f"{each.name} ({each.path.name})") if names.count(each.name) > 1 else each for each in found
    )


def device_at(path: Path, sysfs: Path | None = None) -> HidDevice:
    """The device that a user names. Raises UsageError for what is none."""
    known = {each.path: each for each in fido_devices(sysfs)}
    target = Path(os.path.realpath(path))
    for each in (path, target):
        if each in known:
            return known[each]
    try:
        about = path.stat()
    except OSError as error:
        raise UsageError(f"cannot use the security key {path}: {os_reason(error)}") from error
    if not _can_be_one(about) or ((sysfs or SYSFS) / target.name / "device").exists():
        raise UsageError(f"{path} is no security key", hint="vault security-key list shows those that are plugged in")
    return HidDevice(path, str(path))


def _can_be_one(about: os.stat_result) -> bool:
    """Whether it is a hidraw device, or a pseudo-terminal, behind which a key in software may be."""
    if not stat.S_ISCHR(about.st_mode):
        return False
    major = os.major(about.st_rdev)
    return major in TERMINALS or [str(major), "hidraw"] in [line.split() for line in MAJORS.read_text().splitlines()]


def report_sizes(descriptor: bytes) -> tuple[int, int] | None:
    """Bytes of a report to and from the host, as a report descriptor has them; None where it is no security key."""
    values: dict[int, int] = {}
    sizes: dict[int, int] = {}
    place = 0
    while place < len(descriptor):
        head = descriptor[place]
        length = (0, 1, 2, 4)[head & LENGTH]
        kind, value = head & KIND, int.from_bytes(descriptor[place + 1 : place + 1 + length], "little")
        if head == LONG:
            return None
        if kind in (INPUT, OUTPUT):
            bits = values.get(ITEM_SIZE, 0) * values.get(ITEM_COUNT, 0)
            sizes.setdefault(kind, bits // 8)
        elif kind in (USAGE_PAGE, USAGE):
            values.setdefault(kind, value)  # the first are those of the whole device
        else:
            values[kind] = value
        place += 1 + length
    if (values.get(USAGE_PAGE), values.get(USAGE)) != (FIDO_PAGE, FIDO_USAGE):
        return None
    report_in, report_out = sizes.get(INPUT, 0), sizes.get(OUTPUT, 0)
    fit = all(LEAST_REPORT <= size <= MOST_REPORT for size in (report_in, report_out))
    return (report_in, report_out) if fit else None


def _described(folder: Path) -> HidDevice | None:
    try:
        sizes = report_sizes((folder / "device" / "report_descriptor").read_bytes())
        about = _variables(folder / "device" / "uevent")
        node = _variables(folder / "uevent").get("DEVNAME", folder.name)
    except OSError:
        return None  # gone meanwhile
    if sizes is None:
        return None
    name = "".join(letter for letter in about.get("HID_NAME", "") if letter.isprintable()).strip()[:MOST_NAME]
    return HidDevice(DEVICES / node, name or "security key", *sizes)


def _variables(path: Path) -> dict[str, str]:
    lines = path.read_text(errors="replace").splitlines()
    return {name: value for name, is_one, value in (line.partition("=") for line in lines) if is_one}


class HidConnection:
    """An open device: whole reports there and back, as the package fido2 takes them.

    What other programs say to the key at the same time is heard as well, and passed over. A request that is not
    answered yet is cancelled by ``close``, so that the key does not go on waiting to be touched.
    """

    def __init__(self, device: HidDevice) -> None:
        """Open it. Raises NotAvailable."""
        self._device = device
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK
        try:
            self._fd = os.open(device.path, flags)
        except PermissionError as error:
            raise NotAvailable(f"there is no permission to use {device.name}", hint=PERMISSION_HINT) from error
        except OSError as error:
            raise NotAvailable(f"{device.name} cannot be opened: {os_reason(error)}") from error
        self._channel = b""
        self._waiting = False
        self._busy = 0
        self.allow(LOOK_S)
        with suppress(OSError):
            for _ in range(MOST_STALE):  # what an earlier program did not wait for
                if not os.read(self._fd, device.report_in):
                    break

    def allow(self, limit_s: float) -> None:
        """Let all that is sent and read from now on take that long, whatever the key says meanwhile."""
        self._limit_s, self._until = limit_s, time.monotonic() + limit_s
        self._touch = False

    def write_packet(self, data: bytes) -> None:
        """Send a report. Raises NotAvailable when the key has gone."""
        if data[4] & BEGINS and data[4] != CANCEL:
            self._channel, self._waiting = bytes(data[:4]), True
        report = b"\0" + data  # the number that stands for reports without one
        try:
            done = self._written(report)
        except OSError as error:
            raise self._gone(error) from error
        if done != len(report):
            raise NotAvailable(f"{self._device.name} took only a part of what it was sent")

    def read_packet(self) -> bytes:
        """The next report that is for this program.

        Raises NotAvailable: gone, silent, not done or not touched in time, or in use all the time.
        """
        deadline = time.monotonic() + SILENCE_S
        while True:
            packet = self._next(deadline)
            if packet[:4] != self._channel:
                continue
            if packet[4] == KEEPALIVE:
                self._touch = packet[7] == WAITS_FOR_TOUCH
            if packet[4] & BEGINS and packet[4] != KEEPALIVE:
                self._waiting = False
            if packet[4] == ERROR and packet[7] == CHANNEL_BUSY:
                self._busy += 1
                if self._busy > MOST_BUSY:
                    raise NotAvailable(f"{self._device.name} is used by another program")
            return packet

    def close(self) -> None:
        """Give it back; what it still works on is cancelled."""
        try:
            if self._waiting:
                with suppress(VaultError, OSError):
                    self._cancel()
        finally:
            os.close(self._fd)

    def _cancel(self) -> None:
        """Tell the key to give up, and wait a moment for its last word, so that nobody else hears it."""
        self.allow(CANCEL_S)
        self.write_packet((self._channel + bytes((CANCEL, 0, 0))).ljust(self._device.report_out, b"\0"))
        while True:
            packet = self._next(self._until)
            if packet[:4] == self._channel and packet[4] & BEGINS and packet[4] != KEEPALIVE:
                return

    def _written(self, report: bytes) -> int:
        try:
            return os.write(self._fd, report)
        except BlockingIOError:
            self._ready(select.POLLOUT, max(0.0, min(SILENCE_S, self._until - time.monotonic())))
            return os.write(self._fd, report)

    def _ready(self, event: int, limit_s: float) -> bool:
        poll = select.poll()
        poll.register(self._fd, event)
        return bool(poll.poll(limit_s * 1000))

    def _next(self, deadline: float) -> bytes:
        """A whole report."""
        packet = b""
        while len(packet) < self._device.report_in:
            if time.monotonic() > min(deadline, self._until):
                raise self._late()
            if not self._ready(select.POLLIN, SLICE_S):
                continue
            try:
                part = os.read(self._fd, self._device.report_in - len(packet))
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._gone(error) from error
            if not part:
                raise self._gone(OSError(errno.ENODEV, ""))
            packet += part
        return packet

    def _late(self) -> NotAvailable:
        if self._touch:
            return NotAvailable(f"{self._device.name} was not touched in time")
        limit_s = min(SILENCE_S, self._limit_s)
        return NotAvailable(f"{self._device.name} did not answer within {limit_s:g} seconds")

    def _gone(self, error: OSError) -> NotAvailable:
        if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO, errno.EPIPE, errno.ESHUTDOWN):
            return NotAvailable(f"{self._device.name} was pulled out")
        return NotAvailable(f"{self._device.name} cannot be used: {os_reason(error)}")
