"""A circuit breaker: a server that does not answer is not asked by everybody."""

from collections import deque
from collections.abc import Callable
from enum import StrEnum
from threading import Lock
from time import monotonic


class State(StrEnum):
    """Whether requests pass: all, none, or one to see."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class Breaker:
    """Opens after `failures` within `window` seconds; then lets one request try every `pause`.

    A process has one for each server it may have to do without. Safe for threads.
    """

    def __init__(
        self,
        *,
        failures: int = 3,
        window: float = 10.0,
        pause: float = 5.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._failures: deque[float] = deque(maxlen=failures)
        self._window = window
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self._next_try: float | None = None

    @property
    def state(self) -> State:
        """The state at this moment."""
        with self._lock:
            if self._next_try is None:
                return State.CLOSED
            return State.HALF_OPEN if self._clock() >= self._next_try else State.OPEN

    def lets_through(self) -> bool:
        """Tell whether to ask the server now. While it is half-open, one in `pause` seconds may."""
        with self._lock:
            if self._next_try is None:
                return True
            now = self._clock()
            if now < self._next_try:
                return False
            self._next_try = now + self._pause
            return True

    def succeeded(self) -> None:
        """Note an answer: the server is back."""
        with self._lock:
            self._failures.clear()
            self._next_try = None

    def failed(self) -> None:
        """Note that no answer came."""
        with self._lock:
            now = self._clock()
            self._failures.append(now)
            full = len(self._failures) == self._failures.maxlen
            if self._next_try is not None or (full and now - self._failures[0] <= self._window):
                self._next_try = now + self._pause
