"""The public report: page, table, chart and API say the same, and every figure opens."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from library.distribution import selectors
from library.distribution.enums import Measure
from tests.factories.catalog import ResourceFactory, TopicFactory
from tests.factories.distribution import (
    BaselineEntryFactory,
    hand_out,
    make_shelf,
    send_parcel,
    take_back,
)

pytestmark = pytest.mark.django_db


def tree(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def number(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))  # noqa: RUF001


def measure_of(shape: Tag, attribute: str) -> float:
    return float(str(shape[attribute]))


def history() -> int:
    BaselineEntryFactory.create(fiscal_year=2012, copies=62_195)
    BaselineEntryFactory.create(fiscal_year=None, period="Undated", copies=2_060)
    resource = ResourceFactory.create(title="Closing the Door", primary_topic=TopicFactory.create())
    shelf = make_shelf(resource=resource)
    send_parcel(shelf, 40)
    hand_out(shelf, 25)
    take_back(shelf, 5)
    return shelf


def table(page: BeautifulSoup) -> dict[str, list[int]]:
    rows = page.select("div[aria-label='Copies by fiscal year'] tr:has(td)")
    return {
        row.select("th")[0].text: [number(cell.text) for cell in row.select("td")] for row in rows
    }


def test_headline_measures_and_table_agree_with_the_selectors(client: Client) -> None:
    history()
    page = tree(client, "/distribution/")
    shown = [number(link.text) for link in page.select("ul.measures > li > a")]
    assert shown == [64_315, 64_255, 40, 25, 5]
    rows = table(page)
    assert rows.pop("Total") == [64_255, 40, 25, 5, 64_315]
    expected = {
        year.label: [
            year.totals.baseline,
            year.totals.shipped,
            year.totals.handed_out,
            year.totals.returned,
            year.totals.distributed,
        ]
        for year in selectors.by_fiscal_year()
    }
    assert rows == expected
    assert next(iter(rows)) == "Undated"


def test_chart_draws_every_number_of_the_table(client: Client) -> None:
    history()
    page = tree(client, "/distribution/")
    (chart,) = page.select("svg[role=img]")
    named = {node["id"] for node in chart.find_all(["title", "desc"])}
    assert named == set(str(chart["aria-labelledby"]).split())
    rows = table(page)
    rows.pop("Total")
    parts = sum(1 for values in rows.values() for value in values[:4] if value)
    bars = chart.select("rect")
    assert len(bars) == parts == 5
    assert not page.select("[style]")
    grid = [number(mark.text) for mark in chart.select("text[text-anchor=end]")]
    places = [measure_of(line, "y1") for line in chart.select("line.chart__grid")]
    unit = (places[0] - places[-1]) / (grid[-1] - grid[0])
    tallest = max(measure_of(bar, "height") for bar in bars)
    assert abs(tallest - 62_195 * unit) < 0.02


def test_api_gives_the_same_figures(client: Client) -> None:
    history()
    data = client.get("/api/v1/distribution").json()
    assert data["totals"] == {
        "baseline": 64_255,
        "shipped": 40,
        "returned": 5,
        "handed_out": 25,
        "distributed": 64_315,
    }
    rows = table(tree(client, "/distribution/"))
    rows.pop("Total")
    assert [year["distributed"] for year in data["by_fiscal_year"]] == [
        values[-1] for values in rows.values()
    ]
    assert data["by_fiscal_year"][0]["fiscal_year"] is None
    assert data["goal"] == 1_100_000


@pytest.mark.parametrize("measure", list(Measure))
def test_each_figure_opens_rows_that_add_up_to_it(client: Client, measure: Measure) -> None:
    history()
    page = tree(client, "/distribution/")
    (link,) = page.select(f"ul.measures > li > a[href*='/rows/{measure.value}/']")
    rows = tree(client, str(link["href"]))
    cells = rows.select("tbody > tr > td.is-number")
    assert sum(number(cell.text) for cell in cells) == number(link.text)
    assert number(rows.select("h1")[0].text) == number(link.text)


def test_rows_name_nobody(client: Client) -> None:
    history()
    page = client.get("/distribution/rows/distributed/").content.decode()
    assert "Closing the Door" in page
    assert "Łukasiewicz" not in page
    assert "Police department" not in page
    assert "return 1" not in page  # documents and reasons are free text


@pytest.mark.parametrize("hidden", [{"live": False}, {"product_number": None}])
def test_rows_count_a_title_that_is_not_public_without_naming_it(
    client: Client, hidden: dict[str, object]
) -> None:
    secret = {"title": "Raid at Dawn", "product_number": "COPS-P999"} | hidden
    hand_out(make_shelf(resource=ResourceFactory.create(**secret)), 7)
    hand_out(make_shelf(resource=ResourceFactory.create(title="Closing the Door")), 2)
    page = tree(client, "/distribution/rows/handed_out/")
    cells = [row.select("td")[2] for row in page.select("tbody > tr")]
    assert [cell.text for cell in cells] == ["Closing the Door", "A title that is not public"]
    assert [len(cell.select("a")) for cell in cells] == [1, 0]
    assert number(page.select("h1")[0].text) == 9
    assert "Raid" not in page.text
    assert "P999" not in str(page)
    assert client.get(str(cells[0].select("a")[0]["href"])).status_code == 200


def test_rows_come_in_pages(client: Client) -> None:
    shelf = make_shelf()
    for _ in range(51):
        hand_out(shelf, 1)
    assert len(tree(client, "/distribution/rows/handed_out/").select("tbody > tr")) == 50
    second = tree(client, "/distribution/rows/handed_out/?page=2")
    assert len(second.select("tbody > tr")) == 1


def test_unknown_measure_is_not_found(client: Client) -> None:
    assert client.get("/distribution/rows/views/").status_code == 404
    assert client.get("/distribution/rows/shipped/?as_of=x").status_code == 404


def test_an_earlier_day_is_shown_and_carried_on(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 31, 20, tzinfo=UTC), tick=False):
        BaselineEntryFactory.create(copies=100)
    with time_machine.travel(datetime(2026, 4, 2, 20, tzinfo=UTC), tick=False):
        BaselineEntryFactory.create(copies=11)
        page = tree(client, "/distribution/?as_of=2026-03-31")
        data = client.get("/api/v1/distribution?as_of=2026-03-31").json()
    assert data["as_of"] == "2026-03-31"
    assert data["totals"]["distributed"] == 100
    assert "March 31, 2026" in page.select("h2#totals")[0].text
    (link,) = page.select("li.is-headline > a")
    assert (link.text, link["href"]) == (
        "100",
        "/distribution/rows/distributed/?as_of=2026-03-31",
    )


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "03/31/2026", "2999-01-01"])
def test_a_day_that_cannot_be_is_explained_and_kept(client: Client, day: str) -> None:
    answer = client.get("/distribution/", {"as_of": day})
    assert answer.status_code == 400
    page = BeautifulSoup(answer.content, "html.parser")
    (field,) = page.select("input[name=as_of]")
    assert field.get("value") == day
    assert field.get("aria-invalid") == "true"
    assert page.select("div#id_as_of_error")
    assert page.select("title")[0].text.startswith("Error: ")
    assert client.get("/api/v1/distribution", {"as_of": day}).status_code == 422


def test_an_empty_library_has_a_report(client: Client) -> None:
    page = tree(client, "/distribution/")
    assert number(page.select("li.is-headline > a")[0].text) == 0


def test_statements_do_not_grow_with_the_rows(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    shelf = history()
    for _ in range(4):
        send_parcel(shelf, 2, state="TX")
    with django_assert_max_num_queries(12):
        client.get("/distribution/")
    with django_assert_max_num_queries(9):
        client.get("/distribution/rows/distributed/")
    with django_assert_num_queries(3):
        client.get("/api/v1/distribution")


def test_report_leads_machines_to_the_same_day(client: Client) -> None:
    page = tree(client, "/distribution/?as_of=2026-01-01")
    assert page.select("a[href='/api/v1/distribution?as_of=2026-01-01']")
