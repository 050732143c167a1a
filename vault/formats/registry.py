"""The formats that vault knows: how one is named, and how a container is recognised."""

from vault.blockdev.base import BlockDevice
from vault.errors import UnknownFormat, UsageError
from vault.formats.base import Place, VolumeFormat
from vault.formats.bitlocker.format import BitLockerFormat
from vault.formats.checks import check_options
from vault.formats.detection import Content, identify, may_be
from vault.formats.freeotfe.format import FreeOtfeFormat
from vault.formats.fvault2.format import FVault2Format
from vault.formats.luks import LUKS1, LUKS2
from vault.formats.plain.format import PlainFormat
from vault.formats.veracrypt.format import BOTH, TRUECRYPT, VERACRYPT
from vault.options import Inspection, OpenOptions, filesystem_name

RECOGNISED: tuple[VolumeFormat, ...] = (LUKS2, LUKS1, BitLockerFormat(), FVault2Format())
"""Those with a magic, in the order in which they are tried."""
NAMED: tuple[VolumeFormat, ...] = (*RECOGNISED, VERACRYPT, TRUECRYPT, PlainFormat(), FreeOtfeFormat())


def recognise(place: Place, options: OpenOptions) -> VolumeFormat:
    """The format that the options name, or that the container shows; VeraCrypt or TrueCrypt for what looks random.

    Raises UnknownFormat that says what else the container holds, UsageError for options that mean nothing to the
    format, BackendError.
    """
    kind = _named(options.format) if options.format else _shown(place, options)
    check_options(options, kind)
    return kind


def shown(device: BlockDevice) -> VolumeFormat | None:
    """The format whose magic is there, or None. Raises BackendError."""
    return next((kind for kind in RECOGNISED if kind.probe(device)), None)


def _named(name: str) -> VolumeFormat:
    for kind in NAMED:
        if kind.name == name:
            return kind
    raise UsageError(f"there is no format {name!a:.40}", hint=f"there are: {', '.join(kind.name for kind in NAMED)}")


def _shown(place: Place, options: OpenOptions) -> VolumeFormat:
    found = shown(place.header)
    if found is not None:
        return found
    content = identify(place.header)
    if place.header is not place.device:
        raise UnknownFormat(
            f"{place.header_path} is no detached header: {_holds(content)}",
            hint="one of FreeOTFE shows nothing of itself, so that the format has to be named",
        )
    # what lies where these options have their headers says nothing of the first sectors, which may be overwritten
    elsewhere = options.system or options.backup_header or options.hidden
    if elsewhere or may_be(place.header, content):
        return BOTH
    raise UnknownFormat(
        f"{place.path} is no encrypted volume: {_holds(content)}",
        hint="if its header is kept in another file, name that one: --header FILE",
    )


def describe(place: Place, options: OpenOptions) -> Inspection:
    """What the container says of itself, or what else it holds. Raises as ``recognise`` does."""
    kind = _named(options.format) if options.format else shown(place.header)
    if kind is not None:
        check_options(options, kind)
        return kind.describe(place, options)
    content = identify(place.header)
    return Inspection(
        place.path,
        place.header_path,
        "",
        place.device.size,
        uuid=content.uuid,
        label=content.label,
        holds=_holds(content),
        may_be=may_be(place.header, content),
    )


def _holds(content: Content) -> str:
    """The content in words, as the end of a sentence."""
    name = content.name
    return {
        "filesystem": f"it holds the file system {filesystem_name(name)}",
        "partitions": f"it holds a partition table ({name})",
        "raid": f"it is a member of a RAID ({name})",
        "lvm": "it is a physical volume of LVM",
        "swap": f"it is swap space ({name})",
        "image": f"it is a disk image ({name})",
        "crypto": f"it is {name}, which is not supported",
        "other": f"it holds {name}",
        "random": "it looks like random data",
        "empty": "it is empty",
    }.get(content.kind, f"it has signatures of {name}" if name else "it is in no known format")
