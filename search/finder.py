"""The one way to search: chooses the engine, goes round one that is down, and says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import structlog
from django.conf import settings

from search.breaker import Breaker, State
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import EngineUnavailable, SearchEngine
from search.lexicon import live_vocabulary
from search.query import SearchQuery
from search.question import Question, plain
from search.results import Hit, Results, Suggestion
from search.suggesting import suggestions
from search.understanding import understand

_ANYTHING = plain(SearchQuery(size=1))
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """Which engine should answer, and whether it is asked at present."""

    engine: str
    breaker: State


def engines() -> tuple[SearchEngine, ...]:
    """Return the engines in the order of preference. Each of them is to be fed."""
    if settings.ELASTICSEARCH_URL:
        elastic = ElasticEngine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)
        return (elastic, PostgresEngine())
    return (PostgresEngine(),)


def find(query: SearchQuery) -> Results:
    """Answer a query as the live vocabulary understands it. See `answer`."""
    return answer(understand(query, live_vocabulary()))


def answer(question: Question, *, going_round: bool = False) -> Results:
    """Answer a question by the first engine that can; `degraded` where that is not the first.

    Whoever got a degraded answer asks its next question `going_round` the engine that is down:
    nobody waits for it twice.

    Raises:
        EngineUnavailable: PostgreSQL does not answer either.
    """
    *preferred, last = engines()
    for engine in () if going_round else preferred:
        results = _ask(engine, partial(engine.search, question))
        if results is not None:
            return results
    return replace(last.search(question), degraded=bool(preferred))


def related(resource_id: int, *, without: Sequence[int], size: int) -> tuple[Hit, ...]:
    """Return resources about the same as one, by the first engine that can.

    Raises:
        EngineUnavailable: PostgreSQL does not answer either.
    """
    *preferred, last = engines()
    for engine in preferred:
        found = _ask(engine, partial(engine.related, resource_id, without=without, size=size))
        if found is not None:
            return found
    return last.related(resource_id, without=without, size=size)


def suggest(text: str) -> tuple[Suggestion, ...]:
    """Return what a text begins: numbers, topics, titles, people. PostgreSQL alone answers.

    Raises:
        EngineUnavailable: PostgreSQL does not answer.
    """
    return suggestions(text)


def status() -> Status:
    """Return how this process sees the engine that should answer."""
    name = engines()[0].name
    return Status(name, breaker_of(name).state)


def probe() -> str:
    """Return the name of the engine that answers now, asked as a search asks it.

    So a process that nobody searches with learns that an engine is down, or back.
    """
    *preferred, last = engines()
    answering = (one.name for one in preferred if _ask(one, partial(one.search, _ANYTHING)))
    return next(answering, last.name)


@cache
def breaker_of(engine: str) -> Breaker:  # noqa: ARG001 - one for each name
    """Return this process's breaker for an engine."""
    return Breaker()


def _ask[Answer](engine: SearchEngine, ask: Callable[[], Answer]) -> Answer | None:
    breaker = breaker_of(engine.name)
    if not breaker.lets_through():
        return None
    try:
        found = ask()
    except EngineUnavailable as error:
        breaker.failed()
        _log.warning("search_engine_unavailable", engine=error.engine, reason=error.reason)
        return None
    breaker.succeeded()
    return found
