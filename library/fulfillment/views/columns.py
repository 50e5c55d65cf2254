"""What the lists of fulfillment show of orders and parcels."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from library.fulfillment.enums import Stage
from library.fulfillment.models import Shipment
from library.lists.columns import Column
from library.orders.models import Order


def order_columns(stage: Stage, place: dict[str, str]) -> tuple[Column, ...]:
    """Return the columns of a stage at which orders wait; its links remember the place."""
    arrived = Column("stock", "Stock", _arrival)
    return (
        Column("reference", "Order", lambda order: order.reference, ("reference",), _link(place)),
        Column("agency", "Agency", _agency, ("agency__name",)),
        Column("ship_to", "Ships to", _ships_to, ("ship_to_state",)),
        Column("titles", "Titles", lambda order: order.titles),
        Column("copies", "Copies", lambda order: order.copies),
        Column("placed", "Placed", lambda order: order.placed_at, ("placed_at",)),
        Column("days", "Days waiting", _days),
        *((arrived,) if stage == Stage.BACK_ORDERED else ()),
    )


def shipment_columns(place: dict[str, str]) -> tuple[Column, ...]:
    """Return the columns of a stage at which parcels wait."""
    return (
        Column("number", "Shipment", lambda parcel: parcel.number, ("number",), _link(place)),
        Column("reference", "Order", lambda parcel: parcel.order.reference, ("order__reference",)),
        Column("agency", "Agency", _agency, ("order__agency__name",)),
        Column("ship_to", "Ships to", _ships_to, ("order__ship_to_state",)),
        Column("titles", "Titles", lambda parcel: parcel.titles),
        Column("copies", "Copies", lambda parcel: parcel.copies),
        Column("placed", "Placed", lambda parcel: parcel.order.placed_at, ("order__placed_at",)),
        Column("days", "Days waiting", _days),
    )


def _ships_to(row: Order | Shipment) -> str:
    return _order(row).ship_to_state


def _agency(row: Order | Shipment) -> str:
    return _order(row).agency.name


def _link(place: dict[str, str]) -> Callable[[Any], str]:
    query = f"?{urlencode(place)}" if place else ""
    return lambda row: reverse("fulfillment:order", args=(_order(row).reference,)) + query


def _order(row: Order | Shipment) -> Order:
    return row.order if isinstance(row, Shipment) else row


def _days(row: Order | Shipment) -> int:
    return (timezone.now() - _order(row).placed_at).days


def _arrival(order: Any) -> str:  # noqa: ANN401 - annotated with `has_arrived`
    return "Copies have arrived" if order.has_arrived else "Still out"


ALL_SHIPMENTS = (
    *(column for column in shipment_columns({}) if column.name not in {"placed", "days"}),
    Column("state", "State", lambda parcel: parcel.get_state_display(), ("state",)),
    Column("carrier", "Carrier", lambda parcel: parcel.get_carrier_display(), ("carrier",)),
    Column("tracking", "Tracking number", lambda parcel: parcel.tracking_number),
    Column("made", "Made up", lambda parcel: parcel.created_at, ("created_at",)),
    Column("shipped", "Shipped", lambda parcel: parcel.shipped_at, ("shipped_at",)),
)

WAVES = (
    Column(
        "number",
        "Wave",
        lambda wave: wave.number,
        ("number",),
        lambda wave: reverse("fulfillment:wave", args=(wave.number,)),
    ),
    Column("state", "State", lambda wave: wave.get_state_display(), ("state",)),
    Column("parcels", "Parcels", lambda wave: wave.parcels),
    Column("still", "Still to pack", lambda wave: wave.still),
    Column("made", "Made", lambda wave: wave.created_at, ("created_at",)),
    Column("by", "By", lambda wave: wave.created_by.get_username() if wave.created_by else ""),
)
