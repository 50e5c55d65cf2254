"""What is known of orders, and of baskets before they are orders."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import (
    Aggregate,
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.utils import timezone

from library.catalog.models import Resource
from library.inventory.selectors import Stock, stock_of_many
from library.orders.addresses import Address, delivery_point
from library.orders.directory import agency_meant_by
from library.orders.enums import AgencyType, EventKind, LimitScope
from library.orders.limits import Asker, Excess, limits_of
from library.orders.models import Agency, Order, OrderEvent, OrderLine, StockNotice
from library.orders.states import GRANTED_STATES, OPEN_STATES

# A reference or its beginning, or the eight characters of one without its R: no word has digits.
_REFERENCE = re.compile(r"R-[0-9A-Z]{0,8}|(?=.*\d)[2-9A-HJKMNP-Z]{8}")


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A title in a basket, with what stands in its way."""

    resource: Resource
    quantity: int
    stock: Stock
    limit: int | None

    @property
    def can_be_ordered(self) -> bool:
        """Whether the title is still public and to be had."""
        return self.resource.is_public and self.stock.is_orderable

    @property
    def is_late(self) -> bool:
        """Whether fewer copies are there today than are asked for."""
        return self.can_be_ordered and self.stock.available < self.quantity


def basket_lines(*, quantities: Mapping[int, int]) -> list[BasketLine]:
    """Return a line for each resource that still exists, in the order given."""
    resources = Resource.objects.in_bulk(quantities)
    stock = stock_of_many(resources)
    limits = limits_of(resource_ids=resources)
    return [
        BasketLine(resources[pk], quantity, stock[pk], limits[pk])
        for pk, quantity in quantities.items()
        if pk in resources
    ]


def asker_of(*, organization: str, agency_type: AgencyType, address: Address) -> Asker:
    """Return who would ask: what is on record of the agency goes before what is said of it."""
    known = agency_meant_by(name=organization, state=address.state)
    return Asker(
        agency_type=AgencyType(known.agency_type) if known else agency_type,
        agency_id=known.pk if known else None,
        delivery_point=delivery_point(address),
    )


def is_known_there(*, asker: Asker) -> bool:
    """Return whether staff granted an order of this agency to this address before.

    Only then is whoever types both told what the agency has had: see docs/adr/0016.
    """
    granted = Order.objects.filter(
        agency=asker.agency_id, delivery_point=asker.delivery_point, state__in=GRANTED_STATES
    )
    return bool(asker.agency_id and asker.delivery_point) and granted.exists()


def order_by_token(*, token: UUID) -> Order | None:
    """Return the order that a link follows, with all that its page shows, or None."""
    lines = OrderLine.objects.select_related("resource", "ordered_as").order_by("pk")
    return (
        Order.objects.filter(follow_token=token)
        .select_related("recipient")
        .prefetch_related(
            Prefetch("lines", lines), Prefetch("events", OrderEvent.objects.all()), "questions"
        )
        .first()
    )


def order_by_key(*, idempotency_key: UUID) -> Order | None:
    """Return the order that a form was placed as, or None."""
    return Order.objects.filter(idempotency_key=idempotency_key).first()


def history_of(*, order_id: int) -> QuerySet[OrderEvent]:
    """Return what happened to an order, the oldest first, each with the mails that told of it."""
    events = OrderEvent.objects.filter(order_id=order_id).select_related("actor")
    return events.prefetch_related("mails")


def orders_found(
    *,
    q: str = "",
    state: str = "",
    agency_type: str = "",
    ship_to: str = "",
    placed_from: date | None = None,
    placed_to: date | None = None,
) -> QuerySet[Order]:
    """Return the orders that fit; what is left empty narrows nothing.

    `q` begins a reference or stands in an agency's name. The days are Washington's, both included.
    """
    exact = {"state": state, "agency__agency_type": agency_type, "ship_to_state": ship_to}
    orders = Order.objects.filter(**{name: value for name, value in exact.items() if value})
    if q:
        orders = orders.filter(called(q))
    if placed_from:
        orders = orders.filter(placed_at__gte=midnight(placed_from))
    if placed_to:
        orders = orders.filter(placed_at__lt=midnight(placed_to + timedelta(days=1)))
    return orders


def called(text: str, *, path: str = "") -> Q:
    """Return the condition that an order's reference begins so, or else its agency is named so.

    One or the other, never both: the database could use no index. `path` leads to the order.
    """
    if _REFERENCE.fullmatch(text.upper()):
        return Q(**{f"{path}reference__startswith": f"R-{text.upper().removeprefix('R-')}"})
    named = Agency.objects.filter(name__icontains=text).values("pk")
    return Q(**{f"{path}agency__in": named})


def orders_with_sums(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Add the agency, `titles` and `copies`, those requested, to orders for a list."""
    return orders.select_related("agency").annotate(
        titles=_of_lines(Count("pk")), copies=_of_lines(Sum("requested"))
    )


def _of_lines(figure: Aggregate) -> Subquery:
    """Return a figure over an order's lines; the database asks only for the rows it returns."""
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    return Subquery(lines.annotate(figure=figure).values("figure"))


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in Washington."""
    return timezone.make_aware(datetime.combine(day, time.min))


def limits_passed(*, order_id: int) -> list[Excess]:
    """Return the limits that an order passed when it was placed, none where it kept to them."""
    held = OrderEvent.objects.filter(
        order_id=order_id, kind=EventKind.HELD, data__has_key="limits"
    ).last()
    limits = held.data["limits"] if held else []
    return [Excess(**{**kept, "scope": LimitScope(kept["scope"])}) for kept in limits]


def copies_waited_for(*, resource_ids: Iterable[int]) -> dict[int, int]:
    """Return, by resource, the approved copies that no parcel holds yet."""
    lines = OrderLine.objects.filter(order__state__in=OPEN_STATES, resource__in=list(resource_ids))
    copies = F("approved") - F("allocated") - F("shipped") - F("cancelled")
    sums = lines.order_by().values("resource").annotate(copies=Sum(copies))
    return dict(sums.values_list("resource", "copies"))


def notice_by_id(*, notice_id: int) -> StockNotice | None:
    """Return a back-in-stock notice with its title, or None where it is gone."""
    return StockNotice.objects.select_related("resource").filter(pk=notice_id).first()
