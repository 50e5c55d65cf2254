"""What is compared: our search on both engines, a plain query, and Wagtail's own search."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from search.elastic.judging import judged_index
from search.embedded.engine import PostgresEngine
from search.embedded.judging import judged_build, plain_ranking
from search.embedded.words import near_words
from search.lexicon import live_vocabulary
from search.query import SearchQuery
from search.question import Question
from search.records import Record
from search.relevance.stock import stock_on_elasticsearch, stock_on_postgresql, stock_rows
from search.understanding import understand
from search.vocabulary.terms import Vocabulary

DEPTH = 50
ELASTICSEARCH, POSTGRESQL = "elasticsearch", "postgresql"
OURS, PLAIN, WAGTAIL = "our query", "plain query", "Wagtail's search"


@dataclass(frozen=True, slots=True)
class System:
    """One way to search on one engine. `rank` returns up to DEPTH document ids, best first."""

    engine: str
    name: str
    rank: Callable[[str], list[str]]


@contextmanager
def systems(records: Sequence[Record], engines: Sequence[str]) -> Iterator[list[System]]:
    """Set up everything that is compared on some engines; nothing of it is left after the block."""
    with ExitStack() as stack:
        yield list(_systems(stack, records, engines))


def engines_in_use() -> tuple[str, ...]:
    """Return the engines there are, the preferred one first."""
    return (ELASTICSEARCH, POSTGRESQL) if settings.ELASTICSEARCH_URL else (POSTGRESQL,)


def _systems(
    stack: ExitStack, records: Sequence[Record], engines: Sequence[str]
) -> Iterator[System]:
    # Words are counted in PostgreSQL, whichever engine answers.
    build = stack.enter_context(judged_build(records))
    rows = stack.enter_context(stock_rows(records))
    question = partial(_question, build=build)
    if ELASTICSEARCH in engines:
        url = settings.ELASTICSEARCH_URL
        index = stack.enter_context(judged_index(url, records))
        stock = stack.enter_context(stock_on_elasticsearch(rows, url))
        yield System(ELASTICSEARCH, OURS, lambda text: index.ranking(question(text)))
        yield System(ELASTICSEARCH, PLAIN, lambda text: index.plain_ranking(text, DEPTH))
        yield System(ELASTICSEARCH, WAGTAIL, lambda text: stock(text, DEPTH))
    if POSTGRESQL in engines:
        engine = PostgresEngine(build)
        own = stack.enter_context(stock_on_postgresql(rows))
        yield System(POSTGRESQL, OURS, lambda text: _found(engine, question(text)))
        yield System(POSTGRESQL, PLAIN, lambda text: plain_ranking(text, DEPTH, index_id=build))
        yield System(POSTGRESQL, WAGTAIL, lambda text: own(text, DEPTH))


def _question(text: str, *, build: int) -> Question:
    """Understand a text as the library would; titles promoted there are none of these records."""
    live = live_vocabulary()
    words = Vocabulary(wordings=live.wordings, codes=live.codes)
    query = SearchQuery(text=text, size=DEPTH)
    return understand(query, words, near=partial(near_words, index_id=build))


def _found(engine: PostgresEngine, question: Question) -> list[str]:
    return [hit.product_number for hit in engine.search(question).hits]
