"""VeraCrypt volumes as ordinary users have them: made, mounted, and a hidden one that no write to the outer reaches."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

OUTER = b"an outer passphrase of tests"
HIDDEN = b"a hidden passphrase of tests"
WAY = ("--pim", 1, "--prf", "sha512")
MAKE = ("--format", "veracrypt", *WAY, "--yes")
PROTECT = ("--protect-hidden", "--protect-pim", 1, "--protect-prf", "sha512")


class Both:
    """An outer volume and a hidden one in it, each with a file system; commands get the passphrases by descriptor."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.container = desk.folder / "both.hc"
        self.keys = {name: desk.folder / name for name in ("outer.key", "hidden.key")}
        for path, data in zip(self.keys.values(), (OUTER, HIDDEN), strict=True):
            path.write_bytes(data)
            os.chown(path, desk.user.uid, desk.user.gid)
        desk.vault("create", self.container, "--size", "24M", *MAKE, *self.key("outer"))
        how = ("--hidden", "--outer-pim", 1, "--outer-prf", "sha512", *self.key("outer", "outer-"))
        desk.vault("create", self.container, "--size", "6M", *MAKE, *how, *self.key("hidden"))

    def key(self, which: str, prefix: str = "") -> tuple[Any, ...]:
        """The option that gives a credential."""
        return (f"--{prefix}key-file", self.keys[f"{which}.key"])

    def mount(self, which: str, *more: Any) -> Path:
        """The folder that one of them is mounted on."""
        done = self.desk.vault("mount", self.container, *WAY, *more, *self.key(which), "--json")
        return Path(json.loads(done.stdout)["mount_point"])

    def fill_hidden(self) -> str:
        """The hash of a file that is put into the hidden volume."""
        point = self.mount("hidden", "--hidden")
        self.desk.shell(f"head -c 4000000 /dev/urandom > '{point}/secret'; sync '{point}/secret'")
        found = self.hash(point)
        self.desk.dismount(self.container)
        return found

    def hash(self, point: Path) -> str:
        """That of the hidden file."""
        return hashlib.sha256(self.desk.shell(f"cat '{point}/secret'").stdout).hexdigest()


@pytest.fixture
def both(desk: Any) -> Both:
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")
    return Both(desk)


def test_no_write_to_the_protected_outer_volume_reaches_the_hidden_one(both: Both) -> None:
    desk = both.desk
    before = both.fill_hidden()
    point = both.mount("outer", *PROTECT, *both.key("hidden", "protect-"))
    assert [session["state"] for session in desk.sessions()] == ["mounted"]
    desk.shell(f"echo early > '{point}/early'; sync '{point}/early'")
    # More than lies before the hidden volume: sooner or later the file system writes there.
    desk.shell(f"head -c 21000000 /dev/zero > '{point}/large' && sync '{point}/large' || true")
    assert [session["state"] for session in desk.sessions()] == ["protected"]
    done = desk.vault("dismount", both.container, code=6)  # the last writes are lost, so it does not end well by itself
    assert b"to protect the hidden volume" in done.stderr
    desk.vault("dismount", both.container, "--force")
    assert desk.sessions() == []
    point = both.mount("hidden", "--hidden")
    assert both.hash(point) == before
    desk.dismount(both.container)


def test_each_passphrase_mounts_its_own_volume(both: Both) -> None:
    desk = both.desk
    point = both.mount("outer")
    desk.shell(f"echo outer > '{point}/file'")
    desk.dismount(both.container)
    before = both.fill_hidden()
    point = both.mount("outer")
    assert desk.shell(f"cat '{point}/file'; ls '{point}'").stdout.split() == [b"outer", b"file", b"lost+found"]
    desk.dismount(both.container)
    assert both.hash(both.mount("hidden")) == before  # found without being told that it is the hidden one
    desk.dismount(both.container)
    text = b"".join(path.read_bytes() for path in desk.user.home.rglob("*.json") if path.is_file())
    assert b"hidden" not in text.lower()
