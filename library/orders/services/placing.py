"""Placing an order: the same form sent twice is one order."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from library.inventory.selectors import stock_of_public
from library.orders.addresses import delivery_point, standardized
from library.orders.agencies import normalized_agency_name
from library.orders.directory import agency_meant_by
from library.orders.enums import AgencyType, EventKind, MailKind
from library.orders.limits import Asker, Excess, OverLimit, excesses_of
from library.orders.models import Agency, Order, OrderLine, Recipient
from library.orders.services.changing import write_event
from library.orders.services.mailing import queue_mail
from library.orders.services.references import random_number
from library.orders.services.requests import OrderRequest, OrderRequestLine
from library.orders.states import OrderState


class EmptyOrder(ValueError):
    """An order asks for nothing, or for a number of copies that is not above zero."""

    def __init__(self) -> None:
        super().__init__("Ask for at least one copy of each title.")


class NotOrderable(Exception):
    """Titles cannot be had in print or on disc, or not any more. Nothing was placed."""

    def __init__(self, resource_ids: Iterable[int]) -> None:
        self.resource_ids = tuple(sorted(resource_ids))
        super().__init__("Some titles cannot be ordered.")


def place_order(*, idempotency_key: UUID, request: OrderRequest) -> Order:
    """Write an order down and let its confirmation be sent. The same key gives the same order.

    One that passes a limit goes to review, with the reason its request gives.

    Raises:
        EmptyOrder: no line, or a quantity that is not above zero.
        NotOrderable: a title is not public, or cannot be had.
        OverLimit: more is asked for than the limits allow, and no reason is given.
    """
    placed = Order.objects.filter(idempotency_key=idempotency_key).first()
    if placed:
        return placed
    try:
        return _place(idempotency_key, request)
    except IntegrityError:
        # Somebody with the same key was quicker, or the number was another order's: once more.
        placed = Order.objects.filter(idempotency_key=idempotency_key).first()
        return placed or _place(idempotency_key, request)


@transaction.atomic
def _place(idempotency_key: UUID, request: OrderRequest) -> Order:
    quantities = _merged(request.lines)
    _check_orderable(quantities)
    point = delivery_point(request.address)
    agency = _locked_agency(request)
    _lock_point(point)
    excesses = excesses_of(
        quantities=quantities, asker=Asker(AgencyType(agency.agency_type), agency.pk, point)
    )
    if excesses and not request.justification:
        raise OverLimit(excesses)
    order = Order.objects.create(
        idempotency_key=idempotency_key,
        reference=random_number("R"),
        state=OrderState.IN_REVIEW if excesses else OrderState.PLACED,
        agency=agency,
        delivery_point=point,
        ship_to_state=request.state,
        note=request.note,
        justification=request.justification if excesses else "",
        needed_by=request.needed_by if excesses else None,
        placed_at=timezone.now(),
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, resource_id=pk, requested=quantity)
        for pk, quantity in quantities.items()
    )
    _write_recipient(order, request)
    event = write_event(order, EventKind.PLACED, None)
    if excesses:
        _hold(order, excesses)
    queue_mail(event=event, kind=MailKind.PLACED_FOR_REVIEW if excesses else MailKind.PLACED)
    return order


def _merged(lines: Iterable[OrderRequestLine]) -> dict[int, int]:
    """Return the copies of each resource, in the order in which the resources were asked for."""
    quantities: Counter[int] = Counter()
    for line in lines:
        if line.quantity <= 0:
            raise EmptyOrder
        quantities[line.resource_id] += line.quantity
    if not quantities:
        raise EmptyOrder
    return dict(quantities)


def _check_orderable(resource_ids: Iterable[int]) -> None:
    ids = set(resource_ids)
    stock = stock_of_public(ids)
    refused = {pk for pk in ids if pk not in stock or not stock[pk].is_orderable}
    if refused:
        raise NotOrderable(refused)


def _locked_agency(request: OrderRequest) -> Agency:
    """Let nobody else of this agency be counted until this order is written.

    It is made where it is new. One that was merged away while its lock was waited for is looked up
    again, under its alias.
    """
    while True:
        known = agency_meant_by(name=request.organization, state=request.state)
        meant = {"pk": known.pk} if known else _made(request)
        with suppress(Agency.DoesNotExist):
            return Agency.objects.select_for_update().get(**meant)


def _made(request: OrderRequest) -> dict[str, str]:
    """Write a new agency down, if nobody was quicker, and return what it is found by."""
    key = {
        "normalized_name": normalized_agency_name(request.organization),
        "state": request.state,
    }
    agency = Agency(
        name=request.organization, agency_type=request.agency_type, city=request.city, **key
    )
    Agency.objects.bulk_create([agency], ignore_conflicts=True)
    return key


def _lock_point(point: str) -> None:
    """Nor to this address. Always after the agency: two orders cannot wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [point])


def _hold(order: Order, excesses: Iterable[Excess]) -> None:
    data = {"reason": "More than the limits allow", "limits": [asdict(each) for each in excesses]}
    write_event(order, EventKind.HELD, None, data)


def _write_recipient(order: Order, request: OrderRequest) -> None:
    address = request.address
    Recipient.objects.create(
        order=order,
        name=request.name,
        email=request.email,
        phone=request.phone,
        organization=request.organization,
        standardized=standardized(address).as_dict(),
        **address.as_dict(),
    )
