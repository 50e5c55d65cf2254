"""A visitor looks around the library."""

import re

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


def test_visitor_without_scripts_on_a_small_screen(walker: Walker) -> None:
    page = walker.page
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/search/?q=burglary", "/resources/COPS-DVD101/", "/distribution/"):
        walker.visit(path)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{path} is {overflow} px too wide"
