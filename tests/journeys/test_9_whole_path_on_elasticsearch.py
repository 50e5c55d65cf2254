"""The path from an imported record to a counted parcel, with a real Elasticsearch behind it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.ordering import order_copies
from tests.journeys.publishing import publish_dvd
from tests.journeys.shipping import ship_order
from tests.journeys.stack import Stack
from tests.journeys.walk import Walker, read_json, until

pytestmark = [pytest.mark.elastic, pytest.mark.browser]


def test_from_record_to_counted_parcel(
    page: Page, library_on_elasticsearch: Stack, shared_data: Path
) -> None:
    library = library_on_elasticsearch
    walker = Walker(page, library)
    api = f"{library.url}/api/v1"

    file = str(shared_data / "marc" / "cops.mrc")
    assert json.loads(library.manage("import_records", file, "--json").stdout)["created"] > 90
    until(lambda: read_json(f"{api}/search?q=precursor+chemicals")["total"] >= 2)
    assert read_json(f"{api}/search")["engine"] == "elasticsearch"

    publish_dvd(walker, number="COPS-DVD901", title="Listening on the Night Shift")
    address = f"{api}/search?q=listening+night+shift"
    hit = until(lambda: next(iter(read_json(address)["hits"]), None), seconds=5)
    assert hit["product_number"] == "COPS-DVD901"
    page.context.clear_cookies()

    number = "COPS-P920"
    before = read_json(f"{api}/distribution")["totals"]["distributed"]
    order_copies(page, library.url, number=number, copies=12, look=walker.look)
    reference = re.search(r"R-[A-Z0-9]{8}", page.content())
    assert reference is not None
    walker.sign_in("clerk")
    ship_order(page, library.url, reference=reference.group())

    search = f"{api}/search?q={number}"
    until(lambda: read_json(search)["hits"][0]["availability"] == "back_order", seconds=2)
    facets = read_json(f"{api}/search?availability=back_order&size=100")
    assert number in {entry["product_number"] for entry in facets["hits"]}
    assert read_json(f"{api}/distribution")["totals"]["distributed"] == before + 12
    walker.visit("/search/?q=burglary&format=dvd")
    assert library.manage("check_index").returncode == 0
