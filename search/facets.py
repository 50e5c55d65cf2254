"""Facets and chosen filters as a page or the API shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.forms import address_of
from search.labels import FACETS, Labels
from search.query import FacetName, SearchQuery
from search.results import Facet

SHOWN = 8  # values of a facet before the others are folded away


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet. `depth` counts from 0 at the top of the thesaurus."""

    value: str
    label: str
    count: int
    is_selected: bool
    depth: int = 0
    broader: str = ""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A facet with the values that can be chosen."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        """What is always shown."""
        return self.options[:SHOWN]

    @property
    def folded(self) -> tuple[Option, ...]:
        """What is shown on demand."""
        return self.options[SHOWN:]

    @property
    def is_folded_open(self) -> bool:
        """Whether something folded away is chosen, so that it must be seen."""
        return any(option.is_selected for option in self.folded)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the parameters without it."""

    facet: str
    label: str
    address: str


def choices(facets: Iterable[Facet], query: SearchQuery, labels: Labels) -> list[FacetChoice]:
    """Return the facets that offer a choice, values in the order they are shown in."""
    shown = (
        FacetChoice(str(facet.name), FACETS[facet.name], tuple(_ordered(facet, query, labels)))
        for facet in facets
    )
    return [choice for choice in shown if choice.options]


def chips(query: SearchQuery, labels: Labels) -> list[Chip]:
    """Return every chosen filter with the way to take it back."""
    return [
        Chip(FACETS[name], labels.label(name, value), address_of(_without(query, name, value)))
        for name, values in query.filters
        for value in values
    ]


def _without(query: SearchQuery, name: FacetName, value: str) -> SearchQuery:
    left = ((n, tuple(v for v in vs if (n, v) != (name, value))) for n, vs in query.filters)
    return replace(query, filters=tuple((n, values) for n, values in left if values))


def _ordered(facet: Facet, query: SearchQuery, labels: Labels) -> Sequence[Option]:
    selected = query.selected(facet.name)
    counts = {bucket.value: bucket.count for bucket in facet.buckets}
    counts |= {value: 0 for value in selected if value not in counts}
    options = [
        Option(value, labels.label(facet.name, value), count, value in selected)
        for value, count in counts.items()
    ]
    if facet.name == FacetName.YEAR:
        return sorted(options, key=lambda option: option.value, reverse=True)
    options.sort(key=lambda option: (-option.count, option.label))
    return _as_tree(options, labels) if facet.name == FacetName.TOPIC else options


def _as_tree(options: Sequence[Option], labels: Labels) -> list[Option]:
    """Put each topic under its broader one, where that is among them."""
    present = {option.value for option in options}
    below: dict[str, list[Option]] = {}
    for option in options:
        broader = labels.broader.get(option.value, "")
        below.setdefault(broader if broader in present else "", []).append(option)
    tree: list[Option] = []
    waiting = [(option, 0) for option in reversed(below.get("", []))]
    while waiting:
        option, depth = waiting.pop()
        broader = labels.label(FacetName.TOPIC, labels.broader[option.value]) if depth else ""
        tree.append(replace(option, depth=depth, broader=broader))
        waiting += [(child, depth + 1) for child in reversed(below.get(option.value, []))]
    return tree
