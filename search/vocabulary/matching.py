"""Where known terms stand in a text, however their words are inflected or joined."""

from collections.abc import Iterable, Iterator, Sequence

from search.vocabulary.folding import uninflected

_LONGEST = 8  # words of a term; no longer run of a text is looked at

# What may stand between the words of a term that are turned round: "thefts of cars".
_SMALL = frozenset(
    uninflected(word)
    for word in (
        *("a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to"),
        *("with", "my", "his", "our", "their"),
    )
)


class Terms:
    """Terms, each a text as `sort_key` folds it, laid out to be found in one pass over a text.

    Of terms that differ in inflection only the last one given is found.

    "car break-ins" is found in "car breakins" and "Car Break In" (the same letters), and in
    "breaking into cars" (the same words around small ones).
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._as_written: dict[str, str] = {}
        self._turned_round: dict[str, str] = {}
        for term in terms:
            stems = _stems(term.split())
            self._as_written[_joined(stems)] = term
            content = _content(stems)
            if len(content) > 1:
                self._turned_round[_bag(content)] = term

    def within(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the terms in some folded words, from left to right, the longest of a place."""
        return (term for term, _, _ in self._places(words))

    def words_within(self, words: Sequence[str]) -> frozenset[str]:
        """Return those of some folded words that are part of a term."""
        return frozenset(word for _, start, end in self._places(words) for word in words[start:end])

    def _places(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield each term that is found with where it begins and ends."""
        stems = _stems(words)
        place = 0
        while place < len(stems):
            for end in range(min(len(stems), place + _LONGEST), place, -1):
                if term := self._term(stems[place:end]):
                    yield term, place, end
                    place = end
                    break
            else:
                place += 1

    def _term(self, stems: Sequence[str]) -> str | None:
        if term := self._as_written.get(_joined(stems)):
            return term
        content = _content(stems)
        if len(content) in {1, len(stems)} or stems[0] in _SMALL or stems[-1] in _SMALL:
            return None
        return self._turned_round.get(_bag(content))


def _stems(words: Iterable[str]) -> list[str]:
    return [uninflected(word) for word in words]


def _joined(stems: Iterable[str]) -> str:
    """Return words written as one; figures stay apart, for 9/11 is not 911."""
    return "".join(f" {stem} " if stem.isdigit() else stem for stem in stems)


def _content(stems: Sequence[str]) -> list[str]:
    return [stem for stem in stems if stem not in _SMALL]


def _bag(stems: Sequence[str]) -> str:
    return " ".join(sorted(stems))
