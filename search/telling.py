"""What was done about a question, in words and with the ways to undo it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.forms import address_of
from search.labels import FACETS, Labels
from search.query import FacetName, SearchQuery
from search.relaxing import GivenUp, Step
from search.replying import Reply


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice above results: what they are for, what was given up, and the way to undo it."""

    shown: str
    typed: str
    given_up: tuple[str, ...]
    undo_address: str


def told(asked: SearchQuery, reply: Reply, labels: Labels) -> Telling | None:
    """Return the notice for an answer; None where the question was answered as it was put."""
    corrected = reply.question.corrected
    if not (corrected or reply.steps):
        return None
    undone = address_of(replace(asked, exact=True, page=1))
    given_up = tuple(_given_up(reply.steps, labels))
    return Telling(_corrected(reply), asked.text, given_up, undone)


def _corrected(reply: Reply) -> str:
    """Return the text that was answered, with the words that took the place of misspelled ones."""
    pairs = {typed.lower(): read for typed, read in reply.question.corrected}
    return re.sub(
        r"[^\W_]+(?:['\u2019-][^\W_]+)*",
        lambda word: pairs.get(word.group().lower(), word.group()),
        reply.question.query.text,
    )


def _given_up(steps: tuple[Step, ...], labels: Labels) -> Iterator[str]:
    for step in steps:
        if step.given_up == GivenUp.EXCLUSIONS:
            yield f"with {_listed(step.values)} no longer left out"
        elif step.given_up == GivenUp.QUOTES:
            yield f"with the words of {_listed(step.values)} in any place"
    filters = [_filter(step.facet, step.values, labels) for step in steps if step.facet]
    if filters:
        yield f"without the filter{'s' if len(filters) > 1 else ''} {' and '.join(filters)}"


def _filter(facet: FacetName, values: tuple[str, ...], labels: Labels) -> str:
    names = " or ".join(labels.label(facet, value) for value in values)
    return f"{FACETS[facet]}: {names}"


def _listed(values: tuple[str, ...]) -> str:
    return " and ".join(f"\u201c{value}\u201d" for value in values)
