"""The panel that a clerk sees first: every stage with what waits there and since when."""

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.fulfillment.views.home import WaitingPanel
from library.orders.models import Order
from tests.factories.fulfillment import make_clerk, make_editor, make_order, make_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def panel(client: Client) -> BeautifulSoup:
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = page.find(id="waiting-section")
    assert found is not None
    return BeautifulSoup(str(found), "html.parser")


@time_machine.travel(datetime(2026, 3, 9, 15, tzinfo=UTC), tick=False)
def test_every_stage_leads_to_what_waits_there(client: Client) -> None:
    orders = [make_order({make_stock().resource_id: 1}) for _ in range(2)]
    make_shipment({make_stock(on_hand=9).resource_id: 1})
    Order.objects.filter(pk=orders[1].pk).update(placed_at=datetime(2026, 3, 2, 15, tzinfo=UTC))
    client.force_login(make_clerk())
    rows = {
        cells[0]: cells[1:]
        for row in panel(client).select("tbody tr")
        if (cells := [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])])
    }
    assert rows == {
        "To approve": ["2", "March 2, 2026 (1\xa0week)"],
        "To allocate": ["0", "—"],
        "Back-ordered": ["0", "—"],
        "To pick": ["1", "March 9, 2026 (0\xa0minutes)"],
        "To ship": ["0", "—"],
    }
    assert panel(client).select_one('a[href="/admin/fulfillment/?stage=approve"]')


def test_the_review_desk_is_told_too(client: Client) -> None:
    client.force_login(make_clerk())
    text = " ".join(panel(client).get_text().split())
    assert "Review desk : 0 to decide, 0 waiting for an answer." in text.replace(":", " :")


def test_it_spends_two_statements_a_stage_and_one_for_the_desk(client: Client) -> None:
    make_order({make_stock().resource_id: 1})
    with CaptureQueriesContext(connection) as captured:
        WaitingPanel().get_context_data({})
    assert len(captured) == 11


def test_an_editor_has_no_such_panel(client: Client) -> None:
    client.force_login(make_editor())
    assert b"waiting-section" not in client.get("/admin/").content
