"""What a typed text asks for: words, phrases, words to leave out, and numbers of resources."""

import re
import unicodedata
from dataclasses import dataclass

from search.vocabulary.numbers import keys_of, possible_number, stated_number


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart, for both engines alike.

    A resource answers it when one of `numbers` (normalized keys) is its own, or when its text has
    every phrase, any of the words, and nothing of what is excluded. `numbers` are compared whole:
    nothing about them is fuzzy. A reading without words and phrases is answered by numbers alone.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for or left out: everything answers."""
        return not (self.words or self.phrases or self.excluded or self.numbers)

    @property
    def has_text(self) -> bool:
        """Whether the text of a resource can answer, not only its number."""
        return bool(self.words or self.phrases) or not self.numbers


def read(text: str) -> Reading:
    """Take a text apart. Quotation marks make a phrase, a leading hyphen leaves a word out."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    if not plain:
        return Reading()
    if numbers := stated_number(plain):
        return Reading(numbers=numbers)
    if not plain.startswith("-") and (numbers := possible_number(plain)):
        return Reading(phrases=(plain,), numbers=numbers)
    return _read_parts(plain)


_SIGNS = str.maketrans(
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2018\u2019\u02bc\u2010\u2011\u2012\u2013\u2014\u2212",
    '"' * 7 + "'" * 3 + "-" * 6,
)
_PART = re.compile(r'(?:(?<=\s)|^)(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))|"')

# Numbers among words say what they are: by a label, the agency's letters, a resolver.
_LABELED = re.compile(
    r"""(?<!\w)(?:
        cops[\s_-]*(?:[a-z]\s|[a-z]{1,3}[_-]?)\d[\w.-]* | cops[\s_-]*\d{3,}[\w.-]*
      | ncj[\s:#-]*\d{3,7} | oclc[\s:#-]*\d+ | \(ocolc\)\s*\w*\d+ | oc[mn]\s?\d{5,}
      | e?-?isbn(?:-?1[03])?[\s:#-]*[\dx][\dx\s-]{8,20} | issn[\s:#-]*\d{4}\s*-?\s*\d{3}[\dx]
      | s/n[\s:#-]*[\d\s-]{12,20} | (?:https?://)?(?:dx\.)?doi\.org/\S+ | doi:\s*\S+
      | 10\.\d{4,9}/\S+
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def _read_parts(plain: str) -> Reading:
    numbers: list[str] = []

    def take(found: re.Match[str]) -> str:
        keys = keys_of(found.group())
        numbers.extend(keys)
        return " " if keys else found.group()

    rest = _LABELED.sub(take, plain)
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    for part in _PART.finditer(rest):
        content = (part["phrase"] or part["word"] or "").strip()
        if not any(character.isalnum() for character in content):
            continue
        if part["minus"]:
            excluded.append(content)
        elif part["phrase"] is not None:
            phrases.append(content)
        elif stated := stated_number(content):
            numbers.extend(stated)
        else:
            words.append(content)
    return Reading(" ".join(words), tuple(phrases), tuple(excluded), tuple(dict.fromkeys(numbers)))
