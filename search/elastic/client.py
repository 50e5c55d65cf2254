"""The one client, in two tempers: searching is impatient, writing is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engine import EngineUnavailable

NAME = "elasticsearch"
SEARCH_SECONDS = 0.8  # then PostgreSQL answers, so that a reader has it within a second
WRITE_SECONDS = 30.0


@cache
def search_client(url: str) -> Elasticsearch:
    """Return the client for questions: no retry, because a second try doubles the wait."""
    return Elasticsearch(url, request_timeout=SEARCH_SECONDS, max_retries=0)


@cache
def write_client(url: str) -> Elasticsearch:
    """Return the client for writing, building and checking an index."""
    return Elasticsearch(url, request_timeout=WRITE_SECONDS, max_retries=2, retry_on_timeout=True)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn everything the client raises into EngineUnavailable."""
    try:
        yield
    except ApiError as error:
        raise EngineUnavailable(NAME, f"{error.status_code} {error.error}") from error
    except TransportError as error:
        raise EngineUnavailable(NAME, f"{type(error).__name__}: {error.message}") from error


@contextmanager
def sensible_answers() -> Iterator[None]:
    """Turn an answer that has not the shape of one into EngineUnavailable."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise EngineUnavailable(NAME, f"not an answer: {error!r}") from error
