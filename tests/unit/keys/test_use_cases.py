"""Keyslots as use cases: what is proved, what is refused, and tokens that are enrolled and forgotten with them."""

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from vault import keys
from vault.container import Container
from vault.crypto.kdf import Cost
from vault.crypto.random import random_secret
from vault.crypto.secret import Secret
from vault.errors import (
    BusyError,
    KeyslotError,
    TokenUnavailable,
    UnsupportedFeature,
    UsageError,
    WrongCredential,
)
from vault.events import Event, Warned, ignore
from vault.formats.luks1.create import CreateOptions as Luks1Options
from vault.formats.luks2.keyslots import add_token, edited, name_of, remove_keyslot
from vault.formats.luks2.write import write_header
from vault.keys.hints import typed
from vault.newcontainer import new_container
from vault.options import KeyslotChange
from vault.testing.volumes import CHEAP_PBKDF2, small_options, write_volume
from vault.tokens.base import RANDOM_COST, Enrolled, TokenStatus, Whose
from vault.volume import UnlockedVolume, Volume

SIZE = 3 << 20
LUKS1 = Luks1Options(key_size=32, iterations=1000, digest_iterations=1000)


@dataclass
class Box:
    """A type of token whose secrets lie in a dictionary, which may be shut."""

    kind: str = "systemd-tpm2"
    name: str = "the box"
    asks: bool = False
    cost: Cost = RANDOM_COST
    shut: bool = False
    inside: dict[str, tuple[bytes, Whose]] = field(default_factory=dict)

    def enrol(self, whose: Whose) -> Enrolled:
        self.check()
        secret, number = random_secret(32), str(len(self.inside))
        self.inside[number] = bytes(secret.view()), whose
        return Enrolled(secret, {"id": number})

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        self.check()
        del whose
        return Secret(self.inside[members["id"]][0])

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        self.check()
        del whose
        self.inside.pop(members["id"], None)

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        del whose
        return TokenStatus("ready" if members["id"] in self.inside else "missing")

    def check(self) -> None:
        if self.shut:
            raise TokenUnavailable("the box is shut", hint="open it")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A LUKS2 volume whose keyslot 0 opens with ``zero``, with room for three more."""
    path = tmp_path / "volume"
    write_volume(path, b"zero", size=SIZE, options=small_options(keyslots=4, key_size=32))
    return path


@pytest.fixture
def luks1(tmp_path: Path) -> Path:
    path = tmp_path / "luks1"
    with new_container(path, SIZE, LUKS1, Secret(b"zero")):
        pass
    return path


def change(path: Path, **more: Any) -> KeyslotChange:
    return KeyslotChange(path, pbkdf="pbkdf2", pbkdf_iterations=1000, **more)


def open_(path: Path) -> Volume:
    return Volume.open(Container.open(path))


def unlocked(path: Path, act: Callable[[UnlockedVolume], Any], credential: bytes = b"zero") -> Any:
    with open_(path) as volume, Secret(credential) as secret, volume.unlock(secret) as found:
        return act(found)


def add(path: Path, credential: bytes, **more: Any) -> int:
    key = more.pop("key", None)
    found: int = unlocked(path, lambda u: keys.add(u, Secret(credential), change(path, **more), ignore, key=key))
    return found


def opened_by(path: Path, credential: bytes, slot: int | None = None) -> int | None:
    with open_(path) as volume:
        return keys.test(volume, Secret(credential), slot, ignore)


def enrolled(path: Path, box: Box) -> None:
    """Have the box open a new keyslot."""
    unlocked(path, lambda u: keys.enrol(u, box, change(path), ignore))[1].secret.wipe()


def warnings_of(act: Callable[[Callable[[Event], None]], object]) -> Iterator[str]:
    events: list[Event] = []
    act(events.append)
    return (event.message for event in events if isinstance(event, Warned))


def test_a_keyslot_is_added_with_name_and_priority_and_tested(path: Path) -> None:
    assert add(path, b"one", name="one", priority="ignore") == 1
    assert opened_by(path, b"zero") == 0
    assert opened_by(path, b"one", 1) == 1
    with pytest.raises(WrongCredential):
        opened_by(path, b"one")
    with pytest.raises(KeyslotError, match="no keyslot 3"):
        opened_by(path, b"one", 3)
    with open_(path) as volume:
        keys.set_priority(volume, 1, "prefer", ignore)
    with open_(path) as volume:
        keys.set_name(volume, 1, "another")
    with open_(path) as volume:
        assert name_of(volume.luks.header, 1) == "another"
        assert volume.luks.header.keyslots[1].priority == 2
    assert opened_by(path, b"one") == 1


def test_a_key_of_its_own_is_added_tested_and_extracted(path: Path) -> None:
    given = add(path, b"own", unbound=True, key=Secret(b"given"))
    made = add(path, b"own", unbound=True, key_size=136)
    assert opened_by(path, b"own", given) == given
    for slot, size in ((given, 5), (made, 17)):
        with open_(path) as volume, keys.extract(volume, Secret(b"own"), slot, ignore) as key:
            assert len(key) == size
            assert (bytes(key.view()) == b"given") is (slot == given)
    with open_(path) as volume, pytest.raises(KeyslotError, match="holds the volume key"):
        keys.extract(volume, Secret(b"zero"), 0, ignore)
    with pytest.raises(WrongCredential):
        opened_by(path, b"own")
    for size in (0, 12, -8):
        with pytest.raises(UsageError, match="bits"):
            add(path, b"own", unbound=True, key_size=size)
    with pytest.raises(UsageError, match="unbound"):
        add(path, b"own", key=Secret(b"given"))


@pytest.mark.parametrize("slot", [None, 1])
def test_a_keyslot_is_converted_by_its_number_or_by_what_opens(path: Path, slot: int | None) -> None:
    add(path, b"one")
    wanted = KeyslotChange(path, slot=slot, pbkdf="argon2id", pbkdf_iterations=4, pbkdf_memory_kib=32, pbkdf_parallel=1)
    with open_(path) as volume:
        assert keys.convert(volume, Secret(b"one"), wanted, ignore) == 1
    with open_(path) as volume:
        assert volume.luks.header.keyslots[1].kdf.cost.kind == "argon2id"
        assert volume.luks.header.keyslots[0].kdf.cost == CHEAP_PBKDF2
    assert opened_by(path, b"one") == 1


@pytest.mark.parametrize("more", [{"name": "x"}, {"priority": "prefer"}, {"unbound": True}], ids=str)
def test_a_changed_keyslot_keeps_what_it_has_beside_the_credential(path: Path, more: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="keeps its name"):
        unlocked(path, lambda found: keys.change(found, Secret(b"new"), change(path, **more), ignore))
    with open_(path) as volume:
        keys.set_name(volume, 0, "mine")
    assert unlocked(path, lambda found: keys.change(found, Secret(b"new"), change(path), ignore)) == 0
    assert opened_by(path, b"new") == 0
    with open_(path) as volume:
        assert name_of(volume.luks.header, 0) == "mine"


def test_removing_asks_for_a_credential_that_still_opens_the_data(path: Path) -> None:
    add(path, b"one")
    own = add(path, b"own", unbound=True)
    for wrong in (b"zero", b"own"):
        with open_(path) as volume, pytest.raises(WrongCredential):
            keys.remove(volume, 0, lambda word=wrong: Secret(word), force=False, on_event=ignore)  # type: ignore[misc]
    with open_(path) as volume:
        keys.remove(volume, 0, lambda: Secret(b"one"), force=False, on_event=ignore)
    with open_(path) as volume, pytest.raises(KeyslotError, match="last one"):
        keys.remove(volume, 1, lambda: Secret(b"own"), force=False, on_event=ignore)
    with open_(path) as volume:
        keys.remove(volume, own, lambda: Secret(b"one"), force=False, on_event=ignore)
    assert opened_by(path, b"one") == 1


def test_a_token_is_enrolled_and_forgotten_with_its_keyslot(path: Path) -> None:
    box = Box()
    slot, found = unlocked(path, lambda u: keys.enrol(u, box, change(path, name="box"), ignore))
    with found.secret as secret:
        assert opened_by(path, bytes(secret.view())) == slot == 1
    with open_(path) as volume:
        [(number, (members, whose))] = keys.tokens_of_type(volume, box).items()
        assert (number, members["keyslots"], whose) == (0, ["1"], Whose(volume.uuid, 1))
        assert volume.luks.header.keyslots[1].kdf.cost == RANDOM_COST
        assert name_of(volume.luks.header, 1) == "box"
        assert box.inside["0"][1] == whose
    with open_(path) as volume:
        assert keys.forget_token(volume, box, None, ignore) == (1, True)
    with open_(path) as volume:
        assert (list(volume.luks.header.keyslots), dict(volume.luks.header.tokens)) == ([0], {})
    assert box.inside == {}


def test_what_was_stored_is_forgotten_when_the_keyslot_cannot_be_added(path: Path) -> None:
    box, seen = Box(), []

    def enrol_over(found: UnlockedVolume) -> None:
        keys.set_name(found.volume, 0, "meanwhile")
        seen.append(box)
        keys.enrol(found, box, change(path), ignore)

    with pytest.raises(BusyError, match="has changed"):
        unlocked(path, enrol_over)
    assert seen and box.inside == {}
    with pytest.raises(KeyslotError, match="taken"):
        unlocked(path, lambda u: keys.enrol(u, box, change(path, new_slot=0), ignore))
    box.shut = True
    with pytest.raises(TokenUnavailable):
        unlocked(path, lambda u: keys.enrol(u, box, change(path), ignore))
    with open_(path) as volume:
        assert list(volume.luks.header.keyslots) == [0]


def test_a_token_that_is_shut_is_forgotten_by_the_header_with_a_warning(path: Path) -> None:
    box = Box()
    enrolled(path, box)
    box.shut = True
    with open_(path) as volume:
        [warned] = warnings_of(lambda on_event: keys.forget_token(volume, box, 1, on_event))
    assert warned == "what the box has of keyslot 1 stays there: the box is shut"
    with open_(path) as volume:
        assert list(volume.luks.header.keyslots) == [0]


def test_of_several_tokens_the_one_that_answers_here_is_meant_or_it_has_to_be_named(path: Path) -> None:
    here, elsewhere = Box(), Box(inside={"7": (b"", Whose("", 0))})
    for box in (elsewhere, here):
        enrolled(path, box)
    with open_(path) as volume, pytest.raises(KeyslotError, match="several keyslots") as caught:
        keys.forget_token(volume, Box(), None, ignore)
    assert caught.value.hint == "name one of them: 1, 2"
    with open_(path) as volume:
        assert keys.forget_token(volume, here, None, ignore) == (2, True)
    with open_(path) as volume, pytest.raises(KeyslotError, match="keyslot 2 is not opened by the box"):
        keys.forget_token(volume, here, 2, ignore)
    with open_(path) as volume:
        assert keys.forget_token(volume, elsewhere, 1, ignore) == (1, True)
    with open_(path) as volume, pytest.raises(KeyslotError, match="no keyslot is opened by the box"):
        keys.forget_token(volume, here, None, ignore)


@pytest.mark.parametrize("keyslots", [(), ("5",)], ids=["without a keyslot", "of a keyslot that is not there"])
def test_a_token_whose_keyslot_another_program_removed_is_forgotten(path: Path, keyslots: tuple[str, ...]) -> None:
    box = Box(inside={"0": (b"", Whose("", 0))})
    with open_(path) as volume:
        device = volume.container.header_device
        header, _ = add_token(volume.luks.header, device, {"type": box.kind, "id": "0"})
        write_header(device, edited(header, lambda document: document["tokens"]["0"].update(keyslots=[*keyslots])))
    with open_(path) as volume:
        assert keys.forget_token(volume, box, None, ignore) == (None, True)
    with open_(path) as volume:
        assert dict(volume.luks.header.tokens) == {}
    assert box.inside == {}


def test_all_tokens_without_a_keyslot_go_and_no_others(path: Path) -> None:
    box = Box()
    enrolled(path, box)
    with open_(path) as volume:
        device, header = volume.container.header_device, volume.luks.header
        for number in "78":
            box.inside[number] = b"", Whose("", 0)
            header, _ = add_token(header, device, {"type": box.kind, "id": number})
    with open_(path) as volume:
        assert keys.forget_dangling(volume, box, ignore) == 2
    with open_(path) as volume:
        assert [members["id"] for members in volume.luks.header.tokens.values()] == list(box.inside) == ["0"]


def test_the_last_way_in_is_not_forgotten_without_a_word(path: Path) -> None:
    box = Box()
    enrolled(path, box)
    with open_(path) as volume:
        remove_keyslot(volume.luks.header, volume.container.header_device, 0)
    with open_(path) as volume, pytest.raises(KeyslotError, match="last one"):
        keys.forget_token(volume, box, None, ignore)
    assert list(box.inside) == ["0"]
    with open_(path) as volume:
        assert keys.forget_token(volume, box, None, ignore, force=True) == (1, True)
    assert box.inside == {}


def test_a_hint_can_be_typed_as_it_stands(path: Path) -> None:
    odd = path.rename(path.with_name("d r <b> 'q'.vol"))
    with open_(odd) as volume:
        assert shlex.split(typed(volume)) == [str(odd)]
    header = odd.rename(odd.with_name("its header"))
    odd.write_bytes(bytes(SIZE))
    with Volume.open(Container.open(odd, header=header)) as volume:
        assert shlex.split(typed(volume)) == [str(odd), "--header", str(header)]


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ({"new_slot": 0}, KeyslotError),
        ({"name": "x" * 65}, UsageError),
        ({"key_file": Path("key")}, UsageError),
    ],
)
def test_what_cannot_be_added_is_told_beforehand(path: Path, wanted: dict[str, Any], kind: type[Exception]) -> None:
    with open_(path) as volume, pytest.raises(kind):
        keys.check_new(volume, KeyslotChange(path, **wanted))


@pytest.mark.parametrize("wanted", [{"name": "x"}, {"priority": "prefer"}, {"unbound": True}], ids=str)
def test_what_luks1_has_not_is_told_beforehand(luks1: Path, wanted: dict[str, Any]) -> None:
    with open_(luks1) as volume, pytest.raises(UnsupportedFeature, match="a LUKS1 volume has no"):
        keys.check_new(volume, KeyslotChange(luks1, **wanted))


def test_luks1_is_tested_and_converted_and_has_nothing_else_of_it(luks1: Path) -> None:
    box = Box()
    assert opened_by(luks1, b"zero") == opened_by(luks1, b"zero", 0) == 0
    with open_(luks1) as volume:
        assert keys.convert(volume, Secret(b"zero"), KeyslotChange(luks1, pbkdf_iterations=1001), ignore) == 0
    with open_(luks1) as volume:
        assert volume.luks.header.keyslots[0].kdf.cost.iterations == 1001  # type: ignore[union-attr]
    refused: list[Callable[[], object]] = [
        lambda: add(luks1, b"one", name="one"),
        lambda: add(luks1, b"one", priority="prefer"),
        lambda: add(luks1, b"one", unbound=True),
        lambda: unlocked(luks1, lambda u: keys.enrol(u, box, change(luks1), ignore)),
    ]
    for work in refused:
        with pytest.raises(UnsupportedFeature, match="a LUKS1 volume has no"):
            work()
    with open_(luks1) as volume, pytest.raises(UnsupportedFeature, match="no tokens"):
        keys.forget_token(volume, box, None, ignore)
    assert box.inside == {}
