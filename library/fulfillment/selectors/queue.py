"""The queue: what waits at which stage, the first placed first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.fulfillment.enums import Stage
from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.states import ShipmentState
from library.lists.counting import Counted, count_of
from library.orders.models import Order, OrderLine
from library.orders.selectors import called, midnight
from library.orders.states import OPEN_STATES, TO_DECIDE, OrderState

SHIPMENT_STAGES = {  # at these it is parcels that wait
    Stage.PICK: ShipmentState.ALLOCATED,
    Stage.SHIP: ShipmentState.PICKED,
}
_ORDER_STATES = {
    Stage.APPROVE: TO_DECIDE,
    Stage.ALLOCATE: {OrderState.APPROVED},
    Stage.BACK_ORDERED: {OrderState.IN_FULFILLMENT},
}
# What carriers' numbers have in common, spaces and hyphens taken out.
_TRACKING = re.compile(r"(?=(.*\d){8})[0-9A-Z]{10,40}")
# A line has copies that no parcel holds. Written as the index of open lines has it.
_IS_OPEN = Q(approved__gt=F("allocated") + F("shipped") + F("cancelled"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; a field left empty narrows nothing."""

    agency: str = ""
    state: str = ""
    older_than_days: int | None = None


def orders_to_allocate() -> QuerySet[Order]:
    """Return the orders with approved copies that no parcel holds yet, the first placed first."""
    orders = Order.objects.filter(Exists(_open_lines()), state__in=OPEN_STATES)
    return orders.order_by("placed_at", "pk")


def copies_waited_for_before(*, order: Order, resource_ids: Iterable[int]) -> dict[int, int]:
    """Return, by resource, the approved copies that orders placed before this one wait for."""
    placed_before = Q(order__placed_at__lt=order.placed_at) | Q(
        order__placed_at=order.placed_at, order__pk__lt=order.pk
    )
    return _waited_for(OrderLine.objects.filter(placed_before), resource_ids)


def copies_waited_for(*, resource_ids: Iterable[int], besides: Order) -> dict[int, int]:
    """Return, by resource, the approved copies that orders other than this one wait for."""
    return _waited_for(OrderLine.objects.exclude(order=besides), resource_ids)


def open_lines_in_turn(*, resource_ids: Iterable[int]) -> Iterable[tuple[int, int, int]]:
    """Yield order, resource and open copies of the lines that wait, the first placed first."""
    lines = OrderLine.objects.filter(
        _IS_OPEN, order__state__in=OPEN_STATES, resource__in=list(resource_ids)
    ).annotate(open=F("approved") - F("allocated") - F("shipped") - F("cancelled"))
    in_turn = lines.order_by("order__placed_at", "order_id", "pk")
    return in_turn.values_list("order_id", "resource_id", "open")


def _waited_for(lines: QuerySet[OrderLine], resource_ids: Iterable[int]) -> dict[int, int]:
    waiting = lines.filter(_IS_OPEN, order__state__in=OPEN_STATES, resource__in=list(resource_ids))
    copies = F("approved") - F("allocated") - F("shipped") - F("cancelled")
    sums = waiting.order_by().values("resource").annotate(copies=Sum(copies))
    return dict(sums.values_list("resource", "copies"))


def queue_counts(*, filters: Filters) -> dict[Stage, Counted]:
    """Return how much waits at every stage, no further than is counted. A statement a stage."""
    return {stage: count_of(queue(stage=stage, filters=filters)) for stage in Stage}


def waiting_since(*, filters: Filters) -> dict[Stage, datetime | None]:
    """Return when the order at the head of every stage was placed. A statement a stage."""
    return {stage: _head_of(stage, filters) for stage in Stage}


def _head_of(stage: Stage, filters: Filters) -> datetime | None:
    placed = "order__placed_at" if stage in SHIPMENT_STAGES else "placed_at"
    return queue(stage=stage, filters=filters).values_list(placed, flat=True).first()


def queue(*, stage: Stage, filters: Filters) -> QuerySet[Any]:
    """Return the orders or parcels at a stage, the first placed first.

    `queue_with_sums` adds what a page of them shows.
    """
    if stage in SHIPMENT_STAGES:
        # An open parcel's order is in fulfillment. Said so, the database looks at those alone.
        shipments = Shipment.objects.filter(
            state=SHIPMENT_STAGES[stage], order__state=OrderState.IN_FULFILLMENT
        )
        return _narrowed(shipments, filters, "order__").order_by("order__placed_at", "pk")
    return _narrowed(Order.objects.filter(_waits_at(stage)), filters, "").order_by(
        "placed_at", "pk"
    )


