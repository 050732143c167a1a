"""Security keys as tokens: what they are asked for, what they answer, and all that can go wrong with them."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault.crypto.secret import Secret
from vault.errors import Cancelled, NoCredential, TokenUnavailable
from vault.events import Event, Touch, Warned
from vault.options import SecurityKeyRequest
from vault.system import hid
from vault.testing.authenticator import FAULTS, Authenticator, Ctap, Fault, Traits, plugged_in
from vault.testing.authenticator import Touch as Does
from vault.testing.authenticator.ctaphid import Waiting
from vault.testing.hidraw import DESCRIPTOR, Slots
from vault.testing.token_contract import check_refusal, told
from vault.tokens.base import Enrolled, Whose
from vault.tokens.fido2 import Asking, SecurityKeys, read
from vault.tokens.fido2 import plugged_in as looked_for

WHOSE = Whose("6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f", 2)
PIN = "13579"
NO_PIN = SecurityKeyRequest(pin=False)
FLAGS = ("fido2-clientPin-required", "fido2-up-required", "fido2-uv-required")


@dataclass
class User:
    """A prompt that types PINs in order, the last one for ever, and remembers what it was asked."""

    pins: list[str] = field(default_factory=lambda: [PIN], repr=False)
    asked: list[tuple[str, int | None]] = field(default_factory=list)

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        raise AssertionError(question)

    def pin(self, device: str, left: int | None) -> Secret:
        self.asked.append((device, left))
        typed = self.pins.pop(0) if len(self.pins) > 1 else self.pins[0]
        if not typed:
            raise NoCredential("no PIN was typed")
        return Secret(typed.encode())


@pytest.fixture
def slots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slots:
    (tmp_path / "usb").mkdir()
    found = Slots(tmp_path / "usb")
    monkeypatch.setattr(hid, "SYSFS", found.sysfs)
    monkeypatch.setattr(hid, "DEVICES", found.devices)
    return found


@pytest.fixture
def plug(slots: Slots) -> Iterator[Any]:
    """Plugs a key in until the test ends."""
    with ExitStack() as stack:
        yield lambda key, name="Solo 2": stack.enter_context(slots.plugged(key, name))


@dataclass
class Bench:
    """A type of token with a user, and all that it told."""

    user: User | None = field(default_factory=User)
    request: SecurityKeyRequest = NO_PIN
    events: list[Event] = field(default_factory=list)

    @property
    def kind(self) -> SecurityKeys:
        return SecurityKeys(self.user, self.events.append, self.request)

    def enrol(self) -> Enrolled:
        return self.kind.enrol(WHOSE)

    def refusal(self, members: Any) -> TokenUnavailable:
        """Why it does not answer."""
        with pytest.raises(TokenUnavailable) as caught:
            self.kind.answer(members, WHOSE)
        check_refusal(caught.value)
        return caught.value

    @property
    def touches(self) -> int:
        return sum(isinstance(event, Touch) for event in self.events)


ENROLMENTS: dict[str, tuple[Traits, str | None, SecurityKeyRequest, tuple[bool, bool, bool], int]] = {
    "usual": (Traits(), PIN, SecurityKeyRequest(), (True, True, False), 1),
    "protocol one": (Traits(protocols=(1,)), PIN, SecurityKeyRequest(), (True, True, False), 1),
    "CTAP 2.0": (Traits(protocols=(1,), permissions=False), PIN, SecurityKeyRequest(), (True, True, False), 1),
    "no PIN": (Traits(), None, NO_PIN, (False, True, False), 0),
    "no PIN, though it has one": (Traits(), PIN, NO_PIN, (False, True, False), 0),
    "PIN to enrol only": (Traits(pin_for_new=True), PIN, NO_PIN, (False, True, False), 0),
    "no touch": (Traits(), PIN, SecurityKeyRequest(touch=False), (True, False, False), 1),
    "touch insisted on": (Traits(silent_secrets=False), None, replace(NO_PIN, touch=False), (False, True, False), 0),
    "PIN insisted on": (Traits(always_uv=True), PIN, NO_PIN, (True, True, False), 1),
    "finger": (Traits(fingerprints=True), None, SecurityKeyRequest(verify=True), (False, True, True), 0),
    "finger, though it has a PIN": (
        Traits(fingerprints=True),
        PIN,
        SecurityKeyRequest(verify=True),
        (False, True, True),
        0,
    ),
    "finger, CTAP 2.0": (
        Traits(fingerprints=True, permissions=False),
        None,
        SecurityKeyRequest(verify=True),
        (False, True, True),
        0,
    ),
    "finger insisted on": (Traits(fingerprints=True, always_uv=True), None, NO_PIN, (False, True, True), 0),
    "nothing to touch": (Traits(presence=False), PIN, SecurityKeyRequest(touch=False), (True, False, False), 1),
}


@pytest.mark.parametrize("name", ENROLMENTS)
def test_a_key_answers_as_it_was_enrolled(name: str, plug: Any) -> None:
    traits, pin, request, flags, asked = ENROLMENTS[name]
    plug(Authenticator(traits, pin=pin))
    bench = Bench(request=request)
    enrolled = bench.enrol()
    with enrolled.secret as secret:
        members = enrolled.members
        assert tuple(members[each] for each in FLAGS) == flags
        assert len(secret) == 44
        answering = Bench()
        for _ in range(2):
            with answering.kind.answer(members, WHOSE) as answer:
                assert answer == secret
    assert answering.user is not None and len(answering.user.asked) == 2 * asked
    assert answering.touches == 2 * flags[1]
    assert answering.kind.status(members, WHOSE).state == "ready"


@pytest.mark.parametrize("pins", [["9999", "00000", PIN], ["1", "x" * 64, "9999", "00000", PIN]])
def test_a_wrong_pin_is_asked_for_again_with_what_is_left(pins: list[str], plug: Any) -> None:
    plug(Authenticator(pin=PIN))
    bench = Bench(request=SecurityKeyRequest())
    enrolled = bench.enrol()
    enrolled.secret.wipe()
    again = Bench(User(list(pins)))
    again.kind.answer(enrolled.members, WHOSE).wipe()
    assert again.user is not None
    assert [left for _, left in again.user.asked] == [8] * (len(pins) - 2) + [7, 6]
    assert [event for event in again.events if isinstance(event, Warned)] == [
        Warned("that is not the PIN of Solo 2")
    ] * (len(pins) - 1)


def test_a_key_that_takes_no_further_pin_is_told_and_nobody_asked_again(plug: Any, slots: Slots) -> None:
    key = Authenticator(pin=PIN)
    bench = Bench(request=SecurityKeyRequest())
    with slots.plugged(key):
        members = bench.enrol().members
        wrong = Bench(User(["9999"]))
        assert "takes no PIN now" in str(wrong.refusal(members))
        assert wrong.user is not None and len(wrong.user.asked) == 3
        right = Bench()
        refusal = right.refusal(members)
        assert "takes no PIN now" in str(refusal) and "plug it in again" in refusal.hint
        assert right.user is not None and not right.user.asked
    for _ in range(2):
        with slots.plugged(key):
            Bench(User(["9999"])).refusal(members)
    with slots.plugged(key):
        assert "the PIN of Solo 2 is blocked" in str(right.refusal(members))
        assert not right.user.asked


@pytest.mark.parametrize(
    ("user", "line"),
    [(None, "there is nobody to ask for the PIN of Solo 2"), (User([""]), "no PIN was typed")],
)
def test_without_a_pin_there_is_no_answer(user: User | None, line: str, plug: Any) -> None:
    plug(Authenticator(pin=PIN))
    members = Bench(request=SecurityKeyRequest()).enrol().members
    assert str(Bench(user).refusal(members)) == line


def test_whoever_gives_up_at_the_pin_is_not_asked_anything_else(plug: Any) -> None:
    class Leaving(User):
        def pin(self, device: str, left: int | None) -> Secret:
            raise Cancelled("no PIN was typed")

    plug(Authenticator(pin=PIN))
    members = Bench(request=SecurityKeyRequest()).enrol().members
    with pytest.raises(Cancelled):
        Bench(Leaving()).kind.answer(members, WHOSE)


UNFIT: list[tuple[Traits, str | None, SecurityKeyRequest, str]] = [
    (
        Traits(hmac_secret=False),
        PIN,
        SecurityKeyRequest(),
        "Solo 2 computes no secrets: it lacks the extension hmac-secret",
    ),
    (Traits(), None, SecurityKeyRequest(), "Solo 2 has no PIN"),
    (Traits(pins=False), None, SecurityKeyRequest(), "Solo 2 has no PIN"),
    (Traits(), PIN, SecurityKeyRequest(verify=True), "Solo 2 cannot recognise its user by itself"),
    (Traits(presence=False), PIN, SecurityKeyRequest(), "Solo 2 cannot be touched"),
]


@pytest.mark.parametrize(("traits", "pin", "request_", "line"), UNFIT)
def test_a_key_that_cannot_do_it_is_refused_before_anything_is_asked(
    traits: Traits, pin: str | None, request_: SecurityKeyRequest, line: str, plug: Any
) -> None:
    key = Authenticator(traits, pin=pin)
    plug(key)
    bench = Bench(request=request_)
    for attempt in (bench.kind.check, bench.enrol):
        with pytest.raises(TokenUnavailable) as caught:
            attempt()
        check_refusal(caught.value)
        assert str(caught.value) == line
    assert bench.user is not None and not bench.user.asked
    assert key.person.asked == 0 and key.served[Ctap.MAKE_CREDENTIAL] == 0


def test_the_key_that_knows_the_credential_is_asked_and_no_other(plug: Any) -> None:
    keys = {name: Authenticator() for name in ("Solo 1", "Solo 2", "Solo 3")}
    for name, key in keys.items():
        path = plug(key, name)
        if name == "Solo 2":
            enrolled = Bench(request=replace(NO_PIN, device=path)).enrol()
    with enrolled.secret as secret, Bench().kind.answer(enrolled.members, WHOSE) as answer:
        assert answer == secret
    assert [key.person.asked for key in keys.values()] == [0, 4, 0]


def test_a_key_that_does_not_tell_before_is_tried_after_those_that_do(plug: Any) -> None:
    """As one with a credential that is for verified users only."""
    finger = Traits(fingerprints=True)
    mine, other = Authenticator(finger), Authenticator(finger)
    plug(other, "Solo 1")
    path = plug(mine, "Solo 2")
    enrolled = Bench(request=SecurityKeyRequest(path, verify=True)).enrol()
    with enrolled.secret as secret, Bench().kind.answer(enrolled.members, WHOSE) as answer:
        assert answer == secret


def test_which_key_is_missing_is_told(plug: Any, slots: Slots) -> None:
    with slots.plugged(Authenticator()):
        members = Bench().enrol().members
    bench = Bench()
    assert str(bench.refusal(members)) == "no security key is plugged in"
    assert bench.kind.status(members, WHOSE).state == "missing"
    plug(Authenticator())
    assert str(bench.refusal(members)) == "Solo 2 is not the security key of keyslot 2"
    assert bench.kind.status(members, WHOSE).reason == "Solo 2 is not the security key of keyslot 2"
    plug(Authenticator(Traits(hmac_secret=False)), "Old")
    plug(Authenticator(), "Another")
    assert str(bench.refusal(members)) == "none of the security keys that are plugged in is that of keyslot 2"
    assert bench.touches == 0


def test_a_key_that_cannot_be_used_is_told_where_there_is_no_other(plug: Any, slots: Slots) -> None:
    with slots.plugged(Authenticator()):
        members = Bench().enrol().members
    plug(Authenticator(Traits(hmac_secret=False)))
    assert "lacks the extension hmac-secret" in str(Bench().refusal(members))
    assert Bench().kind.status(members, WHOSE).state == "unavailable"


def test_several_keys_are_not_guessed_among(plug: Any) -> None:
    paths = [plug(Authenticator(), "Solo 2") for _ in range(2)]
    with pytest.raises(TokenUnavailable, match="several security keys are plugged in") as caught:
        Bench().enrol()
    assert all(str(path) in caught.value.hint for path in paths)
    with Bench(request=replace(NO_PIN, device=paths[1])).enrol().secret:
        pass


def test_without_a_key_nothing_is_enrolled(slots: Slots) -> None:
    for attempt in (Bench().enrol, Bench().kind.check):
        with pytest.raises(TokenUnavailable, match="no security key is plugged in"):
            attempt()


def test_a_pin_that_a_key_insists_on_later_is_told_as_it_makes_another_secret(slots: Slots) -> None:
    with slots.plugged(Authenticator(seed="one", pin=PIN)):
        members = Bench().enrol().members
    with slots.plugged(Authenticator(Traits(always_uv=True), seed="one", pin=PIN)):
        refusal = Bench().refusal(members)
    assert str(refusal) == "Solo 2 does nothing without its PIN now, and its keyslot was made without"


@pytest.mark.parametrize("left_out", [FLAGS, FLAGS[:1]])
def test_a_token_of_systemd_248_has_what_the_key_insists_on(left_out: tuple[str, ...], plug: Any) -> None:
    plug(Authenticator(Traits(always_uv=True), pin=PIN))
    enrolled = Bench().enrol()
    old = {name: value for name, value in enrolled.members.items() if name not in left_out}
    with enrolled.secret as secret, Bench().kind.answer(old, WHOSE) as answer:
        assert answer == secret


def test_a_finger_that_is_not_known_is_made_good_by_the_pin(plug: Any) -> None:
    key = Authenticator(Traits(fingerprints=True), pin=PIN)
    plug(key)
    enrolled = Bench(request=SecurityKeyRequest(verify=True)).enrol()
    key.person.finger_fits = False
    bench = Bench()
    for _ in range(4):
        try:
            answer = bench.kind.answer(enrolled.members, WHOSE)
        except TokenUnavailable as error:
            check_refusal(error)
        else:
            with enrolled.secret as secret, answer:
                assert answer == secret
            break
    else:
        raise AssertionError("the PIN was never asked for")
    assert bench.user is not None and len(bench.user.asked) == 1


SECRETS = {"no-secret", "short-secret", "other-secret"}
COMMANDS = (Ctap.GET_INFO, Ctap.CLIENT_PIN, Ctap.GET_ASSERTION, Ctap.MAKE_CREDENTIAL)


@pytest.mark.parametrize(
    ("command", "fault"),
    [(Ctap.GET_ASSERTION, "no-secret"), (Ctap.GET_ASSERTION, "short-secret")]
    + [(command, fault) for command in COMMANDS for fault in FAULTS if fault not in SECRETS],
)
def test_whatever_a_key_answers_is_one_line_and_the_end(
    command: Ctap, fault: str, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slots.plugged(Authenticator(seed="one", pin=PIN)):
        members = Bench(request=SecurityKeyRequest()).enrol().members
    for name, value in (("SILENCE_S", 0.1), ("CANCEL_S", 0.0), ("SLICE_S", 0.02)):
        monkeypatch.setattr(hid, name, value)
    with slots.plugged(Authenticator(seed="one", pin=PIN, faults=(Fault(command, fault),))):
        if command is not Ctap.MAKE_CREDENTIAL:
            Bench().refusal(members)
        with pytest.raises(TokenUnavailable) as caught:
            Bench(request=SecurityKeyRequest()).enrol()
        check_refusal(caught.value)


def test_a_key_that_computes_something_else_each_time_is_not_enrolled(plug: Any) -> None:
    plug(Authenticator(faults=(Fault(Ctap.GET_ASSERTION, "other-secret"),)))
    with pytest.raises(TokenUnavailable, match="Solo 2 computed another secret the second time"):
        Bench().enrol()


@pytest.mark.parametrize(
    ("does", "line"),
    [(Does.REFUSED, "Solo 2 was told to refuse"), (Does.TIMEOUT, "Solo 2 was not touched in time")],
)
def test_a_touch_that_does_not_come_is_told(does: Does, line: str, plug: Any) -> None:
    key = Authenticator()
    plug(key)
    members = Bench().enrol().members
    key.person.does = does
    assert str(Bench().refusal(members)) == line


def test_a_key_that_is_pulled_out_while_it_waits_is_told(slots: Slots) -> None:
    key = Authenticator()
    with slots.plugged(key):
        members = Bench().enrol().members
    key.person.does = Does.WHEN_TOLD
    with plugged_in(key) as slot, slots.entry(slot):

        def pull(event: Event) -> None:
            assert event == Touch("Solo 2")
            slot.unplug()

        with pytest.raises(TokenUnavailable, match="Solo 2 was pulled out") as caught:
            SecurityKeys(None, pull).answer(members, WHOSE)
    check_refusal(caught.value)


@pytest.fixture
def _interruptible() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("moment", ["at the first word", "while it waits"])
def test_whoever_gives_up_leaves_no_key_that_waits(moment: str, plug: Any) -> None:
    key = Authenticator()
    plug(key)
    members = Bench().enrol().members
    key.person.does, before = Does.WHEN_TOLD, key.person.asked
    bench = Bench()
    if moment == "while it waits":
        key.person._on_waiting = lambda: os.kill(os.getpid(), signal.SIGINT)
        kind = bench.kind
    else:
        kind = SecurityKeys(None, lambda _event: signal.raise_signal(signal.SIGINT), NO_PIN)
    for attempt in (lambda: kind.answer(members, WHOSE), lambda: kind.enrol(WHOSE)):
        with pytest.raises(KeyboardInterrupt):
            attempt()
        assert not key.person.waiting.is_set()  # it was waited for
    assert key.person.asked == before + 2
    key.person.does, key.person._on_waiting = Does.AT_ONCE, lambda: None
    Bench().kind.answer(members, WHOSE).wipe()


class Busy(Authenticator):
    """Says for ever that it works, when it is asked for a secret or whether it knows a credential."""

    def _get_assertion(self, request: Any, wait: Any, fault: str) -> dict[int, Any]:
        while True:
            wait(Waiting.PROCESSING)


def test_a_key_that_is_busy_for_ever_holds_nobody_up(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    with slots.plugged(Authenticator(seed="one")):
        members = Bench().enrol().members
    monkeypatch.setattr("vault.tokens.fido2.key.LOOK_S", 0.1)
    with slots.plugged(Busy(seed="one")):
        assert str(Bench().refusal(members)) == "Solo 2 did not answer within 0.1 seconds"
        assert Bench().kind.status(members, WHOSE).state == "unavailable"
        (found,) = looked_for(Bench().events.append, [read(members)])
        assert not found.usable


def test_of_several_keys_that_claim_a_credential_each_is_asked_in_order(slots: Slots) -> None:
    with slots.plugged(Authenticator(seed="one")):
        enrolled = Bench().enrol()
    false = Authenticator(seed="one", faults=(Fault(Ctap.GET_ASSERTION, "other-secret"),))
    bench = Bench()
    with (
        slots.plugged(false, "First"),
        slots.plugged(Authenticator(seed="one"), "Second"),
        Asking(bench.user, bench.events.append) as asking,
        enrolled.secret as secret,
    ):
        found = [(name, answer == secret) for name, answer in asking.answers(enrolled.members, WHOSE)]
    assert found == [("First", False), ("Second", True)]
    (warned,) = (event for event in bench.events if isinstance(event, Warned))
    assert str(warned.message) == "several keys say that they open keyslot 2: First, Second"


def test_a_pin_is_asked_for_once_and_few_tokens_are_tried(slots: Slots) -> None:
    device = Authenticator(pin=PIN)
    with slots.plugged(device):
        members = Bench(request=SecurityKeyRequest()).enrol().members
        bench, before = Bench(), device.person.asked
        record = read(members)
        others = [replace(record, salt=bytes([each]) * 32).members for each in range(3)]
        with Asking(bench.user, bench.events.append, keyslots=2) as asking:
            for each in (*others[:2], *others[:2]):
                assert len(list(asking.answers(each, WHOSE))) == 1
            with pytest.raises(TokenUnavailable, match="more tokens for security keys than are tried"):
                list(asking.answers(others[2], WHOSE))
    assert bench.user is not None and len(bench.user.asked) == 1
    assert device.person.asked == before + 2


def test_whoever_types_no_pin_is_not_asked_again(slots: Slots) -> None:
    with slots.plugged(Authenticator(pin=PIN)):
        members = Bench(request=SecurityKeyRequest()).enrol().members
        user = User([""])
        with Asking(user, Bench().events.append) as asking:
            for _ in range(3):
                with pytest.raises(TokenUnavailable, match="no PIN was typed"):
                    list(asking.answers(members, WHOSE))
    assert len(user.asked) == 1


def test_what_is_kept_and_told_holds_no_secret(plug: Any) -> None:
    plug(Authenticator(pin=PIN))
    bench = Bench(request=SecurityKeyRequest())
    enrolled = bench.enrol()
    with bench.kind.answer(enrolled.members, WHOSE) as secret, Secret(PIN.encode()) as pin:
        for shown in (repr(enrolled), repr(bench.events), repr(vars(bench.kind))):
            assert not told(shown, secret) and not told(shown, pin)


def test_the_pin_is_wiped_whatever_happens(plug: Any) -> None:
    typed: list[Secret] = []

    class Remembering(User):
        def pin(self, device: str, left: int | None) -> Secret:
            typed.append(super().pin(device, left))
            return typed[-1]

    key = Authenticator(pin=PIN)
    plug(key)
    members = Bench(Remembering(), SecurityKeyRequest()).enrol().members
    Bench(Remembering(["9999", PIN])).kind.answer(members, WHOSE).wipe()
    key.person.does = Does.REFUSED
    Bench(Remembering()).refusal(members)
    assert len(typed) == 4
    for pin in typed:
        with pytest.raises(ValueError, match="wiped"):
            pin.view()


def test_keys_are_listed_with_what_is_wrong_with_them(plug: Any, slots: Slots) -> None:
    assert looked_for([].append) == ()
    good = plug(Authenticator(pin=PIN), "Good")
    bad = plug(Authenticator(Traits(hmac_secret=False)), "Bad")
    slots.describe("hidraw99", "Gone", DESCRIPTOR)
    events: list[Event] = []
    found = {each.path: (each.name, each.has_pin, each.usable) for each in looked_for(events.append)}
    gone = slots.devices / "hidraw99"
    assert found == {good: ("Good", True, True), bad: ("Bad", False, False), gone: ("Gone", False, False)}
    reasons = {each.name: each.reason for each in looked_for(events.append)}
    assert reasons["Good"] == "" and "hmac-secret" in reasons["Bad"] and "no such file" in reasons["Gone"]
    assert not events


def test_keys_are_judged_by_the_tokens_of_a_volume(plug: Any) -> None:
    first = plug(Authenticator(), "First")
    plug(Authenticator(), "Second")
    members = Bench(request=replace(NO_PIN, device=first)).enrol().members
    assert [each.usable for each in looked_for([].append, [read(members)])] == [True, False]
    assert [each.reason for each in looked_for([].append, [])] == ["it opens no keyslot of this volume"] * 2
