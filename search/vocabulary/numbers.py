"""Which number a whole text states, with everything that people write around a number."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from library.catalog.enums import Scheme
from library.catalog.identifiers import candidates, normalize, number_key

# Words before a number, and the scheme that some of them name. Points and colons are cut off.
_NAMING = {
    **dict.fromkeys(("product", "publication", "publications", "pub", "pubs"), None),
    **dict.fromkeys(("item", "order", "document", "doc", "catalog", "catalogue", "sku"), None),
    **dict.fromkeys(("code", "ref", "reference", "id", "see", "cops", "office", "doj"), None),
    **dict.fromkeys(("us", "nij", "bja", "call", "class", "title", "stock", "gpo"), None),
    **dict.fromkeys(("of", "documents", "docs", "classification", "the", "copy"), None),
    **dict.fromkeys(("ncj", "ncjrs"), Scheme.NCJ),
    **dict.fromkeys(("oclc", "ocolc", "worldcat"), Scheme.OCLC),
    **dict.fromkeys(("isbn", "isbn-13", "isbn-10", "isbn13", "isbn10", "e-isbn"), Scheme.ISBN),
    **dict.fromkeys(("sudoc", "sudocs", "superintendent", "supt"), Scheme.SUDOC),
    **dict.fromkeys(("s/n", "sn"), Scheme.GPO_STOCK),
    **dict.fromkeys(("issn", "e-issn"), Scheme.ISSN),
    "doi": Scheme.DOI,
}
_COUNTING = {"no", "nos", "nr", "num", "number", "numbers", "#", "\u2116", "n\u00ba"}
_WORD = re.compile(r"#|[^\s:#]+")
_MIDDLE = re.compile(r"[\s:.]*")

_LETTERED = (Scheme.PRODUCT_NUMBER, Scheme.SUDOC)
_DIGITED = (
    *(Scheme.NCJ, Scheme.ISBN, Scheme.OCLC, Scheme.GPO_STOCK, Scheme.DOI, Scheme.ISSN),
    Scheme.PRODUCT_NUMBER,
)
_SHORTEST_START = 2

_WRAPPING = "\"'()[]<>{}`\u00b4"
_QUALIFIER = re.compile(r"\s*\([^()\d]*\)$")  # (pbk.), (PDF)
_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$|$)")  # the second download of a file
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_POINTED = re.compile(r"\d[\d.]{8,}[\dx]", re.IGNORECASE | re.ASCII)
_SPACED_DOI = re.compile(r"(?:doi:?\s*)?(10\.\d{4,9})\s*/\s*(\S+)", re.IGNORECASE | re.ASCII)

_ADDRESS = re.compile(
    r"(?:https?:/{1,2}|www\.|urn:|info:)\S+"
    r"|(?:[\w-]+\.)+(?:gov|org|com|net|edu|mil|us|info|io)(?:[/?#]\S*)"
    r"|/\S+",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:pdf|html?|docx?|pptx?|zip|epub|txt|mp[34]|aspx?|php)(?:[?#]\S*)?$", re.IGNORECASE
)
_WITH_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,4}/", re.IGNORECASE)  # without its https://
_PUB = re.compile(r"[-_ ]pub$", re.IGNORECASE)
_AGENCY_FILE = re.compile(r"(\d{4,7})(ncjrs)?", re.IGNORECASE)
_NAMED = re.compile(r"(?:urn:|info:)?(isbn|doi|oclcnum)[:/](.+)", re.IGNORECASE)
_NAMES = {"isbn": Scheme.ISBN, "doi": Scheme.DOI, "oclcnum": Scheme.OCLC}
_PLACES: tuple[tuple[str, Scheme], ...] = (
    ("doi.org", Scheme.DOI),
    ("worldcat.org", Scheme.OCLC),
    ("bookstore.gpo.gov", Scheme.GPO_STOCK),
    ("ncjrs.gov", Scheme.NCJ),
    ("ojp.gov", Scheme.NCJ),
)
_PRODUCT = re.compile(r"(?<![a-z0-9])cops[-_ ]?[a-z]{0,3}[-_ ]?\d{2,}[a-z0-9]*", re.IGNORECASE)

_LABELED = re.compile(
    r"""(?:
        cops[\s_.-]*(?:(?:[a-z]|cd|dvd|vt)\s|[a-z]{1,3}[_.-]?)\d[\w.-]* | cops[\s_.-]*\d{3,}[\w.-]*
      | ncj[\s:\#_=/-]*\d{3,7} | oclc[\s:\#_=/-]*\d+ | \(ocolc\)\s*\w*\d+ | oc[mn]\s?\d{5,}
      | e?-?isbn(?:-?1[03])?[\s:\#-]*[\dx][\dx\s-]{8,20} | issn[\s:\#-]*\d{4}\s*-?\s*\d{3}[\dx]
      | s/n[\s:\#-]*[\d\s-]{12,20} | doi:\s*\S+ | 10\.\d{4,9}/\S+
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SUDOC = re.compile(
    r"(?:pr ex|[a-z]{1,4})[. ]{0,2}\d+ ?\. ?(?:[a-z]{1,4}\.? ?)?\d\S* ?[/:].*"
    r"|y ?4 [a-z]{1,4} ?\d+(?:/\d+)?:.*"
    r"|[a-z]{1,2} ?\d+\.\d+ [a-z]{1,2} ?\d+/\d+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?=(?:\D*\d){5})\d[\d -]*[\dx]", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(?:1[4-9]|20)\d\d ?[-/ ] ?(?:1[4-9]|20)?\d\d")
# 200-B-96-001 with blanks for hyphens.
_GROUPS = re.compile(r"\d{2,4}(?: \d{2,4})* [a-z](?: \d{2,4})+", re.IGNORECASE | re.ASCII)
# One word with a digit: P273 and 4C85 as much as E-911 and covid-19; and a series' letter apart.
_NUMBERISH = re.compile(r"(?=\D*\d)[^\s\"]*[^\W\d_][^\s\"]*|[a-z] \d{3,4}", re.IGNORECASE)


def stated_number(text: str) -> tuple[str, ...]:
    """Return the keys of the number a text states and nothing else; () where it says more."""
    bare = _bare(text)
    if is_address(bare):
        return _of_address(bare)
    if spaced := _SPACED_DOI.fullmatch(bare):
        return _keyed(Scheme.DOI, f"{spaced[1]}/{spaced[2]}")
    return _of_shape(_PUB.sub("", _FILE.sub("", bare))) or _of_naming(bare)


def possible_number(text: str) -> tuple[str, ...]:
    """Return the keys of one word that may be a number, or be meant as a word."""
    bare = _bare(text)
    return keys_of(bare) if _NUMBERISH.fullmatch(bare) else ()


def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of everything a text could be the number of, the likeliest first."""
    keyed = (number_key(scheme, key) for scheme, key in candidates(text) if key)
    return tuple(dict.fromkeys(keyed))


def beginnings_of_number(text: str) -> list[tuple[str, str]]:
    """Return (scheme, beginning of a key) for each scheme whose number a text may begin."""
    bare = _bare(text)
    if not any(character.isdigit() for character in bare) or is_address(bare):
        return []
    letters = re.match(r"[a-z]*", bare.lower())
    label = letters.group() if letters else ""
    if label in _NAMING and (scheme := _NAMING[label]):
        schemes: tuple[Scheme, ...] = (scheme,)
    else:
        schemes = _LETTERED if label else _DIGITED
    starts = ((str(scheme), normalize(scheme, bare)) for scheme in schemes)
    return [(scheme, start) for scheme, start in starts if len(start) >= _SHORTEST_START]


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web, or a path or file of one."""
    bare = _bare(text)
    if " " in bare or _SUDOC.fullmatch(bare) or _LABELED.fullmatch(bare):
        return False
    looks_so = _FILE.search(bare) or (_ADDRESS.fullmatch(bare) and not bare[0].isdigit())
    return bool(looks_so) and _split(bare) is not None


def _split(address: str) -> SplitResult | None:
    """Take an address apart; None where its brackets open and never close."""
    try:
        return urlsplit(address if _WITH_HOST.match(address) is None else f"//{address}")
    except ValueError:
        return None


def _bare(text: str) -> str:
    """Return a text without what stands around it: quotes, brackets, stops, a copy's count."""
    words = text.split()
    plain = unquote(text.strip()) if len(words) == 1 else " ".join(words)
    bare = _COPY.sub("", _QUALIFIER.sub("", plain.rstrip(".,;!? ")))
    is_labeled = bare.lower().startswith("(ocolc)")
    bare = bare.lstrip("" if is_labeled else _WRAPPING + " ").rstrip(_WRAPPING + ".,;!? ")
    if _GROUPED.fullmatch(bare):
        return bare.replace(",", "")
    return bare.replace(".", "-") if _POINTED.fullmatch(bare) else bare


def _of_shape(bare: str) -> tuple[str, ...]:
    """Read a number that says what it is: by its label, letters, stops or length."""
    if _YEARS.fullmatch(bare):
        return ()
    if _GROUPS.fullmatch(bare):
        return _keyed(Scheme.PRODUCT_NUMBER, bare)
    if not any(shape.fullmatch(bare) for shape in (_LABELED, _SUDOC, _DIGITS)):
        return ()
    return keys_of(bare)


def _of_naming(bare: str) -> tuple[str, ...]:
    """Read a number behind words that only say that one follows: "Product No. P273"."""
    scheme: Scheme | None = None
    named = counted = False
    end = 0
    for word in _WORD.finditer(bare):
        said = word.group().lower()
        plain = said.replace(".", "") if said.count(".") > 1 else said.rstrip(".")
        if said.startswith("no.") and len(said) > len("no."):
            counted, end = True, word.start() + len("no.")
            break
        if plain in _COUNTING:
            counted = True
        elif plain in _NAMING:
            named, scheme = True, scheme or _NAMING[plain]
        elif not (plain in {"13:", "13", "10"} and scheme is Scheme.ISBN):
            break
        end = _MIDDLE.match(bare, word.end()).end()  # type: ignore[union-attr] # matches anywhere
    rest = bare[end:].strip(_WRAPPING + " .,:#")
    if not (rest and (named or counted)):
        return ()
    if scheme is not None:
        return _of_scheme(scheme, rest)
    return _of_shape(rest) or possible_number(rest) * (counted or _is_product(rest))


def _of_scheme(scheme: Scheme, rest: str) -> tuple[str, ...]:
    """Read what stands behind a scheme's name; () where words follow."""
    if scheme is Scheme.SUDOC:
        return _keyed(scheme, rest) if _SUDOC.fullmatch(rest) or rest[-1:].isdigit() else ()
    joined = rest.replace(",", "").replace(" ", "")
    is_number = scheme is Scheme.DOI or re.fullmatch(r"(?:oc[mn]|on)?[\d-]{3,}x?", joined.lower())
    return _keyed(scheme, joined) if is_number and any(c.isdigit() for c in joined) else ()


def _is_product(rest: str) -> bool:
    return re.fullmatch(r"[a-z]{1,3}[-.]?\d{3,}[a-z]?", rest, re.IGNORECASE | re.ASCII) is not None


def _of_address(address: str) -> tuple[str, ...]:
    """Read the number in an address: a known place's, else the last part that is one."""
    url = _split(address)
    if url is None:
        return ()
    host, path = url.netloc.lower(), unquote(url.path)
    if named := _NAMED.match(unquote(address)):
        return _keyed(_NAMES[named[1].lower()], named[2])
    parts = [part for part in path.split("/") if part] + [v for _, v in parse_qsl(url.query)]
    if "isbn" in parts[:-1]:
        return _keyed(Scheme.ISBN, parts[-1])
    for place, scheme in _PLACES:
        if host == place or host.endswith(f".{place}"):
            return _at(scheme, path, parts)
    return next(_products(tuple(reversed(parts)), host), ())


def _at(scheme: Scheme, path: str, parts: list[str]) -> tuple[str, ...]:
    """Read the number in an address of a place whose numbers are of one scheme."""
    if scheme is Scheme.DOI:
        return _keyed(scheme, path.strip("/"))
    for part in reversed(parts):
        found = _AGENCY_FILE.fullmatch(_FILE.sub("", part))
        if scheme is not Scheme.NCJ or found:
            number = found[1] if found else part
            if any(character.isdigit() for character in number):
                return _keyed(scheme, number)
    return ()


def _products(parts: tuple[str, ...], host: str) -> Iterator[tuple[str, ...]]:
    """Yield the keys of each part of an address that has a number, the agency's own first.

    Without a host it is the name of a file, which may leave the agency out: p273-pub.pdf.
    """
    for part in (*parts, host):
        if found := _PRODUCT.search(part):
            yield _keyed(Scheme.PRODUCT_NUMBER, found.group())
    for part in parts if not host else ():
        name = _PUB.sub("", _FILE.sub("", part))
        if found := _AGENCY_FILE.fullmatch(name):
            yield _keyed(Scheme.NCJ, found[1]) if found[2] else keys_of(found[1])
        elif _is_product(name):
            yield keys_of(name)


def _keyed(scheme: Scheme, text: str) -> tuple[str, ...]:
    key = normalize(scheme, text)
    return (number_key(scheme, key),) if key else ()
