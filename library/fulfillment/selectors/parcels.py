"""Orders and their parcels, as the workbench, the paper and the public page need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import F, Prefetch, QuerySet, Sum
from django.db.models.functions import Coalesce

from library.fulfillment.enums import Carrier
from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.states import ShipmentState
from library.inventory.selectors import allocated_by_resource
from library.orders.models import Order, OrderLine

_TRACKING_ADDRESSES = {
    Carrier.USPS: "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
    Carrier.UPS: "https://www.ups.com/track?tracknum=",
    Carrier.FEDEX: "https://www.fedex.com/fedextrack/?trknbr=",
}


@dataclass(frozen=True, slots=True)
class PublicShipment:
    """What whoever follows an order may know of a parcel. Holds no personal data."""

    number: str
    state: str
    state_label: str
    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Misallocation:
    """A shelf whose set-aside copies are not those of the open parcels."""

    resource_id: int
    allocated: int
    in_open_shipments: int


def order_by_reference() -> QuerySet[Order]:
    """Return orders with agency and recipient, to take one from: personal data."""
    return Order.objects.select_related("agency", "recipient")


def lines_of_order(*, order_id: int) -> QuerySet[OrderLine]:
    """Return an order's lines with titles, bins and `on_shelf`, the copies free to promise."""
    item = "resource__stock_item__"
    free = F(f"{item}on_hand") - F(f"{item}allocated") - F(f"{item}buffer")
    return (
        OrderLine.objects.filter(order_id=order_id)
        .select_related("resource", "ordered_as")
        .annotate(on_shelf=Coalesce(free, 0), bin_location=F(f"{item}bin_location"))
        .order_by("pk")
    )


def shipments_of_order(*, order_id: int) -> QuerySet[Shipment]:
    """Return an order's parcels, the oldest first, with their lines in the order of the bins."""
    return (
        Shipment.objects.filter(order_id=order_id)
        .select_related("shipped_by", "state_changed_by")
        .prefetch_related(Prefetch("lines", queryset=_lines_by_bin()), "returns__lines")
        .order_by("created_at", "pk")
    )


def shipments_for_labels(*, shipment_ids: Iterable[int]) -> QuerySet[Shipment]:
    """Return parcels with order, wave and recipient by their places: personal data."""
    rows = Shipment.objects.filter(pk__in=list(shipment_ids))
    return rows.select_related("wave", "order__recipient").order_by("wave_position", "pk")


def shipments_for_slips(*, shipment_ids: Iterable[int]) -> QuerySet[Shipment]:
    """Return the same with their lines in the order of the bins, and their orders' lines."""
    ordered = OrderLine.objects.select_related("resource").order_by("pk")
    return shipments_for_labels(shipment_ids=shipment_ids).prefetch_related(
        Prefetch("lines", queryset=_lines_by_bin()), Prefetch("order__lines", queryset=ordered)
    )


def public_shipments(*, order_id: int) -> list[PublicShipment]:
    """Return the parcels of an order that have not been given up, without personal data."""
    shipments = Shipment.objects.filter(order_id=order_id).exclude(state=ShipmentState.CANCELLED)
    return [
        PublicShipment(
            number=shipment.number,
            state=shipment.state,
            state_label=shipment.get_state_display(),
            carrier=shipment.get_carrier_display(),
            tracking_number=shipment.tracking_number,
            tracking_url=tracking_url(shipment.carrier, shipment.tracking_number),
            shipped_at=shipment.shipped_at,
        )
        for shipment in shipments.order_by("created_at", "pk")
    ]


def tracking_url(carrier: str, tracking_number: str) -> str:
    """Return the carrier's page on a parcel, or an empty text where there is none."""
    address = _TRACKING_ADDRESSES.get(Carrier(carrier)) if carrier else None
    return address + quote(tracking_number, safe="") if address and tracking_number else ""


def misallocations() -> list[Misallocation]:
    """Return every shelf whose set-aside copies differ from those in open parcels."""
    held = dict(
        ShipmentLine.objects.filter(
            shipment__state__in=(ShipmentState.ALLOCATED, ShipmentState.PICKED)
        )
        .order_by()
        .values_list("order_line__resource_id")
        .annotate(Sum("quantity"))
    )
    shelves = allocated_by_resource()
    return [
        Misallocation(resource_id, shelves.get(resource_id, 0), held.get(resource_id, 0))
        for resource_id in sorted(shelves.keys() | held.keys())
        if shelves.get(resource_id, 0) != held.get(resource_id, 0)
    ]


def _lines_by_bin() -> QuerySet[ShipmentLine]:
    resource = "order_line__resource__"
    return ShipmentLine.objects.select_related(
        f"{resource}stock_item", "order_line__ordered_as"
    ).order_by(f"{resource}stock_item__bin_sort", f"{resource}product_number", "pk")


def references_of(*, shipment_ids: Iterable[int]) -> list[str]:
    """Return the references of the orders that parcels belong to."""
    parcels = Shipment.objects.filter(pk__in=list(shipment_ids)).order_by("pk")
    return list(parcels.values_list("order__reference", flat=True))
