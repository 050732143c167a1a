"""The part of udisks2 that vault uses: loop devices, unlocking, mounting, over the system's D-Bus.

Every call says that nobody may be asked for a password: where one is needed, udisks2 refuses.

References: UDisks Reference Manual, D-Bus API Reference (Manager, Block, Loop, Encrypted, Filesystem)
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.errors import BackendError, BusyError, NotAvailable, VaultError, WrongCredential
from vault.system import blocks
from vault.system.bus import Bus, Refused, Target
from vault.system.polkit import not_allowed

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

SERVICE = "org.freedesktop.UDisks2"
ROOT = "/org/freedesktop/UDisks2"
ERROR = f"{SERVICE}.Error."
LOOP_SETUP, UNLOCK, MOUNT, MODIFY = (
    f"org.freedesktop.udisks2.{action}"
    for action in ("loop-setup", "encrypted-unlock", "filesystem-mount", "modify-device")
)
PROBE_S = 8.0
"""How long finding out whether udisks2 can be used may take in all."""
UNLOCK_S = 600.0
"""How long udisks2 may derive keys: the costs were checked before, and all keyslots may be tried."""
WORK_S = 120.0
"""How long a mount or a dismount may take, which writes everything back."""
AUTOCLEAR_S = 30.0
"""How long a loop device may take to go after the last one who used it has gone."""
CHECK_S = 24 * 3600.0
SETTLE_S = 30.0
"""How long the system may take to find out what a new device holds."""
RESCAN_S = 1.0
POLL_S = 0.05

WRONG_CREDENTIAL = ("operation not permitted", "incorrect passphrase")
"""What libblockdev 2 and 3 make of libcryptsetup's answer that no keyslot opens."""
BUSY = ("busy", "in use", "device is active")

Then = Callable[[str], object]

