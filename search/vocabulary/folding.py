"""Text as engines compare it: without marks that only writing needs."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("\u2019\u02bc\u2018", "'''")
# PostgreSQL's parser takes "and/or" for a file, "a.b" for a host and "-19" for a signed number.
_SEPARATOR = re.compile(r"[^\w'-]+|(?<!\w)[-']+|[-'](?!\w)|(?<=\w)-(?=\d)|_")
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
