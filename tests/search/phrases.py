"""Officers' own words lead to the right titles: success among the first three, on both engines."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pymarc

from search.embedded.words import near_words
from search.engine import Change, SearchEngine
from search.query import SearchQuery
from search.question import Question, plain
from search.records import Record
from search.understanding import Near, understand
from search.vocabulary.built_in import built_in_vocabulary
from tests.search.records import make_record

PHRASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("officers_phrases.tsv").read_text().splitlines()
    if line and not line.startswith("#")
]
GOAL = 0.9
Understood = Callable[[SearchQuery], Question]
_TITLE = ("b", "n", "p")
_SUBJECTS = ("600", "610", "630", "650", "651")


def catalog(folder: Path) -> Iterator[Record]:
    """Yield the records of the shared police literature, as far as search reads them."""
    for name in ("cops", "police"):
        found = pymarc.MARCReader((folder / f"{name}.mrc").read_bytes())
        yield from (record_of(each, f"{name}{i}") for i, each in enumerate(found) if each)


def record_of(marc: pymarc.Record, number: str) -> Record:
    def texts(*tags: str) -> tuple[str, ...]:
        fields = marc.get_fields(*tags)
        return tuple(
            " ".join(part.value for part in f.subfields if part.code != "0") for f in fields
        )

    title = marc["245"]
    return make_record(
        int(re.sub(r"\D", "", number)) + 1000 * number.startswith("police"),
        product_number=number,
        title=" ".join(title.get_subfields("a")).strip(" /:"),
        subtitle=" ".join(title.get_subfields(*_TITLE)).strip(" /:"),
        abstract=" ".join(texts("520")),
        notes=" ".join(texts("500", "505")),
        contributors=texts("100", "110", "700", "710"),
        subjects=texts(*_SUBJECTS),
    )


def success(engine: SearchEngine, records: dict[str, Record], understood: Understood) -> float:
    """Return the share of phrases with what is meant among the first three hits."""
    with_it = 0
    for phrase, meant in PHRASES:
        question = understood(SearchQuery(text=phrase, size=3))
        hits = [records[hit.product_number] for hit in engine.search(question).hits]
        with_it += any(is_meant(record, meant) for record in hits)
    return with_it / len(PHRASES)


def is_meant(record: Record, meant: str) -> bool:
    texts = (record.title, record.subtitle, f"{record.title} : {record.subtitle}", *record.subjects)
    return any(re.search(meant, text, re.IGNORECASE) for text in texts)


def check_phrases(engine: SearchEngine, shared_data: Path, near: Near = near_words) -> None:
    """Index the shared records and see that most phrases lead to what is meant."""
    records = {record.product_number: record for record in catalog(shared_data / "marc")}
    with engine.fresh_index() as fresh:
        fresh.write([Change(record.id, 1, record) for record in records.values()])
    worded = partial(understand, vocabulary=built_in_vocabulary(), near=near)
    reached = success(engine, records, worded)
    assert reached >= GOAL
    assert reached >= success(engine, records, plain) + 0.2
