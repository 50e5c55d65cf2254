"""The queue: what waits at which stage, the first placed first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.fulfillment.enums import Stage
from library.fulfillment.models import Shipment
from library.fulfillment.states import ShipmentState
from library.orders.models import Order, OrderLine
from library.orders.states import OPEN_STATES, TO_DECIDE, OrderState

_SHIPMENT_STAGES = {
    Stage.PICK: ShipmentState.ALLOCATED,
    Stage.SHIP: ShipmentState.PICKED,
}
_ORDER_STATES = {
    Stage.APPROVE: TO_DECIDE,
    Stage.ALLOCATE: {OrderState.APPROVED},
    Stage.BACK_ORDERED: {OrderState.IN_FULFILLMENT},
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; a field left empty narrows nothing."""

    agency: str = ""
    state: str = ""
    older_than_days: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: an order, and its parcel where it has come that far."""

    order: Order
    shipment: Shipment | None
    copies: int
    titles: int
    has_arrived: bool  # copies it waits for are on the shelf


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


def _waited_for(lines: QuerySet[OrderLine], resource_ids: Iterable[int]) -> dict[int, int]:
    waiting = lines.filter(order__state__in=OPEN_STATES, resource__in=list(resource_ids))
    copies = F("approved") - F("allocated") - F("shipped") - F("cancelled")
    sums = waiting.order_by().values("resource").annotate(copies=Sum(copies))
    return dict(sums.values_list("resource", "copies"))


def queue_counts(*, filters: Filters) -> dict[Stage, int]:
    """Return how much waits at every stage. Two statements."""
    of_orders = {stage.name: Count("pk", filter=_waits_at(stage)) for stage in _ORDER_STATES}
    of_shipments = {
        stage.name: Count("pk", filter=Q(state=state)) for stage, state in _SHIPMENT_STAGES.items()
    }
    counts = _narrowed(Order.objects.all(), filters, "").aggregate(**of_orders)
    counts |= _narrowed(Shipment.objects.all(), filters, "order__").aggregate(**of_shipments)
    return {stage: counts[stage.name] for stage in Stage}


def queue(*, stage: Stage, filters: Filters) -> QuerySet[Any]:
    """Return the orders or parcels at a stage; `as_rows` makes rows of a page of them."""
    if stage in _SHIPMENT_STAGES:
        return _shipments_at(stage, filters)
    return _orders_at(stage, filters)


def as_rows(page: list[Any]) -> list[Row]:
    """Return rows for a page of the queue, from what the queue annotated."""
    return [
        Row(
            order=entry.order if isinstance(entry, Shipment) else entry,
            shipment=entry if isinstance(entry, Shipment) else None,
            copies=entry.copies,
            titles=entry.titles,
            has_arrived=getattr(entry, "has_arrived", False),
        )
        for entry in page
    ]


def next_order_id(*, stage: Stage, filters: Filters, after: int) -> int | None:
    """Return the key of the first other order that waits at a stage, or None."""
    key = "order_id" if stage in _SHIPMENT_STAGES else "pk"
    rows = queue(stage=stage, filters=filters).exclude(**{key: after})
    return rows.values_list(key, flat=True).first()


def _orders_at(stage: Stage, filters: Filters) -> QuerySet[Order]:
    still_open = F("lines__approved") - F("lines__allocated") - F("lines__shipped")
    wanted = F("lines__requested") if stage == Stage.APPROVE else still_open
    copies = wanted - F("lines__cancelled")
    item = "resource__stock_item__"
    arrived = _open_lines().filter(
        **{f"{item}on_hand__gt": F(f"{item}allocated") + F(f"{item}buffer")}
    )
    return (
        _narrowed(Order.objects.filter(_waits_at(stage)), filters, "")
        .select_related("agency")
        .annotate(
            copies=Coalesce(Sum(copies), 0), titles=Count("lines"), has_arrived=Exists(arrived)
        )
        .order_by("placed_at", "pk")
    )


def _shipments_at(stage: Stage, filters: Filters) -> QuerySet[Shipment]:
    shipments = Shipment.objects.filter(state=_SHIPMENT_STAGES[stage])
    return (
        _narrowed(shipments, filters, "order__")
        .select_related("order__agency")
        .annotate(copies=Coalesce(Sum("lines__quantity"), 0), titles=Count("lines"))
        .order_by("order__placed_at", "pk")
    )


def _waits_at(stage: Stage) -> Q:
    condition = Q(state__in=_ORDER_STATES[stage])
    if stage == Stage.BACK_ORDERED:
        condition &= Q(Exists(_open_lines()))
    return condition


def _open_lines() -> QuerySet[OrderLine]:
    """Return, inside a query over orders, the lines with copies that no parcel holds."""
    held = F("allocated") + F("shipped") + F("cancelled")
    return OrderLine.objects.filter(order=OuterRef("pk"), approved__gt=held)


def _narrowed[M: Model](rows: QuerySet[M], filters: Filters, path: str) -> QuerySet[M]:
    if filters.agency:
        rows = rows.filter(**{f"{path}agency__name__icontains": filters.agency})
    if filters.state:
        rows = rows.filter(**{f"{path}ship_to_state": filters.state})
    if filters.older_than_days is not None:
        placed_before = timezone.now() - timedelta(days=filters.older_than_days)
        rows = rows.filter(**{f"{path}placed_at__lte": placed_before})
    return rows
