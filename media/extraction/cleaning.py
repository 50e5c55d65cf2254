"""Text as it came out of a file, made fit to be stored, searched and shown."""

import re
import unicodedata

# What a PDF engine leaves where a word was divided at the end of a line.
_DIVIDED = re.compile("[\x02\ufffe\u00ad]\\s*")


def clean(text: str) -> str:
    """Return the words of a text, whole and parted by single spaces, without what has no shape."""
    joined = unicodedata.normalize("NFKC", _DIVIDED.sub("", text))
    return " ".join("".join(map(_shown, joined)).split())


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
