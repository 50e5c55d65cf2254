"""One running library for all journeys, and a browser to walk through it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.stack import Stack, running
from tests.journeys.walk import Walker


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys on one worker: they share one started library, in the order of the path."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            group = "elastic" if item.get_closest_marker("elastic") else "journeys"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def library() -> Iterator[Stack]:
    """A library of its own, started from nothing as `make run` starts it."""
    with running() as stack:
        yield stack


@pytest.fixture(scope="session")
def library_on_elasticsearch(elasticsearch_url: str) -> Iterator[Stack]:
    """The same with a real Elasticsearch behind it."""
    with running(elasticsearch_url=elasticsearch_url) as stack:
        yield stack


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has never been here. CSP is bypassed for axe alone, see walk.py."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def walker(page: Page, library: Stack) -> Walker:
    """Somebody who walks through the library and has every page checked."""
    return Walker(page, library)
