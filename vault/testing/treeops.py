"""Random operations in a mounted folder against a model of its tree, as a program that an ordinary user can run.

``python -m vault.testing.treeops work FOLDER`` changes the folder, which is empty at first, and prints a JSON line of
progress now and then and one with all that must be there at the end: the whole ``tree`` when it came to its own end,
else what was ``synced`` and not touched since. ``... check FOLDER`` reads such a line and says what is different.
"""

import argparse
import errno
import hashlib
import json
import mmap
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

MAX_BYTES = 16 << 20
MAX_FILES = 300
PROGRESS = 5
"""Operations between two lines of progress."""
KEPT = "kept"
NOT_IN_THE_MODEL = {KEPT, "lost+found"}


def main() -> int:
    """Work (1 when something was not as it should be) or check (the same)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["work", "check"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=sys.maxsize)
    given = parser.parse_args()
    if given.what == "check":
        wrong = differences(given.folder, json.loads(sys.stdin.readline()))
        print("\n".join(wrong))
        return 1 if wrong else 0
    tree = TreeTorture(given.folder, Random(given.seed))
    tree.begin()
    error = ""
    for number in range(given.steps):
        try:
            tree.step()
        except OSError as failure:
            error = f"{failure!r} in {tree.last}"
            break
        except AssertionError as failure:
            print(json.dumps({"wrong": f"{failure} in {tree.last}"}), flush=True)
            return 1
        if number % PROGRESS == 0:
            print(json.dumps({"steps": number}), flush=True)
    print(json.dumps({"steps": tree.steps, "error": error, "synced": tree.synced, "tree": tree.summary()}), flush=True)
    return 0


def differences(folder: Path, expected: dict[str, Any]) -> list[str]:
    """How the folder differs from the whole tree, or, where there was an error, from what was synced."""
    if expected["error"]:
        return [
            f"{path} is not what was synced: {problem}"
            for path, digest in expected["synced"].items()
            if (problem := _problem(folder / path, digest))
        ]
    found = _walk(folder)
    return [
        f"{path} is {found.get(path)} and should be {expected['tree'].get(path)}"
        for path in sorted({*found, *expected["tree"]})
        if found.get(path) != expected["tree"].get(path)
    ]


def _problem(path: Path, digest: list[Any]) -> str:
    try:
        found = _describe(path)
    except OSError as error:
        return repr(error)
    return "" if found[:3] == digest[:3] else f"{found} for {digest}"  # names may come and go unsynced


def _walk(folder: Path) -> dict[str, list[Any]]:
    return {
        str(path.relative_to(folder)): _describe(path)
        for root, names, files in os.walk(folder)
        for path in (Path(root, name) for name in (*names, *files))
        if path.name not in NOT_IN_THE_MODEL
    }


def _describe(path: Path) -> list[Any]:
    """Kind, and size, digest and number of names of a file, or the target of a link."""
    if path.is_symlink():
        return ["link", os.readlink(path)]
    if path.is_dir():
        return ["folder"]
    data = path.read_bytes()
    return _file(data, path.stat().st_nlink)


def _file(data: bytes | bytearray, names: int) -> list[Any]:
    return ["file", len(data), hashlib.sha256(data).hexdigest(), names]


class Content:
    """The content of a file, which may have several names."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.names: set[str] = set()


