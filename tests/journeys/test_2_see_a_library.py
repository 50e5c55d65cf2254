"""A visitor looks around the library."""

import re

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.walk import Walker, read_json


def test_visitor_sees_a_library(walker: Walker) -> None:
    page = walker.visit("/")
    counter = page.locator(".counter__figure").inner_text()
    assert 1_050_000 < int(re.sub(r"\D", "", counter)) < 1_150_000

    page.get_by_role("navigation").get_by_role("link", name="About the library").first.click()
    walker.look()
    assert page.get_by_text("1994").count()
    assert page.get_by_role("cell", name="13,000").count()

    walker.visit("/what-is-community-policing/")
    walker.visit("/topics/")
    page.get_by_role("main").get_by_role("link", name="Burglary").first.click()
    walker.look()
    assert page.get_by_role("heading", level=1).inner_text() == "Burglary"


def test_demo_holds_every_kind_and_format(walker: Walker) -> None:
    answer = read_json(f"{walker.library.url}/api/v1/search?size=1")

    assert answer["total"] >= 150
    facets = {
        name: {entry["value"] for entry in entries} for name, entries in answer["facets"].items()
    }
    assert {"dvd", "cd", "print", "download", "usb", "stream"} <= facets["format"]
    assert {"video", "audio", "guide", "report", "curriculum", "toolkit"} <= facets["kind"]
    assert len(facets["topic"]) >= 30


@pytest.mark.parametrize("has_scripts", [True, False])
def test_visitor_on_a_small_screen(walker: Walker, browser: Browser, *, has_scripts: bool) -> None:
    size = ViewportSize(width=320, height=640)
    with browser.new_context(java_script_enabled=has_scripts, viewport=size) as context:
        page = context.new_page()
        for path in ("/", "/search/", "/resources/COPS-DVD101/", "/distribution/"):
            if has_scripts:  # without them the accessibility checker cannot run either
                Walker(page, walker.library).visit(path)
            else:
                page.goto(walker.library.url + path)
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{path} is {overflow} px too wide"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_menu_begins_under_the_name(walker: Walker, browser: Browser, *, has_scripts: bool) -> None:
    size = ViewportSize(width=1280, height=900)
    with browser.new_context(java_script_enabled=has_scripts, viewport=size) as context:
        page = context.new_page()
        page.goto(walker.library.url)
        name, first = (
            page.locator(part).first.bounding_box()
            for part in (".library-logo", ".usa-nav-link span")
        )
        assert name is not None
        assert first is not None
        assert abs(name["x"] - first["x"]) < 2
