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
    given_up = tuple(_words(step, labels) for step in reply.steps)
    return Telling(_corrected(reply), asked.text, given_up, undone)


def _corrected(reply: Reply) -> str:
    """Return the text that was answered, with the words that took the place of misspelled ones."""
    pairs = {typed.lower(): read for typed, read in reply.question.corrected}
    return re.sub(
        r"[^\W_]+(?:['\u2019-][^\W_]+)*",
        lambda word: pairs.get(word.group().lower(), word.group()),
        reply.question.query.text,
    )


def _words(step: Step, labels: Labels) -> str:
    match step.given_up:
        case GivenUp.EXCLUSIONS:
            return f"with {_listed(step.values)} no longer left out"
        case GivenUp.QUOTES:
            return f"with the words of {_listed(step.values)} in any place"
        case GivenUp.FILTER:
            facet = step.facet or FacetName.TOPIC
            values = (labels.label(facet, value) for value in step.values)
            return f"without the filter {FACETS[facet]}: {' or '.join(values)}"


def _listed(values: tuple[str, ...]) -> str:
    return " and ".join(_quoted(values))


def _quoted(values: tuple[str, ...]) -> Iterator[str]:
    return (f"\u201c{value}\u201d" for value in values)
