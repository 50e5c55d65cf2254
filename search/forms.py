"""From the parameters of an address to a question. Whatever they hold, there is one."""

import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from search.labels import FACETS, Labels
from search.query import MAX_SIZE, MAX_TEXT, MAX_WINDOW, FacetName, SearchQuery, Sort

DEFAULT_SIZE = SearchQuery().size
MAX_VALUES = 50  # of one facet
_LONGEST_NUMBER = 9  # digits

# Controls, surrogates and unassigned characters say nothing; these two join letters.
_UNSAID = {"Cc", "Cs", "Cn"}
_JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what had to be changed about it, in words for the person who asked."""

    query: SearchQuery
    notices: tuple[str, ...] = ()


def read_query(params: MultiValueDict[str, str], labels: Labels) -> Asked:
    """Read a question from parameters; what cannot be used is left out with a notice."""
    reader = _Reader(params, labels)
    size = reader.number("size", DEFAULT_SIZE, MAX_SIZE)
    query = SearchQuery(
        text=reader.text(),
        filters=reader.filters(),
        sort=reader.sort(),
        page=reader.number("page", 1, MAX_WINDOW // size),
        size=size,
        exact=bool(clean((params.get("exact") or "")[:MAX_TEXT])),
    )
    return Asked(query, tuple(reader.notices))


def address_of(query: SearchQuery, *, page: int = 1) -> str:
    """Return the parameters that ask this question again, without what goes without saying."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(str(name), value) for name, values in query.filters for value in values]
    if query.sort != Sort.RELEVANCE:
        pairs.append(("sort", str(query.sort)))
    if query.size != DEFAULT_SIZE:
        pairs.append(("size", str(query.size)))
    if query.exact:
        pairs.append(("exact", "1"))
    if page > 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def clean(text: str) -> str:
    """Return a text without what cannot be seen, its words parted by single spaces."""
    seen = (
        " " if unicodedata.category(c) in _UNSAID else c
        for c in unicodedata.normalize("NFC", text)
        if unicodedata.category(c) != "Cf" or c in _JOINERS
    )
    return " ".join("".join(seen).split())


@dataclass
class _Reader:
    params: MultiValueDict[str, str]
    labels: Labels
    notices: list[str] = field(default_factory=list)

    def text(self) -> str:
        # Cleaning takes time for each character; nobody types as many.
        text = clean((self.params.get("q") or "")[: MAX_TEXT * 50])
        if len(text) <= MAX_TEXT:
            return text
        self.notices.append(f"Only the first {MAX_TEXT} characters of your search were used.")
        return text[:MAX_TEXT].rstrip()

    def filters(self) -> tuple[tuple[FacetName, tuple[str, ...]], ...]:
        chosen = ((name, self._values(name)) for name in FacetName)
        return tuple((name, values) for name, values in chosen if values)

    def sort(self) -> Sort:
        value = clean((self.params.get("sort") or "")[:MAX_TEXT]).lower()
        if value in set(Sort):
            return Sort(value)
        if value:
            known = ", ".join(Sort)
            self.notices.append(f"Results can be sorted by {known}; they are sorted by relevance.")
        return Sort.RELEVANCE

    def number(self, name: str, default: int, highest: int) -> int:
        text = clean((self.params.get(name) or "")[:MAX_TEXT])
        if not text:
            return default
        number = default
        if text.isascii() and text.isdigit():
            number = int(text) if len(text) <= _LONGEST_NUMBER else highest
            number = max(1, min(number, highest))
        if str(number) != text.lstrip("0"):
            self.notices.append(
                f"“{name}” must be a number from 1 to {highest:,}; {number:,} was used."
            )
        return number

    def _values(self, name: FacetName) -> tuple[str, ...]:
        given = self.params.getlist(name)[: MAX_VALUES * 4]
        values = [value for value in dict.fromkeys(clean(v[:MAX_TEXT]) for v in given) if value]
        known = [value for value in values if self.labels.knows(name, value)]
        if len(known) < len(values):
            self.notices.append(f"A filter that does not exist was left out: {FACETS[name]}.")
        return tuple(known[:MAX_VALUES])
