"""A judged set on disk: documents, queries, and which documents are relevant to which query.

`docs.jsonl` has an object a line with `id` and `title`, `queries.jsonl` one with `id` and `text`,
`qrels.tsv` lines of query id, document id and grade. Whatever else a document has is taken to the
field of a `Record` that its name speaks of, and to its notes where it speaks of none.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.judging import is_judged
from search.records import Record


class BadFolder(Exception):
    """The folder is no judged set; the message says which file, which line, and what is wrong."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """What is to be searched, asked and found. The records' product numbers are document ids."""

    records: tuple[Record, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    @property
    def judged(self) -> dict[str, str]:
        """The queries that anything is relevant to, by id."""
        return {
            key: text for key, text in self.queries.items() if is_judged(self.grades.get(key, {}))
        }


def read_folder(folder: Path) -> JudgedSet:
    """Read a judged set.

    Raises:
        BadFolder: a file is missing or cannot be understood, or nothing in it is judged.
    """
    if not folder.is_dir():
        raise BadFolder(f"{folder} is not a folder.")
    found = JudgedSet(
        records=tuple(_records(folder / "docs.jsonl")),
        queries=dict(_queries(folder / "queries.jsonl")),
        grades=_grades(folder / "qrels.tsv"),
    )
    if not found.judged:
        raise BadFolder(f"{folder}: qrels.tsv holds no relevant document for any of the queries.")
    return found


_TITLE = ("title", "name")
_SUBTITLE = ("subtitle",)
_ABSTRACT = ("abstract", "text", "description", "summary", "body")
_SERIES = ("series",)
_PUBLISHER = ("publisher",)
_CONTRIBUTORS = ("contributors", "corporate", "authors", "author", "creator", "names")
_SUBJECTS = ("subjects", "subject", "keywords", "headings")
_TOPICS = ("topic_names", "topics")
_DATES = ("year", "issued", "published", "date")
_TAKEN = {
    *(*_TITLE, *_SUBTITLE, *_ABSTRACT, *_SERIES, *_PUBLISHER, *_CONTRIBUTORS, *_SUBJECTS),
    *(*_TOPICS, *_DATES, "id", "sudoc"),  # a number or a date is no text
}
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def _records(path: Path) -> Iterator[Record]:
    seen: set[str] = set()
    for place, (line, document) in enumerate(_objects(path), start=1):
        key = _key(document, path, line)
        if key in seen:
            raise BadFolder(f"{path}, line {line}: document {key!r} is there twice.")
        seen.add(key)
        yield _record(place, key, document)


def _record(place: int, key: str, document: Mapping[str, Any]) -> Record:
    def parts(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for name in names for text in _texts(document.get(name)))

    def text(names: Iterable[str]) -> str:
        return " ".join(parts(names))

    years = _YEAR.findall(" ".join(str(document.get(name, "")) for name in _DATES))
    year = int(years[0]) if years else None
    return Record(
        id=place,
        product_number=key,
        numbers=(),
        identifiers=(),
        url="/",
        title=text(_TITLE) or key,
        subtitle=text(_SUBTITLE),
        abstract=text(_ABSTRACT),
        notes=text(name for name in document if name not in _TAKEN),
        contributors=parts(_CONTRIBUTORS),
        subjects=parts(_SUBJECTS),
        series=text(_SERIES),
        publisher=text(_PUBLISHER),
        topics=(),
        topic_names=parts(_TOPICS),
        kind="",
        format="",
        audiences=(),
        languages=(),
        year=year,
        published=(year or 0) * 10_000,
        availability="reference",
        added=0,
        outdated=0,
    )


def _texts(value: object) -> list[str]:
    """Return the texts in a value: none in a flag or a number."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return []


def _queries(path: Path) -> Iterator[tuple[str, str]]:
    for line, query in _objects(path):
        key = _key(query, path, line)
        if not isinstance(query.get("text"), str):
            raise BadFolder(f"{path}, line {line}: a query needs a “text”.")
        yield key, query["text"]


def _key(entry: Mapping[str, Any], path: Path, line: int) -> str:
    key = entry.get("id")
    if not isinstance(key, str | int) or key == "":
        raise BadFolder(f"{path}, line {line}: an “id” is missing.")
    return str(key)


def _objects(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, text in _lines(path):
        try:
            entry = json.loads(text)
        except ValueError as error:
            raise BadFolder(f"{path}, line {line}: {error}.") from error
        if not isinstance(entry, dict):
            raise BadFolder(f"{path}, line {line}: not a JSON object.")
        yield line, entry


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line, text in _lines(path):
        try:
            query, *_, document, grade = text.split("\t")  # TREC has one more column, in between
            grades[query][document] = int(grade)
        except ValueError as error:
            if line == 1:  # names of the columns
                continue
            wanted = "query id, document id and grade, parted by tabs"
            raise BadFolder(f"{path}, line {line}: not {wanted}.") from error
    return dict(grades)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield line, text.strip("\r\n")
    except (OSError, UnicodeError) as error:
        raise BadFolder(f"{path} cannot be read: {error}.") from error
