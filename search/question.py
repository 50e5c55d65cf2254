"""A query as it was understood: what an engine is asked."""

from dataclasses import dataclass

from search.query import SearchQuery
from search.vocabulary.reading import Reading, read
from search.vocabulary.terms import Wording

# What words mean the same weighs this much at least (search/vocabulary/data); a book has so many
# passages that what is only near in meaning would be found in most of them.
_CLOSE = 0.4


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, how it reads, and what the vocabulary knows of it.

    A resource answers when it answers the reading; all words of one of `wordings` do as well as any
    of the reading's words, under the same phrases and exclusions. Those of `pinned` (resource ids)
    answer too, and come first in their order. `corrected` pairs each word that was replaced with
    what was read in its place; the reading holds the latter. `others` are the same with the next
    likeliest readings of misspelled words, for when this one finds nothing.
    """

    query: SearchQuery
    reading: Reading
    wordings: tuple[Wording, ...] = ()
    pinned: tuple[int, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    others: tuple["Question", ...] = ()

    @property
    def inside(self) -> tuple[Wording, ...]:
        """Those of the wordings that are looked for in passages too: not what is only near."""
        return tuple(wording for wording in self.wordings if wording.weight >= _CLOSE)


def plain(query: SearchQuery) -> Question:
    """Return a query as it reads without any vocabulary."""
    return Question(query, read(query.text))
