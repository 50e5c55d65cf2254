"""A judged run on live engines, what it leaves behind (nothing), and how good search must be."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from elasticsearch import Elasticsearch
from pytest_django import Settings
from wagtail.search.models import IndexEntry

from search.embedded.documents import EmbeddedIndex
from search.embedded.engine import PostgresEngine
from search.embedded.words import Word
from search.engine import Change
from search.relevance import run
from tests.search.records import make_record
from tests.search.relevance.sets import write_set

# On one worker: a run sees the indices of another that is at work.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("relevance")]


def measured(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("measure_relevance", *arguments, "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_every_system_is_measured_on_both_engines(
    tmp_path: Path, elasticsearch_url: str, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = elasticsearch_url
    found = measured(str(write_set(tmp_path)), "--typos")
    assert (found["documents"], found["queries"]) == (5, 3)
    names = ["our query", "plain query", "Wagtail's search"]
    assert [(row["engine"], row["system"]) for row in found["rows"]] == [
        *(("elasticsearch", name) for name in names),
        *(("postgresql", name) for name in names),
    ]
    for row in found["rows"]:
        if row["system"] == "our query":
            assert row["measures"]["ndcg_10"] > 0.9
            assert row["measures"]["empty"] == 0
            assert row["typos"]["misspelled"] == 1
    assert found["agreement"]["empty_in_one_only"] == 0
    with Elasticsearch(elasticsearch_url) as client:
        ours = [name for name in client.indices.get(index="judged-*").body if "judgedrow" in name]
    assert ours == []


def test_nothing_is_left_of_a_run_and_nothing_live_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PostgresEngine().write([Change(1, 1, make_record(1, title="Live"))])
    entries = IndexEntry.objects.count()

    class Ended(KeyboardInterrupt):
        """Ctrl-C."""

    def end(*_: object) -> None:
        raise Ended

    monkeypatch.setattr(run, "measures", end)
    with pytest.raises(Ended):
        measured(str(write_set(tmp_path)))
    assert EmbeddedIndex.objects.get().is_live
    assert set(Word.objects.values_list("word", flat=True)) == {"", "live"}
    assert IndexEntry.objects.count() == entries
    assert "search_judged_row" not in connection.introspection.table_names()


def test_a_bad_folder_and_an_absent_engine_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"docs\.jsonl cannot be read"):
        measured(str(tmp_path))
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL is empty"):
        measured(str(write_set(tmp_path)), "--engine", "elasticsearch")


def test_figures_are_printed_for_people(tmp_path: Path) -> None:
    out = StringIO()
    call_command("measure_relevance", str(write_set(tmp_path)), stdout=out, stderr=StringIO())
    assert "5 documents, 3 judged queries" in out.getvalue()
    assert "our query" in out.getvalue()


def test_real_records_are_found_better_than_by_plain_queries(
    tmp_path: Path, shared_data: Path, elasticsearch_url: str, settings: Settings
) -> None:
    """Every thirtieth query of a set, with what is relevant to them and some other records."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    found = measured(str(_slice(shared_data / "relevance" / "gpo-lcsh", tmp_path)))
    scores = {(row["engine"], row["system"]): row["measures"]["ndcg_10"] for row in found["rows"]}
    for engine in ("elasticsearch", "postgresql"):
        ours = scores.pop((engine, "our query"))
        assert ours > FLOORS[engine]
        assert ours > max(score for (other, _), score in scores.items() if other == engine)
    assert found["agreement"]["overlap_10"] > 0.6


FLOORS = {"elasticsearch": 0.5, "postgresql": 0.5}


def _slice(source: Path, target: Path) -> Path:
    rows = [line.split("\t") for line in (source / "qrels.tsv").read_text("utf-8").splitlines()]
    kept = set(sorted({row[0] for row in rows})[::30])
    qrels = [(query, document, int(grade)) for query, document, grade in rows if query in kept]
    wanted = {document for _, document, _ in qrels}
    docs = list(map(json.loads, (source / "docs.jsonl").read_text("utf-8").splitlines()))
    queries = list(map(json.loads, (source / "queries.jsonl").read_text("utf-8").splitlines()))
    return write_set(
        target,
        [doc for place, doc in enumerate(docs) if doc["id"] in wanted or place % 120 == 0],
        {query["id"]: query["text"] for query in queries if query["id"] in kept},
        qrels,
    )
