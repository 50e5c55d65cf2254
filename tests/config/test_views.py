"""Health addresses and error pages."""

import os
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import Settings

from search.elastic.engine import ElasticEngine


def test_healthz_asks_nobody(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_tells_what_it_found(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": "ok",
        "search": "PostgreSQL",
        "engine": "postgresql",
        "answering": "postgresql",
        "degraded": False,
        "breaker": "closed",
        "process": os.getpid(),
        "waiting": {"postgresql": 0},
    }


@pytest.mark.django_db
def test_readyz_is_not_ready_before_the_migrations(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'orders'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "not applied" in answer.json()["database"]


@pytest.mark.django_db
def test_readyz_stays_ready_without_elasticsearch(client: Client, settings: Settings) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["search"] == "Elasticsearch does not answer, PostgreSQL does"
    assert answer.json()["degraded"]


@pytest.mark.django_db
def test_readyz_names_the_elasticsearch_that_answers(
    client: Client, settings: Settings, elasticsearch_url: str
) -> None:
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = "test-readyz-resources"
    with ElasticEngine(elasticsearch_url, "test-readyz-resources").fresh_index():
        pass
    told = client.get("/readyz").json()
    assert re.fullmatch(r"Elasticsearch [89]\.\d+\.\d+", told["search"])
    assert (told["answering"], told["degraded"]) == ("elasticsearch", False)
    assert told["waiting"] == {"elasticsearch": 0, "postgresql": 0}


@pytest.mark.django_db
def test_an_unknown_address_offers_a_way_on(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "<h1>Page not found</h1>" in page
    assert 'href="/search/"' in page


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/basket/add/", {"resource": "1"})
    assert answer.status_code == 403
    assert "The form could not be accepted" in answer.content.decode()


def test_the_page_of_a_fault_needs_no_database() -> None:
    assert "Something went wrong" in render_to_string("500.html")
