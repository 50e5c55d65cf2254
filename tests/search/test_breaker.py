"""When a server that does not answer is asked again."""

import pytest

from search.breaker import Breaker, State


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def test_three_failures_open_it(breaker: Breaker) -> None:
    for _ in range(2):
        breaker.failed()
        assert breaker.lets_through()
    breaker.failed()
    assert breaker.state == State.OPEN
    assert not breaker.lets_through()


def test_failures_far_apart_do_not(breaker: Breaker, clock: Clock) -> None:
    for _ in range(5):
        breaker.failed()
        clock.now += 6
    assert breaker.state == State.CLOSED


def test_an_answer_between_starts_anew(breaker: Breaker) -> None:
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.state == State.CLOSED


def test_one_request_tries_every_five_seconds(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        breaker.failed()
    clock.now += 4.9
    assert not breaker.lets_through()
    clock.now += 0.2
    assert breaker.state == "half-open"
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.failed()
    clock.now += 4.9
    assert not breaker.lets_through()
    clock.now += 0.2
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.state == State.CLOSED
    assert breaker.lets_through()
