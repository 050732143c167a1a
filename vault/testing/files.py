"""Trees of files with known content, and their digests."""

import hashlib
import os
import random
from pathlib import Path


def make_tree(folder: Path, *, files: int, seed: int) -> None:
    """A tree of that many files in folders of a hundred: up to 64 KiB, odd names, some links."""
    chance = random.Random(seed)
    folder.mkdir()
    for number in range(files):
        parent = folder / f"d{number // 100:03}"
        parent.mkdir(exist_ok=True)
        path = parent / chance.choice((f"f{number}", f"with space {number}", f"größe-{number}.txt"))
        if number % 50 == 49:
            path.symlink_to(f"f{number - 1}")
        else:
            path.write_bytes(chance.randbytes(chance.choice((0, 1, 100, 4096, 5000, chance.randrange(65536)))))


def digest_of_tree(folder: Path) -> str:
    """One digest of all names, kinds, contents and link targets below the folder."""
    result = hashlib.sha256()
    for root, names, files in os.walk(folder):
        names.sort()
        for name in sorted([*names, *files]):
            path = Path(root, name)
            result.update(str(path.relative_to(folder)).encode())
            if path.is_symlink():
                result.update(b"link" + os.fsencode(path.readlink()))
            elif path.is_file():
                result.update(b"file" + hashlib.sha256(path.read_bytes()).digest())
    return result.hexdigest()
