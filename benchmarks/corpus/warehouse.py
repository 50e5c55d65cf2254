"""A warehouse with years of work behind it: agencies, shelves, orders at every stage.

Rows are written in bulk, past the services, as the services would have left them: every balance is
the sum of its movements, every set-aside copy lies in an open parcel. Names are made up.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, count
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from library.catalog.enums import Format, Kind
from library.catalog.models import Resource
from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.states import ShipmentState
from library.inventory.enums import MovementKind
from library.inventory.models import Movement, StockItem
from library.orders.addresses import PLACES
from library.orders.enums import AgencyType, EventKind
from library.orders.models import Agency, Order, OrderEvent, OrderLine, Recipient
from library.orders.services.references import ALPHABET, LENGTH
from library.orders.states import OrderState

_BATCH = 5_000
_YEARS = 5
_SHELVES = 3_000
_RECEIVED = 1_000_000
_EMPTY = 40  # titles that have run out
_TOWNS = ("Alder", "Bay", "Cedar", "Dover", "Elk", "Fair", "Glen", "Haven", "Iron", "Juniper")
_ENDINGS = ("ton", "field", "ville", " Creek", " Falls", "burg", "port", " Springs")
_KINDS = ("Police Department", "County Sheriff", "Campus Police", "Tribal Police", "Coalition")

# Out of a hundred orders: how many stand where. The rest has been shipped.
_SHARES = {
    "placed": 5, "in_review": 1, "approved": 3, "back_ordered": 2, "to_pick": 2, "to_ship": 2,
    "declined": 3, "cancelled": 2,
}  # fmt: skip
_STATES = {
    "placed": OrderState.PLACED,
    "in_review": OrderState.IN_REVIEW,
    "approved": OrderState.APPROVED,
    "back_ordered": OrderState.IN_FULFILLMENT,
    "to_pick": OrderState.IN_FULFILLMENT,
    "to_ship": OrderState.IN_FULFILLMENT,
    "declined": OrderState.DECLINED,
    "cancelled": OrderState.CANCELLED,
    "shipped": OrderState.COMPLETED,
}
_ALLOCATED = (EventKind.APPROVED, EventKind.ALLOCATED)
_HISTORIES = {
    "in_review": (EventKind.HELD,),
    "declined": (EventKind.DECLINED,),
    "cancelled": (EventKind.APPROVED, EventKind.CANCELLED),
    "approved": (EventKind.APPROVED,),
    "back_ordered": (EventKind.APPROVED, EventKind.BACK_ORDERED),
    "to_pick": _ALLOCATED,
    "to_ship": (*_ALLOCATED, EventKind.PICKED),
    "shipped": (*_ALLOCATED, EventKind.PICKED, EventKind.SHIPPED, EventKind.COMPLETED),
}
_PARCELS = {
    "to_pick": ShipmentState.ALLOCATED,
    "to_ship": ShipmentState.PICKED,
    "shipped": ShipmentState.SHIPPED,
}


@dataclass
class _Writer:
    """Numbers the rows and writes them in batches."""

    chance: random.Random
    numbers: Iterator[int]

    def number(self, prefix: str) -> str:
        value, text = next(self.numbers), ""
        for _ in range(LENGTH):
            value, place = divmod(value, len(ALPHABET))
            text = ALPHABET[place] + text
        return f"{prefix}-{text}"


def fill_warehouse(orders: int) -> None:
    """Fill an empty database with so many orders and everything they rest on."""
    writer = _Writer(random.Random(1994), count(10**9))  # noqa: S311 - the same each time
    items = _fill_shelves(writer)
    agencies = _fill_agencies(writer, most=max(orders // 8, 100))
    for stages in batched(_stages(orders), _BATCH, strict=False):
        _fill_orders(writer, stages, agencies, items)
    _set_aside()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _stages(orders: int) -> list[tuple[str, datetime]]:
    """Return the stage of each order and when it was placed, the oldest first."""
    begun = timezone.now() - timedelta(days=365 * _YEARS)
    step = timedelta(days=365 * _YEARS) / orders
    open_stages = [stage for stage, share in _SHARES.items() for _ in range(orders * share // 100)]
    closed = ["shipped"] * (orders - len(open_stages))
    random.Random(5).shuffle(open_stages)  # noqa: S311 - the same each time
    return [(stage, begun + step * place) for place, stage in enumerate([*closed, *open_stages])]


def _fill_shelves(writer: _Writer) -> list[StockItem]:
    resources = _save(
        Resource,
        (
            Resource(
                product_number=f"COPS-W{number:05}",
                title=f"{writer.chance.choice(_TOWNS)} guide to {number} problems of policing",
                slug=f"cops-w{number:05}",
                kind=Kind.GUIDE,
                format=Format.PRINT,
            )
            for number in range(_SHELVES)
        ),
    )
    items = _save(
        StockItem,
        (
            StockItem(resource=resource, bin_location=f"{chr(65 + place % 26)}-{place // 26:03}")
            for place, resource in enumerate(resources)
        ),
    )
    _save(
        Movement,
        (
            Movement(item=item, kind=MovementKind.RECEIPT, quantity=_RECEIVED, document="PO-1")
            for item in items[_EMPTY:]
        ),
    )
    return items


def _fill_agencies(writer: _Writer, *, most: int) -> list[Agency]:
    chance = writer.chance
    states, types = sorted(PLACES), list(AgencyType)
    rows = []
    for number in range(most):
        place = chance.choice(_TOWNS) + chance.choice(_ENDINGS)
        name = f"{place} {chance.choice(_KINDS)} {number}"
        rows.append(
            Agency(
                name=name,
                normalized_name=name.lower(),
                agency_type=chance.choice(types),
                city=place,
                state=chance.choice(states),
            )
        )
    return _save(Agency, rows)


def _fill_orders(
    writer: _Writer,
    stages: Iterable[tuple[str, datetime]],
    agencies: list[Agency],
    items: list[StockItem],
) -> None:
    rows = [(stage, _order(writer, stage, at, agencies)) for stage, at in stages]
    _save(Order, (order for _, order in rows))
    _save(Recipient, (_recipient(order) for _, order in rows))
    lines = {order.pk: _lines(writer, stage, order, items) for stage, order in rows}
    _save(OrderLine, (line for some in lines.values() for line in some))
    _save(OrderEvent, (event for stage, order in rows for event in _events(stage, order)))
    parcels = [
        _parcel(writer, stage, order)
        for stage, order in rows
        if stage in _PARCELS or (stage == "back_ordered" and writer.chance.random() < 0.5)  # noqa: PLR2004
    ]
    _save(Shipment, parcels)
    _save(
        ShipmentLine,
        (
            ShipmentLine(shipment=parcel, order_line=line, quantity=line.shipped or line.allocated)
            for parcel in parcels
            for line in lines[parcel.order_id]
            if line.shipped or line.allocated
        ),
    )
    shelf = {item.resource_id: item for item in items}
    _save(
        Movement,
        (
            Movement(
                item=shelf[line.resource_id],
                kind=MovementKind.SHIPMENT,
                quantity=-line.shipped,
                occurred_at=parcel.shipped_at or parcel.created_at,
                document=parcel.number,
            )
            for parcel in parcels
            for line in lines[parcel.order_id]
            if line.shipped
        ),
    )


def _order(writer: _Writer, stage: str, at: datetime, agencies: list[Agency]) -> Order:
    agency = writer.chance.choice(agencies)
    ended = stage in {"shipped", "declined", "cancelled"}
    return Order(
        reference=writer.number("R"),
        idempotency_key=UUID(int=writer.chance.getrandbits(128)),
        state=_STATES[stage],
        agency=agency,
        ship_to_state=agency.state,
        delivery_point=f"{writer.chance.getrandbits(200):064x}",
        placed_at=at,
        completed_at=at + timedelta(days=4) if ended else None,
    )


def _recipient(order: Order) -> Recipient:
    return Recipient(
        order=order,
        name="Pat Example",
        email="orders@agency.example",
        organization=order.agency.name,
        street1=f"{order.pk} Main Street",
        city=order.agency.city,
        state=order.ship_to_state,
        postal_code="22150",
    )


def _lines(writer: _Writer, stage: str, order: Order, items: list[StockItem]) -> list[OrderLine]:
    chance = writer.chance
    chosen = chance.sample(items[_EMPTY:], chance.choice((1, 1, 2, 3, 4)))
    if stage == "back_ordered":
        chosen.append(items[chance.randrange(_EMPTY)])
    return [_line(stage, order, item, chance.choice((1, 5, 10, 25))) for item in chosen]


def _line(stage: str, order: Order, item: StockItem, copies: int) -> OrderLine:
    line = OrderLine(order=order, resource_id=item.resource_id, requested=copies)
    if stage in {"placed", "in_review", "declined"}:
        return line
    line.approved = copies
    match stage:
        case "cancelled":
            line.cancelled = copies
        case "shipped":
            line.shipped = copies
        case "to_pick" | "to_ship":
            line.allocated = copies
        case "back_ordered":
            line.back_ordered = copies
    return line


def _events(stage: str, order: Order) -> Iterator[OrderEvent]:
    for hours, kind in enumerate((EventKind.PLACED, *_HISTORIES.get(stage, ()))):
        yield OrderEvent(
            order=order, kind=kind, occurred_at=order.placed_at + timedelta(hours=hours)
        )


def _parcel(writer: _Writer, stage: str, order: Order) -> Shipment:
    state = _PARCELS.get(stage, ShipmentState.CANCELLED)
    made = order.placed_at + timedelta(hours=2)
    shipped = state == ShipmentState.SHIPPED
    return Shipment(
        number=writer.number("S"),
        order=order,
        state=state,
        carrier="usps" if shipped else "",
        tracking_number=f"94001{order.pk:017d}" if shipped else "",
        created_at=made,
        state_changed_at=made,
        shipped_at=made + timedelta(days=1) if shipped else None,
    )


def _set_aside() -> None:
    """Let each shelf hold what its open lines have been given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_stockitem AS item SET allocated = held.copies FROM ("
            "SELECT resource_id, sum(allocated) AS copies FROM orders_orderline"
            " GROUP BY resource_id) AS held"
            " WHERE held.resource_id = item.resource_id AND held.copies > 0"
        )


def _save[M: Model](model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(list(rows), batch_size=_BATCH)  # noqa: SLF001
