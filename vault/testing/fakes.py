"""Attachers and mounters that keep the real protocol without a kernel: for tests of what stands above them."""

from pathlib import Path

from vault.attach.base import Attachment, AttachOptions, Availability
from vault.events import OnEvent
from vault.filesystem.base import Mounted, MountOptions
from vault.volume import UnlockedVolume, Volume


class FakeAttacher:
    """An attacher that shows nothing and remembers what was asked of it."""

    def __init__(self, name: str, availability: Availability, formats: frozenset[str] | None = None) -> None:
        self.name = name
        self.formats = formats
        self.availability = availability
        self.calls: list[str] = []

    def here(self) -> Availability:
        """What the test said."""
        return self.availability

    def probe(self, _volume: Volume, _options: AttachOptions) -> Availability:
        """What the test said."""
        return self.availability

    def attach(self, unlocked: UnlockedVolume, options: AttachOptions, _on_event: OnEvent) -> Attachment:
        """An attachment of no process."""
        self.calls.append("attach")
        return Attachment(
            self.name, Path("/nowhere/file"), Path("/nowhere"), 0, unlocked.volume.size, options.read_only
        )

    def detach(self, _attachment: Attachment, *, timeout_s: float) -> None:
        """Remembered."""
        del timeout_s
        self.calls.append("detach")


class FakeMounter:
    """A mounter that mounts nothing and knows some file systems."""

    def __init__(
        self,
        name: str,
        filesystems: dict[str, Availability],
        consumer: str = "any",
        attachers: frozenset[str] = frozenset({"fusefile"}),
    ) -> None:
        self.name = name
        self.attachers = attachers
        self.consumer = consumer
        self.filesystems = filesystems

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """What the test said."""
        del read_only
        return self.filesystems.get(filesystem, Availability(False, f"no driver for {filesystem}"))

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """A mount of no process."""
        del attachment
        return Mounted(self.name, filesystem, mount_point, 0, "", options.read_only)

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Nothing to do."""
