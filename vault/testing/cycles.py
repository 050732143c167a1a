"""One long-lived process that attaches, mounts and closes several volumes again and again, and looks at what it leaves.

``python -m vault.testing.cycles FOLDER --turns N --seconds S --seed N`` prints as JSON what it held before the first
turn that counts and after the last, how many there were, and what is left in the system.
"""

import argparse
import ctypes
import gc
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from vault import options as given
from vault.engine import Engine
from vault.system.mounts import mounts
from vault.ways import mounters

MIB = 1 << 20
PASSPHRASE = b"a passphrase of tests only"
WARM_UP = 1
"""Turns that are not counted: modules are loaded, and heaps grow to their size."""
PR_SET_CHILD_SUBREAPER = 36
VOLUMES = 3


@dataclass(frozen=True, slots=True)
class Held:
    """What this process holds: bytes of memory, blocks of Python, and the rest by number or name."""

    resident: int
    locked: int
    blocks: int
    threads: int
    descriptors: list[str]


def main() -> int:
    """Always 0: the caller judges."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--turns", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    # whatever a descendant leaves behind becomes a child of this process, so that it is seen
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    cycles = Cycles(asked.folder, Random(asked.seed))
    for _ in range(WARM_UP):
        cycles.turn()
    before, turns = held(), 0
    deadline = time.monotonic() + asked.seconds
    while turns < asked.turns and (not turns or time.monotonic() < deadline):
        cycles.turn()
        turns += 1
    after = held()
    print(json.dumps({"turns": turns, "before": asdict(before), "after": asdict(after), "left": cycles.left()}))
    return 0


class Cycles:
    """Volumes in ``folder`` that are opened and closed in random order; nothing is open between two turns."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._folder, self._chance = folder, chance
        self._engine = Engine()
        self._key = given.KeyFile(folder / "key")
        self._key.path.write_bytes(PASSPHRASE)
        self._ways = [way.name for way in mounters() if way.probe("ext4", read_only=False).ok]
        self._containers = [folder / f"volume{number}.vol" for number in range(VOLUMES)]
        for container in self._containers:
            self._engine.create(
                given.CreateOptions(container, 24 * MIB, pbkdf="pbkdf2", pbkdf_iterations=1000), self._key
            )

    def turn(self) -> None:
        """Each volume is opened once, in random order and by a random way, while others are open or not."""
        waiting, opened = list(self._containers), list[given.SessionRecord]()
        self._chance.shuffle(waiting)
        while waiting or opened:
            if waiting and (not opened or self._chance.random() < 0.6):
                opened.append(self._open(waiting.pop()))
            else:
                session = opened.pop(self._chance.randrange(len(opened)))
                self._use(session)
                self._engine.dismount(str(session.container), force=self._chance.random() < 0.2)

    def left(self) -> dict[str, list[str]]:
        """What is left in the system although nothing is open."""
        runtime = Path(os.environ["XDG_RUNTIME_DIR"], "vault")
        return {
            "processes": _children(),
            "mounts": [str(mount.mount_point) for mount in mounts() if self._is_ours(mount.mount_point)]
            + [str(mount.mount_point) for mount in mounts() if runtime in mount.mount_point.parents],
            "loops": [text for text in map(_backing, Path("/sys/block").glob("loop*")) if str(runtime) in text],
            "mount points": sorted(path.name for path in self._folder.glob("point*")),
            "runtime": sorted(
                str(path.relative_to(runtime)) for path in runtime.rglob("*") if path.name != ".lock"
                and path.parent != runtime
            ),
            "sessions": [session.name for session in self._engine.sessions()],
        }  # fmt: skip

    def _is_ours(self, path: Path) -> bool:
        return self._folder in path.parents

    def _open(self, container: Path) -> given.SessionRecord:
        way = self._chance.choice((*self._ways, *self._ways, "attach"))
        if way == "attach":
            return self._engine.attach(given.AttachRequest(container), self._key)
        point = self._folder / f"point-{container.stem}"
        return self._engine.mount(given.MountRequest(container, mount_point=point, mount_way=way), self._key)

    def _use(self, session: given.SessionRecord) -> None:
        if session.mount_point is None:
            with session.path.open("r+b") as file:
                data = file.read(MIB)
                file.seek(0)
                file.write(data)
            return
        path = session.mount_point / "file"
        data = self._chance.randbytes(100_000)
        path.write_bytes(data)
        assert path.read_bytes() == data
        if self._chance.random() < 0.5:
            path.unlink()


def held() -> Held:
    """What this process holds when all rubbish is collected."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return Held(
        resident=int(status["VmRSS"].split()[0]) * 1024,
        locked=int(status["VmLck"].split()[0]) * 1024,
        blocks=sys.getallocatedblocks(),
        threads=int(status["Threads"]),
        descriptors=sorted(filter(None, map(_target, os.listdir("/proc/self/fd")))),
    )


def _target(number: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        return ""  # the one that listed the folder


def _children() -> list[str]:
    """Living descendants, and zombies of those that this process itself had started."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            state, parent = _state_of(int(pid))
            if state == "Z" and _reap(int(pid)):
                continue
            found.append(f"{pid} {state} of {parent}")
    return found


def _state_of(pid: int) -> tuple[str, str]:
    text = Path("/proc", str(pid), "stat").read_text()
    return text[text.rindex(")") + 2], text[text.index("(") : text.rindex(")") + 1]


def _reap(pid: int) -> bool:
    """Servers are nobody's children, so init would reap them; here that is for this process to do."""
    return os.waitpid(pid, os.WNOHANG)[0] == pid


def _backing(block: Path) -> str:
    try:
        return (block / "loop" / "backing_file").read_text().strip()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
