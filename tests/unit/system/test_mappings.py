"""Mappings, as sysfs shows them."""

from pathlib import Path

import pytest

from vault.system.mappings import Mapping, all_mappings, lower_devices, mapping


@pytest.fixture
def sysfs(tmp_path: Path) -> Path:
    for number, (name, uuid, suspended) in enumerate((("one", "CRYPT-1", "0"), ("two", "CRYPT-2", "1"))):
        folder = tmp_path / f"dm-{number}"
        (folder / "dm").mkdir(parents=True)
        for part, text in (("name", name), ("uuid", uuid), ("suspended", suspended)):
            (folder / "dm" / part).write_text(text + "\n")
        (folder / "dev").write_text(f"254:{number}\n")
        (folder / "slaves" / f"loop{number}").mkdir(parents=True)
    (tmp_path / "dm-9").mkdir()  # one that goes away while it is being read
    (tmp_path / "loop0").mkdir()
    return tmp_path


def test_all_are_found_with_their_state(sysfs: Path) -> None:
    assert all_mappings(sysfs) == [Mapping("one", "CRYPT-1", "254:0", False), Mapping("two", "CRYPT-2", "254:1", True)]


def test_one_is_found_by_its_uuid_and_only_by_the_whole(sysfs: Path) -> None:
    assert mapping("CRYPT-2", sysfs) == Mapping("two", "CRYPT-2", "254:1", True)
    assert mapping("CRYPT", sysfs) is None
    assert mapping("", sysfs) is None


def test_what_it_lies_on_is_named(sysfs: Path) -> None:
    found = mapping("CRYPT-2", sysfs)
    assert found is not None
    assert lower_devices(found, sysfs) == [Path("/dev/loop1")]


def test_what_it_lies_on_is_found_below_another_mapping(sysfs: Path) -> None:
    (sysfs / "dm-0" / "slaves" / "loop0").rmdir()
    (sysfs / "dm-0" / "slaves" / "dm-1").mkdir()
    found = mapping("CRYPT-1", sysfs)
    assert found is not None
    assert lower_devices(found, sysfs) == [Path("/dev/loop1")]
