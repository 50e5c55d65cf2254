"""Agencies for the field that is typed into."""

import pytest
from django.test import Client
from django.urls import reverse

from library.orders.models import Agency
from tests.factories.agencies import make_agency

pytestmark = pytest.mark.django_db

ADDRESS = reverse("orders:agencies")


def suggestions(client: Client, **asked: str) -> list[dict[str, object]]:
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200
    found: list[dict[str, object]] = answer.json()["suggestions"]
    return found


def test_a_suggestion_brings_type_and_state(client: Client) -> None:
    make_agency("Springfield Police Department", "IL", city="Springfield")
    assert suggestions(client, q="spri pol") == [
        {
            "label": "Springfield Police Department",
            "detail": "Springfield, IL",
            "value": "Springfield Police Department",
            "fill": {"agency_type": "municipal", "state": "IL"},
        }
    ]


@pytest.mark.parametrize("text", ["", "s", "%", "_", "\0\0", "x" * 5_000, "'; --"])
def test_whatever_is_typed_gets_an_answer(client: Client, text: str) -> None:
    make_agency("Springfield Police Department")
    assert suggestions(client, q=text) == []


def test_what_visitors_typed_is_nobody_elses_business(client: Client) -> None:
    Agency.objects.create(name="Rosalind Quintanilla", state="VA")
    assert suggestions(client, q="Rosalind", state="VA") == []


def test_it_is_read_only(client: Client) -> None:
    assert client.post(ADDRESS).status_code == 405
