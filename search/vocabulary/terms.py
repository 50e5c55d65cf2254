"""What words mean beyond themselves: other wordings, whole questions rewritten, titles promoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from search.vocabulary.folding import sort_key
from search.vocabulary.matching import Terms


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words for a term, asked beside what was typed. `weight` compares them to it."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Vocabulary:
    """What search knows of the field's words. Every key but codes is as `sort_key` folds a text.

    `wordings` are other words for a term, asked beside it wherever it stands in a text; `codes` are
    the same for words that count only in capitals ("IN", not "in"); `aliases` are asked in place of
    a whole text; `promotions` are ids of resources that come first for one.

    Two vocabularies merge field by field as mappings do, `{**built_in.wordings, **own.wordings}`:
    what is own to a term replaces all that was built in for it, and an empty tuple takes it away.
    Keep what was merged: its terms are laid out at the first question, in some 50 ms.
    """

    wordings: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    codes: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    promotions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def terms(self) -> Terms:
        """The terms that have other wordings."""
        return Terms(self.wordings)


def other_wordings(words: str, vocabulary: Vocabulary) -> tuple[Wording, ...]:
    """Return the other wordings of every known term in some words, each without what is around it.

    Whatever stands beside a term is asked for by the words themselves; a wording that repeated it
    would be answered by hardly anything. Of terms that overlap the longest is taken, and the first
    of equally long ones.
    """
    found = [
        wording
        for term in vocabulary.terms.within(sort_key(words).split())
        for wording in vocabulary.wordings[term]
    ]
    found += (wording for code in _capitals(words) for wording in vocabulary.codes.get(code, ()))
    return tuple(dict.fromkeys(found))


def words_of_terms(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that are part of a known term in some words: none of them is misspelled."""
    codes = {sort_key(code) for code in _capitals(words) if code in vocabulary.codes}
    return vocabulary.terms.words_within(sort_key(words).split()) | codes


def _capitals(words: str) -> list[str]:
    """Return the words in capitals; none where all are, for then capitals say nothing."""
    parts = [part.strip(".,;:!?()/'") for part in words.split()]
    letters = [part for part in parts if any(character.isalpha() for character in part)]
    capitals = [part for part in letters if part.isupper()]
    return capitals if len(capitals) < len(letters) else []
