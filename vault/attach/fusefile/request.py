"""What the server process of one FUSE file is asked to serve: numbers and names, never a secret."""

import json
from dataclasses import dataclass, fields
from typing import Any, Self

from vault.errors import UsageError
from vault.formats.base import Plaintext, Segment
from vault.formats.plaintexts import from_json, to_json

CONSUMERS = ("loop", "driver", "any")


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """One plaintext file to be shown: where it appears, what of the container it is, and who may use it how.

    ``folder`` is the empty folder (absolute) on which the server mounts and ``file_name`` the one file in it. ``size``
    is bytes of plaintext. ``consumer`` is one of ``CONSUMERS`` and chooses the caching. The file belongs to
    ``owner_uid`` and ``owner_gid``, mode 0600; ``allow_root`` lets root, and nobody else, use it as well.
    """

    folder: str
    file_name: str
    size: int
    plaintext: Plaintext
    read_only: bool
    allow_discards: bool
    consumer: str
    owner_uid: int
    owner_gid: int
    allow_root: bool = False

    def __post_init__(self) -> None:
        """Refuse what no server could serve; raises UsageError."""
        for field in fields(self):
            if field.type is not Plaintext and type(getattr(self, field.name)) is not field.type:
                raise UsageError(f"{field.name} of the request is no {field.type}")
        rules = {
            "folder": self.folder.startswith("/") and "\0" not in self.folder,
            "file name": self.file_name not in ("", ".", "..") and not set("/\0") & set(self.file_name),
            "size": 0 < self.size < 1 << 63,
            "consumer": self.consumer in CONSUMERS,
            "owner": self.owner_uid >= 0 and self.owner_gid >= 0,
        }
        if isinstance(self.plaintext, Segment):
            rules |= _segment_rules(self.plaintext, self.size)
        for what, fine in rules.items():
            if not fine:
                raise UsageError(f"the {what} of the request cannot be served")

    @property
    def segment(self) -> Segment | None:
        """The plaintext where it is one segment, for a server that knows nothing else."""
        return self.plaintext if isinstance(self.plaintext, Segment) else None

    def to_json(self) -> str:
        """The request as one JSON object."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps({**named, "plaintext": to_json(self.plaintext)})

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The request that ``to_json`` wrote; raises UsageError for anything else."""
        try:
            found = json.loads(text)
            return cls(**{**found, "plaintext": from_json(found["plaintext"])})
        except (TypeError, ValueError, KeyError) as error:
            raise UsageError(f"the request cannot be read: {error}") from error


def _segment_rules(segment: Any, size: int) -> dict[str, bool]:
    numbers = (segment.offset, segment.sector_size, segment.iv_offset)
    if any(type(number) is not int for number in numbers) or type(segment.iv_large_sectors) is not bool:
        return {"segment": False}
    return {
        "sector size": segment.sector_size in (512, 1024, 2048, 4096) and not size % segment.sector_size,
        "segment offset": segment.offset >= 0 and not segment.offset % 512,
        "IV offset": segment.iv_offset >= 0,
        "end": segment.offset + size < 1 << 63,
    }
