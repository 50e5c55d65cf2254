"""Two or more at once: by chance, and step by step."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, connections, transaction

type Verb = Callable[[], object]

_PATIENCE = 60.0  # seconds after which a test rather fails than waits

_IS_BLOCKED = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"


def race(*verbs: Verb) -> list[object]:
    """Start the verbs at the same moment; return what each returned or raised."""
    start = threading.Barrier(len(verbs))
    runs = [_Run(verb, before=lambda: start.wait(_PATIENCE)) for verb in verbs]
    for run in runs:
        run.start()
    return [run.outcome_at_end() for run in runs]


def interleavings(scene: Callable[[], tuple[Verb, Verb]]) -> Iterator[tuple[object, object]]:
    """Let the second verb happen before each statement of the first, and before its commit.

    Every round plays a fresh scene, and the second verb goes as far as the first one's locks let
    it: to its end, or until it waits. Then the first goes on. Yields both outcomes, round by round.
    """
    step, is_at_end = 0, False
    while not is_at_end:
        verb, other = scene()
        first, second = _Stepped(verb, step), _Run(other)
        first.start()
        is_at_end = not first.stops_at_a_statement()
        second.start()
        second.wait_until_it_ends_or_is_blocked()
        first.go_on()
        yield first.outcome_at_end(), second.outcome_at_end()
        step += 1


class _Run:
    """A verb in a thread of its own, on a connection of its own."""

    def __init__(self, verb: Verb, *, before: Callable[[], object] = lambda: None) -> None:
        self.verb = verb
        self.before = before
        self.outcome: object = None
        self.pid = 0
        self.is_connected = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def outcome_at_end(self) -> object:
        self.thread.join(_PATIENCE)
        assert not self.thread.is_alive(), "It never ended: is it waiting for a lock?"
        return self.outcome

    def wait_until_it_ends_or_is_blocked(self) -> None:
        assert self.is_connected.wait(_PATIENCE)
        deadline = time.monotonic() + _PATIENCE
        while self.thread.is_alive() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute(_IS_BLOCKED, [self.pid])
                row = cursor.fetchone()
            if row and row[0]:
                return
            self.thread.join(0.002)

    def act(self) -> object:
        return self.verb()

    def _run(self) -> None:
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            self.is_connected.set()
            self.before()
            self.outcome = self.act()
        except Exception as problem:  # noqa: BLE001 - the outcome under test
            self.outcome = problem
        finally:
            connections.close_all()


class _Stepped(_Run):
    """A verb that stops before one of its statements, counted from zero, or before its commit."""

    def __init__(self, verb: Verb, step: int) -> None:
        super().__init__(verb)
        self.left = step
        self.is_at_statement = False
        self.stopped, self.told = threading.Event(), threading.Event()

    def stops_at_a_statement(self) -> bool:
        """Wait until it stops; tell whether it stopped before a statement, not at its end."""
        while self.thread.is_alive() and not self.stopped.wait(0.005):
            pass
        return self.is_at_statement

    def go_on(self) -> None:
        self.told.set()

    def act(self) -> object:
        with transaction.atomic(), connection.execute_wrapper(self._count):
            outcome = self.verb()
            if not self.stopped.is_set():
                self._stop()
        return outcome

    def _count(self, execute: Callable[..., Any], *statement: Any) -> Any:  # noqa: ANN401
        if not self.stopped.is_set():
            if self.left == 0:
                self.is_at_statement = True
                self._stop()
            self.left -= 1
        return execute(*statement)

    def _stop(self) -> None:
        self.stopped.set()
        assert self.told.wait(_PATIENCE)
