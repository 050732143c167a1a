"""A repair writes what its plan says and nothing else, and what cannot be known is left to a backup."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.image import ImageFile
from vault.engine import Engine
from vault.errors import Cancelled, DamagedHeader, WrongCredential
from vault.events import Event, Warned
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.options import CreateOptions, HeaderRepairPlan, KeyFile, OpenOptions, Outer

Make = Callable[..., Path]
Overwrite = Callable[[Path, int, bytes], None]
VERACRYPT = OpenOptions(format="veracrypt", pim=1, prf="sha256", cipher="aes")
COPY = 16384


def opens(path: Path, credential: KeyFile) -> bool:
    found = Engine().header_check(path, credential=credential)
    return found.whole is True and found.opened is True


@pytest.mark.parametrize("place", [0, COPY])
@pytest.mark.parametrize("how", ["damaged", "old"])
def test_one_copy_of_luks2_is_made_anew_from_the_other(
    make: Make, overwrite: Overwrite, old: KeyFile, place: int, how: str
) -> None:
    path = make("luks2")
    earlier = path.read_bytes()[place : place + COPY]
    device = ImageFile.open(path, read_only=False)
    write_header(device, read_header(device))
    device.close()
    good = path.read_bytes()
    overwrite(path, place, earlier if how == "old" else b"overwritten")
    before = path.read_bytes()
    plan = Engine().header_repair_plan(path)
    assert path.read_bytes() == before
    assert [(step.offset, step.length) for step in plan.steps] == [(place, COPY)]
    assert how in plan.steps[0].what and not plan.left
    result = Engine().header_repair(path)
    assert result.steps == plan.steps and result.kept is not None
    assert before.startswith(result.kept.read_bytes())
    assert opens(path, old)
    after = path.read_bytes()
    other = COPY - place
    assert after[other : other + COPY] == before[other : other + COPY] and after[2 * COPY :] == before[2 * COPY :]
    assert after[place + 4096 : place + COPY] == good[place + 4096 : place + COPY], "the JSON is copied as it is"
    assert Engine().header_repair(path).steps == ()


def test_who_does_not_agree_to_the_plan_keeps_the_header(make: Make, overwrite: Overwrite, state: Path) -> None:
    path = make("luks2")
    overwrite(path, 0, b"overwritten")
    before, shown = path.read_bytes(), list[HeaderRepairPlan]()
    with pytest.raises(Cancelled):
        Engine().header_repair(path, agree=lambda plan: bool(shown.append(plan)))
    assert path.read_bytes() == before and len(shown) == 1 and not state.exists()


def test_what_only_a_backup_brings_back_is_said(make: Make, overwrite: Overwrite, old: KeyFile) -> None:
    path = make("luks2")
    for place in (0, COPY):
        overwrite(path, place, b"overwritten")
    with pytest.raises(DamagedHeader, match="no copy of the header is valid") as caught:
        Engine().header_repair(path)
    assert "vault header backup" in caught.value.hint
    other = make("luks2", "other")
    Engine().header_backup(other, other.with_suffix(".header"))
    kept = Engine().header_restore(other, other.with_suffix(".header"), old).kept
    overwrite(other, 40960, bytes(512))
    with pytest.raises(DamagedHeader, match="keyslot 0 was overwritten") as caught:
        Engine().header_repair(other)
    assert f"vault header restore {other} {kept}" in caught.value.hint
    assert kept is not None
    Engine().header_restore(other, kept, old)
    assert opens(other, old)


def entry(number: int, word: int = 0) -> int:
    """Where that word of a LUKS1 keyslot's descriptor lies, in bytes."""
    return 208 + 48 * number + word


MENDED: dict[str, tuple[list[tuple[int, bytes]], str]] = {
    "its place": ([(entry(0, 40), b"\1\2\3\4")], "keyslot 0: its area is at 4096, not at"),
    "its stripes": ([(entry(0, 44), bytes(4))], "keyslot 0: it has 4000 stripes, not 0"),
    "its state": ([(entry(0), b"????")], "keyslot 0: it is in use"),
    "the state of a free one": ([(entry(2), b"????")], "keyslot 2: it is free"),
    "all of a free one": ([(entry(6), b"\x80\x20\x21\x00" * 12)], "keyslot 6: it is free; its area"),
    "two of them": ([(entry(3, 44), bytes(4)), (entry(5, 40), bytes(4))], "keyslot 3: it has 4000 stripes"),
}


