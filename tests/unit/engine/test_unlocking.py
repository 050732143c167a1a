"""In which order credentials are tried, and that each that cannot be had is told in one line and the next one comes."""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import (
    BackendError,
    KeyslotError,
    NoSpace,
    NotAvailable,
    TokenUnavailable,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.events import Event, Warned
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import add_token
from vault.options import Ask, CreateOptions, FromToken, KeyFile, KeyslotChange, OpenOptions
from vault.remembered import PREFIX, _name
from vault.system import keyring
from vault.testing.keyrings import GnomeKeyring, session_bus
from vault.testing.secretservice import FakeSecretService, serving
from vault.testing.volumes import write_volume
from vault.volume import Volume

PASSPHRASE = b"of the test"
SIZE = 2 << 20


class Desk:
    """A volume, an engine in whose place somebody types, and what they are told."""

    def __init__(self, folder: Path) -> None:
        self.container = folder / "secret.vol"
        self.key_file = folder / "key"
        self.key_file.write_bytes(PASSPHRASE)
        write_volume(self.container, PASSPHRASE, size=SIZE)
        self.typed = PASSPHRASE
        self.asked: list[str] = []
        self.events: list[Event] = []
        self.engine = Engine(self.events.append, self)

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        assert not confirm and not may_be_empty
        self.asked.append(question)
        return Secret(self.typed)

    def opens(self, source: Ask | FromToken = Ask(look_first=True), **more: object) -> int:  # noqa: B008 - frozen
        """The keyslot that is opened."""
        self.asked.clear()
        self.events.clear()
        slot = self.engine.keyslot_test(KeyslotChange(self.container, **more), source)  # type: ignore[arg-type]
        assert slot is not None
        return slot

    def enroll(self) -> int:
        number = self.engine.keyring_enroll(KeyslotChange(self.container), KeyFile(self.key_file))
        assert number is not None
        return number

    @property
    def told(self) -> list[str]:
        """The warnings, but for those of the cheap key derivations of tests."""
        found = [str(event.message) for event in self.events if isinstance(event, Warned)]
        return [line for line in found if "so cheap" not in line]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus(monkeypatch.setenv) as (bus, folder):
        yield bus.address, folder


@pytest.fixture
def fake(session: tuple[str, Path]) -> Iterator[FakeSecretService]:
    fake = FakeSecretService()
    with serving(fake, session[0]):
        yield fake


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Desk(tmp_path)


def test_the_keyring_opens_without_a_question(fake: FakeSecretService, desk: Desk) -> None:
    slot = desk.enroll()
    assert desk.opens() == slot and not desk.asked and not desk.told
    assert desk.opens(FromToken()) == slot
    assert desk.opens(Ask()) == 0 and desk.asked  # --no-token


def test_enrolling_twice_changes_nothing(fake: FakeSecretService, desk: Desk) -> None:
    desk.enroll()
    before = desk.container.read_bytes()
    assert desk.engine.keyring_enroll(KeyslotChange(desk.container), KeyFile(desk.key_file)) is None
    assert desk.container.read_bytes() == before and len(fake.items) == 1


def test_a_volume_that_was_copied_elsewhere_is_opened_too(fake: FakeSecretService, desk: Desk, tmp_path: Path) -> None:
    slot = desk.enroll()
    (tmp_path / "elsewhere").mkdir()
    desk.container = desk.container.rename(tmp_path / "elsewhere" / "other name.img")
    assert desk.opens() == slot and not desk.asked


def lock(fake: FakeSecretService) -> None:
    fake.locked = {"login"}


def vanish(fake: FakeSecretService) -> None:
    fake.vanish = "GetSecret"


def edit(fake: FakeSecretService) -> None:
    for item in fake.items.values():
        item.secret = b"something else"


def swap(fake: FakeSecretService) -> None:
    """A secret of the right form that opens nothing."""
    for item in fake.items.values():
        item.secret = b"A" * 43 + b"="


def drop(fake: FakeSecretService) -> None:
    fake.items.clear()


@pytest.mark.parametrize(
    ("mishap", "words"),
    [
        (lock, "dismissed|refused|locked"),
        (vanish, "gone|ended|left|answer"),
        (edit, "it was changed"),
        (swap, "the desktop keyring does not open the volume"),
        (drop, "no|not"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_keyring_that_cannot_answer_is_told_in_one_line_and_the_passphrase_asked_for(
    fake: FakeSecretService, desk: Desk, mishap, words: str
) -> None:
    desk.enroll()
    mishap(fake)
    assert desk.opens() == 0
    assert len(desk.asked) == 1
    (line,) = desk.told
    assert re.search(words, line) and "\n" not in line and line[0].islower()


def test_with_token_only_nobody_is_asked(fake: FakeSecretService, desk: Desk) -> None:
    desk.enroll()
    fake.items.clear()
    with pytest.raises(WrongCredential, match="no token opens"):
        desk.opens(FromToken())
    assert not desk.asked
    with pytest.raises(UsageError, match="no token 7"):
        desk.opens(FromToken(7))


def test_a_slot_that_another_program_removed_is_passed_over_and_can_be_forgotten(
    fake: FakeSecretService, desk: Desk
) -> None:
    program = shutil.which("cryptsetup")
    if program is None:
        pytest.skip("cryptsetup is not installed")
    slot = desk.enroll()
    subprocess.run([program, "luksKillSlot", "-q", desk.container, str(slot)], check=True)
    assert desk.opens() == 0 and desk.asked and not desk.told
    (token,) = (each for each in desk.engine.keyring_status(desk.container).tokens if each.number is not None)
    assert (token.keyslot, token.state) == (None, "left over") and "-1" not in token.reason
    assert desk.engine.keyring_forget(desk.container).tokens == 1
    assert not fake.items and not desk.engine.keyring_status(desk.container).tokens


def test_forgetting_removes_the_keyslot_though_the_keyring_is_locked(fake: FakeSecretService, desk: Desk) -> None:
    slot = desk.enroll()
    secret = next(iter(fake.items.values())).secret
    lock(fake)
    desk.events.clear()
    done = desk.engine.keyring_forget(desk.container)
    assert (done.keyslots, done.secrets) == ((slot,), 0)
    assert len([line for line in desk.told if "stays there" in line]) == 1
    assert any("still opens it from the backup" in line for line in desk.told)
    desk.key_file.write_bytes(secret)
    with pytest.raises(WrongCredential):
        desk.engine.keyslot_test(KeyslotChange(desk.container), KeyFile(desk.key_file))
    assert desk.told


def test_the_keyslot_of_another_computers_keyring_is_kept_unless_it_is_named(
    fake: FakeSecretService, desk: Desk
) -> None:
    slot = desk.enroll()
    fake.items.clear()
    with pytest.raises(KeyslotError, match="another computer's"):
        desk.engine.keyring_forget(desk.container)
    assert slot in [each.number for each in desk.engine.keyslots(desk.container)]
    assert desk.engine.keyring_forget(desk.container, slot=slot).keyslots == (slot,)


def test_a_header_that_cannot_be_written_leaves_nothing_in_the_keyring(
    fake: FakeSecretService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: ImageFile, offset: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ImageFile, "write", full)
    with pytest.raises(NoSpace):
        desk.enroll()
    assert not fake.items


def test_a_secret_stays_where_the_header_may_have_its_keyslot(
    fake: FakeSecretService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, copies = ImageFile.write, 0

    def fail_at_second_copy(self: ImageFile, offset: int, data: bytes) -> None:
        nonlocal copies
        copies += bytes(data[:4]) in (b"LUKS", b"SKUL")
        if copies == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        write(self, offset, data)

    monkeypatch.setattr(ImageFile, "write", fail_at_second_copy)
    with pytest.raises(BackendError):
        desk.enroll()
    monkeypatch.setattr(ImageFile, "write", write)
    assert len(fake.items) == 1 and desk.opens() != 0 and not desk.asked


def test_forgetting_another_container_of_the_same_uuid_takes_nothing_from_the_first(
    fake: FakeSecretService, desk: Desk
) -> None:
    """Whoever makes a header can give it any UUID, and an older copy has the same."""
    copy = desk.container.with_name("older copy.vol")
    shutil.copy(desk.container, copy)
    slot = desk.enroll()
    with pytest.raises(KeyslotError, match="speaks of no secret"):
        desk.engine.keyring_forget(copy)
    assert desk.opens() == slot
    assert [each.state for each in desk.engine.keyring_status(copy).tokens] == ["left over"]
    assert desk.engine.keyring_enroll(KeyslotChange(copy), KeyFile(desk.key_file)) is not None
    desk.engine.keyring_forget(copy)
    assert desk.opens() == slot
    with pytest.raises(KeyslotError):
        desk.engine.keyring_forget(copy)
    assert desk.engine.keyring_enroll(KeyslotChange(copy), KeyFile(desk.key_file)) is not None
    assert desk.engine.keyring_forget(copy, left_over=True).secrets == 2 and not fake.items


def test_a_token_that_was_planted_on_the_passphrases_keyslot_does_not_have_it_removed(
    fake: FakeSecretService, desk: Desk
) -> None:
    with Container.open(desk.container) as container:
        add_token(read_header(container.device), container.device, {"type": "vault-keyring", "id": "0" * 32}, (0,))
    for slot in (None, 0):
        with pytest.raises(KeyslotError, match=r"that of a passphrase|another computer's"):
            desk.engine.keyring_forget(desk.container, slot=slot)
    assert desk.opens() == 0


def test_a_keyslot_that_the_remembered_credential_does_not_open_leaves_it_remembered(
    desk: Desk, remembered: None
) -> None:
    with Container.open(desk.container) as container, Volume.open(container) as volume:
        name = _name(volume)
    with Secret(b"\0" + PASSPHRASE) as payload:
        keyring.put_user_key(PREFIX + name, payload.view(), 600)
    with pytest.raises(VaultError):
        desk.opens(FromToken(), slot=1)
    assert desk.engine.keyring_status(desk.container).remembered


def test_nothing_to_forget_is_told(fake: FakeSecretService, desk: Desk) -> None:
    with pytest.raises(KeyslotError, match="speaks of no secret"):
        desk.engine.keyring_forget(desk.container)


def test_a_volume_without_keyslots_has_its_passphrase_stored_only_where_that_is_allowed(
    fake: FakeSecretService, desk: Desk, tmp_path: Path
) -> None:
    desk.container = tmp_path / "exchange.hc"
    options = CreateOptions(desk.container, SIZE, None, format="veracrypt", prf="sha512", pim=1, quick=True)
    desk.engine.create(options, KeyFile(desk.key_file))
    change = KeyslotChange(desk.container, opening=OpenOptions(pim=1, prf="sha512"))
    with pytest.raises(UsageError, match="no keyslot for a secret"):
        desk.engine.keyring_enroll(change, KeyFile(tmp_path / "not read"))
    assert not fake.items
    desk.events.clear()
    assert desk.engine.keyring_enroll(change, KeyFile(desk.key_file), itself=True) is None
    assert any("whoever reads it there opens the volume" in line for line in desk.told)
    assert desk.engine.keyslot_test(change, FromToken()) is None
    (item,) = fake.items.values()
    assert PASSPHRASE.decode() not in item.label and str(desk.container) not in repr(item.attributes)
    assert desk.engine.keyring_status(desk.container).tokens[0].state == "ready"
    assert desk.engine.keyring_forget(desk.container).secrets == 1
    assert not fake.items


def test_a_stored_passphrase_that_was_changed_is_dropped_and_that_is_told(
    fake: FakeSecretService, desk: Desk, tmp_path: Path
) -> None:
    desk.container, new = tmp_path / "exchange.hc", tmp_path / "new"
    new.write_bytes(b"another")
    options = CreateOptions(desk.container, SIZE, None, format="veracrypt", prf="sha512", pim=1, quick=True)
    desk.engine.create(options, KeyFile(desk.key_file))
    opening = OpenOptions(pim=1, prf="sha512")
    change = KeyslotChange(desk.container, opening=opening, new=OpenOptions(pim=1))
    desk.engine.keyring_enroll(KeyslotChange(desk.container, opening=opening), KeyFile(desk.key_file), itself=True)
    desk.engine.keyslot_change(change, FromToken(), KeyFile(new))
    assert not fake.items and any("removed there" in line for line in desk.told)
    assert desk.engine.keyslot_test(KeyslotChange(desk.container, opening=opening), KeyFile(new)) is None


def test_without_a_keyring_nothing_is_asked_for_when_enrolling(
    session: object, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    with pytest.raises(TokenUnavailable) as caught:
        desk.engine.keyring_enroll(KeyslotChange(desk.container), Ask())
    assert not desk.asked and "type" not in caught.value.hint
    assert not desk.engine.header_backups(desk.container)


def test_enrolling_again_tells_of_a_lost_secret_and_of_a_name_that_is_not_taken(
    fake: FakeSecretService, desk: Desk
) -> None:
    first = desk.enroll()
    fake.items.clear()
    desk.events.clear()
    second = desk.enroll()
    assert second != first and any(f"keyslot {first} has its secret in no keyring here" in line for line in desk.told)
    desk.events.clear()
    assert desk.engine.keyring_enroll(KeyslotChange(desk.container, name="laptop"), FromToken()) is None
    assert any(f"keyslot {second}, which is there already, keeps its name" in line for line in desk.told)


def test_a_passphrase_is_added_and_a_keyslot_converted_by_what_the_keyring_has(
    fake: FakeSecretService, desk: Desk, tmp_path: Path
) -> None:
    slot, new = desk.enroll(), tmp_path / "new"
    new.write_bytes(b"another")
    cheap = KeyslotChange(desk.container, pbkdf="pbkdf2", pbkdf_iterations=1000)
    added = desk.engine.keyslot_add(cheap, FromToken(), KeyFile(new))
    assert desk.engine.keyslot_test(KeyslotChange(desk.container), KeyFile(new)) == added
    desk.engine.keyslot_remove(desk.container, None, 0, KeyFile(new))  # converting takes the room of one more
    desk.events.clear()
    assert desk.engine.keyslot_convert(cheap, FromToken()) == slot
    assert any("still opens it from the backup" in line for line in desk.told)
    assert desk.opens(FromToken()) == slot and not desk.asked


def test_luks1_has_no_tokens_and_a_passphrase_is_not_stored_for_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "one.vol"
    desk.engine.create(
        CreateOptions(path, 2 * SIZE, None, format="luks1", pbkdf="pbkdf2", pbkdf_iterations=1000),
        KeyFile(desk.key_file),
    )
    for itself in (False, True):
        with pytest.raises(UnsupportedFeature, match="LUKS1 volume has no tokens"):
            desk.engine.keyring_enroll(KeyslotChange(path), KeyFile(tmp_path / "not read"), itself=itself)


def test_without_a_bus_a_volume_with_a_token_is_asked_for(
    fake: FakeSecretService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.enroll()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert desk.opens() == 0 and len(desk.told) == 1


def test_gnome_keyring_killed_in_between(session: tuple[str, Path], desk: Desk) -> None:
    if shutil.which("gnome-keyring-daemon") is None:
        pytest.skip("gnome-keyring is not installed")
    daemon = GnomeKeyring(session[1], session[0])
    daemon.start()
    try:
        slot = desk.enroll()
        assert desk.opens() == slot
        daemon.end()
        assert desk.opens() == 0 and len(desk.told) == 1
        daemon.start()
        assert desk.opens() == slot
    finally:
        daemon.end()


def test_tokens_of_unknown_types_are_left_alone(desk: Desk) -> None:
    with Container.open(desk.container) as container:
        add_token(read_header(container.device), container.device, {"type": "someone-elses", "path": "/bin/sh"}, (0,))
    assert desk.opens() == 0 and desk.asked and not desk.told
    with pytest.raises(UnsupportedFeature, match="not known here"):
        desk.opens(FromToken(0))


@pytest.fixture
def remembered() -> Iterator[None]:
    """What the tests remember goes at their end."""
    try:
        before = set(keyring.user_keys(PREFIX))
    except NotAvailable as error:
        pytest.skip(str(error))
    yield
    for description in set(keyring.user_keys(PREFIX)) - before:
        keyring.drop_user_key(description)


def test_a_remembered_credential_comes_first_and_is_not_offered_to_another_header(desk: Desk, remembered: None) -> None:
    with Container.open(desk.container) as container, Volume.open(container) as volume:
        name = _name(volume)
    with Secret(b"\0" + PASSPHRASE) as payload:
        keyring.put_user_key(PREFIX + name, payload.view(), 600)
    assert desk.opens() == 0 and not desk.asked
    assert desk.engine.keyring_status(desk.container).remembered
    desk.container.unlink()
    write_volume(desk.container, b"another", size=SIZE)
    desk.typed = b"another"
    assert desk.opens() == 0 and desk.asked
