"""Misspelled words: what is asked about a text's words, and what is read in their place."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from search.vocabulary.folding import words_of

SHORTEST = 4  # letters; shorter words have too many neighbors
SHORT = 7  # up to here one slip, beyond two
READINGS = (
    3  # of a text: each after the first costs another search where those before found nothing
)

# A word as it is typed, not a part of something with digits in it.
_TYPED = re.compile(r"(?<![\w'])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w'])")


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a text, and how far from it others may lie: none where `edits` is 0.

    `swapped` are the words it becomes when two neighboring letters change places: one slip.
    """

    word: str
    edits: int
    swapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the index near one it does not hold.

    `distance` is in slips, `documents` have it, and one of them has the rest of the text too where
    `fits`.
    """

    typed: str
    word: str
    distance: int
    documents: int
    fits: bool


def asked_of(text: str, known: Collection[str] = ()) -> tuple[Asked, ...]:
    """Return what is to be asked about the words of a text. Those of `known` are taken as right."""
    typed = (word for found in _TYPED.findall(text) for word in words_of(found))
    return tuple(_asked(word, is_known=word in known) for word in dict.fromkeys(typed))


def replacements(candidates: Iterable[Candidate]) -> list[dict[str, str]]:
    """Return up to READINGS ways to replace the typed words, the likeliest first.

    That one takes the likeliest candidate for each word; each other way takes for one of the words
    another candidate.
    """
    by_word: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=_unlikely):
        by_word[candidate.typed].append(candidate)
    if not by_word:
        return []
    likeliest = {typed: found[0].word for typed, found in by_word.items()}
    others = sorted((each for found in by_word.values() for each in found[1:]), key=_unlikely)
    return [likeliest, *(likeliest | {each.typed: each.word} for each in others)][:READINGS]


def respelled(text: str, replaced: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a text with words replaced, and the pairs of what was typed and what is read."""
    pairs: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        typed = found.group()
        word = next((replaced[word] for word in words_of(typed) if word in replaced), typed)
        if word != typed:
            pairs[typed] = word
        return word

    return _TYPED.sub(put, text), tuple(pairs.items())


def _unlikely(candidate: Candidate) -> tuple[float, int, str]:
    """Order candidates: few slips, good company and frequent words first."""
    return (candidate.distance - candidate.fits, -candidate.documents, candidate.word)


def _asked(word: str, *, is_known: bool) -> Asked:
    if is_known or len(word) < SHORTEST or not word.isascii():
        return Asked(word, edits=0)
    swaps = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    return Asked(word, 1 if len(word) <= SHORT else 2, tuple(dict.fromkeys(swaps)))
