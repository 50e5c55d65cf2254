"""The services tests stand on: they answer, and a test leaves nothing behind."""

import json
import urllib.request

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser
from wagtail.models import Page


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_commit() -> None:
    Group.objects.all().delete()
    Page.objects.all().delete()
    assert not Group.objects.exists()


@pytest.mark.django_db
def test_what_migrations_made_is_there_after_a_transactional_test() -> None:
    assert Page.objects.filter(depth=1).exists()
    assert Group.objects.exists()


def test_elasticsearch_answers(elasticsearch_url: str) -> None:
    with urllib.request.urlopen(elasticsearch_url) as response:
        assert json.load(response)["version"]["number"]


def test_the_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Library</h1>")
    assert page.inner_text("h1") == "Library"
    page.close()
