"""A query as it was understood: what an engine is asked."""

from dataclasses import dataclass

from search.query import SearchQuery
from search.vocabulary.reading import Reading, read
from search.vocabulary.terms import Wording


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, how it reads, and what the vocabulary knows of it.

    A resource answers when it answers the reading; all words of one of `wordings` do as well as any
    of the reading's words, under the same phrases and exclusions. Those of `pinned` (resource ids)
    answer too, and come first in their order. `corrected` pairs each word that was replaced with
    what was read in its place; the reading holds the latter.
    """

    query: SearchQuery
    reading: Reading
    wordings: tuple[Wording, ...] = ()
    pinned: tuple[int, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


def plain(query: SearchQuery) -> Question:
    """Return a query as it reads without any vocabulary."""
    return Question(query, read(query.text))
