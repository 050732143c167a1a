"""Which paths belong to a mount point, and which only look like it."""

import os
import socket
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import UsageError
from vault.leaks.scope import LONGEST_URI, Scope, path_of

HOME = Path("/home/u")
SCOPE = Scope((b"/home/u/Vaults/a", b"/media/u/na\xefve #1%"), (b"/mnt/all",))


@pytest.mark.parametrize(
    ("uri", "held"),
    [
        (b"file:///home/u/Vaults/a", True),
        (b"file:///home/u/Vaults/a/x.jpg", True),
        (b"FILE:///home/u/Vaults/a/x.jpg", True),
        (b"file:/home/u/Vaults/a/x.jpg", True),
        (b"file://localhost/home/u/Vaults/a/x.jpg", True),
        (b"file://elsewhere.example/home/u/Vaults/a/x.jpg", False),
        (b"file:///home/u/Vaults/ab", False),
        (b"file:///home/u/Vaults/ab/x.jpg", False),
        (b"file:///home/u/Vaults/a%20/x.jpg", False),
        (b"file:///home/u/Vaults/%61/x.jpg", True),
        (b"file:///home/u/Vaults%2Fa/x.jpg", True),
        (b"file:///home/u/Vaults/A/x.jpg", False),
        (b"file:///home/u/Vaults/a/../b/x.jpg", False),
        (b"file:///home/u/Vaults/a/../../x.jpg", False),
        (b"file:///home/u/Vaults/b/../a/x.jpg", True),
        (b"file:///home/u//Vaults/./a//x.jpg", True),
        (b"file:////home/u/Vaults/a/x.jpg", True),
        (b"file:///home/u/Vaults", False),
        (b"file:///x/home/u/Vaults/a/x.jpg", False),
        (b"/home/u/Vaults/a/100%25.txt", True),
        (b"home/u/Vaults/a/x.jpg", False),
        (b"http://localhost/home/u/Vaults/a/x.jpg", False),
        (b"trash:///home/u/Vaults/a/x.jpg", False),
        (b"file:///home/u/Vaults/a/x%00.jpg", False),
        (b"file:///media/u/na%EFve%20%231%25/x", True),
        (b"file:///media/u/na\xefve%20%231%25", True),
        (b"file:///media/u/na%C3%AFve%20%231%25/x", False),
        (b"file:///mnt/all", False),
        (b"file:///mnt/all/gone/x", True),
        (b"file:///mnt/aller/x", False),
        (b"", False),
        (b"file://", False),
        (b"file:///home/u/Vaults/a/" + b"x" * LONGEST_URI, False),
    ],
)
def test_a_uri_is_held_only_if_it_is_at_or_below_the_mount_point(uri: bytes, held: bool) -> None:
    assert (SCOPE.file_of(uri) is not None) == held


def test_this_computers_own_name_is_no_other_host() -> None:
    assert path_of(f"file://{socket.gethostname()}/x".encode()) == b"/x"


@given(st.binary(min_size=1, max_size=40).map(lambda data: data.replace(b"\0", b"").replace(b"/", b"")))
def test_every_name_survives_its_encoding(name: bytes) -> None:
    if name in (b"", b".", b".."):
        return
    path = b"/home/u/Vaults/a/" + name
    found = SCOPE.file_of(b"file://" + quote_from_bytes(path).encode())
    assert found is not None
    assert os.fsencode(found) == path


@pytest.mark.parametrize("path", ["/", "/home", "/home/u", "/home/u/x/..", "/home/u/"])
def test_what_has_the_home_in_it_is_no_mount_point(path: str) -> None:
    with pytest.raises(UsageError, match="no mount point"):
        Scope.of([Path(path)], HOME)


def test_the_folder_of_all_volumes_stands_for_what_is_mounted_in_it() -> None:
    scope = Scope.of([HOME / "Vaults"], HOME)
    assert scope.file_of(b"file:///home/u/Vaults/gone/x") == HOME / "Vaults/gone/x"
    assert scope.file_of(b"file:///home/u/Vaults") is None


def test_a_mount_point_counts_by_both_its_paths_when_there_is_a_link_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    scope = Scope.of([tmp_path / "link" / "a"], HOME)
    assert scope.holds(os.fsencode(tmp_path / "link/a/x"))
    assert scope.holds(os.fsencode(tmp_path / "real/a/x"))


def test_the_mount_point_itself_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/etc")
    assert not Scope.of([tmp_path / "a"], HOME).holds(b"/etc/passwd")
