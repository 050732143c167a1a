"""The desktop keyring when it is locked, refused, damaged, doubled or not there: one line of why, and no hanging."""

import base64
import os
from collections.abc import Callable

import pytest

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import Event, Warned
from vault.testing.secretservice import IS_LOCKED, FakeItem, FakeSecretService
from vault.testing.token_contract import WHOSE, check_refusal, told
from vault.testing.udisks import Daemon, Error
from vault.tokens.base import Enrolled, TokenStatus, Whose
from vault.tokens.keyring import DesktopKeyring, Orphan, forget_orphans, orphans
from vault.tokens.keyring.bus import TimeLimits
from vault.tokens.keyring.secretservice import SecretService
from vault.tokens.keyring.store import Choose, Entry
from vault.tokens.keyring.token import is_text, random_text

SILENT_PERSON = TimeLimits(call_s=60, prompt_s=0.2)
SILENT_SERVICE = TimeLimits(call_s=0.2, prompt_s=0.2)
LOCKED = "the keyring is locked"
DISMISSED = "the keyring is locked, and its dialog was dismissed or could not be shown"
DIALOG = "the keyring's dialog was not answered within 0.2 seconds"
ENDED = "the keyring ended while it was asked, or could not be started"
NOT_FOUND = "the keyring has no item for Vault volume 6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f, keyslot 2"
CHANGED = "the item for keyslot 2 in the keyring holds no secret of vault's: it was changed"


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def token(events: list[Event]) -> DesktopKeyring:
    return DesktopKeyring(events.append)


@pytest.fixture
def enrolled(fake: FakeSecretService, token: DesktopKeyring) -> Enrolled:
    enrolled = token.enrol(WHOSE)
    fake.calls.clear()
    return enrolled


def within(limits: TimeLimits) -> Choose:
    """The service itself, with limits of time."""
    return lambda on_event: SecretService(on_event, limits)


def item(fake: FakeSecretService) -> FakeItem:
    (found,) = fake.items.values()
    return found


def refused(work: Callable[[], object], secret: Secret | None = None) -> str:
    with pytest.raises(TokenUnavailable) as caught:
        work()
    check_refusal(caught.value, secret)
    return str(caught.value)


def test_what_is_kept_is_base64_of_32_bytes_found_by_volume_slot_and_id(
    fake: FakeSecretService, enrolled: Enrolled
) -> None:
    kept = item(fake)
    assert kept.secret == bytes(enrolled.secret.view())
    assert len(base64.b64decode(kept.secret, validate=True)) == 32
    assert kept.content_type == "text/plain"
    assert kept.label == f"Vault volume {WHOSE.uuid}, keyslot 2"
    assert kept.attributes == {
        "xdg:schema": "io.github.vault.Keyslot",
        "volume": WHOSE.uuid,
        "slot": "2",
        "id": enrolled.members["id"],
    }
    assert not told(kept.label + repr(kept.attributes), enrolled.secret)


def test_a_locked_keyring_is_unlocked_by_its_own_dialog(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    fake.locked.add("login")
    fake.prompt = "accept"
    assert token.answer(enrolled.members, WHOSE) == enrolled.secret
    assert not fake.locked and "Prompt" in fake.calls


@pytest.mark.parametrize(("prompt", "line"), [("dismiss", DISMISSED), ("silent", DIALOG)])
def test_a_dialog_that_comes_to_nothing_leaves_nothing_behind(
    fake: FakeSecretService, enrolled: Enrolled, prompt: str, line: str
) -> None:
    fake.locked.add("login")
    fake.prompt = prompt  # type: ignore[assignment]
    token = DesktopKeyring(lambda _: None, choose=within(SILENT_PERSON if prompt == "silent" else TimeLimits()))
    assert refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret) == line
    assert refused(lambda: token.forget(enrolled.members, WHOSE), enrolled.secret) == line
    assert refused(lambda: token.enrol(WHOSE)) == line
    assert len(fake.items) == 1


def test_a_service_that_ends_with_its_dialog_open_is_not_waited_for(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    fake.locked.add("login")
    fake.prompt = "vanish"
    line = refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret)
    assert line == "the keyring ended while its dialog was open"


@pytest.mark.parametrize("method", ["SearchItems", "Get", "OpenSession", "GetSecret"])
def test_a_service_that_is_killed_in_between_is_told(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled, method: str
) -> None:
    fake.vanish = method
    assert refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret) == ENDED
    assert token.status(enrolled.members, WHOSE).state == "unavailable"


