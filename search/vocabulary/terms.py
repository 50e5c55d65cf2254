"""What words mean beyond themselves: other wordings, whole questions rewritten, titles promoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.vocabulary.folding import sort_key


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words for a term, asked beside what was typed. `weight` compares them to it."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What search knows of the field's words. Every key is a text as `sort_key` folds it.

    `wordings` are other words for a term, asked beside it wherever it stands in a text; `aliases`
    are asked in place of a whole text; `promotions` are ids of resources that come first for one.
    """

    wordings: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    promotions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def other_wordings(words: str, vocabulary: Vocabulary) -> tuple[Wording, ...]:
    """Return the other wordings of every known term in some words, each without what is around it.

    Whatever stands beside a term is asked for by the words themselves; a wording that repeated it
    would be answered by hardly anything. Of terms that overlap the longest is taken, and the first
    of equally long ones.
    """
    parts = sort_key(words).split()
    found: list[Wording] = []
    place = 0
    while place < len(parts):
        end = _end_of_term(parts, place, vocabulary.wordings)
        found += vocabulary.wordings.get(" ".join(parts[place:end]), ())
        place = end
    return tuple(dict.fromkeys(found))


def _end_of_term(parts: list[str], start: int, terms: Mapping[str, object]) -> int:
    """Return where the longest term that begins at `start` ends; one word on where none does."""
    ends = range(len(parts), start, -1)
    return next((end for end in ends if " ".join(parts[start:end]) in terms), start + 1)
