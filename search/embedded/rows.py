"""A change as a row of the index."""

from collections.abc import Sequence
from typing import Any

from search.engine import Change
from search.records import Record
from search.vocabulary.folding import separated, sort_key, words_of

# Highlights are marked with characters of the private use area, which no text here may hold.
MARK_START, MARK_STOP, MARK_PART = "\ue000", "\ue001", "\ue002"
_UNMARKED = str.maketrans("", "", MARK_START + MARK_STOP + MARK_PART)


def row(change: Change) -> dict[str, Any]:
    """Return the columns of a change; one without a record is a tombstone."""
    known: dict[str, Any] = {
        "resource_id": change.resource_id,
        "version": change.version,
        "is_live": change.record is not None,
    }
    if change.record is None:
        return known | {"record": {}}
    return known | _columns(change.record)


def passage_rows(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the passages of changes, each with the resource and the version it belongs to."""
    return [
        {
            "resource_id": change.resource_id,
            "version": change.version,
            "position": position,
            "label": passage.label,
            "url": passage.url,
            "text": passage.text.translate(_UNMARKED),
            "words": separated(passage.text),
        }
        for change in changes
        if change.record
        for position, passage in enumerate(change.record.passages)
    ]


def _columns(record: Record) -> dict[str, Any]:
    return {
        "numbers": record.numbers,
        "topics": record.topics,
        "audiences": record.audiences,
        "languages": record.languages,
        "kind": record.kind,
        "format": record.format,
        "availability": record.availability,
        "year": record.year,
        "published": record.published,
        "added": record.added,
        "outdated": record.outdated,
        "title_key": sort_key(record.title),
        "text_a": separated(f"{record.title} {record.subtitle}"),
        "text_b": separated(" . ".join((*record.subjects, *record.topic_names))),
        "text_c": separated(" . ".join((*record.contributors, record.series, record.publisher))),
        "text_d": separated(f"{record.abstract} {record.notes}"),
        "words": _words(record),
        "record": _shown(record),
    }


def _words(record: Record) -> tuple[str, ...]:
    """Return the words of a record, and the empty word, by which all documents are counted."""
    texts = (record.title, record.subtitle, record.abstract, record.notes, record.series)
    lists = (record.contributors, record.subjects, record.topic_names)
    text = " ".join((*texts, record.publisher, *(" ".join(names) for names in lists)))
    inside = (word for passage in record.passages for word in words_of(passage.text))
    return ("", *dict.fromkeys((*words_of(text), *inside)))


def _shown(record: Record) -> dict[str, Any]:
    """Return what a hit shows."""
    return {
        "product_number": record.product_number,
        "title": record.title.translate(_UNMARKED),
        "subtitle": record.subtitle,
        "url": record.url,
        "abstract": record.abstract.translate(_UNMARKED),
        "identifiers": record.identifiers,
        "kind": record.kind,
        "format": record.format,
        "year": record.year,
        "availability": record.availability,
        "topics": record.topics,
        "contributors": record.contributors,
    }
