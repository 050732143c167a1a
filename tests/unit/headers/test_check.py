"""A check tells each copy, each keyslot's area and each token, and says plainly what is lost."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.engine import Engine
from vault.errors import UsageError, VaultError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.headers.areas import appearance
from vault.headers.remains import GUESS
from vault.options import HeaderCheck, KeyFile, OpenOptions

Make = Callable[..., Path]
Overwrite = Callable[[Path, int, bytes], None]
VERACRYPT = OpenOptions(format="veracrypt", pim=1, prf="sha256", cipher="aes")
AREA = {"luks2": 32768, "luks1": 4096}
COPY = 16384
luks = pytest.mark.parametrize("name", AREA)


def check(path: Path, credential: KeyFile | None = None, opening: OpenOptions | None = None) -> HeaderCheck:
    before = path.read_bytes()
    found = Engine().header_check(path, opening=opening, credential=credential)
    assert path.read_bytes() == before
    assert (found.whole is False) == bool(found.flaws)
    return found


def states(found: HeaderCheck) -> list[str]:
    return [each.state for each in found.copies]


@luks
def test_a_new_header_is_whole(make: Make, old: KeyFile, name: str) -> None:
    path = make(name)
    found = check(path)
    assert found.whole and set(states(found)) == {"valid"} and found.format == name
    (slot,) = found.keyslots
    assert (slot.number, slot.offset, slot.blocks, slot.overwritten, slot.opened) == (0, AREA[name], 500, (), None)
    assert not found.notes and not found.signatures
    opened = check(path, old)
    assert opened.keyslots[0].opened and opened.notes == ("keyslot 0 opens the volume",)


def test_it_may_be_open_meanwhile(make: Make) -> None:
    path = make("luks2")
    with Container.open(path):
        assert check(path).whole


def test_a_wrong_credential_is_not_damage(make: Make, new: KeyFile) -> None:
    found = check(make("luks2"), new)
    assert (found.whole, found.opened) == (True, False)
    assert [each.opened for each in found.keyslots] == [False]
    assert "no keyslot opens with this passphrase or key file" in found.notes


@pytest.mark.parametrize(
    ("offset", "data", "expected", "said"),
    [
        (0, b"lost", ["damaged", "valid"], "the primary copy is damaged (the magic is not there): the volume opens"),
        (5000, b"lost", ["damaged", "valid"], "(the checksum does not fit): the volume opens from the secondary one"),
        (COPY, b"lost", ["valid", "damaged"], "the secondary copy is damaged (the magic is not there)"),
        (COPY + 80, b"lost", ["valid", "damaged"], "vault header repair {path} restores it"),
    ],
)
def test_a_damaged_copy_is_told_with_the_reason(
    make: Make, overwrite: Overwrite, offset: int, data: bytes, expected: list[str], said: str
) -> None:
    path = make("luks2")
    overwrite(path, offset, data)
    found = check(path)
    assert states(found) == expected
    assert len(found.flaws) == 1 and said.format(path=path) in found.flaws[0]
    assert found.keyslots and not found.keyslots[0].overwritten


@pytest.mark.parametrize("place", [0, COPY])
def test_an_old_copy_is_told_with_both_sequence_ids(make: Make, overwrite: Overwrite, place: int) -> None:
    path = make("luks2")
    before = path.read_bytes()[place : place + COPY]
    device = ImageFile.open(path, read_only=False)
    write_header(device, read_header(device))
    device.close()
    overwrite(path, place, before)
    found = check(path)
    assert sorted(states(found)) == ["old", "valid"]
    assert {each.sequence_id for each in found.copies} == {1, 2}
    assert "its sequence id is 1, that of the other copy 2" in found.flaws[0]


def test_both_copies_damaged_is_the_end_but_for_a_backup(make: Make, overwrite: Overwrite, old: KeyFile) -> None:
    path = make("luks2")
    Engine().header_backup(path, path.with_suffix(".header"))
    kept = Engine().header_restore(path, path.with_suffix(".header"), old).kept
    for place in (100, COPY + 100):
        overwrite(path, place, b"lost")
    found = check(path)
    assert states(found) == ["damaged", "damaged"] and not found.keyslots
    assert found.flaws[0].startswith("nothing opens the volume: no copy of the header is valid")
    assert f"the newest backup that was kept of the header is {kept}" in found.notes


@pytest.mark.parametrize(
    ("name", "data", "looks_like"),
    [
        ("luks2", bytes(1536), "zeros"),
        ("luks1", b"\xff" * 1536, "bytes 0xff"),
        ("luks2", b"dear diary, " * 128, "text"),
        ("luks1", bytes(500) + b"\x55\xaa" * 6 + bytes(1024), "mostly zeros"),
        ("luks2", bytes(range(256)) * 6, "not random"),
    ],
)
def test_what_overwrote_a_keyslot_is_named(
    make: Make, add: Callable[[Path], int], overwrite: Overwrite, old: KeyFile, name: str, data: bytes, looks_like: str
) -> None:
    path = make(name)
    number = add(path)
    slot = next(each for each in check(path).keyslots if each.number == number)
    overwrite(path, slot.offset + 10 * 512, data)
    found = check(path, old)
    (first, damaged) = found.keyslots
    assert first.opened and not first.overwritten and not damaged.opened
    looks = {each.looks_like for each in damaged.overwritten}
    assert looks_like in looks and sum(each.length for each in damaged.overwritten) == 1536
    assert damaged.overwritten[0].offset == slot.offset + 10 * 512
    (flaw,) = found.flaws
    assert flaw.startswith("keyslot 1 cannot be opened any more: 3 of its 500 blocks were overwritten")
    assert "keyslot 0 opens the volume" in found.notes


def test_the_last_keyslot_is_lost(make: Make, overwrite: Overwrite) -> None:
    path = make("luks2")
    overwrite(path, AREA["luks2"], bytes(512))
    assert check(path).flaws[-1] == "there is no keyslot left that could open the volume"


def test_tokens_that_dangle_are_told_and_unknown_ones_are_left_alone(make: Make) -> None:
    path = make("luks2")
    device = ImageFile.open(path, read_only=False)
    header = read_header(device)
    tokens = {
        "0": {"type": "somebody's", "keyslots": ["0"], "data": [1, 2]},
        "1": {"type": "vault-keyring", "keyslots": [], "id": "0" * 32},
        "2": {"type": "vault-name", "keyslots": ["0"], "name": "laptop"},
        "3": {"type": "systemd-recovery", "keyslots": []},
    }
    write_header(device, replace(header, document={**header.document, "tokens": tokens}))
    device.close()
    found = check(path)
    assert [each.state for each in found.tokens] == ["unknown", "dangling", "ready", "dangling"]
    assert found.whole and found.notes == (
        f"token 1 (vault-keyring): it is for no keyslot; vault keyring forget {path} removes it",
        f"token 3 (systemd-recovery): it is for no keyslot; cryptsetup token remove --token-id 3 {path} removes it",
    )


def test_the_mark_of_something_else_is_told(make: Make, overwrite: Overwrite) -> None:
    path = make("luks2")
    overwrite(path, 0x410, b"\x0f\x13" + bytes(5) + b"MINIX")
    overwrite(path, COPY + 80, b"x")
    overwrite(path, 4086, b"SWAPSPACE2")
    found = check(path)
    assert not found.whole
    assert [(each.name, each.offset) for each in found.signatures] == [("swap", 4086)] or not found.signatures


def test_of_a_veracrypt_header_only_its_credential_tells(make: Make, old: KeyFile, overwrite: Overwrite) -> None:
    path = make("veracrypt")
    found = check(path, opening=VERACRYPT)
    assert found.whole is None and found.opened is None and states(found) == ["unknown", "unknown"]
    assert not any("LUKS" in note for note in found.notes), "the format was named"
    assert states(check(path, old, VERACRYPT)) == ["valid", "valid"]
    end = path.stat().st_size
    for place, expected in ((0, ["damaged", "valid"]), (end - 131072, ["valid", "damaged"])):
        spoilt = path.read_bytes()
        overwrite(path, place + 100, b"lost")
        found = check(path, old, VERACRYPT)
        assert states(found) == expected
        assert f"vault header repair {path} restores it" in found.flaws[0]
        path.write_bytes(spoilt)
    overwrite(path, end - 131072, bytes(512))
    assert check(path, opening=VERACRYPT).flaws == (f"there is no header at {end - 131072} any more: there are zeros",)


def test_what_has_no_header_to_check_is_told(tmp_path: Path, make: Make, new: KeyFile) -> None:
    (tmp_path / "zeros").write_bytes(bytes(1 << 20))
    with pytest.raises(VaultError):
        check(tmp_path / "zeros", new)
    with pytest.raises(UsageError, match="pim"):
        check(make("luks1"), opening=OpenOptions(pim=1))
    found = check(make("veracrypt", "other"), new, VERACRYPT)
    assert (found.whole, found.opened) == (None, False)
    assert "no header opens with this passphrase, PIM and these keyfiles" in found.notes


def test_noise_is_no_whole_header_and_the_format_a_guess(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(1 << 20))
    found = check(tmp_path / "noise")
    assert (found.whole, found.format) == (None, "veracrypt")
    assert GUESS in found.notes and "vault header backups lists" in found.notes[-1]


@pytest.mark.parametrize(("block", "expected"), [(bytes(512), "zeros"), (b"\xff" * 512, "bytes 0xff")])
def test_one_byte_repeated_is_named(block: bytes, expected: str) -> None:
    assert appearance(block) == expected
