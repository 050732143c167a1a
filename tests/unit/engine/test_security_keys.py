"""Volumes that security keys open: enrolled whole or not at all, tried last, and told of when they are not there."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import KeyslotError, TokenUnavailable, UnsupportedFeature, UsageError, VaultError, WrongCredential
from vault.events import Event, KeyslotTried, Touch, Warned
from vault.formats.luks2.keyslots import add_token
from vault.options import (
    Ask,
    AttachRequest,
    CreateOptions,
    FromToken,
    KeyFile,
    KeyslotChange,
    SecurityKeyRequest,
    SecurityKeyToken,
)
from vault.system import hid
from vault.testing.authenticator import Authenticator, Ctap, Fault, Traits
from vault.testing.authenticator import Touch as Does
from vault.testing.hidraw import Slots
from vault.testing.volumes import write_volume
from vault.volume import Volume

PASSPHRASE = b"of the test"
PIN = "13579"
NO_PIN = SecurityKeyRequest(pin=False)
ONLY = FromToken(security_key=True)
LOOKING = Ask(look_first=True)


class Desk:
    """A volume, slots for keys, an engine in whose place somebody types, and what they are told."""

    def __init__(self, folder: Path) -> None:
        self.container = folder / "secret.vol"
        self.key_file = folder / "key"
        self.key_file.write_bytes(PASSPHRASE)
        write_volume(self.container, PASSPHRASE, size=3 << 20)
        (folder / "usb").mkdir()
        self.slots = Slots(folder / "usb")
        self.asked: list[str] = []
        self.events: list[Event] = []
        self.engine = Engine(self.events.append, self)

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        self.asked.append(question)
        return Secret(PASSPHRASE)

    def pin(self, device: str, left: int | None) -> Secret:
        self.asked.append(f"PIN of {device}")
        return Secret(PIN.encode())

    def enroll(self, request: SecurityKeyRequest = NO_PIN, **more: Any) -> int:
        return self.engine.security_key_enroll(KeyslotChange(self.container, **more), KeyFile(self.key_file), request)

    def opens(self, source: Ask | FromToken = LOOKING, **more: Any) -> int | None:
        """The keyslot that is opened."""
        self.asked.clear()
        self.events.clear()
        return self.engine.keyslot_test(KeyslotChange(self.container, **more), source)

    @property
    def tried(self) -> list[int]:
        return [event.slot for event in self.events if isinstance(event, KeyslotTried)]

    @property
    def told(self) -> list[str]:
        """The warnings, but for those of the cheap key derivations of tests."""
        found = [str(event.message) for event in self.events if isinstance(event, Warned)]
        return [line for line in found if "so cheap" not in line]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    (tmp_path / "run").mkdir(mode=0o700)
    desk = Desk(tmp_path)
    monkeypatch.setattr(hid, "SYSFS", desk.slots.sysfs)
    monkeypatch.setattr(hid, "DEVICES", desk.slots.devices)
    return desk


@pytest.fixture
def plug(desk: Desk) -> Iterator[Callable[..., Path]]:
    """Plugs a key in until the test ends."""
    with ExitStack() as stack:
        yield lambda key, name="Solo 2": stack.enter_context(desk.slots.plugged(key, name))


def test_a_key_that_is_plugged_in_opens_before_anybody_is_asked(desk: Desk, plug: Callable[..., Path]) -> None:
    plug(Authenticator(pin=PIN))
    assert desk.enroll(SecurityKeyRequest()) == 1
    for source in (LOOKING, FromToken(), ONLY, FromToken(0)):
        assert desk.opens(source) == 1
        assert desk.asked == ["PIN of Solo 2"] and not desk.told and desk.tried == [1]
        assert Touch("Solo 2") in desk.events
    assert desk.opens(Ask()) == 0 and desk.asked == ["Passphrase for secret.vol"]


def test_what_is_in_the_header_is_told(desk: Desk, plug: Callable[..., Path]) -> None:
    assert desk.engine.security_key_status(desk.container).tokens == ()
    plug(Authenticator())
    plug(Authenticator(), "Other")
    assert [each.usable for each in desk.engine.security_key_status(desk.container).keys] == [False, False]
    device = next(each.path for each in desk.engine.security_keys() if each.name == "Solo 2")
    desk.enroll(SecurityKeyRequest(device, pin=False))
    found = desk.engine.security_key_status(desk.container)
    assert found.tokens == (SecurityKeyToken(0, 1, needs_pin=False, needs_touch=True),)
    assert {each.name: each.usable for each in found.keys} == {"Solo 2": True, "Other": False}
    (slot,) = (each for each in desk.engine.inspect(desk.container).keyslots if each.number == 1)
    assert slot.token_kinds == ("systemd-fido2",)


def test_without_its_key_one_line_tells_and_the_passphrase_is_asked_for(desk: Desk, plug: Callable[..., Path]) -> None:
    with desk.slots.plugged(Authenticator()):
        desk.enroll()
        desk.enroll()
    assert desk.opens() == 0
    assert desk.told == ["no security key is plugged in"] and desk.asked == ["Passphrase for secret.vol"]
    plug(Authenticator(), "Other")
    assert desk.opens() == 0
    assert desk.told == [f"Other is not the security key of keyslot {slot}" for slot in (1, 2)]
    with pytest.raises(WrongCredential, match=r"no token opens secret\.vol"):
        desk.opens(FromToken())
    with pytest.raises(TokenUnavailable, match="Other is not the security key of keyslot 2"):
        desk.opens(ONLY)
    assert desk.told == ["Other is not the security key of keyslot 1"] and not desk.asked


def test_of_two_keyslots_the_one_of_the_key_is_opened_and_nothing_told(desk: Desk, plug: Callable[..., Path]) -> None:
    with desk.slots.plugged(Authenticator()):
        desk.enroll()
    plug(Authenticator())
    desk.enroll()
    assert desk.opens(ONLY) == 2 and not desk.told
    assert desk.opens() == 2 and not desk.told


def test_a_key_that_opens_it_already_is_told_and_enrolled_nevertheless(desk: Desk, plug: Callable[..., Path]) -> None:
    """With other rules, perhaps."""
    plug(Authenticator(pin=PIN))
    assert (desk.enroll(), desk.told) == (1, [])
    assert desk.enroll(SecurityKeyRequest()) == 2
    assert desk.told == ["Solo 2 opens keyslot 1 already, and gets another one"]
    found = desk.engine.security_key_status(desk.container)
    assert [each.needs_pin for each in found.tokens] == [False, True]


def test_a_named_device_is_the_only_one_that_is_asked(desk: Desk, plug: Callable[..., Path]) -> None:
    first = plug(Authenticator(), "First")
    second = plug(Authenticator(), "Second")
    desk.enroll(SecurityKeyRequest(first, pin=False))
    assert desk.opens(FromToken(security_key=True, device=first)) == 1
    with pytest.raises(TokenUnavailable, match="Second is not the security key of keyslot 1"):
        desk.opens(FromToken(security_key=True, device=second))
    with pytest.raises(UsageError, match="no security key"):
        desk.opens(FromToken(security_key=True, device=desk.container))


def test_security_keys_come_after_what_needs_nobody(desk: Desk, plug: Callable[..., Path]) -> None:
    key = Authenticator()
    plug(key)
    desk.enroll()
    with Container.open(desk.container) as container, Volume.open(container) as volume:
        kernel = {"type": "luks2-keyring", "key_description": "vault-test-missing"}
        add_token(volume.luks.header, container.header_device, kernel, (0,))
    before = key.person.asked
    assert desk.opens(ONLY) == 1 and not desk.told
    assert desk.opens() == 1 and len(desk.told) == 1 and "vault-test-missing" in desk.told[0]
    assert key.person.asked == before + 2


@pytest.mark.parametrize(
    ("source", "more", "error"),
    [
        (ONLY, {}, KeyslotError),
        (FromToken(0, security_key=True), {}, UsageError),
        (ONLY, {"slot": 0}, KeyslotError),
    ],
)
def test_a_volume_without_a_security_key_says_so(
    source: FromToken, more: Any, error: type[Exception], desk: Desk
) -> None:
    with pytest.raises(error, match=r"security key|there is no token 0") as caught:
        desk.opens(source, **more)
    assert isinstance(caught.value, VaultError) and caught.value.hint


def test_a_secret_that_opens_nothing_is_told(desk: Desk, plug: Callable[..., Path]) -> None:
    with desk.slots.plugged(Authenticator(seed="one")):
        desk.enroll()
    plug(Authenticator(seed="one", faults=(Fault(Ctap.GET_ASSERTION, "other-secret"),)))
    with pytest.raises(WrongCredential, match=r"no security key opens secret\.vol"):
        desk.opens(ONLY)
    assert desk.told == ["the security key does not open the volume"]


def test_a_key_that_only_says_that_it_is_the_one_does_not_hide_the_right_one(
    desk: Desk, plug: Callable[..., Path]
) -> None:
    with desk.slots.plugged(Authenticator(seed="one")):
        desk.enroll()
    plug(Authenticator(seed="one", faults=(Fault(Ctap.GET_ASSERTION, "other-secret"),)), "False")
    plug(Authenticator(seed="one"), "Right")
    assert desk.opens(ONLY) == 1
    assert desk.told == ["several keys say that they open keyslot 1: False, Right", "False does not open the volume"]


def header(desk: Desk) -> bytes:
    return desk.container.read_bytes()[: 1 << 20]


def gives_up(key: Authenticator, at: int) -> None:
    """Whoever waits for the touch of this number is interrupted."""

    def waiting() -> None:
        if key.person.asked == at:
            os.kill(os.getpid(), signal.SIGINT)

    key.person._on_waiting = waiting


@pytest.fixture
def _interruptible() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("touch", [1, 2, 3])
def test_whoever_gives_up_while_it_is_enrolled_leaves_everything_as_it_was(
    touch: int, desk: Desk, plug: Callable[..., Path]
) -> None:
    key = Authenticator(pin=PIN)
    plug(key)
    before = header(desk)
    key.person.does = Does.AT_ONCE
    key.person.keepalives = 3
    gives_up(key, touch)
    with pytest.raises(KeyboardInterrupt):
        desk.enroll(SecurityKeyRequest())
    assert key.person.asked == touch and not key.person.waiting.is_set()
    assert header(desk) == before and not list(desk.container.parent.glob("state/**/*.luks*"))
    assert desk.enroll(SecurityKeyRequest()) == 1


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("fault", ["unplug", "garbage", "other-secret"])
def test_a_key_that_fails_while_it_is_enrolled_leaves_everything_as_it_was(
    fault: str, nth: int, desk: Desk, plug: Callable[..., Path]
) -> None:
    plug(Authenticator(faults=(Fault(Ctap.GET_ASSERTION, fault, nth),)))
    before = header(desk)
    with pytest.raises(TokenUnavailable):
        desk.enroll()
    assert header(desk) == before


def test_a_key_that_cannot_do_it_is_told_before_a_credential_is_asked_for(
    desk: Desk, plug: Callable[..., Path]
) -> None:
    change = KeyslotChange(desk.container)
    with pytest.raises(TokenUnavailable, match="no security key is plugged in"):
        desk.engine.security_key_enroll(change, Ask(), NO_PIN)
    plug(Authenticator(Traits(hmac_secret=False)))
    with pytest.raises(TokenUnavailable, match="hmac-secret"):
        desk.engine.security_key_enroll(change, Ask(), NO_PIN)
    assert not desk.asked
    with pytest.raises(KeyslotError, match="keyslot 0"):
        desk.engine.security_key_enroll(KeyslotChange(desk.container, new_slot=0), Ask(), NO_PIN)
    assert not desk.asked


@pytest.mark.parametrize("format_", ["luks1", "veracrypt"])
def test_a_format_without_tokens_is_refused(format_: str, desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    cheap: dict[str, Any] = {"pbkdf_iterations": 1000} if format_ == "luks1" else {"pim": 1, "prf": "sha512"}
    options = CreateOptions(other, size=4 << 20, format=format_, filesystem=None, **cheap)
    desk.engine.create(options, KeyFile(desk.key_file))
    with pytest.raises(UnsupportedFeature):
        desk.engine.security_key_enroll(KeyslotChange(other), KeyFile(desk.key_file), NO_PIN)


def test_a_volume_that_is_open_gets_a_key_too(desk: Desk, plug: Callable[..., Path]) -> None:
    plug(Authenticator())
    try:
        record = desk.engine.attach(AttachRequest(desk.container, attach_way="fusefile"), KeyFile(desk.key_file))
    except VaultError as error:
        pytest.skip(str(error))
    try:
        assert desk.enroll() == 1
        assert desk.engine.security_key_status(desk.container).tokens
        assert desk.opens(ONLY) == 1
    finally:
        desk.engine.detach(record.name)
    record = desk.engine.attach(AttachRequest(desk.container, attach_way="fusefile"), ONLY)
    desk.engine.detach(record.name)


def test_another_key_may_be_enrolled_by_the_first(desk: Desk, plug: Callable[..., Path]) -> None:
    first, second = plug(Authenticator(), "First"), plug(Authenticator(), "Second")
    desk.enroll(SecurityKeyRequest(first, pin=False))
    request = SecurityKeyRequest(second, pin=False)
    assert desk.engine.security_key_enroll(KeyslotChange(desk.container), ONLY, request) == 2
    assert desk.opens(FromToken(security_key=True, device=second)) == 2


def test_the_last_way_in_is_not_removed_unasked(desk: Desk, plug: Callable[..., Path]) -> None:
    plug(Authenticator())
    desk.enroll()
    desk.engine.keyslot_remove(desk.container, None, 0, None)
    assert desk.opens(ONLY) == 1
    with pytest.raises(KeyslotError, match="last"):
        desk.engine.keyslot_remove(desk.container, None, 1, None)


def test_removing_the_keyslot_takes_the_token_with_it(desk: Desk, plug: Callable[..., Path]) -> None:
    plug(Authenticator())
    desk.enroll()
    desk.engine.keyslot_remove(desk.container, None, 1, KeyFile(desk.key_file))
    assert desk.engine.security_key_status(desk.container).tokens == ()
    assert desk.engine.inspect(desk.container).tokens == ()


def test_a_token_that_says_nonsense_is_warned_of_and_left_out(desk: Desk, plug: Callable[..., Path]) -> None:
    plug(Authenticator())
    desk.enroll()
    with Container.open(desk.container) as container, Volume.open(container) as volume:
        add_token(volume.luks.header, container.header_device, {"type": "systemd-fido2", "fido2-salt": 5}, (0,))
    found = desk.engine.security_key_status(desk.container)
    assert [each.number for each in found.tokens] == [0]
    assert desk.told == ["token 1 is of no use: the token's fido2-salt is missing, or of no use"]
    assert desk.opens(ONLY) == 1


def test_the_check_of_a_header_tells_of_the_key(desk: Desk, plug: Callable[..., Path]) -> None:
    with desk.slots.plugged(Authenticator()):
        desk.enroll()
        (token,) = desk.engine.header_check(desk.container).tokens
        assert (token.kind, token.state, token.reason) == ("systemd-fido2", "ready", "")
    (token,) = desk.engine.header_check(desk.container).tokens
    assert (token.state, token.reason) == ("missing", "no security key is plugged in")


def test_without_the_package_the_passphrase_is_asked_for(
    desk: Desk, plug: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    plug(Authenticator())
    desk.enroll()
    monkeypatch.setitem(sys.modules, "fido2", None)
    assert desk.opens() == 0
    (line,) = desk.told
    assert line == "the package fido2, which speaks to security keys, is missing"
    found = desk.engine.security_key_status(desk.container)
    assert (len(found.tokens), found.keys, found.reason) == (1, (), line)
    with pytest.raises(TokenUnavailable, match="package fido2"):
        desk.engine.security_keys()
