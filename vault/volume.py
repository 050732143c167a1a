"""The volume that a container's header describes, and the volume once unlocked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType

from vault.blockdev.base import BlockDevice
from vault.container import Closing, Container
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature, UsageError
from vault.events import OnEvent, ignore
from vault.formats.base import Locked, Place, Plaintext, Segment, VolumeFormat
from vault.formats.luks import LuksLocked
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits
from vault.formats.luks2.write import telling
from vault.formats.readonly import ReadOnlySegment
from vault.formats.registry import describe, recognise
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.options import Inspection, OpenOptions

ANY_FORMAT = OpenOptions()
FIRST = 512
"""Bytes that name a volume which has no UUID."""
NO_TRAIL: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Volume(Closing):
    """What a container holds, still locked; its header was read once and validated, and only that copy is used.

    ``plaintext`` is None where only unlocking tells what is decrypted, and how; ``format`` is the format's name.
    """

    container: Container
    kind: VolumeFormat
    locked: Locked
    format: str
    plaintext: Plaintext | None

    @classmethod
    def open(
        cls, container: Container, options: OpenOptions = ANY_FORMAT, *, limits: Limits = DEFAULT_LIMITS
    ) -> "Volume":
        """The volume in ``container``, which the volume then owns; it is left open when this fails.

        ``limits`` bound what unlocking may cost. Raises UnknownFormat when no format recognises the container,
        UsageError for options that its format does not have, another FormatError for a bad header or one whose volume
        cannot be opened, BackendError.
        """
        place = _place(container)
        kind = recognise(place, options)
        locked = kind.read(place, options, limits)
        found = cls(container, kind, locked, kind.name, locked.plaintext)
        found._check_writing(locked.read_only_reason)
        if found.plaintext is not None:
            found.plaintext.size_within(container.device.size)
        return found

    @staticmethod
    def describe(container: Container, options: OpenOptions = ANY_FORMAT) -> Inspection:
        """What the container says; opening the volume may still fail. Raises BackendError."""
        found = describe(_place(container), options)
        named = found.uuid.lower() if found.format else ""
        return replace(found, id=named or _fingerprint(container))

    @property
    def uuid(self) -> str:
        """What names the volume, or nothing."""
        return self.locked.uuid

    def fingerprint(self) -> str:
        """A hash of the header's first bytes, in hex: without a UUID its salt, wherever the container lies.

        Raises BackendError.
        """
        return _fingerprint(self.container)

    @property
    def size(self) -> int:
        """Bytes of plaintext, where that is known."""
        assert self.plaintext is not None, "it is known once the volume is unlocked"
        return self.plaintext.size_within(self.container.device.size)

    @property
    def segment(self) -> Segment | None:
        """The one segment that the plaintext consists of; None when it is more than that, or not known yet."""
        found = self.plaintext
        if isinstance(found, ReadOnlySegment):
            return found.segment
        return found if isinstance(found, Segment) else None

    @property
    def luks(self) -> LuksLocked:
        """The LUKS header. Raises UnsupportedFeature for another format."""
        if not isinstance(self.locked, LuksLocked):
            raise UnsupportedFeature(f"a {self.format} volume has no keyslots that could be changed")
        return self.locked

    def unlock(
        self,
        credential: Secret,
        *,
        raw: bool = False,
        key_slot: int | None = None,
        trail: Mapping[str, str] = NO_TRAIL,
        on_event: OnEvent = ignore,
    ) -> "UnlockedVolume":
        """The volume with its key; ``credential``, which ``raw`` says is a key file's, stays its owner's to wipe.

        Raises WrongCredential, another CredentialError, FormatError.
        """
        found = self.locked.unlock(credential, raw=raw, slot=key_slot, trail=trail, on_event=on_event)
        try:
            known = replace(self, format=found.format or self.format, plaintext=found.plaintext)
            known._check_writing(getattr(found.plaintext, "read_only_reason", ""))
            known.size  # noqa: B018 - a container that is too short is refused now
        except BaseException:
            found.volume_key.wipe()
            raise
        return UnlockedVolume(known, found.slot, found.volume_key, found.trail)

    def _check_writing(self, reason: str) -> None:
        if reason and not self.container.read_only:
            raise UnsupportedFeature(reason, hint="open it with --read-only")

    def close(self) -> None:
        """Close the container."""
        self.container.close()


def _place(container: Container) -> Place:
    return Place(container.path, container.device, container.header_device, container.header_path)


def _fingerprint(container: Container) -> str:
    with telling("read the header"):
        first = bytes(container.header_device.read(0, min(FIRST, container.header_device.size)))
    return sha256(first).hexdigest()


@dataclass(frozen=True, slots=True)
class UnlockedVolume(Closing):
    """A volume whose plaintext is known and its key, which ``close`` wipes; the volume itself stays open.

    ``trail`` says how it was found, for the next time.
    """

    volume: Volume
    slot: int
    volume_key: Secret
    trail: Mapping[str, str] = field(default_factory=dict)

    def device(self) -> BlockDevice:
        """The plaintext; the caller closes it, and before the volume."""
        assert self.volume.plaintext is not None
        return self.volume.plaintext.device(self.volume.container.device, self.volume_key)

    def protecting(self, hidden: Volume, credential: Secret, on_event: OnEvent) -> "UnlockedVolume":
        """The same, where writes do not reach the hidden volume, which is in the same container.

        Raises UsageError when it is none in this one, WrongCredential, FormatError.
        """
        if not isinstance(hidden.locked, VeraCryptLocked) or self.volume.plaintext is None:
            raise UsageError(f"there are no hidden volumes in a {self.volume.format} volume")
        plaintext = hidden.locked.protected(self.volume.plaintext, credential, on_event)
        return replace(self, volume=replace(self.volume, plaintext=plaintext))

    def close(self) -> None:
        """Wipe the volume key."""
        self.volume_key.wipe()
