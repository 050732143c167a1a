"""What an inspection tells of a volume is enough to know it again, and to mount no other one."""

from dataclasses import replace
from pathlib import Path

import pytest

from vault import CreateOptions, Engine, KeyFile, MountRequest
from vault.errors import UnknownFormat, UsageError
from vault.options import OpenOptions

MIB = 1 << 20


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    file = tmp_path / "key"
    file.write_bytes(b"k" * 32)
    return KeyFile(file)


@pytest.fixture(params=["luks2", "luks1", "veracrypt"])
def volume(request: pytest.FixtureRequest, tmp_path: Path, key: KeyFile) -> MountRequest:
    """A container, and how it is to be mounted."""
    container = tmp_path / "a.vol"
    recipe = {"prf": "sha256", "pim": 1, "quick": True} if request.param == "veracrypt" else {"pbkdf_iterations": 1000}
    size = 17 * MIB if request.param != "veracrypt" else MIB
    options = CreateOptions(container, size, filesystem=None, format=request.param, **recipe)  # type: ignore[arg-type]
    if request.param == "luks2":
        options = replace(options, pbkdf="pbkdf2", sparse=True)
    Engine().create(options, key)
    return MountRequest(container, opening=OpenOptions(pim=1 if request.param == "veracrypt" else None))


def test_its_id_is_that_of_the_settings_wherever_it_lies(volume: MountRequest) -> None:
    found = Engine().inspect(volume.container)
    assert found.id == Engine().policy(str(volume.container)).id and found.open_as == ""
    moved = volume.container.rename(volume.container.with_name("b.vol"))
    assert Engine().inspect(moved).id == found.id


def test_another_volume_than_the_one_that_was_looked_at_is_not_mounted(volume: MountRequest, key: KeyFile) -> None:
    found = Engine().inspect(volume.container)
    with pytest.raises(UsageError, match="another one lies there now") as caught:
        Engine().mount(replace(volume, volume_id="0" * 64), key)
    assert "is_another" in caught.value.data
    assert Engine().plan(replace(volume, volume_id=found.id)).attach, "it is the same"


@pytest.mark.parametrize("size", [0, 100, 4096])
def test_what_is_no_volume_can_be_looked_at(tmp_path: Path, size: int) -> None:
    (tmp_path / "x").write_bytes(bytes(size))
    found = Engine().inspect(tmp_path / "x")
    assert not found.format and found.id
    with pytest.raises(UnknownFormat):
        Engine().keyslots(tmp_path / "x")