@pytest.mark.parametrize("method", ["SearchItems", "Get", "OpenSession", "GetSecret"])
def test_a_service_that_is_silent_is_given_up(fake: FakeSecretService, enrolled: Enrolled, method: str) -> None:
    fake.silent.add(method)
    token = DesktopKeyring(lambda _: None, choose=within(SILENT_SERVICE))
    line = refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret)
    assert line == "the keyring did not answer within 0.2 seconds"


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("method", ["OpenSession", "CreateItem"])
def test_storing_that_fails_keeps_the_secret_to_itself(
    fake: FakeSecretService, token: DesktopKeyring, method: str, plain: bool
) -> None:
    fake.plain = plain
    fake.vanish = method
    secret = Secret(os.urandom(32))
    store = SecretService(lambda _: None)
    assert refused(lambda: store.put(Entry("schema", "label", {"volume": "u"}), secret), secret) == ENDED
    assert refused(lambda: token.enrol(WHOSE)) == "no keyring runs in this session, and none can be started"


def test_a_service_that_says_what_it_was_given_is_not_quoted(fake: FakeSecretService) -> None:
    secret = Secret(b"what nobody may see")
    fake.answers["CreateItem"] = Error("org.example.Odd", "cannot keep 'what nobody may see'")
    store = SecretService(lambda _: None)
    line = refused(lambda: store.put(Entry("schema", "label", {"volume": "u"}), secret), secret)
    assert line == "the keyring refused: org.example.Odd"


def test_other_refusals_are_quoted_on_one_line(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    fake.answers["GetSecret"] = Error("org.example.Odd", "a part is\nmissing\x1b[31m" + "!" * 500)
    line = refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret)
    assert line.startswith("the keyring refused: a part ismissing[31m!!")


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        ("SearchItems", ("s", ("nothing",))),
        ("SearchItems", ("", ())),
        ("SearchItems", ("aoao", (["/nowhere"], []))),
        ("OpenSession", ("vo", (("s", "x"), "/session"))),
        ("GetSecret", ("s", ("x",))),
        ("GetSecret", ("(oayays)", (("/session", b"", b"", "text/plain"),))),
        ("GetSecret", ("(oayays)", (("/session", b"0" * 16, b"0" * 15, "text/plain"),))),
    ],
)
def test_answers_that_make_no_sense_are_refused(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled, method: str, answer: tuple[str, tuple[object]]
) -> None:
    fake.answers[method] = answer
    refused(lambda: token.answer(enrolled.members, WHOSE), enrolled.secret)


@pytest.mark.parametrize(
    "edited",
    [
        b"",
        b"hunter2",
        base64.b64encode(bytes(32)) + b"\n",
        base64.b64encode(bytes(31)),
        base64.b64encode(bytes(33)),
        base64.b64encode(bytes(32)).rstrip(b"="),
        base64.b64encode(bytes(32))[:-2] + b"B=",
        base64.b64encode(bytes(range(200, 232))).replace(b"/", b"_"),
        b"\xff" * 44,
    ],
)
def test_an_item_edited_by_hand_is_told(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled, edited: bytes
) -> None:
    item(fake).secret = edited
    assert refused(lambda: token.answer(enrolled.members, WHOSE)) == CHANGED