@pytest.mark.parametrize("case", MENDED)
def test_the_words_of_a_luks1_keyslot_are_computed_anew(
    make: Make, overwrite: Overwrite, old: KeyFile, case: str
) -> None:
    damage, said = MENDED[case]
    path = make("luks1")
    whole = path.read_bytes()
    for place, data in damage:
        overwrite(path, place, data)
    before = path.read_bytes()
    plan = Engine().header_repair_plan(path)
    assert [step.offset for step in plan.steps] == [entry((place - 208) // 48) for place, _ in damage]
    assert plan.steps[0].what.startswith(said), plan.steps[0].what
    assert path.read_bytes() == before
    result = Engine().header_repair(path)
    assert path.read_bytes() == whole
    assert opens(path, old)
    assert result.kept is not None and before.startswith(result.kept.read_bytes())


@pytest.mark.parametrize("state", [b"\0\xac\x71\xf2", b"\0\0\xde\xad"])
def test_salt_and_iterations_are_not_taken_from_a_luks1_keyslot(
    make: Make, overwrite: Overwrite, old: KeyFile, state: bytes
) -> None:
    path = make("luks1")
    whole = path.read_bytes()
    overwrite(path, entry(0), state)
    overwrite(path, entry(0, 44), struct.pack(">I", 4001))
    Engine().header_repair(path)
    after = path.read_bytes()
    assert after[entry(0, 4) :] == whole[entry(0, 4) :]
    assert state[2:] == b"\xde\xad" or opens(path, old)


GUESSES: dict[str, list[tuple[int, bytes]]] = {
    "no iterations": [(entry(0, 4), bytes(4))],
    "neither used nor free": [(entry(1), b"????"), (entry(1, 4), struct.pack(">I", 1000))],
    "no key material there": [(entry(0, 40), b"\1\2\3\4"), (4096, bytes(512))],
    "nobody knows where": [(entry(number, 40), bytes(4)) for number in range(4)],
    "the text before": [(40, b"\0")],
}


@pytest.mark.parametrize("case", GUESSES)
def test_nothing_is_guessed(make: Make, overwrite: Overwrite, case: str) -> None:
    path = make("luks1")
    for place, data in GUESSES[case]:
        overwrite(path, place, data)
    before = path.read_bytes()
    with pytest.raises(DamagedHeader):
        Engine().header_repair(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("second", [False, True])
def test_a_veracrypt_header_comes_from_its_other_copy(
    make: Make, overwrite: Overwrite, old: KeyFile, new: KeyFile, state: Path, *, hidden: bool, second: bool
) -> None:
    path = make("veracrypt")
    options: dict[str, Any] = {"pim": 1, "prf": "sha256", "quick": True, "force": True, "filesystem": None}
    credential = new if hidden else old
    if hidden:
        outer = Outer(old, OpenOptions(pim=1, prf="sha256", cipher="aes"))
        Engine().create(CreateOptions(path, 1 << 19, format="veracrypt", outer=outer, **options), new)
    place = (path.stat().st_size - 131072 if second else 0) + 65536 * hidden
    overwrite(path, place + 200, b"overwritten")
    before = path.read_bytes()
    events: list[Event] = []
    plan = Engine().header_repair_plan(path, opening=VERACRYPT, credential=credential)
    assert [(step.offset, step.length) for step in plan.steps] == [(place, 512)]
    result = Engine(events.append).header_repair(path, opening=VERACRYPT, credential=credential)
    after = path.read_bytes()
    assert (after[:place], after[place + 512 :]) == (before[:place], before[place + 512 :])
    assert Engine().header_check(path, opening=VERACRYPT, credential=credential).whole
    assert (result.kept is None) == hidden == (not state.exists())
    assert hidden == any("hidden" in event.message for event in events if isinstance(event, Warned))


def test_a_veracrypt_header_needs_the_credential(make: Make, new: KeyFile) -> None:
    path = make("veracrypt")
    with pytest.raises(WrongCredential):
        Engine().header_repair(path, opening=VERACRYPT, credential=new)
