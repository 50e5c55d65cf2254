"""What to ask when nothing answers: less, one thing after another, and what was given up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from search.query import FacetName, SearchQuery
from search.question import Question
from search.results import Facet, Results

_COUNTED_ONCE = frozenset({FacetName.KIND, FacetName.FORMAT, FacetName.YEAR})


class GivenUp(StrEnum):
    """What an easier question leaves out."""

    EXCLUSIONS = "excluded_words"
    QUOTES = "quotation_marks"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing given up: the words that were to be left out, the phrases, or a facet's values."""

    given_up: GivenUp
    values: tuple[str, ...]
    facet: FacetName | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An easier question and all that it gives up."""

    query: SearchQuery
    steps: tuple[Step, ...]


def attempts(question: Question, nothing: Results) -> Iterator[Attempt]:
    """Yield easier questions in the order to ask them, four at most.

    Any one word is enough to be found, so that fewer words means none that must not occur and none
    that must stand together; then fewer filters: the facets, each counted without its own, tell
    which of them to open. Numbers are never put otherwise.
    """
    query = question.query
    worded = list(_fewer_words(question))
    yield from worded
    if opened := _most_open(query, nothing):
        yield _without(query, (opened,))
        return
    chosen = tuple(name for name, _ in query.filters)
    if len(chosen) > 1:
        yield _without(query, chosen)
    if chosen and worded:
        bare = _without(worded[-1].query, chosen)
        yield Attempt(bare.query, (*worded[-1].steps, *bare.steps))


def _fewer_words(question: Question) -> Iterator[Attempt]:
    reading = question.reading
    steps: tuple[Step, ...] = ()
    quoted = " ".join((reading.words, *(f'"{phrase}"' for phrase in reading.phrases))).strip()
    if reading.excluded and quoted:
        steps = (Step(GivenUp.EXCLUSIONS, reading.excluded),)
        yield Attempt(replace(question.query, text=quoted), steps)
    if any(" " in phrase for phrase in reading.phrases) and not reading.numbers:
        loose = " ".join((reading.words, *reading.phrases)).strip()
        steps = (*steps, Step(GivenUp.QUOTES, reading.phrases))
        yield Attempt(replace(question.query, text=loose), steps)


def _most_open(query: SearchQuery, nothing: Results) -> FacetName | None:
    """Return the chosen facet without which most would be found; None where none is enough."""
    found = {facet.name: _at_least(facet) for facet in nothing.facets if query.selected(facet.name)}
    best = max(found, key=found.__getitem__, default=None)
    return best if best is not None and found[best] else None


def _at_least(facet: Facet) -> int:
    """Return how many results a facet's counts prove; of many values, some have the same."""
    counts = [bucket.count for bucket in facet.buckets]
    return sum(counts) if facet.name in _COUNTED_ONCE else max(counts, default=0)


def _without(query: SearchQuery, names: tuple[FacetName, ...]) -> Attempt:
    left = tuple((name, values) for name, values in query.filters if name not in names)
    steps = tuple(Step(GivenUp.FILTER, query.selected(name), name) for name in names)
    return Attempt(replace(query, filters=left), steps)
