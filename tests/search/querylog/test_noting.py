"""What a results page leaves in the log, and what it does not."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.models import AskedQuery
from search.query import FacetName, SearchQuery
from search.querylog import noting
from search.querylog.noting import note
from search.records import records_for
from search.results import Results
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db

FOUND = Results(total=7, hits=(), facets=(), engine="postgresql", degraded=True)


def only_row() -> AskedQuery:
    return AskedQuery.objects.get()


def test_a_row_says_what_was_asked_and_what_came_of_it() -> None:
    query = SearchQuery(text="  Café “Police”!", filters=((FacetName.KIND, ("guide", "video")),))
    note(query, FOUND)
    row = only_row()
    assert row.text == "cafe police"
    assert row.filters == {"kind": ["guide", "video"]}
    assert (row.total, row.engine, row.is_degraded) == (7, "postgresql", True)
    assert (row.is_withheld, row.clicked_rank) == (False, None)


def test_results_of_an_easier_question_do_not_count() -> None:
    note(SearchQuery(text="gangs in autum"), FOUND, is_corrected=True, is_relaxed=True)
    row = only_row()
    assert (row.total, row.is_corrected, row.is_relaxed) == (0, True, True)


def test_a_row_holds_nothing_about_who_asked() -> None:
    note(SearchQuery(text="gangs"), FOUND)
    assert set(AskedQuery.objects.values().get()) == {
        *("id", "asked_at", "text", "is_withheld", "filters", "total", "engine"),
        *("is_degraded", "is_corrected", "is_relaxed", "clicked_rank"),
    }


def test_a_personal_text_leaves_a_mark_and_no_word() -> None:
    note(SearchQuery(text="Jane.Doe@example.org"), FOUND)
    row = only_row()
    assert (row.text, row.is_withheld) == ("", True)


def test_a_page_is_noted_in_one_statement_without_waiting_for_the_disk() -> None:
    with CaptureQueriesContext(
        connection,
    ) as spent:
        note(SearchQuery(text="gangs"), FOUND)
    (statement,) = spent.captured_queries
    assert "synchronous_commit" in statement["sql"]


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/search/", {}),
        ("/search/?q=gangs&page=2", {}),
        ("/search/?q=gangs", {"Sec-Purpose": "prefetch;prerender"}),
        ("/search/?q=gangs", {"Purpose": "prefetch"}),
        ("/search/?q=gangs", {"X-Moz": "prefetch"}),
        ("/search/?q=gangs", {"User-Agent": "Examplebot/2.1"}),
        ("/api/v1/search?q=gangs", {}),
    ],
)
def test_what_nobody_asked_for_is_not_noted(
    client: Client, address: str, headers: dict[str, str]
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert not AskedQuery.objects.exists()
    assert b"data-token" not in answer.content


def test_a_number_that_leads_straight_to_its_record_is_one_opened_first(
    client: Client, embedded: PostgresEngine
) -> None:
    resource = ResourceFactory.create(product_number="COPS-P273")
    embedded.write([Change(resource.pk, 1, records_for([resource.pk])[resource.pk])])
    assert client.get("/search/?q=cops+p273").status_code == 302
    row = only_row()
    assert (row.text, row.total, row.clicked_rank) == ("cops p273", 1, 1)


def test_a_head_is_not_noted(client: Client) -> None:
    assert client.head("/search/?q=gangs").status_code == 200
    assert not AskedQuery.objects.exists()


def test_a_page_answers_although_it_cannot_be_noted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise DatabaseError("read-only")

    monkeypatch.setattr(noting, "note", refuse)
    assert client.get("/search/?q=gangs").status_code == 200


def click(client: Client, token: str, rank: object) -> int:
    return client.post("/search/clicked/", {"token": token, "rank": rank}).status_code


def test_the_first_click_wins() -> None:
    client = Client(enforce_csrf_checks=True)
    token = note(SearchQuery(text="gangs"), FOUND)
    assert [click(client, token, rank) for rank in (3, 1, 2)] == [204, 204, 204]
    assert only_row().clicked_rank == 3


@pytest.mark.parametrize("rank", ["0", "101", "-1", "x", "", "9" * 400, "\u0661"])
def test_a_rank_that_no_page_has_is_refused(client: Client, rank: str) -> None:
    assert click(client, note(SearchQuery(text="gangs"), FOUND), rank) == 400
    assert only_row().clicked_rank is None


def test_a_token_of_somebody_elses_is_refused(client: Client) -> None:
    token = note(SearchQuery(text="gangs"), FOUND)
    row, _, signature = token.partition(":")
    assert click(client, f"{int(row) + 1}:{signature}", 1) == 400
    assert click(client, "", 1) == 400
    assert client.get("/search/clicked/").status_code == 405
    assert only_row().clicked_rank is None


def test_a_click_after_a_day_changes_nothing(client: Client) -> None:
    token = note(SearchQuery(text="gangs"), FOUND)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_asked_query SET asked_at = now() - interval '25 hours'")
    assert click(client, token, 1) == 204
    assert only_row().clicked_rank is None
