"""Make, mount, write, dismount, check, mount again, compare: run in the test's process, or as a script by another user.

Arguments: mounter, file system, image, mount point, size. Prints what was seen as JSON.
"""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from vault.attach.base import Attachment
from vault.filesystem import make
from vault.filesystem.base import MountOptions
from vault.filesystem.check import check
from vault.filesystem.detect import detect
from vault.filesystem.kernel import KernelMounter
from vault.filesystem.userspace import UserSpaceMounter
from vault.system.mounts import mount_at

MOUNTERS = {mounter.name: mounter for mounter in (KernelMounter(), UserSpaceMounter())}
TIMEOUT_S = 120.0
FILES = 60


def attachment_of(image: Path, *, read_only: bool = False) -> Attachment:
    return Attachment("file", image, image.parent, 0, image.stat().st_size, read_only)


def options(*, read_only: bool = False) -> MountOptions:
    return MountOptions(read_only, os.getuid(), os.getgid())


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "lost+found" not in path.parts
    }


def fill(folder: Path) -> None:
    for number in range(FILES):
        path = folder / f"folder {number % 7}" / f"datei-ä-{number}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes([number]) * (number * 997))
    (folder / "large").write_bytes(os.urandom(3 << 20))


def roundtrip(mounter_name: str, filesystem: str, image: Path, mount_point: Path, size: int) -> dict[str, Any]:
    mounter = MOUNTERS[mounter_name]
    with image.open("wb") as file:
        file.truncate(size)
    make.make(filesystem, image, size=size, label="Label", uid=os.getuid(), gid=os.getgid())
    seen: dict[str, Any] = {}
    mount_point.mkdir(exist_ok=True)
    for turn in ("first", "second", "read_only"):
        read_only = turn == "read_only"
        with image.open("rb") as file:
            found = detect(file.fileno())
        assert found is not None
        check(found, image, read_only=read_only)
        mounted = mounter.mount(
            attachment_of(image, read_only=read_only), filesystem, mount_point, options(read_only=read_only)
        )
        try:
            mount = mount_at(mount_point)
            assert mount is not None
            seen["options"] = sorted(mount.options)
            if turn == "first":
                fill(mount_point)
            elif read_only:
                try:
                    (mount_point / "new").touch()
                except OSError as error:
                    seen["read_only_errno"] = error.errno
            seen[turn] = digests(mount_point)
        finally:
            mounter.dismount(mounted, force=False, timeout_s=TIMEOUT_S)
        assert mount_at(mount_point) is None
    with image.open("rb") as file:
        after = detect(file.fileno())
    assert after is not None
    return {**seen, "label": after.label, "dirty": after.dirty, "name": after.name}


if __name__ == "__main__":
    name, kind, image_path, point, length = sys.argv[1:]
    print(json.dumps(roundtrip(name, kind, Path(image_path), Path(point), int(length))))