def test_an_item_that_is_well_formed_is_for_the_keyslot_to_judge(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    item(fake).secret = base64.b64encode(bytes(32))
    with token.answer(enrolled.members, WHOSE) as secret:
        assert secret != enrolled.secret


def test_of_equal_items_the_newest_that_is_not_locked_counts(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled, events: list[Event]
) -> None:
    old = item(fake)
    fake.collections.append("other")
    for number, collection in enumerate(("login", "other"), 1):
        fake.add(old.label, old.attributes, base64.b64encode(bytes([number]) * 32), collection)
    fake.locked.add("other")
    assert bytes(token.answer(enrolled.members, WHOSE).view()) == base64.b64encode(b"\1" * 32)
    assert [str(event.message) for event in events if isinstance(event, Warned)] == [
        f"the keyring has 3 items for {old.label}: the newest is used"
    ]
    assert "Unlock" not in fake.calls
    fake.locked.clear()
    token.forget(enrolled.members, WHOSE)
    assert not fake.items


def test_the_status_never_makes_the_keyring_ask(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    assert token.status(enrolled.members, WHOSE) == TokenStatus("ready")
    fake.locked.add("login")
    assert token.status(enrolled.members, WHOSE) == TokenStatus("locked", LOCKED)
    fake.items.clear()
    assert token.status(enrolled.members, WHOSE) == TokenStatus("missing", NOT_FOUND)
    assert orphans(WHOSE.uuid, [], print) == ()
    assert not {"Unlock", "Prompt", "OpenSession", "GetSecret", "CreateCollection"} & set(fake.calls)


@pytest.mark.parametrize("hides", [False, True])
def test_items_without_a_token_are_found_and_removed_though_the_keyring_is_locked(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled, hides: bool
) -> None:
    stray = token.enrol(Whose(WHOSE.uuid, 5))
    other = token.enrol(Whose("another-volume", 5))
    known = [(2, str(enrolled.members["id"]))]
    assert orphans(WHOSE.uuid, known, print) == (Orphan(5, stray.members["id"], locked=False),)
    fake.locked.add("login")
    fake.hides = hides
    shown = Orphan(None, "", locked=True) if hides else Orphan(5, stray.members["id"], locked=True)
    assert orphans(WHOSE.uuid, known, print) == (shown,)
    assert refused(lambda: forget_orphans(WHOSE.uuid, known, print)) == DISMISSED
    fake.frees = True
    assert forget_orphans(WHOSE.uuid, known, print) == 1
    assert forget_orphans(WHOSE.uuid, known, print) == 0
    assert {each.attributes["id"] for each in fake.items.values()} == {enrolled.members["id"], other.members["id"]}


def test_forgetting_in_a_locked_keyring_asks_to_unlock_it_where_it_has_to(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    fake.locked.add("login")
    fake.prompt = "accept"
    token.forget(enrolled.members, WHOSE)
    assert not fake.items


def test_forgetting_follows_a_dialog_of_the_deletion_itself(
    fake: FakeSecretService, token: DesktopKeyring, enrolled: Enrolled
) -> None:
    fake.answers["Delete"] = ("o", (fake._asked("unlock", []),))
    assert refused(lambda: token.forget(enrolled.members, WHOSE)) == DISMISSED
    fake.answers["Delete"] = Error(IS_LOCKED, "still")
    assert refused(lambda: token.forget(enrolled.members, WHOSE)) == LOCKED


def test_a_keyring_that_keeps_something_else_is_found_out_when_enrolling(
    fake: FakeSecretService, token: DesktopKeyring
) -> None:
    fake.garbles = True
    assert refused(lambda: token.enrol(WHOSE)) == "the keyring did not keep the secret as it was given"
    assert not fake.items


def test_a_plain_transport_is_used_and_told(
    fake: FakeSecretService, token: DesktopKeyring, events: list[Event]
) -> None:
    fake.plain = True
    token.enrol(WHOSE).secret.wipe()
    assert events == [Warned("this keyring takes no encrypted secrets: it crossed the session's bus in clear")]


@pytest.mark.parametrize("prompt", ["accept", "dismiss"])
def test_without_any_collection_the_keyring_is_asked_to_make_one(
    fake: FakeSecretService, token: DesktopKeyring, prompt: str
) -> None:
    fake.collections.clear()
    fake.prompt = prompt  # type: ignore[assignment]
    if prompt == "accept":
        assert len(token.enrol(WHOSE).secret) == 44
        assert [each.collection for each in fake.items.values()] == ["default"]
    else:
        assert refused(lambda: token.enrol(WHOSE)) == "the keyring's dialog was dismissed"


def test_the_bus_that_ends_is_told(session: tuple[Daemon, object], token: DesktopKeyring, enrolled: Enrolled) -> None:
    session[0].end()
    line = refused(lambda: token.answer(enrolled.members, WHOSE))
    assert line in (
        "the session's D-Bus cannot be reached: connection refused",
        "the session's D-Bus cannot be reached: no such file or directory",
    )


def test_random_text_is_canonical_base64_and_all_of_its_bits_vary() -> None:
    seen = [0] * 32
    for _ in range(64):
        with random_text() as text:
            assert is_text(text)
            octets = base64.b64decode(bytes(text.view()), validate=True)
            assert base64.b64encode(octets) == bytes(text.view())
            seen = [before | octet for before, octet in zip(seen, octets, strict=True)]
    assert seen == [255] * 32
