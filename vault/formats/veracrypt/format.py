"""VeraCrypt and TrueCrypt as formats of volumes, which nothing in the container tells from noise."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import OnEvent, ignore
from vault.formats.base import Place, Plaintext, Segment, Unlocked
from vault.formats.checks import no_detached_header
from vault.formats.readonly import ReadOnlySegment
from vault.formats.veracrypt.layout import Kind, Location
from vault.formats.veracrypt.open import Found, VeraCryptUnlocked, Wanted, check_wanted, unlock
from vault.formats.veracrypt.protect import ProtectedSegment
from vault.formats.veracrypt.system import drive
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class VeraCryptLocked:
    """A container that may be one, and what narrows the search for its header."""

    place: Place
    options: OpenOptions
    kind: Kind | None
    uuid: str = ""
    flags: tuple[str, ...] = ()
    plaintext: None = None
    read_only_reason: str = ""
    needs_credential: bool = True

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The volume whose header the credential decrypts; ``trail`` is tried first.

        Nothing is told of how a hidden volume was found, for that would show that there is one.
        """
        del raw
        if slot is not None:
            raise UsageError("a VeraCrypt volume has no keyslots", hint="leave the keyslot out")
        found = self.find(credential, first=_first(trail), on_event=on_event)
        assert isinstance(found.plaintext, Segment)
        plaintext: Plaintext = found.plaintext
        if found.plaintext.cipher.legacy:
            plaintext = ReadOnlySegment(found.plaintext, f"{found.plaintext.cipher} is only read, never written")
        kept = {} if found.header.hidden else _trail(found.found)
        return Unlocked(found.slot, found.volume_key, plaintext, format=str(found.found.kind), trail=kept)

    def protected(self, outer: Plaintext, credential: Secret, on_event: OnEvent) -> ProtectedSegment:
        """The outer volume with the hidden volume that the credential opens protected. Raises as ``unlock``."""
        with_hidden = self.find(credential, on_event=on_event)
        with_hidden.volume_key.wipe()
        if not isinstance(outer, Segment):
            raise UsageError("a volume that is only read needs no protection")
        return ProtectedSegment.of(outer, with_hidden)

    def find(self, credential: Secret, *, first: Found | None = None, on_event: OnEvent = ignore) -> VeraCryptUnlocked:
        """The volume with its header; raises as ``vault.formats.veracrypt.open.unlock`` does."""
        wanted = self.wanted()
        search = partial(
            unlock,
            credential=credential,
            kind=wanted.kind,
            hidden=wanted.hidden,
            backup=wanted.backup,
            system=wanted.system,
            pim=wanted.pim,
            prf=wanted.prf,
            cipher=wanted.cipher,
            keyfiles=wanted.keyfiles,
            first=first,
            on_event=on_event,
        )
        if not wanted.system:
            return search(self.place.device)
        with drive(self.place.device, self.options.offset) as found:
            unlocked = search(found.device, disk=found.disk, disk_offset=found.disk_offset)
            assert isinstance(unlocked.plaintext, Segment)
            segment = unlocked.plaintext
            return replace(unlocked, plaintext=replace(segment, offset=segment.offset + found.shift))

    def wanted(self) -> Wanted:
        """What narrows the search; standard and hidden volumes are both looked for unless the hidden one is named."""
        given = self.options
        return Wanted(
            kind=self.kind,
            hidden=True if given.hidden else None,
            backup=given.backup_header,
            system=given.system,
            pim=given.pim,
            prf=given.prf,
            cipher=given.cipher,
            keyfiles=given.keyfiles,
        )


@dataclass(frozen=True, slots=True)
class VeraCryptFormat:
    """Volumes of one of the two programs, or of both where ``kind`` is None."""

    name: str
    kind: Kind | None
    mapping: str = "CRYPT-TCRYPT"
    takes: frozenset[str] = frozenset(
        {"pim", "keyfiles", "prf", "cipher", "hidden", "backup_header", "system", "offset"}
    )

    def probe(self, device: BlockDevice) -> bool:
        """Never: they look like noise."""
        del device
        return False

    def read(self, place: Place, options: OpenOptions, limits: object) -> VeraCryptLocked:
        """The options, checked; the header can only be found with a credential."""
        del limits
        no_detached_header(place, self.name)
        if options.offset is not None and not options.system:
            raise UsageError("a VeraCrypt volume fills its container", hint="an offset is for drives: --system")
        locked = VeraCryptLocked(place, options, self.kind)
        check_wanted(locked.wanted())
        return locked

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """That nothing can be told."""
        self.read(place, options, None)
        return Inspection(
            place.path,
            None,
            self.name,
            place.device.size,
            warnings=("nothing in the container tells what it is: only its credential does",),
        )


BOTH = VeraCryptFormat("veracrypt or truecrypt", None)
VERACRYPT = VeraCryptFormat("veracrypt", Kind.VERACRYPT)
TRUECRYPT = VeraCryptFormat("truecrypt", Kind.TRUECRYPT)


def _trail(found: Found) -> dict[str, str]:
    return {
        "kind": found.kind.name,
        "prf": found.prf,
        "cipher": found.cipher,
        "location": found.location.name,
        "version": str(found.version),
    }


def _first(trail: Mapping[str, str]) -> Found | None:
    """What the trail says, or None when it is none of ours."""
    try:
        return Found(
            Kind[trail["kind"]], trail["prf"], trail["cipher"], Location[trail["location"]], int(trail["version"])
        )
    except (KeyError, ValueError):
        return None
