"""Judged queries, kept by editors."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from search.models import JudgedQuery
from tests.factories.catalog import ResourceFactory
from tests.search.entries import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(make_editor())
    return client


def form(text: str, *grades: tuple[int, int]) -> dict[str, object]:
    rows = [{"resource": resource, "grade": grade} for resource, grade in grades]
    data: dict[str, object] = nested_form_data(
        {"text": text, "judgments": inline_formset(rows, initial=0)}
    )
    return data


def test_an_editor_judges_a_query(editing: Client) -> None:
    resource = ResourceFactory.create()
    address = "/admin/search/judged/new/?q=car+break-ins"
    assert b'value="car break-ins"' in editing.get(address).content
    editing.post("/admin/search/judged/new/", form("car break-ins", (resource.pk, 3)))
    assert JudgedQuery.objects.get().judgments.get().grade == 3


@pytest.mark.parametrize("text", ["", "?!", "known"])
def test_a_query_that_says_nothing_or_is_there_is_refused(editing: Client, text: str) -> None:
    JudgedQuery.objects.create(text="known")
    resource = ResourceFactory.create()
    editing.post("/admin/search/judged/new/", form(text, (resource.pk, 3)))
    assert JudgedQuery.objects.count() == 1
