"""What several formats refuse in the same way."""

from dataclasses import fields

from vault.errors import UsageError
from vault.formats.base import Place, VolumeFormat
from vault.options import OpenOptions

_FOR_ALL = frozenset({"format", "remember"})


def no_detached_header(place: Place, name: str) -> None:
    """Raise UsageError when a header was named that the format keeps in the container itself."""
    if place.header is not place.device:
        raise UsageError(f"a {name} volume has no detached header", hint="leave out the header option")


def check_options(options: OpenOptions, kind: VolumeFormat) -> None:
    """Raise UsageError for options that mean nothing to the format: they would be ignored."""
    for field in fields(OpenOptions):
        given = getattr(options, field.name) != field.default
        if given and field.name not in kind.takes | _FOR_ALL:
            option = field.name.replace("_", "-").removesuffix("s")
            raise UsageError(
                f"the option {option} means nothing to a {kind.name} volume",
                hint="" if options.format else "name the format, if it is another one",
            )