NO_QUESTIONS = {"auth.no_user_interaction": ("b", True)}
BUS = Target("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def nothing(_result: str) -> None:
    """What follows where nothing has to be undone."""


def why_not(*actions: str) -> VaultError | None:
    """Why udisks2 will not do these things for this process without asking for a password, or None.

    Changes nothing, starts nothing but polkit, asks nobody, and takes ``PROBE_S`` seconds at most.
    """
    deadline = time.monotonic() + PROBE_S

    def left() -> float:
        return max(deadline - time.monotonic(), 0)

    try:
        with Bus.connect(timeout_s=PROBE_S) as bus:
            (running,) = bus.call(BUS, "NameHasOwner", "s", SERVICE, answer="b", timeout_s=left())
            if not running:
                (names,) = bus.call(BUS, "ListActivatableNames", answer="as", timeout_s=left())
                if SERVICE not in names:
                    return NotAvailable("udisks2 is not installed", hint="install the package udisks2")
            needs = not_allowed(bus, actions, timeout_s=left())
    except VaultError as error:
        return error
    except Refused as error:
        return NotAvailable(f"polkit does not tell what is allowed: {error.text}")
    if needs is None:
        return None
    return NotAvailable(
        f"udisks2 would ask for an administrator's password here ({needs})",
        hint="it does not where this user sits at the computer, in a session of a desktop",
    )


@contextmanager
def disks() -> Iterator["Disks"]:
    """Udisks2, started if need be. Raises NotAvailable."""
    with Bus.connect() as bus:
        yield Disks(bus)


@dataclass(frozen=True, slots=True)
class Disks:
    """Udisks2 over a connection. Objects are their paths on the bus.

    Whatever it refuses raises NotAvailable for a missing right, BusyError for what is in use, and else BackendError
    with its own words. What is given as ``then`` is called with the result as soon as that is there, whatever becomes
    of this call: it may have been interrupted meanwhile.
    """

    _bus: Bus

    def loop_setup(self, descriptor: int, *, read_only: bool, then: Then = nothing) -> str:
        """A new loop device over an open file, which keeps the file open as it was opened, with its lock."""
        options = {"read-only": ("b", read_only), "no-part-scan": ("b", True), **NO_QUESTIONS}
        manager = Target(SERVICE, f"{ROOT}/Manager", f"{SERVICE}.Manager")
        with _own_errors("LoopSetup"):
            (loop,) = self._bus.call(
                *(manager, "LoopSetup", "ha{sv}", descriptor, options),
                answer="o",
                then=lambda answer: then(str(answer[0])),
            )
        return str(loop)

    def loop_delete(self, loop: str) -> None:
        """Remove a loop device; what still uses it keeps it until it closes it."""
        self._call(loop, "Loop", "Delete", "a{sv}", NO_QUESTIONS)

    def loop_remove(self, loop: str) -> None:
        """Remove a loop device and return when it shows nothing any more. Raises BusyError when it still does.

        It may be going by itself just now, and belongs to nobody for udisks2 then.
        """
        device = self.device(loop)
        shown = blocks.backing_file(device)
        if shown is None:
            return
        try:
            self.loop_delete(loop)
        except BackendError:
            if blocks.backing_file(device) == shown:
                raise
        blocks.wait_until_cleared(device, shown, AUTOCLEAR_S)

    def loop_autoclear(self, loop: str) -> None:
        """Let a loop device that is in use go by itself when it no longer is."""
        self._call(loop, "Loop", "SetAutoclear", "ba{sv}", True, NO_QUESTIONS)

    def unlock(self, block: str, credential: "Secret", *, read_only: bool, then: Then = nothing) -> str:
        """The plaintext of an encrypted device. Raises WrongCredential when the credential opens no keyslot."""
        options = {
            **NO_QUESTIONS,
            "read-only": ("b", read_only),
            "keyfile_contents": ("ay", bytes(len(credential))),  # the last one: the credential takes its place
        }
        with _own_errors("Unlock"):
            try:
                (cleartext,) = self._bus.call(
                    *(_at(block, "Encrypted"), "Unlock", "sa{sv}", "", options),
                    answer="o",
                    timeout_s=UNLOCK_S,
                    secret=credential,
                    then=lambda answer: then(str(answer[0])),
                )
            except Refused as error:
                if any(words in error.text.lower() for words in WRONG_CREDENTIAL):
                    raise WrongCredential("no keyslot opens with this passphrase or key file") from error
                raise
        return str(cleartext)

    def lock(self, block: str) -> None:
        """Hide the plaintext of an encrypted device again; its key leaves the kernel."""
        self._call(block, "Encrypted", "Lock", "a{sv}", NO_QUESTIONS, timeout_s=WORK_S)

    def mount(self, block: str, options: str, *, then: Then = nothing) -> Path:
        """The folder, of udisks2's choice, on which the file system of a device is mounted now.

        A program that mounts whatever comes may have been quicker: it is its folder then, and its options.
        """
        wishes = {"options": ("s", options), **NO_QUESTIONS}
        with _own_errors("Mount"):
            try:
                (folder,) = self._bus.call(
                    *(_at(block, "Filesystem"), "Mount", "a{sv}", wishes),
                    answer="s",
                    timeout_s=WORK_S,
                    then=lambda answer: then(str(answer[0])),
                )
            except Refused as error:
                folders = self._mount_points(block) if error.name == f"{ERROR}AlreadyMounted" else []
                if not folders:
                    raise
                folder = folders[0]
                then(folder)
        path = Path(folder)
        if not path.is_absolute():
            raise BackendError("udisks2 mounted on a folder without a place")
        return path

    def _mount_points(self, block: str) -> list[str]:
        folders = self._property(block, "MountPoints", "aay", interface="Filesystem")
        return [os.fsdecode(bytes(folder).rstrip(b"\0")) for folder in folders]

    def unmount(self, block: str, *, lazy: bool) -> None:
        """Take a mount of a device away; ``lazy`` even from those who use it. Raises BusyError."""
        self._call(block, "Filesystem", "Unmount", "a{sv}", {"force": ("b", lazy), **NO_QUESTIONS}, timeout_s=WORK_S)

    def is_consistent(self, block: str) -> bool:
        """Whether the file system's own checker finds nothing wrong; it looks at everything."""
        (fine,) = self._call(block, "Filesystem", "Check", "a{sv}", NO_QUESTIONS, answer="b", timeout_s=CHECK_S)
        return bool(fine)

    def repair(self, block: str) -> bool:
        """Whether the file system's own checker could mend all that it mends unasked."""
        (fine,) = self._call(block, "Filesystem", "Repair", "a{sv}", NO_QUESTIONS, answer="b", timeout_s=CHECK_S)
        return bool(fine)

    def block(self, device: Path) -> str | None:
        """The object of a block device, or None where udisks2 does not know it."""
        manager = Target(SERVICE, f"{ROOT}/Manager", f"{SERVICE}.Manager")
        with _own_errors("ResolveDevice"):
            (found,) = self._bus.call(
                manager, "ResolveDevice", "a{sv}a{sv}", {"path": ("s", str(device))}, NO_QUESTIONS, answer="ao"
            )
        return str(found[0]) if found else None

    def device(self, block: str) -> Path:
        """The device node of a block device, such as /dev/dm-0."""
        raw = self._property(block, "Device", "ay")
        path = Path(bytes(raw).rstrip(b"\0").decode("utf-8", "replace"))
        if path.parent != Path("/dev"):
            raise BackendError(f"udisks2 names {path} as a device")
        return path

    def encrypted(self, cleartext: str) -> str | None:
        """The encrypted device that a plaintext device belongs to, or None."""
        block = str(self._property(cleartext, "CryptoBackingDevice", "o"))
        return None if block == "/" else block

    def contents(self, block: str) -> str:
        """What a new device holds, by blkid's name for it; empty when nothing is recognised.

        The system may just be finding out, so an empty answer is believed only when it has looked once more, or after
        ``SETTLE_S`` seconds where it may not be told to.
        """
        deadline = time.monotonic() + SETTLE_S
        rescan_at: float | None = time.monotonic() + RESCAN_S
        while not (found := str(self._property(block, "IdType", "s"))) and time.monotonic() < deadline:
            time.sleep(POLL_S)
            if rescan_at is not None and time.monotonic() >= rescan_at:
                rescan_at = None
                with suppress(BackendError):
                    self._call(block, "Block", "Rescan", "a{sv}", NO_QUESTIONS)
                    return str(self._property(block, "IdType", "s"))
        return found

    def has(self, block: str, interface: str) -> bool:
        """Whether a device has an interface (``Encrypted``, ``Filesystem``), which may come a moment later."""
        deadline = time.monotonic() + SETTLE_S
        while True:
            try:
                answer = self._bus.call(
                    *(Target(SERVICE, block, "org.freedesktop.DBus.Properties"), "GetAll", "s"),
                    f"{SERVICE}.{interface}",
                    answer="a{sv}",
                )
            except Refused:
                answer = ()
            if answer or time.monotonic() >= deadline:
                return bool(answer)
            time.sleep(POLL_S)

    def _property(self, block: str, name: str, kind: str, *, interface: str = "Block") -> Any:
        target = Target(SERVICE, block, "org.freedesktop.DBus.Properties")
        with _own_errors("Get"):
            ((found, value),) = self._bus.call(target, "Get", "ss", f"{SERVICE}.{interface}", name, answer="v")
        if found != kind:
            raise BackendError(f"{name} of {block} has the type '{found}' in place of '{kind}'")
        return value

    def _call(
        self, block: str, interface: str, method: str, signature: str, *arguments: object, **more: Any
    ) -> tuple[Any, ...]:
        with _own_errors(method):
            return self._bus.call(_at(block, interface), method, signature, *arguments, **more)


def _at(block: str, interface: str) -> Target:
    return Target(SERVICE, block, f"{SERVICE}.{interface}")


@contextmanager
def _own_errors(method: str) -> Iterator[None]:
    """Udisks2's errors as this program's."""
    try:
        yield
    except Refused as error:
        kind = error.name.removeprefix(ERROR)
        if kind.startswith("NotAuthorized"):
            hint = "--attach fusefile does without udisks2"
            raise NotAvailable(
                f"udisks2 does not allow '{method}' without an administrator's password", hint=hint
            ) from error
        if kind == "DeviceBusy" or any(words in error.text.lower() for words in BUSY):
            raise BusyError(f"it is in use: {error.text}") from error
        raise BackendError(f"udisks2: {error.text}") from error
