"""Copies that left, came back or were counted before this system, brought there by the services."""

from datetime import datetime

from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from library.catalog.models import Resource
from library.distribution.models import BaselineEntry
from library.fulfillment.models import Shipment
from library.fulfillment.services import ship_shipment
from library.inventory import ledger
from tests.factories.fulfillment import make_picked_shipment
from tests.factories.inventory import make_stock


class BaselineEntryFactory(DjangoModelFactory[BaselineEntry]):
    """A thousand copies in a fiscal year that a document names."""

    class Meta:
        model = BaselineEntry

    source = "Yearly summary"
    period = Sequence(lambda n: f"Fiscal year {2000 + n}")
    fiscal_year = Sequence(lambda n: 2000 + n)
    copies = 1000


def make_shelf(*, copies: int = 1000, resource: Resource | None = None) -> int:
    """Return the key of a resource with so many copies on its shelf."""
    return int(make_stock(on_hand=copies, resource=resource).resource_id)


def send_parcel(
    resource_id: int, copies: int, *, state: str = "VA", shipped_at: datetime | None = None
) -> Shipment:
    """Return a parcel that left."""
    shipment = make_picked_shipment({resource_id: copies}, state=state)
    return ship_shipment(
        shipment_id=shipment.pk,
        actor=None,
        carrier="usps",
        tracking_number="9400 1",
        shipped_at=shipped_at,
    )


def hand_out(resource_id: int, copies: int, *, occurred_at: datetime | None = None) -> None:
    """Give copies away at an event."""
    ledger.hand_out(
        resource_id=resource_id, quantity=copies, document="event 1", occurred_at=occurred_at
    )


def take_back(resource_id: int, copies: int, *, occurred_at: datetime | None = None) -> None:
    """Let copies come back."""
    ledger.take_back(
        resource_id=resource_id, quantity=copies, document="return 1", occurred_at=occurred_at
    )
