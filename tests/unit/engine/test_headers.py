"""Header backups go into new private files, come back where they belong, and nowhere else."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import FormatError, UnsupportedFeature, UsageError, VaultError, WrongCredential
from vault.events import Event, Warned, ignore
from vault.formats.veracrypt.layout import Kind, Location
from vault.inplace import convert_header
from vault.options import CreateOptions, KeyFile, KeyslotChange, OpenOptions
from vault.testing.veracrypt import GOOD, changed, container, sealed
from vault.volume import Volume

MIB = 1 << 20
KEYS = {"old": b"an old passphrase of twenty bytes", "new": b"a new passphrase of twenty bytes"}
CHEAP: dict[str, dict[str, Any]] = {
    "luks2": {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000},
    "luks1": {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000},
    "veracrypt": {},
}
MAKE: dict[str, dict[str, Any]] = {
    "luks2": {**CHEAP["luks2"], "keyslots_size": 1 << 19},
    "luks1": CHEAP["luks1"],
    "veracrypt": {"pim": 1, "prf": "sha256"},
}
OPENING = {"veracrypt": OpenOptions(format="veracrypt", pim=1, prf="sha256")}
formats = pytest.mark.parametrize("name", MAKE)
luks = pytest.mark.parametrize("name", ["luks2", "luks1"])


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, KeyFile]:
    for name, data in KEYS.items():
        (tmp_path / f"{name}.key").write_bytes(data)
    return {name: KeyFile(tmp_path / f"{name}.key") for name in KEYS}


@pytest.fixture
def make(tmp_path: Path, keys: dict[str, KeyFile]) -> Callable[..., Path]:
    def made(name: str, file: str = "volume", **more: Any) -> Path:
        options = {"size": 4 * MIB, "filesystem": None, "format": name, **MAKE[name], **more}
        Engine().create(CreateOptions(tmp_path / file, **options), keys["old"])
        return tmp_path / file

    return made


def opens(path: Path, name: str, which: str) -> bool:
    options = OPENING.get(name, OpenOptions())
    with Volume.open(Container.open(path), options) as volume, Secret(KEYS[which]) as key:
        try:
            volume.unlock(key).close()
        except WrongCredential:
            return False
        return True


def change(path: Path, name: str, keys: dict[str, KeyFile]) -> int | None:
    opening = OPENING.get(name, OpenOptions())
    new = OpenOptions(pim=1) if name == "veracrypt" else OpenOptions()
    wanted = KeyslotChange(path, opening=opening, new=new, **CHEAP[name])
    return Engine().keyslot_change(wanted, keys["old"], keys["new"])


@formats
def test_what_is_restored_opens_as_it_did_when_it_was_saved(
    make: Callable[..., Path], keys: dict[str, KeyFile], name: str
) -> None:
    path = make(name)
    before = path.read_bytes()
    file = path.with_suffix(".header")
    saved = Engine().header_backup(path, file)
    assert (saved.format, saved.size, saved.file) == (name, file.stat().st_size, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert before.startswith(file.read_bytes())
    assert change(path, name, keys) == (None if name == "veracrypt" else 0)
    assert opens(path, name, "new") and not opens(path, name, "old")
    Engine().header_restore(path, file, keys["old"], opening=OPENING.get(name))
    assert opens(path, name, "old") and not opens(path, name, "new")
    if name != "veracrypt":  # whose headers get a fresh salt
        assert path.read_bytes() == before


@formats
def test_a_header_that_is_gone_comes_back(make: Callable[..., Path], keys: dict[str, KeyFile], name: str) -> None:
    path = make(name)
    Engine().header_backup(path, path.with_suffix(".header"))
    with path.open("r+b") as file:
        file.write(bytes(1 << 17))
    Engine().header_restore(path, path.with_suffix(".header"), keys["old"], opening=OPENING.get(name), force=True)
    assert opens(path, name, "old")


def test_veracrypt_keeps_a_backup_of_its_own(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    path = make("veracrypt")
    with path.open("r+b") as file:
        file.write(bytes(512))
    assert not opens(path, "veracrypt", "old")
    restored = Engine().header_restore(path, None, keys["old"], opening=OpenOptions(pim=1, prf="sha256"))
    assert (restored.file, restored.size, restored.format) == (None, 0, "veracrypt")
    assert opens(path, "veracrypt", "old")


@luks
@pytest.mark.parametrize(
    ("opening", "message"),
    [
        (OpenOptions(pim=1), "the option pim means nothing"),
        (OpenOptions(format="veracrypt"), "the format named is veracrypt"),
    ],
    ids=["pim", "format"],
)
def test_options_of_another_format_are_not_ignored(
    make: Callable[..., Path], keys: dict[str, KeyFile], name: str, opening: OpenOptions, message: str
) -> None:
    path = make(name)
    Engine().header_backup(path, path.with_suffix(".header"))
    with pytest.raises(UsageError, match=message):
        Engine().header_restore(path, path.with_suffix(".header"), keys["old"], opening=opening)


def test_what_cannot_be_restored_is_told_for_what_it_is(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    small, large = make("luks1"), make("luks2", "large", size=24 * MIB, keyslots_size=8 * MIB)
    Engine().header_backup(large, large.with_suffix(".header"))
    with pytest.raises(UsageError, match=rf"has {8 * MIB + (1 << 15)} bytes, the container only {4 * MIB}"):
        Engine().header_restore(small, large.with_suffix(".header"), keys["old"], force=True)
    with pytest.raises(UsageError, match="is a luks1 volume, which has no backup of its header in itself"):
        Engine().header_restore(small, None, keys["old"])


def test_only_a_new_credential_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "short.key").write_bytes(b"short")
    path, short, events = tmp_path / "cheap", KeyFile(tmp_path / "short.key"), list[Event]()
    Engine(events.append).create(
        CreateOptions(path, size=MIB, filesystem=None, format="veracrypt", **MAKE["veracrypt"]), short
    )
    warned = [event for event in events if isinstance(event, Warned) and "the PIM 1" in event.message]
    assert len(warned) == 1
    events.clear()
    Engine(events.append).header_restore(path, None, short, opening=OPENING["veracrypt"])
    assert not [event for event in events if isinstance(event, Warned)]


@formats
def test_a_backup_is_never_overwritten(make: Callable[..., Path], tmp_path: Path, name: str) -> None:
    path = make(name)
    (tmp_path / "there").write_bytes(b"somebody's")
    with pytest.raises(UsageError, match="exists already"):
        Engine().header_backup(path, tmp_path / "there")
    assert (tmp_path / "there").read_bytes() == b"somebody's"


@luks
def test_the_header_of_another_volume_is_refused_and_when_forced_told(
    make: Callable[..., Path], keys: dict[str, KeyFile], name: str
) -> None:
    path, other = make(name), make(name, "other")
    before = path.read_bytes()
    Engine().header_backup(other, other.with_suffix(".header"))
    with pytest.raises(UsageError, match="is of the volume"):
        Engine().header_restore(path, other.with_suffix(".header"), keys["old"])
    assert path.read_bytes() == before
    events: list[Event] = []
    Engine(events.append).header_restore(path, other.with_suffix(".header"), keys["old"], force=True)
    assert any(isinstance(event, Warned) and "the container holds" in event.message for event in events)
    assert opens(path, name, "old")


def broken(path: Path, start: int, data: bytes) -> Path:
    whole = bytearray(path.read_bytes())
    whole[start : start + len(data)] = data
    path.write_bytes(whole)
    return path


BAD: dict[str, tuple[str, Callable[[Path], Path], type[VaultError]]] = {
    "nothing": ("luks2", lambda path: path.with_name("none"), UsageError),
    "a folder": ("luks2", lambda path: path.parent, VaultError),
    "cut short": ("luks2", lambda path: _cut(path, 8192), VaultError),
    "cut between": ("luks1", lambda path: _cut(path, -4096), FormatError),
    "not whole sectors": ("luks1", lambda path: _cut(path, -1), UsageError),
    "damaged": ("luks1", lambda path: broken(path, 100, b"\xff" * 8), FormatError),
    "noise": ("luks2", lambda path: _noise(path), UsageError),
    "of another format": ("veracrypt", lambda path: broken(path, 0, b"LUKS\xba\xbe\x00\x01"), VaultError),
    "of another size": ("veracrypt", lambda path: _cut(path, 65536), UsageError),
}


def _cut(path: Path, size: int) -> Path:
    path.write_bytes(path.read_bytes()[:size])
    return path


def _noise(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 512)
    return path


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_backup_changes_nothing(make: Callable[..., Path], keys: dict[str, KeyFile], bad: str) -> None:
    name, spoil, error = BAD[bad]
    path = make(name)
    file = path.with_suffix(".header")
    Engine().header_backup(path, file)
    before = path.read_bytes()
    file = spoil(file)
    with pytest.raises(error):
        Engine().header_restore(path, file, keys["old"], opening=OPENING.get(name))
    assert path.read_bytes() == before


def test_data_at_another_place_is_refused_even_by_force(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    path, other = make("luks2"), make("luks2", "other", keyslots_size=3 << 19)
    Engine().header_backup(other, other.with_suffix(".header"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="its data begins at"):
        Engine().header_restore(path, other.with_suffix(".header"), keys["old"], force=True)
    assert path.read_bytes() == before


def test_a_smaller_header_leaves_nothing_of_the_larger_one(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    path, other = make("luks2"), make("luks2", "other", keyslots_size=1 << 18)
    Engine().header_backup(other, other.with_suffix(".header"))
    size = other.with_suffix(".header").stat().st_size
    mark = b"of an earlier keyslot" * 100
    for at in (size, (1 << 19) + 32768 - len(mark)):
        broken(path, at, mark)
    with pytest.raises(UsageError, match="is of the volume"):
        Engine().header_restore(path, other.with_suffix(".header"), keys["old"])
    Engine().header_restore(path, other.with_suffix(".header"), keys["old"], force=True)
    assert opens(path, "luks2", "old")
    assert mark not in path.read_bytes()


def test_a_header_from_before_its_conversion_comes_back(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    path = make("luks1")
    Engine().header_backup(path, path.with_suffix(".header"))
    with Container.open(path) as opened:
        convert_header(Volume.open(opened), "luks2", on_event=ignore)
    with pytest.raises(UsageError, match="luks1 header of"):
        Engine().header_restore(path, path.with_suffix(".header"), keys["old"])
    Engine().header_restore(path, path.with_suffix(".header"), keys["old"], force=True)
    with Volume.open(Container.open(path)) as volume:
        assert volume.format == "luks1"
    assert opens(path, "luks1", "old")


def test_a_detached_header_is_saved_and_restored(tmp_path: Path, keys: dict[str, KeyFile]) -> None:
    data, header = tmp_path / "data", tmp_path / "header"
    Engine().create(CreateOptions(data, MIB, None, header=header, **MAKE["luks2"]), keys["old"])
    Engine().header_backup(data, data.with_suffix(".saved"), header)
    before = header.read_bytes()
    wanted = KeyslotChange(data, header=header, **CHEAP["luks2"])
    Engine().keyslot_change(wanted, keys["old"], keys["new"])
    assert header.read_bytes() != before
    Engine().header_restore(data, data.with_suffix(".saved"), keys["old"], header=header)
    assert header.read_bytes() == before


# --- credentials of VeraCrypt volumes -------------------------------------------------------------------------


def test_the_prf_stays_and_keyfiles_go_unless_others_are_named(
    make: Callable[..., Path], keys: dict[str, KeyFile], tmp_path: Path
) -> None:
    keyfile = tmp_path / "keyfile"
    keyfile.write_bytes(b"a keyfile")
    path = make("veracrypt", keyfiles=(keyfile,))
    opening = OpenOptions(pim=1, prf="sha256", keyfiles=(keyfile,))
    events: list[Event] = []
    wanted = KeyslotChange(path, opening=opening, new=OpenOptions(pim=1))
    assert Engine(events.append).keyslot_change(wanted, keys["old"], keys["new"]) is None
    assert any(isinstance(event, Warned) and "without keyfiles" in event.message for event in events)
    assert opens(path, "veracrypt", "new")


@pytest.mark.parametrize(
    ("name", "more", "message"),
    [
        ("veracrypt", {"slot": 0}, "no keyslots"),
        ("veracrypt", {"pbkdf": "pbkdf2"}, "no keyslots"),
        ("veracrypt", {"raise_kdf_limit": True}, "no keyslots"),
        ("veracrypt", {"new": OpenOptions(prf="ripemd160")}, "no volumes with the PRF"),
        ("veracrypt", {"new": OpenOptions(prf="none")}, "none"),
        ("luks2", {"new": OpenOptions(pim=2)}, "for VeraCrypt volumes"),
        ("luks1", {"opening": OpenOptions(pim=2)}, "option pim"),
    ],
)
def test_what_means_nothing_to_the_volume_is_refused(
    make: Callable[..., Path], keys: dict[str, KeyFile], name: str, more: dict[str, Any], message: str
) -> None:
    path = make(name)
    before = path.read_bytes()
    wanted = {"opening": OPENING.get(name, OpenOptions()), **more}
    with pytest.raises(VaultError, match=message):
        Engine().keyslot_change(KeyslotChange(path, **wanted), keys["old"], keys["new"])
    assert path.read_bytes() == before


def test_there_are_no_keyslots_to_add_remove_or_list(make: Callable[..., Path], keys: dict[str, KeyFile]) -> None:
    path = make("veracrypt")
    engine = Engine()
    for act in (
        lambda: engine.keyslot_add(KeyslotChange(path), keys["old"], keys["new"]),
        lambda: engine.keyslot_remove(path, None, 1, keys["old"]),
        lambda: engine.keyslots(path),
    ):
        with pytest.raises(FormatError, match="keyslots") as caught:
            act()
        assert "vault keyslot change" in caught.value.hint


def test_a_truecrypt_volume_is_to_be_converted(tmp_path: Path, keys: dict[str, KeyFile]) -> None:
    fields = changed(magic=b"TRUE", program_version=0x071A)
    assert fields.version == GOOD.version
    # The derivation of TrueCrypt is said by no PIM.
    device = container(sealed(fields, kind=Kind.TRUECRYPT, prf="sha512", pim=None, passphrase=KEYS["old"]))
    device.data[Location.HIDDEN.value :] = bytes(range(7, 256)) * 4096
    path = tmp_path / "old.tc"
    path.write_bytes(device.data[: 512 * 1024])
    before = path.read_bytes()
    wanted = KeyslotChange(path, opening=OpenOptions(format="truecrypt"))
    with pytest.raises(UnsupportedFeature) as caught:
        Engine().keyslot_change(wanted, keys["old"], keys["new"])
    assert "vault convert" in caught.value.hint
    with pytest.raises(UnsupportedFeature):
        Engine().header_restore(path, None, keys["old"], opening=OpenOptions(format="truecrypt"))
    assert path.read_bytes() == before
