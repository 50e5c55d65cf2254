"""A judged run: rankings of every system, and what they are worth."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from search.judging import ndcg, overlap, recall, reciprocal_rank, success
from search.relevance.folder import JudgedSet
from search.relevance.systems import OURS, System, systems
from search.relevance.typos import Slip, slips

Rankings = Mapping[str, Sequence[str]]  # by query id
Progress = Callable[[System], None]
TOP = 5  # where the source of a query is looked for


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over all judged queries, and how many of them got no answer at all."""

    ndcg_10: float
    mrr: float
    recall_50: float
    success_10: float
    empty: int


@dataclass(frozen=True, slots=True)
class Typos:
    """How often the title that a few words came from is among the first five."""

    slips: int
    as_written: float
    misspelled: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two engines answer alike: the mean overlap@10, and queries that one alone answers."""

    overlap_10: float
    empty_in_one_only: int


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures."""

    engine: str
    system: str
    measures: Measures
    typos: Typos | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `agreement` is of our query, where it ran on both engines."""

    documents: int
    queries: int
    rows: tuple[Row, ...]
    agreement: Agreement | None

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return asdict(self)


def measure(
    judged: JudgedSet,
    engines: Sequence[str],
    *,
    with_typos: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Run every system over a judged set. `progress` hears of each before it starts.

    Raises:
        EngineUnavailable: an engine does not answer.
        BuildGone: a rebuild came in between.
    """
    rows: list[Row] = []
    ours: list[Rankings] = []
    typed = slips(judged.records) if with_typos else []
    with systems(judged.records, engines) as compared:
        for system in compared:
            progress(system)
            rankings = {key: system.rank(text) for key, text in judged.judged.items()}
            typos = None
            if system.name == OURS:
                ours.append(rankings)
                typos = _typos(system, typed)
            rows.append(Row(system.engine, system.name, measures(rankings, judged.grades), typos))
    agreement = next((_agreement(one, other) for one, other in combinations(ours, 2)), None)
    return Report(len(judged.records), len(judged.judged), tuple(rows), agreement)


def measures(rankings: Rankings, grades: Mapping[str, Mapping[str, int]]) -> Measures:
    """Return the means over some rankings, by the grades of each query."""

    def each(measure: Callable[[Sequence[str], Mapping[str, int]], float]) -> Iterator[float]:
        return (measure(ranking, grades[key]) for key, ranking in rankings.items())

    return Measures(
        ndcg_10=_mean(each(ndcg)),
        mrr=_mean(each(reciprocal_rank)),
        recall_50=_mean(each(recall)),
        success_10=_mean(each(success)),
        empty=sum(not ranking for ranking in rankings.values()),
    )


def _typos(system: System, typed: Sequence[Slip]) -> Typos | None:
    if not typed:
        return None
    right = (slip.document in system.rank(slip.right)[:TOP] for slip in typed)
    wrong = (slip.document in system.rank(slip.wrong)[:TOP] for slip in typed)
    return Typos(len(typed), _mean(right), _mean(wrong))


def _agreement(one: Rankings, other: Rankings) -> Agreement:
    return Agreement(
        overlap_10=_mean(overlap(one[key], other[key]) for key in one),
        empty_in_one_only=sum(bool(one[key]) != bool(other[key]) for key in one),
    )


def _mean(values: Iterator[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
