"""How numbers are written and which writings are the same number: pure functions of text."""

import re
import unicodedata
from collections.abc import Callable

from library.catalog.enums import Scheme


class InvalidIdentifier(ValueError):
    """A value that cannot be a number of its scheme; the message is for the person who typed it."""

    def __init__(self, scheme: Scheme, value: str, reason: str) -> None:
        super().__init__(reason)
        self.scheme = scheme
        self.value = value


def normalize(scheme: Scheme | str, value: str) -> str:
    """Return the key that all writings of one number share; "" where there is no number at all.

    A value that breaks its scheme's rules (an ISBN with a wrong check digit, as older records
    have them) keeps a key of its own, so that it can be found as it was printed.
    """
    # Folded once more: what a rule took away may have kept two characters from being one.
    return _plain(_RULES[Scheme(scheme)][0](_plain(value)))


def check(scheme: Scheme | str, value: str) -> str:
    """Return the key of a value that obeys its scheme.

    Raises:
        InvalidIdentifier: saying what is wrong and how such a number looks.
    """
    scheme = Scheme(scheme)
    _, is_valid, reason = _RULES[scheme]
    key = normalize(scheme, value)
    if not is_valid(key):
        raise InvalidIdentifier(scheme, value, reason)
    return key


def number_key(scheme: Scheme | str, key: str) -> str:
    """Return a key that no number of another scheme has: NCJ 155063 is not OCLC 155063."""
    return f"{scheme}:{key}"


def candidates(text: str) -> tuple[tuple[Scheme, str], ...]:
    """Return what a typed text may be the number of, the likeliest first; () for plain words.

    A label ("NCJ 155063", "ISBN 0-16-...") decides alone. Digits by themselves must be at least
    five: 911, 24 and a year are words.
    """
    plain = _plain(text)
    if not any(character.isdigit() for character in plain) or len(plain) > _LONGEST:
        return ()
    for scheme, label in _LABELS:
        if label.match(plain):
            key = normalize(scheme, plain)
            return ((scheme, key),) if key else ()
    return tuple(
        (scheme, normalize(scheme, plain)) for scheme, looks_so in _SHAPES if looks_so(plain)
    )


_LONGEST = 200
_PRODUCT_FILE = re.compile(r"[-_ ]pub$|\.(?:pdf|html?|docx?|pptx?|zip|epub|txt|mp[34])$")
# The series letter and number that readers quote without the agency: P273, CD139, VT601.
_BARE_PRODUCT = re.compile(r"[a-z]{1,3}\d[a-z0-9]*")
_AGENCY = "cops"
_ISBN_LABEL = re.compile(r"^(?:e-?)?isbn(?:-?1[03])?:?")
_DOI_RESOLVER = re.compile(r"^(?:doi(?::|(?= )) ?)?(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/)?")
_SUDOC_PART = re.compile(r"[^\W\d_]+|\d+")


