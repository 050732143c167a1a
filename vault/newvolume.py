"""What a new volume is to be like: the engine's options, as the format that they name has them."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import MIN_ITERATIONS, Cost, Pbkdf2Cost
from vault.errors import UsageError
from vault.events import OnEvent
from vault.filesystem import make
from vault.formats.base import NewVolume
from vault.formats.luks1 import create as luks1
from vault.formats.luks1.layout import SECTOR
from vault.formats.luks2 import create as luks2
from vault.formats.luks2.limits import METADATA_SIZES
from vault.formats.veracrypt.header import DATA_UNIT
from vault.formats.veracrypt.new import DEFAULT_CIPHER, NewVeraCrypt
from vault.formats.veracrypt.seal import Recipe
from vault.keys import cost
from vault.options import CreateOptions
from vault.system.blocks import logical_block_size

LUKS_CIPHER = "aes-xts-plain64"
LUKS_KEY_BITS = 512
_FOR_ALL = frozenset({"container", "size", "filesystem", "label", "cipher", "sector_size", "force", "format"})
_LUKS1 = frozenset({"key_size", "pbkdf", "pbkdf_iterations", "iter_time_ms", "header", "sparse"})
TAKES = {
    "luks2": _LUKS1 | {"pbkdf_memory_kib", "pbkdf_parallel", "metadata_size", "keyslots_size"},
    "luks1": _LUKS1,
    "veracrypt": frozenset({"pim", "keyfiles", "prf", "quick", "outer"}),
}
"""The formats that are created, and the members of CreateOptions that mean something to each."""
_OPTIONS = {
    "outer": "hidden",
    "keyfiles": "keyfile",
    "iter_time_ms": "iter-time",
    "metadata_size": "luks2-metadata-size",
    "keyslots_size": "luks2-keyslots-size",
    "pbkdf_memory_kib": "pbkdf-memory",
    "pbkdf_iterations": "pbkdf-force-iterations",
}
"""What users call them, where that is something else."""


def check_options(options: CreateOptions) -> None:
    """Raise UsageError for a format that is not created, and for options that it would ignore."""
    if options.format not in TAKES:
        raise UsageError(
            f"no volumes of the format {options.format!a:.40} are made", hint=f"choose from {', '.join(TAKES)}"
        )
    for field in fields(CreateOptions):
        taken = field.name in _FOR_ALL | TAKES[options.format]
        if not taken and getattr(options, field.name) != field.default:
            option = _OPTIONS.get(field.name, field.name.replace("_", "-"))
            raise UsageError(
                f"the option {option} means nothing to a new {options.format} volume",
                hint=f"it is for {', '.join(name for name, taken in TAKES.items() if field.name in taken)}",
            )
    if options.label and options.format != "luks2" and options.filesystem is None:
        raise UsageError(f"a {options.format} volume has no label, only a file system in it has")


def new_volume(options: CreateOptions, kdf: Cost | None = None) -> NewVolume:
    """What the options ask for, checked; ``kdf`` is the cost of its keyslot, which LUKS takes.

    Raises UsageError, UnsupportedFeature.
    """
    check_options(options)
    new = _MAKERS[options.format](options, kdf)
    if options.header is not None:
        new = new.with_detached_header()
    new.check()
    return new


def kdf_of(options: CreateOptions, on_event: OnEvent) -> tuple[Cost | None, str]:
    """The cost of a new keyslot, measured where it has to be, and what the KDF is called."""
    if options.format == "veracrypt":
        return None, recipe(options).derivation().name
    found = cost(options, on_event, default="pbkdf2" if options.format == "luks1" else "argon2id")
    return found, found.kind


def recipe(options: CreateOptions) -> Recipe:
    """How the headers of a VeraCrypt volume are encrypted."""
    return Recipe(options.prf or Recipe().prf, options.pim, options.keyfiles)


def _luks2(options: CreateOptions, kdf: Cost | None) -> luks2.CreateOptions:
    return luks2.CreateOptions(
        cipher=CipherSpec.parse(options.cipher or LUKS_CIPHER),
        key_size=(options.key_size or LUKS_KEY_BITS) // 8,
        sector_size=options.sector_size or make.sector_size_for(options.filesystem, options.size),
        label=options.label,
        cost=kdf,
        digest_iterations=_digest_iterations(options),
        keyslots_size=options.keyslots_size,
        metadata_size=options.metadata_size or METADATA_SIZES[0],
    )


def _luks1(options: CreateOptions, kdf: Cost | None) -> luks1.CreateOptions:
    if options.pbkdf not in (None, "pbkdf2"):
        raise UsageError(f"a luks1 volume knows no {options.pbkdf}", hint="its KDF is pbkdf2")
    if options.sector_size not in (None, SECTOR):
        raise UsageError(f"a luks1 volume has sectors of {SECTOR} bytes", hint="leave the sector size out")
    return luks1.CreateOptions(
        cipher=CipherSpec.parse(options.cipher or LUKS_CIPHER),
        key_size=(options.key_size or LUKS_KEY_BITS) // 8,
        iterations=kdf.iterations if isinstance(kdf, Pbkdf2Cost) else None,
        digest_iterations=_digest_iterations(options),
        hash=kdf.hash if isinstance(kdf, Pbkdf2Cost) else "sha256",
    )


def _digest_iterations(options: CreateOptions) -> int | None:
    """Where the user fixes the cost nothing is measured, and the digest of a random key takes the fewest, as with
    cryptsetup.
    """
    return MIN_ITERATIONS if options.pbkdf_iterations else None


def _veracrypt(options: CreateOptions, kdf: Cost | None) -> NewVeraCrypt:
    del kdf
    return NewVeraCrypt(
        recipe=recipe(options),
        cipher=options.cipher or DEFAULT_CIPHER,
        sector_size=options.sector_size or _sector_size(options.container),
        quick=options.quick,
    )


def _sector_size(container: Path) -> int:
    """That of the device, without which VeraCrypt does not open a volume on it; else its own default."""
    return logical_block_size(container) if container.is_block_device() else DATA_UNIT


_MAKERS: dict[str, Callable[[CreateOptions, Cost | None], NewVolume]] = {
    "luks2": _luks2,
    "luks1": _luks1,
    "veracrypt": _veracrypt,
}
