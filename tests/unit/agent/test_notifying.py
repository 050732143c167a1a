"""What the desktop shows of volumes that stay open, what is answered to it, and who is believed."""

import select
from collections.abc import Callable, Iterator

import pytest

from vault.agent.events import Asked, Event
from vault.agent.notifying import LABELS, LONGEST, MOST_HOLDERS, SERVICE, Notifier
from vault.errors import NotAvailable
from vault.testing.notifications import PATH, FakeNotifications
from vault.testing.services import Service
from vault.testing.udisks import Daemon, Error

LIMIT_MS, LOOK_MS = 60_000, 50
HOLDER = "editor (process 7, alice)"


@pytest.fixture
def desktop(session_bus: Daemon) -> Iterator[FakeNotifications]:
    with FakeNotifications(session_bus.address, "actions", "body", "body-markup") as service:
        yield service


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def notifier(session_bus: Daemon, said: list[str]) -> Iterator[Notifier]:
    del session_bus
    found = Notifier(said.append)
    yield found
    found.close()


def turn(notifier: Notifier, done: Callable[[], object]) -> list[Event]:
    """What is heard while the notifier is turned until something is so."""
    waiting = select.poll()
    waiting.register(notifier.fileno(), select.POLLIN)
    for _ in range(LIMIT_MS // LOOK_MS):
        heard = notifier.events()
        if done() or heard:
            return heard
        waiting.poll(LOOK_MS)  # what it waits for need not come by the bus
    raise AssertionError("nothing has happened")


def settled(notifier: Notifier) -> bool:
    """Whether nothing is under way."""
    return not any(note.sending for note in notifier._notes.values())


def show(notifier: Notifier, desktop: FakeNotifications, *holders: str, volume: str = "secret") -> int:
    """The number of the notification that is shown of the volume."""
    notifier.busy(volume, holders or (HOLDER,))
    turn(notifier, lambda: volume in notifier._notes and settled(notifier))
    return notifier._notes[volume].number


def test_a_busy_volume_is_shown_with_what_can_be_done(notifier: Notifier, desktop: FakeNotifications) -> None:
    number = show(notifier, desktop)
    found = desktop.shown[number]
    assert (found.application, found.summary, found.body) == ("Vault", "secret is still open", f"used by {HOLDER}")
    assert found.actions == ("retry", "Retry", "force", "Force", "keep", "Keep")
    assert found.hints["urgency"] == ("y", 2)


def test_without_actions_there_is_text_only(session_bus: Daemon, notifier: Notifier) -> None:
    with FakeNotifications(session_bus.address, "body") as desktop:
        found = desktop.shown[show(notifier, desktop)]
    assert found.actions == ()
    assert found.body == f"used by {HOLDER}\nclose what uses it, then: vault dismount secret"


@pytest.mark.parametrize("choice", LABELS)
def test_an_answer_is_an_event(notifier: Notifier, desktop: FakeNotifications, choice: str) -> None:
    show(notifier, desktop, volume="other")
    number = show(notifier, desktop)
    desktop.choose(number, choice)
    assert turn(notifier, lambda: False) == [Asked(notifier.name, choice, "secret")]
    turn(notifier, lambda: "secret" not in notifier._notes)
    assert "other" in notifier._notes


def test_news_takes_the_place_of_what_was_said_before(notifier: Notifier, desktop: FakeNotifications) -> None:
    number = show(notifier, desktop, "one")
    show(notifier, desktop, volume="other")
    assert show(notifier, desktop, "two") == number
    assert desktop.shown[number].body == "used by two"
    assert len(desktop.shown) == 2
    calls = len(desktop.calls)
    assert show(notifier, desktop, "two") == number
    assert len(desktop.calls) == calls, "the same is not said twice"


def test_it_goes_when_the_volume_has_closed(notifier: Notifier, desktop: FakeNotifications) -> None:
    number = show(notifier, desktop)
    notifier.closed("secret")
    notifier.closed("never-spoken-of")
    assert turn(notifier, lambda: not notifier._notes) == []
    desktop.wait(lambda: number not in desktop.shown)


def test_a_volume_that_closes_while_it_is_being_said_is_not_left_shown(
    notifier: Notifier, desktop: FakeNotifications
) -> None:
    desktop.held.clear()
    notifier.busy("secret", [HOLDER])
    turn(notifier, lambda: "Notify" in desktop.calls)
    notifier.busy("secret", ["another"])
    notifier.closed("secret")
    notifier.events()
    desktop.held.set()
    turn(notifier, lambda: not notifier._notes)
    desktop.wait(lambda: "CloseNotification" in desktop.calls and not desktop.shown)
    assert desktop.calls.count("Notify") == 1


def test_what_was_clicked_away_is_said_again_when_it_is_still_so(
    notifier: Notifier, desktop: FakeNotifications
) -> None:
    number = show(notifier, desktop)
    desktop.dismiss(number)
    assert turn(notifier, lambda: not notifier._notes) == []
    assert show(notifier, desktop) == number + 1


@pytest.mark.attack(46)
def test_names_of_programs_are_no_markup_and_no_second_line(notifier: Notifier, desktop: FakeNotifications) -> None:
    evil = '<a href="http://x">\n\x1b\u202e&amp;\udcff (process 1, eve)'
    body = desktop.shown[show(notifier, desktop, evil)].body
    assert body == "used by &lt;a href=&quot;http://x&quot;&gt;\ufffd\ufffd\ufffd&amp;amp;\ufffd (process 1, eve)"
    desktop.able = ("body",)
    body = desktop.shown[show(notifier, desktop, "a&b <c>")].body
    assert body.startswith("used by a&b <c>\n"), "what knows no markup shows it as it is"


def test_many_long_names_are_cut(notifier: Notifier, desktop: FakeNotifications) -> None:
    lines = desktop.shown[show(notifier, desktop, *["x" * 1000] * (MOST_HOLDERS + 2))].body.split("\n")
    assert [len(line) for line in lines[:-1]] == [LONGEST] * MOST_HOLDERS
    assert lines[-1] == "and by 2 more"


def test_what_is_told_stands_by_itself(notifier: Notifier, desktop: FakeNotifications) -> None:
    show(notifier, desktop)
    for text in ("one <was> open", "two were open"):
        notifier.told(text)
    turn(notifier, lambda: len(desktop.shown) == 3)
    assert [found.summary for found in desktop.shown.values()][1:] == ["one <was> open", "two were open"]
    assert all(not found.actions for found in list(desktop.shown.values())[1:])


def test_without_a_service_there_is_a_line_and_nothing_else(notifier: Notifier, said: list[str]) -> None:
    notifier.busy("secret", [HOLDER])
    assert turn(notifier, lambda: said) == []
    assert len(said) == 1 and said[0].startswith("nothing shows notifications: ")
    assert "secret" not in said[0]
    assert notifier._notes == {}


@pytest.mark.parametrize(
    "answer", [Error("org.x.Error", "no"), ("s", ("seven",)), ("", ())], ids=["error", "types", "nothing"]
)
def test_a_service_that_answers_wrongly_is_a_line(
    notifier: Notifier, desktop: FakeNotifications, said: list[str], answer: object
) -> None:
    desktop.answers.append(answer)  # type: ignore[arg-type]
    notifier.busy("secret", [HOLDER])
    turn(notifier, lambda: said)
    assert len(said) == 1
    assert show(notifier, desktop) == 1, "it is asked anew the next time"


@pytest.mark.attack(46)
def test_another_program_cannot_answer(session_bus: Daemon, notifier: Notifier, desktop: FakeNotifications) -> None:
    number = show(notifier, desktop)
    own = str(notifier._exchange._connection.unique_name)
    with Service(session_bus.address) as liar:
        liar.tell(PATH, SERVICE, "ActionInvoked", "us", number, "force", to=own)
        liar.tell(PATH, SERVICE, "NotificationClosed", "uu", number, 2, to=own)
        waiting = select.poll()
        waiting.register(notifier.fileno(), select.POLLIN)
        assert waiting.poll(LIMIT_MS)
    for action, kinds in (("default", "us"), ("force", "ss")):
        desktop.tell(PATH, SERVICE, "ActionInvoked", kinds, number if kinds == "us" else "1", action)
    desktop.tell(PATH, SERVICE, "ActionInvoked", "us", number + 1, "force")
    desktop.choose(number, "keep")
    assert turn(notifier, lambda: False) == [Asked(notifier.name, "keep", "secret")]


def test_a_service_that_began_anew_has_other_numbers(session_bus: Daemon, notifier: Notifier) -> None:
    with FakeNotifications(session_bus.address, "actions") as first:
        show(notifier, first, volume="other")
        number = show(notifier, first)
    with FakeNotifications(session_bus.address, "actions") as second:
        assert number == 2 and show(notifier, second, "somebody else") == 1
        second.choose(1, "retry")
        assert turn(notifier, lambda: False) == [Asked(notifier.name, "retry", "secret")]


def test_without_a_bus_there_is_none(session_bus: Daemon) -> None:
    session_bus.end()
    with pytest.raises(NotAvailable, match="cannot be reached"):
        Notifier()


def test_a_bus_that_goes_is_lost(session_bus: Daemon, notifier: Notifier, desktop: FakeNotifications) -> None:
    show(notifier, desktop)
    session_bus.end()
    with pytest.raises(NotAvailable, match="the session's D-Bus has gone"):
        turn(notifier, lambda: False)
    notifier.close()
    notifier.busy("secret", [HOLDER])  # by a thread that does not know it yet
