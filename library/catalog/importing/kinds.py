"""What a record's title is, whatever carries it: the Kind, from the leader, genres and words."""

import re

from library.catalog.enums import Kind
from library.catalog.importing.fields import Fields

_BY_TYPE = {
    "e": Kind.MAP,
    "f": Kind.MAP,
    "g": Kind.VIDEO,
    "i": Kind.AUDIO,
    "j": Kind.AUDIO,
    "o": Kind.TOOLKIT,
}
_SERIAL_LEVELS = "sbi"
_COMPUTER_FILE, _PICTURE = "m", "k"
_DOCUMENT = "d"  # 008/26: a computer file that is a text


class _Rules:
    """Patterns and the kinds they tell of; the first that matches wins."""

    def __init__(self, *rules: tuple[str, Kind]) -> None:
        self._any = re.compile("|".join(pattern for pattern, _kind in rules), re.IGNORECASE)
        self._rules = [(re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in rules]

    def kind(self, text: str) -> Kind | None:
        """Return the kind a text tells of; most tell of none, which one search finds out."""
        if not text or not self._any.search(text):
            return None
        return next((kind for pattern, kind in self._rules if pattern.search(text)), None)


# The first rule that matches wins, so the telling words stand above the common ones.
_EXTENT_NAMES = _Rules(
    (r"\bfact ?sheet", Kind.FACT_SHEET),
    (r"\btool ?kit|\bkit\b", Kind.TOOLKIT),
)
_EXTENT_RULES = _Rules(
    (r"\bposters?\b", Kind.POSTER),
    (r"\bvideo(?!.*discussion)|\bdvd\b|motion picture", Kind.VIDEO),
    (r"\baudio|sound (?:disc|cassette|file)", Kind.AUDIO),
    (r"\bmaps?\b(?! *[;:,)])", Kind.MAP),
    (r"\b(?:cards?|brochures?|pamphlets?|leaflets?|folded sheet)\b", Kind.BROCHURE),
)
_GENRE_RULES = _Rules(
    (r"hearings?\b", Kind.HEARING),
    (r"video|motion picture|films?\b", Kind.VIDEO),
    (r"audiobook|sound recording|podcast", Kind.AUDIO),
    (r"newsletters?\b", Kind.NEWSLETTER),
    (r"posters?\b", Kind.POSTER),
    (r"\bmaps?\b|nautical charts", Kind.MAP),
    (r"fact sheets?\b", Kind.FACT_SHEET),
    (r"brochures?|pamphlets?|leaflets?", Kind.BROCHURE),
    (r"curricul|lesson plans?|study guides?", Kind.CURRICULUM),
    (r"handbooks|manuals|guidebooks", Kind.GUIDE),
    (r"databases?|software", Kind.SOFTWARE),
    (r"reports?\b", Kind.REPORT),
)
_COURSE = (
    r"curricul|\btraining (?:course|program|manual|guide|module)|lesson plan",
    Kind.CURRICULUM,
)
_KIT_RULES = _Rules(_COURSE)
_TITLE_RULES = _Rules(
    (r"\bhearings? before\b|\bfield hearing\b|\boversight hearing\b", Kind.HEARING),
    _COURSE,
    (r"tool ?(?:kit|box)\b", Kind.TOOLKIT),
    (r"fact ?sheets?\b", Kind.FACT_SHEET),
    (r"newsletter", Kind.NEWSLETTER),
    (r"\bposters?\b", Kind.POSTER),
    (r"\b(?:brochure|pamphlet|leaflet|tip card)s?\b", Kind.BROCHURE),
    (r"\bguide(?:book|s|lines)?\b|handbook|\bmanual\b|\bhow to\b|\bprimer\b", Kind.GUIDE),
    (r"\breports?\b|\bstudy\b|evaluation|assessment|\baudit\b|survey|analysis", Kind.REPORT),
)  # fmt: skip
_PLAYED = (Kind.VIDEO, Kind.AUDIO, Kind.MAP)


def kind_of(fields: Fields) -> Kind:
    """Return the kind; `Kind.OTHER` where nothing tells."""
    title = " ".join(fields.texts("245", "abnp"))
    extent = " ".join(fields.texts("300", "ae"))
    by_type = _BY_TYPE.get(fields.leader[6])
    if by_type in _PLAYED:
        return by_type
    return (
        (_KIT_RULES.kind(title) if by_type else None)
        or by_type
        or _by_computer_file(fields)
        or _by_genre(fields)
        or _EXTENT_NAMES.kind(extent)
        or _by_level(fields, title)
        or _TITLE_RULES.kind(title)
        or _EXTENT_RULES.kind(extent)
        or (Kind.POSTER if fields.leader[6] == _PICTURE else Kind.OTHER)
    )


def _by_computer_file(fields: Fields) -> Kind | None:
    if fields.leader[6] == _COMPUTER_FILE and fields.control("008")[26:27] != _DOCUMENT:
        return Kind.SOFTWARE
    return None


def _by_genre(fields: Fields) -> Kind | None:
    """Read genre terms, and form subdivisions of subjects that are as telling."""
    terms = [*fields.texts("655", "a"), *fields.texts("650", "v")]
    return next((kind for term in terms if (kind := _GENRE_RULES.kind(term))), None)


def _by_level(fields: Fields, title: str) -> Kind | None:
    if fields.leader[7] not in _SERIAL_LEVELS:
        return None
    return Kind.NEWSLETTER if "newsletter" in title.lower() else Kind.SERIAL
