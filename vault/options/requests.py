"""What the engine is asked for."""

from dataclasses import dataclass
from pathlib import Path

from vault.options.credentials import OpenOptions, Outer, Protection, Remember
from vault.options.policy import PolicyPart

NEW_FORMATS = ("luks2", "luks1", "veracrypt")
"""The formats of new containers, the default first."""


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """A new container of ``size`` bytes, header included; None keeps the size of an existing file or device.

    ``format`` is one of ``NEW_FORMATS``; what means nothing to it is refused, and None is its default.
    ``filesystem`` None makes none. ``key_size`` is in bits, ``sector_size`` None lets the engine choose,
    ``metadata_size`` and ``keyslots_size`` are in bytes. ``pbkdf_iterations`` fixes the cost (the time cost
    of Argon2) and switches the calibration to ``iter_time_ms`` off; memory and lanes are for Argon2 only,
    None means calibrated. ``force`` overwrites an existing container. ``sparse`` leaves holes instead of
    reserving the space.

    ``pim``, ``keyfiles`` and ``prf`` go with VeraCrypt's passphrase. With ``quick`` its container is not filled with
    random data. ``outer`` makes a hidden volume of ``size`` bytes in the container, which is there; ``force`` then
    makes it although nobody can tell that the outer volume's files do not lie there.
    """

    container: Path
    size: int | None
    filesystem: str | None = "ext4"
    label: str = ""
    cipher: str | None = None
    key_size: int | None = None
    sector_size: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    header: Path | None = None
    metadata_size: int | None = None
    keyslots_size: int | None = None
    force: bool = False
    sparse: bool = False
    format: str = "luks2"
    pim: int | None = None
    keyfiles: tuple[Path, ...] = ()
    prf: str | None = None
    quick: bool = False
    outer: Outer | None = None


@dataclass(frozen=True, slots=True)
class AttachRequest:
    """Show the plaintext of a container as a file or device. ``attach_way`` names a way, None is free.

    ``dm_flags`` are optional parameters of dm-crypt that only it has (``no_read_workqueue`` and so on);
    ``header_flags`` takes those, and discards, that the header names as persistent as well. ``protect`` names the
    hidden volume that writes must not reach. ``remember`` says whether the credential is kept for the next time,
    ``policy`` what goes before the settings about when it is closed by itself.
    """

    container: Path
    header: Path | None = None
    key_slot: int | None = None
    read_only: bool = False
    allow_discards: bool = False
    raise_kdf_limit: bool = False
    attach_way: str | None = None
    dm_flags: tuple[str, ...] = ()
    header_flags: bool = False
    opening: OpenOptions = OpenOptions()
    protect: Protection | None = None
    remember: Remember | None = None
    policy: PolicyPart = PolicyPart()


@dataclass(frozen=True, slots=True)
class MountRequest:
    """Attach and mount. ``mount_point`` None is a folder named after the container in the user's ``Vaults``.

    ``attach_way`` and ``mount_way`` name an attacher and a mounter, None is free. ``owner`` is the user id
    that the files of a file system without owners belong to; None is the caller. ``dm_flags``, ``header_flags``,
    ``protect``, ``remember`` and ``policy`` are as in AttachRequest; ``noexec`` lets no program on it be executed.
    ``volume_id`` is the ID that an Inspection has told: another volume that lies there by now is not mounted.
    """

    container: Path
    mount_point: Path | None = None
    header: Path | None = None
    key_slot: int | None = None
    read_only: bool = False
    allow_discards: bool = False
    raise_kdf_limit: bool = False
    attach_way: str | None = None
    mount_way: str | None = None
    owner: int | None = None
    noexec: bool = False
    dm_flags: tuple[str, ...] = ()
    header_flags: bool = False
    opening: OpenOptions = OpenOptions()
    protect: Protection | None = None
    remember: Remember | None = None
    policy: PolicyPart = PolicyPart()
    volume_id: str = ""


@dataclass(frozen=True, slots=True)
class ConvertRequest:
    """Copy what the volume in ``container`` holds into the new container ``new``.

    ``header``, ``key_slot``, ``raise_kdf_limit`` and ``opening`` are for the old volume. The new one has the format
    ``to``, luks2 or veracrypt; its KDF is said as in CreateOptions for LUKS2, and by ``recipe`` (PRF, PIM, keyfiles,
    cipher) for VeraCrypt. ``cipher`` is the cipher spec of LUKS2, ``key_size`` in bits; ``sector_size`` None takes that
    of the old volume, for which its file system was made. ``force`` overwrites a device, ``journal`` is where the
    journal is kept, and ``resume`` goes on with a conversion that was interrupted.
    """

    container: Path
    new: Path
    to: str = "luks2"
    header: Path | None = None
    key_slot: int | None = None
    raise_kdf_limit: bool = False
    opening: OpenOptions = OpenOptions()
    label: str = ""
    cipher: str = "aes-xts-plain64"
    key_size: int = 512
    sector_size: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    recipe: OpenOptions = OpenOptions()
    journal: Path | None = None
    force: bool = False
    resume: bool = False
