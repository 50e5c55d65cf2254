"""What an entry would change: every ranking before and after, and what judged queries say."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from statistics import fmean

from search import lexicon
from search.finder import answer
from search.judging import is_judged, ndcg
from search.models import EntryState, Judgment, VocabularyEntry
from search.query import SearchQuery
from search.querylog.selectors import Listing, queries
from search.question import Question
from search.results import Hit, Results
from search.understanding import understand
from search.vocabulary.folding import sort_key
from search.vocabulary.spelling import Asked, Candidate
from search.vocabulary.terms import Vocabulary

DEPTH = 10
BUDGET_SECONDS = 2.0  # of a page: what is left then is for a job, see measuring.py
LARGE_DROP = 0.05  # of a judged query's nDCG: worth a warning
type Each = Callable[[Sequence["Pair"]], Iterable["Pair"]]
_ASKED_DAYS, _ASKED_QUERIES, _ASKED_SHOWN = 30, 200, 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit at its place, and the place it had in the other ranking, if any."""

    place: int
    hit: Hit
    other: int | None
    grade: int | None

    @property
    def moved(self) -> int:
        """How many places up from the other ranking."""
        return (self.other or self.place) - self.place


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first ten of one query before and after. Scores are None where it is not judged."""

    text: str
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    total_before: int
    total_after: int
    score_before: float | None = None
    score_after: float | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything about it is different."""
        numbers = [[p.hit.product_number for p in side] for side in (self.before, self.after)]
        return numbers[0] != numbers[1] or self.total_before != self.total_after

    @property
    def gain(self) -> float:
        """How much nDCG is won, negative where it is lost."""
        return (self.score_after or 0.0) - (self.score_before or 0.0)

    @property
    def drops(self) -> bool:
        """Whether it loses so much that an editor should look twice."""
        return self.gain < -LARGE_DROP


@dataclass
class Preview:
    """Everything an editor needs to decide."""

    judged: int = 0
    measured: int = 0
    engines: set[str] = field(default_factory=set)
    scores_before: list[float] = field(default_factory=list)
    scores_after: list[float] = field(default_factory=list)
    rankings: list[Ranking] = field(
        default_factory=list
    )  # the changed ones, and what was asked for
    seconds: float = 0.0

    @property
    def mean_before(self) -> float:
        """Mean nDCG@10 of what was measured."""
        return fmean(self.scores_before) if self.scores_before else 0.0

    @property
    def mean_after(self) -> float:
        """The same with the entry."""
        return fmean(self.scores_after) if self.scores_after else 0.0

    @property
    def drops(self) -> list[Ranking]:
        """The judged queries that lose much."""
        return [ranking for ranking in self.rankings if ranking.drops]

    @property
    def is_complete(self) -> bool:
        """Whether every judged query was measured."""
        return self.measured == self.judged


def within_budget(pairs: Sequence["Pair"]) -> Iterator["Pair"]:
    """Yield what a page has time for."""
    started = time.monotonic()
    return takewhile(lambda _: time.monotonic() - started <= BUDGET_SECONDS, pairs)


def preview(entry: VocabularyEntry, *, origin: str = "", each: Each = within_budget) -> Preview:
    """Try an entry out: publishing a draft or a retired one, retiring a published one.

    `origin` is the query an editor came from; it is shown whether or not it changes. `each` yields
    what is to be asked, in the order given, as long as there is time.
    """
    if entry.state == EntryState.PUBLISHED:
        now, then = lexicon.published_vocabulary(), lexicon.published_vocabulary(without=entry)
    else:
        now = lexicon.published_vocabulary()
        then = lexicon.extended(lexicon.published_vocabulary(without=entry.replaces), [entry])
    shown = [origin, *entry.texts, *(entry.words if entry.is_two_way else ())]
    return compare(now, then, shown=[text for text in shown if text], each=each)


