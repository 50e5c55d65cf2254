"""The vocabulary that comes with the library: reviewed lists, one kind of other wording each."""

from collections import defaultdict
from collections.abc import Container, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from search.vocabulary.folding import sort_key, uninflected
from search.vocabulary.terms import Vocabulary, Wording

_FOLDER = Path(__file__).parent / "data"

# How a wording weighs against what was typed, by what leads to it.
PREFERRED = 1.2  # from an officer's words to the field's
LONG_FORM = 1.0
RELATED = 0.4  # from one of the field's words to another
SPELLING = 0.4
ACRONYM = 0.5
NAME = 0.5  # of a state, or its code
NEAR = 0.2

_CAPITALS_ONLY = "word"
_SMALL = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "if", "in", "into", "it", "of", "on"),
        *("or", "the", "to", "up", "with"),
    )
)


class InvalidVocabulary(Exception):
    """A line of a list breaks a rule of the lists."""

    def __init__(self, list_name: str, line: int, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{list_name}, line {line}: {reason}")


@cache
def built_in_vocabulary() -> Vocabulary:
    """Return the vocabulary of the lists beside this module.

    Raises:
        InvalidVocabulary: a list breaks a rule.
    """
    return read_vocabulary(_FOLDER)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabulary of a folder with the five lists. See `built_in_vocabulary`."""
    reader = _Reader(folder)
    reader.officers_words()
    reader.short_forms("acronyms", to_long=LONG_FORM, to_short=ACRONYM)
    reader.equals("spellings", SPELLING)
    reader.short_forms("states", to_long=NAME, to_short=NAME)
    reader.equals("near_words", NEAR)
    return Vocabulary(
        wordings={term: tuple(found) for term, found in reader.wordings.items()},
        codes={code: tuple(found) for code, found in reader.codes.items()},
    )


class _Reader:
    """Takes the lists up one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wordings: dict[str, list[Wording]] = defaultdict(list)
        self.codes: dict[str, list[Wording]] = defaultdict(list)

    def officers_words(self) -> None:
        """Lead each term to its preferred wordings.

        Preferred wordings are terms themselves, without others, so that nothing shorter is found
        in them: there are no drunks in "drunk driving". They come first: later terms prevail.
        """
        name = "officers_words"
        preferred_for: dict[str, AbstractSet[str]] = {}
        lines = list(self._lines(name, columns=2))
        self.wordings |= {sort_key(text): [] for _, (_, texts) in lines for text in texts}
        for line, (terms, preferred) in lines:
            keys = {sort_key(text): text for text in preferred}
            known_by = {_known_by(key) for key in keys}
            for term in self._new(name, line, terms, preferred_for):
                itself = _known_by(term)
                preferred_for[term] = set() if itself in known_by else keys.keys()
                if any(term in preferred_for.get(key, ()) for key in preferred_for[term]):
                    raise InvalidVocabulary(name, line, f"{term} leads back to itself")
                weight = RELATED if itself in known_by else PREFERRED
                self.wordings[term] += [
                    Wording(text, weight) for key, text in keys.items() if _known_by(key) != itself
                ]

    def short_forms(self, name: str, *, to_long: float, to_short: float) -> None:
        """Let short forms and what they stand for lead to each other."""
        seen: set[str] = set()
        for line, ((short,), longs, *mark) in self._lines(name, columns=3):
            spelled_out = [Wording(text, to_long) for text in longs]
            if mark == [[_CAPITALS_ONLY]]:
                self.codes[short] += spelled_out
                self.wordings[sort_key(longs[0])] += ()  # "Rico" in "Puerto Rico" is no RICO
                continue
            (term,) = self._new(name, line, [short], seen)
            seen.add(term)
            self.wordings[term] += spelled_out
            self.wordings[sort_key(longs[0])].append(Wording(short, to_short))

    def equals(self, name: str, weight: float) -> None:
        """Let all terms of a line lead to each other."""
        seen: set[str] = set()
        for line, (terms,) in self._lines(name, columns=1):
            for term, key in zip(terms, self._new(name, line, terms, seen), strict=True):
                seen.add(key)
                self.wordings[key] += [Wording(text, weight) for text in terms if text != term]

    def _lines(self, name: str, *, columns: int) -> Iterator[tuple[int, list[list[str]]]]:
        text = (self.folder / f"{name}.tsv").read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), start=1):
            if line and not line.startswith("#"):
                cells = [cell.split(" | ") for cell in line.split("\t")]
                if not min(columns, 2) <= len(cells) <= columns:
                    raise InvalidVocabulary(name, number, f"has {len(cells)} columns")
                yield number, cells

    def _new(self, name: str, line: int, terms: list[str], seen: Container[str]) -> list[str]:
        """Return the keys of terms that a list has not had yet."""
        keys = [sort_key(term) for term in terms]
        for place, key in enumerate(keys):
            if not set(key.split()) - _SMALL:
                raise InvalidVocabulary(name, line, f"{terms[place]!r} has no word to find")
            if key in seen or key in keys[:place]:
                raise InvalidVocabulary(name, line, f"{key} stands twice")
        return keys


def _known_by(term: str) -> str:
    """Return what a folded term shares with its inflected forms."""
    return " ".join(map(uninflected, term.split()))
