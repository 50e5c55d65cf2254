"""Copies set aside for orders, first in, first out."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.selectors.queue import copies_waited_for_before, orders_to_allocate
from library.inventory import ledger
from library.orders import services as orders
from library.orders.models import Order
from library.orders.services.lines import open_copies
from library.orders.services.references import free_number
from library.orders.states import OPEN_STATES, IllegalChange, OrderState


class NothingToAllocate(Exception):
    """No copy could be set aside. What is missing is on back-order."""

    def __init__(self, *, reference: str, back_ordered: int) -> None:
        self.reference = reference
        self.back_ordered = back_ordered
        waiting = f"{back_ordered} copies wait on back-order" if back_ordered else "nothing waits"
        super().__init__(f"No copies could be set aside for order {reference}: {waiting}.")


def allocate_order(*, order_id: int, actor: AbstractBaseUser | None) -> Shipment:
    """Set copies aside for what is still open in an order and return the parcel they belong to.

    First in, first out: copies that orders placed earlier wait for are left to them. What the
    shelf cannot give goes on back-order, also where this raises; call again when more copies have
    arrived.

    Raises:
        NothingToAllocate: the shelf gave nothing, or nothing is open.
        IllegalChange: the order is not approved, or is closed.
    """
    order, shipment = _allocate(order_id, actor)
    if shipment is None:
        missing = sum(order.lines.values_list("back_ordered", flat=True))
        raise NothingToAllocate(reference=order.reference, back_ordered=missing)
    return shipment


def allocate_waiting(*, actor: AbstractBaseUser | None) -> list[Shipment]:
    """Allocate every order that waits for copies, the first placed first; return the parcels."""
    shipments = []
    for order_id in orders_to_allocate().values_list("pk", flat=True):
        try:
            _, shipment = _allocate(order_id, actor)
        except IllegalChange:  # closed by somebody since the list was read
            continue
        if shipment is not None:
            shipments.append(shipment)
    return shipments


@transaction.atomic
def _allocate(order_id: int, actor: AbstractBaseUser | None) -> tuple[Order, Shipment | None]:
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state not in OPEN_STATES:
        raise IllegalChange(OrderState(order.state), OrderState.IN_FULFILLMENT)
    lines = {line.pk: line for line in order.lines.all()}
    wanted = {pk: copies for pk, line in lines.items() if (copies := open_copies(line))}
    resource_ids = [lines[pk].resource_id for pk in wanted]
    ledger.lock(resource_ids=resource_ids)  # before looking at who was first, or that may change
    granted = ledger.allocate(
        wanted={lines[pk].resource_id: n for pk, n in wanted.items()},
        kept=copies_waited_for_before(order=order, resource_ids=resource_ids),
    )
    allocated = {pk: n for pk in wanted if (n := granted[lines[pk].resource_id])}
    missing = {pk: n - allocated.get(pk, 0) for pk, n in wanted.items()}
    if allocated or any(lines[pk].back_ordered != n for pk, n in missing.items()):
        orders.record_allocation(
            order_id=order_id,
            actor=actor,
            allocated=allocated,
            back_ordered={pk: n for pk, n in missing.items() if n},
        )
    return order, _open_shipment(order, actor, allocated) if allocated else None


def _open_shipment(
    order: Order, actor: AbstractBaseUser | None, allocated: dict[int, int]
) -> Shipment:
    now = timezone.now()
    shipment = Shipment.objects.create(
        number=free_number("S", is_taken=_is_shipment),
        order=order,
        created_at=now,
        state_changed_at=now,
        state_changed_by_id=actor.pk if actor else None,
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, order_line_id=pk, quantity=quantity)
        for pk, quantity in allocated.items()
    )
    return shipment


def _is_shipment(number: str) -> bool:
    return Shipment.objects.filter(number=number).exists()
