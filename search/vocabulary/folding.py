"""Text as engines compare it: without marks that only writing needs."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("\u2019\u02bc\u2018", "'''")
# PostgreSQL's parser takes "and/or" for a file, "a.b" for a host and "-19" for a signed number.
_SEPARATOR = re.compile(r"[^\w'-]+|(?<!\w)[-']+|[-'](?!\w)|(?<=\w)-(?=\d)|_")
_VOWEL = re.compile("[aeiouy]")
_INFLECTED = 3  # letters; a shorter word is taken as it is
_LONGEST = 100_000  # characters; a tsvector ends at a megabyte


def separated(text: str) -> str:
    """Return the words of a text, parted by single spaces; `&` is "and"."""
    composed = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_APOSTROPHES)
    return " ".join(_SEPARATOR.sub(" ", composed.replace("&", " and ")).split())


def sort_key(text: str) -> str:
    """Return what titles are ordered and compared by: lower case, no accents, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare.replace("'", "").replace("\u2019", "")).split())


def uninflected(word: str) -> str:
    """Return what a folded word shares with its plural and its forms in -ing and -ed.

    Good enough to tell terms of a vocabulary apart, and the same for whoever asks: it is no stem
    that an engine would know.
    """
    if len(word) < _INFLECTED:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("es") and word[:-2].endswith(("x", "ch", "sh", "ss", "z")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        start = word.removesuffix(ending)
        if start != word and len(start) >= _INFLECTED and _VOWEL.search(start):
            doubled = start[-1] == start[-2] and start[-1] not in "lsz"
            return start[:-1] if doubled else start
    return word.removesuffix("e")


_POSSESSIVE = re.compile(r"['\u2019\u02bc]s\b", re.IGNORECASE)
_LONGEST_WORD = 40  # letters


def words_of(text: str) -> tuple[str, ...]:
    """Return the different words of a text that are nothing but letters, folded as `sort_key` does.

    The s of a possessive is no part of its word.
    """
    words = dict.fromkeys(sort_key(_POSSESSIVE.sub(" ", text[:_LONGEST])).split())
    return tuple(word for word in words if word.isalpha() and len(word) <= _LONGEST_WORD)
