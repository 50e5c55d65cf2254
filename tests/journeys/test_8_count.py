"""Whoever wants to know sees the count move by exactly what was shipped."""

import re

from tests.journeys.ordering import order_copies
from tests.journeys.shipping import ship_order
from tests.journeys.walk import Walker, read_json


def test_the_counter_moves_by_what_was_shipped(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    before = _everywhere(walker)
    order_copies(page, url, number="COPS-F401", copies=7)
    found = re.search(r"R-[A-Z0-9]{8}", page.content())
    assert found is not None
    assert _everywhere(walker) == before

    walker.sign_in("clerk")
    ship_order(page, url, reference=found.group())

    assert _everywhere(walker) == before + 7


def _everywhere(walker: Walker) -> int:
    """Return the headline figure, the same on the home page, the report and in the API."""
    page = walker.visit("/")
    home = _number(page.locator(".counter__figure").inner_text())
    page = walker.visit("/distribution/")
    report = _number(page.locator(".measures .is-headline .measures__figure").inner_text())
    api = read_json(f"{walker.library.url}/api/v1/distribution")["totals"]["distributed"]
    assert home == report == api
    return home


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
