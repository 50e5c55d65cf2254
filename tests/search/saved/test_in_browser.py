"""Saved searches in a real browser: accessible on every page, and whole without a script."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from search.models import SavedSearch, Subscriber
from search.saved.links import CONFIRM
from tests.factories.saved import EMAIL, publish
from tests.journeys.walk import Walker, look_whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def look(walker: Walker) -> str:
    """Check the open page, whole as it is, and return what it says."""
    return look_whole(walker).inner_text("main")


def test_the_way_of_a_saved_search(walker: Walker) -> None:
    publish("Gangs")
    page = walker.visit("/search/?q=gangs")
    page.get_by_role("link", name="Get new titles by email").click()
    page.get_by_role("button", name="Continue").click()
    assert "Enter an email address." in look(walker)
    page.get_by_label("Email", exact=True).fill(EMAIL)
    page.get_by_role("button", name="Continue").click()
    assert "Check your email" in look(walker)
    search = SavedSearch.objects.get()
    walker.visit(CONFIRM.path(search.pk))
    page.get_by_role("button", name="Confirm").click()
    assert "Your search is saved" in page.inner_text("body")
    assert EMAIL in look(walker)
    page.get_by_role("link", name="Stop all of these emails").click()
    look(walker)
    page.get_by_role("button", name="Stop the emails").click()
    assert "The emails are stopped" in look(walker)
    assert not Subscriber.objects.exists()
    page.goto(f"{walker.library.url}/search/saved/confirm/x/")
    assert "This link does not work" in page.inner_text("main")


def test_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    publish("Gangs")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/?q=gangs")
    page.get_by_role("link", name="Get new titles by email").click()
    page.get_by_label("Email", exact=True).fill(EMAIL)
    page.get_by_role("button", name="Continue").click()
    page.goto(live_server.url + CONFIRM.path(SavedSearch.objects.get().pk))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Remove “gangs”").click()
    assert "Nothing is saved" in page.inner_text("main")
    context.close()
    assert not Subscriber.objects.exists()
