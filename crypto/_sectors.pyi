from typing_extensions import Buffer

def available(cipher: str, key_size: int) -> bool: ...

class Sectors:
    def __init__(
        self,
        layers: tuple[tuple[str, int], ...],
        mode: str,
        iv: str,
        key: Buffer,
        sector_size: int,
        iv_large_sectors: bool,
    ) -> None: ...
    def crypt(self, encrypt: bool, sector: int, data: bytearray | memoryview) -> None: ...
    def close(self) -> None: ...
