"""How copies leave a parcel that has not left: back to the shelf, open in their order again."""

from django.contrib.auth.models import AbstractBaseUser

from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.services.following import follow_parcel
from library.fulfillment.services.parcels import change_state, lines_of
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.orders import services as orders


def give_up(shipment: Shipment, actor: AbstractBaseUser | None, reason: str) -> None:
    """Cancel a locked parcel: its copies are open again, and its wave may be at its end.

    Raises:
        IllegalChange: it has left, or was given up before.
    """
    change_state(shipment, ShipmentState.CANCELLED, actor)
    shipment.cancel_reason = reason
    shipment.save()
    _release(shipment, {line: line.quantity for line in lines_of(shipment)}, actor, reason)
    follow_parcel(shipment)


def thin_out(
    shipment: Shipment,
    taken: dict[ShipmentLine, int],
    actor: AbstractBaseUser | None,
    reason: str,
) -> None:
    """Take copies by line out of a locked parcel that keeps others."""
    _release(shipment, taken, actor, reason)
    for line, quantity in taken.items():
        if quantity == line.quantity:
            line.delete()
            continue
        line.quantity -= quantity
        line.picked = min(line.picked, line.quantity)
        line.packed = min(line.packed, line.quantity)
        line.save(update_fields=["quantity", "picked", "packed"])


def _release(
    shipment: Shipment,
    taken: dict[ShipmentLine, int],
    actor: AbstractBaseUser | None,
    reason: str,
) -> None:
    ledger.release(quantities={line.order_line.resource_id: n for line, n in taken.items()})
    orders.record_release(
        order_id=shipment.order_id,
        actor=actor,
        released={line.order_line_id: n for line, n in taken.items()},
        data={"shipment": shipment.number, "reason": reason},
    )
