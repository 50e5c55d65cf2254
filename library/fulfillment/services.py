"""From approved order to parcel. Locks are taken in one order: the order, its shipment, stock."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from library.fulfillment.enums import Carrier
from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.selectors.queue import copies_waited_for_before, orders_to_allocate
from library.fulfillment.states import ShipmentState, check_change
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
def pick_shipment(*, shipment_id: int, actor: AbstractBaseUser | None) -> Shipment:
    """Record that every copy of a parcel has been picked from its bin."""
    shipment = _locked_shipment(shipment_id)
    _change(shipment, ShipmentState.PICKED, actor)
    shipment.save()
    shipment.lines.update(picked=F("quantity"))
    orders.record_picking(order_id=shipment.order_id, actor=actor, shipment_number=shipment.number)
    return shipment


@transaction.atomic
def ship_shipment(
    *,
    shipment_id: int,
    actor: AbstractBaseUser | None,
    carrier: str,
    tracking_number: str,
    shipped_at: datetime | None = None,
) -> Shipment:
    """Let a picked parcel leave: stock goes down by its copies, and the order hears of it.

    Raises:
        IllegalChange: the parcel is not picked, or has left already; says when and by whom.
    """
    shipment = _locked_shipment(shipment_id)
    _change(shipment, ShipmentState.SHIPPED, actor)
    shipment.carrier = Carrier(carrier)
    shipment.tracking_number = tracking_number.strip()
    shipment.shipped_at = shipped_at or shipment.state_changed_at
    shipment.shipped_by_id = shipment.state_changed_by_id
    shipment.save()
    lines = _lines(shipment)
    ledger.ship(
        quantities={line.order_line.resource_id: line.quantity for line in lines},
        document=shipment.number,
        actor=actor,
        occurred_at=shipment.shipped_at,
    )
    orders.record_shipment(
        order_id=shipment.order_id,
        actor=actor,
        shipped={line.order_line_id: line.quantity for line in lines},
        data={
            "shipment": shipment.number,
            "carrier": shipment.carrier,
            "tracking_number": shipment.tracking_number,
        },
    )
    return shipment


@transaction.atomic
def cancel_shipment(*, shipment_id: int, actor: AbstractBaseUser | None, reason: str) -> Shipment:
    """Give up a parcel that has not left: its copies are free again, its order waits for copies."""
    shipment = _locked_shipment(shipment_id)
    _change(shipment, ShipmentState.CANCELLED, actor)
    shipment.cancel_reason = reason
    shipment.save()
    lines = _lines(shipment)
    ledger.release(quantities={line.order_line.resource_id: line.quantity for line in lines})
    orders.record_release(
        order_id=shipment.order_id,
        actor=actor,
        released={line.order_line_id: line.quantity for line in lines},
        data={"shipment": shipment.number, "reason": reason},
    )
    return shipment


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


def _locked_shipment(shipment_id: int) -> Shipment:
    order_id = Shipment.objects.values_list("order_id", flat=True).get(pk=shipment_id)
    Order.objects.select_for_update().get(pk=order_id)
    return Shipment.objects.select_for_update().get(pk=shipment_id)


def _lines(shipment: Shipment) -> list[ShipmentLine]:
    return list(shipment.lines.select_related("order_line"))


def _change(shipment: Shipment, wanted: ShipmentState, actor: AbstractBaseUser | None) -> None:
    shipment.state = check_change(shipment.state, wanted, since=_since(shipment))
    shipment.state_changed_at = timezone.now()
    shipment.state_changed_by_id = actor.pk if actor else None


def _since(shipment: Shipment) -> str:
    when = date_format(timezone.localtime(shipment.state_changed_at), "N j, Y, H:i")
    by = shipment.state_changed_by
    return f"It has been so since {when}" + (f", by {by.get_username()}." if by else ".")