def compare(
    now: Vocabulary, then: Vocabulary, *, shown: Sequence[str] = (), each: Each = within_budget
) -> Preview:
    """Return what another vocabulary would change. Costs two searches for each changed query."""
    started = time.monotonic()
    grades = _grades()
    made = Preview(judged=len(grades))
    texts = [*grades, *_not_judged(grades, shown, now, then)]
    pairs = [Pair(text, now, then) for text in texts]
    for pair in each(sorted(pairs, key=lambda pair: not pair.differs)):  # what matters comes first
        ranking = _rank(pair, grades.get(pair.text), made)
        if ranking.is_changed or pair.text in shown:
            made.rankings.append(ranking)
    made.rankings.sort(key=lambda ranking: (ranking.gain, ranking.text))
    made.seconds = time.monotonic() - started
    return made


class Pair:
    """What a text asks under two vocabularies.

    Whether they differ is told without a look for misspelled words, which costs a statement: a word
    that one of them knows has other wordings there.
    """

    def __init__(self, text: str, now: Vocabulary, then: Vocabulary) -> None:
        self.text, self._vocabularies = text, (now, then)
        self._query = SearchQuery(text=text, size=DEPTH)
        as_typed = [understand(self._query, each, near=_as_typed) for each in (now, then)]
        self.differs = as_typed[0] != as_typed[1]

    def questions(self) -> tuple[Question, Question]:
        """Return both questions, as they would be put."""
        now, then = self._vocabularies
        first = understand(self._query, now)
        return first, understand(self._query, then) if self.differs else first


def _as_typed(_words: Sequence[Asked]) -> Sequence[Candidate]:
    return ()


def _rank(pair: Pair, grades: Mapping[str, int] | None, made: Preview) -> Ranking:
    now, then = pair.questions()
    before = answer(now)
    after = answer(then) if pair.differs else before
    made.engines |= {before.engine, after.engine}
    scores: tuple[float | None, float | None] = (None, None)
    if grades is not None:
        first, second = (ndcg(_numbers(found), grades, depth=DEPTH) for found in (before, after))
        made.measured += 1
        made.scores_before.append(first)
        made.scores_after.append(second)
        scores = (first, second)
    return Ranking(
        pair.text,
        _placed(before, after, grades or {}),
        _placed(after, before, grades or {}),
        before.total,
        after.total,
        *scores,
    )


def _placed(found: Results, other: Results, grades: Mapping[str, int]) -> tuple[Placed, ...]:
    places = {number: place for place, number in enumerate(_numbers(other), start=1)}
    return tuple(
        Placed(place, hit, places.get(hit.product_number), grades.get(hit.product_number))
        for place, hit in enumerate(found.hits, start=1)
    )


def _numbers(found: Results) -> list[str]:
    return [hit.product_number for hit in found.hits]


def _grades() -> dict[str, dict[str, int]]:
    """Return the grades of every judged query, by product number. One statement."""
    rows = Judgment.objects.filter(resource__product_number__isnull=False).values_list(
        "query__text", "resource__product_number", "grade"
    )
    grades: dict[str, dict[str, int]] = {}
    for text, number, grade in rows.order_by("query__text"):
        grades.setdefault(text, {})[str(number)] = grade
    return {text: given for text, given in grades.items() if is_judged(given)}


def _not_judged(
    grades: Iterable[str], shown: Iterable[str], now: Vocabulary, then: Vocabulary
) -> Iterator[str]:
    """Yield what is to be shown, then what was asked lately and would be answered otherwise."""
    seen = {sort_key(text) for text in grades}
    asked = queries(listing=Listing.TOP, days=_ASKED_DAYS, limit=_ASKED_QUERIES)
    lately = (row.text for row in asked if Pair(row.text, now, then).differs)
    for text in (*shown, *islice(lately, _ASKED_SHOWN)):
        if sort_key(text) not in seen:
            seen.add(sort_key(text))
            yield text
