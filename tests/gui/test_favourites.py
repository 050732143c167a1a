"""Favourites are kept as they were made, found by ID or place, and never lost to a damaged file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vault import MountRequest
from vault.gui.favourites import Favourite, Favourites
from vault.gui.favourites_file import from_json, to_json
from vault.options import OpenOptions, PassphraseFd, PolicyPart, Protection, Remember

if TYPE_CHECKING:
    from tests.gui.conftest import Desk

EVERYTHING = MountRequest(
    Path("/a/b.vol"),
    mount_point=Path("/mnt/x"),
    header=Path("/h\udcff"),
    key_slot=3,
    read_only=True,
    allow_discards=True,
    raise_kdf_limit=True,
    attach_way="fusefile",
    mount_way="fuse2fs",
    noexec=True,
    opening=OpenOptions("veracrypt", pim=12, keyfiles=(Path("/k1"), Path("k2")), prf="sha512", hidden=True),
    remember=Remember("session", 600),
)


@pytest.mark.parametrize(
    "request_",
    [MountRequest(Path("/a")), EVERYTHING, replace(EVERYTHING, remember=Remember("keyring"), opening=OpenOptions())],
)
def test_all_options_come_back(request_: MountRequest) -> None:
    assert from_json(to_json([(request_, "a name", "an id")])) == [(request_, "a name", "an id")]


def test_what_opens_a_volume_is_not_kept() -> None:
    request = replace(EVERYTHING, protect=Protection(PassphraseFd(77)), policy=PolicyPart("nothing"))
    assert from_json(to_json([(request, "", "")])) == [(EVERYTHING, "", "")]


DAMAGED: dict[str, Any] = {
    "cut off": b'{"version": 1, "favou',
    "no text": b"\xff\xfe\x00",
    "nested": b"[" * 100_000,
    "too large": b" " * ((1 << 20) + 1),
    "no list": {"version": 1},
    "a later version": {"version": 2, "favourites": []},
    "no object": {"version": 1, "favourites": [1]},
    "no container": {"version": 1, "favourites": [{"name": "x"}]},
    "an unknown member": {"version": 1, "favourites": [{"container": "/a", "passphrase": "x"}]},
    "a number as path": {"version": 1, "favourites": [{"container": 1}]},
    "a NUL": {"version": 1, "favourites": [{"container": "/a\0b"}]},
    "a text as switch": {"version": 1, "favourites": [{"container": "/a", "read_only": "no"}]},
    "a switch as number": {"version": 1, "favourites": [{"container": "/a", "key_slot": True}]},
    "remembered elsewhere": {"version": 1, "favourites": [{"container": "/a", "remember": {"where": "cloud"}}]},
    "keyfiles no list": {"version": 1, "favourites": [{"container": "/a", "opening": {"keyfiles": "/k"}}]},
    "a name as number": {"version": 1, "favourites": [{"container": "/a", "name": 1}]},
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_file_is_told(what: str) -> None:
    data = DAMAGED[what]
    with pytest.raises(ValueError, match=r"."):
        from_json(data if isinstance(data, bytes) else json.dumps(data).encode())


def test_favourites_are_kept(desk: Desk) -> None:
    favourites = desk.app.favourites
    heard: list[None] = []
    favourites.changed.connect(lambda: heard.append(None))
    container = desk.volume()
    favourites.add(Favourite(MountRequest(container, read_only=True), "Letters"))
    desk.until(lambda: favourites.list[0].id, "the engine tells the ID")
    assert len(heard) == 2
    assert favourites.path.stat().st_mode & 0o777 == 0o600
    favourites.add(Favourite(MountRequest(container, noexec=True), "Letters"))
    assert [each.request.noexec for each in favourites.list] == [True]
    assert favourites.list[0].id
    favourites.rename(container, " Post ")
    moved = container.with_name("elsewhere.vol")
    favourites.move(container, moved)
    again = Favourites(desk.app)
    assert again.list == favourites.list
    assert again.list[0].shown_name == "Post" and again.list[0].container == moved
    again.rename(moved, "")
    assert again.list[0].shown_name == "elsewhere.vol"
    again.remove(moved)
    favourites.rename(moved, "gone meanwhile")  # in another window: nothing comes back
    assert Favourites(desk.app).list == ()


def test_an_open_volume_is_found_by_its_id(desk: Desk) -> None:
    from tests.gui.test_tasks import run, typed

    container = desk.volume()
    desk.app.favourites.add(Favourite(MountRequest(container)))
    desk.until(lambda: desk.app.favourites.list[0].id)
    moved = container.rename(container.with_name("moved.vol"))
    record = run(desk, "mount", MountRequest(moved), typed())[0][0]
    found = desk.app.favourites.of(record)
    assert found is not None and found.container == container


def test_a_damaged_file_is_kept_aside(desk: Desk) -> None:
    path = desk.app.favourites.path
    path.parent.mkdir(exist_ok=True)
    for number in (1, 2):
        path.write_text(f"damaged {number}")
        favourites = Favourites(desk.app)
        assert favourites.list == () and favourites.damage is not None and str(path) in str(favourites.damage)
        assert path.read_text() == f"damaged {number}"
        favourites.add(Favourite(MountRequest(Path("/a")), id="x"))
        assert favourites.damage is None and len(Favourites(desk.app).list) == 1
        assert path.with_name(f"favourites.json.damaged-{number}").read_text() == f"damaged {number}"


def test_what_cannot_be_kept_is_told_and_not_made(desk: Desk) -> None:
    favourites = desk.app.favourites
    favourites.path.mkdir(parents=True)
    told: list[Any] = []
    favourites.failed.connect(told.append)
    favourites.add(Favourite(MountRequest(Path("/a")), id="x"))
    assert favourites.list == () and len(told) == 1 and str(favourites.path) in str(told[0])
