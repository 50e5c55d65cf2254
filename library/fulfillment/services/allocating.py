"""Copies set aside for orders, first in, first out."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.selectors.editions import changes_of
from library.fulfillment.selectors.queue import copies_waited_for_before, orders_to_allocate
from library.fulfillment.selectors.waiting import orders_on_back_order, resources_that_arrived
from library.fulfillment.services.substituting import follow_editions
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
    """Allocate every order that waits for copies, the first placed first; return the parcels.

    Raises:
        ExceptionGroup: at the end, with what was wrong with the orders that were left out.
    """
    order_ids = orders_to_allocate().values_list("pk", flat=True)
    return [shipment for shipment in _each_in_turn(order_ids, actor) if shipment]


def allocate_arrived(*, resource_id: int) -> list[Shipment]:
    """Give the free copies of a resource to the orders on back-order for it; return the parcels.

    First in, first out, an order a transaction.

    Raises:
        ExceptionGroup: at the end, with what was wrong with the orders that were left out.
    """
    order_ids = orders_on_back_order(resource_id=resource_id).values_list("pk", flat=True)
    shipments = []
    for shipment in _each_in_turn(order_ids, None):
        # Copies that an order waits for are kept from all placed after it: where the first gets
        # none of them, nobody behind it can.
        if shipment is None or not shipment.lines.filter(order_line__resource=resource_id).exists():
            break
        shipments.append(shipment)
    return shipments


def allocate_all_arrived() -> list[Shipment]:
    """Give every order on back-order what is on the shelf by now; return the parcels."""
    return [
        shipment
        for resource_id in resources_that_arrived()
        for shipment in allocate_arrived(resource_id=resource_id)
    ]


def _each_in_turn(
    order_ids: Iterable[int], actor: AbstractBaseUser | None
) -> Iterator[Shipment | None]:
    """Allocate orders one after the other, yielding the parcel of each, or None.

    An order that cannot be allocated does not keep the others from their copies.
    """
    faults = []
    for order_id in list(order_ids):
        try:
            _, shipment = _allocate(order_id, actor)
        except IllegalChange:  # closed by somebody since the list was read
            continue
        except Exception as fault:  # noqa: BLE001 - told below, when everybody had a turn
            fault.add_note(f"while allocating order {order_id}")
            faults.append(fault)
        else:
            yield shipment
    if faults:
        raise ExceptionGroup("some orders could not be allocated", faults)


@transaction.atomic
def _allocate(order_id: int, actor: AbstractBaseUser | None) -> tuple[Order, Shipment | None]:
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state not in OPEN_STATES:
        raise IllegalChange(OrderState(order.state), OrderState.IN_FULFILLMENT)
    kept = _kept_for_others(order, actor)
    lines = {line.pk: line for line in order.lines.all()}
    wanted = {pk: copies for pk, line in lines.items() if (copies := open_copies(line))}
    granted = ledger.allocate(
        wanted={lines[pk].resource_id: n for pk, n in wanted.items()}, kept=kept
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


def _kept_for_others(order: Order, actor: AbstractBaseUser | None) -> dict[int, int]:
    """Lock the shelves of an order's titles, put newer editions in, see who was first.

    The shelves come first: who was first may change until they are locked.
    """
    ids = set(order.lines.values_list("resource_id", flat=True))
    changes = changes_of(resource_ids=ids)
    ids |= {change.new_id for change in changes.values()}
    ledger.lock(resource_ids=ids)
    kept = copies_waited_for_before(order=order, resource_ids=ids)
    for _ in changes:  # the edition put in may have been superseded as well
        follow_editions(order, changes, kept, actor)
    return kept


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
