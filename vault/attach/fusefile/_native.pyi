from vault.blockdev.base import Buffer

class Server:
    ended: int
    def __init__(
        self,
        fd: int,
        key: Buffer,
        *,
        name: bytes,
        layers: tuple[tuple[str, int], ...],
        mode: str,
        iv: str,
        sector_size: int,
        iv_large_sectors: bool,
        iv_offset: int,
        base: int,
        size: int,
        read_only: bool,
        allow_discards: bool,
        consumer: str,
        uid: int,
        gid: int,
        queues: int,
    ) -> None: ...
    def mount(self, folder: bytes, options: bytes) -> None: ...
    def start(self) -> None: ...
    @property
    def broken(self) -> int: ...
    @property
    def stranded(self) -> bool: ...
    def close(self) -> int: ...
