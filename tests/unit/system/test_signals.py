"""Signals that are held back: none is lost, none is heard of inside, and the handlers are as they were."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from vault.system.signals import held_back


class Ended(BaseException):
    """What the handler of these tests raises."""


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def number(request: pytest.FixtureRequest) -> Iterator[int]:
    def end(number: int, _frame: object) -> None:
        raise Ended(number)

    before = signal.signal(request.param, end)
    yield request.param
    signal.signal(request.param, before)


def test_a_signal_is_heard_of_at_the_end_of_the_block(number: int) -> None:
    handler, mask, done = signal.getsignal(number), signal.pthread_sigmask(signal.SIG_BLOCK, ()), []
    with pytest.raises(Ended) as caught, held_back():  # noqa: PT012
        os.kill(os.getpid(), number)
        done.append("all of it")
    assert (caught.value.args, done) == ((number,), ["all of it"])
    assert signal.getsignal(number) is handler
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask


def test_it_is_heard_of_in_place_of_an_error(number: int) -> None:
    with pytest.raises(Ended) as caught, held_back():  # noqa: PT012
        os.kill(os.getpid(), number)
        raise ValueError
    assert isinstance(caught.value.__context__, ValueError)


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with held_back():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_changes_nothing() -> None:
    handlers = []

    def work() -> None:
        with held_back():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [signal.getsignal(signal.SIGINT)]
