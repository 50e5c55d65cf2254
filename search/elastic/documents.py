"""The mapping, and how a record becomes a document. One field is one field of `Record`."""

import hashlib
import json
from dataclasses import asdict, fields

from elasticsearch_dsl import Document, Field, Index, Integer, Keyword, Long, Nested, Text

from search.elastic.analysis import EXACT, JOINED, PAIRS, SORT_KEY, STEM
from search.passages import Passage
from search.records import Record

# Around what is highlighted: characters for private use, so that text can be escaped first.
MARK_START, MARK_END = "\ue000", "\ue001"
_UNMARKED = str.maketrans("", "", MARK_START + MARK_END)
_FIELDS = tuple(field.name for field in fields(Record))

# Searchable within the 500 ms after a write; never forced by a writer.
REFRESH_INTERVAL = "500ms"


def _text(**subfields: Field) -> Text:
    return Text(analyzer=STEM, copy_to="all", fields={"exact": Text(analyzer=EXACT), **subfields})


class ResourceDocument(Document):
    """One public resource."""

    id = Integer()
    product_number = Keyword()
    numbers = Keyword()
    identifiers = Keyword(index=False, doc_values=False)  # scheme and value by turns
    url = Keyword(index=False, doc_values=False)

    title = _text(
        joined=Text(analyzer=JOINED), sort=Keyword(normalizer=SORT_KEY, ignore_above=2_000)
    )
    subtitle = _text()
    abstract = _text()
    notes = _text()
    contributors = _text()
    subjects = _text()
    series = _text()
    publisher = _text()
    topic_names = _text()
    all = Text(analyzer=STEM, fields={"pairs": Text(analyzer=PAIRS)})

    topics = Keyword()
    kind = Keyword()
    format = Keyword()
    audiences = Keyword()
    languages = Keyword()
    year = Integer()
    published = Integer()  # absent where unknown, so that it sorts last both ways
    availability = Keyword()
    added = Long()
    outdated = Integer()  # absent for what is current

    # Each a document of its own to Lucene, so that all words can be asked of one passage.
    passages = Nested(
        dynamic="strict",
        properties={
            "label": Keyword(index=False, doc_values=False),
            "url": Keyword(index=False, doc_values=False),
            "text": Text(analyzer=STEM),
        },
    )

    class Meta:
        dynamic = "strict"


def index_body() -> dict[str, object]:
    """Return the settings and mappings of an index."""
    index = Index("any")
    index.settings(
        number_of_shards=1,
        auto_expand_replicas="0-1",
        refresh_interval=REFRESH_INTERVAL,
    )
    index.document(ResourceDocument)
    body: dict[str, object] = index.to_dict()
    return body


def mapping_hash() -> str:
    """Return what tells one layout from another; it is part of an index's name."""
    text = json.dumps(index_body(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def to_document(record: Record) -> dict[str, object]:
    """Return what is stored of a record: plain values, without what is empty."""
    values = {name: _clean(getattr(record, name)) for name in _FIELDS}
    values["identifiers"] = [part for pair in record.identifiers for part in pair]
    return {name: value for name, value in values.items() if value not in ("", (), [], None, 0)}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_UNMARKED)
    if isinstance(value, tuple):
        return [_clean(part) for part in value]
    if isinstance(value, Passage):
        return {name: _clean(part) for name, part in asdict(value).items()}
    return value
