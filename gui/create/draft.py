"""What the user has chosen so far, as a value; secrets are not in it but in the fields that they were typed in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from vault.crypto.secret import Secret
from vault.gui.wire import Typed
from vault.options import CreateOptions, CredentialSource, HiddenRoom, KeyFile, MountRequest, OpenOptions, Outer, Place

Kind = Literal["luks2", "veracrypt", "hidden"]


@dataclass(frozen=True, slots=True)
class Advanced:
    """What most people leave as it is; None is the engine's choice."""

    cipher: str | None = None
    key_size: int | None = None
    sector_size: int | None = None
    pbkdf: str | None = None
    iter_time_ms: int | None = None
    pbkdf_memory_kib: int | None = None
    header: Path | None = None
    prf: str | None = None
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A container that is to be made. ``size`` None takes that of the device; ``filesystem`` None makes none.

    ``is_mountable`` says whether this user can mount that on this computer, ``outer`` how the volume around a hidden
    one is opened, ``room`` how much of it there is for that.
    """

    kind: Kind = "luks2"
    container: Path | None = None
    place: Place | None = None
    overwrite: bool = False
    size: int | None = None
    sparse: bool = False
    outer: OpenOptions = field(default_factory=OpenOptions)
    room: HiddenRoom | None = None
    filesystem: str | None = "ext4"
    is_mountable: bool = True
    label: str = ""
    key_file: Path | None = None
    keyfiles: tuple[Path, ...] = ()
    pim: int | None = None
    advanced: Advanced = Advanced()

    @property
    def is_veracrypt(self) -> bool:
        """Whether it has VeraCrypt's format."""
        return self.kind != "luks2"

    @property
    def can_be_mounted(self) -> bool:
        """Whether it has a file system that this user can mount on this computer."""
        return self.filesystem is not None and self.is_mountable

    @property
    def opening(self) -> OpenOptions:
        """How it is opened, once it is made."""
        if not self.is_veracrypt:
            return OpenOptions()
        return OpenOptions(
            format="veracrypt",
            pim=self.pim,
            keyfiles=self.keyfiles,
            prf=self.advanced.prf,
            hidden=self.kind == "hidden",
        )

    def options(self, outer: Secret | None = None) -> CreateOptions:
        """What the engine is asked for; ``outer`` is the passphrase of the volume around it."""
        assert self.container is not None, "no place is chosen"
        more: dict[str, Any] = {}
        chosen = self.advanced
        if self.is_veracrypt:
            more = {"pim": self.pim, "keyfiles": self.keyfiles, "prf": chosen.prf, "quick": chosen.quick}
        else:
            more = {"sparse": self.sparse, "key_size": chosen.key_size, "header": chosen.header}
            more |= {"pbkdf": chosen.pbkdf, "iter_time_ms": chosen.iter_time_ms}
            more |= {"pbkdf_memory_kib": chosen.pbkdf_memory_kib}
        if self.kind == "hidden":
            more["outer"] = Outer(typed(outer or Secret(b"")), self.outer)
        return CreateOptions(
            self.container,
            self.size,
            filesystem=self.filesystem,
            label=self.label,
            cipher=chosen.cipher,
            sector_size=chosen.sector_size,
            force=self.overwrite,
            format="veracrypt" if self.is_veracrypt else "luks2",
            **more,
        )

    def credential(self, passphrase: Secret) -> CredentialSource:
        """What is to open it: the key file if there is one, or the passphrase."""
        return typed(passphrase) if self.key_file is None else KeyFile(self.key_file)

    def mount_request(self) -> MountRequest:
        """What mounts it, once it is made."""
        assert self.container is not None, "no place is chosen"
        return MountRequest(self.container, header=self.advanced.header, opening=self.opening)


def typed(passphrase: Secret) -> CredentialSource:
    """A passphrase as a credential, which it is where it arrives."""
    return cast(CredentialSource, Typed(passphrase))