class TreeTorture:
    """The folder and its model: paths of files, folders and symbolic links, relative to it."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._folder, self._chance = folder, chance
        self._files: dict[str, Content] = {}
        self._folders = {""}
        self._links: dict[str, str] = {}
        self._number = 0
        self.steps = 0
        self.last = ""
        self.synced: dict[str, list[Any]] = {}
        """What must survive a crash: files that were synced, with their folders, and not touched since."""
        self._operations: list[Callable[[], None]] = [
            *[self._create] * 6,
            *[self._write] * 6,
            *[self._append] * 3,
            *[self._cut] * 2,
            *[self._map] * 2,
            *[self._read] * 5,
            *[self._sync] * 5,
            *[self._remove] * 3,
            *[self._rename] * 3,
            *[self._link] * 2,
            *[self._symlink, self._make_folder, self._make_folder, self._remove_folder, self._rename_folder],
            *[self._list] * 2,
        ]

    def begin(self) -> None:
        """Sync a file that is never touched again, so that there is always something that must survive."""
        data = self._chance.randbytes(100_000)
        (self._folder / KEPT).write_bytes(data)
        self._sync_path(KEPT, data)

    def step(self) -> None:
        """One random operation; OSError is the file system's own, AssertionError a difference."""
        total = sum(len(content.data) for content in self._contents())
        if total > MAX_BYTES or len(self._files) > MAX_FILES:
            self._remove()
        else:
            self._chance.choice(self._operations)()
        self.steps += 1

    def summary(self) -> dict[str, list[Any]]:
        """What a walk through the folder must find."""
        return {
            **{path: _file(content.data, len(content.names)) for path, content in self._files.items()},
            **{path: ["folder"] for path in self._folders if path},
            **{path: ["link", target] for path, target in self._links.items()},
        }

    def _contents(self) -> set[Content]:
        return set(self._files.values())

    def _touch(self, what: str, *paths: str) -> None:
        """From now on nothing is promised for these paths, other names of the same files, and what is below."""
        self.last = f"{what} {' '.join(paths)} at step {self.steps}"
        touched = {name for path in paths if path in self._files for name in self._files[path].names}
        for path in (*paths, *touched):
            for known in [known for known in self.synced if known == path or known.startswith(path + "/")]:
                del self.synced[known]

    def _new_name(self) -> str:
        self._number += 1
        parent = self._chance.choice(sorted(self._folders))
        name = self._chance.choice(("f{}", "with space {}", "größe-{}", "x" * 200 + "{}", ".hidden{}"))
        return f"{parent}/{name.format(self._number)}".lstrip("/")

    def _a_file(self) -> str | None:
        return self._chance.choice(sorted(self._files)) if self._files else None

    def _bytes(self) -> bytes:
        chance = self._chance
        return chance.randbytes(chance.choice((0, 1, 100, 1023, 1024, 4096, 5000, chance.randrange(1 << 17))))

    def _create(self) -> None:
        path, data = self._new_name(), self._bytes()
        self._touch("create", path)
        (self._folder / path).write_bytes(data)
        self._files[path] = content = Content()
        content.names.add(path)
        content.data[:] = data

    def _write(self) -> None:
        """Overwrite anywhere, also past the end, which leaves a hole of zeros."""
        if (path := self._a_file()) is None:
            return
        content, data = self._files[path].data, self._bytes()
        offset = self._chance.randrange(len(content) * 5 // 4 + 10_000)
        self._touch(f"write {offset}+{len(data)}", path)
        fd = os.open(self._folder / path, os.O_RDWR)
        try:
            assert os.pwrite(fd, data, offset) == len(data)
        finally:
            os.close(fd)
        if data and offset > len(content):
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data

    def _append(self) -> None:
        if (path := self._a_file()) is None:
            return
        data = self._bytes()
        self._touch(f"append {len(data)}", path)
        with (self._folder / path).open("ab") as file:
            file.write(data)
        self._files[path].data.extend(data)

    def _cut(self) -> None:
        if (path := self._a_file()) is None:
            return
        content = self._files[path].data
        size = self._chance.randrange(len(content) * 5 // 4 + 100)
        self._touch(f"cut to {size}", path)
        os.truncate(self._folder / path, size)
        content.extend(bytes(max(0, size - len(content))))
        del content[size:]

    def _map(self) -> None:
        """Change a file through a shared mapping."""
        if (path := self._a_file()) is None or not self._files[path].data:
            return
        content = self._files[path].data
        offset = self._chance.randrange(len(content))
        data = self._bytes()[: len(content) - offset]
        self._touch(f"map {offset}+{len(data)}", path)
        with (self._folder / path).open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
            assert mapped[:] == content, "the mapped file differs"
            mapped[offset : offset + len(data)] = data
            mapped.flush()
        content[offset : offset + len(data)] = data

    def _read(self) -> None:
        if (path := self._a_file()) is None:
            return
        self.last = f"read {path} at step {self.steps}"
        content = self._files[path].data
        found = (self._folder / path).read_bytes()
        assert len(found) == len(content), f"{len(found)} bytes instead of {len(content)}"
        assert found == content, "the file differs"
        assert (self._folder / path).stat().st_nlink == len(self._files[path].names), "the number of names"

    def _sync(self) -> None:
        """Sync a file and the folders above it: from now on it must survive a crash."""
        if (path := self._a_file()) is None:
            return
        self._sync_path(path, self._files[path].data)

    def _sync_path(self, path: str, data: bytes | bytearray) -> None:
        self.last = f"sync {path} at step {self.steps}"
        _fsync(self._folder / path, os.O_RDWR)
        for above in Path(path).parents:
            _fsync(self._folder / above, os.O_RDONLY | os.O_DIRECTORY)
        self.synced[path] = _file(data, 1)

    def _remove(self) -> None:
        if (path := self._a_file()) is None:
            return
        self._touch("remove", path)
        (self._folder / path).unlink()
        self._files.pop(path).names.discard(path)

    def _rename(self) -> None:
        """To a new name or over another file."""
        if (path := self._a_file()) is None:
            return
        target = (self._chance.random() < 0.4 and self._a_file()) or self._new_name()
        if self._files.get(target) is self._files[path]:
            return  # two names of one file: renaming does nothing
        self._touch("rename", path, target)
        (self._folder / path).rename(self._folder / target)
        if target in self._files:
            self._files[target].names.discard(target)
        content = self._files.pop(path)
        content.names.discard(path)
        content.names.add(target)
        self._files[target] = content

    def _link(self) -> None:
        if (path := self._a_file()) is None:
            return
        name = self._new_name()
        self._touch("link", path, name)
        os.link(self._folder / path, self._folder / name)
        self._files[name] = self._files[path]
        self._files[path].names.add(name)

    def _symlink(self) -> None:
        path, target = self._new_name(), "t" * self._chance.choice((1, 59, 60, 61, 300))
        self._touch("symlink", path)
        (self._folder / path).symlink_to(target)
        self._links[path] = target

    def _make_folder(self) -> None:
        path = self._new_name()
        if path.count("/") > 6:
            return
        self._touch("make folder", path)
        (self._folder / path).mkdir()
        self._folders.add(path)

    def _children(self, folder: str) -> list[str]:
        return [path for path in (*self._files, *self._folders, *self._links) if path and _parent(path) == folder]

    def _remove_folder(self) -> None:
        """Remove a folder that is empty; one that is not is refused."""
        if len(self._folders) < 2:
            return
        path = self._chance.choice(sorted(self._folders - {""}))
        self._touch("remove folder", path)
        try:
            (self._folder / path).rmdir()
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
            assert self._children(path), "an empty folder is not removed"
        else:
            assert not self._children(path), "a folder with something in it is removed"
            self._folders.discard(path)

    def _rename_folder(self) -> None:
        if len(self._folders) < 2:
            return
        path, target = self._chance.choice(sorted(self._folders - {""})), self._new_name()
        if target.startswith(path + "/"):
            return
        self._touch("rename folder", path, target)
        (self._folder / path).rename(self._folder / target)

        def moved(name: str) -> str:
            return target + name[len(path) :] if name == path or name.startswith(path + "/") else name

        self._folders = {moved(name) for name in self._folders}
        self._links = {moved(name): link for name, link in self._links.items()}
        for content in self._contents():
            content.names = {moved(name) for name in content.names}
        self._files = {moved(name): content for name, content in self._files.items()}

    def _list(self) -> None:
        path = self._chance.choice(sorted(self._folders))
        self.last = f"list {path} at step {self.steps}"
        found = {name for name in os.listdir(self._folder / path) if name not in NOT_IN_THE_MODEL}
        differing = found ^ {child.rpartition("/")[2] for child in self._children(path)}
        assert not differing, f"the list differs by {differing}"


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _fsync(path: Path, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


if __name__ == "__main__":
    sys.exit(main())
