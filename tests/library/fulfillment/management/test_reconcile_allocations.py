"""reconcile_allocations proves what is set aside, and fails loudly where it cannot."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from library.inventory import ledger
from tests.factories.fulfillment import make_picked_shipment, make_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def test_open_parcels_prove_the_allocations() -> None:
    item, out = make_stock(on_hand=9), StringIO()
    make_shipment({item.resource_id: 2})
    make_picked_shipment({item.resource_id: 3})
    call_command("reconcile_allocations", stdout=out, json=True)
    assert json.loads(out.getvalue()) == {"misallocations": []}


def test_copies_set_aside_for_no_parcel_fail() -> None:
    item, out = make_stock(on_hand=9), StringIO()
    make_shipment({item.resource_id: 2})
    ledger.allocate(wanted={item.resource_id: 1})
    with pytest.raises(CommandError, match="do not prove"):
        call_command("reconcile_allocations", stdout=out)
    assert f"Resource {item.resource_id}: allocated 3, in open shipments 2." in out.getvalue()
