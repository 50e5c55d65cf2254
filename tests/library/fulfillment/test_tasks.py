"""What the worker does for the warehouse by the clock."""

import pytest
import time_machine

from library.fulfillment.models import Scan
from library.fulfillment.tasks import forget_scans
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock
from tests.factories.waves import scan, scan_all

pytestmark = pytest.mark.django_db


def test_scans_are_forgotten_and_what_they_did_stays() -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    number = str(shipment.lines.get().order_line.resource.product_number)
    ana = make_clerk("ana")
    with time_machine.travel("2026-10-01T12:00:00Z", tick=False):
        scan_all(ana, shipment.number, number)
    with time_machine.travel("2026-11-02T12:00:00Z", tick=False):
        kept = scan(ana, number)
        forget_scans(timestamp=0)
    assert list(Scan.objects.all()) == [kept]
    assert shipment.lines.get().packed == 2