def _plain(text: str) -> str:
    """Fold compatibility forms, case, every dash and what cannot be seen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).lower()
    dashed = "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in folded)
    seen = "".join(c for c in dashed if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace())
    return " ".join(unicodedata.normalize("NFKC", seen).split())


def _digits(plain: str) -> str:
    return "".join(c for c in plain if c in "0123456789")


def _product_number(plain: str) -> str:
    name = plain.partition("?")[0].rstrip("/").rpartition("/")[2]
    while name != (shorter := _PRODUCT_FILE.sub("", name)):
        name = shorter
    key = "".join(c for c in name if c.isalnum())
    return _AGENCY + key if _BARE_PRODUCT.fullmatch(key) else key


def _counted(plain: str) -> str:
    """Fold a running number, which leading zeros and letters do not change."""
    return _digits(plain).lstrip("0")


def _sudoc(plain: str) -> str:
    """Keep the marks between two digits, where they tell numbers apart; drop all others.

    "Y 4.J 89/1:S.HRG.110-23" and "Y4.J89/1: S. hrg. 110-23" are one number, 1/12 and 11/2 two.
    """
    key, end = "", 0
    for part in _SUDOC_PART.finditer(plain):
        between = plain[end : part.start()]
        if key and key[-1].isdigit() and part.group()[0].isdigit():
            key += between.replace(" ", "") or " "
        key += part.group()
        end = part.end()
    return key


def _isbn(plain: str) -> str:
    bare = _ISBN_LABEL.sub("", plain).split("(")[0]
    key = "".join(c for c in bare if c in "0123456789x")
    if _is_isbn10(key):
        stem = "978" + key[:9]
        return stem + str(-_weigh13(stem) % 10)
    return key


def _is_isbn10(key: str) -> bool:
    return bool(re.fullmatch(r"\d{9}[\dx]", key, re.ASCII)) and _weigh_down(key, 10) % 11 == 0


def _is_isbn13(key: str) -> bool:
    return bool(re.fullmatch(r"97[89]\d{10}", key, re.ASCII)) and _weigh13(key) % 10 == 0


def _weigh13(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


def _weigh_down(key: str, heaviest: int) -> int:
    return sum(
        (10 if c == "x" else int(c)) * weight
        for c, weight in zip(key, range(heaviest, 0, -1), strict=True)
    )


def _issn(plain: str) -> str:
    return "".join(c for c in plain.removeprefix("issn") if c in "0123456789x")


def _is_issn(key: str) -> bool:
    return bool(re.fullmatch(r"\d{7}[\dx]", key, re.ASCII)) and _weigh_down(key, 8) % 11 == 0


def _doi(plain: str) -> str:
    return _DOI_RESOLVER.sub("", plain).replace(" ", "")


def _control_number(plain: str) -> str:
    return plain.replace(" ", "")


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda key: compiled.fullmatch(key) is not None


# How a scheme folds a value, whether the key obeys the scheme, and what to say where it does not.
_RULES: dict[Scheme, tuple[Callable[[str], str], Callable[[str], bool], str]] = {
    Scheme.PRODUCT_NUMBER: (
        _product_number,
        _matches(r"(?=[a-z]*\d)[a-z0-9]+"),
        "A product number is made of letters, digits and hyphens, such as COPS-P273.",
    ),
    Scheme.NCJ: (_counted, _matches(r"\d{1,7}"), "An NCJ number has up to 7 digits: NCJ 155063."),
    Scheme.SUDOC: (
        _sudoc,
        _matches(r"[a-z]{1,4}\d.*"),
        "A SuDoc number begins with the letters of an agency: J 1.14/8: 48/983.",
    ),
    Scheme.ISBN: (
        _isbn,
        _is_isbn13,
        "This is not a valid ISBN: it has 10 or 13 digits, and the last one checks the others.",
    ),
    Scheme.ISSN: (
        _issn,
        _is_issn,
        "This is not a valid ISSN: it has 8 digits, and the last one checks the others.",
    ),
    Scheme.OCLC: (_counted, _matches(r"\d{1,12}"), "An OCLC number has digits: ocm12345678."),
    Scheme.GPO_STOCK: (
        _digits,
        _matches(r"\d{12}"),
        "A GPO stock number has 12 digits: 027-001-00099-9.",
    ),
    Scheme.DOI: (
        _doi,
        _matches(r"10\.\d{4,9}/.+"),
        "A DOI begins with 10, a point, a number and a slash: 10.1000/182.",
    ),
    Scheme.CONTROL_NUMBER: (_control_number, bool, "Give the number as its catalog has it."),
}

_LABELS: tuple[tuple[Scheme, re.Pattern[str]], ...] = (
    (Scheme.NCJ, re.compile(r"ncj[\W_]*\d")),
    (Scheme.ISBN, re.compile(r"(?:e-?)?isbn\b|(?:e-?)?isbn\d")),
    (Scheme.ISSN, re.compile(r"issn\W*\d")),
    (Scheme.OCLC, re.compile(r"\(ocolc\)|oclc[\W_]*\d")),
    (Scheme.GPO_STOCK, re.compile(r"s/n\W*\d")),
    (Scheme.DOI, re.compile(r"doi[: ]|(?:https?://)?(?:dx\.)?doi\.org/|10\.\d{4,9}/")),
)

_IS_PRODUCT_KEY = _matches(r"[a-z]+\d[a-z0-9]*")
_IS_FOREIGN_KEY = _matches(r"\d+[a-z]+\d[a-z0-9]*")
# An agency's letters ("PR EX" has a space) and a point; committees of Congress without one, too.
_IS_SUDOC = _matches(
    r"(?:pr ex|[a-z]{1,4})[. ]{0,2}\d+ ?\. ?(?:[a-z]{1,4}\.? ?)?\d.*"
    r"|y ?4 [a-z]{1,4} ?\d+(?:/\d+)?:.*"
)
_IS_DIGITS = _matches(r"\d(?:[ -]?\d){4,}")
_IS_OCLC = _matches(r"oc[mn] ?\d+|on ?\d+")
_IS_ONE_WORD = _matches(r"\S{5,40}")


def _is_product(plain: str) -> bool:
    return not _IS_SUDOC(plain) and _IS_PRODUCT_KEY(_product_number(plain))


def _is_foreign_product(plain: str) -> bool:
    """Tell whether it looks like another publisher's number, which a digit begins: 200-B-96-001."""
    return not _IS_SUDOC(plain) and _IS_FOREIGN_KEY(_product_number(plain))


def _is_running(plain: str, longest: int) -> bool:
    return _IS_DIGITS(plain) and len(_counted(plain)) <= longest


_SHAPES: tuple[tuple[Scheme, Callable[[str], bool]], ...] = (
    (Scheme.PRODUCT_NUMBER, _is_product),
    (Scheme.SUDOC, _IS_SUDOC),
    (Scheme.ISBN, lambda plain: _is_isbn13(_isbn(plain)) and not _is_product(plain)),
    (Scheme.GPO_STOCK, lambda plain: _IS_DIGITS(plain) and len(_digits(plain)) == 12),  # noqa: PLR2004
    (Scheme.ISSN, lambda plain: _is_issn(_issn(plain)) and not _is_product(plain)),
    (Scheme.NCJ, lambda plain: _is_running(plain, 7)),
    (Scheme.OCLC, lambda plain: _IS_OCLC(plain) or _is_running(plain, 10)),
    (Scheme.PRODUCT_NUMBER, _is_foreign_product),
    (Scheme.CONTROL_NUMBER, _IS_ONE_WORD),
)
