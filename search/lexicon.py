"""The vocabulary that searches use at this moment: the built-in one under the editors'."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from search.models import Closeness, EntryKind, EntryState, VocabularyEntry, VocabularyVersion
from search.vocabulary.built_in import built_in_vocabulary
from search.vocabulary.folding import sort_key
from search.vocabulary.terms import Vocabulary, Wording

FRESH_SECONDS = 10.0  # how long a process goes without asking whether anything was published

_WEIGHTS = {Closeness.SAME: 1.0, Closeness.RELATED: 0.5}


@dataclass
class _Known:
    """What this process read last."""

    vocabulary: Vocabulary = field(default_factory=built_in_vocabulary)
    version: int | None = None
    asked_at: float = float("-inf")


_known = _Known()


def live_vocabulary() -> Vocabulary:
    """Return what search knows of the field's words.

    Once in ten seconds it costs one statement, and two more when something was published.
    """
    now = time.monotonic()
    if now - _known.asked_at >= FRESH_SECONDS:
        _known.asked_at = now
        version = VocabularyVersion.objects.values_list("number", flat=True).first()
        if version != _known.version:
            _known.vocabulary = published_vocabulary()
            _known.version = version
    return _known.vocabulary


def forget() -> None:
    """Let this process read the vocabulary anew at its next search."""
    _known.version, _known.asked_at = None, float("-inf")


def published_vocabulary(*, without: VocabularyEntry | None = None) -> Vocabulary:
    """Return the built-in vocabulary with every published entry but one, straight from the rows."""
    entries = VocabularyEntry.objects.filter(state=EntryState.PUBLISHED)
    if without is not None:
        entries = entries.exclude(pk=without.pk)
    return extended(built_in_vocabulary(), entries.order_by("pk").prefetch_related("promoted"))


def extended(vocabulary: Vocabulary, entries: Iterable[VocabularyEntry]) -> Vocabulary:
    """Return a vocabulary with entries over it; of two that exclude each other the later holds.

    Without entries it is the same one, whose terms may be laid out already.
    """
    if not (entries := tuple(entries)):
        return vocabulary
    wordings = dict(vocabulary.wordings)
    aliases = dict(vocabulary.aliases)
    promotions = dict(vocabulary.promotions)
    for entry in entries:
        match entry.kind:
            case EntryKind.SYNONYM:
                for term, other in _pairs(entry):
                    known = [word for word in wordings.get(term, ()) if word.text != other.text]
                    wordings[term] = (other, *known)
            case EntryKind.ALIAS:
                aliases |= {sort_key(text): entry.words[0] for text in entry.texts}
            case EntryKind.PROMOTION:
                ids = tuple(promoted.resource_id for promoted in entry.promoted.all())
                promotions |= {sort_key(text): ids for text in entry.texts}
    return replace(vocabulary, wordings=wordings, aliases=aliases, promotions=promotions)


def _pairs(entry: VocabularyEntry) -> Iterable[tuple[str, Wording]]:
    """Yield each (term, other words) that a synonym makes; both ways, each leads to each."""
    everything = [*entry.texts, *entry.words]
    terms, others = (everything, everything) if entry.is_two_way else (entry.texts, entry.words)
    for term in terms:
        for other in reversed(others):
            if sort_key(other) != sort_key(term):
                yield sort_key(term), Wording(other, _WEIGHTS[Closeness(entry.closeness)])
