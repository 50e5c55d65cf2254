"""Texts that look personal. They are never stored, not even for a moment."""

import re

from library.catalog.enums import Scheme
from library.catalog.identifiers import candidates

_E_MAIL = re.compile(r"\S@\S|\bmailto:", re.IGNORECASE)
# Keys of an order's link: whoever holds one sees the order.
_SECRET = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SOCIAL_SECURITY = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
_TELEPHONE = re.compile(
    r"(?<![\d-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]?\d{4}(?![\d-])"
    r"|\+\d[\d\s().-]{7,}\d"
)
_BIRTHDAY = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d{2}(?!\d)")
_BOX = re.compile(r"\bp\.?\s?o\.?\s?box\s+\d", re.IGNORECASE)
# A house number, one to three names, and what streets are called. A number of hours or of the
# emergency line before "drug court" or "on the street" is none.
_STREET = re.compile(
    r"""(?<![\w/-])(?!(?:911|311|988|24)\b)\d{1,6}[a-z]?\s+
        (?!(?:hours?|days?|weeks?|months?|years?|minutes?|steps?)\b)
        (?:(?!(?:on|in|at|the|of|to|for|and|from|by)\b)[\w.'-]+\s+){1,3}
        (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir
          |terrace|parkway|pkwy|highway|hwy)\b\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_PATTERNS = (_E_MAIL, _SECRET, _SOCIAL_SECURITY, _BIRTHDAY, _BOX, _STREET)

_DIGITS = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().-]{0,2}\d){8,}(?!\w)")  # nine and more
_CHECKED = {Scheme.ISBN, Scheme.GPO_STOCK, Scheme.DOI, Scheme.SUDOC}
_LABELED = re.compile(
    r"(?:isbn|issn|oclc|ocolc|ocm|ocn|s/n|doi|ncj|cops)[\w:()#/.-]*\s*$", re.IGNORECASE
)


def looks_personal(text: str) -> bool:
    """Tell whether a text as it was typed may name or reach somebody.

    Names of people cannot be told from those of authors and are not found.
    """
    if any(pattern.search(text) for pattern in _PATTERNS):
        return True
    runs = [run for run in _DIGITS.finditer(text) if not _is_identifier(run, text)]
    return bool(runs) or (_TELEPHONE.search(text) is not None and not _all_identifiers(text))


def _is_identifier(run: re.Match[str], text: str) -> bool:
    """Tell whether a run of digits is a number of a publication, by its label or check digit."""
    if _LABELED.search(text[: run.start()]) or "10." in text[: run.start()]:
        return True
    return any(scheme in _CHECKED for scheme, _ in candidates(run.group()))


def _all_identifiers(text: str) -> bool:
    runs = list(_DIGITS.finditer(text))
    return bool(runs) and all(_is_identifier(run, text) for run in runs)
