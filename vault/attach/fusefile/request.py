"""What the server process of one FUSE file is asked to serve: numbers and names, never a secret."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Self

from vault.errors import UsageError

CONSUMERS = ("loop", "driver", "any")


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """One plaintext file to be shown: where it appears, where its ciphertext lies, and who may use it how.

    ``folder`` is the empty folder (absolute) on which the server mounts and ``file_name`` the one file in it. ``size``
    (of the plaintext), ``segment_offset`` (of the ciphertext in the container) and ``sector_size`` are bytes;
    ``iv_offset`` counts 512-byte sectors. ``consumer`` is one of ``CONSUMERS`` and chooses the caching. The file
    belongs to ``owner_uid`` and ``owner_gid``, mode 0600; ``allow_root`` lets root, and nobody else, use it as well.
    """

    folder: str
    file_name: str
    size: int
    segment_offset: int
    cipher: str
    sector_size: int
    iv_offset: int
    iv_large_sectors: bool
    read_only: bool
    allow_discards: bool
    consumer: str
    owner_uid: int
    owner_gid: int
    allow_root: bool = False

    def __post_init__(self) -> None:
        """Refuse what no server could serve; raises UsageError."""
        for field in dataclasses.fields(self):
            if type(getattr(self, field.name)) is not field.type:
                raise UsageError(f"{field.name} of the request is no {field.type}")
        for what, fine in (
            ("folder", self.folder.startswith("/") and "\0" not in self.folder),
            ("file name", self.file_name not in ("", ".", "..") and not set("/\0") & set(self.file_name)),
            ("sector size", self.sector_size in (512, 1024, 2048, 4096)),
            ("size", self.size > 0 and not self.size % max(self.sector_size, 1)),
            ("segment offset", self.segment_offset >= 0 and not self.segment_offset % 512),
            ("IV offset", self.iv_offset >= 0),
            ("end", self.segment_offset + self.size < 1 << 63),
            ("consumer", self.consumer in CONSUMERS),
            ("owner", self.owner_uid >= 0 and self.owner_gid >= 0),
        ):
            if not fine:
                raise UsageError(f"the {what} of the request cannot be served")

    def to_json(self) -> str:
        """The request as one JSON object."""
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The request that ``to_json`` wrote; raises UsageError for anything else."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError) as error:
            raise UsageError(f"the request cannot be read: {error}") from error
