"""What was ordered and has not left, given up: a parcel, an order, some copies of a line."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.fulfillment.models import Shipment
from library.fulfillment.services.parcels import lines_of, locked_shipment
from library.fulfillment.services.releasing import give_up, thin_out
from library.fulfillment.states import IN_THE_HOUSE
from library.inventory import ledger
from library.orders import services as orders
from library.orders.models import Order, OrderLine
from library.orders.services.lines import open_copies
from library.orders.states import OPEN_STATES, OrderState, check_change


@transaction.atomic
def cancel_shipment(*, shipment_id: int, actor: AbstractBaseUser | None, reason: str) -> Shipment:
    """Give up a parcel that has not left: its copies are free again, its order waits for copies."""
    shipment = locked_shipment(shipment_id)
    give_up(shipment, actor, reason)
    return shipment


@transaction.atomic
def cancel_order(*, order_id: int, actor: AbstractBaseUser | None, reason: str) -> Order:
    """Give up whatever of an order has not left, at every stage: parcels in the house as well.

    Raises:
        IllegalChange: the order has come to its end.
        MissingReason: no reason is given.
    """
    order = _locked(order_id)
    for shipment in _parcels_in_the_house(order):
        give_up(shipment, actor, reason)
    return orders.cancel_order(order_id=order_id, actor=actor, reason=reason)


@transaction.atomic
def cancel_lines(
    *, order_id: int, actor: AbstractBaseUser | None, quantities: Mapping[int, int], reason: str
) -> Order:
    """Give up so many copies by line; the rest of the order goes on.

    Copies that no parcel holds go first, then those of the newest parcel: who picked it takes
    them out again. A parcel that this leaves empty is given up.

    Raises:
        IllegalChange: the order has come to its end.
        ImpossibleQuantity: a line has fewer copies that have not left.
        NothingCancelled, MissingReason: not one copy is named; no reason is given.
    """
    order = _locked(order_id)
    if order.state in OPEN_STATES:
        lines = OrderLine.objects.in_bulk(quantities)
        held = {pk: quantities[pk] - open_copies(line) for pk, line in lines.items()}
        _take_out(order, {pk: copies for pk, copies in held.items() if copies > 0}, actor, reason)
    return orders.cancel_lines(order_id=order_id, actor=actor, quantities=quantities, reason=reason)


def _locked(order_id: int) -> Order:
    """Return the order, its shelves locked too: several parcels may give copies back to them."""
    order = Order.objects.select_for_update().get(pk=order_id)
    check_change(order.state, OrderState.CANCELLED)
    ledger.lock(resource_ids=order.lines.values_list("resource_id", flat=True))
    return order


def _parcels_in_the_house(order: Order) -> list[Shipment]:
    parcels = Shipment.objects.select_for_update().filter(order=order, state__in=IN_THE_HOUSE)
    return list(parcels.order_by("-pk"))


def _take_out(
    order: Order, copies: dict[int, int], actor: AbstractBaseUser | None, reason: str
) -> None:
    """Take copies by order line out of parcels, the newest first, as far as they hold any."""
    if not copies:
        return
    for shipment in _parcels_in_the_house(order):
        lines = lines_of(shipment)
        taken = {line: min(line.quantity, copies.get(line.order_line_id, 0)) for line in lines}
        if all(taken[line] == line.quantity for line in lines):
            give_up(shipment, actor, reason)
        elif any(taken.values()):
            thin_out(shipment, {line: n for line, n in taken.items() if n}, actor, reason)
        for line, quantity in taken.items():
            if quantity:
                copies[line.order_line_id] -= quantity
