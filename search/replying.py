"""From a query to everything there is to tell: results, or less strict ones, or neighbors."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from library.catalog.enums import Scheme
from library.catalog.identifiers import normalize, number_key
from library.catalog.selectors import number_at
from search.finder import answer
from search.lexicon import live_vocabulary
from search.neighboring import neighbors
from search.query import SearchQuery
from search.question import Question
from search.records import number_keys
from search.relaxing import Step, attempts
from search.results import Hit, Neighbor, Results
from search.understanding import understand
from search.vocabulary.numbers import is_address, possible_number
from search.vocabulary.reading import Reading


@dataclass(frozen=True, slots=True)
class Reply:
    """What a query brought, and what was done for it.

    `question` is the one that `results` answer; where nothing answered the one that was put, it is
    an easier one, and `steps` say what was given up. `own` is the one resource that has the
    number asked for, where nothing but a number was. `neighbors` are no answer: they are numbered
    nearly as was asked.
    """

    question: Question
    results: Results
    own: Hit | None = None
    steps: tuple[Step, ...] = ()
    neighbors: tuple[Neighbor, ...] = ()


def reply(query: SearchQuery) -> Reply:
    """Answer a query; where nothing does, and it need not be taken exactly, an easier one.

    Raises:
        EngineUnavailable: no engine answers.
    """
    question, results = _asked(_put(query))
    if results.total:
        return Reply(question, results, own=_own(question.reading, results))
    easier = None if query.exact else next(_answered(question, results), None)
    if easier:
        return easier
    near = neighbors(question.reading) if question.reading.numbers else ()
    return Reply(question, results, neighbors=near)


def _asked(question: Question) -> tuple[Question, Results]:
    """Ask a question, and where nothing answers, what its misspelled words may mean otherwise."""
    results = answer(question)
    for other in () if results.total else question.others:
        found = answer(other, going_round=results.degraded)
        if found.total:
            return other, found
    return question, results


def _put(query: SearchQuery) -> Question:
    """Understand a query; the address of a resource or of its file stands for its number."""
    question = understand(query, live_vocabulary())
    number = number_at(address=query.text) if is_address(query.text) else None
    if number is None:
        return question
    key = number_key(Scheme.PRODUCT_NUMBER, normalize(Scheme.PRODUCT_NUMBER, number))
    return replace(question, reading=Reading(numbers=(key,)), corrected=(), others=())


def _answered(question: Question, nothing: Results) -> Iterator[Reply]:
    for attempt in attempts(question, nothing):
        easier = _put(attempt.query)
        results = answer(easier, going_round=nothing.degraded)
        if results.total:
            yield Reply(easier, results, steps=attempt.steps)


def _own(reading: Reading, results: Results) -> Hit | None:
    if not reading.numbers or reading.words or reading.excluded:
        return None
    if reading.phrases and not possible_number(reading.phrases[0]):
        return None
    asked = set(reading.numbers)
    having = [hit for hit in results.hits if asked & _numbers(hit)]
    return having[0] if len(having) == 1 else None


def _numbers(hit: Hit) -> set[str]:
    known = ((number.scheme, number.value) for number in hit.identifiers)
    return set(number_keys(hit.product_number, known))