def queue_with_sums(*, stage: Stage, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add `copies`, `titles` and, for orders, `has_arrived` to rows of the queue."""
    if stage in SHIPMENT_STAGES:
        return parcels_with_sums(rows)
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    still_open = F("approved") - F("allocated") - F("shipped")
    wanted = F("requested") if stage == Stage.APPROVE else still_open
    copies = wanted - F("cancelled")
    rows = rows.select_related("agency").annotate(
        copies=_sum_of(lines, Sum(copies)), titles=_sum_of(lines, Count("pk"))
    )
    if stage == Stage.BACK_ORDERED:
        rows = rows.annotate(has_arrived=Exists(_arrived_lines()))
    return rows


def parcels_found(
    *,
    q: str = "",
    state: str = "",
    carrier: str = "",
    ship_to: str = "",
    shipped_from: date | None = None,
    shipped_to: date | None = None,
) -> QuerySet[Shipment]:
    """Return the parcels that fit; what is left empty narrows nothing.

    `q` begins the number of a parcel or an order, or is a whole tracking number, or stands in an
    agency's name. The days are Washington's, both included.
    """
    exact = {"state": state, "carrier": carrier, "order__ship_to_state": ship_to}
    parcels = Shipment.objects.filter(**{name: value for name, value in exact.items() if value})
    if q:
        parcels = parcels.filter(_called(q))
    if shipped_from:
        parcels = parcels.filter(shipped_at__gte=midnight(shipped_from))
    if shipped_to:
        parcels = parcels.filter(shipped_at__lt=midnight(shipped_to + timedelta(days=1)))
    return parcels


def _called(text: str) -> Q:
    if text.upper().startswith("S-"):
        return Q(number__startswith=text.upper())
    number = re.sub(r"[\s-]", "", text).upper()
    if _TRACKING.fullmatch(number):
        return Q(tracking_number=number)
    return called(text, path="order__")


def parcels_with_sums(parcels: QuerySet[Shipment]) -> QuerySet[Shipment]:
    """Add order, agency, `copies` and `titles` to parcels for a list."""
    lines = ShipmentLine.objects.filter(shipment=OuterRef("pk")).order_by().values("shipment")
    return parcels.select_related("order__agency").annotate(
        copies=_sum_of(lines, Sum("quantity")), titles=_sum_of(lines, Count("pk"))
    )


def next_order_id(*, stage: Stage, filters: Filters, after: int) -> int | None:
    """Return the key of the first other order that waits at a stage, or None."""
    key = "order_id" if stage in SHIPMENT_STAGES else "pk"
    rows = queue(stage=stage, filters=filters).exclude(**{key: after})
    return rows.values_list(key, flat=True).first()


def _sum_of(lines: QuerySet[Any], figure: Aggregate) -> Coalesce:
    """Return a figure over the lines of one row: asked for the rows of a page alone."""
    return Coalesce(Subquery(lines.annotate(figure=figure).values("figure")), 0)


def _arrived_lines() -> QuerySet[OrderLine]:
    """Return the open lines whose shelf has copies again."""
    item = "resource__stock_item__"
    on_shelf = {f"{item}on_hand__gt": F(f"{item}allocated") + F(f"{item}buffer")}
    return _open_lines().filter(**on_shelf)


def _waits_at(stage: Stage) -> Q:
    condition = Q(state__in=_ORDER_STATES[stage])
    if stage == Stage.BACK_ORDERED:
        condition &= Q(Exists(_open_lines()))
    return condition


def _open_lines() -> QuerySet[OrderLine]:
    """Return, inside a query over orders, the lines with copies that no parcel holds."""
    return OrderLine.objects.filter(_IS_OPEN, order=OuterRef("pk"))


def _narrowed[M: Model](rows: QuerySet[M], filters: Filters, path: str) -> QuerySet[M]:
    if filters.agency:
        rows = rows.filter(**{f"{path}agency__name__icontains": filters.agency})
    if filters.state:
        rows = rows.filter(**{f"{path}ship_to_state": filters.state})
    if filters.older_than_days is not None:
        placed_before = timezone.now() - timedelta(days=filters.older_than_days)
        rows = rows.filter(**{f"{path}placed_at__lte": placed_before})
    return rows
