"""Judged sets for tests."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

DOCS: tuple[dict[str, object], ...] = (
    {"id": "cars", "title": "Thefts of and from cars", "text": "What patrol can do in garages."},
    {"id": "school", "title": "School resource officers", "text": "Officers who work in schools."},
    {"id": "night", "title": "Policing the night shift", "text": "Fatigue of officers at night."},
    {"id": "calls", "title": "Crisis intervention", "text": "Calls about people in a crisis."},
    {"id": "gangs", "title": "Gang reduction", "text": "Outreach in schools and streets."},
)
QUERIES = {"q1": "car theft", "q2": "school officers", "q3": "polcing at night", "q4": "nothing"}
QRELS = (("q1", "cars", 1), ("q2", "school", 2), ("q2", "gangs", 1), ("q3", "night", 1))


def write_set(
    folder: Path,
    docs: Iterable[Mapping[str, object]] = DOCS,
    queries: Mapping[str, str] = QUERIES,
    qrels: Iterable[tuple[str, str, int]] = QRELS,
) -> Path:
    """Write a judged set and return its folder."""
    lines = {
        "docs.jsonl": [json.dumps(document) for document in docs],
        "queries.jsonl": [json.dumps({"id": key, "text": text}) for key, text in queries.items()],
        "qrels.tsv": ["\t".join(map(str, row)) for row in qrels],
    }
    for name, content in lines.items():
        (folder / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    return folder
