"""What was set aside, given up."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.fulfillment.models import Shipment
from library.fulfillment.services.parcels import change_state, lines_of, locked_shipment
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.orders import services as orders


@transaction.atomic
def cancel_shipment(*, shipment_id: int, actor: AbstractBaseUser | None, reason: str) -> Shipment:
    """Give up a parcel that has not left: its copies are free again, its order waits for copies."""
    shipment = locked_shipment(shipment_id)
    change_state(shipment, ShipmentState.CANCELLED, actor)
    shipment.cancel_reason = reason
    shipment.save()
    lines = lines_of(shipment)
    ledger.release(quantities={line.order_line.resource_id: line.quantity for line in lines})
    orders.record_release(
        order_id=shipment.order_id,
        actor=actor,
        released={line.order_line_id: line.quantity for line in lines},
        data={"shipment": shipment.number, "reason": reason},
    )
    return shipment
